"""How to cite a thing: APA and other styles by name, BibTeX, RIS, and CSL-JSON 1.0."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from snaglist.exchange import named_styles, work_citations
from snaglist.exchange.citation_text import date_parts, long_day, ris_record, tex
from snaglist.exchange.named_styles import Reference
from snaglist.exchange.work_citations import WorkCitation
from snaglist.model.catalogue import About, Catalogue
from snaglist.model.entry import Claim, Issue, Strategy
from snaglist.model.entry_version import EntryVersion
from snaglist.model.interview import Author, Interview, Quote, Study
from snaglist.model.publication import Creator, Finding, Publication

Recorded = About | Issue | Strategy | Claim | Interview | Quote
"""What is in the catalogue itself."""

Citable = Recorded | Publication | Finding

CATALOGUE_ID = "catalogue"
"""What the catalogue as a whole is called in an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a reference says.

    ``authors`` are those of the study for what was said in its interviews, and nobody for what the
    catalogue's ``editor`` wrote. ``year`` is the study's, or the edition's. ``released`` is the day
    of the edition, None where none is known, ``accessed`` the day on which ``url`` was looked up.
    """

    id: str
    title: str
    editor: str
    container: str
    version: str
    url: str
    released: date | None
    authors: tuple[Author, ...] = ()
    year: int | None = None
    accessed: date | None = None
    note: str = ""

    @property
    def edition(self) -> str:
        """``edition 0.2.0 (2026-11-28)``."""
        return f"edition {self.version}" + (f" ({self.released})" if self.released else "")

    @property
    def is_whole(self) -> bool:
        """True of the catalogue as a whole, which stands in nothing."""
        return self.id == CATALOGUE_ID

    @property
    def issued(self) -> date | None:
        """The day of the edition, where the thing came with it; an interview is older."""
        return None if self.authors else self.released


def citation(catalogue: Catalogue, thing: Recorded, url: str, accessed: date | None) -> Citation:
    """The reference for a thing of the catalogue, or for all of it, that lasts at ``url``.

    Whatever is cited is cited in an edition: an entry may say something else in the next one.
    """
    about = catalogue.about
    changes = (c.on for entry in catalogue.entries for c in entry.history)
    released = about.released or max(changes, default=None)
    identifier, note, study = CATALOGUE_ID, "", None
    match thing:
        case About():
            title = about.title
        case Issue() | Strategy():
            identifier, title = thing.id, thing.title
        case Claim():
            identifier, title = thing.id, thing.text.removesuffix(".")
        case Interview():
            identifier, title, study = thing.id, thing.title, _study(catalogue, thing)
        case Quote():
            speaker, interview = catalogue.speaker_of(thing), catalogue.interview_of(thing)
            words = " ".join(thing.exact.split())
            title = f"“{words}” ({speaker.label}, interview {interview.id}, line {thing.line})"
            identifier, study = thing.id, _study(catalogue, interview)
    if study:
        note = f"Interview from: {study.citation}"
    year = study.year if study and study.authors else None
    return Citation(
        id=identifier,
        title=title,
        editor=about.creator,
        container=about.title,
        version=about.version,
        url=url,
        released=released,
        authors=study.authors if study else (),
        year=year or (released.year if released else None),
        accessed=accessed,
        note=note,
    )


def _study(catalogue: Catalogue, interview: Interview) -> Study:
    return catalogue.find(Study, interview.study)


def apa(c: Citation) -> str:
    """One paragraph for people, after the seventh edition of the APA's manual."""
    names = [f"{author.family}, {author.given}" for author in c.authors] or [c.editor]
    who = f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else names[0]
    who = who if who.endswith(".") else f"{who}."
    year = f"({c.year})." if c.year else "(n.d.)."
    seen = f"Retrieved {long_day(c.accessed)}, from {c.url}" if c.accessed else c.url
    if c.is_whole:
        return f"{who} {year} {c.container}, {c.edition}. {seen}\n"
    editor = f"{c.editor}, " if c.authors else ""
    note = f" {c.note}" if c.note else ""
    return f"{who} {year} {c.title} [{c.id}]. In {editor}{c.container}, {c.edition}.{note} {seen}\n"


def bibtex(c: Citation) -> str:
    """A ``@misc`` entry; what BibTeX would read as commands is escaped.

    ``version`` and ``urldate`` are BibLaTeX's; BibTeX passes over what it does not know, and has
    the edition in ``howpublished``.
    """
    names = " and ".join(f"{tex(a.family)}, {tex(a.given)}" for a in c.authors)
    within = "" if c.is_whole else f", {c.id}"
    fields = {
        "author": names or f"{{{tex(c.editor)}}}",
        "title": f"{{{tex(c.title)}}}",
        **({"editor": f"{{{tex(c.editor)}}}"} if c.authors else {}),
        "howpublished": tex(f"{c.container}, {c.edition}{within}"),
        "version": tex(c.version),
        **({"year": str(c.year)} if c.year else {}),
        **({"month": str(c.issued.month)} if c.issued else {}),
        "url": c.url,
        **({"urldate": c.accessed.isoformat()} if c.accessed else {}),
        **({"note": tex(c.note)} if c.note else {}),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{re.sub('[^A-Za-z0-9]+', '-', c.container.lower())}-{c.id},\n{lines}\n}}\n"


def ris(c: Citation) -> str:
    """A record of type DATA, its lines ended as the format asks."""
    fields: list[tuple[str, str | None]] = [
        ("TY", "DATA"),
        ("ID", c.id),
        *([("AU", f"{a.family}, {a.given}") for a in c.authors] or [("AU", c.editor)]),
        *([("ED", c.editor)] if c.authors else []),
        ("TI", c.title),
        *([] if c.is_whole else [("T2", c.container)]),
        ("ET", c.edition.removeprefix("edition ")),
        *([("PY", str(c.year))] if c.year else []),
        *([("DA", c.issued.strftime("%Y/%m/%d"))] if c.issued else []),
        ("UR", c.url),
        *([("Y2", c.accessed.strftime("%Y/%m/%d"))] if c.accessed else []),
        *([("N1", c.note)] if c.note else []),
    ]
    return ris_record(fields)


def csl(c: Citation) -> str:
    """A list with one item: a ``dataset`` of the catalogue as a whole, else an ``entry`` in it."""
    names = [{"family": a.family, "given": a.given} for a in c.authors]
    item = {
        "id": c.id,
        "type": "dataset" if c.is_whole else "entry",
        "title": c.title,
        "author": names or [{"literal": c.editor}],
        **({"editor": [{"literal": c.editor}]} if names else {}),
        **({} if c.is_whole else {"container-title": c.container, "number": c.id}),
        "edition": c.edition.removeprefix("edition "),
        "version": c.version,
        "URL": c.url,
        **({"issued": date_parts(c.issued or c.year)} if c.year else {}),
        **({"accessed": date_parts(c.accessed)} if c.accessed else {}),
        **({"note": c.note} if c.note else {}),
    }
    return json.dumps([item], indent=2, ensure_ascii=False) + "\n"


def version_citation(
    catalogue: Catalogue, version: EntryVersion, url: str, accessed: date | None
) -> Citation:
    """The reference for an entry as it was in the first edition that has this text."""
    about = catalogue.about
    edition = version.editions[0] if version.editions else about.version
    return Citation(
        id=version.entry,
        title=version.title,
        editor=about.creator,
        container=about.title,
        version=edition,
        url=url,
        released=version.released,
        year=version.released.year if version.released else None,
        accessed=accessed,
        note="" if version.editions else f"Version {version.short}, after the edition.",
    )


def reference(c: Citation) -> Reference:
    """The same in parts, for the styles that are asked for by name."""
    return Reference(
        authors=c.authors or (Creator(family=c.editor),),
        year=c.year,
        issued=c.issued,
        title=c.container if c.is_whole else c.title,
        container="" if c.is_whole else c.container,
        editor=c.editor if c.authors else "",
        edition=c.edition,
        part="" if c.is_whole else c.id,
        url=c.url,
        accessed=c.accessed,
        note=c.note,
    )


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A way to write a citation down: of what is in the catalogue, and of a publication."""

    title: str
    media_type: str
    write: Callable[[Citation], str]
    write_work: Callable[[WorkCitation], str]

    @property
    def is_prose(self) -> bool:
        """True of what people read, false of records for programs."""
        return self.media_type == "text/plain"

    def text(self, catalogue: Catalogue, thing: Citable, url: str, accessed: date | None) -> str:
        """The citation of a thing that lasts at ``url``, as looked up on a day."""
        match thing:
            case Publication():
                return self.write_work(WorkCitation(work=thing))
            case Finding():
                return self.write_work(_of_finding(catalogue, thing, url, accessed))
        return self.write(citation(catalogue, thing, url, accessed))


def _of_finding(
    catalogue: Catalogue, finding: Finding, url: str, accessed: date | None
) -> WorkCitation:
    about = catalogue.about
    return WorkCitation(
        work=catalogue.publication_of(finding.id),
        finding=finding,
        recorded=f"as recorded in {about.title}, {finding.id}, {about.edition}",
        url=url,
        accessed=accessed,
    )


def _named(title: str, write: Callable[[Reference], str]) -> CitationStyle:
    return CitationStyle(
        title,
        "text/plain",
        lambda c: write(reference(c)),
        lambda c: write(work_citations.reference(c)),
    )


STYLES = {
    "txt": CitationStyle("APA", "text/plain", apa, work_citations.apa),
    "chicago": _named("Chicago", named_styles.chicago),
    "harvard": _named("Harvard", named_styles.harvard),
    "mla": _named("MLA", named_styles.mla),
    "bib": CitationStyle("BibTeX", "application/x-bibtex", bibtex, work_citations.bibtex),
    "ris": CitationStyle("RIS", "application/x-research-info-systems", ris, work_citations.ris),
    "json": CitationStyle(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", csl, work_citations.csl
    ),
}
"""The ways, by the end of the file's name."""
