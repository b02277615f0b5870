"""Give words to the speaker who said them: a correction written into interview.yaml."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from snaglist.errors import NotFoundError, SnaglistError, UsageError
from snaglist.model.catalogue import nearest_names
from snaglist.model.interview import Section, Turn, TurnPart, place_in
from snaglist.schema.finding import Finding
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import load_form
from snaglist.sources.interview_forms import CorrectionForm, InterviewForm, QuotesForm
from snaglist.sources.interviews import read_transcript, turn_parser
from snaglist.sources.rules import RULES
from snaglist.sources.to_model import to_model

LAID_OUT = (
    "interview.yaml is laid out in a way that cannot be added to; write the correction there."
)


class TurnDesk:
    """An interview opened for its turns; ``findings`` are those of its transcript.

    Unlike in a build, they stop nothing: turns are what they are looked at for.
    """

    def __init__(self, catalog: Path, interview: str) -> None:
        """Raises ``NotFoundError`` for no such interview, ``FindingsError`` for one unreadable."""
        self.catalog = catalog.resolve()
        self.folder = self.catalog / "interviews" / interview
        report = Report(self.catalog, RULES)
        if not self.folder.is_dir():
            known = [path.name for path in list_children(self.folder.parent, report, Path.is_dir)]
            raise NotFoundError(interview, nearest_names(interview, known))
        source = load_form(InterviewForm, self.folder / "interview.yaml", report)
        transcript = read_transcript(self.folder / "transcript.txt", report)
        report.raise_if_any()
        assert source is not None  # a missing one is a finding
        assert transcript is not None
        self.interview, self.form, self.transcript = interview, source.form, transcript
        self.turns = self._parsed(source.form, report)
        self.findings: tuple[Finding, ...] = tuple(report.findings)

    def _parsed(self, form: InterviewForm, report: Report) -> tuple[Turn, ...]:
        sections = [to_model(Section, section) for section in form.sections]
        parser = turn_parser(form, self.transcript, report)
        return parser.turns(self.interview, form.corrections, sections)

    def find(self, name: str) -> Turn:
        """The turn called so, with or without the interview's id; raises ``NotFoundError``."""
        name = name.upper()
        whole = name if name.startswith(f"{self.interview}-") else f"{self.interview}-{name}"
        for turn in self.turns:
            if whole in (turn.id, *turn.joined):
                return turn
        known = [turn.id for turn in self.turns]
        raise NotFoundError(name, nearest_names(whole, known))

    def fix(self, turn: Turn, speaker: str, why: str, words: str | None = None) -> list[str]:
        """Give a turn, or ``words`` of it, to a speaker; returns what was done, in sentences.

        The ids of later turns may move; questions in quotes.yaml move with them. Raises
        ``UsageError`` where the speaker is nobody, or has them already; where the words are not
        once in the turn, or not once in their line; and where a quote has them as another's.
        """
        speakers = [each.id for each in self.form.speakers]
        if speaker not in speakers:
            raise UsageError(f"No speaker is called {speaker!r}. There are {', '.join(speakers)}.")
        if speaker == turn.speaker:
            raise UsageError(f"{turn.id} is spoken by {speaker} already.")
        passages = list(self._passages(turn, words))
        self._check_quotes(passages)
        added = [
            CorrectionForm(line=line, text=text, speaker=speaker, why=why)
            for line, _, text in passages
        ]
        form = self.form.model_copy(update={"corrections": [*self.form.corrections, *added]})
        report = Report(self.catalog, RULES)
        fixed = self._parsed(form, report)
        if new := [f for f in report.findings if f.rule == "correction-place"]:
            raise UsageError(f"{new[0]}. Give more words, or break the line there.")
        self._prove(fixed, passages, speaker)
        metadata = self.folder / "interview.yaml"
        text = _with_corrections(metadata.read_text(encoding="utf-8"), added)
        quotes, moved = self._moved_questions(fixed)
        replace_file(metadata, text)
        if moved:
            replace_file(self.folder / "quotes.yaml", quotes)
        done = [f"line {line}: {text!r} is {speaker}'s." for line, _, text in passages]
        return [
            *done,
            *([f"{moved} questions in quotes.yaml have another number."] if moved else []),
        ]

    def _passages(self, turn: Turn, words: str | None) -> Iterator[tuple[int, int, str]]:
        """Line, place and words of each line that is to be another's."""
        start, end = 0, len(turn.text)
        if words is not None:
            pattern = r"\s+".join(map(re.escape, words.split())) or r"(?!)"
            found = list(re.finditer(pattern, turn.text))
            if len(found) != 1:
                raise UsageError(
                    f"{turn.id} has {words!r} {len(found)} times; give it as it stands once."
                )
            start, end = found[0].span()
        for line in re.finditer(r"\S[^\n]*", turn.text[start:end]):
            text = line[0].rstrip()
            place = place_in(turn, start + line.start())
            yield self.transcript.text.count("\n", 0, place) + 1, place, text

    def _check_quotes(self, passages: Sequence[tuple[int, int, str]]) -> None:
        report = Report(self.catalog, RULES)
        quotes = load_form(QuotesForm, self.folder / "quotes.yaml", report)
        for quote in quotes.form.quotes if quotes else ():
            for _, place, text in passages:
                if quote.start < place + len(text) and place < quote.end:
                    raise UsageError(
                        f"{quote.id} quotes these words as {quote.speaker}'s. "
                        "Take the quote out of quotes.yaml first, and from what cites it."
                    )

    def _prove(
        self, fixed: Sequence[Turn], passages: Sequence[tuple[int, int, str]], speaker: str
    ) -> None:
        """The words are the speaker's now, and no other word changed hands."""
        inside = {at for _, place, text in passages for at in range(place, place + len(text))}
        before, after = _owners(self.turns), _owners(fixed)
        wrong = [
            at
            for at, owner in before.items()
            if not self.transcript.text[at].isspace()
            and after.get(at) != (speaker if at in inside else owner)
        ]
        if wrong:
            line = self.transcript.text.count("\n", 0, wrong[0]) + 1
            raise UsageError(
                f"A correction in line {line} is there already; change it in interview.yaml."
            )

    def _moved_questions(self, fixed: Sequence[Turn]) -> tuple[str, int]:
        """quotes.yaml with the numbers that turns have now, and how many changed.

        Raises ``UsageError`` where what was a question is the interviewer's no more.
        """
        path = self.folder / "quotes.yaml"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        before = {name: (turn, part) for turn in self.turns for name, part in _named(turn)}
        moved = 0

        def renamed(match: re.Match[str]) -> str:
            nonlocal moved
            if match[2] not in before:
                return match[0]
            turn, part = before[match[2]]
            # What is left of a question is the part that stands nearest to the answer.
            left = [
                name
                for other in fixed
                if other.speaker == turn.speaker
                for name, piece in _named(other)
                if piece.start < part.start + len(part.text)
                and part.start < piece.start + len(piece.text)
            ]
            if not left:
                raise UsageError(f"Quotes answer {match[2]}; give them another question first.")
            moved += left[-1] != match[2]
            return match[1] + left[-1]

        pattern = rf"^(\s+question:\s+[\"']?)({self.interview}-T\d+)"
        return re.sub(pattern, renamed, text, flags=re.MULTILINE), moved


def _named(turn: Turn) -> Iterator[tuple[str, TurnPart]]:
    """The parts of a turn with the name that each has."""
    return zip((turn.id, *turn.joined), turn.stretches, strict=True)


def _owners(turns: Sequence[Turn]) -> dict[int, str]:
    return {
        at: turn.speaker
        for turn in turns
        for part in turn.stretches
        for at in range(part.start, part.start + len(part.text))
    }


def _with_corrections(text: str, added: Sequence[CorrectionForm]) -> str:
    """The text of interview.yaml with corrections at the end of its list; comments stay."""
    lines = text.rstrip("\n").split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith("corrections:")), None)
    if at is None:
        lines.append("corrections:")
        at = len(lines) - 1
    elif lines[at].split("#")[0].strip() == "corrections: []":
        lines[at] = "corrections:"
    elif lines[at].split("#")[0].strip() != "corrections:":
        raise UsageError(
            "corrections of interview.yaml are on one line; write them one below another."
        )
    end = at + 1
    last = at
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " -#"):
        last = end if lines[end].strip() and lines[end][0] in " -" else last
        end += 1
    items = [line for line in lines[at + 1 : last + 1] if line.lstrip().startswith("- ")]
    indent = items[0][: len(items[0]) - len(items[0].lstrip())] if items else "  "
    new = [line for each in added for line in _record(each, indent)]
    done = "\n".join([*lines[: last + 1], *new, *lines[last + 1 :]]) + "\n"
    try:
        whole = yaml.safe_load(done)["corrections"]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise SnaglistError(
            "interview.yaml is laid out in a way that cannot be added to."
        ) from error
    if [each["text"] for each in whole[-len(added) :]] != [each.text for each in added]:
        raise SnaglistError(LAID_OUT)
    return done


def _record(correction: CorrectionForm, indent: str) -> Iterator[str]:
    yield f"{indent}- line: {correction.line}"
    yield f"{indent}  text: {json.dumps(correction.text, ensure_ascii=False)}"
    yield f"{indent}  speaker: {correction.speaker}"
    yield f"{indent}  why: {json.dumps(correction.why, ensure_ascii=False)}"


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; raises ``SnaglistError`` where it cannot be written."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise SnaglistError(f"{path} cannot be written: {error.strerror}.") from error
