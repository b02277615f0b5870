"""The tables that other tools read."""

import csv
import io

import yaml
from web.web_sample import CATALOGUE

from snaglist.exchange.tables import MAPPING_COLUMNS, claims_csv, mappings_tsv
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
    ]
    assert all(row["mapping_justification"] == "semapv:ManualMappingCuration" for row in rows)


def test_every_shipped_mapping_is_in_the_table(shipped: Snapshot) -> None:
    _, rows = table(mappings_tsv(shipped.catalogue))
    assert len(rows) == sum(len(issue.mappings) for issue in shipped.catalogue.issues)


def test_every_claim_of_the_catalogue_is_in_the_csv(shipped: Snapshot) -> None:
    rows = list(csv.DictReader(io.StringIO(claims_csv(shipped.catalogue).decode(), newline="")))
    claims = {claim.id for entry in shipped.catalogue.entries for claim in entry.claims}
    assert {row["claim"] for row in rows} == claims
    assert all(row["exact"] for row in rows)


def test_each_row_has_the_stance_and_the_note_of_its_witness() -> None:
    rows = csv.DictReader(io.StringIO(claims_csv(CATALOGUE).decode(), newline=""))
    told = [(r["quote"], r["stance"], r["note"]) for r in rows if r["claim"] == "SNAG-001-C2"]
    assert told == [
        ("I07-Q003", "supports", ""),
        ("I07-Q004", "qualifies", "Only in summer."),
    ]
