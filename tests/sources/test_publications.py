"""Publications: what their files may say, and what the catalogue makes of them."""

from datetime import date
from pathlib import Path

import pytest
from common import SAMPLE, overlaid
from loaded import loaded

from snaglist.model.publication import Creator, Publication, PublicationKind, Seen
from snaglist.model.references import full_reference
from snaglist.model.witness import Evidence, Stance
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue
from snaglist.sources.scaffolds import new_entry

FILE = "publications/P001-frost-in-forty-gardens.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return overlaid(tmp_path / "sample", SAMPLE)


def changed(sample: Path, old: str, new: str) -> list[str]:
    path = sample / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    return list(map(str, raised.value.findings))


def test_a_publication_and_its_findings_are_read() -> None:
    catalogue = loaded(SAMPLE)
    (publication,) = catalogue.publications
    first, second = publication.findings
    assert publication.kind is PublicationKind.ARTICLE
    assert publication.authors[1] == Creator(family="Fern", given="A. B.")
    assert [each.value for each in first.figures] == ["40", "30 %"]
    assert (first.seen, second.seen) == (Seen.SOURCE, Seen.VERBATIM)
    assert catalogue.publication_of(second.id) is publication
    assert [use.by for use in catalogue.uses[first.id]] == [catalogue.issues[0].claims[2]]


def test_quotes_and_findings_of_a_claim_are_kept_apart() -> None:
    issue = loaded(SAMPLE).issues[0]
    told, disputed, both = issue.claims
    assert (told.findings, told.evidence) == ((), (Evidence.TOLD,))
    assert (disputed.quotes, disputed.findings) == (("I01-Q002",), ("P001-F2",))
    assert disputed.witnesses[1].stance is Stance.CONTRADICTS
    assert disputed.evidence == (Evidence.TOLD,)
    assert both.evidence == (Evidence.TOLD, Evidence.PUBLISHED, Evidence.BOTH)
    assert issue.quote_ids() == ("I01-Q001", "I01-Q002", "I01-Q003")
    assert issue.finding_ids() == ("P001-F2", "P001-F1")


def test_a_catalogue_without_publications_has_none(sample: Path) -> None:
    for path in (sample / FILE, sample / "schemes/evidence.yaml"):
        path.unlink()
    entry = sample / "issues/SNAG-001-the-thermometer-dies.md"
    lines = entry.read_text(encoding="utf-8").splitlines(keepends=True)
    ours = ("finding:", "stance: contradicts", "Seen on weekly")
    entry.write_text(
        "".join(line for line in lines if not any(word in line for word in ours)), encoding="utf-8"
    )
    assert load_catalogue(sample).publications == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("evidence: experiment", "evidence: rumour", "P001-F2 names the evidence rumour"),
        ("id: F2", "id: F1", "the finding F1 is here twice"),
        ("doi: 10.5555/frost.2024.40", "", "so that it can be found"),
        ("doi: 10.5555/frost.2024.40", "doi: https://doi.org/10.5555/x", "a DOI without the"),
        ("year: 2024", "year: 2024\nissued: 2023-05-01", "was issued in 2023"),
        ("seen: source", "seen: hearsay", "seen"),
        ("kind: article", "kind: rumour", "kind"),
        ("id: P001", "id: P002", "P002 lives in a file called"),
    ],
)
def test_what_cannot_be_is_said(sample: Path, old: str, new: str, said: str) -> None:
    assert any(said in found for found in changed(sample, old, new))


def test_a_work_is_there_once(sample: Path) -> None:
    text = (sample / FILE).read_text(encoding="utf-8")
    (sample / "publications/P002-again.yaml").write_text(
        text.replace("id: P001", "id: P002").replace("frost.2024", "FROST.2024"), encoding="utf-8"
    )
    with pytest.raises(FindingsError, match="is in P001-frost"):
        load_catalogue(sample)


def test_a_witness_is_a_quote_or_a_finding(sample: Path) -> None:
    entry = sample / "issues/SNAG-001-the-thermometer-dies.md"
    text = entry.read_text(encoding="utf-8")
    for witness in ("quote: I01-Q001\n        finding: P001-F1", "note: Nobody."):
        entry.write_text(text.replace("quote: I01-Q001", witness, 1), encoding="utf-8")
        with pytest.raises(FindingsError, match="either 'quote' or 'finding'"):
            load_catalogue(sample)


def test_what_cannot_be_read_is_not_called_missing_as_well(sample: Path) -> None:
    found = changed(sample, "title: Frost in forty gardens", "titel: Frost")
    assert {line.rpartition("[")[2] for line in found} == {"field-missing]", "field-unknown]"}


def test_a_new_one_takes_the_next_id_and_can_be_filled_in(sample: Path) -> None:
    path = new_entry(sample, "publication", "Rain, and: no gauge", date(2026, 5, 1))
    assert path.name == "P002-rain-and-no-gauge.yaml"
    with pytest.raises(FindingsError) as raised:
        load_catalogue(sample)
    # Nothing cites it yet; all else is as it should be.
    assert {finding.rule for finding in raised.value.findings} == {"finding-unused"}


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        (
            {},
            "Moss, F.; Fern, A. B.; and others (2024). Frost in forty gardens. Journal of Small "
            "Gardens 12(3), 40-52. https://doi.org/10.5555/frost.2024.40",
        ),
        (
            {"others": False, "doi": None, "arxiv": "2401.00001", "venue": None, "volume": None,
             "number": None, "pages": None},
            "Moss, F. and Fern, A. B. (2024). Frost in forty gardens. "
            "https://arxiv.org/abs/2401.00001",
        ),
        (
            {"others": False, "doi": None, "authors": (Creator(family="Court of Frost"),),
             "identifier": "2024 CF 1", "venue": None, "volume": None, "number": None,
             "pages": None},
            "Court of Frost (2024). Frost in forty gardens. 2024 CF 1.",
        ),
    ],
)  # fmt: skip
def test_a_reference_says_how_the_work_is_found(fields: dict[str, object], reference: str) -> None:
    from dataclasses import replace

    (publication,) = loaded(SAMPLE).publications
    made: Publication = replace(publication, **fields)  # type: ignore[arg-type]
    assert full_reference(made) == reference
