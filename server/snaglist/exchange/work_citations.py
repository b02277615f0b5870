"""How to cite a publication, or a finding in it: APA, BibTeX, RIS, and CSL-JSON 1.0.

What is cited is the publication, as the sort of work that it is. Of a finding, the reference also
says where in the publication it stands, and that its words are those of the catalogue.
"""

import json
from dataclasses import dataclass
from datetime import date

from snaglist.exchange.citation_text import (
    date_parts,
    ended,
    inverted,
    long_day,
    ris_record,
    tex,
)
from snaglist.exchange.named_styles import Reference
from snaglist.model.publication import Finding, Publication, PublicationKind


@dataclass(frozen=True, slots=True)
class WorkTypes:
    """What a sort of publication is called in BibTeX, RIS and CSL."""

    bibtex: str
    ris: str
    csl: str


REPORT = WorkTypes("techreport", "RPRT", "report")
RULING = WorkTypes("misc", "CASE", "legal_case")

TYPES = {
    PublicationKind.ARTICLE: WorkTypes("article", "JOUR", "article-journal"),
    PublicationKind.CONFERENCE: WorkTypes("inproceedings", "CONF", "paper-conference"),
    PublicationKind.PREPRINT: WorkTypes("misc", "UNPB", "article"),
    PublicationKind.REPORT: REPORT,
    PublicationKind.GUIDE: REPORT,
    PublicationKind.INCIDENT: REPORT,
    PublicationKind.FILING: REPORT,
    PublicationKind.ORDER: RULING,
    PublicationKind.JUDGMENT: RULING,
    PublicationKind.STATUTE: WorkTypes("misc", "STAT", "legislation"),
    PublicationKind.OPINION: REPORT,
}

VENUE_FIELDS = {"article": "journal", "inproceedings": "booktitle", "techreport": "institution"}
"""Where BibTeX has the venue; elsewhere it is in ``howpublished``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCitation:
    """What a reference to a publication says, or to one of its findings.

    ``recorded`` says of a finding which edition of the catalogue has it under which id; it lasts
    at ``url``, which was looked up on the day ``accessed``.
    """

    work: Publication
    finding: Finding | None = None
    recorded: str = ""
    url: str = ""
    accessed: date | None = None

    @property
    def id(self) -> str:
        """That of the finding, else of the publication."""
        return self.finding.id if self.finding else self.work.id

    @property
    def types(self) -> WorkTypes:
        """What this sort of work is called."""
        return TYPES[self.work.kind]

    @property
    def note(self) -> str:
        """Place and record of a finding, with the address that lasts; empty for a publication."""
        if self.finding is None:
            return ""
        return f"{self.finding.place[:1].upper()}{self.finding.place[1:]}; {self.recorded}"


def apa(c: WorkCitation) -> str:
    """One paragraph for people, after the seventh edition of the APA's manual."""
    work = c.work
    day = f", {long_day(work.issued).removesuffix(f', {work.year}')}" if work.issued else ""
    volume = f"{work.volume or ''}{f'({work.number})' if work.number else ''}"
    venue = "" if [a.family for a in work.authors] == [work.venue] else work.venue
    where = ", ".join(filter(None, (venue, volume, work.pages)))
    number = f" ({work.identifier})" if work.identifier else ""
    parts = [f"{ended(_apa_names(work))} ({work.year}{day})", f"{work.title}{number}", where]
    text = " ".join(ended(part) for part in parts if part)
    if work.address:
        text += f" {work.address}"
    if c.finding:
        seen = f"Retrieved {long_day(c.accessed)}, from {c.url}" if c.accessed else c.url
        text += f" ({c.note}. {seen})"
    return f"{text}\n"


def _apa_names(work: Publication) -> str:
    names = [inverted(author) for author in work.authors]
    if work.others:
        return ", ".join([*names, "et al."])
    return f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else names[0]


def bibtex(c: WorkCitation) -> str:
    """An entry of the work's own type; what BibTeX would read as commands is escaped."""
    work, kind = c.work, c.types.bibtex
    names = [
        f"{tex(a.family)}, {tex(a.given)}" if a.given else f"{{{tex(a.family)}}}"
        for a in work.authors
    ]
    venue = VENUE_FIELDS.get(kind, "howpublished")
    fields = {
        "author": " and ".join([*names, *(["others"] if work.others else [])]),
        "title": f"{{{tex(work.title)}}}",
        venue: tex(work.venue or ("" if kind != "techreport" else work.authors[0].family)),
        "volume": tex(work.volume or ""),
        "number": tex(work.number or work.identifier or ""),
        "pages": tex((work.pages or "").replace("–", "--")),
        "year": str(work.year),
        "month": str(work.issued.month) if work.issued else "",
        "doi": work.doi or "",
        "eprint": work.arxiv or "",
        "archiveprefix": "arXiv" if work.arxiv else "",
        "url": c.url if c.finding else work.address or "",
        "urldate": c.accessed.isoformat() if c.finding and c.accessed else "",
        "note": tex(c.note),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{snaglist-{c.id},\n{lines}\n}}\n"


def ris(c: WorkCitation) -> str:
    """A record of the work's own type, its lines ended as the format asks."""
    work = c.work
    first, _, last = (work.pages or "").replace("–", "-").partition("-")
    more = "More people wrote it than are named here." if work.others else ""
    return ris_record(
        [
            ("TY", c.types.ris),
            ("ID", c.id),
            *[("AU", inverted(author)) for author in work.authors],
            ("TI", work.title),
            ("T2", work.venue),
            ("VL", work.volume),
            ("IS", work.number),
            ("M1", work.identifier),
            ("SP", first),
            ("EP", last),
            ("PY", str(work.year)),
            ("DA", work.issued.strftime("%Y/%m/%d") if work.issued else None),
            ("DO", work.doi),
            ("UR", work.address),
            ("L2", c.url if c.finding else None),
            ("Y2", c.accessed.strftime("%Y/%m/%d") if c.finding and c.accessed else None),
            ("N1", more),
            ("N1", c.note),
        ]
    )


def csl(c: WorkCitation) -> str:
    """A list with one item, of the work's own type."""
    work = c.work
    item = {
        "id": c.id,
        "type": c.types.csl,
        "title": work.title,
        "author": [
            *(
                {"family": a.family, "given": a.given} if a.given else {"literal": a.family}
                for a in work.authors
            ),
            *([{"literal": "others"}] if work.others else []),
        ],
        "container-title": work.venue,
        "volume": work.volume,
        "issue": work.number,
        "number": work.identifier or (f"arXiv:{work.arxiv}" if work.arxiv else None),
        "page": work.pages,
        "issued": date_parts(work.issued or work.year),
        "DOI": work.doi,
        "URL": work.address or (c.url or None),
        "accessed": date_parts(c.accessed) if c.finding and c.accessed else None,
        "locator": c.finding.place if c.finding else None,
        "note": f"{c.note} {c.url}" if c.finding else None,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], indent=2, ensure_ascii=False) + "\n"


def reference(c: WorkCitation) -> Reference:
    """The same in parts, for the styles that are asked for by name."""
    work = c.work
    own = "" if [author.family for author in work.authors] == [work.venue] else work.venue
    return Reference(
        authors=work.authors,
        others=work.others,
        year=work.year,
        title=f"{work.title} ({work.identifier})" if work.identifier else work.title,
        container=own or (f"arXiv {work.arxiv}" if work.arxiv else ""),
        volume=work.volume or "",
        issue=work.number or "",
        pages=work.pages or "",
        url=c.url if c.finding else work.address or "",
        accessed=c.accessed if c.finding else None,
        note=f"{c.note}. {work.address or ''}".strip() if c.finding else "",
    )
