"""Load what was coded: coders.yaml, codebook.yaml, and the files of coders beside transcripts."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from snaglist.model.access import Access
from snaglist.model.coding import Code, CodedInterview, Coder, Coding
from snaglist.model.interview import Interview
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.schema.validation import FormFile, load_form
from snaglist.sources.coding_forms import CodebookForm, CodersForm, CodingForm, CodingsForm
from snaglist.sources.interviews import Transcript, read_transcript
from snaglist.sources.schemes import is_yaml
from snaglist.sources.to_model import to_model

MAKE_ONE = "Make one of the two."
"""What to do about a thing that is there twice, as after a merge of two branches."""

CODERS_FILE, CODEBOOK_FILE, CODINGS_FOLDER = "coders.yaml", "codebook.yaml", "codings"


def codings_path(catalog: Path, interview: str, coder: str) -> Path:
    """The file of a coder's codings of an interview."""
    return catalog / "interviews" / interview / CODINGS_FOLDER / f"{coder}.yaml"


def load_coders(catalog: Path, report: Report) -> tuple[Coder, ...]:
    """Who codes; nobody where there is no such file."""
    path = catalog / CODERS_FILE
    source = load_form(CodersForm, path, report) if path.exists() else None
    if source is None:
        return ()
    coders = source.form.coders
    for index in _repeated([each.id for each in coders], coders):
        message = f"{coders[index].id} stands above already."
        report.add("id-duplicate", path, source.line("coders", index, "id"), message, MAKE_ONE)
    return tuple(to_model(Coder, each) for each in coders)


def load_codebook(catalog: Path, entries: Collection[str], report: Report) -> tuple[Code, ...]:
    """The codes that are no entries; ``entries`` are the ids of issues and strategies."""
    path = catalog / CODEBOOK_FILE
    source = load_form(CodebookForm, path, report) if path.exists() else None
    if source is None:
        return ()
    codes = source.form.codes
    for field in ("id", "name"):
        names = [getattr(code, field).casefold() for code in codes]
        for index in _repeated(names, codes):
            message = f"the code {getattr(codes[index], field)} stands above already."
            line = source.line("codes", index, field)
            report.add("id-duplicate", path, line, message, MAKE_ONE)
    known = {*entries, *(code.id for code in codes)}
    parents = {code.id: code.parent for code in codes if code.parent}
    for index, code in enumerate(codes):
        line = source.line("codes", index, "parent")
        if code.parent and code.parent not in known:
            message = f"the code {code.parent} does not exist."
            report.add("reference-unknown", path, line, message)
        elif code.parent and _is_circle(code.id, parents):
            report.add("broader-circle", path, line, f"{code.id} is a kind of itself.")
    return tuple({code.id: to_model(Code, code) for code in codes}.values())


def load_codings(
    catalog: Path,
    interviews: Iterable[Interview],
    coders: Collection[str],
    codes: Collection[str],
    report: Report,
) -> tuple[CodedInterview, ...]:
    """What each coder coded in each interview that could be read.

    ``coders`` and ``codes`` are the ids that there are. Words that may not leave are left out.
    """
    found = []
    for interview in interviews:
        folder = catalog / "interviews" / interview.id
        paths = list_children(folder / CODINGS_FOLDER, report, is_yaml)
        # The loader gives on an interview without the words that may not leave; here all count.
        transcript = read_transcript(folder / "transcript.txt", report) if paths else None
        for path in paths:
            source = load_form(CodingsForm, path, report)
            if source is None or transcript is None:
                continue
            if check_codings(source, transcript, coders, codes, report):
                found.append(coded_interview(source.form, transcript.text, interview.access))
    return tuple(found)


def check_codings(
    source: FormFile[CodingsForm],
    transcript: Transcript,
    coders: Collection[str],
    codes: Collection[str],
    report: Report,
) -> bool:
    """Hold a coder's file against the transcript beside it and against what there is.

    Says whether it is right; what is wrong is in the report.
    """
    form, before = source.form, len(report.findings)

    def finding(rule: str, loc: Sequence[str | int], message: str) -> None:
        report.add(rule, source.path, source.line(*loc), message)

    if (form.interview, form.coder) != (transcript.path.parent.name, source.path.stem):
        message = f"{form.coder} of {form.interview} lives in {form.interview}/codings/{form.coder}"
        finding("file-name", ("coder",), f"{message}.yaml.")
    if form.coder not in coders:
        finding("reference-unknown", ("coder",), f"the coder {form.coder} is not in {CODERS_FILE}.")
    if form.transcript_sha256 != transcript.sha256:
        message = f"the transcript's SHA-256 is {transcript.sha256}, not the one recorded."
        finding("transcript-changed", ("transcript_sha256",), message)
    for index in _repeated([each.id for each in form.codings], form.codings):
        message = f"{form.codings[index].id} stands above already, and is not the same."
        line = source.line("codings", index, "id")
        report.add("id-duplicate", source.path, line, message, MAKE_ONE)
    for index, coding in enumerate(form.codings):
        if wrong := _misplaced(coding, transcript.text):
            finding("coding-place", ("codings", index, "at"), f"{coding.id}: {wrong}.")
        for at, code in enumerate(coding.codes):
            loc = ("codings", index, "codes", at)
            if code not in codes:
                finding("reference-unknown", loc, f"the code {code} does not exist.")
            elif code in coding.codes[:at]:
                finding("id-duplicate", loc, f"{coding.id} has the code {code} twice.")
    return len(report.findings) == before


def _misplaced(coding: CodingForm, text: str) -> str:
    """What is wrong with the place of a coding; nothing where its words stand there."""
    start, end = coding.at
    if text[start:end] == coding.exact and start < end <= len(text):
        return ""
    elsewhere = text.find(coding.exact)
    if elsewhere >= 0:
        return f"its words are not at {start} to {end}; they stand at {elsewhere}"
    return f"the text has {text[start:end][:200]!r} at {start} to {end}"


def coded_interview(form: CodingsForm, text: str, access: Access = Access.OPEN) -> CodedInterview:
    """The model of a coder's file that was checked, with what may leave.

    The words only where the interview is open; memos unless all of it is withheld.
    """
    codings = {coding.id: coding_of(coding, text, access) for coding in form.codings}
    return CodedInterview(
        interview=form.interview,
        coder=form.coder,
        codings=tuple(sorted(codings.values(), key=lambda each: (each.start, each.end, each.id))),
        handed_in=form.handed_in,
    )


def coding_of(form: CodingForm, text: str, access: Access = Access.OPEN) -> Coding:
    """The model of a coding in the transcript ``text``, with what may leave."""
    return to_model(
        Coding,
        form,
        apart={"at"},
        start=form.at[0],
        end=form.at[1],
        line=text.count("\n", 0, form.at[0]) + 1,
        exact=form.exact if access is Access.OPEN else "",
        memo=form.memo if access is not Access.WITHHELD else None,
    )


def _repeated(names: Sequence[str], items: Sequence[object]) -> list[int]:
    """The indices of items whose name another has before them, unless they are the same.

    Git takes a line twice that two branches added; that says nothing new.
    """
    first: dict[str, object] = {}
    return [
        index
        for index, (name, item) in enumerate(zip(names, items, strict=True))
        if first.setdefault(name, item) != item
    ]


def _is_circle(code: str, parents: dict[str, str]) -> bool:
    """Whether the way up from a code comes back to it."""
    at, seen = parents.get(code), {code}
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == code
