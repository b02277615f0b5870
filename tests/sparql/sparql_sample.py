"""A small dataset and the engines over it."""

from pathlib import Path

DUMP = """\
<http://example.org/a> <http://example.org/p> "one\\ntwo" <http://example.org/g1> .
<http://example.org/a> <http://example.org/p> "say \\"three\\", please" <http://example.org/g1> .
<http://example.org/b> <http://example.org/p> "drei"@de <http://example.org/g2> .
<http://example.org/b> <http://example.org/q> <http://example.org/a> <http://example.org/g2> .
_:c <http://example.org/q> "4"^^<http://www.w3.org/2001/XMLSchema#integer> <http://example.org/g2> .
"""
PREFIXES = {"ex": "http://example.org/"}
G1, G2 = "http://example.org/g1", "http://example.org/g2"

# Millions of millions of rows before the first that passes.
BURNING = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(30)) + " }"


def write_dump(folder: Path) -> Path:
    """The dataset as a file."""
    path = folder / "dump.nq"
    path.write_text(DUMP, encoding="utf-8")
    return path
