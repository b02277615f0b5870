"""Plain BM25 over the same texts: the yardstick for the search, and nothing else.

Whoosh's own ranking with its own defaults, over one field that holds every text of a document.
"""

from pathlib import Path

from whoosh.index import open_dir
from whoosh.qparser import OrGroup, QueryParser

from snaglist.index.schema import ALL


def plain_search(folder: Path, words: str, size: int) -> tuple[str, ...]:
    """The identifiers of the first ``size`` documents that have any of the words."""
    index = open_dir(str(folder), readonly=True)
    try:
        with index.searcher() as searcher:
            parser = QueryParser(ALL, index.schema, plugins=[], group=OrGroup)
            found = searcher.search(parser.parse(words), limit=size)
            return tuple(hit["id"] for hit in found)
    finally:
        index.close()
