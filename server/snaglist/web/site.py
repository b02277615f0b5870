"""What every view needs at hand: the knowledge and the addresses."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request

from snaglist.model.catalogue import Catalogue, nearest_names
from snaglist.model.entry import Entry
from snaglist.model.scheme import Concept
from snaglist.snapshot.knowledge import Knowledge
from snaglist.web.urls import Urls

View = dict[str, Any]
"""What a page says, ready for a template and for JSON."""


@dataclass(frozen=True, slots=True)
class Site:
    """The knowledge as this request sees it."""

    knowledge: Knowledge
    urls: Urls

    @property
    def catalogue(self) -> Catalogue:
        """The model."""
        return self.knowledge.catalogue

    def concept(self, scheme: str | None, identifier: str) -> View:
        """A concept as id, label, definition and address; the bare id where it is unknown."""
        found = self.catalogue.things.get(f"{scheme}/{identifier}" if scheme else identifier)
        if isinstance(found, Concept):
            url, definition = self.urls.concept(found), found.definition
            return {"id": identifier, "label": found.label, "definition": definition, "url": url}
        return {"id": identifier, "label": identifier, "definition": "", "url": None}

    def concepts(self, scheme: str, identifiers: tuple[str, ...]) -> list[View]:
        """Several concepts of a scheme, in the order given."""
        return [self.concept(scheme, identifier) for identifier in identifiers]

    def reference(self, identifier: str) -> View:
        """Anything with a page as id, title and address."""
        thing = self.catalogue.things[identifier]
        title = getattr(thing, "title", "") or getattr(thing, "label", "")
        return {"id": identifier, "title": title, "url": self.urls.of(thing)}

    def entry(self, identifier: str) -> View:
        """An entry as a link: id, title, address, and the category that colours it."""
        category = getattr(self.catalogue.things[identifier], "category", "")
        return {**self.reference(identifier), "category": category}

    def nearest(self, words: str) -> list[View]:
        """Up to three things whose id, title or other name looks like ``words``."""
        names = {name: name for name in self.catalogue.things}
        for entry in self.catalogue.entries:
            names.update(dict.fromkeys(_names(entry), entry.id))
        found = dict.fromkeys(names[name] for name in nearest_names(words[:100], names))
        return [self.reference(identifier) for identifier in found]


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.also_called)


def site() -> Site:
    """The site of the current request."""
    return Site(current_app.extensions["snaglist"], Urls(request.script_root))
