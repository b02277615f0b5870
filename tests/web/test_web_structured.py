"""What pages say of themselves in schema.org, which is what the catalogue says."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app

BASE = "https://snaglist.example/under"


@pytest.fixture(scope="module")
def browser(sample_knowledge: Snapshot) -> FlaskClient:
    return create_app(sample_knowledge).test_client(use_cookies=False)


def said(client: FlaskClient, path: str) -> dict[str, Any]:
    """The one JSON-LD object in a page, beside the way to it."""
    text = client.get(path, base_url=BASE).text
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    found = [json.loads(each) for each in re.findall(pattern, text, re.DOTALL)]
    (document,) = [each for each in found if each["@type"] != "BreadcrumbList"]
    return dict(document)


@pytest.mark.parametrize("path", ["/", "/data"])
def test_a_dataset(browser: FlaskClient, sample_knowledge: Snapshot, path: str) -> None:
    document, about = said(browser, path), sample_knowledge.catalogue.about
    assert (document["@context"], document["@type"]) == ("https://schema.org/", "Dataset")
    assert document["description"] == about.description
    assert document["name"] == about.title
    # Words of interviews, which are in it, have terms of their own.
    assert "license" not in document
    assert about.licence_name in document["usageInfo"]
    assert "The words of interview I01: CC0 1.0, invented." in document["usageInfo"]
    assert document["version"] == about.version
    assert document["url"] == f"{BASE}/data"
    assert document["dateModified"] >= document["dateCreated"]


def test_every_file_is_a_download_that_is_there(
    browser: FlaskClient, sample_knowledge: Snapshot
) -> None:
    downloads = said(browser, "/data")["distribution"]
    assert len(downloads) == len(sample_knowledge.dumps)
    for download, dump in zip(downloads, sample_knowledge.dumps, strict=True):
        assert download["contentUrl"] == f"{BASE}/data/{dump.name}"
        assert download["sha256"] == dump.record.sha256
        assert download["contentSize"] == f"{dump.record.size} B"
        assert ("license" in download) is not dump.has_words
    assert "distribution" not in said(browser, "/")


@pytest.mark.parametrize(("path", "name"), [("issues", "SNAG-001"), ("strategies", "FIX-001")])
def test_a_term(browser: FlaskClient, sample_knowledge: Snapshot, path: str, name: str) -> None:
    document = said(browser, f"/{path}/{name}")
    entry: Any = sample_knowledge.catalogue.thing(name)
    assert document["@type"] == "DefinedTerm"
    assert document["@id"] == f"https://w3id.org/snaglist/id/{name}"
    assert document["termCode"] == name
    assert document["name"] == entry.title
    assert document["description"] == entry.definition
    assert document["alternateName"] == list(entry.also_called)
    assert document["url"] == f"{BASE}/{path}/{name}"
    assert document["inDefinedTermSet"]["@type"] == "DefinedTermSet"


def test_words_of_the_catalogue_cannot_end_the_block(client: FlaskClient) -> None:
    """The catalogue of the other tests has a script in every text."""
    for path in ("/", "/data", "/issues/SNAG-001", "/strategies/FIX-001"):
        text = client.get(path).text
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert len(blocks) == 1 + (path.count("/") == 2)
        for block in blocks:
            assert "<" not in block
            assert json.loads(block)["@context"] == "https://schema.org/"
