"""The catalogue as two tables: its evidence (CSV), and its mappings to other vocabularies (SSSOM).

The evidence is CSV as in RFC 4180. Mappings are TSV with a YAML header, as the Simple Standard for
Sharing Ontological Mappings asks (https://w3id.org/sssom); a scheme without a counterpart is mapped
to ``sssom:NoTermFound``.
"""

import json
from collections.abc import Iterator

from snaglist.exchange.table_cells import table_text
from snaglist.graph.namespaces import ID, SNAG
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Relation
from snaglist.model.interview import Quote
from snaglist.model.scheme import Concept
from snaglist.model.vocabulary import OutsideTerm, Vocabulary

CLAIM_COLUMNS = (
    "entry", "title", "category", "kind", "status", "claim", "claim_type", "claim_text", "stance",
    "note", "strategy", "outcome", "cost", "quote", "exact", "gloss", "standing", "interview",
    "section", "turn", "line", "start", "end",
)  # fmt: skip

MAPPING_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "object_source",
    "object_source_version", "mapping_justification", "author_label", "reviewer_label",
    "mapping_date", "see_also", "comment",
)  # fmt: skip
"""The columns of a table of mappings, by the names that SSSOM gives them."""

PREFIXES = {
    "id": str(ID),
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "snag": str(SNAG),
    "sssom": "https://w3id.org/sssom/",
}

HEADER = """\
# curie_map:
{prefixes}
# license: {licence}
# mapping_set_id: https://w3id.org/snaglist/mappings
# mapping_set_title: {title}
# mapping_set_version: {version}
"""

NO_TERM, EXACT = "sssom:NoTermFound", "skos:exactMatch"
"""How SSSOM says that there is no counterpart."""


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
    """A row for each mapping: those in the issues, then those to each vocabulary; UTF-8."""
    about = catalogue.about
    spaces = {each.id: each.namespace for each in catalogue.vocabularies if each.namespace}
    header = HEADER.format(
        prefixes="\n".join(
            f"#   {prefix}: {_yaml_text(space)}" for prefix, space in {**PREFIXES, **spaces}.items()
        ),
        licence=_yaml_text(about.licence),
        title=_yaml_text(f"{about.title}, mappings of its entries and concepts"),
        version=_yaml_text(about.version),
    )
    rows = (*_mappings(catalogue), *_outside_mappings(catalogue))
    return (header + table_text(MAPPING_COLUMNS, rows, tabs=True)).encode()


def _yaml_text(text: str) -> str:
    """A text in double quotes on one line: what is JSON is YAML, whatever the text holds."""
    return json.dumps(text)


def _predicate(relation: Relation) -> str:
    if relation is Relation.NONE:
        return EXACT
    if relation is Relation.IMPAIRS:
        return "snag:impairsDimension"
    return f"skos:{relation.value}Match"


def _mappings(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for issue in catalogue.issues:
        for mapping in issue.mappings:
            scheme = mapping.to.partition("/")[0]
            if mapping.relation is Relation.NONE:
                target = (NO_TERM, "")
            else:
                target = (f"id:{mapping.to}", catalogue.find(Concept, mapping.to).label)
            basis = ("semapv:ManualMappingCuration", mapping.by, "", "", "", mapping.why)
            subject = (f"id:{issue.id}", issue.title, _predicate(mapping.relation))
            yield (*subject, *target, f"id:{scheme}", catalogue.about.version, *basis)


def _outside_mappings(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for vocabulary in catalogue.vocabularies:
        source = (f"id:{vocabulary.id}", vocabulary.version)
        for mapping in vocabulary.mappings:
            term = vocabulary.term(mapping.to) if mapping.to else None
            target = (_curie(vocabulary, term), term.label) if term else (NO_TERM, "")
            who = (mapping.by, mapping.reviewed_by or "", mapping.on.isoformat())
            page = (term.page or "") if term else ""
            yield (
                f"id:{mapping.subject}",
                _label(catalogue.things[mapping.subject]),
                _predicate(mapping.relation),
                *target,
                *source,
                "semapv:ManualMappingCuration",
                *who,
                page,
                mapping.why,
            )


def _curie(vocabulary: Vocabulary, term: OutsideTerm) -> str:
    """A term's address with the vocabulary's prefix; with ours where its keepers gave it none."""
    if term.iri is None or vocabulary.namespace is None:
        return f"id:{term.ref}"
    return f"{vocabulary.id}:{term.iri.removeprefix(vocabulary.namespace)}"


def _label(thing: Thing) -> str:
    return str(getattr(thing, "title", "") or getattr(thing, "label", ""))
