"""What earlier versions of the vocabulary had: since when there is a term, and what it replaces."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF

from snaglist.graph.namespaces import SNAG
from snaglist.schema.text_files import BOM


@dataclass(frozen=True, slots=True)
class TermHistory:
    """By IRIs: the first version that has a term, and the terms of versions that it replaces.

    A term that no version has came with ``current``; that is empty where no version is known.
    ``replaces`` has terms that a version deprecates for another.
    """

    since: dict[str, str] = field(default_factory=dict)
    replaces: dict[str, tuple[str, ...]] = field(default_factory=dict)
    current: str = ""

    def first_version(self, iri: str) -> str | None:
        """The first version that has a term; None where no version is known."""
        return self.since.get(iri, self.current) or None


def read_history(versions: Iterable[Path], current: str) -> TermHistory:
    """The history of the terms of our namespace.

    ``versions`` are files as ``1.4.0.ttl`` in which ``check_versions`` finds nothing;
    ``current`` is the version that came after them all, and of which a term is
    that is in none of them.
    """
    since: dict[str, str] = {}
    replaces: dict[str, set[str]] = defaultdict(set)
    files = sorted(versions, key=lambda path: tuple(int(n) for n in path.stem.split(".")))
    for path in files:
        content = path.read_bytes().removeprefix(BOM.encode())
        for triple in ox.parse(content, format=ox.RdfFormat.TURTLE):
            subject = str(triple.subject.value)
            if not subject.startswith(str(SNAG)):
                continue
            if triple.predicate.value == str(RDF.type):
                since.setdefault(subject, path.stem)
            elif triple.predicate.value == str(DCTERMS.isReplacedBy):
                replaces[str(triple.object.value)].add(subject)
    return TermHistory(
        since=since,
        replaces={iri: tuple(sorted(old)) for iri, old in replaces.items()},
        current=current if files else "",
    )
