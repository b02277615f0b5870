"""What was proved once is not proved again, and nothing else is taken for proved."""

import shutil
from pathlib import Path

import pytest
from common import ONTOLOGY, TESTS, overlaid
from our_names import INFERRED_GRAPH

from snaglist.build.current import open_current
from snaglist.build.pipeline import check_and_reason
from snaglist.build.proof import PROOF_FILE, REASONER_CACHE, prove, read_proof
from snaglist.schema.report import FindingsError
from snaglist.snapshot.place import SnapshotFolder, snapshot_key

ENTRY = "issues/SNAG-001-the-thermometer-dies.md"
AS_BEFORE = "as it did before"


class Messages(list[str]):
    """Gathers progress."""

    def __call__(self, message: str) -> None:
        self.append(message)

    @property
    def reasoned(self) -> bool:
        return any("reasoning took" in message for message in self)


def checked(data: Path, catalog: Path, quick: bool = False) -> Messages:
    messages = Messages()
    prove(SnapshotFolder(data, catalog, ONTOLOGY), messages, quick)
    return messages


def edit(catalog: Path, old: str, new: str) -> None:
    text = (catalog / ENTRY).read_text()
    assert old in text
    (catalog / ENTRY).write_text(text.replace(old, new))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for snapshots where the sample was checked."""
    folder = tmp_path_factory.mktemp("proved")
    catalog = overlaid(folder / "sample", TESTS / "no-overlay")
    assert checked(folder / "data", catalog).reasoned
    return folder


@pytest.fixture
def answered(data: Path, tmp_path: Path) -> Path:
    """A folder for snapshots that has nothing but what the reasoner answered of the sample."""
    shutil.copytree(data / "data" / REASONER_CACHE, tmp_path / "data" / REASONER_CACHE)
    return tmp_path / "data"


@pytest.mark.thorough
def test_a_second_check_does_nothing(data: Path) -> None:
    assert checked(data / "data", data / "sample") == []


def test_a_build_after_a_check_asks_the_reasoner_nothing(data: Path) -> None:
    messages = Messages()
    open_current(data / "data", data / "sample", ONTOLOGY, messages).close()
    assert not messages.reasoned
    assert any(AS_BEFORE in message for message in messages)


@pytest.mark.thorough
def test_what_is_taken_from_before_is_what_would_be_concluded(data: Path) -> None:
    def inferred(cache: Path | None, messages: Messages) -> set[object]:
        return set(
            check_and_reason(data / "sample", ONTOLOGY, messages, cache).graphs[INFERRED_GRAPH]
        )

    asked, reused = Messages(), Messages()
    assert inferred(None, asked) == inferred(data / "data" / REASONER_CACHE, reused)
    assert (asked.reasoned, reused.reasoned) == (True, False)


@pytest.mark.thorough
def test_a_build_leaves_a_proof(answered: Path, sample: Path) -> None:
    open_current(answered, sample, ONTOLOGY, Messages()).close()
    assert checked(answered, sample) == []


def test_words_are_checked_anew_without_the_reasoner(data: Path, sample: Path) -> None:
    edit(sample, "would have told", "would have rung")
    messages = checked(data / "data", sample)
    assert not messages.reasoned
    assert "checking the shapes" in messages


def test_what_was_proved_of_other_sources_proves_nothing(answered: Path, sample: Path) -> None:
    place = SnapshotFolder(answered, sample, ONTOLOGY)
    checked(answered, sample)
    assert read_proof(place, snapshot_key(place.sources()))
    (sample / ENTRY).write_text("nonsense")
    assert read_proof(place, snapshot_key(place.sources())) is None
    for quick in (False, True):
        with pytest.raises(FindingsError):
            checked(answered, sample, quick)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("Type( <urn:x:1> <urn:x:2> )\n", marks=pytest.mark.thorough),
        pytest.param("", marks=pytest.mark.thorough),
        pytest.param("nonsense", marks=pytest.mark.thorough),
    ],
)
def test_a_damaged_answer_is_asked_for_again(answered: Path, sample: Path, damage: str) -> None:
    (answer,) = (answered / REASONER_CACHE).iterdir()
    digest = answer.read_text().partition("\n")[0]
    answer.write_text(f"{digest}\n{damage}" if damage else "")
    assert checked(answered, sample).reasoned
    assert answer.read_text().startswith(digest)


def test_a_quick_check_neither_reasons_nor_proves(answered: Path, sample: Path) -> None:
    assert checked(answered, sample, quick=True) == []
    assert not list(answered.rglob(PROOF_FILE))
    assert AS_BEFORE in " ".join(checked(answered, sample))


def test_a_quick_check_finds_what_the_loader_and_the_ontology_checks_find(
    tmp_path: Path, sample: Path
) -> None:
    edit(sample, "leads_to:", "leads_two:")
    with pytest.raises(FindingsError, match="leads_two"):
        checked(tmp_path / "data", sample, quick=True)


@pytest.mark.thorough
def test_nothing_is_left_where_nothing_can_be_written(tmp_path: Path, sample: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    assert checked(tmp_path / "data", sample).reasoned
