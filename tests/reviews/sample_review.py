"""One review with everything in it that a review can have, made of real deeds at fixed times.

``rich()`` is the whole of it. ``upto(n)`` is its first n events; ``BLIND``, ``DIFFERING`` and
``SIGNED`` are numbers of events after which it was just that.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

from snaglist.reviews.commands.answering import answer, hand_in, settle
from snaglist.reviews.commands.append import append_event
from snaglist.reviews.commands.signatures import reopen, sign
from snaglist.reviews.entry_snapshot import (
    EntrySnapshot,
    FindingSnapshot,
    QuoteSnapshot,
    StrategySnapshot,
)
from snaglist.reviews.events.fields import (
    Edition,
    GivenAnswers,
    PlacedIssue,
    PlacementReason,
    ProjectProfile,
    RetiredIssue,
    Source,
)
from snaglist.reviews.events.issue_list import Added, Created, Profiled, Upgraded
from snaglist.reviews.hashing import entry_digest, named_entries
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status

ID = UUID("5f0c2d1e-6a3b-4c8d-9e7f-0123456789ab")
TODAY = date(2027, 3, 1)
ANNA, BEPPE, CHLOE, DEV = "Anna Ångström", "Beppe O’Neill", "Chloé", "开发组"
BLIND, DIFFERING, SIGNED = 7, 9, 18

FIRST = Edition(version="1.0.0", digest="a" * 64)
SECOND = Edition(version="1.1.0", digest="b" * 64)

CATALOGUE = "Nobody, “A catalogue for tests”, version {} (2026)."
SOURCES = (
    Source(
        citation="A. N. Other, “Gardens that measure”, Journal of Beds 7 (2025).",
        terms="Any use must cite the paper.",
        interviews=("I01",),
    ),
    Source(citation="Nobody (2026). A study that is not quoted.", interviews=("I03",)),
)


def source(edition: Edition) -> Source:
    return Source(citation=CATALOGUE.format(edition.version))


SEVERITY = {"It came to an end": 3, "Something was spoiled": 2, "It was made harder": 1}

TITLES = {
    "SNAG-001": ("data", "A thermometer dies and nobody notices", "It came to an end"),
    "SNAG-002": ("trust", "The gardeners stop looking", "Something was spoiled"),
    "SNAG-003": ("deployment", "The rain gauge’s vendor changes the format", "It was made harder"),
    "SNAG-004": ("requirements", "“Water well” is never said in numbers", "It was made harder"),
    "SNAG-005": ("semantics", "Two beds share one name", ""),
    "SNAG-006": ("data", "Clocks disagree by an hour in spring", "Something was spoiled"),
    "SNAG-007": ("data", "Readings come twice", "Something was spoiled"),
    "SNAG-008": ("data", "Readings come twice or not at all", "Something was spoiled"),
    "SNAG-009": ("trust", "A dial that nobody believes", "It came to an end"),
}


FINDINGS = {
    "SNAG-003": FindingSnapshot(
        id="P001-F1",
        text="Of 120 rain gauges sold in 2024, 18 % changed their format without notice.",
        evidence="Audit",
        source="Regen et al., Journal of [Wet] Beds, 2025",
        title="Gauges & their <formats>: an audit",
        place="table 2",
        address="https://doi.org/10.1234/beds(7)",
    ),
    "SNAG-004": FindingSnapshot(
        id="P002-F3",
        text="Two gardeners in three could give no number.",
        evidence="Interviews",
        source="Office of Gardens, 2026",
        title="What gardeners mean",
        place="section 4",
    ),
}


def entry(issue: str, title: str = "", questions: tuple[str, ...] = ()) -> EntrySnapshot:
    """An invented entry; only the first two have all that an entry can have.

    The third and the fourth rest on a published finding, of which one has no address.
    """
    category, name, severity = TITLES[issue]
    full = issue in ("SNAG-001", "SNAG-002")
    return EntrySnapshot(
        issue=issue,
        title=title or name,
        category=category,
        definition=f"What is meant by it: {name[0].lower()}{name[1:]}.",
        consequence="The tomatoes froze → the harvest was lost." if severity else "",
        severity=severity,
        questions=questions or ("When did the alert last fire in a test?", "Who looks on Sundays?"),
        quote=QuoteSnapshot(
            id=f"I01-Q{issue[-3:]}",
            words="you thought you installed something to send you a message, but it didn’t work",
            said="gardener, the beds, line 82, volunteered",
        )
        if full
        else None,
        finding=FINDINGS.get(issue),
        strategies=(
            StrategySnapshot(
                id="FIX-001",
                title="Hang a bell",
                how="A bell rings when no reading came for an hour.",
                outcome="partly",
                cost="Two evenings, and the neighbours.",
            ),
            StrategySnapshot(
                id="FIX-002", title="Look by eye", how="Somebody walks past each day."
            ),
        )
        if full
        else (),
    )


def placed(shown: EntrySnapshot, fit: int = 0, *why: PlacementReason) -> PlacedIssue:
    return PlacedIssue(
        issue=shown.issue,
        entry=entry_digest(shown),
        fit=fit,
        why=why,
        leaves_without=why[0].answers if why else (),
        quotes=3 if shown.quote else 0,
        findings=2 if shown.finding else 0,
        severity=SEVERITY.get(shown.severity, 0),
    )


THERMOMETER = PlacementReason(text="A thermometer died.", answers=("devices/thermometer",), fit=2)
NOBODY = PlacementReason(
    text="Nobody saw it for a week.", answers=("devices/thermometer", "looks/nobody"), fit=3
)
WORDS = PlacementReason(text="Your words found it, as number 1 in the search.", fit=2)

GIVEN = (
    GivenAnswers(
        question="devices",
        text="What measures?",
        answers={"thermometer": "A thermometer", "rain-gauge": "A rain gauge"},
    ),
    GivenAnswers(question="looks", text="Who looks at the dial?", answers={"nobody": "Nobody"}),
)
PROFILE = ProjectProfile(given=GIVEN[:1], words="Glasshouse № 3, with café terrace 🌱.")
AGAIN = ProjectProfile(given=GIVEN, words=PROFILE.words)

NOTES = """\
We *know* this one. What we do:

1. ring the bell every **Monday**
2. write down who came, see [the log](https://example.org/log?a=1&b=2)

| who | when |
| --- | --- |
| Chloé | Monday |

```python
assert bell.rang() < timedelta(hours=1)
```
"""


def at(number: int) -> datetime:
    """The time of an event: two a day from New Year on."""
    return datetime(2027, 1, 1, 9, tzinfo=UTC) + timedelta(hours=12 * number)


def _begun() -> Record:
    names = ("SNAG-001", "SNAG-002", "SNAG-003", "SNAG-004", "SNAG-005", "SNAG-007")
    shown = [entry(name) for name in names]
    reasons = [(THERMOMETER, WORDS), *((THERMOMETER,) for _ in shown[1:])]
    chosen = [placed(each, 9 - place, *reasons[place]) for place, each in enumerate(shown)]
    created = Created(
        at=at(1),
        by=ANNA,
        title="Glasshouse № 3: frost alarm",
        catalogue=FIRST,
        profile=PROFILE,
        issues=tuple(chosen),
        reviewers=(ANNA, BEPPE),
        sources=(source(FIRST), *SOURCES),
    )
    entries = {each.entry: found for each, found in zip(chosen, shown, strict=True)}
    return Record(format=1, id=ID, events=(created,), entries=entries)


def _now(record: Record) -> datetime:
    return at(len(record.events) + 1)


def _blind(record: Record) -> Record:
    """Both agree on the first, differ on the second; Beppe changes his mind, and skips one."""
    fine = Answer(status=Status.ADDRESSED, done="The bell is hung.")
    worry = Answer(status=Status.OPEN, owner=BEPPE, notes="I *doubt* it.")
    dying = Answer(status=Status.OPEN, owner=CHLOE, due=date(2027, 2, 1))
    for by, issue, given in (
        (ANNA, "SNAG-001", dying),
        (BEPPE, "SNAG-001", fine),
        (BEPPE, "SNAG-001", dying.model_copy(update={"notes": "The *third* one this year."})),
        (ANNA, "SNAG-002", fine),
        (BEPPE, "SNAG-002", worry),
        (ANNA, "SNAG-005", Answer(status=Status.NOT_APPLICABLE, reason="Beds have numbers.")),
    ):
        record = answer(record, issue, given, by=by, now=_now(record))
    for by in (BEPPE, ANNA):
        record = hand_in(record, by=by, now=_now(record))
    return record


ANSWERS = {
    "SNAG-003": Answer(
        status=Status.ACCEPTED,
        reason="The vendor gives notice — in writing,\nthree months ahead.",
        owner=CHLOE,
        expires=date(2027, 2, 28),
    ),
    "SNAG-004": Answer(
        status=Status.ACCEPTED,
        reason="A litre more or less does no harm.",
        owner=DEV,
        expires=date(2028, 1, 1),
    ),
    "SNAG-007": Answer(status=Status.ADDRESSED, links=("https://example.org/pull/7?a=1&b=2#c",)),
}


def _answered(record: Record) -> Record:
    done = Answer(
        status=Status.ADDRESSED,
        done="The bell is hung,\nand rings on Mondays.",
        links=("https://example.org/bell", "https://example.org/éclair|x"),
        notes=NOTES,
    )
    settled = "We rang it together; it rang."
    record = settle(record, "SNAG-002", done, settled, by=BEPPE, now=_now(record))
    beds = Answer(status=Status.NOT_APPLICABLE, reason="Beds have numbers here.")
    record = answer(record, "SNAG-005", beds, by=BEPPE, now=_now(record))
    for issue, given in ANSWERS.items():
        record = answer(record, issue, given, by=CHLOE, now=_now(record))
    return record


def _changed(record: Record) -> Record:
    """The profile anew, which drops nothing that was answered; one more by hand; signed."""
    again = Profiled(
        at=_now(record),
        by=ANNA,
        profile=AGAIN,
        issues=tuple(
            placed(entry(name), 9, THERMOMETER, NOBODY) for name in ("SNAG-002", "SNAG-001")
        ),
    )
    record = append_event(record, rebuild(record), again)
    clocks = entry("SNAG-006")
    by_hand = Added(at=_now(record), by=DEV, issue=placed(clocks))
    record = append_event(record, rebuild(record), by_hand, [(entry_digest(clocks), clocks)])
    utc = Answer(status=Status.ADDRESSED, done="UTC everywhere.")
    record = answer(record, "SNAG-006", utc, by=DEV, now=_now(record))
    return sign(
        record,
        by=CHLOE,
        now=_now(record),
        role="Head of glass",
        statement="Good enough for the winter.",
    )


def _carried(record: Record) -> Record:
    """Opened again, carried over, answered again."""
    record = reopen(record, "The catalogue has moved on.", by=ANNA, now=_now(record))
    reworded = entry("SNAG-006", "Clocks disagree by an hour in spring and autumn")
    added = [entry("SNAG-008"), entry("SNAG-009")]
    instead = PlacementReason(text="It replaces SNAG-007, which is retired.", fit=0)
    upgraded = Upgraded(
        at=_now(record),
        by=ANNA,
        catalogue=SECOND,
        issues=(placed(added[0], 0, instead), placed(added[1], 2, WORDS)),
        reworded={"SNAG-006": entry_digest(reworded)},
        retired=(
            RetiredIssue(issue="SNAG-007", why="It was two things.", replaced_by=("SNAG-008",)),
        ),
        sources=(source(SECOND), *SOURCES),
    )
    entries = [(entry_digest(each), each) for each in (reworded, *added)]
    record = append_event(record, rebuild(record), upgraded, entries)
    late = Answer(
        status=Status.OPEN,
        owner=DEV,
        due=date(2027, 4, 1),
        notes="Waiting for a bell, see\n\n# The bell\n\nand `bell < 3`.",
    )
    return answer(record, "SNAG-001", late, by=DEV, now=_now(record))


@cache
def rich() -> Record:
    """The whole review."""
    return _carried(_changed(_answered(_blind(_begun()))))


def upto(number: int) -> Record:
    """The first events of it, with the entries that these name."""
    events = rich().events[:number]
    named = {digest for event in events for _, digest in named_entries(event)}
    entries = {digest: rich().entries[digest] for digest in rich().entries if digest in named}
    return rich().model_copy(update={"events": events, "entries": entries})
