"""Write the index of a catalogue: same catalogue, same bytes."""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from snaglist.index.documents import Document, documents, labels
from snaglist.index.names import write_names
from snaglist.index.schema import (
    ALL,
    NAMES,
    PLAIN,
    SEPARATOR,
    SPELLED,
    WEIGHTS,
    facet_field,
    label_field,
    make_schema,
    name_term,
)
from snaglist.model.catalogue import Catalogue


class TimelessStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files have no age, as Whoosh writes their ages into the index."""

    def file_modified(self, name: str) -> float:
        """The same for every file."""
        return 0.0


def build_index(catalogue: Catalogue, folder: Path) -> None:
    """Write the index of the catalogue into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with _steady_names():
        index = TimelessStorage(str(folder)).create_index(make_schema())
        try:
            with index.writer() as writer:
                known = labels(catalogue)
                for document in documents(catalogue):
                    writer.add_document(**_fields(document), **_labels(document, known))
        finally:
            index.close()
    write_names(catalogue, folder)


@contextmanager
def _steady_names() -> Iterator[None]:
    """Make the names that Whoosh draws for its files the same in every run."""
    state = random.getstate()
    random.seed(0)
    try:
        yield
    finally:
        random.setstate(state)


def _fields(document: Document) -> dict[str, object]:
    texts = [text for _, text in document.passages]
    by_field = {
        field: f" {SEPARATOR} ".join(text for name, text in document.passages if name == field)
        for field in WEIGHTS
    }
    return {
        "type": str(document.type),
        "id": document.id,
        "title_shown": document.title,
        "passages": list(document.passages),
        "quote_count": document.quote_count,
        **{field: text for field, text in by_field.items() if text},
        ALL: f" {SEPARATOR} ".join(texts),
        PLAIN: " ".join(texts),
        SPELLED: " ".join(t for f, t in document.passages if f in ("title", "also_called")),
        NAMES: ",".join(name_term(name) for name in document.names),
        **{facet_field(facet): ",".join(values) for facet, values in document.facets.items()},
    }


def _labels(document: Document, known: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """What somebody may type for the facets: values, and the names by which they are known."""
    return {
        label_field(facet): f" {SEPARATOR} ".join(
            name for value in values for name in (value, *known.get(facet, {}).get(value, ()))
        )
        for facet, values in document.facets.items()
    }
