"""An issue that rests on publications is shown with a finding; records without one stay valid."""

from dataclasses import replace

from common import SAMPLE
from loaded import loaded
from reviews.garden import all_answered, begun

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.model.publication import Creator, Finding, Publication, PublicationKind, Seen
from snaglist.model.reach import SourceCounts
from snaglist.model.witness import Witness
from snaglist.reviews.entry_snapshot import EntrySnapshot, snapshot_issue
from snaglist.reviews.hashing import entry_digest, mismatched_entries
from snaglist.reviews.selection import select_issues
from snaglist.reviews.upgrade import rewordings

FINDING = Finding(
    id="P001-F1",
    text="Of 120 thermometers, 18 % stopped unseen.",
    figures=(),
    evidence="audit",
    design="Each was looked at",
    population="Thermometers of one town",
    period="2024",
    place="table 2",
    seen=Seen.SOURCE,
)
PUBLICATION = Publication(
    id="P001",
    title="Dead dials",
    kind=PublicationKind.ARTICLE,
    authors=(Creator(family="Regen", given="A."), Creator(family="Sonne")),
    others=True,
    year=2025,
    issued=None,
    venue="Journal of Beds",
    volume=None,
    number=None,
    pages=None,
    identifier=None,
    doi="10.1234/beds",
    arxiv=None,
    url=None,
    note=None,
    findings=(FINDING,),
)


def published(guided: bool) -> tuple[Catalogue, Issue]:
    """The sample, whose first issue rests on a finding; its guide shows that or says nothing."""
    sample = loaded(SAMPLE)
    assert sample.guide is not None
    scheme = sample.scheme("phase")
    audit = replace(scheme.concepts[0], id="audit", label="Audit", scheme="evidence")
    issue = sample.issues[0]
    claims = tuple(
        replace(claim, witnesses=(Witness(finding="P001-F1"),)) for claim in issue.claims
    )
    first = replace(issue, claims=claims, leads_to=())
    kept = sample.guide.guidance[1:]
    shown = replace(sample.guide.guidance[0], quote=None, finding="P001-F1")
    catalogue = replace(
        sample,
        issues=(first, *sample.issues[1:]),
        schemes=(*sample.schemes, replace(scheme, id="evidence", concepts=(audit,))),
        publications=(PUBLICATION,),
        guide=replace(sample.guide, guidance=(shown, *kept) if guided else kept),
    )
    return catalogue, first


def test_the_finding_is_shown_with_its_kind_its_source_and_its_place() -> None:
    for guided in (True, False):
        shown = snapshot_issue(*published(guided))
        assert shown.quote is None
        assert shown.finding is not None
        assert shown.finding.text == FINDING.text
        assert shown.finding.cited == "audit · Regen et al., Journal of Beds, 2025 · table 2"
        assert shown.finding.address == "https://doi.org/10.1234/beds"


def test_a_preprint_without_a_venue_is_told_by_its_number() -> None:
    catalogue, issue = published(guided=True)
    preprint = replace(PUBLICATION, venue=None, doi=None, arxiv="2501.00001")
    shown = snapshot_issue(replace(catalogue, publications=(preprint,)), issue)
    assert shown.finding is not None
    assert shown.finding.source == "Regen et al., arXiv 2501.00001, 2025"
    assert shown.finding.address == "https://arxiv.org/abs/2501.00001"


def test_findings_are_counted_apart_from_quotes() -> None:
    catalogue, issue = published(guided=True)
    rows = {row.issue: row for row in select_issues(catalogue, {"devices": ["thermometer"]})}
    found = rows[issue.id]
    assert found.sources == SourceCounts(people=0, interviews=0, publications=1)


def test_a_finding_in_place_of_a_quote_is_a_rewording() -> None:
    before = snapshot_issue(loaded(SAMPLE), loaded(SAMPLE).issues[0])
    after = snapshot_issue(*published(guided=True))
    changed = {each.field: (each.before, each.after) for each in rewordings(before, after)}
    assert changed["quote"][1] == ""
    assert changed["finding"][0] == ""
    assert "“" not in changed["finding"][1]


def test_an_entry_kept_before_there_were_findings_keeps_its_digest() -> None:
    """The digest is one that version 0.2.0 made."""
    kept = {
        "issue": "SNAG-001",
        "title": "A thermometer dies",
        "category": "data",
        "definition": "It stops, and nobody notices.",
        "questions": ["Who looks?"],
        "quote": {"id": "I01-Q001", "words": "it just stopped", "said": "gardener, line 3"},
    }
    digest = "cf150268c255bddb265f994ade07c1860e19164a0071d4e8706eebe49bfc51c8"
    assert entry_digest(EntrySnapshot.model_validate(kept)) == digest
    assert mismatched_entries(all_answered(begun())) == ()
