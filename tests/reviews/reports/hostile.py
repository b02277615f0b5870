"""Reviews in which everything that people can write is written to break a report."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from snaglist.reviews.commands.answering import answer
from snaglist.reviews.commands.append import append_event
from snaglist.reviews.commands.signatures import reopen, sign
from snaglist.reviews.entry_snapshot import EntrySnapshot, QuoteSnapshot, StrategySnapshot
from snaglist.reviews.events.fields import (
    Edition,
    GivenAnswers,
    PlacedIssue,
    PlacementReason,
    ProjectProfile,
    Source,
)
from snaglist.reviews.events.issue_list import Added, Created
from snaglist.reviews.evidence.forms import JunitTest
from snaglist.reviews.hashing import entry_digest
from snaglist.reviews.names import INVISIBLE
from snaglist.reviews.record import Record
from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer, Status

TODAY = date(2027, 3, 1)

FRAGMENTS = (
    *("# heading", "\n# heading", "\n## two\n", "\n===", "\n---\n", "\n\n---\n\n", "\n***\n"),
    *("| cell |", "\n| a | b |\n| --- | --- |\n| 1 | 2 |\n", "\n|", "<script>alert(1)</script>"),
    *("<b>", "</div>", "<!--", "-->", "<", ">", "&", "&lt;", "&#60;", "`", "``", "```", "\n```\n"),
    *("~~~", "\n~~~\n", "\n- ```\n", "\n  ```\n", "\\", "\\`", "*", "**", "_", "__", "~~", "$"),
    *("[a](javascript:alert(1))", "![x](https://e.org/x.png)", "[a]: https://e.org", "["),
    *("](", ")", "\n    code", "]]>"),
    *("\n> quote", "\n- item", "\n1. item", "1.", "12)", "=1+1", "+1", "-1", "@a", "＝1"),
    *("'", '"', "”", "{{ 7 * 7 }}", "{% raw %}", '" onload="x', "<https://e.org>", "http://e.org"),
    *("_em_", "*em*", "__strong__", "~~gone~~", "`code`", "\\*", "&copy;", "# ", "2) "),
    *(",", ";", "\t", " ", "\n", "\n\n", "é", "中文", "🌱", "\u202e", "\u00a0", "word", "x" * 90),
    *('"""', "^^", "<a href='//e.org'>x</a>", "<details>", "<?php", "<![CDATA[", "\n<pre>\n"),
)

text = st.lists(
    st.sampled_from(FRAGMENTS)
    | st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=5),
    max_size=6,
).map("".join)
line = text.map(lambda found: f"{' '.join(found.split())[:190]}" or "x")
seen = line.map(lambda found: INVISIBLE.sub("", found).strip() or "x")
"""A line that commands take; events that were kept before may have any."""
said = text.map(lambda found: found.strip() or "x")
links = st.lists(text.map(lambda found: "https://e.org/" + "".join(found.split())), max_size=2).map(
    tuple
)


evidence = st.lists(
    line.map(lambda name: JunitTest(kind="test", file="a_b/[j](k).xml", test=f"A::{name}")),
    max_size=2,
).map(tuple)


@st.composite
def answers(draw: st.DrawFn, status: Status | None = None) -> Answer:
    status = status or draw(st.sampled_from(Status))
    closed = status in (Status.ACCEPTED, Status.NOT_APPLICABLE)
    accepted = status is Status.ACCEPTED
    return Answer(
        status=status,
        done=draw(said) if status is Status.ADDRESSED else "",
        reason=draw(said) if closed else "",
        owner=draw(seen) if accepted or draw(st.booleans()) else "",
        expires=date(2027, 1, 2) + timedelta(days=draw(st.integers(0, 99))) if accepted else None,
        links=draw(links),
        notes=draw(said),
        evidence=draw(evidence) if status is Status.ADDRESSED else (),
    )


@st.composite
def entries(draw: st.DrawFn, number: int) -> EntrySnapshot:
    return EntrySnapshot(
        issue=f"SNAG-{number:03}",
        title=draw(line),
        category="data",
        definition=draw(said),
        consequence=draw(said),
        severity=draw(line),
        questions=(draw(said),),
        quote=QuoteSnapshot(id="I01-Q001", words=draw(said), said=draw(said)),
        strategies=(
            StrategySnapshot(id="FIX-001", title=draw(said), how=draw(said), cost=draw(said)),
        ),
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A review of one to three issues, each answered up to twice, perhaps signed and reopened."""
    shown = [draw(entries(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    given = GivenAnswers(question="q", text=draw(said), answers={"a": draw(said)})
    why = PlacementReason(text=draw(said), answers=("q/a",), fit=1)
    placed = [PlacedIssue(issue=each.issue, entry=entry_digest(each), why=(why,)) for each in shown]
    created = Created(
        at=datetime(2027, 1, 1, tzinfo=UTC),
        by=draw(line),
        title=draw(line),
        catalogue=Edition(version=draw(line), digest="a" * 64),
        profile=ProjectProfile(given=(given,), words=draw(said)),
        issues=tuple(placed[:-1]),
        sources=(Source(citation=draw(said), terms=draw(said), interviews=("I01",)),),
    )
    found = {each.entry: entry for each, entry in zip(placed[:-1], shown[:-1], strict=True)}
    record = Record(format=1, id=UUID(int=7), events=(created,), entries=found)
    added = Added(at=created.at, by=draw(seen), issue=placed[-1])
    record = append_event(record, rebuild(record), added, [(placed[-1].entry, shown[-1])])
    for each in placed:
        for _ in range(draw(st.integers(0, 2))):
            by = draw(seen)
            record = answer(record, each.issue, draw(answers()), by=by, now=created.at)
    looked_at = [item.answer.status for item in rebuild(record).items.values()]
    if Status.NOT_LOOKED_AT not in looked_at:
        now = created.at
        record = sign(record, by=draw(seen), now=now, role=draw(seen), statement=draw(said))
        if draw(st.booleans()):
            record = reopen(record, draw(said), by=draw(seen), now=now)
    return record
