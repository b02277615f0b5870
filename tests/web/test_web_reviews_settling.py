"""Answers that differ are settled on the web from either of them; who looked alone is named."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from reviews.garden import at
from web.review_desk import Desk, links_in, says

from snaglist.reviews.commands import answering
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.merge import merge_records
from snaglist.reviews.record import Record
from snaglist.reviews.statuses import Answer
from snaglist.reviews.yaml_file import write_record

ANA: dict[str, Any] = {
    "status": "accepted",
    "reason": "Nobody dies.",
    "owner": "Ana",
    "expires": "2099-12-31",
    "notes": "Nurses are used to alerts.",
}
BEN: dict[str, Any] = {
    "status": "accepted",
    "reason": "For the pilot ward.",
    "owner": "Ben",
    "expires": "2098-12-31",
    "links": "https://example.org/auc",
    "notes": "AUC 0.63.",
}


@pytest.fixture
def differing(desk: Desk) -> tuple[Desk, str, str]:
    """Ana and Ben gave SNAG-001 the same status with other terms; Ben alone saw SNAG-002."""
    edit, view, ana, ben = desk.begin(reviewers="Ana\nBen")
    desk.answer(ana, "SNAG-001", **ANA)
    desk.answer(ben, "SNAG-001", **BEN)
    desk.answer(ben, "SNAG-002", status="open", owner="Ben")
    for link in (ana, ben):
        assert desk.post(f"{link}/hand-in").status_code == 303
    return desk, edit, view


def form_values(text: str) -> dict[str, str]:
    """What stands in the form that answers an issue."""
    form = text.partition('<form class="written saying"')[2].partition("</form>")[0]
    found = dict(re.findall(r'<input [^>]*name="([^"]+)" [^>]*?value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', form))
    chosen = re.search(r'name="status" value="([^"]+)" checked', form)
    found["status"] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items() if name != "csrf_token"}


def takes(text: str) -> dict[str, str]:
    """The ways to settle on somebody's answer, by the words of the links."""
    found = re.findall(r'href="([^"]+\?as=[^"]+)">(Take [^<]+)<', text)
    return {words: unescape(address) for address, words in found}


def test_settling_begins_from_either_answer(differing: tuple[Desk, str, str]) -> None:
    desk, edit, _ = differing
    issue = f"{edit}/issues/SNAG-001"
    assert form_values(desk.get(issue).text)["reason"] == ""
    ways = takes(desk.get(f"{edit}/differences").text)
    assert ways == takes(desk.get(issue).text)
    assert list(ways) == ["Take Ana’s answer", "Take Ben’s answer"]
    page = desk.get(ways["Take Ben’s answer"])
    assert "The form begins with Ben’s answer" in says(page)
    values = form_values(page.text)
    assert {name: values[name] for name in BEN} == BEN
    assert values["resolution"] == ""
    # Nothing is settled by looking, nor without saying how.
    assert desk.json(issue)["differs"]
    silent = desk.post(issue, **values)
    assert silent.status_code == 400
    assert form_values(silent.text)["notes"] == "AUC 0.63."
    done = desk.post(issue, **values | {"resolution": "Ana saw the figures.", "by": "Ana"})
    assert done.status_code == 303
    settled = desk.json(issue)
    assert not settled["differs"]
    assert settled["answer"]["notes"] == "AUC 0.63."
    assert settled["answer"]["owner"] == "Ben"
    # A link that is late finds it settled.
    late = desk.get(ways["Take Ana’s answer"])
    assert late.status_code == 200
    assert form_values(late.text)["reason"] == BEN["reason"]
    assert takes(late.text) == {}


def test_what_was_taken_may_be_edited(differing: tuple[Desk, str, str]) -> None:
    """The last day is left over where an acceptance is made open, and is nobody's fault."""
    desk, edit, _ = differing
    issue = f"{edit}/issues/SNAG-001"
    values = form_values(desk.get(takes(desk.get(issue).text)["Take Ana’s answer"]).text)
    values |= {"status": "open", "owner": "Cleo", "resolution": "Not yet.", "by": "Ana"}
    assert desk.post(issue, **values).status_code == 303
    answer = desk.json(issue)["answer"]
    assert (answer["status"], answer["owner"], answer["expires"]) == ("open", "Cleo", None)
    assert answer["notes"] == ANA["notes"]
    counts = desk.json(f"{edit}/differences")["counts"]
    assert counts == {"differing": 0, "settled": 1, "one_only": 1}


def test_the_kind_of_a_difference_is_named_wherever_it_stands(
    differing: tuple[Desk, str, str],
) -> None:
    desk, edit, view = differing
    for link in (edit, view):
        for path in ("", "/issues/SNAG-001", *(["/sign"] if link == edit else [])):
            assert "same status, other terms" in says(desk.get(f"{link}{path}")).lower(), path
        words = says(desk.get(f"{link}/differences"))
        assert "Same status, other terms" in words
        assert "Nurses are used to alerts." in words
        assert "AUC 0.63." in words
        assert "Looked at by one only" in words
        assert "SNAG-002" in words.partition("Looked at by one only")[2]
    assert "Differences (1 to settle)" in says(desk.get(view))
    assert takes(desk.get(f"{view}/differences").text) == {}
    assert "begins with" not in says(desk.get(f"{view}/issues/SNAG-001?as=2"))
    told = desk.json(f"{view}/differences")
    assert told["counts"] == {"differing": 1, "settled": 0, "one_only": 1}
    (issue,) = told["issues"]
    assert (issue["difference"], issue["difference_label"]) == ("terms", "same status, other terms")
    assert [each["by"] for each in issue["opinions"]] == ["Ana", "Ben"]
    assert issue["opinions"][1]["answer"]["notes"] == "AUC 0.63."
    assert [each["id"] for each in told["one_only"]] == ["SNAG-002"]
    assert desk.json(view)["differences"] == told["counts"]


def test_an_answer_that_is_none_of_them_is_told(differing: tuple[Desk, str, str]) -> None:
    desk, edit, _ = differing
    page = desk.get(f"{edit}/issues/SNAG-001?as=99")
    assert page.status_code == 400
    assert "No answer that differs has the number" in says(page)
    assert "(Ben)" in says(page)


def test_two_branches_that_differ_have_their_page(desk: Desk) -> None:
    edit, _ = desk.begin()
    assert "/differences" not in desk.get(edit).text
    begun = parse_record(desk.get(f"{edit}/review.yaml").text, "review.yaml")

    def said(status: str, minute: int) -> Record:
        given = Answer.model_validate({"status": status, "done": "A bell." * (status != "open")})
        return answering.answer(begun, "SNAG-001", given, by="Ana", now=at(minute))

    both = merge_records(said("open", 1), said("addressed", 2))
    desk.post(f"{edit}/delete")
    made = desk.post("/reviews/import", file=(BytesIO(write_record(both).encode()), "r.yaml"))
    edit, _ = links_in(made)
    assert f"{edit}/differences" in desk.get(edit).text
    page = desk.get(f"{edit}/differences")
    assert "Other statuses · answered in two copies" in says(page)
    first, second = takes(page.text)
    # One person said both, so each is named by its event.
    assert re.fullmatch(r"Take Ana \(event 2\)’s answer", first)
    assert re.fullmatch(r"Take Ana \(event 3\)’s answer", second)
    assert form_values(desk.get(takes(page.text)[second]).text)["done"] == "A bell."


def test_who_hands_in_too_early_is_warned(desk: Desk) -> None:
    *_, ana, ben = desk.begin(reviewers="Ana\nBen")
    desk.answer(ana, "SNAG-001")
    words = says(desk.get(f"{ana}/hand-in"))
    assert "You have not looked at 1 issue." in words
    assert "theirs alone" in words
    for issue in ("SNAG-001", "SNAG-002"):
        desk.answer(ben, issue)
    assert "not looked at" not in says(desk.get(f"{ben}/hand-in"))


def test_differences_wait_for_the_blind(desk: Desk) -> None:
    *_, ana, _ = desk.begin(reviewers="Ana\nBen")
    assert desk.get(f"{ana}/differences.json").status_code == 409
