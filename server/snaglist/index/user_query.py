"""From whatever somebody typed to words, phrases and operators that any engine can take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from snaglist.errors import UsageError
from snaglist.index.analysis import (
    IDENTIFIER,
    TYPED_FIELDS,
    fold,
    index_word,
    label_field,
)
from snaglist.index.query import FACETS, Ignored
from snaglist.index.typed_signs import (
    Notes,
    leave_out,
    straighten,
    unknown_field,
    without_fuzziness,
)
from snaglist.index.words import find_words, is_unspaced

MOST_WORDS = 50
"""How many words a search looks at."""

MOST_PREFIXES = 10
"""How many beginnings of words, as ``aa*``, a visitor may look for; each stands for many words."""

LONGEST_WORD = 64
"""How many letters a word may have."""

DEEPEST = 8
"""How deep brackets may nest."""

REQUIRED = "+"
OPERATORS = ("AND", "OR", "NOT", REQUIRED)
_SAME = {"&&": "AND", "||": "OR", "|": "OR"}
_LOWER = frozenset(("and", "or", "not"))

FIELDS = {
    **TYPED_FIELDS,
    **{facet: label_field(facet) for facet in FACETS},
    IDENTIFIER: IDENTIFIER,
}
"""What may be typed before a colon, and the field of the index that it means."""

_PIECE = re.compile(
    r"(?P<bracket>[()])|(?P<lead>[-+!]?)(?P<name>[A-Za-z][\w-]*:)?"
    r'(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"()]+)|(?P<before>(?<=[-+!])(?=\()))|"'
)
_LEADING = re.compile(r"^[\W_]+")
_WILDCARD = re.compile(r"\*|(?<=\w)\?(?=\w)")


class Kind(Enum):
    """What a token is."""

    WORDS = auto()
    PHRASE = auto()
    PREFIX = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a search: words typed without a space between, a phrase, the beginning of a word.

    Or a sign: an operator or a bracket. ``words`` are words of the index, of a beginning the plain
    letters; ``text`` is how it can be typed again, ``field`` the field of the index it looks in.
    """

    text: str
    kind: Kind
    words: tuple[str, ...] = ()
    field: str = ""
    identifier: bool = False


@dataclass(frozen=True, slots=True)
class UserQuery:
    """A search that is sure to be understood.

    ``tokens`` have brackets that match, and operators that have something to operate on.
    """

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def text(self) -> str:
        """The tokens with single spaces between."""
        texts = []
        for token in self.tokens:
            required = token.kind is Kind.SIGN and token.text == REQUIRED
            texts.append(token.text if required else f"{token.text} ")
        return "".join(texts).rstrip()


def parse_user_query(text: str, identifiers: frozenset[str] = frozenset()) -> UserQuery:
    """Keep what can be searched for, in order, and say what cannot.

    ``identifiers`` are those in the text that name something.
    """
    notes = Notes()
    straight = leave_out(straighten(text), notes, tuple(FIELDS))
    kept: list[Token] = []
    words: list[str] = []
    dropped: list[str] = []
    for token in _tokens(straight, notes, identifiers):
        if token.kind is Kind.SIGN:
            kept.append(token)
        elif _usable(token) and len(words) + len(token.words) <= MOST_WORDS:
            kept.append(token)
            words += token.words
        else:
            dropped.append(_bare(token))
    tokens, stray = _with_operands(_balanced(kept, notes))
    left_out = tuple(dict.fromkeys((*dropped, *stray)))
    if words:
        _note_lower_case(left_out, notes)
    return UserQuery(tuple(tokens), tuple(words), left_out, tuple(notes.found.values()))


def _usable(token: Token) -> bool:
    return bool(token.words) and all(len(word) <= LONGEST_WORD for word in fold(token.text))


def check_terms(query: UserQuery) -> None:
    """Raises ``UsageError`` for more beginnings of words than a visitor may search for."""
    prefixes = sum(token.kind is Kind.PREFIX for token in query.tokens)
    if prefixes > MOST_PREFIXES:
        raise UsageError(
            f"The search has {prefixes} beginnings of words; at most {MOST_PREFIXES} are looked "
            "for. Write some of them out, or leave some out."
        )


def _bare(token: Token) -> str:
    return token.text.rpartition(":")[2].strip('"') if token.field else token.text.strip('"')


def _tokens(text: str, notes: Notes, identifiers: frozenset[str]) -> Iterator[Token]:
    """Words and phrases with their fields, operators, brackets; all else is as good as a space."""
    for match in _PIECE.finditer(text):
        if match["bracket"]:
            yield Token(match["bracket"], Kind.SIGN)
            continue
        chunk = match["chunk"] or ""
        if (match["lead"] or "") + (match["name"] or "") + chunk in (*OPERATORS[:3], *_SAME):
            yield Token(_SAME.get(chunk, chunk), Kind.SIGN)
            continue
        found = list(_operands(match, notes, identifiers))
        usable = any(token.words for token in found)
        if (usable and _leads(match)) or match["before"] is not None:
            yield Token(REQUIRED if match["lead"] == "+" else "NOT", Kind.SIGN)
            if len(found) > 1:
                found = [Token("(", Kind.SIGN), *found, Token(")", Kind.SIGN)]
        yield from found


def _leads(match: re.Match[str]) -> bool:
    """Whether a sign before a word is an operator: before a number a minus is part of it."""
    after = match.string[match.end("lead") : match.end("lead") + 1]
    return bool(match["lead"]) and (after.isalpha() or after == '"')


def _operands(match: re.Match[str], notes: Notes, identifiers: frozenset[str]) -> Iterator[Token]:
    """The tokens of one piece of text without spaces, or in quote marks."""
    name, chunk, phrase = (match["name"] or "")[:-1], match["chunk"], match["phrase"]
    if chunk:
        after_phrase = match.string[match.start() - 1 : match.start()] == '"'
        chunk = without_fuzziness(chunk, after_phrase, notes)
    typed, field = "", ""
    if name.lower() in FIELDS:
        typed, field = f"{name}:", FIELDS[name.lower()]
    elif name and not (chunk or "").startswith("//"):
        if chunk or phrase:
            notes.add(f"{name}:", unknown_field(name, tuple(FIELDS)))
        yield from _words(name, "", "", identifiers)
    elif name:
        chunk = f"{name}:{chunk}"
    if phrase is not None:
        inside = find_words(phrase)
        if inside:
            quoted = f'{typed}"{" ".join(inside)}"'
            yield Token(quoted, Kind.PHRASE, _index_words(phrase), field)
    elif chunk and not _ADDRESS.search(chunk) and (wild := _WILDCARD.search(chunk)):
        yield from _wild(chunk, wild.start(), typed, field, notes)
    elif chunk:
        yield from _words(chunk, typed, field, identifiers)


_ADDRESS = re.compile(r"\w://")
_LIKE_A_FIELD = re.compile(r"[^\W\d][\w-]*:")


def _words(chunk: str, typed: str, field: str, identifiers: frozenset[str]) -> Iterator[Token]:
    """Words that were typed without a space between, if there are any."""
    # A mark or a soft hyphen without a letter before it would hide the sign that leads a word.
    bare = _LEADING.sub("", chunk.strip(".,;:!?-+'’/<>[]{}=&|%$~^…–—`"))
    found = find_words(chunk)
    if found:
        if _LIKE_A_FIELD.match(bare) and not _ADDRESS.search(bare) and bare not in identifiers:
            # Typed again without the sign before it, it would be a field's name.
            for word in bare.replace(":", " ").split():
                yield from _words(word, typed, field, identifiers)
            return
        # Of an operator's name in other letters only the words are kept: it shall stay a word.
        yield Token(
            f"{typed}{bare if find_words(bare) == found else chunk}",
            Kind.WORDS,
            _index_words(chunk),
            field,
            chunk in identifiers or bare in identifiers,
        )


def _wild(chunk: str, at: int, typed: str, field: str, notes: Notes) -> Iterator[Token]:
    """The beginning of a word before a wildcard, with what stands before that word."""
    while not find_words(chunk[:at]):
        notes.add(chunk, "a star stands at the end of a word: word* finds all that begins so")
        chunk = _LEADING.sub("", chunk[at + 1 :])
        wild = _WILDCARD.search(chunk)
        if not wild:
            yield from _words(chunk, typed, field, frozenset())
            return
        at = wild.start()
    head, rest = chunk[:at], chunk[at + 1 :]
    before = find_words(head)
    if is_unspaced(before[-1]):
        yield from _words(head, typed, field, frozenset())
    else:
        prefix = fold(head)[-1]
        if find_words(rest):
            notes.add(chunk, f"a wildcard inside a word does nothing; read as {prefix}*")
        if len(before) > 1:
            lead = head[: head.lower().rfind(before[-1])] or head
            yield from _words(lead, typed, field, frozenset())
        yield Token(f"{typed}{prefix}*", Kind.PREFIX, (prefix,), field)


def _index_words(text: str) -> tuple[str, ...]:
    found = (index_word(word) for word in find_words(text))
    return tuple(word for word in found if word is not None)


def _note_lower_case(dropped: tuple[str, ...], notes: Notes) -> None:
    """Operators in small letters are words; who types them in no sentence may mean the others."""
    if dropped and all(each.lower() in _LOWER and not each.isupper() for each in dropped):
        notes.add(" ".join(dropped), "operators are written in capitals: AND, OR, NOT")


def _balanced(tokens: list[Token], notes: Notes) -> list[Token]:
    """The tokens, without any bracket where brackets do not match or nest too deep."""
    depth = 0
    sound = True
    for token in tokens:
        if token.kind is Kind.SIGN:
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            sound = sound and 0 <= depth <= DEEPEST
    if sound and depth == 0:
        return tokens
    notes.add("( )", f"brackets that do not match, or nest deeper than {DEEPEST}, do nothing")
    return [t for t in tokens if t.kind is not Kind.SIGN or t.text not in ("(", ")")]


def _with_operands(tokens: list[Token]) -> tuple[list[Token], list[str]]:
    """The tokens without operators that miss an operand, and those operators."""
    kept: list[Token] = []
    stray: list[str] = []

    def ends_with(*signs: str) -> bool:
        return bool(kept) and kept[-1].kind is Kind.SIGN and kept[-1].text in signs

    def pop_operators() -> None:
        while ends_with(*OPERATORS):
            stray.append(kept.pop().text)

    for token in (*tokens, Token(")", Kind.SIGN)):
        sign = token.text if token.kind is Kind.SIGN else ""
        if sign == ")":
            pop_operators()
        starts = not kept or ends_with(*OPERATORS, "(")
        if (sign in ("AND", "OR") and starts) or (
            sign in ("NOT", REQUIRED) and ends_with("NOT", REQUIRED)
        ):
            stray.append(sign)
        elif sign == ")" and ends_with("("):
            kept.pop()
            pop_operators()
        else:
            kept.append(token)
    return kept[:-1], stray
