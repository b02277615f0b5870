"""The IRIs that the dumps of a catalogue mention, as paths under its base."""

import re

from snaglist.dataset.distributions import DESCRIPTION_DUMP, DatasetPart, dump_name
from snaglist.graph.rdf_formats import RdfFormat
from snaglist.snapshot.snapshot import Snapshot

NAMING = (
    *(dump_name(part, RdfFormat.NQUADS) for part in (DatasetPart.ASSERTED, DatasetPart.INFERRED)),
    *(dump_name(part, RdfFormat.NTRIPLES) for part in (DatasetPart.ONTOLOGY, DatasetPart.SHAPES)),
    DESCRIPTION_DUMP,
)
"""The dumps that name things; the others name the same."""

NO_PAGES = ("/data/", "/static/", "/sparql")
"""Files and services, which are names of themselves."""


def iri_paths(knowledge: Snapshot) -> list[str]:
    """The path of every IRI of the catalogue in its dumps, as ``/id/SNAG-001-C1``; no fragments.

    Namespaces, which end in ``/``, name nothing. Dumps that a snapshot has not are passed over.
    """
    there = {dump.name for dump in knowledge.dumps}
    pattern = re.compile(re.escape(knowledge.catalogue.about.iri.rstrip("/")) + r'(/[^>\s"#,]*)')
    found: set[str] = set()
    for name in NAMING:
        if name in there:
            found.update(pattern.findall(knowledge.dump(name).decode()))
    return sorted(
        path
        for path in found
        if not path.endswith("/") and not path.startswith(NO_PAGES) and ".." not in path
    )
