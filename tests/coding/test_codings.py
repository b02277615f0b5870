"""Codings: written, merged by git, hidden till all hand in, promoted to quotes."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from common import times
from hypothesis import given, settings
from hypothesis import strategies as st
from project.prepared import GIT_USER
from runner import fine, snag

from snaglist.coding.coder_file import Passage
from snaglist.coding.desk import CodingDesk
from snaglist.coding.yaml_lines import yaml_line
from snaglist.errors import UsageError
from snaglist.model.catalogue import Catalogue
from snaglist.schema.characters import UNWRITABLE
from snaglist.schema.located_yaml import parse_yaml
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

DAY = date(2026, 11, 29)
TWO = "coders:\n  - {id: ana, name: Ana}\n  - {id: ben, name: Ben B.}\n"


@pytest.fixture
def catalog(sample: Path) -> Path:
    (sample / "coders.yaml").write_text(TWO)
    return sample


def code(catalog: Path, words: str, *options: str, coder: str = "ana") -> str:
    arguments = ("--catalog", catalog, "--coder", coder, "--today", "2026-11-29")
    return fine("code", "add", "I01", words, *arguments, *options).split()[0]


def git(folder: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, **GIT_USER},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def branch(catalog: Path, name: str) -> None:
    git(catalog, "checkout", "-q", "-b", name, "main")


def commit(catalog: Path) -> None:
    git(catalog, "add", "-A")
    git(catalog, "commit", "-q", "-m", "x")


def repository(catalog: Path) -> None:
    git(catalog, "init", "-q", "-b", "main")
    commit(catalog)


def merged(catalog: Path, *names: str) -> Catalogue:
    git(catalog, "checkout", "-q", "main")
    for name in names:
        git(catalog, "merge", "-q", "-m", "x", name)
    return load_catalogue(catalog)


def test_what_is_coded_is_one_line_in_the_order_of_the_transcript(catalog: Path) -> None:
    code(catalog, "hung a BELL", "-i", "--code", "fix-001", "--standing", "prompted")
    first = code(
        catalog, "The thermometer died 🌡", "--code", "SNAG-001", "--memo", 'a "b": {c}\n#d'
    )
    assert code(catalog, "The thermometer  died 🌡", "--new", "Silent failure") == first
    text = (catalog / "interviews/I01/codings/ana.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[-2:] == [
        f'  - {{id: {first}, at: [97, 119], exact: "The thermometer died 🌡", '
        'codes: [SNAG-001, silent-failure], memo: "a \\"b\\": {c}\\n#d", on: 2026-11-29}',
        '  - {id: c4219ec4c54, at: [244, 255], exact: "hung a bell", codes: [FIX-001], '
        "standing: prompted, on: 2026-11-29}",
    ]
    (coded,) = load_catalogue(catalog).codings
    assert [(each.line, each.exact) for each in coded.codings] == [
        (2, "The thermometer died 🌡"),
        (5, "hung a bell"),
    ]
    assert load_catalogue(catalog).codebook[0].name == "Silent failure"


def test_comments_and_layouts_of_people_stay(catalog: Path) -> None:
    code(catalog, "hung a bell", "--code", "FIX-001")
    path = catalog / "interviews/I01/codings/ana.yaml"
    text = path.read_text()
    line = next(line for line in text.splitlines() if "hung" in line)
    fields = line.removeprefix("  - {").removesuffix("}").split(", ")
    by_hand = text.replace(
        line,
        "  # The only one.\n  - " + f"{fields[0]}\n    at: [244, 255] # here\n    "
        "exact: hung a bell\n    codes:\n      - FIX-001\n    on: 2026-11-29",
    )
    path.write_text(by_hand)
    code(catalog, "hung a bell", "--code", "SNAG-002")
    code(catalog, "Then I", "--code", "SNAG-002")
    code(catalog, "bell worked", "--code", "SNAG-002")
    now = path.read_text()
    assert "# The only one." in now
    assert "# here" in now
    found = load_catalogue(catalog).codings[0].codings
    assert [each.exact for each in found] == ["Then I", "hung a bell", "bell worked"]
    assert found[1].codes == ("FIX-001", "SNAG-002")


def test_two_coders_branches_merge(catalog: Path) -> None:
    repository(catalog)
    for coder, words in (("ana", "a week"), ("ben", "seedlings")):
        branch(catalog, coder)
        for each in ("nobody saw it", words):
            code(catalog, each, "--code", "SNAG-001", "--new", f"Of {coder}", coder=coder)
        commit(catalog)
    found = merged(catalog, "ana", "ben")
    assert [each.id for each in found.codebook] == ["of-ana", "of-ben"]
    assert {each.coder: len(each.codings) for each in found.codings} == {"ana": 2, "ben": 2}
    for name in ("ana", "ben"):
        fine("code", "hand-in", "I01", "--coder", name, "--catalog", catalog)
    promoted = ("code", "promote", "--interview", "I01", "--claim", "SNAG-001-C1")
    fine(*promoted, "--standing", "volunteered", "--catalog", catalog)
    quotes = {each.id: each for each in load_catalogue(catalog).quotes}
    assert [quotes[f"I01-Q00{n}"].coder for n in (6, 7, 8)] == ["Ana and Ben B.", "Ana", "Ben B."]


def test_two_branches_of_one_coder_merge(catalog: Path) -> None:
    code(catalog, "The thermometer", "--code", "SNAG-001")
    code(catalog, "burn me once", "--code", "SNAG-002")
    repository(catalog)
    for name, words in (("one", ("nobody saw it", "a week")), ("two", ("We lost", "a week"))):
        branch(catalog, name)
        for each in words:
            code(catalog, each, "--code", "SNAG-001")
        commit(catalog)
    (coded,) = merged(catalog, "one", "two").codings
    found = ["The thermometer", "nobody saw it", "a week", "We lost", "burn me once"]
    assert [each.exact for each in coded.codings] == found


def test_one_coding_changed_on_two_branches_is_told_and_nothing_lost(catalog: Path) -> None:
    name = code(catalog, "The thermometer", "--code", "SNAG-001")
    repository(catalog)
    for other in ("SNAG-002", "FIX-001"):
        branch(catalog, other)
        code(catalog, "The thermometer", "--code", other)
        commit(catalog)
    with pytest.raises(FindingsError, match=f"{name} stands above already, and is not") as raised:
        merged(catalog, "SNAG-002", "FIX-001")
    assert [(found.rule, found.line) for found in raised.value.findings] == [("id-duplicate", 7)]
    text = (catalog / "interviews/I01/codings/ana.yaml").read_text()
    assert "[SNAG-001, SNAG-002]" in text
    assert "[SNAG-001, FIX-001]" in text


def test_others_codings_are_hidden_till_all_hand_in(catalog: Path) -> None:
    name = code(catalog, "nobody saw it", "--code", "SNAG-001")
    code(catalog, "a week", "--code", "SNAG-002", coder="ben")

    def listed(*options: str) -> str:
        return fine("code", "list", "--catalog", catalog, *options)

    assert "nobody saw it" in listed("--coder", "ana")
    assert "a week" not in listed("--coder", "ana")
    assert listed() == "I01: codings of others are hidden until ana and ben handed in.\n"
    refused = snag("code", "promote", name, "--catalog", catalog)
    assert (refused.code, "are hidden until ana and ben" in refused.err) == (2, True)
    fine("code", "hand-in", "I01", "--coder", "ana", "--catalog", catalog)
    waits = ("code", "add", "I01", "We lost", "--code", "SNAG-001", "--coder", "ana")
    assert "wait until ben did" in snag(*waits, "--catalog", catalog).err
    fine("code", "hand-in", "I01", "--coder", "ben", "--catalog", catalog)
    assert "a week" in listed("--coder", "ana")
    assert len(listed("--of", "ben", "--code", "snag-002").splitlines()) == 1
    code(catalog, "We lost", "--code", "SNAG-001")
    assert [each.blind for each in load_catalogue(catalog).codings[0].codings] == [True, False]
    stays = snag("code", "remove", name, "--coder", "ana", "--catalog", catalog)
    assert "stays as it is" in stays.err
    fine("code", "memo", name, "Hm.", "--coder", "ana", "--catalog", catalog)
    assert load_catalogue(catalog).codings[0].codings[0].memo == "Hm."


def test_who_is_to_code_an_interview_waits_before_a_word_is_coded(catalog: Path) -> None:
    (catalog / "coders.yaml").write_text(TWO.replace("B.}", "B., interviews: [I01]}"))
    code(catalog, "nobody saw it", "--code", "SNAG-001")
    assert CodingDesk(catalog).shown_to("ben") == ([], {"I01": ("ana", "ben")})
    assert CodingDesk(catalog).awaited("I01", None) == ("ana", "ben")


def test_promoting_keeps_comments_and_takes_a_place_once(catalog: Path) -> None:
    path = catalog / "interviews/I01/quotes.yaml"
    path.write_text("# Quotes.\n" + path.read_text())
    issue = next((catalog / "issues").glob("SNAG-001*"))
    issue.write_text(issue.read_text().replace("causes:", "# Why.\ncauses:"))
    old = code(catalog, "Café rules: you burn me once", "--code", "SNAG-002")
    new = code(catalog, "The thermometer died", "--code", "SNAG-001", "--standing", "prompted")
    before = path.read_text()
    fine("code", "promote", old, new, "--claim", "SNAG-001-C1", "--catalog", catalog)
    assert path.read_text().startswith(before)
    assert path.read_text().count("- id:") == 6
    assert "# Why." in issue.read_text()
    found = {each.id: each for each in load_catalogue(catalog).quotes}
    assert found["I01-Q006"].exact == "The thermometer died"
    assert found["I01-Q006"].standing.value == "prompted"
    again = fine("code", "promote", new, "--claim", "SNAG-001-C1", "--catalog", catalog)
    assert again.splitlines()[1] == "Nothing to change."


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        ("nobody saw it", ("--code", "SNAG-01"), "SNAG-001"),
        ("nobody saw it", (), "Which code?"),
        ("nobody says this", ("--code", "SNAG-001"), "nearest is"),
        ("the", ("--code", "SNAG-001"), "Choose with --line or --at"),
        ("nobody saw it", ("--code", "SNAG-001", "--coder", "anna"), "Did you mean ana?"),
    ],
)
def test_what_cannot_be_coded_is_told(
    catalog: Path, words: str, options: tuple[str, ...], said: str
) -> None:
    done = snag("code", "add", "I01", words, "--coder", "ana", "--catalog", catalog, *options)
    assert done.code in (1, 2)
    assert said in done.err
    assert not (catalog / "interviews/I01/codings").exists()


def test_only_participants_words_become_quotes(catalog: Path) -> None:
    name = code(catalog, "What went wrong?", "--code", "SNAG-001", "--standing", "prompted")
    done = snag("code", "promote", name, "--catalog", catalog)
    assert "only a participant's words are evidence" in done.err


@pytest.mark.parametrize("place", [(-1, 3), (3, 3), (400, 9999)])
def test_a_place_without_words_is_refused(catalog: Path, place: tuple[int, int]) -> None:
    file = CodingDesk(catalog).open("I01", "ana")
    with pytest.raises(UsageError, match="no words at"):
        file.put(Passage(*place), ("SNAG-001",), today=DAY)


@pytest.mark.parametrize(("access", "memo"), [("quotes-only", "Hm."), ("withheld", None)])
def test_words_of_a_closed_interview_stay_in_its_files(
    catalog: Path, access: str, memo: str | None
) -> None:
    code(catalog, "nobody saw it", "--code", "SNAG-001", "--memo", "Hm.")
    path = catalog / "interviews/I01/interview.yaml"
    path.write_text(path.read_text() + f"access: {access}\n")
    ((coding,),) = [each.codings for each in load_catalogue(catalog).codings]
    assert (coding.exact, coding.memo, coding.start) == ("", memo, 124)


def test_codings_follow_a_redaction_and_memos_lose_the_name(catalog: Path, tmp_path: Path) -> None:
    name = code(catalog, "No, they never looked at it", "--code", "SNAG-002")
    code(catalog, "hung a bell on the dial", "--code", "FIX-001", "--memo", "Dial again.")
    key = tmp_path / "key.yaml"
    key.write_text('dial: "[device]"\n')
    snag("interview", "redact", "I01", "--map", key, "--catalog", catalog)
    (coded,) = load_catalogue(catalog).codings
    assert [each.exact for each in coded.codings] == [
        "hung a bell on the [device]",
        "No, they never looked at it",
    ]
    assert (coded.codings[1].id, coded.codings[0].memo) == (name, "[device] again.")


def test_codings_follow_a_transcript_or_are_listed(catalog: Path, tmp_path: Path) -> None:
    gone = code(catalog, "And then?", "--code", "SNAG-001")
    stays = code(catalog, "they never looked", "--code", "SNAG-002")
    path = catalog / "interviews/I01/transcript.txt"
    old = tmp_path / "old.txt"
    old.write_bytes(path.read_bytes())
    path.write_text(path.read_text().replace("And then?", "And what then?"))
    done = snag("interview", "reanchor", "I01", "--from", old, "--catalog", catalog)
    assert done.code == 1
    assert f"{gone} drifted" in done.out + done.err
    checked = snag("check", "--quick", "--catalog", catalog)
    assert f"{gone}: the text has" in checked.out + checked.err
    fine("code", "remove", gone, "--coder", "ana", "--catalog", catalog)
    file = CodingDesk(catalog).open("I01", "ana")
    assert [(each.id, each.at[0]) for each in file.codings] == [(stays, 372)]


@settings(max_examples=times(40, 1000), deadline=None)
@given(st.text(min_size=1), st.text(st.characters(categories=["L", "N", "P", "Z"]), min_size=1))
def test_any_words_are_read_as_they_were_written(words: str, memo: str) -> None:
    words, memo = (UNWRITABLE.sub("", each) for each in (words, memo))
    line = yaml_line({"id": "c0", "exact": words, "memo": memo, "codes": ("true", memo), "on": DAY})
    assert "\n" not in line
    (read,) = parse_yaml(f"- {line}\n").data
    codes = ["true", memo]
    assert read == {"id": "c0", "exact": words, "memo": memo, "codes": codes, "on": DAY}
