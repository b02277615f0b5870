"""Who was interviewed: several participants, one person in two interviews, times of the words."""

import shutil
from pathlib import Path

import pytest
from common import SAMPLE

from snaglist.model.catalogue import Catalogue
from snaglist.schema.report import FindingsError
from snaglist.sources.loader import load_catalogue

PARTICIPANTS = """\
held: 2026-03-02
language: pt-BR
participants:
  - speaker: interviewee
    person: person-001
    role: gardener
    experience: A few summers.
    domains: [gardening]
"""


def interview(folder: Path) -> Path:
    return folder / "interviews/I01/interview.yaml"


def with_lines(folder: Path, added: str, *dropped: str) -> Path:
    """The interview's metadata with lines added, and without those that begin as said."""
    path = interview(folder)
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(dropped)] if dropped else lines
    path.write_text("\n".join(kept) + "\n" + added, encoding="utf-8")
    return folder


def rules(folder: Path) -> set[str]:
    with pytest.raises(FindingsError) as raised:
        load_catalogue(folder)
    return {finding.rule for finding in raised.value.findings}


def test_one_participant_needs_no_list() -> None:
    (found,) = load_catalogue(SAMPLE).interviews
    (gardener,) = found.participants
    assert (gardener.speaker, gardener.person) == ("interviewee", "I01-interviewee")
    assert (gardener.role, gardener.domains) == ("gardener", ("gardening",))
    assert found.language == "en"


def test_participants_say_role_experience_and_domains(sample: Path) -> None:
    folder = with_lines(sample, PARTICIPANTS, "participant:", "experience:", "domains:")
    (found,) = load_catalogue(folder).interviews
    assert (found.participant, found.experience) == ("gardener", "A few summers.")
    assert (found.domains, found.held, found.language) == (("gardening",), "2026-03-02", "pt-BR")
    assert found.participants[0].person == "person-001"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("speaker: interviewee", "speaker: nobody", "reference-unknown"),
        ("speaker: interviewee", "speaker: interviewer-1", "reference-unknown"),
        ("domains: [gardening]", "domains: [fishing]", "reference-unknown"),
        ("person: person-001", "person: Ann Baker", "field-value"),
        ("held: 2026-03-02", "held: in spring", "field-value"),
        ("language: pt-BR", "language: Portuguese", "field-value"),
    ],
)
def test_what_does_not_fit_is_a_finding(sample: Path, old: str, new: str, rule: str) -> None:
    assert rule in rules(with_lines(sample, PARTICIPANTS.replace(old, new)))


def test_somebody_was_interviewed_and_each_once(sample: Path) -> None:
    assert rules(with_lines(sample, "", "participant:")) == {"field-missing"}
    twice = PARTICIPANTS + "  - {speaker: interviewee, role: again}\n"
    assert "id-duplicate" in rules(with_lines(sample, twice, "participant:"))


def test_a_label_is_one_speaker_s(sample: Path) -> None:
    path = interview(sample)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[Interviewee]", "[Interviewee, interviewer 1]"), encoding="utf-8")
    assert "id-duplicate" in rules(sample)


def again(sample: Path, person: str) -> Catalogue:
    """The sample with its interview once more, as I02, of a person."""
    with_lines(sample, PARTICIPANTS, "participant:", "experience:", "domains:")
    other = shutil.copytree(sample / "interviews/I01", sample / "interviews/I02")
    for path in other.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("I01", "I02")
        path.write_text(text.replace("person-001", person), encoding="utf-8")
    issue = next((sample / "issues").glob("SNAG-001*"))
    text = issue.read_text(encoding="utf-8")
    cited = "".join(f"      - quote: I02-Q00{n}\n" for n in range(1, 6))
    place = text.index("    witnesses:\n") + len("    witnesses:\n")
    issue.write_text(text[:place] + cited + text[place:], encoding="utf-8")
    return load_catalogue(sample)


@pytest.mark.parametrize(("person", "people"), [("person-001", 1), ("person-002", 2)])
def test_two_interviews_of_one_person_are_one_witness(
    sample: Path, person: str, people: int
) -> None:
    assert len(again(sample, person).people_of(["I01-Q001", "I02-Q001", "I02-Q002"])) == people


def test_times_say_when_words_were_said(sample: Path) -> None:
    path = sample / "interviews/I01/times.tsv"
    path.write_text("code_point\tmilliseconds\n14\t500\n97\t4500\n", encoding="utf-8")
    (found,) = load_catalogue(sample).interviews
    assert [found.time_of(at) for at in (0, 14, 96, 97, 400)] == [None, 500, 500, 4500, 4500]


@pytest.mark.parametrize(
    "text",
    [
        "14\t500\n",
        "code_point\tmilliseconds\n14 500\n",
        "code_point\tmilliseconds\n97\t500\n14\t600\n",
        "code_point\tmilliseconds\n14\t-500\n",
        "code_point\tmilliseconds\n99999\t500\n",
    ],
)
def test_times_that_fit_no_place_are_a_finding(sample: Path, text: str) -> None:
    (sample / "interviews/I01/times.tsv").write_text(text, encoding="utf-8")
    assert rules(sample) == {"times-place"}
