"""The tables that other tools read."""

import csv
import io

import yaml
from web.web_sample import CATALOGUE

from snaglist.exchange.tables import MAPPING_COLUMNS, claims_csv, findings_csv, mappings_tsv
from snaglist.graph.namespaces import LOCAL, OURS
from snaglist.graph.vocabularies import term_iri
from snaglist.snapshot.snapshot import Snapshot


def table(content: bytes) -> tuple[dict[str, object], list[dict[str, str]]]:
    lines = content.decode().splitlines()
    head = [line.removeprefix("# ").removeprefix("#") for line in lines if line.startswith("#")]
    body = [line for line in lines if not line.startswith("#")]
    return yaml.safe_load("\n".join(head)), list(csv.DictReader(body, delimiter="\t"))


def test_mappings_follow_sssom(sample_knowledge: Snapshot) -> None:
    metadata, rows = table(mappings_tsv(sample_knowledge.catalogue))
    assert metadata["mapping_set_version"] == "1.0"
    assert set(metadata["curie_map"]) >= {"id", "skos", "semapv", "sssom"}  # type: ignore[call-overload]
    assert tuple(rows[0]) == MAPPING_COLUMNS
    assert [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows] == [
        ("id:SNAG-001", "skos:relatedMatch", "id:study/I1.1"),
        ("id:SNAG-002", "skos:exactMatch", "sssom:NoTermFound"),
        ("id:SNAG-001", "skos:closeMatch", "id:garden/G1"),
        ("id:SNAG-002", "skos:exactMatch", "sssom:NoTermFound"),
        ("id:FIX-001", "skos:broadMatch", "id:garden/G2"),
        ("id:quality/completeness", "skos:exactMatch", "weather:complete"),
        ("id:SNAG-001", "snag:impairsDimension", "weather:complete"),
        ("id:category/completeness", "skos:narrowMatch", "weather:troubles/W7"),
    ]
    assert all(row["mapping_justification"] == "semapv:ManualMappingCuration" for row in rows)


def test_every_shipped_mapping_is_in_the_table(shipped: Snapshot) -> None:
    _, rows = table(mappings_tsv(shipped.catalogue))
    own = sum(len(issue.mappings) for issue in shipped.catalogue.issues)
    outside = sum(len(vocabulary.mappings) for vocabulary in shipped.catalogue.vocabularies)
    assert len(rows) == own + outside


def test_a_mapping_to_others_says_which_version_who_and_when(sample_knowledge: Snapshot) -> None:
    _, rows = table(mappings_tsv(sample_knowledge.catalogue))
    bell = next(row for row in rows if row["object_id"] == "id:garden/G2")
    assert {name: bell[name] for name in MAPPING_COLUMNS[4:]} == {
        "object_label": "Bell",
        "object_source": "id:garden",
        "object_source_version": "3",
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": "A gardener",
        "reviewer_label": "Another gardener",
        "mapping_date": "2026-11-25",
        "see_also": "",
        "comment": "A bell on a dial is a bell.",
    }


def test_each_identifier_has_a_prefix_and_is_the_one_of_the_graph(shipped: Snapshot) -> None:
    metadata, rows = table(mappings_tsv(shipped.catalogue))
    prefixes = metadata["curie_map"]
    assert isinstance(prefixes, dict)
    terms = {
        str(OURS.things[term_iri(term).removeprefix(LOCAL)])
        if term_iri(term).startswith(LOCAL)
        else str(term_iri(term))
        for vocabulary in shipped.catalogue.vocabularies
        for term in vocabulary.terms
    }
    written = set()
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "object_source"):
            prefix, _, rest = row[column].partition(":")
            assert prefix in prefixes, row[column]
            written.add(f"{prefixes[prefix]}{rest}")
    assert terms <= written


def test_every_claim_of_the_catalogue_is_in_the_csv(shipped: Snapshot) -> None:
    rows = list(csv.DictReader(io.StringIO(claims_csv(shipped.catalogue).decode(), newline="")))
    claims = {claim.id for entry in shipped.catalogue.entries for claim in entry.claims}
    assert {row["claim"] for row in rows} == claims
    # A witness is words of somebody or a finding, never both.
    assert all(bool(row["exact"]) != bool(row["found"]) for row in rows)


def test_each_row_has_the_stance_and_the_note_of_its_witness() -> None:
    rows = csv.DictReader(io.StringIO(claims_csv(CATALOGUE).decode(), newline=""))
    told = [(r["quote"], r["stance"], r["note"]) for r in rows if r["claim"] == "SNAG-001-C2"]
    assert told == [
        ("I07-Q003", "supports", ""),
        ("I07-Q004", "qualifies", "Only in summer."),
    ]


def test_a_row_of_a_finding_says_where_it_was_published(sample_knowledge: Snapshot) -> None:
    rows = csv.DictReader(io.StringIO(claims_csv(sample_knowledge.catalogue).decode(), newline=""))
    (row,) = (row for row in rows if row["finding"] == "P001-F1")
    assert (row["claim"], row["stance"], row["note"]) == (
        *("SNAG-001-C3", "supports", "Seen on weekly visits."),
    )
    assert (row["publication"], row["year"], row["place"]) == ("P001", "2024", "Table 1")
    assert (row["quote"], row["exact"], row["start"]) == ("", "", "")


def test_every_finding_is_in_a_table_of_its_own(sample_knowledge: Snapshot) -> None:
    content = findings_csv(sample_knowledge.catalogue).decode()
    first, second = csv.DictReader(io.StringIO(content, newline=""))
    assert first["figures"] == "40: gardens; 30 %: thermometers that had stopped unseen"
    assert first["authors"] == "Moss, F.; Fern, A. B.; and others"
    assert (first["evidence"], first["seen"]) == ("field-study", "source")
    assert (second["finding"], second["entries"], second["claims"]) == (
        *("P001-F2", "SNAG-001", "SNAG-001-C2"),
    )
