"""``snag review answer --from answers.csv``: many at once, and all of them or none."""

from pathlib import Path

import pytest
from cli.desk import Desk

from snaglist.reviews.replay import rebuild
from snaglist.reviews.statuses import Answer
from snaglist.reviews.yaml_file import read_record


def answers(desk: Desk) -> dict[str, Answer]:
    return {name: item.answer for name, item in rebuild(read_record(desk.file)).items.items()}


def table(desk: Desk, text: str, encoding: str = "utf-8") -> Path:
    path = desk.folder / "answers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def answered(desk: Desk, text: str) -> str:
    return desk.fine("answer", desk.file, "--from", table(desk, text), "--by", "Ana")


def refused(desk: Desk, text: str, code: int = 1) -> str:
    before = desk.file.read_bytes()
    told = desk.wrong(code, "answer", desk.file, "--from", table(desk, text), "--by", "Ana")
    assert desk.file.read_bytes() == before
    return told


GOOD = """\
issue,status,done,reason,owner,due,expires,links,notes
SNAG-001,addressed,"A bell, and a gong.",,,,,docs/adr-7.md #4,"Two
lines."
snag-002,Not applicable,,No beds.,Ben,,,,
"""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_is_an_answer(desk: Desk, separator: str, end: str) -> None:
    desk.begin()
    quoted = GOOD.replace("A bell, and", "A bell\0 and").replace(",", separator)
    text = "\ufeff" + quoted.replace("\0", ",").replace("\n", end)
    told = answered(desk, text)
    assert told.splitlines() == [
        "SNAG-001 is addressed now.",
        "SNAG-002 is not applicable now.",
        "Nothing left to do.",
    ]
    first, second = answers(desk).values()
    assert (first.done, first.links) == ("A bell, and a gong.", ("docs/adr-7.md", "#4"))
    assert first.notes == "Two\nlines."
    assert (second.status, second.reason, second.owner) == ("not-applicable", "No beds.", "Ben")


def test_an_empty_cell_leaves_a_field_as_it_is(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "open", "--owner", "Ben", "--due", "2026-12-01")
    answered(desk, "issue,status,owner,due,links\nSNAG-001,,,none,ABC-1\n")
    found = answers(desk)["SNAG-001"]
    assert (found.status, found.owner, found.due, found.links) == ("open", "Ben", None, ("ABC-1",))


def test_the_table_of_the_report_can_be_filled_in(desk: Desk) -> None:
    desk.begin()
    desk.answer("SNAG-001", "--status", "addressed", "--done", "=a bell", "--link", "#1")
    exported = desk.fine("report", desk.file, "--format", "csv")
    told = answered(desk, exported)
    assert told.splitlines()[0].startswith("2 rows of ")
    assert len(read_record(desk.file).events) == 2
    told = answered(desk, exported.replace("not-looked-at", "open"))
    assert "SNAG-002 is open now." in told
    assert answers(desk)["SNAG-001"].done == "=a bell"


FAULTS = {
    "issue,status\nSNAG-001,adressed\nSNAG-002,open\n": [":2: column status: SNAG-001: "],
    "issue,status,done\nSNAG-001,open,\nSNAG-002,addressed,\n": [
        ":3: column status: SNAG-002: addressed needs done (what was done) or a link."
    ],
    "issue,status,due\nSNAG-001,open,31.12.2026\nSNAG-002,open,tomorrow\n": [
        ":2: column due: SNAG-001: ", ":3: column due: SNAG-002: ",
    ],
    "issue,status,reason,owner,expires\nSNAG-001,accepted,Winter.,Ben,2026-11-01\n": [
        ":2: column expires: SNAG-001: the acceptance expires on 2026-11-01"
    ],
    "issue,status,links\nSNAG-001,open,the wiki\n": [":2: column links: SNAG-001: should"],
    "issue,status,owner\nSNAG-001,open,B\u200ben\n": [":2: column owner: SNAG-001: the name"],
    'issue,status,notes\nSNAG-001,open,"a\nb"\nSNAG-009,open,\n': [
        ":4: column issue: SNAG-009 is not in the review"
    ],
    "issue,status\nSNAG-001,open\nsnag-001,open\n": [
        ":3: column issue: SNAG-001 stands in line 2 already."
    ],
    "issue,status\n,open\n": [":2: column issue: empty. Name the issue"],
    "issue,status\nSNAG-001,open,x\n": [":2: 3 cells, where the head has 2."],
    "issue,stauts\nSNAG-001,open\n": [
        ":1: column stauts: there is no such column. Did you mean status?"
    ],
    "issue,status,status\nSNAG-001,open,open\n": [":1: column status: this column comes twice."],
    "status\nopen\n": [":1: column issue: missing."],
    "issue,title\nSNAG-001,x\n": [":1: column status: missing"],
    'issue,status\nSNAG-001,"open\n': [":2: this is no row of a table: "],
    'issue,status\nSNAG-001,"op"en"\n': [":2: this is no row of a table: "],
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_each_fault_names_file_row_and_column_and_nothing_is_answered(
    desk: Desk, text: str
) -> None:
    desk.begin()
    told = refused(desk, text)
    for fault in FAULTS[text]:
        assert f"answers.csv{fault}" in told


def test_what_is_no_table_is_refused(desk: Desk) -> None:
    desk.begin()
    for text in ("", "\n\n", "issue,status\n"):
        assert "has no row with an answer" in refused(desk, text, 2)
    path = table(desk, "issue,notes\nSNAG-001,Zoë\n", "latin-1")
    words = ("answer", desk.file, "--by", "Ana", "--from")
    assert "is not UTF-8" in desk.wrong(2, *words, path)
    assert "none.csv" in desk.wrong(1, *words, desk.folder / "none.csv")
    assert "--from takes no ISSUE" in desk.wrong(2, *words, path, "SNAG-001")
    assert "--from takes no ISSUE" in desk.wrong(2, *words, path, "--status", "open")


def test_a_blind_reviewer_can_answer_from_a_table(desk: Desk) -> None:
    desk.begin("--reviewers", "Ana,Ben")
    told = answered(desk, "issue,status\nSNAG-001,open\n")
    assert "Others see it when all have handed in" in told
    state = rebuild(read_record(desk.file))
    assert [one.by for one in state.items["SNAG-001"].opinions] == ["Ana"]
    path = table(desk, "issue,status\nSNAG-001,open\n")
    told = desk.wrong(2, "answer", desk.file, "--from", path, "--by", "Zoe")
    assert "Zoe" in told


def test_a_signed_review_takes_no_table(desk: Desk) -> None:
    desk.begin()
    answered(desk, GOOD)
    desk.fine("sign", desk.file, "--by", "Cleo")
    assert "signed off by Cleo" in refused(desk, "issue,status\nSNAG-001,open\n", 2)
