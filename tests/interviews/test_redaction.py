"""Names become placeholders everywhere in an interview, and quotes go where their words went."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from common import CATALOG
from hypothesis import given
from hypothesis import strategies as st
from runner import Done, snag

from snaglist.interviews.quote_positions import Interval
from snaglist.interviews.redaction import RedactedText, Replacement
from snaglist.sources.loader import load_catalogue


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.yaml"
    path.write_text(
        'Thermo Meter: "[device]"\nthermometer: {placeholder: "[device]", kind: name of a device}\n'
        'Dial & Sons: "[company]"\nWelcome: "[greeting]"\nseedlings: "[plants]"\n'
    )
    return path


def redact(sample: Path, key: Path, *more: str) -> Done:
    return snag("interview", "redact", "I01", "--map", key, "--catalog", sample, *more)


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_names_go_and_quotes_follow(sample: Path, key: Path) -> None:
    folder = sample / "interviews" / "I01"
    with (folder / "interview.yaml").open("a") as file:
        file.write("# A comment that stays.\n")
    old = load_catalogue(sample).interviews[0]
    done = redact(sample, key)
    # The issue names a thermometer, which the key calls a name: it is told, and not touched.
    assert done.code == 1
    assert "issues/SNAG-001-the-thermometer-dies.md:" in done.err
    assert "interviews/I01" not in done.err
    text = (folder / "transcript.txt").read_text()
    assert text.startswith("Interviewer1: [greeting] to the greenhouse, [interviewer 1] speaking.")
    assert "The [device] died 🌡 and nobody saw it" in text
    new = load_catalogue(sample).interviews[0]
    words = [quote.exact for quote in new.quotes]
    assert words == [
        quote.exact.replace("thermometer", "[device]").replace("seedlings", "[plants]")
        for quote in old.quotes
    ]
    assert [turn.id for turn in new.turns] == [turn.id for turn in old.turns]
    assert new.title == "A gardener on a [device]"
    listed = {(r.line, r.placeholder, r.kind, r.count) for r in new.redactions}
    assert listed == {
        (1, "[interviewer 1]", "name of an interviewer", 1),
        (1, "[greeting]", "name", 1),
        (2, "[device]", "name of a device", 1),
        (3, "[plants]", "name", 1),
    }
    assert "# A comment that stays." in (folder / "interview.yaml").read_text()
    # Once more: nothing is left to do, and not a byte changes.
    before = files(sample)
    done = redact(sample, key)
    assert "Nothing to change." in done.out
    assert files(sample) == before


def test_a_dry_run_writes_nothing(sample: Path, key: Path) -> None:
    before = files(sample)
    done = redact(sample, key, "--dry-run", "--json")
    assert files(sample) == before
    told = json.loads(done.out)
    assert told["replaced"] == {"[greeting]": 1, "[device]": 1, "[plants]": 1}
    assert told["quotes"] == ["I01-Q001", "I01-Q002", "I01-Q003", "I01-Q004", "I01-Q005"]
    assert told["written"] is False
    assert "interviews/I01/transcript.txt" in told["files"]


def test_a_label_that_is_a_name_follows(sample: Path, key: Path) -> None:
    folder = sample / "interviews" / "I01"
    for name in ("transcript.txt", "interview.yaml", "quotes.yaml"):
        path = folder / name
        path.write_text(re.sub(r"Interviewee(?=[]:])", "Interviewxy", path.read_text()))
    quotes = (folder / "quotes.yaml").read_text()
    new = hashlib.sha256((folder / "transcript.txt").read_bytes()).hexdigest()
    (folder / "quotes.yaml").write_text(re.sub("[0-9a-f]{64}", new, quotes))
    load_catalogue(sample)
    key.write_text('Interviewxy: "[participant]"\n')
    assert redact(sample, key).code == 0
    assert "\nparticipant: The thermometer" in (folder / "transcript.txt").read_text()
    metadata = (folder / "interview.yaml").read_text()
    assert "labels: [participant]" in metadata
    assert "placeholder: '[participant]'" not in metadata
    assert len(load_catalogue(sample).interviews[0].quotes) == 5


def test_a_quote_that_begins_within_a_name_holds_its_placeholder(sample: Path, key: Path) -> None:
    key.write_text('"week. We": "[time]"\n')
    done = redact(sample, key)
    assert "I01-Q001 began or ended within a name" in done.out
    first, second, *_ = load_catalogue(sample).interviews[0].quotes
    assert first.exact.endswith("nobody saw it for a [time]")
    assert second.exact == "[time] lost the seedlings, all of them"


def test_a_part_of_two_names_is_asked_about(sample: Path, key: Path) -> None:
    key.write_text('Anna Dial: "[one]"\nBen Dial: "[two]"\n')
    folder = sample / "interviews" / "I01"
    path = folder / "transcript.txt"
    path.write_text(path.read_text().replace("the dial,", "the Dial,"))
    before = files(sample)
    done = redact(sample, key)
    assert done.code == 2
    assert "A part of several names stands at" in done.err
    assert re.search(r"transcript\.txt:\d\. Give it a line of its own in the key", done.err)
    assert files(sample) == before


def test_what_would_break_a_rule_is_not_written(sample: Path, key: Path) -> None:
    # The label of a speaker becomes that of two.
    key.write_text('Interviewer1: "[x]"\nInterviewee: "[x]"\n')
    before = files(sample)
    done = redact(sample, key)
    assert done.code == 1
    assert "nothing was changed" in done.err
    assert files(sample) == before


@pytest.mark.thorough
def test_the_shipped_interview_keeps_all_its_quotes(tmp_path: Path) -> None:
    catalog = shutil.copytree(CATALOG, tmp_path / "catalog")
    key = tmp_path / "key.yaml"
    key.write_text('"Company X": "[company]"\n"objective of": "[aim]"\n')
    done = snag("interview", "redact", "I07", "--map", key, "--catalog", catalog, "--json")
    told = json.loads(done.out)
    assert told["replaced"]["[aim]"] == 1
    old = {quote.id: quote for quote in load_catalogue(CATALOG).quotes}
    new = {quote.id: quote for quote in load_catalogue(catalog).quotes}
    assert new.keys() == old.keys()
    assert sum(old[name].selector != new[name].selector for name in old) == len(old)
    for name, quote in old.items():
        assert new[name].exact == quote.exact.replace("Company X", "[company]")
        assert (new[name].turn, new[name].question) == (quote.turn, quote.question)


PLACES = st.lists(st.integers(0, 30), max_size=8, unique=True).map(sorted)


@given(st.text(alphabet="ab \n", min_size=30, max_size=30), PLACES, st.data())
def test_places_follow_their_letters(text: str, edges: list[int], data: st.DataObject) -> None:
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    redacted = RedactedText(text, [Replacement(start, end, "[x]") for start, end in pairs])
    start = data.draw(st.integers(0, 29))
    end = data.draw(st.integers(start + 1, 30))
    place = redacted.place(Interval(start, end))
    assert 0 <= place.start < place.end <= len(redacted.text)
    words = redacted.text[place.start : place.end]
    inside = [text[at] for at in range(start, end) if not any(s <= at < e for s, e in pairs)]
    assert words.replace("[x]", "") == "".join(inside)
    assert words.count("[x]") == sum(1 for s, e in pairs if s < end and e > start)
