"""A folder in which a team holds a review by the command line."""

from dataclasses import dataclass
from pathlib import Path

from common import SAMPLE
from runner import Done, snag

TODAY = "2026-11-25"
ADDRESSED = ("--status", "addressed", "--done", "A bell was hung.")
ACCEPTED = ("--status", "accepted", "--reason", "Winter.", "--owner", "Ben")
NEEDS_CATALOGUE = ("new", "profile", "add", "upgrade")


@dataclass(frozen=True)
class Desk:
    """A team's folder; ``data`` has the snapshot of the sample catalogue."""

    folder: Path
    data: Path
    catalog: Path = SAMPLE

    @property
    def file(self) -> Path:
        """The review."""
        return self.folder / "review.yaml"

    def snag(self, *arguments: object, today: str = TODAY, stdin: str | bytes = "") -> Done:
        """Run ``snag review`` in this process, errors told as ``snag`` tells them."""
        words = ["review", *map(str, arguments)]
        if arguments[0] != "verify":
            words += ["--today", today]
        if arguments[0] in NEEDS_CATALOGUE:
            words += ["--catalog", str(self.catalog), "--data", str(self.data)]
        return snag(*words, stdin=stdin)

    def fine(self, *arguments: object, today: str = TODAY, stdin: str | bytes = "") -> str:
        """What a command prints that ends well."""
        done = self.snag(*arguments, today=today, stdin=stdin)
        assert done.code == 0, done
        return done.out

    def wrong(self, code: int, *arguments: object, today: str = TODAY) -> str:
        """What a command says that ends with ``code``."""
        done = self.snag(*arguments, today=today)
        assert done.code == code, done
        return done.out + done.err

    def begin(self, *more: object) -> None:
        """A review of a bed with a thermometer that nobody looks at: both issues fit."""
        answers = ("--answer", "devices=thermometer", "--answer", "looks=nobody")
        self.fine("new", self.file, "--title", "The new bed", "--by", "Ana", *answers, *more)

    def answer(self, *more: object, by: str = "Ana", file: Path | None = None) -> str:
        """Answer an issue."""
        return self.fine("answer", file or self.file, *more, "--by", by)
