"""A catalogue of somebody else's, made by the commands that a stranger would use."""

import shutil
from pathlib import Path

from click.testing import CliRunner
from common import TESTS

from snaglist.cli.main import cli
from snaglist.errors import SnaglistError

FILES = TESTS / "own"
"""A recording and two entries, invented."""

NAMES = ("--title", "Acme snags", "--iri", "https://example.org/kb/", "--prefix", "ACME")

RULE = """\
issues:
- issue: ACME-001
  quote: I01-Q001
  worst: {severity: spoiled, claim: C2}
  rules:
  - {when: [data/sensors], fit: 3, why: A scale drifted.}
"""


def snag(*words: str | Path, code: int = 0) -> str:
    """What a command prints; it has to end with ``code``."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    if isinstance(done.exception, SnaglistError):
        assert done.exception.exit_code == code, done.exception
        return str(done.exception)
    assert done.exit_code == code, (words, done.output, done.exception)
    return done.output


def make_own(folder: Path) -> Path:
    """An own catalogue with an interview, two quotes, an issue and a strategy."""
    snag("init", folder, *NAMES)
    there = ("--catalog", folder)
    roles = ("--map", "Ann Baker=interviewer", "--map", "Dev Rao=participant")
    about = ("--id", "I01", "--domain", "company")
    snag("interview", "import", FILES / "meeting.vtt", *about, *roles, *there)
    for words in ("The scale drifted over the winter", "THE LOAVES came out flat"):
        snag("quote", "I01", words, "-i", "--write", "--coder", "Ana", *there)
    shutil.copy(FILES / "ACME-001-the-scale-drifts.md", folder / "issues")
    shutil.copy(FILES / "FIX-001-weigh-a-block.md", folder / "strategies")
    rules = folder / "review" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("issues: []\n", RULE), "utf-8")
    return folder
