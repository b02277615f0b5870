"""An answer with some of its fields changed, whichever way the change comes."""

from collections.abc import Mapping, Sequence
from typing import Any

from snaglist.errors import UsageError
from snaglist.reviews.evidence.forms import AS_TYPED, with_evidence
from snaglist.reviews.link_targets import normal_link
from snaglist.reviews.names import same_name
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import NOT_LOOKED_AT, Answer, Status

ANSWER_FIELDS = (
    *("status", "done", "reason", "owner", "due", "expires", "severity", "likelihood"),
    *("links", "notes", "evidence"),
)
"""The fields of an answer, in the order in which they are asked for."""

KEPT_FIELDS = ("owner", "due", "severity", "likelihood", "links", "notes")
"""What belongs to the issue, and stays when its status changes."""

STEP_FIELDS = ("severity", "likelihood")
"""The fields that are a step of a scale."""

EMPTIED_WITH_NONE = ("due", "expires", *STEP_FIELDS)
"""The fields that have no empty text; the word none takes out what is there."""


def changed_answer(before: Answer, given: Mapping[str, Any]) -> Answer:
    """An answer with what was given put in place of what it said before.

    ``given`` has values by the names of ``ANSWER_FIELDS``. While the status stays, so does all that
    is not given. With a new status, what it rests on is given anew, and only owner, due day,
    severity, likelihood, links and notes stay: they belong to the issue. ``links`` come to those
    that are there, but for those under ``unlinks``; with ``no_links`` none stays. ``evidence``, as
    people type it or as forms and their fields, comes to what is there in place of what is about
    the same; with ``no_evidence`` none stays. Raises pydantic's ``ValidationError`` where the
    result is no answer, and ``UsageError`` where a link is to go that is not there.
    """
    status = given.get("status", before.status)
    stays = ANSWER_FIELDS if status == before.status else KEPT_FIELDS
    whole = {name: getattr(before, name) for name in stays} | dict(given) | {"status": status}
    links = () if whole.pop("no_links", False) else before.links
    whole["links"] = changed_links(links, given.get("links", ()), whole.pop("unlinks", ()))
    none = whole.pop("no_evidence", False) or status != before.status
    whole["evidence"] = tuple(given.get("evidence", ()))
    answer = Answer.model_validate(whole, context=AS_TYPED)
    proved = with_evidence(() if none else before.evidence, answer.evidence)
    return Answer.model_validate(dict(answer) | {"evidence": proved})


def current_answer(item: IssueState, by: str, blind: bool) -> Answer:
    """The answer that one by ``by`` would replace; in a blind review only their own."""
    if not blind:
        return item.answer
    own = (opinion.answer for opinion in item.opinions if same_name(opinion.by, by))
    return next(own, NOT_LOOKED_AT)


def given_status(before: Answer, given: Mapping[str, Any]) -> Status | None:
    """The status that the changed answer would have; None where what was given is no status."""
    found = given.get("status", before.status)
    return Status(found) if found in list(Status) else None


def changed_links(
    before: Sequence[str], added: Sequence[str], gone: Sequence[str]
) -> tuple[str, ...]:
    """The links of an answer with some added, each once, and some taken away.

    Raises ``UsageError`` for one to be taken away that is not there.
    """
    wanted = tuple(dict.fromkeys((*before, *(_normal(link) for link in added))))
    for link in map(_normal, gone):
        if link not in wanted:
            there = ", ".join(wanted) or "none"
            raise UsageError(f"There is no link {link} to take away; there is {there}.")
    return tuple(link for link in wanted if link not in map(_normal, gone))


def _normal(link: str) -> str:
    """A link in its one form; what is none stays, to be reported with the other fields."""
    try:
        return normal_link(link.strip())
    except ValueError:
        return link
