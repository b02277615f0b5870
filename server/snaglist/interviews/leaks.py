"""Finding what tells who somebody is, in the files of an interview and in texts before they come.

Rules only: forms (addresses, numbers), words with a capital that are no ordinary ones, and the
names of a key. ``docs/decisions/0033-safety-of-interviews.md`` says how many they find.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from snaglist.interviews.capitals import find_capitals, has_few_capitals
from snaglist.interviews.leak_patterns import find_patterns
from snaglist.interviews.name_key import PLACEHOLDER, NamedThing
from snaglist.interviews.name_matching import NameMatcher
from snaglist.interviews.reviewed_words import ReviewedWords
from snaglist.schema.located_yaml import Loc, Located, YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.rules import FILE_RULES, Rule
from snaglist.schema.text_files import BOM, decode, is_left_by_program, read_bytes
from snaglist.sources.reviewed_words import REVIEWED_FILE

TRANSCRIPT, METADATA, QUOTES = "transcript.txt", "interview.yaml", "quotes.yaml"
TIMES = "times.tsv"

_REPLACE = "Put words in brackets there; or list it in reviewed-words.yaml, with why it may stay."

LEAK_RULES: dict[str, Rule] = {
    **FILE_RULES,
    "leak-key": Rule(
        "A name of the key.", "Replace it: snag interview redact ID --map KEY; it cannot stay."
    ),
    "leak-capital": Rule("A word with a capital that is no ordinary one.", _REPLACE),
    "leak-mail": Rule("A mail address.", _REPLACE),
    "leak-web": Rule("A web address.", _REPLACE),
    "leak-handle": Rule("A name of somebody on a platform.", _REPLACE),
    "leak-phone": Rule("A number that may be a phone's, or another that names somebody.", _REPLACE),
    "leak-street": Rule("An address.", _REPLACE),
    "leak-iban": Rule("An account's number.", _REPLACE),
    "leak-birth": Rule("A day that may be one of birth.", _REPLACE),
}
"""What may tell who somebody is, by rule."""

FREE_TEXT = frozenset(
    re.findall(
        r"\w+",
        """
        title participant experience label topic note gloss kind transcription why memo
        """,
    )
)
"""Fields of YAML files in which people write what they like."""


NOUN_CAPITALS = frozenset(("de", "gsw", "lb", "nds"))
"""Languages that write every noun with a capital, so that one is no sign of a name."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Words that may tell who somebody is, and the lines (1-based, 0: the name) they stand at."""

    path: Path
    rule: str
    words: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Words at a line of a file, by a rule."""

    rule: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class _About:
    """What the search has to know of an interview."""

    labels: tuple[str, ...] = ()
    nouns_have_capitals: bool = False


class LeakSearch:
    """What is found in some files; ``notes`` say where the rules see little.

    ``leaks`` are in the order of the files and lines, each with all its lines; ``words`` counts
    those of transcripts and texts, ``report`` has the findings of files that cannot be read.
    """

    def __init__(self, things: Iterable[NamedThing] = ()) -> None:
        self.report = Report(rules=LEAK_RULES)
        self.leaks: list[Leak] = []
        self.notes: list[str] = []
        self.words = 0
        self._matcher = NameMatcher(things)

    def search_interview(self, folder: Path, only: Iterable[Path] = ()) -> None:
        """Search all files of an interview, or ``only`` some of them, past what was reviewed."""
        reviewed = ReviewedWords.of(folder, self.report)
        chosen = [path.resolve() for path in only]
        about = _about(_text_of(folder / METADATA))
        for path in _files(folder):
            if chosen and path.resolve() not in chosen:
                continue
            text = self._read(path)
            if text is None:
                continue
            self._search_file(path, text, about, reviewed)
        if not chosen and reviewed.unused:
            listed = ", ".join(map(repr, reviewed.unused))
            self.notes.append(f"{folder / REVIEWED_FILE} lists what stands nowhere: {listed}.")

    def search_new(self, files: Mapping[Path, str], reviewed: ReviewedWords) -> None:
        """Search the files of an interview that is not written yet, past what was reviewed."""
        about = _about(next((t for path, t in files.items() if path.name == METADATA), ""))
        for path, text in files.items():
            self._search_file(path, text, about, reviewed)

    def search_text(self, path: Path) -> None:
        """Search any text, as before it becomes an interview."""
        text = self._read(path)
        if text is not None:
            self._keep(path, list(self.in_text(text)), ReviewedWords([]))
            self._note(path, text)

    def in_text(
        self, text: str, labels: Iterable[str] = (), nouns_have_capitals: bool = False
    ) -> Iterator[_Found]:
        """Everything found by all rules in a text, each place once; ``labels`` are no names."""
        known = {label.casefold() for label in labels}
        taken = list(self._named(text))
        taken += find_patterns(_masked(text))
        yield from (_found(rule, text, start, end) for rule, start, end in taken)
        for start, end in find_capitals(text, nouns_have_capitals):
            if text[start:end].casefold() in known:
                continue
            if not any(start < other_end and end > other for _, other, other_end in taken):
                yield _found("leak-capital", text, start, end)

    def _named(self, text: str) -> Iterator[tuple[str, int, int]]:
        for match in self._matcher.find(text):
            yield "leak-key", match.start, match.end

    def _read(self, path: Path) -> str | None:
        """A file as text, None with a finding; its name is searched too."""
        content = read_bytes(path, self.report)
        text = decode(content, path, self.report) if content is not None else None
        if any(self._named(path.name)):
            self.leaks.append(Leak(path, "leak-key", path.name, (0,)))
        return None if text is None else unicodedata.normalize("NFC", text.removeprefix(BOM))

    def _search_file(self, path: Path, text: str, about: _About, reviewed: ReviewedWords) -> None:
        self._keep(path, list(self._in_file(path, text, about)), reviewed)
        if path.name != TRANSCRIPT:
            return
        self._note(path, text)
        if about.nouns_have_capitals:
            self.notes.append(
                f"{path} is in a language that writes nouns with a capital: of names, those of a "
                "key are found, and some that many people have."
            )

    def _note(self, path: Path, text: str) -> None:
        self.words += len(text.split())
        if has_few_capitals(text):
            message = "has next to no capitals: of names, only those of a key are found."
            self.notes.append(f"{path} {message}")

    def _in_file(self, path: Path, text: str, about: _About) -> Iterator[_Found]:
        """What is found in a file of an interview, by the rules that fit it."""
        if path.name == TRANSCRIPT:
            yield from self.in_text(text, about.labels, about.nouns_have_capitals)
            return
        if path.suffix not in (".yaml", ".yml"):
            yield from self.in_text(text)
            return
        # The words of quotes are the transcript's; names in them are told, so that none is left.
        yield from (_found(rule, text, start, end) for rule, start, end in self._named(text))
        for line, words in _free_texts(text):
            for found in self.in_text(words, (), about.nouns_have_capitals):
                if found.rule != "leak-key":
                    yield _Found(found.rule, line, found.words)

    def _keep(self, path: Path, found: list[_Found], reviewed: ReviewedWords) -> None:
        """Note what was found in a file and not reviewed; a name of the key may never stay."""
        open_ = [
            each for each in found if each.rule == "leak-key" or not reviewed.allow(each.words)
        ]
        if path.name == TRANSCRIPT:
            lines = Counter(each.line for each in open_ if each.rule != "leak-key")
            allowed = reviewed.allow_lines(lines)
            open_ = [e for e in open_ if e.rule == "leak-key" or e.line not in allowed]
        places: dict[tuple[str, str], list[int]] = {}
        for each in sorted(open_, key=lambda each: each.line):
            places.setdefault((each.rule, each.words), []).append(each.line)
        self.leaks += [Leak(path, *key, tuple(dict.fromkeys(at))) for key, at in places.items()]


def _found(rule: str, text: str, start: int, end: int) -> _Found:
    return _Found(rule, text.count("\n", 0, start) + 1, " ".join(text[start:end].split()))


def _masked(text: str) -> str:
    """A text without its placeholders, of the same length."""
    return PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)


def _files(folder: Path) -> list[Path]:
    """All files of an interview; what programs leave beside files is none."""
    found = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(is_left_by_program(part) for part in parts):
            found.append(path)
    return found


def _about(metadata: str) -> _About:
    """The labels of the speakers; none where the metadata cannot be read, which others say."""
    try:
        data = parse_yaml(metadata).data
        labels = [str(label) for each in data["speakers"] for label in each["labels"]]
        language = str(data.get("language", "")).partition("-")[0].casefold()
    except (ValueError, YamlError, LookupError, TypeError, AttributeError):
        return _About()
    return _About(tuple(labels), language in NOUN_CAPITALS)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _free_texts(text: str) -> Iterator[tuple[int, str]]:
    """What people wrote in their own words into a YAML file, each with its line."""
    try:
        located = parse_yaml(text)
    except YamlError:
        return
    yield from _free_texts_in(located.data, (), located)


def _free_texts_in(value: object, loc: Loc, located: Located) -> Iterator[tuple[int, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _free_texts_in(inner, (*loc, name), located)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _free_texts_in(inner, (*loc, at), located)
    elif isinstance(value, str) and loc and loc[-1] in FREE_TEXT:
        yield located.line(loc), value
