"""What several pages of a review show, as data for templates and JSON."""

from collections.abc import Iterable, Mapping

from snaglist.model.catalogue import nearest_names
from snaglist.model.edge import Edge
from snaglist.reviews.agreement import DIFFERENCE_LABELS
from snaglist.reviews.canonical import moment_text
from snaglist.reviews.entry_snapshot import EntrySnapshot
from snaglist.reviews.event_text import concerns, event_text
from snaglist.reviews.events.answering import Answered, Opined, Settled
from snaglist.reviews.evidence.forms import AnyEvidence
from snaglist.reviews.evidence.words import evidence_line, evidence_words
from snaglist.reviews.flags import flags_of
from snaglist.reviews.follow_ups import follow_up_json
from snaglist.reviews.names import name_key
from snaglist.reviews.questions import Agenda, MeetingIssue, agenda, unsettled_items
from snaglist.reviews.rows import is_edge, row_kind, thing_of
from snaglist.reviews.state import IssueState
from snaglist.reviews.statuses import Answer, Status, status_label
from snaglist.reviews.upgrade import FieldRewording, WordComparison
from snaglist.web.reviews.access import Access
from snaglist.web.site import Site, View

STATUS_ORDER = (
    Status.OPEN,
    Status.ADDRESSED,
    Status.ACCEPTED,
    Status.NOT_APPLICABLE,
    Status.NOT_LOOKED_AT,
)
"""Every status, in the order in which a form offers them."""


def row_view(access: Access, item: IssueState) -> View:
    """An issue of the review, as a list shows it."""
    shown, status = access.shown(item), item.status(access.today)
    return {
        "id": item.issue,
        "kind": row_kind(item.issue).value,
        "title": shown.title,
        "category": shown.category,
        "url": access.url("issues", item.issue),
        "status": status.value,
        "status_label": status_label(status, edge=item.is_edge),
        "flags": [flag.value for flag in flags_of(item, access.today)],
        "difference": item.difference.value if item.difference else None,
        "difference_label": difference_label(item),
        "definition": shown.definition,
        "why": [
            {"text": why.text, "answers": [_answer_ref(access, ref) for ref in why.answers]}
            for why in item.why
        ],
        # What does not fit any more stays for its answer, whatever the profile says.
        "by_rules": item.by_rules,
        "leaves_without": [_answer_ref(access, ref) for ref in item.leaves_without if item.fits],
        "consequence": shown.consequence,
        "severity": shown.severity,
        "questions": list(shown.questions),
        "pointers": [dict(each) for each in shown.pointers],
        "quote": quote_view(access.site, shown),
        "finding": finding_view(access.site, shown),
        **source_counts(item),
        "strategies": [
            {
                "id": each.id,
                "title": each.title,
                "how": each.how,
                "outcome": each.outcome,
                "cost": each.cost,
                "url": entry_url(access.site, each.id),
            }
            for each in shown.strategies
        ],
        "answer": answer_view(item.answer, edge=item.is_edge),
        "due": str(item.due) if item.due else None,
        "follow_ups": [follow_up_json(event) for event in item.follow_ups],
        "answered_by": item.answered_by,
        "answered_at": moment_text(item.answered_at) if item.answered_at else "",
        "retired": _retired(access.site, item),
        "version": item.version,
    }


def difference_label(item: IssueState) -> str:
    """In what the answers to an issue differ, in words; empty where they do not."""
    return DIFFERENCE_LABELS[item.difference] if item.difference else ""


def opinion_views(access: Access, item: IssueState) -> list[View]:
    """The answers to an issue that were given apart; ``take`` leads to the form filled in with one.

    One person may have given two of them, in two copies of a review, so each has its event.
    """
    names = [name_key(each.by) for each in item.opinions]
    takes = item.differs and access.can_answer
    return [
        {
            "by": each.by,
            "label": f"{each.by} (event {each.number})"
            if names.count(name_key(each.by)) > 1
            else each.by,
            "number": each.number,
            "at": moment_text(each.event.at),
            "answer": answer_view(each.answer, edge=item.is_edge),
            "take": f"{access.url('issues', item.issue, **{'as': str(each.number)})}#answer"
            if takes
            else None,
        }
        for each in item.opinions
    ]


def source_counts(item: IssueState) -> View:
    """How many people in how many interviews reported an issue, and how many publications did."""
    return {
        "people": item.people,
        "interviews": item.interviews,
        "publications": item.publications,
    }


def meeting_place(each: MeetingIssue, left: Agenda) -> View:
    """Where an issue stands among those that are left, and why."""
    return {
        "place": each.place,
        "of_the_ten": each.place <= len(left.ten),
        "ground": each.ground.value,
        "cause": each.cause,
        "reason": each.reason,
        "waits": each.waits,
    }


def access_agenda(access: Access, besides: str = "") -> Agenda:
    """What is left to ask, as far as the link may see; with one issue ``besides``, asked or not."""
    left = unsettled_items(access.state, access.today)
    there = {item.issue for item in left} | {besides}
    items = [item for name, item in access.state.items.items() if name in there]
    return agenda(access, access.state.profile, items)


def quote_view(site: Site, shown: EntrySnapshot) -> View | None:
    """The quote of an entry, with the way to its place if this catalogue has it."""
    quote = shown.quote
    if quote is None:
        return None
    known = quote.id in site.catalogue.things
    url = site.urls.place(quote.id) if known else None
    return {"id": quote.id, "words": quote.words, "said": quote.said, "url": url}


def finding_view(site: Site, shown: EntrySnapshot) -> View | None:
    """The published finding of an entry, with the way to it if this catalogue has it."""
    finding = shown.finding
    if finding is None:
        return None
    known = finding.id in site.catalogue.things
    return {
        **{name: getattr(finding, name) for name in ("id", "text", "evidence", "source")},
        **{name: getattr(finding, name) for name in ("title", "place", "address", "cited")},
        "url": site.urls.of(site.catalogue.thing(finding.id)) if known else None,
    }


def entry_url(site: Site, identifier: str) -> str | None:
    """The page of an entry, or of the topic of a row, if this catalogue has it."""
    thing = site.catalogue.things.get(thing_of(identifier))
    if isinstance(thing, Edge):
        return site.urls.of(thing)
    return site.urls.entry(identifier) if thing is not None else None


def answer_view(answer: Answer, *, edge: bool = False) -> View:
    """An answer with all that was said."""
    return {
        "status": answer.status.value,
        "status_label": status_label(answer.status, edge=edge),
        "done": answer.done,
        "reason": answer.reason,
        "owner": answer.owner,
        "due": str(answer.due) if answer.due else None,
        "expires": str(answer.expires) if answer.expires else None,
        "severity": answer.severity.value if answer.severity else None,
        "likelihood": answer.likelihood.value if answer.likelihood else None,
        "rating": answer.rating,
        "links": list(answer.links),
        "notes": answer.notes,
        "evidence": [evidence_view(each) for each in answer.evidence],
    }


def evidence_view(evidence: AnyEvidence) -> View:
    """What proves an answer: in words, on a line, and its fields; nobody has looked at it here."""
    return {
        "words": evidence_words(evidence),
        "line": evidence_line(evidence),
        **evidence.model_dump(mode="json", exclude_defaults=True),
    }


def _answer_ref(access: Access, ref: str) -> View:
    """An answer of the profile, in words, with the place where it is given."""
    question, _, name = ref.partition("/")
    url = f"{access.url('profile')}#{question}-{name}"
    return {"id": ref, "label": access.state.profile.label(ref), "url": url}


def _retired(site: Site, item: IssueState) -> View | None:
    if item.retired is None:
        return None
    instead = [
        {"id": name, "title": _title(site, name), "url": entry_url(site, name)}
        for name in item.retired.replaced_by
    ]
    return {"why": item.retired.why, "replaced_by": instead}


def _title(site: Site, name: str) -> str:
    known = name in site.catalogue.things
    return str(site.entry(name)["title"]) if known else name


def rewording_views(changes: Iterable[FieldRewording], compared: WordComparison) -> list[View]:
    """Fields that changed, word by word as far as ``compared`` goes for this page."""
    return [
        {
            "field": each.field,
            "before": each.before,
            "after": each.after,
            "stretches": [{"op": s.op.value, "text": s.text} for s in compared.of_field(each)],
        }
        for each in changes
    ]


def unanswered(access: Access) -> list[str]:
    """The issues that somebody still has to say something of, in order."""
    return [
        name
        for name, item in access.state.items.items()
        if not item.retired and (item.differs or item.status(access.today) is Status.NOT_LOOKED_AT)
    ]


def nearest_value(value: str, known: Mapping[str, object] | Iterable[str]) -> str:
    """The values there are that look like one that is none, else all of them."""
    return ", ".join(nearest_names(value, known) or known)


def history_view(access: Access, issue: str = "") -> list[View]:
    """All that was done, the latest first; with ``issue``, to that one."""
    found = [
        {
            "number": number,
            "at": moment_text(event.at),
            "by": event.by,
            "did": event.did,
            "what": event_text(event, name_issue=not issue),
            "answer": answer_view(event.answer, edge=is_edge(event.issue))
            if isinstance(event, Answered | Opined | Settled)
            else None,
        }
        for number, event in access.events
        if not issue or concerns(event, issue)
    ]
    return found[::-1]
