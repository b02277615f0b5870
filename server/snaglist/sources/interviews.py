"""Load an interview: metadata, transcript and quotes, held against one another."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from snaglist.model.interview import (
    Declined,
    Interview,
    Quote,
    Redaction,
    Section,
    Speaker,
    SpeakerRole,
    Turn,
)
from snaglist.model.text import Selector, Verdict, anchor
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import Report
from snaglist.schema.text_files import decode, read_bytes
from snaglist.schema.validation import load_yaml, validate
from snaglist.sources.forms import InterviewForm, QuoteForm, QuotesForm
from snaglist.sources.transcript import TurnParser, section_at


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
        "it begins with a byte order mark.": text.startswith("\ufeff"),
        "its lines end in CR LF.": "\r" in text,
        "its accents are decomposed (not NFC).": not unicodedata.is_normalized("NFC", text),
    }
    for fault in (fault for fault, present in faults.items() if present):
        report.add("transcript-form", path, 1, fault)
    if any(faults.values()):
        return None
    return Transcript(path, text, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Context:
    """What an interview may refer to: concept ids by scheme, and studies."""

    concepts: Mapping[str, Set[str]]
    studies: Set[str]


def load_interview(folder: Path, context: Context, report: Report) -> Interview | None:
    """The interview in ``folder``, or None with findings."""
    metadata = load_yaml(folder / "interview.yaml", report)
    quoted = load_yaml(folder / "quotes.yaml", report)
    transcript = read_transcript(folder / "transcript.txt", report)
    form = (
        validate(InterviewForm, metadata, folder / "interview.yaml", report) if metadata else None
    )
    quotes = validate(QuotesForm, quoted, folder / "quotes.yaml", report) if quoted else None
    if not (metadata and form and quoted and quotes and transcript):
        return None
    loader = _InterviewLoader(folder, context, report, form, metadata, transcript)
    return loader.load(quotes, quoted)


class _InterviewLoader:
    """One interview on its way from forms to the model."""

    def __init__(
        self,
        folder: Path,
        context: Context,
        report: Report,
        form: InterviewForm,
        metadata: Located,
        transcript: Transcript,
    ) -> None:
        self.folder = folder
        self.context = context
        self.report = report
        self.form = form
        self.metadata = metadata
        self.transcript = transcript
        self.roles = {speaker.id: speaker.role for speaker in form.speakers}

    def load(self, quotes: QuotesForm, located: Located) -> Interview | None:
        """Check everything, then put it together; None where a part cannot be trusted."""
        before = len(self.report.findings)
        self._check_metadata()
        if quotes.transcript_sha256 != self.transcript.sha256:
            self._quote_finding(
                "transcript-changed",
                located.line(("transcript_sha256",)),
                f"the transcript's SHA-256 is {self.transcript.sha256}, not the one recorded.",
            )
        if len(self.report.findings) > before:
            self._anchored(quotes.quotes, located)
            return None
        sections = tuple(Section(id=s.id, title=s.title, line=s.line) for s in self.form.sections)
        parser = TurnParser(
            self.transcript.text, self.form.speakers, self.transcript.path, self.report
        )
        turns = parser.turns(self.form.id, self.form.corrections, sections)
        self._anchored(quotes.quotes, located)
        self._check_ids(quotes.quotes, located)
        if len(self.report.findings) > before:
            return None
        placed = [
            self._quote(quote, located.line(("quotes", index)), turns, parser, sections)
            for index, quote in enumerate(quotes.quotes)
        ]
        return self._interview(sections, turns, tuple(quote for quote in placed if quote))

    def _interview(
        self, sections: tuple[Section, ...], turns: tuple[Turn, ...], quotes: tuple[Quote, ...]
    ) -> Interview:
        form = self.form
        return Interview(
            id=form.id,
            title=form.title,
            study=form.study,
            date=form.date,
            participant=form.participant,
            experience=form.experience,
            domains=tuple(form.domains),
            speakers=tuple(Speaker(id=s.id, role=s.role, label=s.label) for s in form.speakers),
            sections=sections,
            redactions=tuple(Redaction(**item.model_dump()) for item in form.redactions),
            declined=tuple(Declined(**item.model_dump()) for item in form.declined),
            licence=form.licence,
            consent=form.consent,
            transcription=form.transcription,
            transcript=self.transcript.text,
            sha256=self.transcript.sha256,
            turns=turns,
            quotes=quotes,
        )

    def _check_metadata(self) -> None:
        """Folder name, sections, redactions and the speakers of corrections."""
        form = self.form
        if self.folder.name != form.id:
            self._finding(
                "file-name", ("id",), f"{form.id} lives in the folder {self.folder.name}."
            )
        starts = [section.line for section in form.sections]
        if starts[0] != 1 or starts != sorted(set(starts)):
            self._finding("section-order", ("sections",), f"sections start at lines {starts}.")
        lines = self.transcript.text.split("\n")
        for index, redaction in enumerate(form.redactions):
            line = lines[redaction.line - 1] if redaction.line <= len(lines) else ""
            if (found := line.count(redaction.placeholder)) != redaction.count:
                message = f"line {redaction.line} has {redaction.placeholder!r} {found} times."
                self._finding("redaction-place", ("redactions", index), message)
        for index, correction in enumerate(form.corrections):
            self._refer(
                ("corrections", index, "speaker"), "speaker", correction.speaker, self.roles
            )
        self._refer(("study",), "study", form.study, self.context.studies)
        for index, domain in enumerate(form.domains):
            self._refer(
                ("domains", index), "domain", domain, self.context.concepts.get("domain", ())
            )

    def _refer(
        self, loc: tuple[str | int, ...], sort: str, name: str, known: Iterable[str]
    ) -> None:
        """A finding unless ``name`` is known."""
        if name not in known:
            self._finding("reference-unknown", loc, f"the {sort} {name} does not exist.")

    def _finding(self, rule: str, loc: tuple[str | int, ...], message: str) -> None:
        self.report.add(rule, self.folder / "interview.yaml", self.metadata.line(loc), message)

    def _quote_finding(self, rule: str, line: int, message: str) -> None:
        self.report.add(rule, self.folder / "quotes.yaml", line, message)

    def _anchored(self, quotes: Iterable[QuoteForm], located: Located) -> None:
        """A finding for each quote whose verdict is not exact."""
        for index, quote in enumerate(quotes):
            verdict = anchor(self.transcript.text, _selector(quote))
            if verdict.verdict is not Verdict.EXACT:
                self._quote_finding(
                    f"quote-{verdict.verdict.value}",
                    located.line(("quotes", index)),
                    f"{quote.id} is {verdict.verdict.value}: {verdict.detail}.",
                )

    def _check_ids(self, quotes: Iterable[QuoteForm], located: Located) -> None:
        """Each quote's id is of this interview and stands once; declined topics name one."""
        seen: set[str] = set()
        for index, quote in enumerate(quotes):
            line = located.line(("quotes", index, "id"))
            if quote.id in seen:
                self._quote_finding("id-duplicate", line, f"{quote.id} stands above already.")
            if not quote.id.startswith(f"{self.form.id}-"):
                message = f"{quote.id} is a quote of another interview than {self.form.id}."
                self._quote_finding("reference-unknown", line, message)
            for system in set(quote.about) - self.context.concepts.get("system", set()):
                message = f"{quote.id} is about the system {system}, which does not exist."
                self._quote_finding("reference-unknown", line, message)
            seen.add(quote.id)
        for index, declined in enumerate(self.form.declined):
            self._refer(("declined", index, "quote"), "quote", declined.quote, seen)

    def _quote(
        self,
        form: QuoteForm,
        line: int,
        turns: tuple[Turn, ...],
        parser: TurnParser,
        sections: tuple[Section, ...],
    ) -> Quote | None:
        """The quote with its place, if it lies in one turn of the participant it names."""
        turn = next((t for t in turns if t.start <= form.start < t.end), None)
        if (
            turn is None
            or form.end > turn.end
            or turn.speaker != form.speaker
            or self.roles[turn.speaker] is not SpeakerRole.PARTICIPANT
        ):
            where = f"begins in {turn.id}, spoken by {turn.speaker}" if turn else "is in no turn"
            self._quote_finding("quote-speaker", line, f"{form.id} {where}.")
            return None
        self._check_question(form, line, turns)
        place = parser.line_of(form.start)
        return Quote(
            id=form.id,
            interview=self.form.id,
            selector=_selector(form),
            speaker=form.speaker,
            standing=form.standing,
            question=form.question,
            gloss=form.gloss,
            about=tuple(form.about),
            coder=form.coder,
            turn=turn.id,
            section=section_at(place, sections),
            line=place,
        )

    def _check_question(self, form: QuoteForm, line: int, turns: tuple[Turn, ...]) -> None:
        asked = next((turn for turn in turns if turn.id == form.question), None)
        if form.question and (
            asked is None
            or self.roles[asked.speaker] is not SpeakerRole.INTERVIEWER
            or asked.start > form.start
        ):
            message = f"{form.id} answers {form.question}, which is no earlier question."
            self._quote_finding("quote-question", line, message)


def _selector(form: QuoteForm) -> Selector:
    return Selector(
        exact=form.exact, prefix=form.prefix, suffix=form.suffix, start=form.start, end=form.end
    )
