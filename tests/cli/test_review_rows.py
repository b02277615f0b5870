"""What a review did not ask, and issues of the team's own, by the command line."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cli.desk import ADDRESSED, Desk

from snaglist.reviews.replay import rebuild
from snaglist.reviews.yaml_file import read_record

EDGE = "EDGE-MOONLIGHT"
HEADING = "What this review did not ask"


def begin(desk: Desk, *more: str) -> str:
    """A review of a bed that is felt with a thumb: no issue fits but by its words, one edge is."""
    given = ("--title", "The new bed", "--by", "Ana", "--answer", "devices=thumb,thermometer")
    return desk.fine("new", desk.file, *given, *more)


def nothing(desk: Desk) -> str:
    """A review for which the catalogue has nothing at all."""
    given = ("--title", "An empty bed", "--by", "Ana", "--answer", "looks=bell")
    return desk.fine("new", desk.file, *given)


def own(desk: Desk, *more: str) -> str:
    return desk.fine("add", desk.file, "--own", "Moles", "--by", "Ana", *more)


def test_new_says_what_the_review_does_not_ask(desk: Desk) -> None:
    told = begin(desk)
    assert "1 issue to look at.\n" in told
    assert f"{HEADING}: 1 topic; each wants an answer, too.\n  {EDGE}  Moonlight\n" in told
    assert "No issue came of: A wet thumb." in told


def test_words_name_an_edge(desk: Desk) -> None:
    told = begin(desk, "--words", "Under the hive, at full moon")
    assert "EDGE-BEES" in told
    asked = desk.fine("ask", desk.file, "EDGE-BEES")
    assert "Your words name it: hive." in asked


def test_nothing_is_said_to_be_answered_where_nothing_was_asked(desk: Desk) -> None:
    told = nothing(desk)
    assert "0 issues to look at." in told
    assert "No issue came of: Nobody, a bell rings." in told
    assert "which does not mean that it has none" in told
    assert "Nothing is in this review to ask about" in desk.fine("ask", desk.file, "--short")
    assert "Nothing is in this review to ask about" in desk.fine("ask", desk.file)
    status = desk.fine("status", desk.file)
    assert "Nothing is in this review, so nothing was looked at" in status
    assert "Nothing left" not in status
    assert "nothing to sign off" in desk.wrong(2, "sign", desk.file, "--by", "Ana")
    handout = desk.fine("report", desk.file, "--kind", "handout")
    assert "There is no issue in it, so nothing was asked." in handout
    assert "which does not mean that it asked about everything" in handout
    done = desk.snag("answer", desk.file, "--prompt", "--by", "Ana")
    assert "Nothing is in this review to ask about" in done.err


def test_ask_and_status_tell_topics_apart_from_issues(desk: Desk) -> None:
    begin(desk)
    short = desk.fine("ask", desk.file, "--short")
    assert short.index("SNAG-001") < short.index(HEADING) < short.index(EDGE)
    whole = desk.fine("ask", desk.file)
    assert whole.index(HEADING) < whole.index(f"{EDGE}  Moonlight  [not looked at]")
    assert "Where others ask about it:\n  - The Leaf List, L2:2025: Visitors" in whole
    assert "You would not see it without: A wet thumb." in whole
    found = json.loads(desk.fine("ask", desk.file, "--json"))
    assert [each["issue"] for each in found["edges"]] == [EDGE]
    assert EDGE not in [each["issue"] for each in found["issues"]]
    assert found["edges"][0]["pointers"][0]["instrument"] == "The Leaf List"
    status = desk.fine("status", desk.file)
    assert "1 issue: 1 not looked at\n1 topic not asked about: 1 not looked at" in status
    found = json.loads(desk.fine("status", desk.file, "--json"))
    assert [each["issue"] for each in found["edges"]] == [EDGE]
    assert found["edge_progress"]["not-looked-at"] == 1
    assert sum(found["progress"].values()) == 1


def test_an_edge_is_answered_and_signed_for(desk: Desk) -> None:
    begin(desk)
    assert "0 of" not in desk.answer("SNAG-001", *ADDRESSED)
    assert "1 topic not asked about was not looked at" in desk.wrong(
        2, "sign", desk.file, "--by", "Ana"
    )
    found = desk.wrong(1, "check", desk.file)
    assert f"{EDGE} was not looked at: Moonlight. Say where it is looked at" in found
    told = desk.answer(EDGE, "--status", "addressed", "--link", "https://example.org/moon")
    assert told == f"{EDGE} is looked at elsewhere now.\nNothing left to do.\n"
    assert "every issue is answered" in desk.fine("ask", desk.file)
    signed = desk.fine("sign", desk.file, "--by", "Ana")
    assert f"{HEADING}: 1 topic (1 looked at elsewhere)." in signed


def test_answers_of_edges_come_from_a_table(desk: Desk) -> None:
    begin(desk)
    table = desk.folder / "answers.csv"
    table.write_text(desk.fine("report", desk.file, "--format", "csv"))
    assert f"{EDGE},Moonlight,,not-looked-at" in table.read_text()
    table.write_text(f"issue,status,reason\n{EDGE},not-applicable,We sow by day.\n")
    assert f"{EDGE} is not applicable now." in desk.answer("--from", table)


def test_a_prompt_asks_about_edges(desk: Desk) -> None:
    begin(desk)
    done = desk.snag("answer", desk.file, "--prompt", "--by", "Ana", stdin="\n?\nd\nsee #7\n\n\n")
    assert f"2 of 2 · {EDGE} · Moonlight [not looked at]" in done.err
    assert f"{HEADING}:" in done.err
    assert "The Leaf List, L2:2025: Visitors" in done.err
    assert "d looked at elsewhere" in done.err
    assert f"Kept: {EDGE} is looked at elsewhere." in done.err


def test_every_report_has_what_was_not_asked(desk: Desk) -> None:
    begin(desk)
    own(desk)
    desk.answer(EDGE, "--status", "open", "--owner", "Ben")
    for kind in ("record", "short", "handout"):
        told = desk.fine("report", desk.file, "--kind", kind)
        assert HEADING in told
        assert "Moonlight" in told
    page = desk.fine("report", desk.file, "--format", "html")
    assert HEADING in page
    assert "https://example.org/leaf-list" in page
    assert "id/edge/moonlight" in page
    handout = desk.fine("report", desk.file, "--format", "html", "--kind", "handout")
    assert "Moonlight (open)." in handout
    found = json.loads(desk.fine("report", desk.file, "--format", "json"))
    assert [each["id"] for each in found["edges"]] == [EDGE]
    assert {each["kind"] for each in found["issues"]} == {"issue", "own"}
    assert found["edge_progress"]["open"] == 1
    turtle = desk.fine("report", desk.file, "--format", "turtle")
    assert "edge/moonlight" in turtle
    assert "OWN-1" in turtle


def test_exports_have_edges_and_own_issues(desk: Desk) -> None:
    begin(desk)
    own(desk, "--question", "Who saw one?")
    desk.answer(EDGE, "OWN-1", "--status", "open", "--owner", "Ben", "--due", "2026-12-24")
    tasks = desk.fine("export", desk.file, "--to", "tasklist")
    assert "1 of 2 issues open, 1 of 1 topic not asked about open" in tasks
    assert "- [ ] Moles (OWN-1) · Ben" in tasks
    assert f"[{EDGE}](https://w3id.org/snaglist/id/edge/moonlight)" in tasks
    for tool in ("github", "jira", "ics", "slack"):
        told = desk.fine("export", desk.file, "--to", tool)
        assert "OWN-1" in told
        assert EDGE in told
        assert "urn:uuid" not in told


def test_an_own_issue_is_added_asked_and_answered(desk: Desk) -> None:
    begin(desk)
    questions = ("--question", "Who saw one?", "--question", "When?")
    told = own(desk, *questions, "--why", "They dig.", "--category", "data")
    assert told == "OWN-1 is in the review now: Moles\n"
    asked = desk.fine("ask", desk.file, "own-1")
    assert asked.startswith("OWN-1  Moles  [not looked at]\nThey dig.\n")
    assert "  - Who saw one?\n  - When?" in asked
    assert "Who saw one?" in desk.fine("ask", desk.file, "--short")
    assert "OWN-1 is addressed now." in desk.answer("OWN-1", *ADDRESSED)
    assert "OWN-2 is in the review now: Moles" in own(desk)
    assert (
        read_record(desk.file).entries[rebuild(read_record(desk.file)).item("OWN-1").entry].category
        == "data"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name issues of the catalogue, or add one of your own"),
        (("--why", "x"), "--question, --why and --category go with --own"),
        (("SNAG-002", "--own", "x"), "one after the other"),
        (("--own", ""), "--own: "),
        (("--own", "x" * 201), "--own: "),
        (("--own", "x", "--question", "q" * 2001), "--question: "),
        (("--own", "x", "--why", "q" * 2001), "--why: "),
        (("--own", "x", "--category", "moles"), "--category: there is no 'moles'"),
        (("EDGE-BEE",), "Did you mean edge/bees?"),
        (("OWN-1",), "OWN-1"),
    ],
)
def test_what_cannot_be_added_is_refused(desk: Desk, arguments: tuple[str, ...], told: str) -> None:
    begin(desk)
    before = desk.file.read_bytes()
    done = desk.snag("add", desk.file, *arguments, "--by", "Ana")
    assert done.code in (1, 2), done
    assert told in done.err + done.out
    assert desk.file.read_bytes() == before


def test_an_edge_of_the_catalogue_is_added_by_hand(desk: Desk) -> None:
    begin(desk)
    told = desk.fine("add", desk.file, "edge-bees", "--by", "Ana")
    assert told == "EDGE-BEES is in the review now: Bees that stay away\n"


def test_a_new_profile_says_how_many_topics_it_touches(desk: Desk) -> None:
    begin(desk)
    told = desk.fine("profile", desk.file, "--answer", "devices=thermometer", "--by", "Ana")
    assert f"gone: {EDGE}" in told


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    names = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    return subprocess.run(
        ["git", *names, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def test_two_branches_that_add_an_issue_of_their_own_are_joined(desk: Desk) -> None:
    begin(desk)
    git(desk.folder, "init", "-q", "-b", "main")
    git(desk.folder, "add", "review.yaml")
    git(desk.folder, "commit", "-q", "-m", "Begin")
    git(desk.folder, "checkout", "-q", "-b", "slugs")
    desk.fine("add", desk.file, "--own", "Slugs", "--by", "Ben", today="2026-11-26")
    desk.answer("OWN-1", "--status", "open", by="Ben")
    git(desk.folder, "commit", "-q", "-a", "-m", "Slugs")
    git(desk.folder, "checkout", "-q", "main")
    own(desk)
    git(desk.folder, "commit", "-q", "-a", "-m", "Moles")
    assert git(desk.folder, "merge", "slugs").returncode == 1
    told = desk.fine("join", desk.file)
    assert "Both copies had an issue of their own called OWN-1; theirs is OWN-2 now." in told
    state = rebuild(read_record(desk.file))
    assert {"OWN-1", "OWN-2"} < set(state.items)
    assert state.item("OWN-2").answer.status == "open"


def test_two_branches_that_answer_an_edge_and_an_issue_are_merged_by_git(desk: Desk) -> None:
    begin(desk)
    git(desk.folder, "init", "-q", "-b", "main")
    git(desk.folder, "add", "review.yaml")
    git(desk.folder, "commit", "-q", "-m", "Begin")
    git(desk.folder, "checkout", "-q", "-b", "edge")
    desk.answer(EDGE, "--status", "open", by="Ben")
    git(desk.folder, "commit", "-q", "-a", "-m", "Edge")
    git(desk.folder, "checkout", "-q", "main")
    desk.answer("SNAG-001", *ADDRESSED)
    git(desk.folder, "commit", "-q", "-a", "-m", "Issue")
    merged = git(desk.folder, "merge", "edge")
    assert merged.returncode == 0, merged.stdout
    state = rebuild(read_record(desk.file))
    assert state.item(EDGE).answer.status == "open"
    assert state.item("SNAG-001").answer.status == "addressed"


def test_joining_copies_says_which_id_is_whose(desk: Desk) -> None:
    begin(desk)
    other = desk.folder / "other.yaml"
    shutil.copy(desk.file, other)
    desk.fine("add", desk.file, "--own", "Slugs", "--by", "Ben", today="2026-11-26")
    desk.fine("add", other, "--own", "Moles", "--by", "Ana")
    again = desk.folder / "again.yaml"
    shutil.copy(desk.file, again)
    told = desk.fine("join", desk.file, other)
    assert "Both copies had an issue of their own called OWN-1; ours is OWN-2 now." in told
    found = json.loads(desk.fine("join", again, other, "--json"))
    assert found["renumbered"] == {"ours": {"OWN-1": "OWN-2"}, "theirs": {}}
