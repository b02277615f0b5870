"""Broken ontologies: findings or a graph, never a traceback, and what passes builds."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from common import ONTOLOGY, SAMPLE, times
from fuzz.mutants import ODD_OCTETS, authored, octets_mutated
from reasoners import known_entailed

from snaglist.build import quick_check
from snaglist.build.current import open_current
from snaglist.build.quick_check import LoadedSources
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.graph.serialize import write_graph
from snaglist.schema.report import FindingsError
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.loader import load_folder

SEED = 20261128
FILES = [
    path.relative_to(ONTOLOGY)
    for path in authored(ONTOLOGY)
    if path.suffix in (".ttl", ".rq", ".yaml") and path.name != "shapes.ttl"
]


@pytest.fixture
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the catalogue once: it stands beside each mutant, and is never the mutant."""
    loaded = load_folder(SAMPLE)
    monkeypatch.setattr(quick_check, "load_folder", lambda folder: loaded)


@contextmanager
def mutant(folder: Path, number: int) -> Iterator[str]:
    """The ontology with one file mutated, by a number alone."""
    chance = random.Random(SEED + number)
    name = chance.choice(FILES)
    path, original = folder / name, (ONTOLOGY / name).read_bytes()
    content = original
    if chance.random() < 0.3:
        content += b"\n" + b" ".join(chance.choice(ODD_OCTETS) for _ in range(3)) + b" ."
    path.write_bytes(octets_mutated(content, chance))
    try:
        yield f"mutant {number} of {name}"
    finally:
        path.write_bytes(original)


def judged(folder: Path, told: str) -> LoadedSources | None:
    """What was read, or None with findings; whatever else is raised is a bug."""
    try:
        return quick_check.load_sources(SAMPLE, folder, lambda message: None)
    except FindingsError as error:
        found = error.findings
    assert found, told
    return None


def written(sources: LoadedSources) -> None:
    ElementTree.fromstring(write_graph(sources.vocabulary, RdfFormat.RDFXML))
    write_graph(sources.vocabulary, RdfFormat.TURTLE)
    write_graph(sources.alignments, RdfFormat.TURTLE)


@pytest.mark.repeated
@pytest.mark.usefixtures("loaded_once")
def test_a_mutant_is_a_finding_or_an_ontology_that_can_be_written(tmp_path: Path) -> None:
    folder, accepted = tmp_path / "ontology", 0
    shutil.copytree(ONTOLOGY, folder)
    for number in range(times(10, 200)):
        with mutant(folder, number) as told:
            try:
                sources = judged(folder, told)
                if sources:
                    accepted += 1
                    if accepted % 5 == 1:
                        written(sources)
            except Exception as error:
                raise AssertionError(told) from error
    assert accepted > times(1, 30)


@pytest.mark.thorough
def test_what_is_accepted_builds(tmp_path: Path, sample_knowledge: Snapshot) -> None:
    folder, built, number = tmp_path / "ontology", 0, 0
    shutil.copytree(ONTOLOGY, folder)
    reason = known_entailed(sample_knowledge)
    while built < 6:
        number += 1
        with mutant(folder, number) as told:
            if judged(folder, told) is None:
                continue
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
