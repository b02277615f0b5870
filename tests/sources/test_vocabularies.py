"""Vocabularies that others keep: what a file may say, and what becomes of it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from common import SAMPLE
from loaded import loaded

from snaglist.model.entry import Relation
from snaglist.model.vocabulary import OutsideMapping, TermKind
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

GARDEN, WEATHER = "mappings/garden.yaml", "mappings/weather.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def said(folder: Path) -> list[str]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return [str(finding) for finding in raised.value.findings]


def test_a_mapping_is_said_by_who_made_the_file_unless_it_says_otherwise() -> None:
    garden, _ = loaded(SAMPLE).vocabularies
    assert [(each.by, each.on, each.reviewed_by) for each in garden.mappings] == [
        ("Nobody", date(2026, 11, 24), None),
        ("Nobody", date(2026, 11, 24), None),
        ("A gardener", date(2026, 11, 25), "Another gardener"),
    ]
    assert garden.mappings[0].name == "SNAG-001-in-garden-G1"
    assert garden.mappings[1].name == "SNAG-002-in-garden"


def test_a_term_has_its_keepers_address_if_they_gave_it_one() -> None:
    garden, weather = loaded(SAMPLE).vocabularies
    assert [(term.ref, term.iri) for term in garden.terms] == [
        ("garden/G1", None),
        ("garden/G2", None),
    ]
    assert [(term.ref, term.iri, term.kind) for term in weather.terms] == [
        ("weather/complete", "https://example.org/weather#complete", TermKind.QUALITY),
        ("weather/W7", "https://example.org/weather#troubles/W7", TermKind.ISSUE),
    ]


def test_what_is_mapped_knows_its_mappings() -> None:
    catalogue = loaded(SAMPLE)
    found: list[OutsideMapping] = [one for _, one in catalogue.outside["SNAG-001"]]
    assert [(one.vocabulary, one.relation, one.to) for one in found] == [
        ("garden", Relation.CLOSE, "G1"),
        ("weather", Relation.IMPAIRS, "complete"),
    ]


def test_a_catalogue_needs_no_vocabularies(sample: Path) -> None:
    shutil.rmtree(sample / "mappings")
    assert load_catalogue(sample).vocabularies == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "finding"),
    [
        (
            GARDEN,
            "to: G1",
            "to: G11",
            "sample/mappings/garden.yaml:24: G11 does not exist. Did you mean G1? "
            "[reference-unknown]",
        ),
        (
            GARDEN,
            "subject: SNAG-001",
            "subject: SNAG-009",
            "sample/mappings/garden.yaml:22: SNAG-009 does not exist. Did you mean SNAG-002? "
            "[reference-unknown]",
        ),
        (
            WEATHER,
            "subject: quality/completeness",
            "subject: quality/completenes",
            "sample/mappings/weather.yaml:26: quality/completenes does not exist. "
            "Did you mean quality/completeness? [reference-unknown]",
        ),
        (
            WEATHER,
            "  - id: W7",
            "  - id: complete",
            "sample/mappings/weather.yaml:21: the term complete is here twice. "
            "Give the newer one the next free id (snag new). [id-duplicate]",
        ),
        (
            GARDEN,
            "    relation: close\n",
            "    relation: none\n",
            "sample/mappings/garden.yaml:22: the relation is none, the target 'G1'. "
            "Name scheme/concept, in mappings/ the term; only for relation none the bare scheme, "
            "in mappings/ nothing. [mapping-target]",
        ),
        (
            GARDEN,
            "    relation: none\n",
            "    relation: close\n",
            "sample/mappings/garden.yaml:26: the relation is close, the target nothing. "
            "Name scheme/concept, in mappings/ the term; only for relation none the bare scheme, "
            "in mappings/ nothing. [mapping-target]",
        ),
        (
            WEATHER,
            "relation: exact",
            "relation: impairs",
            "sample/mappings/weather.yaml:26: quality/completeness impairs complete, and "
            "quality/completeness is of the kind quality, complete of the kind quality. "
            "Match issues with issues, strategies with strategies, qualities and phases likewise; "
            "an issue impairs a quality. [mapping-kind]",
        ),
        (
            GARDEN,
            "commit: 0123456789abcdef0123456789abcdef01234567",
            "commit: main",
            "sample/mappings/garden.yaml:11: looked_up 1: 'commit' is 'main'; should be a "
            "commit in 40 hexadecimal digits, as 0123456789012345678901234567890123456789. "
            "Write what is asked for. [field-value]",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_a_wrong_mapping_is_named_with_its_line(
    sample: Path, name: str, old: str, new: str, finding: str
) -> None:
    change(sample, name, old, new)
    assert finding in said(sample)


def test_the_same_pair_is_mapped_once(sample: Path) -> None:
    again = "subject: SNAG-001\n    relation: related\n    to: G1"
    change(sample, GARDEN, "subject: SNAG-002\n    relation: none", again)
    (found,) = said(sample)
    assert found.startswith("sample/mappings/garden.yaml:26: SNAG-001 related G1 stands above")


def test_a_vocabulary_is_no_scheme(sample: Path) -> None:
    text = (sample / GARDEN).read_text(encoding="utf-8").replace("id: garden", "id: phase")
    (sample / GARDEN).unlink()
    (sample / "mappings" / "phase.yaml").write_text(text, encoding="utf-8")
    (found,) = said(sample)
    assert "phase is the id of a scheme already." in found
