"""The mappings of issues to other vocabularies as one table (SSSOM, TSV with a YAML header).

Format: Simple Standard for Sharing Ontological Mappings, https://w3id.org/sssom. A scheme
without a counterpart is mapped to ``sssom:NoTermFound``, as the standard has it.
"""

import csv
import io
from collections.abc import Iterator

from snaglist.graph.namespaces import ID
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Relation
from snaglist.model.scheme import Concept

COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "object_source",
    "mapping_justification", "author_label", "comment",
)  # fmt: skip

HEADER = """\
# curie_map:
#   id: {base}
#   skos: http://www.w3.org/2004/02/skos/core#
#   semapv: https://w3id.org/semapv/vocab/
#   sssom: https://w3id.org/sssom/
# license: {licence}
# mapping_set_id: https://w3id.org/snaglist/mappings
# mapping_set_title: {title}, mappings of its issues
# mapping_set_version: "{version}"
"""


def mappings_tsv(catalogue: Catalogue) -> bytes:
    """UTF-8, a line for each mapping, in the order of the issues."""
    about = catalogue.about
    out = io.StringIO(newline="")
    out.write(
        HEADER.format(base=ID, licence=about.licence, title=about.title, version=about.version)
    )
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(catalogue))
    return out.getvalue().encode()


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for issue in catalogue.issues:
        for mapping in issue.mappings:
            scheme = mapping.to.partition("/")[0]
            if mapping.relation is Relation.NONE:
                target = ("sssom:NoTermFound", "", f"id:{scheme}")
                predicate = "skos:exactMatch"
            else:
                target = (
                    f"id:{mapping.to}",
                    catalogue.find(Concept, mapping.to).label,
                    f"id:{scheme}",
                )
                predicate = f"skos:{mapping.relation.value}Match"
            basis = ("semapv:ManualMappingCuration", mapping.by, mapping.why)
            yield (f"id:{issue.id}", issue.title, predicate, *target, *basis)
