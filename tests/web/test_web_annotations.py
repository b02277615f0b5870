"""Quotes as Web Annotations, and claims as nanopublications, over HTTP.

The context of Web Annotation is W3C's and is not fetched: what it makes of the keys that we use is
written out here, after the recommendation (Web Annotation Vocabulary, appendix A).
"""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from our_names import ID
from rdflib import DCTERMS, FOAF, RDFS, Graph

from snaglist.exchange.web_annotations import ANNO_CONTEXT, ANNO_MEDIA_TYPE
from snaglist.graph.namespaces import AS, OA
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

LINK = {"@type": "@id"}
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "label": str(RDFS.label),
    "name": str(FOAF.name),
    "creator": {"@id": str(DCTERMS.creator), **LINK},
    "motivation": {"@id": str(OA.motivatedBy), "@type": "@vocab"},
    "linking": str(OA.linking),
    "body": {"@id": str(OA.hasBody), **LINK},
    "target": {"@id": str(OA.hasTarget), **LINK},
    "source": {"@id": str(OA.hasSource), **LINK},
    "selector": {"@id": str(OA.hasSelector), **LINK},
    **{name: str(OA[name]) for name in ("exact", "prefix", "suffix", "start", "end")},
    **{
        name: str(OA[name])
        for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector")
    },
    "AnnotationCollection": str(AS.OrderedCollection),
    "AnnotationPage": str(AS.OrderedCollectionPage),
    "items": {"@id": str(AS["items"]), **LINK, "@container": "@list"},
    "first": {"@id": str(AS.first), **LINK},
    "partOf": {"@id": str(AS.partOf), **LINK},
    "total": str(AS.totalItems),
    "startIndex": str(AS.startIndex),
}
LIKE_GRAPH = {str(OA[n]) for n in ("hasBody", "hasTarget", "motivatedBy", "hasSource")} | {
    *(str(OA.hasSelector), str(DCTERMS.creator), str(OA.exact), str(OA.start), str(OA.end)),
}


@pytest.fixture(scope="module")
def asked(sample_knowledge: Snapshot) -> FlaskClient:
    return create_app(sample_knowledge).test_client(use_cookies=False)


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys, value))
    return set(value).union(*map(keys, value.values())) if isinstance(value, dict) else set()


def triples(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    """What the document says, literals without their datatypes."""
    assert document["@context"] == ANNO_CONTEXT
    read = ox.parse(json.dumps({**document, "@context": TERMS}), ox.RdfFormat.JSON_LD)
    return {(str(t.subject.value), t.predicate.value, str(t.object.value)) for t in read}


def test_an_annotation_says_what_the_graph_says(
    asked: FlaskClient, sample_knowledge: Snapshot
) -> None:
    answer = asked.get("/annotations/I01-Q001")
    assert answer.content_type == ANNO_MEDIA_TYPE
    document = answer.get_json(force=True)
    assert keys(document) - {"@context"} <= TERMS.keys()
    graph = {
        (str(s), str(p), str(o))
        for s, p, o in Graph().parse(
            data=sample_knowledge.describe("I01-Q001", RdfFormat.NTRIPLES), format="nt"
        )
        if str(s).startswith(str(ID["I01-Q001"])) and str(p) in LIKE_GRAPH
    }
    assert graph
    assert {triple for triple in triples(document) if triple[1] in LIKE_GRAPH} == graph


def test_the_collection_has_every_quote_once(
    asked: FlaskClient, sample_knowledge: Snapshot
) -> None:
    document = asked.get("/annotations").get_json(force=True)
    assert keys(document) - {"@context"} <= TERMS.keys()
    quotes = [quote.id for quote in sample_knowledge.catalogue.quotes]
    items = document["first"]["items"]
    assert [item["target"]["id"] for item in items] == [str(ID[quote]) for quote in quotes]
    assert document["total"] == len(quotes)


@pytest.mark.parametrize("name", ["I01-Q001", "I01-Q001-annotation"])
def test_accept_asks_for_the_profile(asked: FlaskClient, name: str) -> None:
    answer = asked.get(f"/id/{name}", headers={"Accept": ANNO_MEDIA_TYPE})
    assert (answer.status_code, answer.location) == (303, "/annotations/I01-Q001")
    assert "Accept" in answer.headers["Vary"]
    without = asked.get(f"/id/{name}", headers={"Accept": "application/ld+json"})
    assert "/annotations/" not in without.location


def test_what_is_no_quote_is_no_annotation(asked: FlaskClient) -> None:
    assert asked.get("/annotations/SNAG-001").status_code == 404
    answer = asked.get("/id/SNAG-001", headers={"Accept": ANNO_MEDIA_TYPE})
    assert "/annotations/" not in answer.location


def test_a_claim_leads_to_its_nanopublication_of_today(asked: FlaskClient) -> None:
    way = asked.get("/nanopub/SNAG-001-C1")
    assert way.status_code == 303
    answer = asked.get(way.location)
    assert answer.mimetype == "application/trig"
    graphs = {str(quad.graph_name.value) for quad in ox.parse(answer.data, ox.RdfFormat.TRIG)}
    assert {name.rpartition("#")[2] for name in graphs} == {
        *("Head", "assertion", "provenance", "pubinfo"),
    }
    assert all(name.partition("#")[0].endswith(way.location) for name in graphs)
    assert asked.get("/nanopub/SNAG-001-C1/0123456789abcdef").status_code == 404
    assert asked.get("/nanopub/SNAG-001").status_code == 404


def test_the_page_of_data_leads_to_both(asked: FlaskClient) -> None:
    page = asked.get("/data").text
    assert 'href="/annotations"' in page
    assert "nanopubs.trig" in page
