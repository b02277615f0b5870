"""A large graph for benchmarks: the shipped one, its entries and interviews many times over."""

import re
from collections.abc import Iterator
from pathlib import Path

NAMES = re.compile(r"(/id/(?:SNAG|FIX)-|/(?:id|graph)/I)(?=\d)")
ONTOLOGY = "<https://w3id.org/snaglist/ontology>"


def quads(source: Path, copies: int) -> Iterator[str]:
    """The lines of an N-Quads file, those of instances once for each copy with other names.

    What is inferred is multiplied too: copies do not meet, so that the same follows in each.
    """
    for line in source.read_text(encoding="utf-8").splitlines(keepends=True):
        numbered = NAMES.sub(r"\1@", line) if ONTOLOGY not in line else line
        if "@" not in numbered or numbered == line:
            yield line
            continue
        for copy in range(1, copies + 1):
            yield NAMES.sub(rf"\g<1>{copy:04}", line)


def write_large(source: Path, target: Path, copies: int) -> int:
    """Write the large graph; returns how many quads it has."""
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for line in quads(source, copies):
            file.write(line)
            count += 1
    return count
