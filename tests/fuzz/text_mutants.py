"""Mutants of a text: small accidents and small spite, the same ones for the same seed."""

import random
from collections.abc import Iterator

WORDS = (
    "", "null", "~", "true", "no", "0", "-1", "1e999", ".nan", "0x", "0o9", "1_0", "1:60:60",
    "9" * 400, "[]", "{}", "[[[", "{{", "&a", "*a", "<<: *a", "- ", "? ", ": ", "|", ">", "|+9",
    "!!timestamp x", "!!binary x", "!!python/object:os.system x", "!!set {a}", "!x y", "!<tag:x> z",
    "!!float x", "!!int 0x", "!!bool 2", "!!omap [a]", "!", "%TAG ! tag:x,2000:",
    "%YAML 9.9", "---", "...", "# x", "'", '"', '"\\ud800"', '"\\x00"', "\u0000",
    "\u200b", "\ufeff", "\u202e", "\u2028", "\ufffe", "\U0001f514", "e\u0301", "é", "\t", "\r",
    "\r\n", " " * 50, "a" * 300,
    "2026-02-31", "0000-00-00", "9999-12-31T23:59:59-23:59", "2026-11-25T10:00:00+99:99", "24:00",
    "=1+1", "../../etc/passwd", "javascript:x", "SNAG-101", "SNAG-0", "not-looked-at", "accepted",
    "created", "signed", "00000000-0000-0000-0000-000000000000", "f" * 64,
)  # fmt: skip
"""What stands in place of something else, or before it."""


def mutants(text: str, number: int, seed: int) -> Iterator[str]:
    """So many mutants of a text, each with one to four changes."""
    chance = random.Random(seed)
    for _ in range(number):
        found = text
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            found = chance.choice(CHANGES)(found, chance)
        yield found


def _lines(text: str, chance: random.Random) -> str:
    """Lines taken out, twice, swapped, or moved to the side."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[min(at, other) : max(at, other) + 1][:3]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = chance.choice(("  ", "\t", "- ", "")) + lines[at].lstrip(" -")
        case _:
            del lines[at]
    return "\n".join(lines)


def _value(text: str, chance: random.Random) -> str:
    """A value, in YAML or JSON, replaced by another one."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    signs = [place for place, sign in enumerate(lines[at]) if sign in ":,[{"]
    if signs:
        start = chance.choice(signs) + 1
        end = min([p for p in signs if p >= start], default=len(lines[at]))
        lines[at] = f"{lines[at][:start]} {chance.choice(WORDS)}{lines[at][end:]}"
    return "\n".join(lines)


def _characters(text: str, chance: random.Random) -> str:
    """Some characters replaced, taken out, or put in."""
    at, size = chance.randrange(len(text) + 1), chance.choice((0, 1, 1, 3, 20))
    return text[:at] + chance.choice(WORDS) + text[at + size :]


def _cut(text: str, chance: random.Random) -> str:
    """The end, or a stretch, gone."""
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.5 else text[:at] + text[at + chance.randrange(200) :]


def _repeated(text: str, chance: random.Random) -> str:
    """A stretch several times."""
    at, size = chance.randrange(len(text) + 1), chance.randrange(60)
    return text[:at] + text[at : at + size] * chance.choice((2, 3, 40)) + text[at + size :]


CHANGES = (_lines, _value, _value, _characters, _characters, _cut, _repeated)
