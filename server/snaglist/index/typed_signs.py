"""The signs in a search: quote marks of every sort, and what looks like an operator and is none."""

import re
from dataclasses import dataclass, field

from snaglist.index.query import Ignored
from snaglist.model.catalogue import nearest_names

_SIGNS: dict[int, str] = {
    **dict.fromkeys(map(ord, "“”„‟«»‹›「」『』〝〞〟❝❞"), '"'),
    **{code: chr(code - 0xFEE0) for code in map(ord, "＂（）＊＋－：＆｜！？")},
}
"""Quote marks and full-width signs, with the plain ones."""

_HEBREW_INITIALS = re.compile(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
_SINGLE_QUOTED = re.compile(
    r"(?<![^\s(])(?:'(?=\w)([^'\"]*)(?<=\w)'|[‘‚]([^\"‘‚]*?\w)[’‘])(?![^\s).,;:!?])"
)
_BRACKETED = re.compile(r"[\[{]([^\[\]{}\"]*)[\]}]")
_SLASHED = re.compile(r"(?<!\S)/([^/\s]+)/(?!\S)")
_NEARNESS = re.compile(r"(?<=\S)\s+(?:NEAR|ADJ|WITHIN|XOR)(?:/?\d+)?(?=\s+\S)")
_LONE_FIELD = re.compile(r"(?<!\S)([A-Za-z][\w-]*):(?=\s+\S)")

MOST_NOTES = 8
"""How many signs are named; who typed more does not read them one by one."""


@dataclass(slots=True)
class Notes:
    """What was typed and does nothing, each once."""

    found: dict[str, Ignored] = field(default_factory=dict)

    def add(self, typed: str, why: str) -> None:
        """Take down a sign, and why it does nothing."""
        if len(self.found) < MOST_NOTES:
            shown = typed if len(typed) <= 40 else typed[:39] + "…"
            self.found.setdefault(shown, Ignored(typed=shown, why=why))


def straighten(text: str) -> str:
    """The text with straight quote marks around what any sort of them is around."""
    text = _HEBREW_INITIALS.sub("\u05f4", text.translate(_SIGNS))

    def quoted(match: re.Match[str]) -> str:
        inside = match[1] or match[2]
        return f'"{inside}"' if match[2] or " " in inside else match[0]

    return _SINGLE_QUOTED.sub(quoted, text)


def leave_out(text: str, notes: Notes, fields: tuple[str, ...]) -> str:
    """The text without signs of other engines, which are noted; ``fields`` are those there are."""
    for match in _BRACKETED.finditer(text):
        if "TO" in match[1].split():
            notes.add(match[0], "there are no ranges; each of its words was searched for")
    for match in _SLASHED.finditer(text):
        if set(match[1]) & set(".*+?[|\\"):
            notes.add(match[0], "there are no regular expressions; word* finds all that begins so")

    def nearness(match: re.Match[str]) -> str:
        notes.add(
            match[0].strip(), 'there are only AND, OR and NOT; "words in quotes" are side by side'
        )
        return " "

    for name in _LONE_FIELD.findall(text):
        if name.lower() in fields:
            notes.add(f"{name}:", "a field stands directly before its word, without a space")
    if text.count('"') % 2:
        notes.add('"', "a quote mark without its partner does nothing")
    return _NEARNESS.sub(nearness, text)


def without_fuzziness(chunk: str, after_phrase: bool, notes: Notes) -> str:
    """Text without spaces as it is before ``~2`` or ``^3``, which are noted."""
    core = chunk.rstrip("0123456789.~^")
    at = next((at for at in range(len(core), len(chunk)) if chunk[at] in "~^"), len(chunk))
    if at == len(chunk) or (at == 0 and not after_phrase):
        return chunk
    notes.add(chunk[at:], "~ and ^ do nothing; misspelt words are found without them")
    return chunk[:at]


def unknown_field(name: str, fields: tuple[str, ...]) -> str:
    """Why a word before a colon is no field."""
    near = nearest_names(name.lower(), fields)
    meant = f"; {near[0]}: is one" if near else ""
    return f"no field is called so{meant}; both words were searched for"
