"""Broken ontologies: findings or a graph, never a traceback, and what passes builds."""

import random
import shutil
import xml.dom.minidom
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE, times
from fuzz.mutants import ODD_OCTETS, authored, octets_mutated
from reasoners import known_entailed

from snaglist.build.current import open_current
from snaglist.build.quick_check import LoadedSources, load_sources
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.schema.report import FindingsError
from snaglist.snapshot.snapshot import Snapshot

SEED = 20261128
FILES = [
    path.relative_to(ONTOLOGY)
    for path in authored(ONTOLOGY)
    if path.suffix in (".ttl", ".rq", ".yaml") and path.name != "shapes.ttl"
]


def mutated(folder: Path, number: int) -> str:
    """One file mutated, by a number alone."""
    chance = random.Random(SEED + number)
    name = chance.choice(FILES)
    content = (ONTOLOGY / name).read_bytes()
    if chance.random() < 0.3:
        content += b"\n" + b" ".join(chance.choice(ODD_OCTETS) for _ in range(3)) + b" ."
    (folder / name).write_bytes(octets_mutated(content, chance))
    return f"mutant {number} of {name}"


def judged(folder: Path, told: str) -> LoadedSources | None:
    """What was read, or None with findings; whatever else is raised is a bug."""
    try:
        return load_sources(SAMPLE, folder, lambda message: None)
    except FindingsError as error:
        found = error.findings
    assert found, told
    return None


def written(sources: LoadedSources) -> None:
    xml.dom.minidom.parseString(write_graph(sources.vocabulary, RdfFormat.RDFXML))
    write_graph(sources.vocabulary, RdfFormat.TURTLE)
    write_graph(sources.alignments, RdfFormat.TURTLE)


@pytest.mark.repeated
def test_a_mutant_is_a_finding_or_an_ontology_that_can_be_written(tmp_path: Path) -> None:
    folder, accepted = tmp_path / "ontology", 0
    shutil.copytree(ONTOLOGY, folder)
    for number in range(times(10, 300)):
        told = mutated(folder, number)
        try:
            sources = judged(folder, told)
            if sources:
                accepted += 1
                if accepted % 5 == 1:
                    written(sources)
        except Exception as error:
            raise AssertionError(told) from error
        shutil.copytree(ONTOLOGY, folder, dirs_exist_ok=True)
    assert accepted > times(1, 50)


@pytest.mark.thorough
def test_what_is_accepted_builds(tmp_path: Path, sample_knowledge: Snapshot) -> None:
    folder, built, number = tmp_path / "ontology", 0, 0
    shutil.copytree(ONTOLOGY, folder)
    reason = known_entailed(sample_knowledge)
    while built < 10:
        number += 1
        told = mutated(folder, number)
        if judged(folder, told):
            try:
                open_current(
                    tmp_path / "data", SAMPLE, folder, lambda message: None, reason
                ).close()
            except FindingsError:
                pass  # by the shapes, which the quick check leaves out
            except Exception as error:
                raise AssertionError(told) from error
            built += 1
            shutil.rmtree(tmp_path / "data", ignore_errors=True)
        shutil.copytree(ONTOLOGY, folder, dirs_exist_ok=True)
