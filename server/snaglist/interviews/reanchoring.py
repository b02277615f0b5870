"""Following a transcript that was changed: quotes, questions, sections, corrections, times.

What the difference of the two texts shows beyond doubt is followed; the rest is listed and stays as
it was, for somebody to look at.
"""

import subprocess
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from snaglist.errors import UsageError
from snaglist.interviews.changes import Changes
from snaglist.interviews.interview_files import (
    InterviewFiles,
    open_interview,
    put_data,
    read_codings,
)
from snaglist.interviews.leaks import TIMES, TRANSCRIPT
from snaglist.interviews.quote_positions import (
    Interval,
    moved_codings,
    moved_quotes,
    moved_times,
    sha256_of,
)
from snaglist.interviews.text_difference import Doubt, TextDifference
from snaglist.model.interview import Section, Turn, turn_at
from snaglist.schema.report import Report
from snaglist.sources.interview_forms import InterviewForm
from snaglist.sources.interviews import Transcript, turn_parser
from snaglist.sources.rules import RULES
from snaglist.sources.to_model import to_model

SHARE = 0.5
"""Of a question's words: as much must have stayed in one turn for it to be the same question."""


@dataclass(slots=True)
class Reanchoring:
    """What following a changed transcript does; nothing is written yet.

    ``moved`` are ids of quotes at a new place, ``doubtful`` those not followed, with why; ``lines``
    say in words what else moved, ``dropped`` counts times of which the words are gone.
    """

    changes: Changes
    moved: list[str] = field(default_factory=list)
    doubtful: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    dropped: int = 0


def old_transcript(files: InterviewFiles, name: str) -> str:
    """The text that the quotes were taken from: a file, or what git has of it at a revision.

    Raises ``UsageError`` where there is no such text, or where it is another one.
    """
    path = Path(name).expanduser()
    if path.is_file():
        content = path.read_bytes()
    else:
        if name.startswith("-"):
            raise UsageError(f"{name} is neither a file nor a revision of git.")
        done = subprocess.run(  # noqa: S603 - no shell, and no option can be given for a revision
            ["git", "show", f"{name}:./{TRANSCRIPT}"],  # noqa: S607
            cwd=files.folder, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise UsageError(
                f"{name} is neither a file nor a revision of git that has {TRANSCRIPT}."
            )
        content = done.stdout
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 (byte {error.start}).") from error
    if sha256_of(text) != files.quotes.get("transcript_sha256"):
        raise UsageError(
            f"{name} is not the text that the quotes were taken from: its SHA-256 is another than "
            f"transcript_sha256 in {files.quotes_path}."
        )
    return text


def plan_reanchoring(catalog: Path, interview: str, old: str) -> Reanchoring:
    """What following the transcript of an interview changes; ``old`` is a file or a revision.

    Raises as ``open_interview`` and ``old_transcript`` do, and ``UsageError`` for a file that
    cannot be changed.
    """
    changes = Changes(catalog)
    files = open_interview(changes, interview)
    difference = TextDifference(old_transcript(files, old), files.text)
    plan = Reanchoring(changes)
    quotes = moved_quotes(files.quotes, files.text, lambda place: _place(difference, place))
    metadata = _moved_metadata(files, difference, plan)
    question = _questions(files, metadata, difference)
    for at, (before, after) in enumerate(
        zip(files.quotes["quotes"], quotes["quotes"], strict=True)
    ):
        place = difference.place(Interval(before["start"], before["end"]))
        if isinstance(place, Doubt):
            plan.doubtful[before["id"]] = _told(place, before, difference)
            continue
        asked = before.get("question")
        if asked:
            found = question(asked)
            if found is None:
                plan.doubtful[before["id"]] = f"the question {asked} is no more what it was"
            else:
                quotes["quotes"][at] = after = {**after, "question": found}
        if after != before:
            plan.moved.append(before["id"])
    put_data(changes, files.quotes_path, quotes)
    put_data(changes, files.metadata_path, metadata)
    _move_codings(files, difference, plan)
    _move_times(files, difference, plan)
    return plan


def _place(difference: TextDifference, interval: Interval) -> Interval | None:
    place = difference.place(interval)
    return None if isinstance(place, Doubt) else place


def _told(doubt: Doubt, quote: Mapping[str, Any], difference: TextDifference) -> str:
    """Why a quote was not followed, for who looks at it."""
    kept = difference.overlaps(Interval(quote["start"], quote["end"]))
    near = f"; look near line {_line(difference.new, kept[0].start)}" if kept else ""
    if doubt is Doubt.DRIFTED:
        return f"drifted: its words were changed or are gone{near}"
    return f"ambiguous: it may have gone to more than one place, or nothing beside it stayed{near}"


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _moved_metadata(
    files: InterviewFiles, difference: TextDifference, plan: Reanchoring
) -> dict[str, Any]:
    """The data of interview.yaml with the lines at which things now are.

    What holds at its line already was moved by hand, and stays.
    """
    old, new = difference.old.split("\n"), difference.new.split("\n")
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line) + 1)

    def moved(number: int, words: str | None) -> int | None:
        """The new line of words, or of a line."""
        if not 0 < number <= len(old):
            return None
        line, start = old[number - 1], starts[number - 1]
        at = line.find(words) if words else 0
        if at < 0:
            return None
        stop = at + len(words) if words else len(line)
        kept = difference.overlaps(Interval(start + at, start + stop))
        return _line(difference.new, kept[0].start) if kept else None

    data = dict(files.metadata)
    for name, words in (("sections", None), ("corrections", "text"), ("redactions", "placeholder")):
        items = [dict(item) for item in data.get(name) or []]
        for item in items:
            text = item[words] if words else None
            here = new[item["line"] - 1] if item["line"] <= len(new) else ""
            if text is not None and here.count(text) == item.get("count", 1):
                continue
            now = moved(item["line"], text)
            if now is not None and now != item["line"]:
                label = text or item.get("title", item.get("id"))
                plan.lines.append(f"{name}: {label!r} from line {item['line']} to {now}")
                item["line"] = now
        if items:
            data[name] = items
    return data


def _questions(
    files: InterviewFiles, metadata: Mapping[str, Any], difference: TextDifference
) -> Callable[[str], str | None]:
    """A function from the id of a turn of the old text to that of the same in the new one."""
    before = _turns(difference.old, files, files.metadata)
    after = _turns(difference.new, files, metadata)
    by_id = {name: turn for turn in before for name in (turn.id, *turn.joined)}
    speakers = [turn.speaker for turn in before] == [turn.speaker for turn in after]

    def question(identifier: str) -> str | None:
        turn = by_id.get(identifier)
        if speakers or turn is None:
            return identifier if speakers else None
        kept: Counter[str] = Counter()
        for place in difference.overlaps(Interval(turn.start, turn.end)):
            found = turn_at(after, place.start)
            if found is not None and found.speaker == turn.speaker:
                kept[found.id] += place.end - place.start
        best = kept.most_common(1)
        if not best or best[0][1] < SHARE * (turn.end - turn.start):
            return None
        return best[0][0]

    return question


def _turns(text: str, files: InterviewFiles, metadata: Mapping[str, Any]) -> Sequence[Turn]:
    """The turns of a text; what is wrong with it, the check of the whole will say."""
    report = Report(files.folder.parents[1], RULES)
    try:
        form = InterviewForm.model_validate(metadata)
    except ValidationError as error:
        raise UsageError(f"{files.metadata_path} is not in order: snag check --quick.") from error
    transcript = Transcript(files.transcript_path, text, "")
    parser = turn_parser(form, transcript, report)
    sections = [to_model(Section, section) for section in form.sections]
    return parser.turns(files.id, form.corrections, sections)


def _move_codings(files: InterviewFiles, difference: TextDifference, plan: Reanchoring) -> None:
    """Let codings go where their words went; those of another text stay, and check says so."""
    for path in files.codings_paths:
        data = read_codings(plan.changes, path)
        if data.get("transcript_sha256") != sha256_of(difference.old):
            continue
        moved = moved_codings(data, files.text, lambda place: _place(difference, place))
        for before, after in zip(data["codings"] or [], moved["codings"], strict=True):
            place = difference.place(Interval(*before["at"]))
            if isinstance(place, Doubt):
                start, end = before["at"]
                told = {"id": before["id"], "start": start, "end": end}
                plan.doubtful[before["id"]] = _told(place, told, difference)
            elif after != before:
                plan.moved.append(before["id"])
        put_data(plan.changes, path, moved)


def _move_times(files: InterviewFiles, difference: TextDifference, plan: Reanchoring) -> None:
    """Let the rows of times.tsv have the places of their words; those of words that are gone go."""
    path = files.folder / TIMES
    text = plan.changes.text(path)
    if text is None:
        return

    def position(old: int) -> int | None:
        kept = difference.overlaps(Interval(old, old + 1))
        return kept[0].start if kept else None

    text, plan.dropped = moved_times(text, position)
    plan.changes.put(path, text)
