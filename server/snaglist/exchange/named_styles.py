"""References in the styles that journals and universities ask for by name: Chicago, Harvard, MLA.

Chicago is author-date after the 17th edition of the manual, Harvard that of *Cite Them Right*, MLA
the ninth edition of the handbook. Titles keep the capitals that they have. APA, which is the first
choice of pages, is with ``citations`` and ``work_citations``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from snaglist.exchange.citation_text import (
    british_day,
    ended,
    inverted,
    long_day,
    short_day,
    with_initials,
)
from snaglist.model.interview import Author
from snaglist.model.publication import Creator

Name = Author | Creator
"""A person, or with nothing but a family name a body."""

CHICAGO_ALL, CHICAGO_FIRST = 10, 7
"""Chicago names all authors of up to so many, else so many and "et al."."""

HARVARD_ALL = 3
MLA_ALL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference says, in parts; what there is none of is empty or None.

    ``others`` is true where there are more authors than are named. ``part`` is the number of the
    cited thing in its ``container``; of a container cited as a whole, that is the title.
    ``issued`` is the day, where more than the year is known. ``within`` is volume, issue and pages.
    """

    authors: tuple[Name, ...]
    others: bool = False
    year: int | None
    issued: date | None = None
    title: str
    container: str = ""
    editor: str = ""
    edition: str = ""
    part: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    url: str = ""
    accessed: date | None = None
    note: str = ""


def chicago(r: Reference) -> str:
    """One paragraph, after the Chicago Manual of Style."""
    shown = r.authors if len(r.authors) <= CHICAGO_ALL else r.authors[:CHICAGO_FIRST]
    more = r.others or len(shown) < len(r.authors)
    parts = [ended(_first_inverted(shown, more, ", and ")), ended(str(r.year or "n.d."))]
    if not r.container:
        parts.append(ended(r.title))
        parts.append(ended(_capital(r.edition)))
    else:
        parts.append(_quoted(r.title))
        edited = f", edited by {r.editor}" if r.editor else ""
        within = f"{r.container}{edited}"
        if r.part:
            within = f"{r.part} in {within}, {r.edition}"
        within += f" {r.volume}" if r.volume else ""
        within += f" ({r.issue})" if r.issue else ""
        within += f": {r.pages}" if r.pages else ""
        parts.append(ended(within))
    parts.append(ended(r.note))
    parts.append(f"Accessed {long_day(r.accessed)}." if r.accessed and r.url else "")
    parts.append(f"{r.url}." if r.url else "")
    return _line(parts)


def harvard(r: Reference) -> str:
    """One paragraph, as *Cite Them Right* has the Harvard style."""
    names = [with_initials(each) for each in r.authors]
    if r.others or len(names) > HARVARD_ALL:
        who = f"{names[0]} et al."
    else:
        who = _joined(names, ", ", " and ")
    year = f"({r.year})" if r.year else "(no date)"
    if not r.container:
        parts = [f"{who} {year} {ended(r.title)}", ended(_capital(r.edition))]
    else:
        within = [f"‘{r.title}’"]
        if r.part:
            editor = f"{r.editor} (ed.) " if r.editor else ""
            within += [r.part, f"in {editor}{r.container}", r.edition]
        else:
            issue = f"{r.volume}{f'({r.issue})' if r.issue else ''}"
            pages = f"{'pp.' if _several(r.pages) else 'p.'} {r.pages}" if r.pages else ""
            within += [r.container, issue, pages]
        parts = [f"{who} {year} {ended(', '.join(filter(None, within)))}"]
    parts.append(ended(r.note))
    seen = f" (Accessed: {british_day(r.accessed)})" if r.accessed else ""
    parts.append(f"Available at: {r.url}{seen}." if r.url else "")
    return _line(parts)


def mla(r: Reference) -> str:
    """One paragraph, after the MLA Handbook."""
    shown = r.authors if len(r.authors) <= MLA_ALL else r.authors[:1]
    more = r.others or len(shown) < len(r.authors)
    when = short_day(r.issued) if r.issued else str(r.year or "")
    pages = f"{'pp.' if _several(r.pages) else 'p.'} {r.pages}" if r.pages else ""
    elements = [
        r.container,
        f"edited by {r.editor}" if r.editor else "",
        r.edition if r.container else _capital(r.edition),
        f"vol. {r.volume}" if r.volume else "",
        f"no. {r.issue}" if r.issue else "",
        r.part,
        when,
        pages,
        r.url,
    ]
    title = _quoted(r.title) if r.container else ended(r.title)
    return _line(
        [
            ended(_first_inverted(shown, more, ", and ")),
            title,
            ended(", ".join(filter(None, elements))),
            ended(r.note),
            f"Accessed {short_day(r.accessed)}." if r.accessed and r.url else "",
        ]
    )


def _first_inverted(names: Sequence[Name], more: bool, last: str) -> str:
    """``Côté, P.-O., A. Nikanjam, and F. Khomh``; with ``more``, "et al." instead of "and"."""
    straight = [f"{each.given} {each.family}" if each.given else each.family for each in names[1:]]
    found = [inverted(names[0]), *straight]
    return ", ".join([*found, "et al."]) if more else _joined(found, ", ", last)


def _joined(names: Sequence[str], between: str, last: str) -> str:
    return f"{between.join(names[:-1])}{last}{names[-1]}" if len(names) > 1 else names[0]


def _quoted(title: str) -> str:
    """A title in double quotation marks with its full stop inside, as Americans do."""
    inner = title.replace("“", "‘").replace("”", "’")
    return f"“{ended(inner)}”"


def _several(pages: str) -> bool:
    return any(sign in pages for sign in "-–,")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _line(parts: Sequence[str]) -> str:
    return f"{' '.join(part for part in parts if part)}\n"
