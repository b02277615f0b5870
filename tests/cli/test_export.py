"""What ``snag export`` writes, in each part and format."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from common import SAMPLE
from prebuilt import put_built
from runner import Done, fine, snag

from snaglist.dataset.distributions import GRAPH_PARTS, DatasetPart
from snaglist.graph.rdf_formats import RDF_FORMATS, RdfFormat
from snaglist.snapshot.lock import is_read
from snaglist.snapshot.snapshot import Snapshot


def export(known: Snapshot, *arguments: str) -> Done:
    data = known.folder.parents[1]
    return snag("export", *arguments, "--catalog", SAMPLE, "--data", data)


@pytest.mark.parametrize("part", GRAPH_PARTS)
def test_every_part_in_a_format_with_names(sample_knowledge: Snapshot, part: DatasetPart) -> None:
    done = export(sample_knowledge, "--format", "nquads", "--part", part)
    graphs = {str(quad.graph_name) for quad in ox.parse(done.octets, ox.RdfFormat.N_QUADS)}
    holders = {
        "graph/inferred": (DatasetPart.INFERRED,),
        "graph/catalogue": (DatasetPart.ASSERTED, DatasetPart.CATALOGUE),
        "ontology/alignments": (DatasetPart.MODULES,),
        "ontology/reviews": (DatasetPart.MODULES,),
    }
    for name, parts in holders.items():
        there = f"<https://w3id.org/snaglist/{name}>" in graphs
        assert there is (part in (*parts, DatasetPart.EVERYTHING)), name
    assert ("<https://w3id.org/snaglist/ontology>" in graphs) is (part == DatasetPart.EVERYTHING)


@pytest.mark.parametrize("rdf_format", RdfFormat)
def test_without_a_part_formats_with_names_hold_everything(
    sample_knowledge: Snapshot, rdf_format: RdfFormat
) -> None:
    counts = sample_knowledge.manifest.counts
    expected = counts["asserted triples"]
    if RDF_FORMATS[rdf_format].named_graphs:
        expected += counts["inferred triples"] + counts["ontology triples"]
    form = ox.RdfFormat.from_media_type(RDF_FORMATS[rdf_format].media_type)
    written = export(sample_knowledge, "--format", rdf_format).octets
    assert len(set(ox.parse(written, form))) == expected


def test_the_quadstore_is_a_database(sample_knowledge: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "snaglist.sqlite3"
    assert export(sample_knowledge, "--format", "quadstore", "-o", str(path)).code == 0
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv", "--part", "asserted"], "in one piece"),
        (["--format", "trig", "--part", "ontology"], "turtle"),
        (["--part", "tables"], "asserted"),
    ],
)
def test_what_there_is_not_is_refused(
    sample_knowledge: Snapshot, arguments: list[str], said: str
) -> None:
    done = export(sample_knowledge, *arguments)
    assert done.code == 2
    assert said in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder in use")
def test_a_snapshot_is_held_while_a_dump_is_copied(
    tmp_path: Path, sample: Path, sample_knowledge: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put_built(sample_knowledge, tmp_path / "data", sample)
    held: list[bool] = []

    def copy(source: Path, target: Path) -> None:
        held.append(is_read(source.parents[1]))

    monkeypatch.setattr(shutil, "copyfile", copy)
    fine("export", "--catalog", sample, "--data", tmp_path / "data", "-o", tmp_path / "out.ttl")
    assert held == [True]
    assert not is_read(folder / sample_knowledge.folder.name)
