"""Pages to code interviews with: the list, the transcript with its form, and each change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from snaglist.errors import SnaglistError, UsageError
from snaglist.model.coding import Coding
from snaglist.model.coding_sheet import CodingSheet, Place, SheetSpeaker
from snaglist.model.masking import has_words
from snaglist.schema.report import FindingsError
from snaglist.web.components.transcript import Piece, line_pieces, turn_lines
from snaglist.web.editing.door import FORM_FIELD, blueprint, form_token
from snaglist.web.editing.editor import current_editing
from snaglist.web.editing.forms import (
    FIELDS,
    TypedForm,
    read_marking,
    read_memo,
    read_standing,
    refused,
    typed_form,
)
from snaglist.web.respond import declared
from snaglist.web.site import current_site

AROUND = 30
"""Code points on each side of words that stand in several places, to tell these apart by."""

DONE = {
    "coded": "Coded.",
    "changed": "Standing and memo are as you wrote them.",
    "removed": "Removed. Below the list of your codings it can be put back.",
    "put-back": "Put back as it was.",
    "handed-in": "You have handed in. What you coded until now stays as it is.",
}


@dataclass(frozen=True, slots=True)
class MarkedCoding:
    """A coding as the transcript marks it."""

    id: str
    selector: Place


@dataclass(frozen=True, slots=True)
class OthersCoding:
    """A coding with the coder whose it is."""

    coder: str
    coding: Coding


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a turn; ``start`` is the code point of the transcript that it begins at.

    ``others`` are codings of other coders that begin on it.
    """

    number: int
    start: int
    pieces: tuple[Piece, ...]
    others: tuple[OthersCoding, ...]


@dataclass(frozen=True, slots=True)
class SheetTurn:
    """A turn with its lines."""

    id: str
    speaker: SheetSpeaker
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """A place that has the words, with what is said before and after them."""

    place: Place
    before: str
    words: str
    after: str


@blueprint.get("/code")
def show_interviews() -> str:
    """How far the coder is with each interview."""
    editor = current_editing().editor
    titles = {each.id: each.title for each in current_site().catalogue.interviews}
    return render_template(
        "editing/interviews.html", counts=editor.counts(), coder=editor.name, titles=titles
    )


@blueprint.get("/code/<interview>")
@declared("line", "edit", "done", "coding")
def show_interview(interview: str) -> str:
    """The transcript to code."""
    values = dict.fromkeys(FIELDS, "")
    line = request.args.get("line", "")
    if line.isdecimal() and len(line) < 10:
        values |= {"where": line, "words": current_editing().editor.words_at(interview, int(line))}
    return _page(interview, TypedForm(values=values), request.args.get("edit"))


@blueprint.post("/code/<interview>")
def add_coding(interview: str) -> ResponseReturnValue:
    """Code words."""
    try:
        marking, issue = read_marking(interview)
        coding = current_editing().editor.add(interview, _version(), marking, issue)
    except SnaglistError as error:
        return _page(interview, typed_form(error)), _status(error)
    return _done(interview, "coded", coding)


@blueprint.post("/code/<interview>/codings/<coding>")
def change_coding(interview: str, coding: str) -> ResponseReturnValue:
    """Give a coding another standing and memo."""
    try:
        current_editing().editor.change(
            interview, _version(), coding, standing=read_standing(), memo=read_memo()
        )
    except SnaglistError as error:
        return _page(interview, typed_form(error), coding), _status(error)
    return _done(interview, "changed", coding)


@blueprint.post("/code/<interview>/codings/<coding>/remove")
def remove_coding(interview: str, coding: str) -> ResponseReturnValue:
    """Take a coding out."""
    return _attempt(
        interview,
        lambda: current_editing().editor.remove(interview, _version(), coding),
        "removed",
    )


@blueprint.post("/code/<interview>/codings/<coding>/put-back")
def put_back_coding(interview: str, coding: str) -> ResponseReturnValue:
    """Undo that."""
    return _attempt(
        interview,
        lambda: current_editing().editor.put_back(interview, _version(), coding),
        "put-back",
        coding,
    )


@blueprint.post("/code/<interview>/hand-in")
def hand_in(interview: str) -> ResponseReturnValue:
    """Say that the coder is done."""

    def change() -> None:
        if request.form.get("sure") != "yes":
            raise UsageError("To hand in cannot be undone. Say that you are done.")
        current_editing().editor.hand_in(interview, _version())

    return _attempt(interview, change, "handed-in")


def _attempt(
    interview: str, change: Callable[[], None], done: str, coding: str = ""
) -> ResponseReturnValue:
    try:
        change()
    except SnaglistError as error:
        return _page(interview, refused(dict.fromkeys(FIELDS, ""), error)), _status(error)
    return _done(interview, done, coding)


def _done(interview: str, done: str, coding: str = "") -> ResponseReturnValue:
    """Back to the page, so that loading it again sends nothing again."""
    path = url_for(".show_interview", interview=interview, done=done, coding=coding or None)
    return redirect(path, 303)


def _page(interview: str, form: TypedForm, edited: str | None = None) -> str:
    sheet = current_editing().editor.sheet(interview)
    chosen = next((each for each in sheet.codings if each.id == edited), None)
    if edited and not chosen and request.method == "GET":
        abort(404, f"You have no coding {edited[:40]} in {interview}.")
    return render_template(
        "editing/interview.html",
        sheet=sheet,
        turns=list(_turns(sheet)),
        form=form,
        places=list(_choices(sheet, form.places)),
        edited=chosen,
        of_others={coding.id for each in sheet.others for coding in each.codings},
        codes=_codes(sheet),
        coder=current_editing().editor.name,
        done=DONE.get(request.args.get("done", "")) if request.method == "GET" else None,
        form_field=FORM_FIELD,
        form_token=form_token(),
    )


def _choices(sheet: CodingSheet, places: tuple[Place, ...]) -> Iterator[PlaceChoice]:
    """Each place with what is said around it, within its turn."""
    for place in places:
        turn = next(each for each in sheet.turns if each.start <= place.start < each.end)
        start, end = place.start - turn.start, place.end - turn.start
        first = max(0, start - AROUND)
        yield PlaceChoice(
            place=place,
            before=("…" if first else "") + turn.text[first:start],
            words=turn.text[start:end],
            after=turn.text[end : end + AROUND] + ("…" if end + AROUND < len(turn.text) else ""),
        )


def _turns(sheet: CodingSheet) -> Iterator[SheetTurn]:
    """The turns with the coder's own codings marked, and with those of others that are shown."""
    others = [OthersCoding(e.coder, coding) for e in sheet.others for coding in e.codings]
    codings = [*sheet.codings, *(each.coding for each in others)]
    marked = [MarkedCoding(e.id, Place(e.start, e.end, e.line)) for e in codings]
    for turn in sheet.turns:
        inside = [e for e in marked if e.selector.start < turn.end and e.selector.end > turn.start]
        lines = tuple(
            SheetLine(
                number=number,
                start=start,
                pieces=tuple(line_pieces(words, start, inside, ())),
                others=tuple(e for e in others if start <= e.coding.start < start + len(words)),
            )
            for number, start, words in turn_lines(turn)
            if has_words(words)
        )
        yield SheetTurn(turn.id, sheet.speakers[turn.speaker], lines)


def _codes(sheet: CodingSheet) -> Mapping[str, str]:
    """What each code is called: issues and strategies, then the codebook's."""
    things = current_site().catalogue.things
    titles = {
        name: str(getattr(things.get(name), "title", words))
        for name, words in sheet.entries.items()
    }
    return titles | {code.id: code.name for code in sheet.codebook}


def _version() -> str:
    """The version of the file that the page showed on which the form was filled in."""
    return request.form.get("version", "")


def _status(error: SnaglistError) -> int:
    """Findings are about files that somebody is at work on, so no fault of the server."""
    return HTTPStatus.CONFLICT if isinstance(error, FindingsError) else error.http_status
