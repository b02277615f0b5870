"""Evidence in the form of an answer: a line each, taken as it is; the server looks at nothing."""

from typing import Any

import pytest
from web.review_desk import Desk, says

HASH = "9f" * 32
DONE: dict[str, Any] = {"status": "addressed", "done": "Rung."}
LINES = f"test j.xml A::b max-age=30\r\n\r\n  file a.md sha256:{HASH}\nvalue m.json /a >=0.80"


def field(desk: Desk, link: str) -> str:
    """What stands in the field for evidence."""
    page = desk.get(f"{link}/issues/SNAG-001").text
    return page.partition('name="evidence"')[2].partition(">\n")[2].partition("</textarea>")[0]


def test_evidence_is_typed_a_line_each_and_shown_in_words(desk: Desk) -> None:
    edit, view = desk.begin()
    page = says(desk.get(f"{edit}/issues/SNAG-001"))
    assert "This server checks none of it; snag review check --evidence does" in page
    assert desk.answer(edit, "SNAG-001", **DONE, evidence=LINES).status_code == 303
    found = desk.json(f"{edit}/issues/SNAG-001")["answer"]["evidence"]
    assert [each["kind"] for each in found] == ["test", "file", "value"]
    assert found[2]["line"] == "value m.json /a >=0.8"
    assert found[2]["at_least"] == "0.8"
    told = says(desk.get(f"{view}/issues/SNAG-001"))
    assert "evidence the test A::b is green in j.xml, at most 30 days old" in told
    assert "- kind: test" in desk.get(f"{edit}/review.yaml").text


def test_what_stands_in_the_form_can_be_saved_again(desk: Desk) -> None:
    edit, _ = desk.begin()
    typed = f"{LINES}\n" + '{kind: test, file: "a b.xml", test: "A::<b>"}'
    desk.answer(edit, "SNAG-001", **DONE, evidence=typed)
    before = desk.json(f"{edit}/issues/SNAG-001")["answer"]["evidence"]
    shown = field(desk, edit)
    assert "A::&lt;b&gt;" in shown
    unescaped = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    desk.answer(edit, "SNAG-001", **DONE, evidence=unescaped)
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["evidence"] == before
    desk.answer(edit, "SNAG-001", **DONE, evidence="")
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["evidence"] == []


def test_evidence_left_over_in_the_form_does_not_keep_an_issue_addressed(desk: Desk) -> None:
    edit, _ = desk.begin()
    desk.answer(edit, "SNAG-001", **DONE, evidence="test j.xml A::b")
    said = desk.answer(edit, "SNAG-001", status="open", evidence="test j.xml A::b")
    assert said.status_code == 303
    assert desk.json(f"{edit}/issues/SNAG-001")["answer"]["evidence"] == []
    said = desk.answer(edit, "SNAG-001", status="open", evidence="test j.xml A::c")
    assert said.status_code == 400
    assert "Evidence proves that it is addressed; empty this, or address it." in says(said)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("test j.xml A::b\nthe bell rang", "Line 2: Should be test FILE CLASS::NAME"),
        ("file a.md", "Line 1: Lacks the hash of the file, as sha256:9f86d0… (sha256sum a.md)."),
        ("test ../../etc/passwd A::b", "Line 1: file should be a path below the folder"),
        ("value m.json /a >=x", "Line 1: at_least should be a number"),
        ("\n".join(f"test j.xml A::{at}" for at in range(21)), "At most 20"),
    ],
)
def test_what_is_no_evidence_is_said_at_its_field(desk: Desk, typed: str, told: str) -> None:
    edit, _ = desk.begin()
    page = desk.answer(edit, "SNAG-001", **DONE, evidence=typed)
    assert page.status_code == 400
    assert told in says(page)
    assert 'id="e-evidence"' in page.text
    assert desk.json(f"{edit}/issues/SNAG-001")["status"] == "not-looked-at"


def test_no_file_of_the_server_is_looked_at(desk: Desk) -> None:
    """Not even for a hash, which would tell what the server has."""
    edit, _ = desk.begin()
    page = desk.answer(edit, "SNAG-001", **DONE, evidence="file README.md")
    assert page.status_code == 400
    assert "Lacks the hash" in says(page)
