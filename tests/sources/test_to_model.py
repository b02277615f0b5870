"""A field is on its way from the file to the model as soon as both have it, and never lost."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from common import TESTS
from pydantic import Field

from snaglist.model.entry import Change
from snaglist.schema.fields import Form, Text
from snaglist.sources.entry_forms import ChangeForm
from snaglist.sources.to_model import to_model

SERVER = TESTS.parent / "server"
RECIPE = (SERVER / "README.md").read_text(encoding="utf-8")
ENTRY = "issues/SNAG-001-the-thermometer-dies.md"

FIELD_OF_THE_FORM = "    retired: RetirementForm | None = None\n"
FIELD_OF_THE_MODEL = "    retired: Retirement | None\n"


class DialForm(Form):
    face: Text


class ClockForm(Form):
    name: Text
    hands: list[Text] = Field(default=[])
    dial: DialForm | None = None
    spares: list[DialForm] = Field(default=[])


@dataclass(frozen=True, kw_only=True)
class Dial:
    face: str


@dataclass(frozen=True, kw_only=True)
class Clock:
    name: str
    hands: tuple[str, ...]
    dial: Dial | None
    spares: tuple[Dial, ...]


FILLED = ClockForm(
    name="Big", hands=["long", "short"], dial=DialForm(face="white"), spares=[DialForm(face="red")]
)


@dataclass(frozen=True, kw_only=True)
class Sundial:
    name: str
    place: str


def test_fields_are_copied_by_name_and_forms_inside_converted() -> None:
    assert to_model(Clock, FILLED) == Clock(
        name="Big", hands=("long", "short"), dial=Dial(face="white"), spares=(Dial(face="red"),)
    )
    assert to_model(Clock, ClockForm(name="Small")).dial is None


def test_what_is_given_goes_before_what_is_written() -> None:
    assert to_model(Clock, FILLED, name="Ben").name == "Ben"


def test_a_field_that_the_model_lacks_is_not_lost_in_silence() -> None:
    with pytest.raises(TypeError, match="ClockForm has dial, hands, spares, which Sundial lacks"):
        to_model(Sundial, FILLED, place="the garden")


def test_a_field_that_the_model_lacks_may_be_kept_apart() -> None:
    made = to_model(Sundial, FILLED, apart={"dial", "hands", "spares"}, place="the garden")
    assert made == Sundial(name="Big", place="the garden")


@pytest.mark.parametrize("apart", [{"name"}, {"nmae"}], ids=["the model has it", "there is none"])
def test_nothing_is_kept_apart_without_need(apart: set[str]) -> None:
    with pytest.raises(TypeError, match="need not be kept apart from Clock"):
        to_model(Clock, FILLED, apart=apart)


def test_a_field_of_the_model_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(TypeError, match="place"):
        to_model(Sundial, FILLED, apart={"dial", "hands", "spares"})


def test_the_forms_of_the_catalogue_go_the_same_way() -> None:
    form = ChangeForm(on=date(2026, 11, 28), what="Drafted.")
    assert to_model(Change, form) == Change(on=date(2026, 11, 28), what="Drafted.")


def extended(folder: Path, in_form: str, in_model: str) -> Path:
    """The program's part from files to model, with a field more, as the recipe says."""
    package = folder / "snaglist"
    for part in ("schema", "model", "sources"):
        shutil.copytree(SERVER / "snaglist" / part, package / part)
    for name in ("__init__.py", "errors.py", "plurals.py"):
        shutil.copyfile(SERVER / "snaglist" / name, package / name)
    for name, after, field in (
        ("sources/entry_forms.py", FIELD_OF_THE_FORM, in_form),
        ("model/entry.py", FIELD_OF_THE_MODEL, in_model),
    ):
        assert f"`{name}`" in RECIPE
        text = (package / name).read_text(encoding="utf-8")
        assert text.count(after) == 1
        (package / name).write_text(text.replace(after, after + field), encoding="utf-8")
    return folder


def cautions(server: Path, catalogue: Path) -> subprocess.CompletedProcess[str]:
    """What the program at ``server`` reads as the cautions of a catalogue's issues."""
    program = (
        "import pathlib, sys; from snaglist.sources.loader import load_catalogue;"
        "print([issue.caution for issue in load_catalogue(pathlib.Path(sys.argv[1])).issues])"
    )
    return subprocess.run(
        [sys.executable, "-c", program, catalogue],
        env={"PYTHONPATH": str(server)},
        capture_output=True,
        text=True,
        check=False,
    )


def with_a_caution(sample: Path) -> Path:
    entry = sample / ENTRY
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("\nstatus:", "\ncaution: Mind the frost.\nstatus:", 1))
    return sample


IN_FORM = '    caution: Text | None = Field(default=None, description="What to mind.")\n'


def test_a_field_added_by_the_recipe_arrives(sample: Path, tmp_path: Path) -> None:
    server = extended(tmp_path / "server", IN_FORM, "    caution: str | None\n")
    done = cautions(server, with_a_caution(sample))
    assert (done.stdout, done.stderr) == ("['Mind the frost.', None]\n", "")


def test_a_field_of_the_form_alone_stops_the_program(sample: Path, tmp_path: Path) -> None:
    done = cautions(extended(tmp_path / "server", IN_FORM, ""), with_a_caution(sample))
    assert done.returncode == 1
    assert "IssueForm has caution, which Issue lacks: add it there" in done.stderr


def test_a_field_of_the_model_alone_stops_the_program(sample: Path, tmp_path: Path) -> None:
    server = extended(tmp_path / "server", "", "    caution: str | None\n")
    done = cautions(server, sample)
    assert done.returncode == 1
    assert "caution" in done.stderr
