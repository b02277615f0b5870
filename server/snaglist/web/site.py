"""What every page needs: the snapshot and the addresses."""

from dataclasses import dataclass
from typing import Any, TypedDict

from flask import current_app, request

from snaglist.graph.namespaces import CatalogueNames
from snaglist.model.catalogue import Catalogue, nearest_names
from snaglist.model.entry import Entry
from snaglist.model.facets import EVIDENCE
from snaglist.model.scheme import Concept
from snaglist.model.witness import Evidence
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.served import current_served
from snaglist.web.urls import Urls

View = dict[str, Any]
"""What a page of a review says, ready for a template and for JSON."""


class ConceptView(TypedDict):
    """A concept; ``url`` is None for one that is unknown."""

    id: str
    label: str
    definition: str
    url: str | None


class Reference(TypedDict):
    """Anything with a page, as a link."""

    id: str
    title: str
    url: str


class EntryLink(Reference):
    """An entry as a link; ``category`` colours it and is empty for strategies.

    ``published_only`` is true where it rests on findings and on no quote.
    """

    category: str
    published_only: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The snapshot as this request sees it."""

    knowledge: Snapshot
    urls: Urls

    @property
    def catalogue(self) -> Catalogue:
        """The model; where only what interviews bear out is asked for, that."""
        whole = self.knowledge.catalogue
        return whole.told if self.urls.told else whole

    @property
    def names(self) -> CatalogueNames:
        """The names that things and graphs of the catalogue have."""
        return CatalogueNames.of(self.knowledge.catalogue.about)

    def concept(self, scheme: str | None, identifier: str) -> ConceptView:
        """A concept as a link; the bare id where it is unknown."""
        found = self.catalogue.things.get(f"{scheme}/{identifier}" if scheme else identifier)
        if isinstance(found, Concept):
            url, definition = self.urls.concept(found), found.definition
            return {"id": identifier, "label": found.label, "definition": definition, "url": url}
        return {"id": identifier, "label": identifier, "definition": "", "url": None}

    def reference(self, identifier: str) -> Reference:
        """Anything with a page as id, title and address; raises ``KeyError`` for the unknown."""
        thing = self.catalogue.things[identifier]
        title = getattr(thing, "title", "") or getattr(thing, "label", "")
        return {"id": identifier, "title": title, "url": self.urls.of(thing)}

    def entry(self, identifier: str) -> EntryLink:
        """An entry as a link; raises ``KeyError`` for the unknown."""
        category = getattr(self.catalogue.things[identifier], "category", "")
        return {
            **self.reference(identifier),
            "category": category,
            "published_only": identifier in self.catalogue.published_only,
        }

    def nearest(self, words: str) -> list[Reference]:
        """Up to three things whose id, title or other name looks like ``words``."""
        names = {name: name for name in self.catalogue.things}
        for entry in self.catalogue.entries:
            names.update(dict.fromkeys(_names(entry), entry.id))
        found = dict.fromkeys(names[name] for name in nearest_names(words[:100], names))
        return [self.reference(identifier) for identifier in found]


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.also_called)


TOLD_ALONE = "told_alone"
"""The mark of a view function that can show only what interviews bear out."""


def current_site() -> Site:
    """The site of the current request."""
    return Site(current_served().knowledge, Urls(request.script_root, told_alone()))


def told_alone() -> bool:
    """Whether the address asks for only what interviews bear out, and the page can show that."""
    view = current_app.view_functions.get(request.endpoint or "")
    asked = dict.fromkeys(request.args.getlist(EVIDENCE))
    return getattr(view, TOLD_ALONE, False) and list(asked) == [Evidence.TOLD]
