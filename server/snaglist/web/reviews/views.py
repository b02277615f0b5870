"""A review and its issues as pages and JSON say them."""

from collections.abc import Iterable, Mapping
from itertools import chain

from snaglist.model.catalogue import nearest_names
from snaglist.reviews.entry_snapshot import Shown
from snaglist.reviews.events import Answer, Profile, Status
from snaglist.reviews.flags import flags_of
from snaglist.reviews.hashing import moment
from snaglist.reviews.state import Item
from snaglist.reviews.statuses import MEANINGS, left, short
from snaglist.reviews.upgrade import Rewording, rewordings
from snaglist.web.reviews.room import Room
from snaglist.web.site import Site, View

OFFERED = (
    Status.OPEN,
    Status.ADDRESSED,
    Status.ACCEPTED,
    Status.NOT_APPLICABLE,
    Status.NOT_LOOKED_AT,
)
"""Every status, in the order in which a form offers them."""


def review_view(room: Room) -> View:
    """The review as a whole, without its issues."""
    state = room.state
    assert state.catalogue is not None  # the first event says it
    return {
        "id": str(room.record.id),
        "title": state.title,
        "begun": moment(state.begun) if state.begun else "",
        "catalogue": {"version": state.catalogue.version, "digest": state.catalogue.digest},
        "outdated": room.outdated,
        "reviewers": list(state.reviewers),
        "handed_in": [] if state.blind else list(state.handed_in),
        "blind": state.blind,
        "signed": {"by": state.signed.by, "at": moment(state.signed.at)} if state.signed else None,
        "progress": progress(room),
        "profile": profile_view(state.profile),
    }


def progress(room: Room) -> View:
    """How many issues stand where, each with the address of just these, and the width of a bar."""
    counts = room.state.progress(room.today)
    total, at, rows = sum(counts.values()), 0.0, []
    for status in OFFERED:
        width = 100 * counts[status] / total if total else 0
        rows.append(
            {
                "status": status.value,
                "label": MEANINGS[status].label,
                "count": counts[status],
                "url": room.url(status=status.value),
                "x": round(at, 3),
                "width": round(width, 3),
            }
        )
        at += width
    return {"total": total, "looked_at": total - counts[Status.NOT_LOOKED_AT], "rows": rows}


def profile_view(profile: Profile) -> View:
    """What was said of the project, in the words in which it was asked."""
    return {
        "words": profile.words,
        "given": [
            {"question": each.question, "text": each.text, "answers": dict(each.answers)}
            for each in profile.given
        ],
    }


def row_view(room: Room, item: Item) -> View:
    """An issue of the review, as a list shows it."""
    shown, status = room.shown(item), item.status(room.today)
    return {
        "id": item.issue,
        "title": shown.title,
        "category": shown.category,
        "url": room.url("issues", item.issue),
        "status": status.value,
        "status_label": MEANINGS[status].label,
        "flags": [flag.value for flag in flags_of(item, room.today)],
        "definition": shown.definition,
        "why": [
            {"text": why.text, "answers": [_answer_ref(room, ref) for ref in why.answers]}
            for why in item.why
        ],
        # What does not fit any more stays for its answer, whatever the profile says.
        "by_rules": item.by_rules,
        "leaves_without": [_answer_ref(room, ref) for ref in item.leaves_without if item.fits],
        "consequence": shown.consequence,
        "severity": shown.severity,
        "questions": list(shown.questions),
        "quote": quote_view(room.here, shown),
        "strategies": [
            {
                "id": each.id,
                "title": each.title,
                "how": each.how,
                "outcome": each.outcome,
                "cost": each.cost,
                "url": url_of(room.here, each.id),
            }
            for each in shown.strategies
        ],
        "answer": answer_view(item.answer),
        "answered_by": item.answered_by,
        "answered_at": moment(item.answered_at) if item.answered_at else "",
        "retired": _gone(room.here, item),
        "version": item.version,
    }


def quote_view(here: Site, shown: Shown) -> View | None:
    """The quote of an entry, with the way to its place if this catalogue has it."""
    quote = shown.quote
    if quote is None:
        return None
    known = quote.id in here.catalogue.things
    url = here.urls.place(quote.id) if known else None
    return {"id": quote.id, "words": quote.words, "said": quote.said, "url": url}


def url_of(here: Site, identifier: str) -> str | None:
    """The page of an entry, if this catalogue has it."""
    return here.urls.entry(identifier) if identifier in here.catalogue.things else None


def answer_view(answer: Answer) -> View:
    """An answer with all that was said."""
    return {
        "status": answer.status.value,
        "status_label": MEANINGS[answer.status].label,
        "done": answer.done,
        "reason": answer.reason,
        "owner": answer.owner,
        "due": str(answer.due) if answer.due else None,
        "expires": str(answer.expires) if answer.expires else None,
        "links": list(answer.links),
        "notes": answer.notes,
    }


def _answer_ref(room: Room, ref: str) -> View:
    """An answer of the profile, in words, with the place where it is given."""
    question, _, name = ref.partition("/")
    url = f"{room.url('profile')}#{question}-{name}"
    return {"id": ref, "label": room.state.profile.label(ref), "url": url}


def _gone(here: Site, item: Item) -> View | None:
    if item.retired is None:
        return None
    instead = [
        {"id": name, "title": _title(here, name), "url": url_of(here, name)}
        for name in item.retired.replaced_by
    ]
    return {"why": item.retired.why, "replaced_by": instead}


def _title(here: Site, name: str) -> str:
    known = name in here.catalogue.things
    return str(here.entry(name)["title"]) if known else name


def rewording_views(told: Iterable[Rewording]) -> list[View]:
    """Fields that changed, word by word."""
    return [
        {
            "field": each.field,
            "before": each.before,
            "after": each.after,
            "stretches": [{"op": s.op.value, "text": s.text} for s in each.stretches],
        }
        for each in told
    ]


def reworded_since(room: Room, item: Item) -> list[View]:
    """What of an entry changed since the issue was answered."""
    if not item.reworded:
        return []
    before = room.record.entries.get(item.answered_entry)
    return rewording_views(rewordings(before, room.shown(item))) if before else []


def ten(room: Room) -> list[View]:
    """The short mode, for a half-hour meeting."""
    return [
        {
            "id": asked.item.issue,
            "title": shown.title,
            "category": shown.category,
            "url": room.url("issues", asked.item.issue),
            "question": asked.question,
            "quote": quote_view(room.here, shown),
            "status_label": MEANINGS[asked.item.status(room.today)].label,
        }
        for asked in short(room.record, left(room.state, room.today))
        for shown in (room.shown(asked.item),)
    ]


def unanswered(room: Room) -> list[str]:
    """The issues that somebody still has to say something of, in order."""
    return [
        name
        for name, item in room.state.items.items()
        if not item.retired and (item.differs or item.status(room.today) is Status.NOT_LOOKED_AT)
    ]


def following(room: Room, name: str) -> str | None:
    """The next unanswered issue after one, going round; None where there is no other."""
    names = list(room.state.items)
    left = set(unanswered(room)) - {name}
    at = names.index(name)
    return next((each for each in chain(names[at + 1 :], names[:at]) if each in left), None)


def nearest_value(value: str, known: Mapping[str, object] | Iterable[str]) -> str:
    """The values there are that look like one that is none, else all of them."""
    return ", ".join(nearest_names(value, known) or known)
