"""What an import finds that may be a name, as findings: none is written while one is open."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from snaglist.interviews.leaks import LEAK_RULES, TRANSCRIPT, Leak
from snaglist.schema.finding import Finding

MOST_LINES = 6
"""Lines that a finding lists; the JSON has all."""


def also_at(lines: Sequence[int]) -> str:
    """The further lines that something stands at, as a sentence; nothing where there is one."""
    more = lines[1:]
    if not more:
        return ""
    listed = ", ".join(map(str, more[:MOST_LINES])) + (" …" if len(more) > MOST_LINES else "")
    return f" Also at {'line' if len(more) == 1 else 'lines'} {listed}."


def import_findings(
    leaks: Sequence[Leak], file: str, origins: Mapping[int, int]
) -> tuple[Finding, ...]:
    """Each with its line in the transcript, where that begins in the file, and what to do."""
    return tuple(sorted(_finding(leak, file, origins) for leak in leaks))


def _finding(leak: Leak, file: str, origins: Mapping[int, int]) -> Finding:
    line, rule = leak.lines[0], LEAK_RULES[leak.rule]
    where = ""
    if leak.path.name == TRANSCRIPT and line in origins:
        where = f" In {file} from line {origins[line]} on."
    problem = rule.problem[0].lower() + rule.problem[1:]
    mend = "Give it a placeholder in the key (--key FILE)"
    if leak.rule == "leak-key":
        mend = "Say it in other words: a name of the key never stays."
    else:
        mend += f"; or, if it is no name: --no-name {_typed(leak.words)}."
    shown = Path(leak.path.parent.name) / leak.path.name
    message = f"{leak.words!r}: {problem}{also_at(leak.lines)}{where}"
    return Finding(shown.as_posix(), line, leak.rule, message, mend)


def _typed(words: str) -> str:
    return json.dumps(f"{words}=WHY", ensure_ascii=False).replace("$", "\\$")
