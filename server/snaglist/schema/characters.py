"""Which characters a text may hold, so that every format and every terminal can show it."""

import re

# A review is read whole at each visit, so this is one pattern and no loop.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_HALVES = r"\ud800-\udfff"
_NO_CHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
UNWRITABLE = re.compile(f"[{_CONTROLS}{_HALVES}{_NO_CHARACTERS}]")
"""Controls but tab and line feed, halves of pairs, and code points that are no characters.

XML 1.0 (section 2.2, Char) cannot hold most of them, or asks to avoid them.
"""


def find_unwritable(text: str) -> tuple[int, str] | None:
    """The line (1-based) and the name, as ``U+000C``, of the first that no text may hold."""
    wrong = UNWRITABLE.search(text)
    if wrong is None:
        return None
    return text.count("\n", 0, wrong.start()) + 1, f"U+{ord(wrong[0]):04X}"
