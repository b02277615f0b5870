"""What each column of the evidence table holds, of one row of each kind."""

from dataclasses import replace
from datetime import date

import pytest
from common import SAMPLE
from loaded import loaded

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Change
from snaglist.model.evidence_columns import Cell
from snaglist.model.evidence_table import ROW_KINDS

THERMOMETER = "The thermometer dies and nobody sees it"
ONE_PERSON = {"interviews": ("I01",), "people": ("I01-interviewee",)}
BOTH = {"evidence": ("told", "published", "both"), "publications": ("P001",)}

ROWS: dict[str, dict[str, Cell]] = {
    "issues": {
        "id": "SNAG-001",
        "title": THERMOMETER,
        "definition": "A measuring device stops and its silence is taken for calm.",
        "category": "data",
        "kind": "completeness",
        "phases": ("data-collection", "operation"),
        "sources": ("sensor",),
        "artefacts": ("dataset", "alert"),
        "systems": (),
        "qualities": ("completeness",),
        "stakeholders": ("user",),
        "strategies": ("FIX-001",),
        "leads-to": ("SNAG-002",),
        "comes-from": (),
        "questions": 2,
        "outcomes": ("worked",),
        "claims": 3,
        "quotes": 3,
        "findings": 2,
        "status": "reviewed",
        "changed": "2026-11-23",
        **ONE_PERSON,
        **BOTH,
    },
    "strategies": {
        "id": "FIX-001",
        "title": "Hang a bell on the dial",
        "definition": "Let the device say by itself that it stopped.",
        "kind": "detection",
        "phases": ("operation",),
        "answers": ("SNAG-001",),
        "notices": (),
        "outcomes": ("worked",),
        "claims": 1,
        "quotes": 1,
        "findings": 1,
        "status": "reviewed",
        "changed": "2026-11-23",
        **ONE_PERSON,
        **BOTH,
    },
    "claims": {
        "id": "SNAG-001-C2",
        "entry": "SNAG-001",
        "title": THERMOMETER,
        "category": "data",
        "type": "consequence",
        "text": "All seedlings were lost.",
        "outcome": "",
        "cost": "",
        "stances": ("supports", "contradicts"),
        "qualities": ("completeness",),
        "stakeholders": ("user",),
        "strategy": "",
        "evidence": ("told",),
        "quotes": ("I01-Q002",),
        "findings": ("P001-F2",),
        "publications": ("P001",),
        **ONE_PERSON,
    },
    "quotes": {
        "id": "I01-Q002",
        "words": "We lost the seedlings, all of them",
        "gloss": "",
        "interview": "I01",
        "person": "I01-interviewee",
        "role": "gardener",
        "language": "en",
        "speaker": "gardener",
        "section": "Opening question",
        "line": 3,
        "turn": "I01-T002",
        "standing": "volunteered",
        "systems": (),
        "strategies": (),
        "issues": ("SNAG-001",),
        "claims": ("SNAG-001-C2",),
        "coder": "Nobody",
    },
    "findings": {
        "id": "P001-F1",
        "text": "In 40 gardens watched for two winters, 30 % of the thermometers had stopped "
        "before anybody looked.",
        "figures": ("40: gardens", "30 %: thermometers that had stopped unseen"),
        "evidence-kind": "field-study",
        "design": "Weekly visits for two winters",
        "population": "40 gardens in one valley",
        "period": "2021 to 2023",
        "place": "Table 1",
        "publication": "P001",
        "year": 2024,
        "issues": ("SNAG-001",),
        "strategies": (),
        "reference": "Moss, F.; Fern, A. B.; and others (2024). Frost in forty gardens. Journal of "
        "Small Gardens 12(3), 40-52. https://doi.org/10.5555/frost.2024.40",
        "claims": ("SNAG-001-C3",),
    },
    "questions": {
        "id": "SNAG-001-R1",
        "issue": "SNAG-001",
        "title": THERMOMETER,
        "category": "data",
        "question": "When did the bell last ring in a test?",
        "phases": ("data-collection", "operation"),
        "claims": ("SNAG-001-C1", "SNAG-001-C3"),
    },
}


CATALOGUE = loaded(SAMPLE)


def cells(catalogue: Catalogue, kind: str, identifier: str) -> dict[str, Cell]:
    rows = ROW_KINDS[kind]
    (row,) = [
        one for one in rows.rows(catalogue) if rows.column("id").cell(catalogue, one) == identifier
    ]
    return {column.name: column.cell(catalogue, row) for column in rows.columns}


def test_each_kind_of_row_is_looked_at() -> None:
    assert set(ROWS) == set(ROW_KINDS)


@pytest.mark.parametrize("kind", ROWS)
def test_each_column_holds_what_it_is_called(kind: str) -> None:
    assert cells(CATALOGUE, kind, str(ROWS[kind]["id"])) == ROWS[kind]


def test_an_entry_was_changed_on_the_last_day_of_its_history() -> None:
    first, *others = CATALOGUE.issues
    days = (date(2026, 11, 23), date(2026, 12, 2), date(2026, 11, 30))
    told = replace(first, history=tuple(Change(on=day, what="So.") for day in days))
    changed = replace(CATALOGUE, issues=(told, *others))
    assert cells(changed, "issues", first.id)["changed"] == "2026-12-02"
