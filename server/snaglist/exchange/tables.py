"""The catalogue as tables: its evidence and its findings (CSV), its mappings to others (SSSOM).

The evidence is CSV as in RFC 4180. Mappings are TSV with a YAML header, as the Simple Standard for
Sharing Ontological Mappings asks (https://w3id.org/sssom); a scheme without a counterpart is mapped
to ``sssom:NoTermFound``.
"""

import json
from collections.abc import Iterator

from snaglist.exchange.table_cells import table_text
from snaglist.graph.namespaces import SNAG, CatalogueNames
from snaglist.model.catalogue import Catalogue, Thing
from snaglist.model.entry import Claim, Relation
from snaglist.model.interview import Quote
from snaglist.model.publication import Finding
from snaglist.model.references import full_reference, listed_authors
from snaglist.model.scheme import Concept
from snaglist.model.vocabulary import OutsideTerm, Vocabulary

CLAIM_COLUMNS = (
    "entry", "title", "category", "kind", "status", "claim", "claim_type", "claim_text", "stance",
    "note", "strategy", "outcome", "cost", "quote", "exact", "gloss", "standing", "interview",
    "section", "turn", "line", "start", "end", "finding", "found", "evidence", "publication",
    "year", "place",
)  # fmt: skip

FINDING_COLUMNS = (
    "finding", "text", "figures", "evidence", "design", "population", "period", "place", "seen",
    "publication", "kind", "authors", "year", "title", "venue", "identifier", "doi", "arxiv", "url",
    "reference", "entries", "claims",
)  # fmt: skip

MAPPING_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "object_source",
    "object_source_version", "mapping_justification", "author_label", "reviewer_label",
    "mapping_date", "see_also", "comment",
)  # fmt: skip
"""The columns of a table of mappings, by the names that SSSOM gives them."""

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "snag": str(SNAG),
    "sssom": "https://w3id.org/sssom/",
}

HEADER = """\
# curie_map:
{prefixes}
# license: {licence}
# mapping_set_id: {base}/mappings
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
                yield (
                    *head,
                    *said,
                    *link,
                    *answer,
                    *_quoted(catalogue, witness.quote),
                    *_found(catalogue, witness.finding),
                )


def _quoted(catalogue: Catalogue, identifier: str | None) -> tuple[object, ...]:
    """The cells of a quote, which are empty where the witness is a finding."""
    if identifier is None:
        return ("",) * 10
    quote = catalogue.find(Quote, identifier)
    words = (quote.id, quote.exact, quote.gloss or "", quote.standing.value)
    place = (quote.interview, quote.section, quote.turn, quote.line)
    return (*words, *place, quote.selector.start, quote.selector.end)


def _found(catalogue: Catalogue, identifier: str | None) -> tuple[object, ...]:
    """The cells of a finding, which are empty where the witness is a quote."""
    if identifier is None:
        return ("",) * 6
    finding = catalogue.find(Finding, identifier)
    publication = catalogue.publication_of(identifier)
    return (
        finding.id,
        finding.text,
        finding.evidence,
        publication.id,
        publication.year,
        finding.place,
    )


def findings_csv(catalogue: Catalogue) -> bytes:
    """A row for each finding, in the order of the publications; UTF-8 with a header line."""
    return table_text(FINDING_COLUMNS, _findings(catalogue)).encode()


def _findings(catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    for publication in catalogue.publications:
        work = (
            publication.id,
            publication.kind.value,
            listed_authors(publication),
            publication.year,
            publication.title,
            publication.venue or "",
            publication.identifier or "",
            publication.doi or "",
            publication.arxiv or "",
            publication.url or "",
            full_reference(publication),
        )
        for finding in publication.findings:
            uses = catalogue.uses.get(finding.id, ())
            figures = "; ".join(f"{each.value}: {each.what}" for each in finding.figures)
            how = (finding.evidence, finding.design, finding.population, finding.period or "")
            yield (
                *(finding.id, finding.text, figures),
                *(*how, finding.place, finding.seen.value),
                *work,
                " ".join(dict.fromkeys(use.entry.id for use in uses)),
                " ".join(use.by.id for use in uses if isinstance(use.by, Claim)),
            )


def mappings_tsv(catalogue: Catalogue) -> bytes:
    """A row for each mapping: those in the issues, then those to each vocabulary; UTF-8."""
    about, names = catalogue.about, CatalogueNames.of(catalogue.about)
    spaces = {"id": str(names.things), **PREFIXES}
    spaces |= {each.id: each.namespace for each in catalogue.vocabularies if each.namespace}
    header = HEADER.format(
        prefixes="\n".join(
            f"#   {prefix}: {_yaml_text(space)}" for prefix, space in spaces.items()
        ),
        base=names.base,
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
