"""Broken catalogues: findings or a catalogue, never a traceback, and what passes builds."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from common import ONTOLOGY, SAMPLE, overlaid, times
from fuzz.mutants import authored, octets_mutated, value_mutated
from reasoners import known_entailed

from snaglist.build.current import open_current
from snaglist.exchange.tables import claims_csv, mappings_tsv
from snaglist.graph.dump_writer import DumpSerializer
from snaglist.graph.jsonld_context import JsonLdContext, make_context
from snaglist.graph.named_graphs import catalogue_graphs
from snaglist.graph.ontology import ontology_files, read_turtle
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.index.documents import documents
from snaglist.model.catalogue import Catalogue
from snaglist.schema import validation
from snaglist.schema.located_yaml import Located, parse_yaml
from snaglist.schema.report import FindingsError
from snaglist.snapshot.snapshot import Snapshot
from snaglist.sources.loader import load_catalogue
from snaglist.web.app import create_app

SEED = 20261128
FILES = [path.relative_to(SAMPLE) for path in authored(SAMPLE)]


@pytest.fixture(scope="module")
def context() -> JsonLdContext:
    return make_context(read_turtle(ontology_files(ONTOLOGY))[0])


@pytest.fixture
def parsed_once() -> Iterator[None]:
    """Parse what mutants leave alone once, not once a mutant: more than half of a check."""
    kept: dict[tuple[str, int, int | None], Located] = {}

    def keep(text: str, first_line: int, most: int | None) -> Located:
        found = kept[text, first_line, most] = parse_yaml(text, first_line, most)
        return found

    def look_up(text: str, first_line: int, most: int | None) -> Located:
        return kept.get((text, first_line, most)) or parse_yaml(text, first_line, most)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validation, "parse_yaml", keep)
        load_catalogue(SAMPLE)
        patch.setattr(validation, "parse_yaml", look_up)
        yield
    # Else a mutant would have changed what the next ones were given.
    assert all(parse_yaml(*asked) == found for asked, found in kept.items())


@contextmanager
def mutant(folder: Path, number: int) -> Iterator[str]:
    """The catalogue with one file mutated, by a number alone."""
    chance = random.Random(SEED + number)
    name = FILES[number % len(FILES)]
    path, content = folder / name, (SAMPLE / name).read_bytes()
    plain = name.suffix == ".txt" or chance.random() < 0.4
    path.write_bytes((octets_mutated if plain else value_mutated)(content, chance))
    try:
        yield f"mutant {number} of {name}"
    finally:
        path.write_bytes(content)


def judged(folder: Path, told: str) -> Catalogue | None:
    """The catalogue, or None with findings; whatever else is raised is a bug."""
    try:
        return load_catalogue(folder)
    except FindingsError as error:
        found = error.findings
    assert found, told
    for finding in found:
        assert finding.message.endswith((".", "…")), (told, finding)
    return None


def written(catalogue: Catalogue, context: JsonLdContext) -> None:
    """What a build writes that depends on texts: RDF in all formats, tables, what is searched."""
    graphs = catalogue_graphs(catalogue)
    bulk = DumpSerializer(graphs, context)
    assert list(ox.parse(bulk.write(RdfFormat.NQUADS), format=ox.RdfFormat.N_QUADS))
    ElementTree.fromstring(bulk.write(RdfFormat.RDFXML))
    bulk.write(RdfFormat.JSONLD)
    claims_csv(catalogue)
    mappings_tsv(catalogue)
    list(documents(catalogue))


@pytest.mark.repeated
@pytest.mark.usefixtures("parsed_once")
def test_a_mutant_is_a_finding_or_a_catalogue_that_can_be_written(
    tmp_path: Path, context: JsonLdContext
) -> None:
    folder = overlaid(tmp_path / "sample", SAMPLE / "no-overlay")
    accepted = 0
    for number in range(times(100, 2_400)):
        with mutant(folder, number) as told:
            try:
                catalogue = judged(folder, told)
                if catalogue:
                    accepted += 1
                    # Writing one costs as much as reading eight.
                    if accepted % 2:
                        written(catalogue, context)
            except Exception as error:
                raise AssertionError(told) from error
    # Else nothing would have been tried on what passes.
    assert accepted > times(5, 300)


def visited(known: Snapshot) -> None:
    """Every page of things answers."""
    client = create_app(known).test_client()
    catalogue = known.catalogue
    pages = [
        "/",
        "/issues",
        "/strategies",
        "/interviews",
        "/ontology",
        "/data",
        "/gaps",
        "/search?q=bell",
    ]
    pages += [f"/issues/{each.id}" for each in catalogue.issues]
    pages += [f"/strategies/{each.id}" for each in catalogue.strategies]
    pages += [f"/interviews/{each.id}" for each in catalogue.interviews]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, (page, answer.text[:500])
        assert 'href="javascript:' not in answer.text.lower()


@pytest.mark.thorough
def test_what_is_accepted_builds_and_is_served(tmp_path: Path, sample_knowledge: Snapshot) -> None:
    reason, built = known_entailed(sample_knowledge), 0
    folder = overlaid(tmp_path / "sample", SAMPLE / "no-overlay")
    number = 0
    while built < 8:
        number += 1
        with mutant(folder, number) as told:
            if judged(folder, told) is None:
                continue
            try:
                known = open_current(
                    tmp_path / "data", folder, ONTOLOGY, lambda message: None, reason
                )
            except FindingsError:
                continue  # by the shapes, which the quick check leaves out
            except Exception as error:
                raise AssertionError(told) from error
            visited(known)
            known.close()
            built += 1
            shutil.rmtree(tmp_path / "data")
