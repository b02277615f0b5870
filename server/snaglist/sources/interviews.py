"""Load an interview: metadata, transcript and quotes, held against one another."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from snaglist.model.access import NEEDED
from snaglist.model.interview import (
    Interview,
    Quote,
    Section,
    Speaker,
    SpeakerRole,
    Turn,
    turn_at,
)
from snaglist.model.masking import leaving
from snaglist.model.text import Selector, Verdict, judge_selector
from snaglist.schema.located_yaml import Loc
from snaglist.schema.report import Report
from snaglist.schema.text_files import BOM, decode, is_writable, read_bytes
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.interview_forms import InterviewForm, QuoteForm, QuotesForm
from snaglist.sources.participants import check_participants, participants_of, summary_of
from snaglist.sources.reviewed_words import load_reviewed_words
from snaglist.sources.times import read_times
from snaglist.sources.to_model import to_model
from snaglist.sources.transcript import TurnParser, section_at

SELECTOR_FIELDS = {field.name for field in fields(Selector)}
"""Fields of a quote that the model has as its ``selector``."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of an interview as shipped."""

    path: Path
    text: str
    sha256: str


def read_transcript(path: Path, report: Report) -> Transcript | None:
    """Read a transcript to the letter; a form in which offsets would be unsafe is refused."""
    content = read_bytes(path, report)
    text = decode(content, path, report) if content is not None else None
    if content is None or text is None:
        return None
    faults = {
        "it begins with a byte order mark.": text.startswith(BOM),
        "its lines end in CR LF.": "\r" in text,
        "its accents are decomposed (not NFC).": not unicodedata.is_normalized("NFC", text),
    }
    for fault in (fault for fault, present in faults.items() if present):
        report.add("transcript-form", path, 1, fault)
    if any(faults.values()) or not is_writable(text, path, report):
        return None
    return Transcript(path, text, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class InterviewContext:
    """What an interview may refer to: concept ids by scheme, and studies."""

    concepts: Mapping[str, Set[str]]
    studies: Set[str]


def load_interview(folder: Path, context: InterviewContext, report: Report) -> Interview | None:
    """The interview in ``folder``, or None with findings."""
    metadata = load_form(InterviewForm, folder / "interview.yaml", report)
    quotes = load_form(QuotesForm, folder / "quotes.yaml", report)
    transcript = read_transcript(folder / "transcript.txt", report)
    load_reviewed_words(folder, report)  # for what is wrong with it; snag interview leaks reads it
    if metadata is None or quotes is None or transcript is None:
        return None
    times = read_times(folder / "times.tsv", len(transcript.text), report)
    return _InterviewLoader(metadata, quotes, transcript, times, context, report).load()


def turn_parser(form: InterviewForm, transcript: Transcript, report: Report) -> TurnParser:
    """The parser for an interview's turns, as its metadata says."""
    placeholders = (redaction.placeholder for redaction in form.redactions)
    # Placeholders in brackets may begin a line as labels in brackets do.
    excused = [*form.not_labels, *(each for each in placeholders if each.startswith(("[", "(")))]
    return TurnParser(transcript.text, form.speakers, transcript.path, report, excused)


class _InterviewLoader:
    """One interview on its way from forms to the model.

    Each check adds its findings to the report and says whether there were none.
    """

    def __init__(
        self,
        metadata: FormFile[InterviewForm],
        quotes: FormFile[QuotesForm],
        transcript: Transcript,
        times: tuple[tuple[int, int], ...],
        context: InterviewContext,
        report: Report,
    ) -> None:
        self.metadata, self.quotes, self.transcript = metadata, quotes, transcript
        self.times = times
        self.context = context
        self.report = report
        self.form = form = metadata.form
        self.roles = {speaker.id: speaker.role for speaker in form.speakers}
        self.sections = tuple(to_model(Section, section) for section in form.sections)
        self.parser = turn_parser(form, transcript, report)

    def load(self) -> Interview | None:
        """Check everything, then put it together; None where a part cannot be trusted."""
        # Lists, not generators: every check is made, whatever the one before it says.
        anchored = self._check_anchors()
        if not all([self._check_metadata(), self._check_hash()]):
            return None
        turns = self.parser.turns(self.form.id, self.form.corrections, self.sections)
        if not all([anchored, self.parser.complete, self._check_ids()]):
            return None
        found = [
            self._quote(quote, self.quotes.line("quotes", index), turns)
            for index, quote in enumerate(self.quotes.form.quotes)
        ]
        return self._interview(turns, tuple(quote for quote in found if quote))

    def _interview(self, turns: tuple[Turn, ...], quotes: tuple[Quote, ...]) -> Interview:
        # Labels and corrections have done their work: turns name who speaks.
        whole = to_model(
            Interview,
            self.form,
            apart={"corrections", "not_labels"},
            speakers=tuple(to_model(Speaker, s, apart={"labels"}) for s in self.form.speakers),
            **summary_of(self.form),
            participants=participants_of(self.form),
            sections=self.sections,
            times=self.times,
            transcript=self.transcript.text,
            sha256=self.transcript.sha256,
            turns=turns,
            quotes=quotes,
        )
        # All was checked; from here on there are no words but those that may leave.
        return leaving(whole)

    def _check_metadata(self) -> bool:
        """Folder name, speakers, sections, redactions, and what the metadata refers to."""
        form = self.form
        right = True
        for rule, loc, message in check_participants(form):
            right = self._finding(rule, loc, message)
        folder = self.metadata.path.parent.name
        if folder != form.id:
            message = f"{form.id} lives in the folder {folder}."
            right = self._finding("file-name", ("id",), message)
        starts = [section.line for section in form.sections]
        if starts[0] != 1 or starts != sorted(set(starts)):
            message = f"sections start at lines {starts}."
            right = self._finding("section-order", ("sections",), message)
        lines = self.transcript.text.split("\n")
        for index, redaction in enumerate(form.redactions):
            line = lines[redaction.line - 1] if redaction.line <= len(lines) else ""
            if (found := line.count(redaction.placeholder)) != redaction.count:
                message = f"line {redaction.line} has {redaction.placeholder!r} {found} times."
                right = self._finding("redaction-place", ("redactions", index), message)
        return all([right, self._check_consent(), self._check_references()])

    def _check_consent(self) -> bool:
        """No more is to leave than was agreed to, and nothing where that was taken back."""
        form, agreed = self.form, self.form.agreed
        if agreed is None:
            return True
        if agreed.withdrawn:
            message = f"consent was withdrawn on {agreed.withdrawn}."
            return self._finding("consent-withdrawn", ("agreed", "withdrawn"), message)
        missing = sorted(NEEDED[form.access] - set(agreed.to))
        if missing:
            message = f"access is {form.access}, and {missing[0]} were not agreed to."
            return self._finding("consent-access", ("access",), message)
        return True

    def _check_references(self) -> bool:
        """The study, the domains and the speakers of corrections exist."""
        form, domains = self.form, self.context.concepts.get("domain", ())
        return all(
            [
                *(
                    self._refer(("participants", who, "domains", at), "domain", domain, domains)
                    for who, each in enumerate(form.participants)
                    for at, domain in enumerate(each.domains)
                ),
                self._refer(("study",), "study", form.study, self.context.studies),
                *(
                    self._refer(("corrections", at, "speaker"), "speaker", each.speaker, self.roles)
                    for at, each in enumerate(form.corrections)
                ),
                *(
                    self._refer(("domains", at), "domain", domain, domains)
                    for at, domain in enumerate(form.domains)
                ),
            ]
        )

    def _refer(self, loc: Loc, sort: str, name: str, known: Iterable[str]) -> bool:
        """A finding unless ``name`` is known."""
        if name in known:
            return True
        return self._finding("reference-unknown", loc, f"the {sort} {name} does not exist.")

    def _finding(self, rule: str, loc: Loc, message: str) -> Literal[False]:
        self.report.add(rule, self.metadata.path, self.metadata.line(*loc), message)
        return False

    def _quote_finding(self, rule: str, line: int, message: str) -> Literal[False]:
        self.report.add(rule, self.quotes.path, line, message)
        return False

    def _check_hash(self) -> bool:
        """The quotes were taken from this transcript."""
        if self.quotes.form.transcript_sha256 == self.transcript.sha256:
            return True
        message = f"the transcript's SHA-256 is {self.transcript.sha256}, not the one recorded."
        line = self.quotes.line("transcript_sha256")
        return self._quote_finding("transcript-changed", line, message)

    def _check_anchors(self) -> bool:
        """The verdict on each quote is that it is exact."""
        right = True
        for index, quote in enumerate(self.quotes.form.quotes):
            found = judge_selector(self.transcript.text, _selector(quote))
            if found.verdict is not Verdict.EXACT:
                verdict, line = found.verdict.value, self.quotes.line("quotes", index)
                message = f"{quote.id} is {verdict}: {found.detail}."
                right = self._quote_finding(f"quote-{verdict}", line, message)
        return right

    def _check_ids(self) -> bool:
        """Each quote's id is of this interview and occurs once; declined topics name one."""
        right = True
        seen: set[str] = set()
        for index, quote in enumerate(self.quotes.form.quotes):
            line = self.quotes.line("quotes", index, "id")
            if quote.id in seen:
                message = f"{quote.id} stands above already."
                right = self._quote_finding("id-duplicate", line, message)
            if not quote.id.startswith(f"{self.form.id}-"):
                message = f"{quote.id} is a quote of another interview than {self.form.id}."
                right = self._quote_finding("reference-unknown", line, message)
            for system in set(quote.about) - self.context.concepts.get("system", set()):
                message = f"{quote.id} is about the system {system}, which does not exist."
                right = self._quote_finding("reference-unknown", line, message)
            seen.add(quote.id)
        declined = [
            self._refer(("declined", index, "quote"), "quote", declined.quote, seen)
            for index, declined in enumerate(self.form.declined)
        ]
        return all([right, *declined])

    def _quote(self, form: QuoteForm, line: int, turns: tuple[Turn, ...]) -> Quote | None:
        """The quote with its place, if it lies in one turn of the participant it names."""
        turn = turn_at(turns, form.start)
        if (
            turn is None
            or form.end > turn.end
            or turn.speaker != form.speaker
            or self.roles[turn.speaker] is not SpeakerRole.PARTICIPANT
        ):
            where = f"begins in {turn.id}, spoken by {turn.speaker}" if turn else "is in no turn"
            self._quote_finding("quote-speaker", line, f"{form.id} {where}.")
            return None
        place = self.parser.line_of(form.start)
        return to_model(
            Quote,
            form,
            apart=SELECTOR_FIELDS,
            selector=_selector(form),
            interview=self.form.id,
            question=self._question(form, line, turns),
            turn=turn.id,
            section=section_at(place, self.sections),
            line=place,
        )

    def _question(self, form: QuoteForm, line: int, turns: tuple[Turn, ...]) -> str | None:
        """The turn that prompted the quote, which is an earlier one of an interviewer."""
        asked = next((turn for turn in turns if form.question in (turn.id, *turn.joined)), None)
        if form.question and (
            asked is None
            or self.roles[asked.speaker] is not SpeakerRole.INTERVIEWER
            or asked.start > form.start
        ):
            message = f"{form.id} answers {form.question}, which is no earlier question."
            self._quote_finding("quote-question", line, message)
        return asked.id if asked else None


def _selector(form: QuoteForm) -> Selector:
    return Selector(**form.model_dump(include=SELECTOR_FIELDS))
