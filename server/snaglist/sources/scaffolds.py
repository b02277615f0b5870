"""Records to paste: quotes anchored in a transcript, files with the next free id."""

import json
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from snaglist.errors import NotFoundError, UsageError
from snaglist.model.catalogue import OUR_PREFIX, nearest_names
from snaglist.model.entry import STRATEGY_PREFIX
from snaglist.model.interview import (
    Section,
    SpeakerRole,
    Standing,
    Turn,
    last_question,
    place_in,
    turn_at,
)
from snaglist.model.text import Selector, make_selector, nearest_passage
from snaglist.schema.characters import find_unwritable
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import load_form
from snaglist.sources.entries import is_entry
from snaglist.sources.interview_forms import InterviewForm, SpeakerForm
from snaglist.sources.interviews import read_transcript, turn_parser
from snaglist.sources.rules import RULES
from snaglist.sources.schemes import is_yaml, load_about
from snaglist.sources.to_model import to_model
from snaglist.sources.withdrawn import WITHDRAWN_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words found in a transcript: where, who says them, and in answer to what."""

    selector: Selector
    line: int
    turn: Turn
    speaker: SpeakerForm
    question: str | None


class QuoteFinder:
    """An interview opened to take quotes from; its quotes.yaml need not be in order."""

    def __init__(self, catalog: Path, interview: str) -> None:
        """Raises ``NotFoundError`` for no such interview, ``FindingsError`` for a broken one."""
        self.folder = catalog.resolve() / "interviews" / interview
        self.interview = interview
        report = Report(catalog.resolve(), RULES)
        if not self.folder.is_dir():
            known = [path.name for path in list_children(self.folder.parent, report, Path.is_dir)]
            raise NotFoundError(interview, nearest_names(interview, known))
        source = load_form(InterviewForm, self.folder / "interview.yaml", report)
        transcript = read_transcript(self.folder / "transcript.txt", report)
        report.raise_if_any()
        assert source is not None  # a missing one is a finding
        assert transcript is not None
        form = source.form
        self.text, self.sha256 = transcript.text, transcript.sha256
        self.language = form.language
        self.parser = turn_parser(form, transcript, report)
        sections = [to_model(Section, section) for section in form.sections]
        self.turns = self.parser.turns(interview, form.corrections, sections)
        self.speakers = {speaker.id: speaker for speaker in form.speakers}
        report.raise_if_any()

    def find(self, words: str, *, ignore_case: bool = False) -> list[Passage]:
        """Each place where the words are said, white space aside, labels between them left out.

        Raises ``UsageError`` where they occur nowhere, with what comes nearest.
        """
        # As transcripts are: somebody's keyboard, or a copy from a PDF, may decompose accents.
        words = unicodedata.normalize("NFC", words)
        pattern = re.compile(
            r"\s+".join(map(re.escape, words.split())) or r"(?!)", re.I if ignore_case else 0
        )
        said = [
            (place_in(turn, match.start()), place_in(turn, match.end() - 1) + 1)
            for turn in self.turns
            for match in pattern.finditer(turn.text)
        ]
        places = said or [match.span() for match in pattern.finditer(self.text)]
        found = [passage for start, end in places if (passage := self.passage(start, end))]
        if not found:
            near = " ".join(nearest_passage(self.text, words).split())
            raise UsageError(
                f"{self.interview} has no {words!r}. Quotes are verbatim; nearest is {near!r}."
            )
        return found

    def passage(self, start: int, end: int) -> Passage | None:
        """The words at a place of the transcript; None where nobody speaks."""
        turn = turn_at(self.turns, start)
        if turn is None:
            return None
        asking = {
            speaker.id
            for speaker in self.speakers.values()
            if speaker.role is SpeakerRole.INTERVIEWER
        }
        asked = last_question(self.turns, asking, turn.start)
        return Passage(
            selector=make_selector(self.text, start, end),
            line=self.parser.line_of(start),
            turn=turn,
            speaker=self.speakers[turn.speaker],
            question=asked.id if asked else None,
        )

    def record(
        self,
        passage: Passage,
        number: int,
        coder: str = "your name or group",
        standing: Standing = Standing.VOLUNTEERED,
    ) -> str:
        """The passage as an item of quotes.yaml; ``standing`` and ``coder`` are to be judged.

        Raises ``UsageError`` for an interviewer's words and for words of several speakers.
        """
        if passage.speaker.role is not SpeakerRole.PARTICIPANT:
            raise UsageError(
                f"Line {passage.line} is spoken by {passage.speaker.label}; only a participant's "
                "words are evidence. If the turn mixes speakers, correct it in interview.yaml."
            )
        if passage.selector.end > passage.turn.end:
            raise UsageError(f"The words at line {passage.line} are of more than one speaker.")
        chosen = passage.selector
        fields = {
            "id": f"{self.interview}-Q{number:03}",
            # A JSON string is a YAML string on one line, line ends and quotation marks included.
            "exact": json.dumps(chosen.exact, ensure_ascii=False),
            "prefix": json.dumps(chosen.prefix, ensure_ascii=False),
            "suffix": json.dumps(chosen.suffix, ensure_ascii=False),
            "start": chosen.start,
            "end": chosen.end,
            "speaker": passage.speaker.id,
            "question": passage.question,
            "standing": standing.value,
            "coder": _scalar(coder),
        }
        lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return "  - " + "\n    ".join(lines) + "\n"

    def next_number(self) -> int:
        """One more than the highest quote number in quotes.yaml, whatever its state."""
        try:
            text = (self.folder / "quotes.yaml").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return 1
        return max((int(n) for n in re.findall(rf"\b{self.interview}-Q(\d+)", text)), default=0) + 1


TEMPLATES = {
    "issue": """\
---
id: {id}
title: {title}
also_called: [what people would type]
hidden_labels: []
definition: >-
  One or two sentences that tell it from its neighbours.
category: data
kind: completeness
phases: [data-collection]
sources: [sensor]
artefacts: [dataset]
status: draft
use_when: >-
  The situation in which this entry is the right one.
not_when:
  - text: The neighbouring case.
causes: []
consequences: []
detections: []
mitigations: []
leads_to: []
questions: []
mappings:
  - to: study
    relation: none
    why: What speaks for it.
history:
  - on: {today}
    what: Drafted.
---
The story, in Markdown.
""",
    "strategy": """\
---
id: {id}
title: {title}
also_called: [what people would type]
hidden_labels: []
definition: >-
  One or two sentences that tell it from its neighbours.
kind: prevention
phases: [data-collection]
status: draft
use_when: >-
  The situation in which this entry is the right one.
not_when:
  - text: The neighbouring case.
practices: []
costs: []
tradeoffs: []
history:
  - on: {today}
    what: Drafted.
---
The story, in Markdown.
""",
    "publication": """\
id: {id}
title: {title}
kind: article
authors:
  - {{family: Family name, given: Initials}}
year: {year}
venue: Where it was published
url: https://example.org/
findings:
  - id: F1
    text: >-
      What was found, with its figures, in words of your own.
    evidence: experiment
    design: What was done, and with how many.
    population: Whom or what it is about, and where.
    place: abstract
    seen: source
""",
}
"""What ``snag new`` starts a file with: everything but the claims, which need witnesses."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file that is begun by a command: where, what its ids begin with, how it ends."""

    folder: str
    prefix: str
    suffix: str = ".md"

    def holds(self, path: Path) -> bool:
        """True for the files of its folder that are of this sort."""
        return is_entry(path) if self.suffix == ".md" else is_yaml(path)


SORTS = {
    "issue": Sort("issues", ""),
    "strategy": Sort("strategies", STRATEGY_PREFIX),
    "publication": Sort("publications", "P", ".yaml"),
}
"""The sorts of file by the names that people call them; issues' ids begin as the catalogue says."""


def new_entry(catalog: Path, sort: str, title: str, today: date) -> Path:
    """Write a draft with the next id never used, and return its path.

    Ids that retired entries or the history of others name count as used. Raises ``UsageError``
    for a title that gives no file name, ``SnaglistError`` where it cannot be written.
    """
    kind = SORTS[sort]
    if not kind.prefix:
        kind = replace(kind, prefix=f"{_issue_prefix(catalog)}-")
    title = unicodedata.normalize("NFC", title)
    if wrong := find_unwritable(title):
        raise UsageError(f"The title has {wrong[1]}, which cannot be written; leave it out.")
    slug = "-".join(re.findall(r"[a-z0-9]+", title.casefold()))[:50].strip("-")
    if not slug:
        raise UsageError(f"{title!r} has no letters for a file name; give the title in words.")
    used = [0]
    with suppress(OSError):
        gone = (catalog / WITHDRAWN_FILE).read_text(encoding="utf-8", errors="replace")
        used += [int(number) for number in re.findall(rf"\b{kind.prefix}(\d+)", gone)]
    for path in list_children(catalog / kind.folder, Report(rules=RULES), kind.holds):
        text = f"{path.name}\n"
        with suppress(OSError):
            # What cannot be read is for snag check to say.
            text += path.read_text(encoding="utf-8", errors="replace")
        used += [int(number) for number in re.findall(rf"\b{kind.prefix}(\d+)", text)]
    identifier = f"{kind.prefix}{max(used) + 1:03}"
    path = catalog / kind.folder / f"{identifier}-{slug}{kind.suffix}"
    quoted = _scalar(title)
    text = TEMPLATES[sort].format(
        id=identifier, title=quoted, today=today.isoformat(), year=today.year
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def _issue_prefix(catalog: Path) -> str:
    """What catalogue.yaml says; raises ``FindingsError`` where it cannot be read."""
    if not (catalog / "catalogue.yaml").exists():
        return OUR_PREFIX
    report = Report(catalog.resolve(), RULES)
    about = load_about(catalog, report)
    report.raise_if_any()
    assert about is not None  # one that cannot be read is a finding
    return about.prefix


def _scalar(text: str) -> str:
    """A text as YAML on one line, in quotation marks where it would read as something else."""
    written: str = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return written.split("\n...")[0].strip()
