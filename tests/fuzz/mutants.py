"""Mutants of authored files: what slips from a keyboard, a converter, a merge, or ill will."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ODD_TEXTS = (
    "", " ", "x", "CC0 1.0", "javascript:alert(1)//x", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "http://", "https://a b", "https://[::1", "https://h/%zz", "https://h/<x>", "//h/x", "mailto:x",
    "snag:", "snag:Data x", "sna[]x", 'snag:"><x>', "owl:Thing", "snag:QualityIssue",
    "urn:x:283", "a\nb", "a\tb", "\u0007", "\x00", "\x1b[31m", "\ufffe", "\u2028", "\x85",
    "e\u0301", "\u202eabc", "\u200b", "SNAG-٠٠١", "SNAG-001", "FIX-001", "I01-Q001", "I01-T001",
    "SNAG-999", "C1", "../../etc/passwd", "/", "con", ".", "..", "-", "_", "%", "#x", "a#b", "a/b",
    "a/b/c", "A" * 3000, "<script>", "{{ x }}", "{% x %}", "&amp;", "]]>", "[x](javascript:y)",
    "![x](y)", "<img src=x>", "```", "|a|\n|-|", "> " * 60, "- " * 60, "[" * 200, "0", "-1", "null",
    "2026-11-23", "9999-99-99", "1e999", "=cmd|x", "é", "漢字", "🌡", "ß", "İ", "\u0130\u0307",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, float("nan"), float("inf"), [], {}, [[]], [None], {"a": "b"},
    ["x", "x"], [{}], *ODD_TEXTS,
)  # fmt: skip
ODD_OCTETS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x0c", b"\r", b"\r\n", b"\xc2\x85", b"\t",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"e\xcc\x81", b"---\n", b"...\n", b"&a ",
    b"*a", b"<<: ", b"!!timestamp ", b"!!bool ", b"!!int ", b"!!binary ", b"!!set ", b"!x ", b"? ",
    b": ", b"- ", b"%YAML 9.9\n", b"'", b'"', b"|", b">", b"{", b"[", b"}", b"]", b"#", b"@", b"`",
    b"<", b".", b";", b"\\u0007", b'"""', b"_:x", b"<javascript:x>", b"@prefix : <x> .\n",
    b"a owl:imports <http://127.0.0.1:9/x> .\n",
)  # fmt: skip


def octets_mutated(content: bytes, chance: random.Random) -> bytes:
    """A file with a few octets lost, doubled, moved or put in."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(content) + 1)
        until = min(len(content), at + chance.choice((1, 1, 3, 20, 200)))
        part = chance.choice(ODD_OCTETS)
        content = chance.choice(
            (
                content[:at] + part + content[at:],
                content[:at] + part + content[at:],
                content[:at] + part + content[until:],
                content[:at] + content[until:],
                content[:until] + content[at:],
                content[:at] if at else content,
            )
        )
    return content


def value_mutated(content: bytes, chance: random.Random) -> bytes:
    """A YAML file, or the front matter of an entry, with one value odd, lost or doubled."""
    head, fence, body = b"", b"", content
    if content.startswith(b"---\n"):
        head, (body, fence, rest) = b"---\n", content[4:].partition(b"---\n")
        fence += rest
    data = yaml.load(body, Loader=yaml.CSafeLoader)
    places = list(_places(data))
    holder, key = chance.choice(places)
    match chance.randrange(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        case 1:
            holder[chance.choice(("title", "x", "__class__", "on"))] = copy.deepcopy(holder[key])
        case 2:
            other, name = chance.choice(places)
            holder[key] = copy.deepcopy(other[name])
        case 3 if isinstance(holder[key], str):
            holder[key] += chance.choice(ODD_TEXTS)
        case 4 if isinstance(holder[key], str):
            holder[key] = chance.choice(ODD_TEXTS) + holder[key]
        case _:
            holder[key] = copy.deepcopy(chance.choice(ODD_VALUES))
    text = _Plain.dumped(data)
    return head + text.encode("utf-8", "surrogatepass") + fence


class _Plain(yaml.CSafeDumper):
    """No aliases: the same value may stand in two places."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    @classmethod
    def dumped(cls, data: Any) -> str:
        text: str = yaml.dump(data, Dumper=cls, allow_unicode=True, sort_keys=False)
        return text


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    keys = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
    for key in list(keys):
        yield data, key
        yield from _places(data[key])


def authored(folder: Path) -> list[Path]:
    """The files of a catalogue or an ontology."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
