"""A transcript that was changed is followed where that is beyond doubt, and nowhere else."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from common import CATALOG, SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st
from interviews.test_redaction import files
from project.prepared import GIT_USER
from runner import Done, snag

from snaglist.interviews.quote_positions import Interval
from snaglist.interviews.reanchoring import plan_reanchoring
from snaglist.interviews.text_difference import Doubt, TextDifference
from snaglist.sources.loader import load_catalogue


@pytest.fixture
def old(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample / "interviews/I01/transcript.txt", tmp_path / "old.txt"))


def change(sample: Path, *edits: tuple[str, str]) -> None:
    path = sample / "interviews/I01/transcript.txt"
    text = path.read_text()
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text)


def reanchor(sample: Path, old: object, *more: str) -> Done:
    return snag("interview", "reanchor", "I01", "--from", old, "--catalog", sample, *more)


def test_quotes_go_where_their_words_went(sample: Path, old: Path) -> None:
    asked = {quote.id: quote.question for quote in load_catalogue(SAMPLE).quotes}
    change(sample, ("Welcome to the greenhouse, ", "Hi, "), ("And then?", "And what then, I ask?"))
    done = reanchor(sample, old)
    assert done.code == 0, done
    assert "5 quotes moved, 0 not followed." in done.out
    after = load_catalogue(sample).interviews[0]
    assert {quote.id: quote.question for quote in after.quotes} == asked
    assert all(after.transcript[q.selector.start : q.selector.end] == q.exact for q in after.quotes)
    # The text is now the one that the quotes were taken from: the old one is refused.
    done = reanchor(sample, old)
    assert done.code == 2
    assert "not the text that the quotes were taken from" in done.err


def test_a_changed_word_is_one_finding_and_is_not_followed(sample: Path, old: Path) -> None:
    change(sample, ("Welcome ", "Hello "), ("hung a bell", "hung a big bell"))
    done = reanchor(sample, old, "--json")
    assert done.code == 1
    told = json.loads(done.out)
    assert list(told["doubtful"]) == ["I01-Q003"]
    assert "drifted" in told["doubtful"]["I01-Q003"]
    assert "look near line" in told["doubtful"]["I01-Q003"]
    assert sorted(told["moved"]) == ["I01-Q001", "I01-Q002", "I01-Q004", "I01-Q005"]
    done = snag("check", "--quick", "--catalog", sample)
    assert done.err.count("[quote-") == 1
    assert "I01-Q003 is drifted" in done.err


def test_a_lookalike_is_never_taken(sample: Path, old: Path) -> None:
    # The words are gone from their place, and said again by the same speaker elsewhere.
    change(
        sample,
        ("We lost the seedlings, all of them. Okay.", "It was a pity. Okay."),
        ("Café rules:", "You know what? We lost the seedlings, all of them. Café rules:"),
    )
    done = reanchor(sample, old)
    assert done.code == 1
    assert done.err.startswith("I01-Q002 ")
    quotes = (sample / "interviews/I01/quotes.yaml").read_text()
    assert "start: 150\n    end: 184\n" in quotes  # as it was


def test_lines_and_questions_move_with_what_is_above_them(sample: Path, old: Path) -> None:
    change(
        sample,
        ("What went wrong?\n", "What went wrong?\nInterviewee: Wait.\nInterviewer1: Now?\n"),
    )
    done = reanchor(sample, old)
    assert done.code == 0, done
    before, after = load_catalogue(SAMPLE).interviews[0], load_catalogue(sample).interviews[0]
    closing = before.sections[1].line
    assert f"sections: 'Closing' from line {closing} to {closing + 2}" in done.out
    assert "corrections: 'Okay. I see.' from line 3 to 5" in done.out
    assert [section.line for section in after.sections] == [1, closing + 2]
    # What is asked just before the answer now is another turn: the question stays the one it was.
    for old_quote, new_quote in zip(before.quotes, after.quotes, strict=True):
        words = [
            next(turn.text for turn in each.turns if turn.id == quote.question)
            for each, quote in ((before, old_quote), (after, new_quote))
        ]
        assert words[0] == words[1]


def test_the_old_text_can_come_from_git(sample: Path, tmp_path: Path) -> None:
    for words in ("init -q", "add .", "commit -q -m x"):
        environment = {**os.environ, **GIT_USER}
        subprocess.run(["git", *words.split()], cwd=sample, check=True, env=environment)
    change(sample, ("Welcome ", "Hello "))
    assert reanchor(sample, "HEAD").code == 0
    for wrong in ("no-such-name", "--output=x"):
        done = snag("interview", "reanchor", "I01", f"--from={wrong}", "--catalog", sample)
        assert done.code == 2
        assert "neither a file nor a revision" in done.err


def test_a_dry_run_and_an_error_change_nothing(sample: Path, old: Path) -> None:
    change(sample, ("Welcome ", "Hello "))
    before = files(sample)
    assert reanchor(sample, old, "--dry-run").code == 0
    assert files(sample) == before
    # A label that nobody has: what that would break is told, with nothing written.
    change(sample, ("Interviewer 1: And then", "Speaker 9: And then"))
    path = sample / "interviews/I01/transcript.txt"
    path.write_text(path.read_text().replace(" Interviewer1: Did", "\nSpeaker 8: Did"))
    before = files(sample)
    done = reanchor(sample, old)
    assert done.code == 1
    assert "nothing was changed" in done.err
    assert files(sample) == before


def test_times_move_as_well(sample: Path, old: Path) -> None:
    times = sample / "interviews/I01/times.tsv"
    times.write_text("code_point\tmilliseconds\n14\t0\n45\t900\n97\t2000\n242\t9000\n")
    change(sample, ("Welcome to the greenhouse", "Hello"))
    plan = plan_reanchoring(sample, "I01", str(old))
    assert plan.dropped == 1
    assert plan.changes.text(times) == "code_point\tmilliseconds\n25\t900\n77\t2000\n222\t9000\n"


def test_two_words_at_the_head_of_the_shipped_interview(tmp_path: Path) -> None:
    catalog = shutil.copytree(CATALOG, tmp_path / "catalog")
    path = catalog / "interviews" / "I07" / "transcript.txt"
    text = path.read_text(encoding="utf-8")
    (tmp_path / "old.txt").write_text(text, encoding="utf-8")
    changed = text.replace("quick overview", "[withheld words]", 1)
    path.write_text(changed, encoding="utf-8")
    plan = plan_reanchoring(catalog, "I07", str(tmp_path / "old.txt"))
    count = (catalog / "interviews/I07/quotes.yaml").read_text(encoding="utf-8").count("  - id:")
    assert (len(plan.moved), plan.doubtful, plan.lines) == (count, {}, [])
    path.write_text(changed.replace("obvious missing data", "evident missing data"), "utf-8")
    plan = plan_reanchoring(catalog, "I07", str(tmp_path / "old.txt"))
    assert len(plan.moved) == count - 1
    assert list(plan.doubtful) == ["I07-Q002"]


WORDS = st.lists(st.sampled_from(["yes", "no", "well", "so", "it"]), min_size=1, max_size=12).map(
    " ".join
)


@given(WORDS, WORDS, WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_what_is_followed_are_the_same_words(one: str, two: str, three: str, new: str) -> None:
    old = f"{one} {two} {three}"
    text = f"{new} {two} {three}"
    difference = TextDifference(old, text)
    start = len(one) + 1
    place = difference.place(Interval(start, start + len(two)))
    if not isinstance(place, Doubt):
        assert text[place.start : place.end] == two
        # Whatever was put before it, what follows stayed: it is at the same distance from the end.
        assert len(text) - place.end == len(old) - start - len(two)


def test_of_two_that_are_alike_neither_is_chosen() -> None:
    old = "Did it work? No, it did not. And later, did it work? No, it did not."
    new = "Did it work? No, it did not."
    found = TextDifference(old, new).place(Interval(13, 28))
    assert found is Doubt.AMBIGUOUS
