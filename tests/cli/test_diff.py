"""What ``snag diff`` says of two editions, in prose, JSON and RDF, and of what is none."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import SAMPLE
from runner import Done, snag

from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.snapshot.snapshot import Snapshot

STREAMS = "https://www.w3.org/ns/activitystreams#"
TRIPLES = [name for name, info in RDF_FORMATS.items() if not info.named_graphs]


@pytest.fixture
def edited(sample: Path) -> Path:
    """The sample with an issue reworded and a strategy's practice gone."""
    path = next((sample / "issues").glob("SNAG-001*"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Nobody looked for a week.", "Nobody looked."), encoding="utf-8")
    return sample


def diff(*arguments: object) -> Done:
    return snag("diff", *arguments)


def test_prose_says_what_a_field_lost_and_gained(edited: Path) -> None:
    done = diff(SAMPLE, edited)
    assert done.code == 0
    assert "1 changed." in done.out
    assert "claim SNAG-001-C1  Nobody looked." in done.out
    assert "text - Nobody looked for a week." in done.out
    assert "text + Nobody looked." in done.out


def test_the_catalogue_in_use_is_the_new_one(edited: Path) -> None:
    assert diff(SAMPLE, "--catalog", edited).out == diff(SAMPLE, edited).out
    assert "nothing differs" in diff(SAMPLE, SAMPLE).out


def test_a_mapping_to_others_is_told_in_one_line(sample: Path) -> None:
    path = sample / "mappings" / "garden.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("relation: close", "relation: broad"), encoding="utf-8")
    done = diff(SAMPLE, sample)
    why = "Both are about an instrument that gives no reading."
    assert "vocabulary garden  Troubles of gardens" in done.out
    assert f"mappings - SNAG-001 · close G1 · {why}" in done.out
    assert f"mappings + SNAG-001 · broad G1 · {why}" in done.out


def test_json_is_whole(edited: Path) -> None:
    told = json.loads(diff(SAMPLE, edited, "--format", "json").out)
    assert [(one["id"], one["kind"]) for one in told["differences"]] == [("SNAG-001-C1", "changed")]
    assert told["old"]["digest"] != told["new"]["digest"]


@pytest.mark.parametrize("rdf_format", TRIPLES)
def test_rdf_is_a_collection_of_activities(edited: Path, rdf_format: RdfFormat) -> None:
    done = diff(SAMPLE, edited, "--format", rdf_format)
    read = ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type)
    graph = ox.Store()
    graph.bulk_load(done.octets, format=read)
    query = "SELECT ?o WHERE { ?c a as:Collection ; as:items ?a . ?a a as:Update ; as:object ?o }"
    rows = graph.query(query, prefixes={"as": STREAMS})
    found = [row["o"].value for row in rows]  # type: ignore[union-attr]
    assert found == ["https://w3id.org/snaglist/id/SNAG-001-C1"]


def test_a_snapshot_is_an_edition_too(sample_knowledge: Snapshot, edited: Path) -> None:
    folder = sample_knowledge.folder
    data = folder.parents[1]
    by_folder = diff(folder, edited)
    by_key = diff(folder.name[:8], edited, "--catalog", SAMPLE, "--data", data)
    assert by_folder.out == by_key.out == diff(SAMPLE, edited).out


@pytest.mark.parametrize("nothing", ["nowhere", "abc", "{tmp}"])
def test_what_is_no_edition_is_told_with_what_would_be(tmp_path: Path, nothing: str) -> None:
    done = diff(nothing.format(tmp=tmp_path), "--data", tmp_path, "--catalog", SAMPLE)
    assert done.code == 2
    assert "Snapshots of this catalogue: none." in done.err


def test_a_snapshot_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "catalogue.json").write_text('{"issues": 3}')
    done = diff(tmp_path, SAMPLE)
    assert done.code == 2
    assert "another version of snag" in done.err
