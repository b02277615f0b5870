"""What differs between two editions of a catalogue, thing by thing and field by field."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum, StrEnum

from snaglist.model.catalogue import About, Catalogue, Thing
from snaglist.model.entry import EntryStatus, Issue, Strategy
from snaglist.model.guide import Guidance, Guide, ProfileQuestion, Severity
from snaglist.model.interview import Interview, Quote, Turn
from snaglist.model.publication import Publication
from snaglist.model.scheme import ConceptScheme
from snaglist.model.vocabulary import OutsideMapping, OutsideTerm
from snaglist.model.witness import Stance, Witness

ComparedPart = Thing | About | ProfileQuestion | Severity | Guidance
"""What is compared: everything that has an id, what the catalogue says of itself, its guide."""

NOT_COMPARED: dict[type, frozenset[str]] = {
    Issue: frozenset({"path", "claims"}),
    Strategy: frozenset({"path", "claims"}),
    ConceptScheme: frozenset({"concepts"}),
    Interview: frozenset({"turns", "quotes"}),
    Quote: frozenset({"turn", "section", "line"}),
    Publication: frozenset({"findings"}),
}
"""Fields of a type, beside the id, that are things of their own or follow from others."""

ABOUT = "catalogue"

TYPE_NAMES = {"ConceptScheme": "scheme", "ProfileQuestion": "question", "OutsideTerm": "term"}
"""What people call a part, where it is not the name of its class."""

GUIDE_PREFIX = "guide/"
"""What the names of a guide's parts begin with; they have no addresses of their own."""


class ChangeKind(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """The values that a field lost and gained, in the order written."""

    name: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not what it was; retired ones have ``why`` and ``replaced_by``."""

    id: str
    type: str
    title: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()
    why: str | None = None
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEdition:
    """Which catalogue it was: its version, and a hash over all that is compared."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDiff:
    """From one edition to another, in the order of kinds and then of the catalogue."""

    old: CatalogueEdition
    new: CatalogueEdition
    differences: tuple[Difference, ...]

    def of(self, kind: ChangeKind) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(found for found in self.differences if found.kind is kind)


def compare(old: Catalogue, new: Catalogue) -> CatalogueDiff:
    """What was added, changed, retired or removed on the way from ``old`` to ``new``.

    Turns are left out, as they follow from the transcript, which is compared by its hash.
    """
    before, after = _parts(old), _parts(new)
    found = [
        difference
        for identifier in dict.fromkeys((*after, *before))
        if (difference := _difference(identifier, before.get(identifier), after.get(identifier)))
    ]
    order = list(ChangeKind)
    return CatalogueDiff(
        old=_edition(before, old),
        new=_edition(after, new),
        differences=tuple(sorted(found, key=lambda one: order.index(one.kind))),
    )


def _parts(catalogue: Catalogue) -> dict[str, ComparedPart]:
    things = {
        name: thing for name, thing in catalogue.things.items() if not isinstance(thing, Turn)
    }
    return {ABOUT: catalogue.about, **things, **_guide_parts(catalogue.guide)}


def _guide_parts(guide: Guide | None) -> dict[str, ComparedPart]:
    """The questions of the profile, the severities, and by its issue what brings each in."""
    if guide is None:
        return {}
    return {
        **{f"{GUIDE_PREFIX}question/{each.id}": each for each in guide.questions},
        **{f"{GUIDE_PREFIX}severity/{each.id}": each for each in guide.severities},
        **{f"{GUIDE_PREFIX}{each.issue}": each for each in guide.guidance},
    }


def _edition(parts: dict[str, ComparedPart], catalogue: Catalogue) -> CatalogueEdition:
    content = repr({name: _values(part) for name, part in sorted(parts.items())})
    digest = hashlib.sha256(content.encode()).hexdigest()
    return CatalogueEdition(version=catalogue.about.version, digest=digest)


def _difference(
    identifier: str, old: ComparedPart | None, new: ComparedPart | None
) -> Difference | None:
    thing = new or old
    assert thing is not None  # the identifier came from one of the two
    changed = _changes(old, new) if old and new else ()
    if old and new and not changed:
        return None
    retired = _retired(new) and not _retired(old)
    entry = new if isinstance(new, Issue | Strategy) and retired else None
    return Difference(
        id=identifier,
        type=TYPE_NAMES.get(type(thing).__name__, type(thing).__name__.lower()),
        title=_title(thing),
        kind=_kind(old, new, retired),
        fields=changed,
        why=entry.retired.why if entry and entry.retired else None,
        replaced_by=entry.retired.replaced_by if entry and entry.retired else (),
    )


def _kind(old: ComparedPart | None, new: ComparedPart | None, retired: bool) -> ChangeKind:
    if new is None:
        return ChangeKind.REMOVED
    if old is None:
        return ChangeKind.ADDED
    return ChangeKind.RETIRED if retired else ChangeKind.CHANGED


def _retired(part: ComparedPart | None) -> bool:
    return isinstance(part, Issue | Strategy) and part.status is EntryStatus.RETIRED


def _title(part: ComparedPart) -> str:
    """What people call it: its title, its label, or its words."""
    if isinstance(part, Quote):
        return part.selector.exact
    if isinstance(part, Guidance):
        return f"when {part.issue} comes into a review"
    names = ("title", "text", "label")
    return next((found for name in names if (found := getattr(part, name, ""))), "")


def _changes(old: ComparedPart, new: ComparedPart) -> tuple[FieldChange, ...]:
    before, after = _values(old), _values(new)
    return tuple(
        FieldChange(
            name=name,
            lost=tuple(value for value in before.get(name, ()) if value not in after[name]),
            gained=tuple(value for value in after[name] if value not in before.get(name, ())),
        )
        for name in after
        if before.get(name, ()) != after[name]
    )


def _values(part: ComparedPart) -> dict[str, tuple[str, ...]]:
    """The fields of a thing, each as the words it holds."""
    left_out = NOT_COMPARED.get(type(part), frozenset()) | {"id"}
    found = {
        field.name: _words(getattr(part, field.name))
        for field in fields(part)
        if field.name not in left_out
    }
    if isinstance(part, Quote):
        found["selector"] = (part.selector.exact,)
    if "transcript" in found:
        text = found["transcript"][0]
        found["transcript"] = (f"SHA-256 {hashlib.sha256(text.encode()).hexdigest()}",)
    return found


def _words(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, tuple):
        return tuple(_text(item) for item in value)
    return (_text(value),)


def _text(value: object) -> str:
    """A value in one line: parts of a part follow each other."""
    if isinstance(value, Witness):
        stance = "" if value.stance is Stance.SUPPORTS else f" {value.stance.value}"
        return f"{value.ref}{stance}{f' ({value.note})' if value.note else ''}"
    if isinstance(value, OutsideTerm):
        return f"{value.id} · {value.label} · {value.kind.value}"
    if isinstance(value, OutsideMapping):
        target = f" {value.to}" if value.to else ""
        return f"{value.subject} · {value.relation.value}{target} · {value.why}"
    if is_dataclass(value) and not isinstance(value, type):
        return " · ".join(_joined(_words(getattr(value, one.name))) for one in fields(value))
    return str(value.value) if isinstance(value, Enum) else str(value)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words) or "–"
