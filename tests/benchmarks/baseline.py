"""Plain BM25 over the same texts: the yardstick for the search, and nothing else.

Whoosh's own searcher and ranking with their defaults, over one field that holds every text of a
document, in memory.
"""

import re
from types import TracebackType
from typing import Any, Self

from whoosh.analysis import (
    CharsetFilter,
    Filter,
    LowercaseFilter,
    RegexTokenizer,
    StemFilter,
    StopFilter,
)
from whoosh.fields import STORED, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import OrGroup, QueryParser
from whoosh.support.charset import accent_map

from snaglist.index.analysis import STOP_WORDS
from snaglist.index.documents import documents
from snaglist.model.catalogue import Catalogue


class BritishFilter(Filter):  # type: ignore[misc]
    """Writes -ize, -izing, -ization with an s, as our own search does."""

    def __call__(self, tokens: Any) -> Any:
        """The same tokens, respelt."""
        for token in tokens:
            token.text = re.sub(
                r"(?<=\w\w)iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "is", token.text
            )
            yield token


STEMMING = (
    RegexTokenizer(r"\w+")
    | LowercaseFilter()
    | CharsetFilter(accent_map)
    | StopFilter(stoplist=STOP_WORDS, minsize=1)
    | BritishFilter()
    | StemFilter()
)
"""Whoosh's own words and stems, without our stop words."""


class Baseline:
    """A catalogue, indexed by Whoosh."""

    def __init__(self, catalogue: Catalogue) -> None:
        schema = Schema(id=STORED, text=TEXT(analyzer=STEMMING, phrase=False))
        self._index: Any = RamStorage().create_index(schema)
        with self._index.writer() as writer:
            for document in documents(catalogue):
                text = "\n".join(text for _, text in document.passages)
                writer.add_document(id=document.id, text=text)

    def search(self, words: str, size: int) -> tuple[str, ...]:
        """The identifiers of the first ``size`` documents that have any of the words."""
        parser = QueryParser("text", self._index.schema, plugins=[], group=OrGroup)
        with self._index.searcher() as searcher:
            return tuple(hit["id"] for hit in searcher.search(parser.parse(words), limit=size))

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
