"""The classes that the reasoner fills have the members that the sources say, and no others."""

from collections.abc import Callable, Iterable

import pytest
from our_names import INFERRED_GRAPH

from snaglist.graph.namespaces import SNAG
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import ClaimType, Outcome
from snaglist.model.gaps import find_gaps
from snaglist.model.interview import Standing
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import open_store
from snaglist.sparql.request import AnswerFormat, Limits, Request

OUTSIDE = {"open-data", "crowd-sourced", "third-party", "upstream-system"}


def reached(catalogue: Catalogue, start: Iterable[str]) -> set[str]:
    """Where told arrows lead from these issues, in any number of steps."""
    arrows = {
        one.id: [arrow.issue for arrow in one.leads_to if not arrow.inferred]
        for one in catalogue.issues
    }
    found: set[str] = set()
    waiting = [target for issue in start for target in arrows[issue]]
    while waiting:
        issue = waiting.pop()
        if issue not in found:
            found.add(issue)
            waiting += arrows[issue]
    return found


def volunteered(catalogue: Catalogue) -> set[str]:
    unasked = {q.id for q in catalogue.quotes if q.standing is Standing.VOLUNTEERED}
    return {
        issue.id
        for issue in catalogue.issues
        if unasked & {quote for claim in issue.claims for quote in claim.quotes}
    }


def born_upstream(catalogue: Catalogue) -> set[str]:
    return reached(catalogue, [one.id for one in catalogue.issues if one.kind == "upstream"])


def stale(catalogue: Catalogue) -> set[str]:
    return {
        one.id
        for one in catalogue.issues
        if "model" in one.artefacts and any("currentness" in claim.quality for claim in one.claims)
    }


def mitigated(catalogue: Catalogue) -> set[str]:
    return {one.id for one in catalogue.issues if one.claims_of(ClaimType.MITIGATION)}


def tried(catalogue: Catalogue) -> set[str]:
    return {claim.id for one in catalogue.issues for claim in one.claims if claim.tried}


def treated(catalogue: Catalogue) -> set[str]:
    """Reported to have been acted upon: of the issues in use, what gaps do not count."""
    lacking = {issue.id for issue in find_gaps(catalogue).issues_without_mitigation.found}
    acted = {one.id for one in catalogue.issues if any(claim.tried for claim in one.claims)}
    assert {one.id for one in catalogue.issues if not one.retired} - lacking <= acted
    assert not acted & lacking
    return acted


def relieved(catalogue: Catalogue) -> set[str]:
    good = {Outcome.WORKED, Outcome.PARTLY}
    return {
        one.id
        for one in catalogue.issues
        if any(claim.outcome in good for claim in one.claims_of(ClaimType.MITIGATION))
    }


def outside(catalogue: Catalogue) -> set[str]:
    return {one.id for one in catalogue.issues if OUTSIDE & set(one.sources)}


def disputed(catalogue: Catalogue) -> set[str]:
    return {one.id for one in catalogue.entries if any(claim.disputed for claim in one.claims)}


def told(catalogue: Catalogue) -> set[str]:
    return {
        f"{one.id}-to-{arrow.issue}"
        for one in catalogue.issues
        for arrow in one.leads_to
        if arrow.quotes
    }


def told_issues(catalogue: Catalogue) -> set[str]:
    return {issue.id for issue in catalogue.issues if any(claim.quotes for claim in issue.claims)}


def published_issues(catalogue: Catalogue) -> set[str]:
    return {
        issue.id
        for issue in catalogue.issues
        if any(witness.finding and witness.says_so for c in issue.claims for witness in c.witnesses)
    }


CLASSES: dict[str, Callable[[Catalogue], set[str]]] = {
    "VolunteeredIssue": volunteered,
    "UpstreamBornIssue": born_upstream,
    "StaleModelIssue": stale,
    "MitigatedIssue": mitigated,
    "TriedMitigation": tried,
    "TreatedIssue": treated,
    "RelievedIssue": relieved,
    "OutsideIssue": outside,
    "DisputedEntry": disputed,
    "ToldCausalLink": told,
    "ToldIssue": told_issues,
    "PublishedIssue": published_issues,
}


@pytest.mark.parametrize(("name", "expected"), CLASSES.items())
def test_members(shipped: Snapshot, name: str, expected: Callable[[Catalogue], set[str]]) -> None:
    query = f"SELECT ?x FROM <{INFERRED_GRAPH}> {{ ?x a snag:{name} }}"
    request = Request(query=query, rows_format=AnswerFormat.CSV)
    lines = open_store(shipped).answer(request, Limits()).content.decode().split()[1:]
    assert {line.rpartition("/")[2] for line in lines} == expected(shipped.catalogue)
    assert lines


def test_every_defined_class_is_tested(shipped: Snapshot) -> None:
    query = (
        "SELECT ?c { ?c owl:equivalentClass/owl:intersectionOf ?x "
        f"FILTER(STRSTARTS(STR(?c), '{SNAG}')) }}"
    )
    request = Request(query=query, rows_format=AnswerFormat.CSV)
    lines = open_store(shipped).answer(request, Limits()).content.decode().split()[1:]
    assert {line.rpartition("#")[2] for line in lines} == set(CLASSES)


def test_chains_are_made_of_told_arrows_alone(shipped: Snapshot) -> None:
    query = "SELECT ?a ?b { ?a snag:leadsToTransitive ?b }"
    request = Request(query=query, rows_format=AnswerFormat.CSV)
    lines = open_store(shipped).answer(request, Limits()).content.decode().split()[1:]
    pairs = {tuple(iri.rpartition("/")[2] for iri in line.split(",")) for line in lines}
    assert pairs == {
        (one.id, end)
        for one in shipped.catalogue.issues
        for end in reached(shipped.catalogue, [one.id])
    }
    inferred = [
        (one.id, arrow.issue)
        for one in shipped.catalogue.issues
        for arrow in one.leads_to
        if arrow.inferred
    ]
    assert inferred  # else the chains would be the same with them
