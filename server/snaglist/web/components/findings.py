"""Published findings, and how strong the evidence for an entry is, as several pages show them."""

from collections.abc import Iterable
from typing import TypedDict

from snaglist.model.entry import Claim, Issue
from snaglist.model.publication import Finding, publication_id
from snaglist.model.reach import reach_of
from snaglist.model.witness import Witnessed
from snaglist.web.site import ConceptView, Site


class CreatorView(TypedDict):
    """An author; an organisation has no given name."""

    family: str
    given: str | None


class FigureView(TypedDict):
    """A number of a finding as printed, and what it counts or measures."""

    value: str
    what: str


class FindingView(TypedDict):
    """A published finding, in our words; ``evidence`` is the kind of evidence.

    ``reference`` is that of the publication in a few words; ``issues``, ``strategies`` and
    ``claims`` are the ids of what relies on it.
    """

    id: str
    text: str
    figures: list[FigureView]
    evidence: ConceptView
    design: str
    population: str
    period: str | None
    place: str
    seen: str
    publication: str
    reference: str
    year: int
    issues: list[str]
    strategies: list[str]
    claims: list[str]
    url: str


class PublishedEvidence(TypedDict):
    """A publication that bears something out: by which kind of evidence, and of which year."""

    publication: str
    evidence: str
    year: int
    text: str
    url: str


class Strength(TypedDict):
    """How many people in how many interviews said so, and which publications found it.

    ``text`` says it in a line; it is empty for what has no witness that says so.
    """

    people: int
    interviews: int
    published: list[PublishedEvidence]
    text: str


def finding_view(site: Site, finding: Finding) -> FindingView:
    """One finding, with what relies on it."""
    uses = site.catalogue.uses.get(finding.id, ())
    entries = dict.fromkeys(use.entry.id for use in uses)
    issues = {use.entry.id for use in uses if isinstance(use.entry, Issue)}
    publication = site.catalogue.publication_of(finding.id)
    return {
        "id": finding.id,
        "text": finding.text,
        "figures": [{"value": each.value, "what": each.what} for each in finding.figures],
        "evidence": site.concept("evidence", finding.evidence),
        "design": finding.design,
        "population": finding.population,
        "period": finding.period,
        "place": finding.place,
        "seen": finding.seen.value,
        "publication": publication.id,
        "reference": publication.short_reference,
        "year": publication.year,
        "issues": [name for name in entries if name in issues],
        "strategies": [name for name in entries if name not in issues],
        "claims": [use.by.id for use in uses if isinstance(use.by, Claim)],
        "url": site.urls.of(finding),
    }


def findings_by_id(site: Site, names: Iterable[str]) -> dict[str, FindingView]:
    """The named findings, by id."""
    found = dict.fromkeys(names)
    return {name: finding_view(site, site.catalogue.find(Finding, name)) for name in found}


def strength(site: Site, witnessed: Iterable[Witnessed]) -> Strength:
    """How strong the evidence is, by the witnesses that say so."""
    witnessed = list(witnessed)
    links = [link for each in witnessed for link in each.witnesses if link.says_so]
    found = reach_of(site.catalogue, witnessed)
    people, interviews = len(found.people), len(found.interviews)
    published = _published(site, [link.finding for link in links if link.finding])
    parts = []
    if people:
        who = f"{people} {'person' if people == 1 else 'people'}"
        where = interviews_of_all(site, interviews)
        parts.append(f"reported by {who} in {where}")
    if published:
        parts.append(f"published: {', '.join(each['text'] for each in published)}")
    return {
        "people": people,
        "interviews": interviews,
        "published": published,
        "text": " · ".join(parts),
    }


def interviews_of_all(site: Site, number: int) -> str:
    """``3 of 4 interviews``; ``1 interview`` where there are no others."""
    total = len(site.catalogue.interviews)
    return f"{number} of {total} interviews" if total > 1 else f"{number} interview"


def _published(site: Site, names: Iterable[str]) -> list[PublishedEvidence]:
    """Each publication once for each kind of evidence that it has, in the order of the years."""
    found: dict[tuple[int, str, str], PublishedEvidence] = {}
    for name in names:
        finding = site.catalogue.find(Finding, name)
        work = site.catalogue.publication_of(name)
        label = site.concept("evidence", finding.evidence)["label"]
        found[work.year, work.id, finding.evidence] = {
            "publication": work.id,
            "evidence": finding.evidence,
            "year": work.year,
            "text": f"{label[:1].lower()}{label[1:]} {work.year}",
            "url": site.urls.of(work),
        }
    return [found[key] for key in sorted(found)]


def publication_ids(findings: Iterable[str]) -> list[str]:
    """The publications of the named findings, each once, by their ids."""
    return sorted({publication_id(name) for name in findings})
