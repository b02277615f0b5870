"""``snag quote`` and ``snag new`` make records that load."""

from datetime import date
from pathlib import Path

import pytest

from snaglist.errors import NotFoundError, UsageError
from snaglist.model.interview import Quote
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue
from snaglist.sources.scaffolds import QuoteFinder, new_entry

TODAY = date(2026, 11, 23)
TWO = "- quote: I01-Q001\n      - quote: I01-Q006"


def test_a_quote_record_pasted_is_a_quote(sample: Path) -> None:
    desk = QuoteFinder(sample, "I01")
    (passage,) = desk.find("The  thermometer died 🌡\nand nobody")
    with (sample / "interviews/I01/quotes.yaml").open("a", encoding="utf-8") as file:
        file.write(desk.record(passage, desk.next_number()))
    entry = next((sample / "issues").glob("SNAG-001*"))
    entry.write_text(entry.read_text().replace("- quote: I01-Q001", TWO))
    quote = load_catalogue(sample).find(Quote, "I01-Q006")
    assert quote.exact == "The thermometer died 🌡 and nobody"
    assert (quote.turn, quote.question, quote.line) == ("I01-T002", "I01-T001", 2)


def test_words_over_a_line_end_are_found(sample: Path) -> None:
    (passage,) = QuoteFinder(sample, "I01").find("for a week. We lost")
    assert passage.selector.exact == "for a week.\nWe lost"


def test_words_that_are_not_there_show_the_nearest(sample: Path) -> None:
    with pytest.raises(UsageError, match="The thermometer died"):
        QuoteFinder(sample, "I01").find("The thermometre died")


def test_an_interviewer_is_not_quoted(sample: Path) -> None:
    desk = QuoteFinder(sample, "I01")
    with pytest.raises(UsageError, match="Interviewer 1"):
        desk.record(desk.find("What went wrong")[0], 9)


def test_words_of_two_speakers_are_not_quoted(sample: Path) -> None:
    desk = QuoteFinder(sample, "I01")
    with pytest.raises(UsageError, match="more than one speaker"):
        desk.record(desk.find("all of them. Okay.")[0], 9)


def test_the_last_words_of_a_turn_are_quoted(sample: Path) -> None:
    desk = QuoteFinder(sample, "I01")
    (passage,) = desk.find("you burn me once.")
    assert passage.selector.end == passage.turn.end
    assert "start: 410\n    end: 427\n" in desk.record(passage, 9)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 1),
        ("quotes: []\n", 1),
        ("- id: I01-Q009\n- id: I01-Q002\n", 10),
        ("- id: I02-Q009\n- id: XI01-Q005\n# I01-Q003 was here\n", 4),
    ],
)
def test_a_quote_gets_a_number_never_used(sample: Path, text: str | None, number: int) -> None:
    path = sample / "interviews/I01/quotes.yaml"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert QuoteFinder(sample, "I01").next_number() == number


def test_an_unknown_interview_names_the_nearest(sample: Path) -> None:
    with pytest.raises(NotFoundError, match="Did you mean I01"):
        QuoteFinder(sample, "I10")


def test_a_broken_interview_names_its_file_and_line(sample: Path) -> None:
    metadata = sample / "interviews/I01/interview.yaml"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    with pytest.raises(
        FindingsError, match=r"(?m)^sample/interviews/I01/interview\.yaml:2: .*'titel'"
    ):
        QuoteFinder(sample, "I01")


@pytest.mark.parametrize(("sort", "name"), [("issue", "SNAG-003"), ("strategy", "FIX-002")])
def test_a_new_entry_lacks_only_what_needs_a_witness(sample: Path, sort: str, name: str) -> None:
    path = new_entry(sample, sort, 'Two clocks: "disagree"', TODAY)
    assert path.name == f"{name}-two-clocks-disagree.md"
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    missing = {"issue": {"questions"}, "strategy": {"practices"}}[sort]
    found = raised.value.findings
    assert {f.path for f in found} == {path.relative_to(sample.parent).as_posix()}
    assert {word for f in found for word in missing if word in f.message} == missing
    assert len(found) == 1


def test_an_id_once_named_is_not_given_again(sample: Path) -> None:
    entry = next((sample / "issues").glob("SNAG-002*"))
    entry.write_text(entry.read_text() + "\nReplaces SNAG-007.\n")
    assert new_entry(sample, "issue", "Next", TODAY).name == "SNAG-008-next.md"


def test_a_title_without_letters_is_refused(sample: Path) -> None:
    with pytest.raises(UsageError, match="no letters"):
        new_entry(sample, "issue", "???", TODAY)
