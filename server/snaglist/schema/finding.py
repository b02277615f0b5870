"""What a check has to say: one shape for the loader, the shapes and the ontology's rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong at one place: what it is, and what would be right.

    ``path`` is relative to the folder that was checked, ``line`` counts from 1; 0 means
    the file as a whole.
    """

    path: str
    line: int
    rule: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return (
            f"{place}: {self.message}" + (f" {self.mend}" if self.mend else "") + f" [{self.rule}]"
        )
