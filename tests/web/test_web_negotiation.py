"""One table: which form of what is answered to which Accept, suffix and format parameter."""

import re

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from our_names import ID
from rdflib import URIRef

from snaglist.graph.namespaces import ONTOLOGY, SNAG
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.negotiation import BY_SUFFIX, REPRESENTATIONS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

ACCEPTED = [
    (None, "html"),
    ("", "html"),
    ("*/*", "html"),
    (BROWSER, "html"),
    ("application/xhtml+xml", "html"),
    ("text/*", "html"),
    ("text/turtle", "ttl"),
    ("TEXT/TURTLE", "ttl"),
    ("text/turtle;charset=utf-8", "ttl"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"', "jsonld"),
    ("text/turtle, text/html;q=0.9", "ttl"),
    ("text/turtle;q=0.5, application/ld+json", "jsonld"),
    ("text/turtle;q=0.3, application/ld+json;q=0.2", "ttl"),
    ("text/html;q=0, */*;q=0.1", "html"),
    ("text/html;q=0, application/xhtml+xml;q=0, */*;q=0.1", "ttl"),
    ("application/ld+json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/rdf+xml, text/html;q=0.1", "rdf"),
    ("text/xml", "rdf"),
    ("application/n-triples", "nt"),
    ("text/plain", "nt"),
    ("application/json", "json"),
    ("text/n3, */*;q=0.1", "ttl"),
    ("application/x-turtle", "ttl"),
    ("text/turtle, application/rdf+xml;q=0.9, application/trig;q=0.8, */*;q=0.1", "ttl"),
    ("application/trig, application/n-triples;q=0.2", "nt"),
    ("image/png", None),
    ("application/trig", None),
    ("text/turtle;q=0", None),
    ("nonsense", None),
]
"""What a client accepts, and the suffix of the form that it gets; None for 406."""

NAMED = [
    *((form.suffix, form.suffix) for form in REPRESENTATIONS),
    *((media_type, form.suffix) for form in REPRESENTATIONS for media_type in form.media_types),
    ("turtle", "ttl"),
    ("rdfxml", "rdf"),
    ("ntriples", "nt"),
    ("TTL", "ttl"),
    ("trig", None),
    ("", None),
    ("png", None),
]
"""What ``?format=`` may say, with the same meaning."""

THINGS = {
    "/id/SNAG-001": "/issues/SNAG-001",
    "/issues/SNAG-001": "/issues/SNAG-001",
    "/id/FIX-001": "/strategies/FIX-001",
    "/strategies/FIX-001": "/strategies/FIX-001",
    "/id/I07": "/interviews/I07",
    "/interviews/I07": "/interviews/I07",
    "/ontology": "/ontology",
    "/ontology/terms/Issue": "/ontology/terms/Issue",
}
"""Addresses that have every form, and what the addresses of the forms begin with."""

DATA = {
    "/issues/SNAG-001": ID["SNAG-001"],
    "/strategies/FIX-001": ID["FIX-001"],
    "/interviews/I01": ID["I01"],
    "/id/SNAG-001": ID["SNAG-001"],
    "/id/SNAG-001-C1": ID["SNAG-001-C1"],
    "/id/I01-Q001": ID["I01-Q001"],
    "/id/I01-T001": ID["I01-T001"],
    "/id/phase/operation": ID["phase/operation"],
    "/id/phase": ID["phase"],
    "/ontology": ONTOLOGY,
    "/ontology/terms/QualityIssue": SNAG.QualityIssue,
}
"""Addresses which a suffix makes RDF, and what is described there."""


@pytest.fixture(scope="module")
def real(sample_knowledge: Snapshot) -> FlaskClient:
    """A browser on the sample catalogue, really built."""
    return create_app(sample_knowledge).test_client(use_cookies=False)


def check(client: FlaskClient, address: str, form: str | None, **asked: object) -> None:
    """The answer is the form itself, the way to it, or a 406 that says what there is."""
    page = THINGS[address.partition("?")[0]]
    response = client.get(address, **asked)
    assert "Accept" in response.vary
    if form is None:
        assert response.status_code == 406
        assert "application/n-triples" in response.text
        assert f'<{page}.ttl>; rel="alternate"; type="text/turtle"' in response.headers.getlist(
            "Link"
        )
    elif form == "html" and address.startswith(page):
        assert (response.status_code, response.mimetype) == (200, "text/html")
    else:
        there = page if form == "html" else f"{page}.{form}"
        assert (response.status_code, response.location) == (303, there)
        found = client.get(there)
        assert (found.status_code, found.mimetype) == (200, BY_SUFFIX[form].media_types[0])


@pytest.mark.parametrize("address", THINGS)
@pytest.mark.parametrize(("accept", "form"), ACCEPTED)
def test_accept_chooses(
    client: FlaskClient, address: str, accept: str | None, form: str | None
) -> None:
    check(client, address, form, headers={} if accept is None else {"Accept": accept})


@pytest.mark.parametrize("address", THINGS)
@pytest.mark.parametrize(("name", "form"), NAMED)
def test_a_parameter_chooses_whatever_is_accepted(
    client: FlaskClient, address: str, name: str, form: str | None
) -> None:
    for accept in ("text/turtle", "text/html", "image/png"):
        check(client, address, form, query_string={"format": name}, headers={"Accept": accept})


@pytest.mark.parametrize("accept", [accept for accept, _ in ACCEPTED])
@pytest.mark.parametrize("address", ["/issues/SNAG-001", "/interviews/I07", "/ontology"])
def test_a_suffix_has_the_last_word(client: FlaskClient, address: str, accept: str | None) -> None:
    assert len(REPRESENTATIONS) > 1
    for form in REPRESENTATIONS[1:]:
        response = client.get(f"{address}.{form.suffix}", headers={"Accept": accept or "*/*"})
        assert (response.status_code, response.mimetype) == (200, form.media_types[0])


@pytest.mark.parametrize("name", ["I07-Q001", "SNAG-001-C1", "category/completeness"])
def test_what_has_no_json_of_its_own_is_json_ld(client: FlaskClient, name: str) -> None:
    response = client.get(f"/id/{name}", headers={"Accept": "application/json"})
    assert (response.status_code, response.location) == (303, f"/id/{name}.jsonld")


def test_the_catalogue_as_a_whole_is_its_dumps(real: FlaskClient) -> None:
    for form in REPRESENTATIONS:
        response = real.get("/id/catalogue", headers={"Accept": form.media_types[0]})
        assert response.status_code == 303
        with real.get(response.location) as there:
            assert (there.status_code, there.mimetype) == (200, form.media_types[0])
        if form.rdf:
            assert real.get(f"/id/catalogue.{form.suffix}").location == response.location


@pytest.mark.parametrize(
    ("name", "page", "turtle"),
    [
        ("catalogue", "/", "/data/snaglist-asserted.ttl"),
        ("inferred", "/data", "/data/snaglist-inferred.ttl"),
        ("publications", "/publications", "/data/snaglist-asserted.ttl"),
        ("description", "/data", "/data.ttl"),
        ("I07", "/interviews/I07", "/interviews/I07.ttl"),
    ],
)
def test_a_named_graph_is_read_where_what_it_is_of_is_read(
    client: FlaskClient, name: str, page: str, turtle: str
) -> None:
    for accept, there in ((BROWSER, page), ("text/turtle", turtle)):
        response = client.get(f"/graph/{name}", headers={"Accept": accept})
        assert (response.status_code, response.location) == (303, there)


@pytest.mark.parametrize(("address", "subject"), DATA.items())
def test_every_format_holds_the_same_graph(
    real: FlaskClient, address: str, subject: URIRef
) -> None:
    read = {}
    for form in REPRESENTATIONS:
        if form.rdf:
            response = real.get(f"{address}.{form.suffix}")
            assert response.content_type == f"{form.media_types[0]}; charset=utf-8"
            rdf_format = ox.RdfFormat.from_media_type(form.media_types[0])
            graph = ox.Dataset(ox.parse(response.data, format=rdf_format))
            graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            read[form] = set(graph)
    first, *others = read.values()
    assert any(quad.subject == ox.NamedNode(subject) for quad in first)
    assert all(first == other for other in others)


@pytest.mark.parametrize("address", ["/issues/SNAG-001", "/interviews/I07", "/ontology"])
def test_links_name_the_other_forms_and_lead_there(client: FlaskClient, address: str) -> None:
    for own in REPRESENTATIONS:
        here = address if own.suffix == "html" else f"{address}.{own.suffix}"
        response = client.get(here)
        links = response.headers.getlist("Link")
        found: dict[str, list[tuple[str, str | None]]] = {}
        for link in links:
            match = re.fullmatch(r'<([^>]*)>; rel="([\w-]+)"(?:; type="([^"]*)")?', link)
            assert match, link
            found.setdefault(match[2], []).append((match[1], match[3]))
        assert len(found["alternate"]) == len(REPRESENTATIONS) - 1
        for url, media_type in found["alternate"]:
            other = client.get(url)
            assert (other.status_code, other.mimetype) == (200, media_type)
        assert found["canonical"] == [(here, None)]
        assert found["describes"][0][0].startswith("https://w3id.org/snaglist/")
        assert ("profile" in found) is (own.rdf is not None)


@pytest.mark.parametrize(
    "address",
    ["/", "/issues", "/issues/SNAG-001", "/ontology", "/id/SNAG-001", "/issues/SNAG-001.ttl"],
)
def test_head_says_what_get_says(client: FlaskClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert head.data == b""
    for answer in (whole, head):
        answer.headers.pop("Date", None)
    assert (head.status_code, dict(head.headers)) == (whole.status_code, dict(whole.headers))


@pytest.mark.parametrize("suffix", ["", ".json", ".ttl", ".jsonld", ".rdf", ".nt"])
def test_what_one_has_in_a_form_is_not_sent_again(client: FlaskClient, suffix: str) -> None:
    address = f"/issues/SNAG-001{suffix}"
    first = client.get(address)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


LISTS = {
    "/": {"json", "ttl", "jsonld", "rdf", "nt"},
    "/about": {"json"},
    "/categories": {"json", "ttl", "jsonld", "rdf", "nt"},
    "/changes": {"json", "atom"},
    "/data": {"json", "ttl", "jsonld", "rdf", "nt"},
    "/evidence?rows=claims": {"json", "csv"},
    "/gaps": {"json", "csv"},
    "/interviews": {"json", "ttl", "jsonld", "rdf", "nt"},
    "/issues?phase=operation": {"json", "csv", "ttl", "jsonld", "rdf", "nt"},
    "/map": {"json"},
    "/phases": {"json", "ttl", "jsonld", "rdf", "nt"},
    "/search?q=sensor&size=2": {"json", "csv", "ttl", "jsonld", "rdf", "nt"},
    "/strategies?phase=operation": {"json", "csv", "ttl", "jsonld", "rdf", "nt"},
}
"""Pages of no one thing, and the forms that there are beside HTML."""


@pytest.mark.parametrize("address", LISTS)
def test_a_page_is_in_every_form_and_names_the_others(client: FlaskClient, address: str) -> None:
    page = client.get(address, headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (200, "text/html")
    links = page.headers.getlist("Link")
    query = address.partition("?")[2]
    for suffix in ("json", "csv", "atom", "ttl", "jsonld", "rdf", "nt"):
        media_type = BY_SUFFIX[suffix].media_types[0]
        asked = client.get(address, headers={"Accept": media_type})
        if suffix not in LISTS[address]:
            assert asked.status_code == 406, suffix
            continue
        assert asked.status_code == 303, suffix
        assert f'<{asked.location}>; rel="alternate"; type="{media_type}"' in links
        assert not query or asked.location.endswith(f"?{query}")
        if address != "/" or suffix == "json":
            with client.get(asked.location) as form:
                assert (form.status_code, form.mimetype) == (200, media_type)
            assert f'<{asked.location}>; rel="canonical"' in form.headers.getlist("Link")


def test_a_list_as_rdf_has_what_the_page_has(client: FlaskClient) -> None:
    rows = client.get("/issues.json?phase=operation").get_json()["issues"]
    assert rows
    triples = list(ox.parse(client.get("/issues.nt?phase=operation").data, ox.RdfFormat.N_TRIPLES))
    items = {t.object.value for t in triples if t.predicate.value.endswith("#items")}
    assert items == {str(ID[row["id"]]) for row in rows}


OF_AN_ENTRY = (
    *("/issues/SNAG-001/versions", "/strategies/FIX-001/versions", "/suggest/SNAG-001"),
    *("/issues/SNAG-001", "/strategies/FIX-001", "/interviews/I07", "/phases/operation"),
)


@pytest.mark.parametrize("address", OF_AN_ENTRY)
def test_a_page_of_something_is_negotiated_whether_it_is_a_thing_or_not(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address, headers={"Accept": BROWSER})
    links = [link for link in page.headers.getlist("Link") if 'type="application/json"' in link]
    assert f'<{address}.json>; rel="alternate"; type="application/json"' in links
    asked = client.get(address, headers={"Accept": "application/json"})
    assert (asked.status_code, asked.location) == (303, f"{address}.json")
    found = client.get(asked.location, headers={"Accept": "image/png"})
    assert (found.status_code, found.mimetype) == (200, "application/json")
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 406


def test_a_version_of_an_entry_is_negotiated(client: FlaskClient) -> None:
    versions = client.get("/issues/SNAG-001/versions.json").get_json()["versions"]
    address = versions[0]["url"]
    asked = client.get(address, headers={"Accept": "application/json"})
    assert (asked.status_code, asked.location) == (303, f"{address}.json")
    assert client.get(asked.location).get_json()["id"] == "SNAG-001"
    assert client.get(address, headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize("name", ["1.4.0", "alignments", "reviews"])
def test_versions_and_modules_of_the_ontology_come_in_every_format(
    real: FlaskClient, name: str
) -> None:
    address, graphs = f"/ontology/{name}", set()
    for accept, suffix in [(form.media_types[0], form.suffix) for form in REPRESENTATIONS]:
        there = real.get(address, headers={"Accept": accept})
        # There is no page, and no JSON but that of the graph.
        form = {"html": "ttl", "json": "jsonld"}.get(suffix, suffix)
        assert (there.status_code, there.location) == (303, f"{address}.{form}")
        found = real.get(there.location)
        media_type = BY_SUFFIX[form].media_types[0]
        assert (found.status_code, found.mimetype) == (200, media_type)
        read = ox.RdfFormat.from_media_type(media_type)
        graph = ox.Dataset(ox.parse(found.data, format=read))
        graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        graphs.add(frozenset(map(str, graph)))
    assert len(graphs) == 1
    assert real.get(address, headers={"Accept": BROWSER}).location == f"{address}.ttl"
    assert real.get(address, headers={"Accept": "image/png"}).status_code == 406


def test_there_is_no_data_of_an_ontology_that_there_is_not(real: FlaskClient) -> None:
    assert real.get("/ontology/9.9.9.ttl").status_code == 404
    assert real.get("/ontology/nonsense.rdf").status_code == 404
