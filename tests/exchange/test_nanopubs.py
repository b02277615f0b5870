"""Claims as nanopublications, checked by the nanopub library."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from common import SAMPLE
from loaded import loaded
from our_names import ID
from rdflib import DCTERMS, PROV, RDF, XSD, Dataset, Literal, URIRef

from snaglist.errors import NotFoundError
from snaglist.exchange.nanopubs import (
    Nanopublication,
    nanopublication,
    nanopublications,
    write_nanopublications,
)
from snaglist.graph.namespaces import NP, OA, OURS, SNAG, CatalogueNames
from snaglist.model.entry import Change, Issue, Retirement

with warnings.catch_warnings():
    # The library still uses ConjunctiveGraph, which rdflib would have everybody leave.
    warnings.simplefilter("ignore")
    from nanopub.nanopub import Nanopub
    from nanopub.nanopub_conf import NanopubConf
    from nanopub.utils import MalformedNanopubError

CATALOGUE = loaded(SAMPLE)
FIRST = CATALOGUE.find(Issue, "SNAG-001")
ALL = {made.claim: made for made in nanopublications(CATALOGUE)}


def read(made: Nanopublication) -> Dataset:
    return Dataset().parse(data=write_nanopublications(OURS, [made]), format="trig")


@pytest.fixture(autouse=True)
def the_library_is_not_warned_of() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def checked(content: bytes) -> bool:
    from rdflib import ConjunctiveGraph

    graph = ConjunctiveGraph()
    graph.parse(data=content, format="trig")
    return bool(Nanopub(rdf=graph, conf=NanopubConf()).is_valid)


def test_there_is_one_for_each_claim_of_an_entry_in_use() -> None:
    first, *others = CATALOGUE.issues
    gone = replace(first, retired=Retirement(why="Told twice.", replaced_by=()))
    made = list(nanopublications(replace(CATALOGUE, issues=(gone, *others))))
    entries = [*others, *CATALOGUE.strategies]
    assert [each.claim for each in made] == [claim.id for one in entries for claim in one.claims]
    assert set(ALL) - {each.claim for each in made} == {claim.id for claim in first.claims}


@pytest.mark.parametrize("claim", ALL)
def test_it_is_valid_to_the_library(claim: str) -> None:
    assert checked(write_nanopublications(OURS, [ALL[claim]]))


def test_the_library_would_find_one_without_provenance() -> None:
    made = next(iter(ALL.values()))
    graphs = {name: g for name, g in made.graphs.items() if not name.endswith("#provenance")}
    with pytest.raises(MalformedNanopubError, match="provenance"):
        checked(write_nanopublications(OURS, [replace(made, graphs=graphs)]))


def test_each_part_says_what_belongs_there() -> None:
    made = nanopublication(CATALOGUE, "SNAG-001-C1")
    head, assertion, provenance, info = made.graphs.values()
    claim = ID["SNAG-001-C1"]
    assert (made.iri, RDF.type, NP.Nanopublication) in head
    assert (claim, SNAG.claimOf, ID["SNAG-001"]) in assertion
    assert (claim, SNAG.hasWitnessLink, None) not in assertion
    told = {ID[one.ref] for one in FIRST.claims[0].witnesses if one.says_so}
    name = URIRef(f"{made.iri}#assertion")
    assert set(provenance.objects(name, PROV.wasDerivedFrom)) == told
    assert provenance.value(name, PROV.wasAttributedTo) == ID["agent/nobody"]
    assert info.value(made.iri, DCTERMS.license) == URIRef(CATALOGUE.about.licence)


def test_a_claim_is_as_old_as_the_last_change_of_its_entry() -> None:
    days = (date(2026, 11, 23), date(2026, 12, 2), date(2026, 11, 30))
    told = replace(FIRST, history=tuple(Change(on=day, what="So.") for day in days))
    changed = replace(CATALOGUE, issues=(told, *CATALOGUE.issues[1:]))
    made = nanopublication(changed, "SNAG-001-C1")
    *_, info = made.graphs.values()
    assert info.value(made.iri, DCTERMS.created) == Literal("2026-12-02", datatype=XSD.date)


def test_no_word_of_a_quote_is_in_one() -> None:
    content = write_nanopublications(OURS, ALL.values()).decode()
    assert str(OA.exact) not in content
    assert "oa:exact" not in content
    assert CATALOGUE.quotes
    for quote in CATALOGUE.quotes:
        assert quote.selector.exact not in content


def test_its_name_changes_with_what_it_says_and_with_nothing_else() -> None:
    issue = FIRST
    before = nanopublication(CATALOGUE, "SNAG-001-C1")
    claim = replace(issue.claims[0], text="It is otherwise.")
    reworded = replace(issue, claims=(claim, *issue.claims[1:]))
    others = tuple(reworded if each.id == issue.id else each for each in CATALOGUE.issues)
    after = nanopublication(replace(CATALOGUE, issues=others), "SNAG-001-C1")
    assert after.iri != before.iri
    assert str(after.iri).rpartition("/")[0] == str(before.iri).rpartition("/")[0]
    edition = replace(CATALOGUE, about=replace(CATALOGUE.about, version="9.9.9"))
    assert nanopublication(edition, "SNAG-001-C1").iri == before.iri


def test_names_are_those_of_the_catalogue() -> None:
    iri = "https://example.org/kb"
    own = replace(CATALOGUE, about=replace(CATALOGUE.about, iri=iri))
    content = write_nanopublications(CatalogueNames(iri), nanopublications(own)).decode()
    assert f"{iri}/nanopub/SNAG-001-C1/" in content
    assert f"{iri}/id/agent/nobody" in content or "id:agent\\/nobody" in content
    assert ID not in content
    assert "local:" not in content


def test_what_is_no_claim_has_none() -> None:
    with pytest.raises(NotFoundError):
        nanopublication(CATALOGUE, "SNAG-001")
