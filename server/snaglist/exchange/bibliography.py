"""The references to several things as one text, in each of the styles."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from snaglist.exchange.citations import STYLES, Citable
from snaglist.graph.namespaces import CatalogueNames
from snaglist.model.catalogue import Catalogue


def bibliography(
    catalogue: Catalogue, things: Iterable[Citable], style: str, accessed: date | None
) -> str:
    """What is cited in a style of ``STYLES``, each reference once, as looked up on a day.

    References for people are in the order of the alphabet; records for programs are in the order
    given, those of BibTeX with an empty line between.
    """
    names = CatalogueNames.of(catalogue.about)
    texts = tuple(
        dict.fromkeys(
            STYLES[style].text(
                catalogue, thing, str(names.thing(getattr(thing, "id", ""))), accessed
            )
            for thing in things
        )
    )
    return _JOINED[style](texts) if style in _JOINED else "\n".join(sorted(texts, key=str.casefold))


def _csl(texts: Sequence[str]) -> str:
    items = [item for text in texts for item in json.loads(text)]
    return json.dumps(items, indent=2, ensure_ascii=False) + "\n"


_JOINED = {"bib": "\n".join, "ris": "".join, "json": _csl}
"""The styles for programs."""
