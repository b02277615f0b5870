"""Mark words of an interview with codes, as ``snag code add`` and the editor do."""

from datetime import date

from snaglist.coding.coder_file import Passage
from snaglist.coding.desk import CodingDesk
from snaglist.errors import UsageError
from snaglist.model.coding_sheet import AmbiguousPassageError, Marking, Place
from snaglist.sources.coding_forms import CodingForm
from snaglist.sources.scaffolds import QuoteFinder


def find_place(finder: QuoteFinder, marking: Marking) -> Place:
    """The one place that is meant.

    Raises ``UsageError`` for words that are nowhere, ``AmbiguousPassageError`` where several places
    have them, or none of the chosen line.
    """
    found = finder.find(marking.words, ignore_case=marking.ignore_case)
    places = {
        (each.selector.start, each.selector.end): Place(
            each.selector.start, each.selector.end, each.line
        )
        for each in found
        if marking.line in (None, each.line)
        and marking.turn in (None, each.turn.id)
        and marking.at in (None, each.selector.start)
    }
    if len(places) != 1:
        everywhere = [Place(e.selector.start, e.selector.end, e.line) for e in found]
        raise AmbiguousPassageError(marking.words, tuple(dict.fromkeys(everywhere)))
    (place,) = places.values()
    return place


def refuse_waiting(desk: CodingDesk, interview: str, coder: str) -> None:
    """Raise ``UsageError`` for a coder who has handed in, while others have not.

    Raises ``FindingsError`` where the codings of the interview are not in order, as when the
    transcript is another by now.
    """
    handed_in = desk.open(interview, coder).form.handed_in
    awaited = desk.awaited(interview, coder)
    if handed_in and awaited:
        raise UsageError(
            f"{coder} handed {interview} in on {handed_in}. Further codings wait until "
            f"{' and '.join(awaited)} did, too."
        )


def mark(
    desk: CodingDesk, interview: str, coder: str, marking: Marking, today: date
) -> tuple[CodingForm, Place]:
    """Code words in the coder's file; ``desk.changes`` is still to be written.

    Raises as ``find_place`` does, ``NotFoundError`` for a code that is not there, and
    ``UsageError`` where the coder is to wait.
    """
    refuse_waiting(desk, interview, coder)
    file = desk.open(interview, coder)
    place = find_place(QuoteFinder(desk.catalog, interview), marking)
    ids = [desk.code(code) for code in marking.codes]
    ids += [desk.codebook.add(name).id for name in marking.new]
    coding = file.put(
        Passage(place.start, place.end),
        tuple(ids),
        today=today,
        standing=marking.standing,
        memo=marking.memo,
        blind=file.form.handed_in is None,
    )
    return coding, place


def typed_code(desk: CodingDesk, typed: str) -> str:
    """The code that was typed, or chosen from a list, where the id of an entry is before its title.

    Raises ``NotFoundError`` with the nearest ones.
    """
    first = typed.partition(" ")[0].upper()
    return first if first in desk.entries else desk.code(typed)
