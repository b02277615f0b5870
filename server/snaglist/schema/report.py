"""The report that gathers what is wrong with files, and the error that carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from snaglist.errors import SnaglistError
from snaglist.plurals import count_of
from snaglist.schema.finding import Finding
from snaglist.schema.rules import FILE_RULES, Rule


class FindingsError(SnaglistError):
    """Files break rules; ``findings`` has all of them, sorted."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        lines = "\n".join(map(str, findings))
        super().__init__(f"{lines}\n{count_of(len(findings), 'finding')}.")


@dataclass(slots=True)
class Report:
    """Gathers findings on files.

    With a ``root`` (a catalogue's folder) paths are given from its parent on, without one as they
    are. ``rules`` has each rule that may be broken, by its id.
    """

    root: Path | None = None
    rules: Mapping[str, Rule] = field(default_factory=lambda: FILE_RULES)
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, path: Path, line: int, message: str, mend: str = "") -> None:
        """Note that ``rule`` is broken at a line (1-based, 0 for the whole file).

        Without a ``mend`` the finding says the rule's own solution.
        """
        mend = mend or self.rules[rule].solution
        self.findings.append(Finding(self.display_path(path), line, rule, message, mend))

    def display_path(self, path: Path) -> str:
        """The path as findings give it, with slashes; raises ``ValueError`` outside of the root."""
        return (path.relative_to(self.root.parent) if self.root else path).as_posix()

    def raise_if_any(self) -> None:
        """Raise ``FindingsError`` with all findings, sorted, each once."""
        if self.findings:
            raise FindingsError(tuple(sorted(set(self.findings))))
