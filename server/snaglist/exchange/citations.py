"""How to cite a thing: plain, BibTeX, RIS, and CSL-JSON 1.0."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue, Strategy
from snaglist.model.interview import Interview, Quote

Citable = Issue | Strategy | Interview | Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a reference says; ``issued`` is None where no date is known."""

    id: str
    title: str
    author: str
    container: str
    version: str
    url: str
    issued: date | None
    note: str = ""


def citation(catalogue: Catalogue, thing: Citable, url: str) -> Citation:
    """The reference for a thing of the catalogue that lasts at ``url``.

    An entry was issued when it was last changed; a quote and an interview with the newest entry.
    """
    about = catalogue.about
    changes = [c.on for entry in catalogue.entries for c in entry.history]
    issued = max(changes, default=None)
    note = ""
    match thing:
        case Issue() | Strategy():
            title, issued = thing.title, max((c.on for c in thing.history), default=None)
        case Interview():
            title, note = thing.title, _study(catalogue, thing)
        case Quote():
            speaker, interview = catalogue.speaker_of(thing), catalogue.interview_of(thing)
            words = " ".join(thing.exact.split())
            title = f"“{words}” ({speaker.label}, interview {interview.id}, line {thing.line})"
            note = _study(catalogue, interview)
    return Citation(
        id=thing.id,
        title=title,
        author=about.creator,
        container=about.title,
        version=about.version,
        url=url,
        issued=issued,
        note=note,
    )


def _study(catalogue: Catalogue, interview: Interview) -> str:
    studies = {study.id: study.citation for study in catalogue.studies}
    return f"Interview from: {studies[interview.study]}"


def plain_text(c: Citation) -> str:
    """One paragraph for people."""
    year = f" ({c.issued.year})" if c.issued else ""
    title = c.title if c.title.endswith((".", "?", "!")) else f"{c.title}."
    note = f" {c.note}" if c.note else ""
    return f"{c.author}{year}. {title} {c.container} {c.version}, {c.id}. {c.url}{note}\n"


def bibtex(c: Citation) -> str:
    """A ``@misc`` entry; what BibTeX would read as commands is escaped."""
    fields = {
        "author": f"{{{_tex(c.author)}}}",
        "title": f"{{{_tex(c.title)}}}",
        "howpublished": _tex(f"{c.container}, version {c.version}, {c.id}"),
        **({"year": str(c.issued.year), "month": str(c.issued.month)} if c.issued else {}),
        "url": c.url,
        **({"note": _tex(c.note)} if c.note else {}),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{re.sub('[^A-Za-z0-9]+', '-', c.container.lower())}-{c.id},\n{lines}\n}}\n"


_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def ris(c: Citation) -> str:
    """A record of type DATA, its lines ended as the format asks."""
    fields = [
        ("TY", "DATA"),
        ("ID", c.id),
        ("AU", c.author),
        ("TI", c.title),
        ("T2", c.container),
        ("ET", c.version),
        *([("PY", str(c.issued.year)), ("DA", c.issued.strftime("%Y/%m/%d"))] if c.issued else []),
        ("UR", c.url),
        *([("N1", c.note)] if c.note else []),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields)


def csl(c: Citation) -> str:
    """A list with one item of type ``entry``."""
    day = c.issued
    item = {
        "id": c.id,
        "type": "entry",
        "title": c.title,
        "author": [{"literal": c.author}],
        "container-title": c.container,
        "version": c.version,
        "number": c.id,
        "URL": c.url,
        **({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}),
        **({"note": c.note} if c.note else {}),
    }
    return json.dumps([item], indent=2, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A way to write a citation down."""

    title: str
    media_type: str
    write: Callable[[Citation], str]


STYLES = {
    "txt": CitationStyle("plain", "text/plain", plain_text),
    "bib": CitationStyle("BibTeX", "application/x-bibtex", bibtex),
    "ris": CitationStyle("RIS", "application/x-research-info-systems", ris),
    "json": CitationStyle("CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
}
"""The ways, by the end of the file's name."""
