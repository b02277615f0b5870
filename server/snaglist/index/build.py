"""Write the index of a catalogue: same catalogue, same bytes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snaglist.graph.term import Term
from snaglist.index.analysis import TEXT_FIELDS, normalize_name, stem_of_word
from snaglist.index.arrays import Ids, save_array, save_strings, starts_of
from snaglist.index.document import Document
from snaglist.index.documents import documents, labels
from snaglist.index.facets import FACETS_FILE
from snaglist.index.identifiers import identifier_key, is_identifier
from snaglist.index.inversion import (
    Links,
    length_norms,
    occurrences,
    passage_links,
    weighted_postings,
)
from snaglist.index.query import FACETS, DocumentType
from snaglist.index.segments import (
    FormerSegments,
    Segment,
    Tokens,
    analyse,
    merge_segments,
    segment_key,
    write_segments,
)
from snaglist.index.suggestions import write_names
from snaglist.model.catalogue import Catalogue, interview_id

TYPES = tuple(DocumentType)
"""The types of documents; their numbers in the index are their places here."""

ENTRIES = ""
"""The source of all that was not said, beside the interviews by their ids."""


def build_index(
    catalogue: Catalogue,
    folder: Path,
    before: Path | None = None,
    terms: Sequence[Term] = (),
) -> None:
    """Write the index of the catalogue into a folder, which is made where it is missing.

    ``terms`` of its ontology can be found too. ``before`` is the folder of an older index,
    undamaged: sources whose texts it knows are not analysed again. The files are the same with and
    without it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = tuple(documents(catalogue, terms))
    texts, sources = _passages(found)
    segments = _segments(sources, FormerSegments(before))
    tokens = merge_segments(segments)
    write_segments(folder, segments, tokens)
    save_strings(folder, "texts", [text for source in sources for text in source])
    _write_documents(folder, found)
    _write_postings(folder, _links(found, texts), tokens)
    _write_named(folder, found)
    _write_facets(folder, found, labels(catalogue))
    write_names(catalogue, folder)


def _passages(found: Sequence[Document]) -> tuple[Mapping[str, int], list[list[str]]]:
    """The number of each passage by its text, and the passages of each source.

    Interviews come first: what entries quote is not analysed again.
    """
    sources: dict[str, dict[str, None]] = {}
    entries: list[str] = []
    for document in found:
        texts = [text for _, text in document.passages]
        if document.type in (DocumentType.QUOTE, DocumentType.TURN):
            sources.setdefault(interview_id(document.id), {}).update(dict.fromkeys(texts))
        else:
            entries += texts
    said = {text for source in sources.values() for text in source}
    sources[ENTRIES] = {text: None for text in entries if text not in said}
    numbers: dict[str, int] = {}
    for number, text in enumerate(text for source in sources.values() for text in source):
        numbers.setdefault(text, number)
    return numbers, [list(source) for source in sources.values()]


def _segments(sources: Sequence[Sequence[str]], former: FormerSegments) -> list[Segment]:
    keyed = [(segment_key(passages), passages) for passages in sources]
    return [former.get(key) or analyse(key, passages) for key, passages in keyed]


def _links(found: Sequence[Document], texts: Mapping[str, int]) -> Links:
    field_number = {field: number for number, field in enumerate(TEXT_FIELDS)}
    passages = [
        (field_number[field], texts[text]) for each in found for field, text in each.passages
    ]
    sizes = [len(each.passages) for each in found]
    return Links(
        documents=np.repeat(np.arange(len(found), dtype=np.int32), sizes),
        fields=np.array([field for field, _ in passages], np.uint8),
        passages=np.array([passage for _, passage in passages], np.int32),
        size=len(found),
    )


def _write_documents(folder: Path, found: Sequence[Document]) -> None:
    """What a hit shows of each document, beside its passages."""
    save_strings(folder, "ids", [each.id for each in found])
    save_strings(folder, "titles", [each.title for each in found])
    save_array(folder, "types", np.array([TYPES.index(each.type) for each in found], np.uint8))
    save_array(folder, "quotes", np.array([each.quote_count for each in found], np.int32))
    save_array(folder, "people", np.array([each.people for each in found], np.int32))
    save_array(folder, "interviews", np.array([each.interviews for each in found], np.int32))


def _write_postings(folder: Path, links: Links, tokens: Tokens) -> None:
    stems = [stem_of_word(word) for word in tokens.words]
    distinct = sorted(set(stems))
    number_of = {stem: number for number, stem in enumerate(distinct)}
    stem_of = np.array([number_of[stem] for stem in stems], np.int32)
    norms = length_norms(links, np.diff(tokens.starts))
    passages, places, word_starts = occurrences(tokens.numbers, tokens.starts, len(tokens.words))
    stem_tokens = stem_of[tokens.numbers] if len(stems) else tokens.numbers
    ids, weights, starts = weighted_postings(
        links, norms, stem_tokens, tokens.starts, len(distinct)
    )
    by_passage, passage_starts = passage_links(links, len(tokens.starts) - 1)
    save_strings(folder, "stems", distinct)
    arrays: dict[str, NDArray[Any]] = {
        "word_stems": stem_of,
        "stem_words": np.argsort(stem_of, kind="stable").astype(np.int32),
        "stem_words.starts": starts_of(np.bincount(stem_of, minlength=len(distinct))),
        "occurrences.passages": passages,
        "occurrences.places": places,
        "occurrences.starts": word_starts,
        "postings.documents": ids,
        "postings.weights": weights,
        "postings.starts": starts,
        "norms": norms,
        "links.starts": starts_of(np.bincount(links.documents, minlength=links.size)),
        "links.documents": links.documents,
        "links.fields": links.fields,
        "links.passages": links.passages,
        "passage_links": by_passage,
        "passage_links.starts": passage_starts,
    }
    for name, array in arrays.items():
        save_array(folder, name, array)


def _write_named(folder: Path, found: Sequence[Document]) -> None:
    """The documents of each name, folded; the spellings of an identifier are one name, its key."""
    named: dict[str, list[int]] = {}
    for number, document in enumerate(found):
        names = [normalize_name(name) for name in document.names]
        if is_identifier(document.id):
            names.append(identifier_key(document.id))
        for name in dict.fromkeys(names):
            named.setdefault(name, []).append(number)
    ordered = sorted(named)
    save_strings(folder, "names", ordered)
    save_array(folder, "names.documents", _joined([named[name] for name in ordered]))
    save_array(folder, "names.offsets", starts_of(len(named[name]) for name in ordered))


def _write_facets(
    folder: Path, found: Sequence[Document], known: Mapping[str, Mapping[str, Sequence[str]]]
) -> None:
    """For each facet its values with the names by which they are known, and their documents."""
    rows = []
    lists: list[list[int]] = []
    for facet in FACETS:
        having: dict[str, list[int]] = {}
        for number, document in enumerate(found):
            for value in document.facets.get(facet, ()):
                having.setdefault(value, []).append(number)
        values = sorted(having)
        lists += [having[value] for value in values]
        rows.append([facet, [[value, *known.get(facet, {}).get(value, ())] for value in values]])
    (folder / FACETS_FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    save_array(folder, "facets.documents", _joined(lists))
    save_array(folder, "facets.starts", starts_of(map(len, lists)))


def _joined(lists: Sequence[Sequence[int]]) -> Ids:
    return np.fromiter((number for each in lists for number in each), np.int32)
