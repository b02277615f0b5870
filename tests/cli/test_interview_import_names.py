"""Nothing is imported while a name may be left in it."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from common import TESTS
from interviews.test_leaks import NAMES, OTHERS
from project.prepared import GIT_USER
from runner import Done, fine, snag

PLANTED = (TESTS / "interviews/planted.txt").read_text(encoding="utf-8")
MAPS = ("--map", "Zofia Brandtner=interviewer", "--map", "Kofi Adjei-Mensah=participant")
SPEAKERS = ("Zofia Brandtner", "Zofia", "Kofi Adjei-Mensah")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "raw" / "talk.txt"
    path.parent.mkdir()
    path.write_text(PLANTED.replace("\nMy team", " My team"), encoding="utf-8")
    return path


def imported(talk: Path, sample: Path, *more: object) -> Done:
    return snag("interview", "import", talk, "--id", "I12", "--catalog", sample, *MAPS, *more)


def key_of(folder: Path) -> Path:
    """A key with every name that was planted, and the numbers."""
    names = {name.strip() for name in NAMES.split(";")} - set(SPEAKERS)
    names |= {"14 Kestrel Street", "47 73 55 01 99", "4 March 1971", "NO93 8601 1117 947"}
    names |= {"ingunn tower"}
    path = folder / "key.yaml"
    path.write_text("".join(f"{json.dumps(name)}: '[name]'\n" for name in sorted(names)))
    return path


def test_twenty_planted_names_are_found_and_nothing_is_written(talk: Path, sample: Path) -> None:
    done = imported(talk, sample)
    assert done.code == 1
    assert "Nothing was written" in done.err
    assert not (sample / "interviews/I12").exists()
    assert not [path for path in (sample / "interviews").iterdir() if path.name != "I01"]
    planted = {name.strip() for name in NAMES.split(";")} - set(SPEAKERS)
    planted |= {words for each in OTHERS.values() for words in each}
    assert len(planted) > 20
    assert [words for words in planted if f"{words!r}: " not in done.err] == []
    # Where it is in the transcript, and in the file; what to do about it.
    assert re.search(
        r"I12/transcript\.txt:\d+: 'Oyelaran': .* In talk\.txt from line 10 on\. "
        r'.*--no-name "Oyelaran=WHY"\. \[leak-capital\]',
        done.err,
    )


def test_a_dry_run_lists_them_too(talk: Path, sample: Path) -> None:
    done = imported(talk, sample, "--dry-run")
    assert done.code == 0
    assert "'Oyelaran': " in done.out
    told = json.loads(fine("interview", "import", talk, "--id", "I12", "--catalog", sample, *MAPS,
                           "--dry-run", "--json"))  # fmt: skip
    assert {
        "file": "transcript.txt",
        "rule": "leak-capital",
        "words": "Oyelaran",
        "lines": [19],
    } in (told["leaks"])
    assert imported(talk, sample, "--json").code == 1


def test_with_all_resolved_it_is_written_and_git_knows_none(talk: Path, sample: Path) -> None:
    words = talk.read_text(encoding="utf-8")
    for address in (*OTHERS["leak-web"], *OTHERS["leak-mail"]):
        words = words.replace(address, "an address")
    talk.write_text(words, encoding="utf-8")
    key = key_of(talk.parent)
    done = imported(talk, sample, "--key", key)
    assert done.code == 1
    assert re.findall(r"transcript\.txt:\d+: ('[^']*')", done.err) == ["'UTC'"]
    done = imported(talk, sample, "--key", key, "--no-name", "UTC=A time that all clocks know.")
    assert (done.code, done.err) == (0, "")
    folder = sample / "interviews/I12"
    reviewed = (folder / "reviewed-words.yaml").read_text(encoding="utf-8")
    assert 'word: "UTC"\n    why: "A time that all clocks know."' in reviewed
    metadata = (folder / "interview.yaml").read_text(encoding="utf-8")
    assert 'placeholder: "[name]"' in metadata
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=sample, check=True, env={**os.environ, **GIT_USER})
    log = subprocess.run(["git", "log", "-p"], cwd=sample, capture_output=True, check=True).stdout
    told = log.decode().casefold()
    for name in (*(each.strip() for each in NAMES.split(";")), "Kestrel", "73 55 01 99", "Mensah"):
        # Words that are names as well may stand there as words.
        assert not re.search(rf"\b{re.escape(name.casefold())}\b", told), name
    assert fine("interview", "leaks", "I12", "--catalog", sample, "--key", key)
    fine("check", "--quick", "--catalog", sample)


def test_words_that_may_stay_come_from_a_file_too(talk: Path, sample: Path) -> None:
    talk.write_text("Zofia Brandtner: So?\nKofi Adjei-Mensah: We use Kafka and Qwerty.\n")
    file = talk.parent / "reviewed.yaml"
    file.write_text("reviewed: [{word: Kafka, why: A program.}, {word: Gone, why: x}]\n")
    done = imported(talk, sample, "--reviewed", file)
    assert "'Qwerty'" in done.err
    assert "'Kafka'" not in done.err
    assert "lists what stands nowhere: 'Gone'" in done.err
    done = imported(talk, sample, "--no-name", "Kafka")
    assert (done.code, "is no WORDS=WHY" in done.err) == (2, True)


def test_a_name_of_the_key_never_stays(talk: Path, sample: Path) -> None:
    talk.write_text("Zofia Brandtner: So?\nKofi Adjei-Mensah: It works.\n")
    key = talk.parent / "key.yaml"
    key.write_text("Grace: '[name]'\n")
    done = imported(talk, sample, "--key", key, "--title", "Grace", "--no-name", "Grace=x")
    assert done.code == 1
    assert "interview.yaml:2: 'Grace': a name of the key." in done.err


def test_a_key_in_a_work_tree_is_refused(talk: Path, sample: Path) -> None:
    (sample.parent / ".git").mkdir()
    done = imported(talk, sample, "--key", key_of(sample.parent))
    assert done.code == 2
    assert "which a version control system keeps" in done.err
    assert not (sample / "interviews/I12").exists()


GERMAN = """\
Zofia Brandtner: Welche Messwerte der Öfen waren falsch, und wer hat das gesehen?
Kofi Adjei-Mensah: Das sagte mir Annette. Im Büro der Müllerbrot in Gnomstadt.
"""


def test_nouns_of_a_language_that_writes_them_with_capitals_are_no_names(
    talk: Path, sample: Path
) -> None:
    talk.write_text(GERMAN, encoding="utf-8")
    done = imported(talk, sample, "--language", "de")
    assert re.findall(r"transcript\.txt:\d+: '([^']*)'", done.err) == ["Annette"]
    assert "writes nouns with a capital: of names, those of a key are found" in done.err
    key = talk.parent / "key.yaml"
    key.write_text("Annette: '[name]'\nMüllerbrot: '[company]'\nGnomstadt: '[town]'\n")
    assert imported(talk, sample, "--language", "de-AT", "--key", key).code == 0
    text = (sample / "interviews/I12/transcript.txt").read_text(encoding="utf-8")
    assert "sagte mir [name]. Im Büro der [company] in [town]." in text
