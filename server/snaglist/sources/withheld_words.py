"""Words that may not leave must not stand in what does: in entries, notes, glosses and the rest.

The model of an interview that is not open has no other words than may leave; what people write
beside it could repeat them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from snaglist.model.access import Access
from snaglist.model.interview import Interview
from snaglist.schema.located_yaml import Loc, Located, YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.text_files import is_left_by_program

RUN = 8
"""Words in a row that are the interview's wherever they stand."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VERBATIM = frozenset(("exact", "prefix", "suffix", "corrections"))
"""Fields of an interview's own files that have its words and go no further than the loader."""

Run = tuple[str, ...]


def word_runs(text: str, size: int = RUN) -> Iterator[tuple[Run, int]]:
    """Each run of so many words of a text, case aside, with the code point it begins at."""
    found = [(match[0].casefold(), match.start()) for match in _WORD.finditer(text)]
    words = [word for word, _ in found]
    for at in range(len(words) - size + 1):
        yield tuple(words[at : at + size]), found[at][1]


def check_withheld_words(folder: Path, interviews: Iterable[Interview], report: Report) -> None:
    """A finding for each text that repeats words of an interview that may not leave.

    ``interviews`` are as the loader gives them on; what they withhold is read from their files.
    """
    withheld: dict[Run, str] = {}
    for interview in interviews:
        if interview.access is not Access.OPEN:
            withheld.update(dict.fromkeys(_secret_runs(folder, interview), interview.id))
    if not withheld:
        return
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.suffix not in (".md", ".yaml", ".yml") or any(map(is_left_by_program, parts)):
            continue
        try:
            texts = list(_texts(path, parts))
        except (OSError, UnicodeDecodeError, YamlError):
            continue  # which others say
        for line, text in texts:
            for run, at in word_runs(text):
                if run in withheld:
                    message = f"here are words of {withheld[run]} that may not leave."
                    report.add("words-withheld", path, line + text.count("\n", 0, at), message)
                    break


def _secret_runs(folder: Path, interview: Interview) -> set[Run]:
    """The runs of words of an interview that may not leave."""
    path = folder / "interviews" / interview.id / "transcript.txt"
    runs = {run for run, _ in word_runs(path.read_text(encoding="utf-8"))}
    if interview.access is Access.QUOTES_ONLY:
        for quote in interview.quotes:
            runs -= {run for run, _ in word_runs(quote.exact)}
    return runs


def _texts(path: Path, parts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What a file says, each text with the line that it begins at."""
    text = path.read_text(encoding="utf-8")
    if parts[0] == "interviews" and path.suffix != ".md":
        located = parse_yaml(text)
        yield from _values(located.data, (), located)
    else:
        yield 1, text


def _values(value: object, loc: Loc, located: Located) -> Iterator[tuple[int, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _VERBATIM:
                yield from _values(inner, (*loc, name), located)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _values(inner, (*loc, at), located)
    elif isinstance(value, str):
        yield located.line(loc), value
