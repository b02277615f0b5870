"""About the catalogue: how it is made, what its words mean, how to cite it; and short addresses."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypedDict

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from snaglist.model.access import Access
from snaglist.model.entry import Claim, ClaimType, EntryStatus, Outcome
from snaglist.model.interview import SpeakerRole, Standing, Study
from snaglist.model.publication import Seen
from snaglist.model.witness import Evidence, Stance
from snaglist.web.components.categories import count_published_only
from snaglist.web.components.citations import CitationView, citation_views
from snaglist.web.respond import page_route
from snaglist.web.site import ConceptView, Site, current_site

blueprint = Blueprint("about", __name__)

KINDS = "evidence"
"""The scheme of the kinds of evidence."""

PUBLISHED_ONLY = (Evidence.PUBLISHED,)


class AboutCounts(TypedDict):
    """How much there is; entries that are retired count as such only.

    ``…_published_only`` rest on findings and on no quote; ``arrows_reported`` are in an interview.
    """

    issues: int
    issues_published_only: int
    strategies: int
    strategies_published_only: int
    retired: int
    interviews: int
    quotes: int
    turns: int
    turns_quoted: int
    withheld: int
    declined: int
    publications: int
    findings: int
    claims: int
    claims_published_only: int
    arrows_reported: int
    arrows_published_only: int
    arrows_inferred: int
    questions: int


class AboutStudy(TypedDict):
    """A study, how many interviews it reports, and the ids of those that are here."""

    id: str
    title: str
    citation: str
    url: str
    reports: int | None
    here: list[str]


class CitedThing(TypedDict):
    """Something that can be cited, with its citation in every style."""

    what: str
    id: str
    cite: list[CitationView]


class EvidenceCount(ConceptView):
    """A kind of evidence with how many findings are of it."""

    count: int


class AboutView(TypedDict):
    """How the catalogue is made, in figures; the words are on the page alone.

    Stances and outcomes are those that quotes bear out; what findings do is in
    ``stances_published`` and ``outcomes_published``. ``evidence`` counts findings by their kind,
    ``seen`` by how far their source was seen.
    """

    title: str
    edition: str
    version: str
    released: str | None
    creator: str
    contact: str | None
    licence: str
    licence_name: str
    counts: AboutCounts
    studies: list[AboutStudy]
    claims: dict[str, int]
    standings: dict[str, int]
    stances: dict[str, int]
    outcomes: dict[str, int]
    stances_published: dict[str, int]
    outcomes_published: dict[str, int]
    evidence: list[EvidenceCount]
    seen: dict[str, int]
    statuses: dict[str, int]
    citing: list[CitedThing]


@page_route(blueprint, "/about", "about.html")
def about() -> AboutView:
    """How the catalogue is made, what its words mean, and how to cite it."""
    here = current_site()
    catalogue, about = here.catalogue, here.catalogue.about
    live = (*catalogue.live_issues, *catalogue.live_strategies)
    claims = [claim for entry in live for claim in entry.claims]
    links = [link for claim in claims for link in claim.witnesses]
    links += [link for _, arrow in catalogue.live_arrows for link in arrow.witnesses]
    return {
        "title": about.title,
        "edition": about.edition,
        "version": about.version,
        "released": about.released.isoformat() if about.released else None,
        "creator": about.creator,
        "contact": about.contact,
        "licence": about.licence,
        "licence_name": about.licence_name,
        "counts": _counts(here),
        "studies": [_study(here, study) for study in catalogue.studies],
        "claims": _tally(ClaimType, (claim.type for claim in claims)),
        "standings": _tally(Standing, (quote.standing for quote in catalogue.quotes)),
        "stances": _tally(Stance, (link.stance for link in links if link.quote)),
        "outcomes": _tally(Outcome, _outcomes(claims, Evidence.TOLD)),
        "stances_published": _tally(Stance, (link.stance for link in links if link.finding)),
        "outcomes_published": _tally(Outcome, _outcomes(claims, Evidence.PUBLISHED)),
        "evidence": _evidence(here),
        "seen": _tally(Seen, (finding.seen for finding in catalogue.findings)),
        "statuses": _tally(EntryStatus, (entry.status for entry in catalogue.entries)),
        "citing": _citing(here),
    }


def _counts(site: Site) -> AboutCounts:
    catalogue = site.catalogue
    live = (*catalogue.live_issues, *catalogue.live_strategies)
    turns = [
        turn
        for interview in catalogue.interviews
        for turn in interview.turns
        if interview.access is Access.OPEN
        and catalogue.speaker_of(turn).role is SpeakerRole.PARTICIPANT
    ]
    quoted = {quote.turn for quote in catalogue.quotes}
    arrows = [arrow for _, arrow in catalogue.live_arrows]
    claims = [claim for entry in live for claim in entry.claims]
    inferred = sum(1 for arrow in arrows if arrow.inferred)
    published = sum(1 for arrow in arrows if arrow.evidence == PUBLISHED_ONLY)
    return {
        "issues": len(catalogue.live_issues),
        "issues_published_only": count_published_only(catalogue, catalogue.live_issues),
        "strategies": len(catalogue.live_strategies),
        "strategies_published_only": count_published_only(catalogue, catalogue.live_strategies),
        "retired": len(catalogue.entries) - len(live),
        "interviews": len(catalogue.interviews),
        "quotes": sum(1 for _ in catalogue.quotes),
        "turns": len(turns),
        "turns_quoted": sum(1 for turn in turns if turn.id in quoted),
        "withheld": sum(r.count for one in catalogue.interviews for r in one.redactions),
        "declined": sum(len(one.declined) for one in catalogue.interviews),
        "publications": len(catalogue.publications),
        "findings": sum(1 for _ in catalogue.findings),
        "claims": len(claims),
        "claims_published_only": sum(1 for claim in claims if claim.evidence == PUBLISHED_ONLY),
        "arrows_reported": len(arrows) - inferred - published,
        "arrows_published_only": published,
        "arrows_inferred": inferred,
        "questions": sum(len(issue.questions) for issue in catalogue.live_issues),
    }


def _outcomes(claims: Iterable[Claim], evidence: Evidence) -> Iterator[Outcome]:
    """How mitigations went that evidence of this sort bears out."""
    return (claim.outcome for claim in claims if claim.outcome and evidence in claim.evidence)


def _evidence(site: Site) -> list[EvidenceCount]:
    """The kinds of evidence that findings are of, the most frequent first."""
    tally = Counter(finding.evidence for finding in site.catalogue.findings)
    return [{**site.concept(KINDS, name), "count": count} for name, count in tally.most_common()]


def _tally(names: type[StrEnum], found: Iterable[StrEnum]) -> dict[str, int]:
    """How many of each, in the order of the names; zeroes too."""
    counts = Counter(found)
    return {name.value: counts[name] for name in names}


def _study(site: Site, study: Study) -> AboutStudy:
    interviews = site.catalogue.interviews
    return {
        "id": study.id,
        "title": study.title,
        "citation": study.citation,
        "url": site.urls.of(study),
        "reports": study.interviews,
        "here": [one.id for one in interviews if one.study == study.id],
    }


def _citing(site: Site) -> list[CitedThing]:
    """The whole, and the first of each sort as an example."""
    catalogue = site.catalogue
    found: list[CitedThing] = [
        {
            "what": "the catalogue",
            "id": "catalogue",
            "cite": citation_views(site, catalogue.about),
        }
    ]
    for what, things in (
        ("an entry", catalogue.live_issues),
        ("a quote", tuple(catalogue.quotes)),
        ("an interview", catalogue.interviews),
        ("a finding", tuple(catalogue.findings)),
    ):
        found += [{"what": what, "id": t.id, "cite": citation_views(site, t)} for t in things[:1]]
    return found


@blueprint.get("/help")
def help_page() -> ResponseReturnValue:
    """How to find one's way, which is a part of the page about the catalogue."""
    return redirect(current_site().urls.path("about", anchor="find"), 302)


@blueprint.get("/studies")
def studies() -> ResponseReturnValue:
    """The studies, which are with their interviews."""
    return redirect(current_site().urls.path("interviews"), 302)


@blueprint.get("/studies/<identifier>")
def study(identifier: str) -> ResponseReturnValue:
    """A study, which is with its interviews."""
    here = current_site()
    return redirect(here.urls.of(here.catalogue.find(Study, identifier)), 302)


@blueprint.get(
    "/<any(issue, strategy, interview, quote, claim, publication, finding):kind>/<identifier>"
)
def singular(kind: str, identifier: str) -> ResponseReturnValue:
    """The page of a thing whose address was typed in the singular."""
    return _to_thing(identifier)


@blueprint.get("/<identifier:identifier>")
def by_identifier(identifier: str) -> ResponseReturnValue:
    """The page of a thing by its identifier alone: ``/SNAG-001``, ``/I07-Q001``."""
    return _to_thing(identifier)


def _to_thing(identifier: str) -> ResponseReturnValue:
    """See the page of a thing; raises as ``Catalogue.find`` does."""
    here = current_site()
    things: Mapping[str, object] = here.catalogue.things
    name = identifier.upper()
    if name not in things:
        raise here.catalogue.missing(name, things)
    return redirect(here.urls.of(here.catalogue.thing(name)), 302)
