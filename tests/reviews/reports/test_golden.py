"""Every report of the sample review, byte for byte; ``UPDATE_GOLDEN=1`` writes them anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from common import TESTS
from reviews.sample_review import TODAY, rich

from snaglist.errors import UsageError
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import REPORT_FORMATS, ReportFormat, ReportKind, render_report

GOLDEN = Path(__file__).parent / "golden"
REPORTS = [
    *((ReportKind.RECORD, each) for each in ReportFormat),
    (ReportKind.SHORT, ReportFormat.MARKDOWN),
    *(
        (ReportKind.HANDOUT, each)
        for each in (ReportFormat.MARKDOWN, ReportFormat.HTML, ReportFormat.JSON)
    ),
]


def name_of(kind: ReportKind, format_: ReportFormat) -> str:
    return f"{kind.value}.{REPORT_FORMATS[format_].suffix}"


@pytest.mark.parametrize(("kind", "format_"), REPORTS, ids=[name_of(*each) for each in REPORTS])
def test_report_is_as_it_was(kind: ReportKind, format_: ReportFormat) -> None:
    path = GOLDEN / name_of(kind, format_)
    content = render_report(rich(), format_, today=TODAY, kind=kind)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(content)
        pytest.fail(f"{path.name} was written anew; look at the difference, then run without it.")
    assert content.decode() == path.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {name_of(*each) for each in REPORTS}


@pytest.mark.thorough
def test_a_report_does_not_depend_on_the_order_of_hashes() -> None:
    """What Python puts into sets comes out in another order in every process."""
    code = (
        "import sys; from reviews.sample_review import rich, TODAY;"
        "from snaglist.reviews.reports.render import *;"
        "[sys.stdout.buffer.write(render_report(rich(), f, today=TODAY)) for f in ReportFormat]"
    )
    path = os.pathsep.join((str(TESTS), str(TESTS.parent / "server")))
    written = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert written == {b"".join(render_report(rich(), each, today=TODAY) for each in ReportFormat)}


def test_a_record_read_again_gives_the_same_report() -> None:
    again = Record.model_validate(rich().plain())
    for kind, format_ in REPORTS:
        one, other = (
            render_report(each, format_, today=TODAY, kind=kind) for each in (rich(), again)
        )
        assert one == other


@pytest.mark.parametrize("format_", [ReportFormat.CSV, ReportFormat.TURTLE])
def test_a_handout_is_to_be_read(format_: ReportFormat) -> None:
    with pytest.raises(UsageError, match="choose markdown or html or json"):
        render_report(rich(), format_, today=TODAY, kind=ReportKind.HANDOUT)
