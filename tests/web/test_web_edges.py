"""The page of the edges: what is not asked, why it matters, and where to look."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient
from web.conftest import SampleKnowledge
from web.web_sample import CATALOGUE, SCRIPT

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app


def test_an_edge_is_data(client: FlaskClient) -> None:
    view = client.get("/edges.json").get_json()
    assert view.pop("sparql").startswith("/sparql?query=SELECT")
    assert view == {
        "total": 1,
        "edges": [
            {
                "id": "bees",
                "title": "Bees that stay away",
                "url": "/edges#bees",
                "also_called": ["pollination", "hive"],
                "text": f"Nobody asks whether bees come {SCRIPT}.",
                "pointers": [
                    {
                        "instrument": "leaf-list",
                        "title": "The Leaf List",
                        "url": "/edges#instrument-leaf-list",
                        "item": "L2:2025",
                        "what": "Visitors",
                    }
                ],
                "near": [
                    {
                        "id": "SNAG-001",
                        "title": CATALOGUE.issues[0].title,
                        "url": "/issues/SNAG-001",
                        "category": "data",
                        "published_only": False,
                    }
                ],
            }
        ],
        "instruments": [
            {
                "id": "leaf-list",
                "title": "The Leaf List",
                "url": "/edges#instrument-leaf-list",
                "kept_by": f"Friends of the Leaf {SCRIPT}",
                "version": "3",
                "homepage": "https://example.org/leaf-list",
                "looked_up": "2026-11-27",
            }
        ],
    }


def test_the_page_says_it_is_not_asked_and_where_to_look(client: FlaskClient) -> None:
    page = client.get("/edges").text
    assert '<section class="edge" id="bees" aria-labelledby="bees-title">' in page
    assert '<h2 id="bees-title"><a href="#bees">Bees that stay away</a></h2>' in page
    assert "not asked here" in page
    assert "Also called pollination, hive" in page
    assert '<span class="id">L2:2025</span> Visitors' in page
    assert '<a href="/edges#instrument-leaf-list">The Leaf List</a>' in page
    assert '<dt id="instrument-leaf-list">The Leaf List</dt>' in page
    assert '<a href="https://example.org/leaf-list">' in page
    assert 'href="/issues/SNAG-001"' in page
    assert SCRIPT not in page


@pytest.mark.parametrize("page", ["/", "/gaps", "/about", "/guide", "/issues"])
def test_pages_lead_to_it(client: FlaskClient, page: str) -> None:
    assert 'href="/edges">' in client.get(page).text


def test_names_lead_to_their_place_on_the_page(client: FlaskClient) -> None:
    assert client.get("/id/edge/bees").location == "/edges#bees"
    assert client.get("/id/instrument/leaf-list").location == "/edges#instrument-leaf-list"
    item = client.get("/id/instrument/leaf-list/L2-2025")
    assert (item.status_code, item.location) == (303, "/edges#instrument-leaf-list")
    assert client.get("/id/edge/bee").status_code == 404


@pytest.mark.parametrize("path", ["/edges?category=data", "/edges.json?q=bees"])
def test_a_parameter_that_there_is_not_is_refused(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "This page takes none." in answer.text


def test_a_catalogue_without_edges_says_so(tmp_path: Path) -> None:
    bare = SampleKnowledge(tmp_path, replace(CATALOGUE, edges=(), instruments=()))
    asked = create_app(cast(Snapshot, bare)).test_client()
    assert "This catalogue has no list of what it leaves out" in asked.get("/edges").text
    assert asked.get("/edges.json").get_json()["edges"] == []


def test_the_query_gives_what_the_page_shows(site: FlaskClient) -> None:
    view = site.get("/edges.json").get_json()
    rows = site.get(view["sparql"], headers={"Accept": "application/sparql-results+json"})
    found = rows.get_json()["results"]["bindings"]
    shown = {
        (edge["title"], pointer["item"], pointer["what"], pointer["title"])
        for edge in view["edges"]
        for pointer in edge["pointers"]
    }
    names = ("title", "item", "what", "instrument")
    assert {tuple(row[name]["value"] for name in names) for row in found} == shown
    assert len(found) == len(shown) > 100
