"""From whatever somebody typed to words, phrases and operators that any engine can take."""

import re
from dataclasses import dataclass

from snaglist.errors import UsageError
from snaglist.index.analysis import STOPPING, TYPED_FIELDS, WORD, label_field
from snaglist.index.query import FACETS

MOST_WORDS = 50
"""How many words a search looks at."""

MOST_PREFIXES = 10
"""How many beginnings of words, as ``aa*``, a visitor may look for; each stands for many words."""

LONGEST_WORD = 64
"""How many letters a word may have."""

DEEPEST = 8
"""How deep brackets may nest."""

OPERATORS = ("AND", "OR", "NOT")

FIELDS = {**TYPED_FIELDS, **{facet: label_field(facet) for facet in FACETS}}
"""What may be typed before a colon, and the field of the index that it means."""

_FIELD = "|".join(FIELDS)
_TOKEN = re.compile(
    rf'(?:(?P<field>{_FIELD}):)?(?:"(?P<phrase>[^"]*)"|(?P<word>{WORD}\*?))|(?P<bracket>[()])',
    re.IGNORECASE,
)
_QUOTE_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


@dataclass(frozen=True, slots=True)
class UserQuery:
    """A search that is sure to be understood.

    ``tokens`` are words, words with ``*``, phrases in straight quote marks, each of them with the
    field of the index before it that was asked for, brackets that match, and operators that have
    something to operate on.
    """

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def text(self) -> str:
        """The tokens with single spaces between."""
        return " ".join(self.tokens)


def parse_user_query(text: str) -> UserQuery:
    """Keep what can be searched for, in order, and say what cannot."""
    kept: list[str] = []
    words: list[str] = []
    dropped: list[str] = []
    for token in _tokens(text.translate(_QUOTE_MARKS)):
        if token in (*OPERATORS, "(", ")"):
            kept.append(token)
            continue
        inside = re.findall(WORD, value_of(token))
        if _usable(token, inside) and len(words) + len(inside) <= MOST_WORDS:
            kept.append(token)
            words += inside
        else:
            dropped.append(value_of(token).strip('"'))
    tokens, stray = _with_operands(_balanced(kept))
    return UserQuery(tuple(tokens), tuple(words), tuple(dict.fromkeys((*dropped, *stray))))


def check_terms(query: UserQuery) -> None:
    """Raises ``UsageError`` for more beginnings of words than a visitor may search for."""
    prefixes = sum(token.endswith("*") for token in query.tokens)
    if prefixes > MOST_PREFIXES:
        raise UsageError(
            f"The search has {prefixes} beginnings of words ; at most "
            f"{MOST_PREFIXES} are looked for. Write some of them out, or leave some out."
        )


def value_of(token: str) -> str:
    """A token without its field."""
    return token.rpartition(":")[2]


def _tokens(text: str) -> list[str]:
    """Words and phrases with their fields, operators, brackets; all else is as good as a space."""
    found = []
    for match in _TOKEN.finditer(text):
        field = f"{FIELDS[match['field'].lower()]}:" if match["field"] else ""
        if match["phrase"] is None:
            found.append(match["bracket"] or field + match["word"])
        elif words := re.findall(WORD, match["phrase"]):
            found.append(f'{field}"{" ".join(words)}"')
    return found


def _usable(token: str, words: list[str]) -> bool:
    if any(len(word) > LONGEST_WORD for word in words):
        return False
    return token.endswith("*") or any(True for _ in STOPPING(value_of(token)))


def _balanced(tokens: list[str]) -> list[str]:
    """The tokens, without any bracket where brackets do not match or nest too deep."""
    depth = 0
    sound = True
    for piece in tokens:
        depth += {"(": 1, ")": -1}.get(piece, 0)
        sound = sound and 0 <= depth <= DEEPEST
    return tokens if sound and depth == 0 else [t for t in tokens if t not in ("(", ")")]


def _with_operands(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The tokens without operators that miss an operand, and those operators."""
    kept: list[str] = []
    stray: list[str] = []
    for piece in (*tokens, ")"):
        if piece == ")":
            while kept and kept[-1] in OPERATORS:
                stray.append(kept.pop())
        starts = not kept or kept[-1] in (*OPERATORS, "(")
        if (piece in ("AND", "OR") and starts) or (piece == "NOT" and kept[-1:] == ["NOT"]):
            stray.append(piece)
        elif piece == ")" and kept[-1:] == ["("]:
            kept.pop()
            while kept and kept[-1] in OPERATORS:
                stray.append(kept.pop())
        else:
            kept.append(piece)
    return kept[:-1], stray
