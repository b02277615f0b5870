"""What a design review consults of a snapshot."""

from collections.abc import Sequence

from snaglist.index.query import DocumentType, Query
from snaglist.reviews.event_fields import Edition
from snaglist.reviews.library import Library
from snaglist.snapshot.place import CATALOGUE_FILE
from snaglist.snapshot.snapshot import Snapshot


def review_library(knowledge: Snapshot) -> Library:
    """The catalogue, its edition, and the search for a project's own words.

    The edition's digest is that of the catalogue's file in the snapshot: it changes with what the
    catalogue says, and not with the program that wrote it.
    """
    catalogue = knowledge.catalogue
    digest = knowledge.manifest.files[CATALOGUE_FILE].sha256

    def search(words: str) -> Sequence[str]:
        query = Query(words=words, filters={"type": (DocumentType.ISSUE.value,)})
        return [hit.id for hit in knowledge.search(query).hits]

    return Library(
        catalogue=catalogue,
        edition=Edition(version=catalogue.about.version, digest=digest),
        search=search,
    )
