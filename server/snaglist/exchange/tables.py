"""The catalogue as two tables: its evidence (CSV), and its mappings to other vocabularies (SSSOM).

The evidence is CSV as in RFC 4180. Mappings are TSV with a YAML header, as the Simple Standard for
Sharing Ontological Mappings asks (https://w3id.org/sssom); a scheme without a counterpart is mapped
to ``sssom:NoTermFound``.
"""

import json
from collections.abc import Iterator

from snaglist.exchange.table_cells import table_text
from snaglist.graph.namespaces import ID
from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Relation
from snaglist.model.interview import Quote
from snaglist.model.scheme import Concept

CLAIM_COLUMNS = (
    "entry", "title", "category", "kind", "status", "claim", "claim_type", "claim_text", "stance",
    "note", "strategy", "outcome", "cost", "quote", "exact", "gloss", "standing", "interview",
    "section", "turn", "line", "start", "end",
)  # fmt: skip

MAPPING_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "object_source",
    "mapping_justification", "author_label", "comment",
)  # fmt: skip
"""The columns of a table of mappings, by the names that SSSOM gives them."""

HEADER = """\
# curie_map:
#   id: {base}
#   skos: http://www.w3.org/2004/02/skos/core#
#   semapv: https://w3id.org/semapv/vocab/
#   sssom: https://w3id.org/sssom/
# license: {licence}
# mapping_set_id: https://w3id.org/snaglist/mappings
# mapping_set_title: {title}
# mapping_set_version: {version}
"""


def claims_csv(catalogue: Catalogue) -> bytes:
    """A row for each witness of each claim, in the order of the entries.

    UTF-8 with a header line; positions count code points, lines count from 1.
    """
    return table_text(CLAIM_COLUMNS, _claims(catalogue)).encode()


def _claims(catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    for entry in catalogue.entries:
        category = getattr(entry, "category", "")
        head = (entry.id, entry.title, category, entry.kind, entry.status.value)
        for claim in entry.claims:
            outcome = claim.outcome.value if claim.outcome else ""
            said = (claim.id, claim.type.value, claim.text)
            answer = (claim.strategy or "", outcome, claim.cost or "")
            for witness in claim.witnesses:
                link = (witness.stance.value, witness.note or "")
                quote = catalogue.find(Quote, witness.quote)
                place = (quote.interview, quote.section, quote.turn, quote.line)
                words = (quote.id, quote.exact, quote.gloss or "", quote.standing.value)
                span = (quote.selector.start, quote.selector.end)
                yield (*head, *said, *link, *answer, *words, *place, *span)


def mappings_tsv(catalogue: Catalogue) -> bytes:
    """A row for each mapping, in the order of the issues; UTF-8."""
    about = catalogue.about
    header = HEADER.format(
        base=ID,
        licence=_yaml_text(about.licence),
        title=_yaml_text(f"{about.title}, mappings of its issues"),
        version=_yaml_text(about.version),
    )
    return (header + table_text(MAPPING_COLUMNS, _mappings(catalogue), tabs=True)).encode()


def _yaml_text(text: str) -> str:
    """A text in double quotes on one line: what is JSON is YAML, whatever the text holds."""
    return json.dumps(text)


def _mappings(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
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
