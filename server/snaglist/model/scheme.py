"""Concept schemes: the words by which entries are sorted (SKOS)."""

from dataclasses import dataclass

from snaglist.model.labels import NO_LABELS, Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One term of a scheme; ``ref`` (``phase/maintenance``) names it anywhere.

    ``labels`` are what it is called in other languages.
    """

    id: str
    scheme: str
    label: str
    definition: str
    labels: Labels = NO_LABELS
    also_called: tuple[str, ...] = ()
    notation: str | None = None
    broader: str | None = None
    concept_class: str | None = None
    source: str | None = None
    introduction: str = ""

    @property
    def ref(self) -> str:
        """Scheme and id with a slash between, unique in the catalogue."""
        return f"{self.scheme}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScheme:
    """A named list of concepts in the order people read them."""

    id: str
    title: str
    definition: str
    concepts: tuple[Concept, ...]
    source: str | None = None
    concept_class: str | None = None

    def top(self) -> tuple[Concept, ...]:
        """The concepts that have no broader one."""
        return tuple(concept for concept in self.concepts if concept.broader is None)

    def below(self, concept_id: str) -> tuple[Concept, ...]:
        """The concepts directly below the one with this id."""
        return tuple(concept for concept in self.concepts if concept.broader == concept_id)
