"""Snaglist: what went wrong in machine-learning systems, on the word of those who were there.

In Python: ``import snaglist``, then ``catalogue = snaglist.open()``; see docs/python.md.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snaglist.api import OpenCatalogue

__all__ = ["open"]


def open(  # noqa: A001 (read as snaglist.open)
    catalog: str | Path | None = None,
    ontology: str | Path | None = None,
    data: str | Path | None = None,
) -> "OpenCatalogue":
    """Open the catalogue for reading, building it first where that was not done yet.

    ``catalog`` and ``ontology`` are folders other than those shipped, ``data`` one other than the
    user's cache. What a build is doing goes to the log ``snaglist``, at level INFO.

    Example: ``snaglist.open()["SNAG-001"].title``
    """
    # Imported when it is called, so that the command line starts fast.
    from snaglist.api import open_catalogue

    return open_catalogue(catalog, ontology, data)
