"""Coding in the browser: the coder's file is as ``snag code`` writes it, and nothing is lost."""

import re
import shutil
from pathlib import Path

import pytest
from runner import fine
from web.coding_desk import DAY, PAGE, Coding, coding_app, hidden, saying
from web.test_web_pages import sound

from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.loader import load_catalogue

FILE = "interviews/I01/codings/ana.yaml"
PROMPTED = ("--standing", "prompted")


@pytest.fixture
def ana(sample_knowledge: Snapshot, sample: Path) -> Coding:
    return Coding(coding_app(sample_knowledge, sample))


def snag_code(catalog: Path, *words: str, coder: str = "ana") -> str:
    day = ("--today", str(DAY)) if words[0] in ("add", "hand-in") else ()
    return fine("code", *words, "--catalog", catalog, "--coder", coder, *day)


def contents(catalog: Path) -> dict[str, bytes]:
    files = [path for path in catalog.rglob("*") if path.is_file()]
    return {path.relative_to(catalog).as_posix(): path.read_bytes() for path in files}


def file_of(catalog: Path) -> str:
    return (catalog / FILE).read_text(encoding="utf-8")


def test_the_files_are_those_of_snag_code(ana: Coding, sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(sample, other)
    ana.post(words="hung a BELL", case="any", code="FIX-001 Hang a bell", standing="prompted")
    snag_code(
        other, "add", "I01", "hung a BELL", "-i", "--code", "fix-001", "--standing", "prompted"
    )
    memo = 'a "b": {c}\r\n#d  '
    ana.post(words="The  thermometer died 🌡", where="T002", new="Silent failure", memo=memo)
    words = ("The thermometer died 🌡", "--new", "Silent failure", "--memo", 'a "b": {c}\n#d')
    found = snag_code(other, "add", "I01", *words).split()[0]
    ana.post(words="the dial", where="6", code="silent failure")
    snag_code(other, "add", "I01", "the dial", "--line", "6", "--code", "Silent failure")
    ana.post(f"{PAGE}/codings/{found}", memo="Once")
    snag_code(other, "memo", found, "Once")
    ana.post(f"{PAGE}/hand-in", sure="yes")
    snag_code(other, "hand-in", "I01")
    assert contents(sample) == contents(other)
    assert len(load_catalogue(sample).codings[0].codings) == 3


def test_what_is_removed_is_put_back_byte_for_byte(ana: Coding, sample: Path) -> None:
    for words in ("hung a bell", "and nobody saw it"):
        ana.post(words=words, code="SNAG-001")
    path = sample / FILE
    path.write_text(file_of(sample).replace("codings:\n", "codings:\n  # Look again.\n"))
    before = file_of(sample)
    (one, _) = re.findall(r"id: (c\w+)", before)
    ana.post(f"{PAGE}/codings/{one}/remove")
    assert one not in file_of(sample)
    assert "# Look again." in file_of(sample)
    page = ana.page()
    assert "Put it back" in page
    ana.post(f"{PAGE}/codings/{one}/put-back")
    assert file_of(sample) == before
    assert load_catalogue(sample).codings[0].codings[0].id == one
    assert ana.send(f"{PAGE}/codings/{one}/put-back").status_code == 400


def test_a_file_that_changed_underneath_is_shown_and_not_overwritten(
    ana: Coding, sample: Path
) -> None:
    ana.post(words="hung a bell", code="SNAG-001")
    shown = ana.shown()
    snag_code(
        sample, "add", "I01", "The thermometer died", "--code", "SNAG-002", "--memo", "By hand"
    )
    before = contents(sample)
    refused = ana.send(shown=shown, words="hung a bell", code="FIX-001", memo="What I <typed>")
    assert refused.status_code == 409
    assert contents(sample) == before
    told = saying(refused.text)
    assert "Added: line 2, “The thermometer died” (SNAG-002), memo “By hand”" in told
    assert "What I <typed>" in told
    assert 'value="FIX-001"' in refused.text
    ana.post(shown=hidden(refused.text), words="hung a bell", code="FIX-001")
    assert "By hand" in file_of(sample)
    assert "codes: [SNAG-001, FIX-001]" in file_of(sample)


def test_a_file_that_cannot_be_read_loses_nothing_that_was_typed(ana: Coding, sample: Path) -> None:
    ana.post(words="hung a bell", code="SNAG-001")
    shown = ana.shown()
    (sample / FILE).write_text("interview: [\n")
    refused = ana.send(shown=shown, words="And then", code="SNAG-001", memo="Keep me")
    assert refused.status_code == 409
    assert "Keep me" in refused.text
    assert "cannot be read" in refused.text
    assert file_of(sample) == "interview: [\n"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": "", "code": "SNAG-001"}, "Which words?"),
        ({"words": "And then?"}, "Which code?"),
        ({"words": "the bell on", "code": "SNAG-001"}, "nearest is"),
        ({"words": "the dial", "code": "SNAG-001"}, "the gardeners trust the dial after that"),
        ({"words": "the dial", "code": "SNAG-001", "where": "2"}, "or not where you said"),
        ({"words": "the dial", "code": "SNAG-001", "where": "here"}, "no line and no turn"),
        ({"words": "And then?", "code": "SNAG-00"}, "Did you mean SNAG-00"),
        ({"words": "And then?", "code": "SNAG-001", "standing": "so"}, "volunteered or prompted"),
        ({"words": "And then?", "issue": "!"}, "no letters for a file name"),
        ({"words": "And then?", "new": "!"}, "no letter from a to z"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(
    ana: Coding, sample: Path, fields: dict[str, str], told: str
) -> None:
    before = contents(sample)
    refused = ana.send(PAGE, None, **fields, memo="Keep me")
    assert 400 <= refused.status_code < 500
    assert told in saying(refused.text)
    assert "Keep me" in refused.text
    assert sound(refused.text.replace("coding.js", "snaglist.js")).problems == []
    assert contents(sample) == before


def test_a_code_is_taken_by_its_whole_name_only(ana: Coding, sample: Path) -> None:
    ana.post(words="hung a bell", new="Bell")
    before = contents(sample)
    assert ana.send(words="And then?", code="bell tower").status_code == 404
    assert contents(sample) == before


def test_nothing_is_added_to_codings_of_another_transcript(ana: Coding, sample: Path) -> None:
    ana.post(words="hung a bell", code="SNAG-001")
    shown, before = ana.shown(), file_of(sample)
    transcript = sample / "interviews/I01/transcript.txt"
    transcript.write_text(transcript.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    refused = ana.send(shown=shown, words="And then?", code="SNAG-001", memo="Keep me")
    assert 400 <= refused.status_code < 500
    assert "Keep me" in refused.text
    assert file_of(sample) == before


def test_a_new_issue_is_a_draft_with_its_passage(ana: Coding, sample: Path) -> None:
    ana.post(words="they never looked at it again", issue="The dial is forgotten")
    draft = sample / "issues/SNAG-003-the-dial-is-forgotten.md"
    assert "status: draft" in draft.read_text()
    assert "codes: [SNAG-003]" in file_of(sample)
    assert "the dial is forgotten" in ana.page()
    missing = ana.send(words="nobody said this", issue="Never said")
    assert missing.status_code == 400
    assert not list(sample.glob("issues/SNAG-004*"))


def test_others_are_hidden_till_all_have_handed_in(ana: Coding, sample: Path) -> None:
    snag_code(
        sample, "add", "I01", "hung a bell", "--code", "FIX-001", "--memo", "Mine", coder="ben"
    )
    ana.post(words="The thermometer died", code="SNAG-001")
    assert "Mine" not in ana.page()
    assert "ben" in saying(ana.page("/code"))
    assert ana.send(f"{PAGE}/hand-in").status_code == 400
    ana.post(f"{PAGE}/hand-in", sure="yes")
    assert "Mine" not in ana.page()
    waiting = ana.send(words="And then?", code="SNAG-001")
    assert "Further codings wait until ben did, too." in saying(waiting.text)
    (own,) = re.findall(r"id: (c\w+)", file_of(sample))
    kept = file_of(sample)
    assert ana.send(f"{PAGE}/codings/{own}/remove").status_code == 400
    assert ana.send(f"{PAGE}/codings/{own}", standing="prompted").status_code == 400
    assert file_of(sample) == kept
    assert "of-other" not in ana.page()
    snag_code(sample, "hand-in", "I01", coder="ben")
    page = ana.page()
    assert "Mine" in page
    assert re.search(r'<mark class="of-other" id="c\w+">hung a bell</mark>', page)
    assert re.search(r'aria-label="What others coded in line 5"><li><a href="#c\w+">ben</a>', page)
    assert re.search(r'<mark id="c\w+">The thermometer died</mark>', page)
    assert sound(page.replace("coding.js", "snaglist.js")).problems == []
    ana.post(words="And then?", code="SNAG-001")
    assert "blind: false" in file_of(sample)


def test_the_page_is_sound_and_marks_what_is_coded(ana: Coding) -> None:
    ana.post(words="I hung a bell", code="SNAG-001")
    ana.post(words="hung a bell on the dial", code="FIX-001")
    for path in ("/code", PAGE, f"{PAGE}?line=5"):
        page = ana.page(path)
        reader = sound(page.replace("coding.js", "snaglist.js"))
        assert reader.problems == []
        assert reader.open == []
        assert len(reader.ids) == len(set(reader.ids))
    assert page.count('<mark class="rest"') + page.count("<mark id=") >= 2
    assert "Then I hung a bell on the dial, and the bell worked.</textarea>" in page


def test_nothing_is_read_again_that_did_not_change(
    ana: Coding, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    ana.post(words="hung a bell", code="SNAG-001")
    ana.page()
    ana.page("/code")
    with monkeypatch.context() as patch:
        patch.setattr("snaglist.coding.coded_files.CodingDesk", None)
        patch.setattr("snaglist.coding.coded_files.QuoteFinder", None)
        ana.page()
        ana.page("/code")
    snag_code(sample, "add", "I01", "And then?", "--code", "SNAG-001")
    assert 'And then?</p><p class="meta">' in ana.page()
