"""Claims that name the person interviewed are found, and stop nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from common import ONTOLOGY, SAMPLE

from snaglist.build.proof import prove
from snaglist.build.warnings import MOST_TOLD, tell_warnings
from snaglist.model.entry import EntryStatus, Retirement
from snaglist.snapshot.place import SnapshotFolder
from snaglist.sources.claim_instances import find_claim_instances
from snaglist.sources.loader import load_catalogue

CATALOGUE = load_catalogue(SAMPLE)
FIRST, SECOND = CATALOGUE.issues


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The interviewee lost all seedlings.", True),
        ("It did something to the interviewee's heart.", True),
        ("The participant had seen it.", True),
        ("In I07 nobody looked.", True),
        ("Interviewees are hard to find.", False),
        ("Nobody looked for a week.", False),
        ("Respondents give false answers.", False),
    ],
)
def test_who_names_the_person_is_found(text: str, found: bool) -> None:
    claims = (replace(FIRST.claims[0], text=text), *FIRST.claims[1:])
    changed = replace(CATALOGUE, issues=(replace(FIRST, claims=claims), SECOND))
    findings = find_claim_instances(changed, "here")
    assert [each.message.split()[0] for each in findings] == ["SNAG-001-C1"] * found
    assert [each.path for each in findings] == [f"here/{FIRST.path}"] * found


def test_arrows_are_looked_at_and_retired_entries_are_not() -> None:
    arrow = replace(FIRST.leads_to[0], text="The interviewee looked elsewhere.")
    issue = replace(FIRST, leads_to=(arrow,))
    (found,) = find_claim_instances(replace(CATALOGUE, issues=(issue, SECOND)), "here")
    assert found.message.startswith("SNAG-001-to-SNAG-002 says")
    why = Retirement(why="So.", replaced_by=())
    retired = replace(issue, status=EntryStatus.RETIRED, retired=why)
    assert not find_claim_instances(replace(CATALOGUE, issues=(retired, SECOND)), "here")


@pytest.mark.parametrize("number", [MOST_TOLD, MOST_TOLD + 2])
def test_of_many_warnings_the_first_are_told_and_how_many_there_are(number: int) -> None:
    told: list[str] = []
    tell_warnings(
        [f"a: {n}. [claim-instance]" for n in range(number)] + ["b: x. [p13]"], told.append
    )
    more = [f"warning: {number} of the rule claim-instance in all; snag check --json has them"]
    assert told == [
        *(f"warning: a: {n}. [claim-instance]" for n in range(MOST_TOLD)),
        *(more if number > MOST_TOLD else []),
        "warning: b: x. [p13]",
    ]


def test_a_check_tells_them_and_passes(sample: Path, tmp_path: Path) -> None:
    path = sample / FIRST.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Nobody looked", "The interviewee never looked"), "utf-8")
    told: list[str] = []
    proof = prove(SnapshotFolder(tmp_path, sample, ONTOLOGY), told.append, quick=True)
    (warning,) = proof.warnings
    assert "SNAG-001-C1" in warning
    assert f"warning: {warning}" in told
