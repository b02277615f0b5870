"""What the search of the site as files goes through: every text, and what a word is.

The script ``words.js`` has the algorithm of ``index/words.py``; sets of code points, patterns,
stop words and weights are written out from here, so that none of them stands twice.
"""

import json
import re
from collections.abc import Callable, Iterator

from snaglist.index import code_points, parser, weights, words
from snaglist.index.analysis import HIDDEN, STOP_WORDS, TEXT_FIELDS, normalize_name
from snaglist.index.documents import documents
from snaglist.index.identifiers import identifier_key, is_identifier
from snaglist.index.query import DocumentType
from snaglist.index.ranking import LONGEST_NAME
from snaglist.index.user_query import FIELDS, LONGEST_WORD, MOST_WORDS
from snaglist.web.pages.search_hits import found_url
from snaglist.web.site import Site


def search_script(here: Site, file_of: Callable[[str], str | None]) -> str:
    """The texts and the rules of the search as a script.

    ``file_of`` gives the file that an address is written to.
    """
    rules = json.dumps(_rules(), ensure_ascii=True, separators=(",", ":"))
    texts = json.dumps(list(_texts(here, file_of)), ensure_ascii=False, separators=(",", ":"))
    return f"const RULES = {rules};\nconst TEXTS = {texts};\n"


def _rules() -> dict[str, object]:
    """What of ``index`` the scripts need; patterns are for JavaScript's flag ``u``."""
    classes = {
        name: javascript(f"[{value}]")
        for name, value in (
            ("ignorable", code_points.IGNORABLE),
            ("optional", code_points.OPTIONAL_MARKS),
            ("ideograph", code_points.IDEOGRAPHIC),
            ("unspaced", words.UNSPACED),
        )
    }
    return {
        **classes,
        "word": javascript(words.WORD.pattern),
        "apostrophes": words.APOSTROPHES,
        "thin": words.THIN_SPACES,
        "letters": words.PLAIN_LETTERS,
        "contractions": sorted(words.CONTRACTIONS),
        "endings": sorted(words.ENDINGS),
        "elisions": sorted(words.ELISIONS),
        "stops": STOP_WORDS,
        "ideographs": parser.LONGEST_IDEOGRAPHS,
        "syllables": parser.LONGEST_SYLLABLES,
        "part": parser.SHORTEST_PART,
        "longest": LONGEST_WORD,
        "most": MOST_WORDS,
        "name": LONGEST_NAME,
        "fields": sorted(FIELDS),
        "weights": [weights.FIELDS[field] for field in TEXT_FIELDS],
        "hidden": HIDDEN,
        "priors": {kind.value: prior for kind, prior in weights.PRIORS.items()},
        "called": {kind.value: prior for kind, prior in weights.NAME_PRIORS.items()},
        "saturation": weights.SATURATION,
        "length": weights.LENGTH_MATTERS,
        "whole": weights.WHOLE_NAME,
        "inside": weights.NAME_INSIDE,
    }


def javascript(pattern: str) -> str:
    """One of our patterns as JavaScript writes it, where its shorthands know ASCII only."""
    letter = rf"(?:(?![{words.UNSPACED}\u1100-\u11ff])[\p{{L}}\p{{N}}])"
    pattern = pattern.replace(words.LETTER, letter).replace(r"[^\W_]", r"[\p{L}\p{N}]")
    pattern = pattern.replace(r"\"", '"').replace(r"\#", "#")
    return re.sub(r"\\U([0-9A-F]{8})", lambda code: rf"\u{{{int(code[1], 16):X}}}", pattern)


def _texts(here: Site, file_of: Callable[[str], str | None]) -> Iterator[dict[str, object]]:
    """Of each thing but turns: address, names, key, and its passages with their fields."""
    for document in documents(here.catalogue, here.knowledge.terms):
        if document.type is DocumentType.TURN:
            continue
        address = found_url(here, document.id)
        path, _, anchor = address.partition("#")
        path = path.partition("?")[0]  # a copy has each list whole
        yield {
            "url": f"{file_of(path)}{f'#{anchor}' if anchor else ''}",
            "id": document.id,
            "type": document.type.value,
            "title": document.title,
            "names": list(dict.fromkeys(map(normalize_name, document.names))),
            "key": identifier_key(document.id) if is_identifier(document.id) else "",
            "fields": [TEXT_FIELDS.index(field) for field, _ in document.passages],
            "texts": [text for _, text in document.passages],
        }
