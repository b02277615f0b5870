"""Versions of entries and their differences, as several pages show them."""

from collections.abc import Iterable
from typing import TypedDict

from snaglist.errors import NotFoundError
from snaglist.model.entry import Issue, Strategy
from snaglist.model.entry_version import EntryVersion, Parts, VersionPart, witness_of
from snaglist.model.version_difference import part_changes
from snaglist.model.word_difference import WordDifference
from snaglist.web.site import Site

FIELD_TITLES = {
    "title": "Title",
    "also_called": "Also called",
    "title_in": "Title in another language",
    "status": "Status",
    "retired": "Why it is retired",
    "replaced_by": "Replaced by",
    "category": "Category",
    "kind": "Kind",
    "phase": "Phase",
    "source": "Source of data",
    "artefact": "Artefact",
    "definition": "Definition",
    "use_when": "Use this when",
    "not_when": "Not when",
    "cause": "Cause",
    "consequence": "Consequence",
    "detection": "How it was noticed",
    "mitigation": "What was tried",
    "practice": "How it is done",
    "tradeoff": "Trade-off",
    "cost": "Cost",
    "quality": "Quality it hurts",
    "felt_by": "Felt by",
    "strategy": "Strategy",
    "outcome": "Outcome",
    "witness": "Witness",
    "leads_to": "Leads to",
    "question": "Question",
    "asked_in": "Asked in",
    "mapping": "Mapping",
    "story": "Story",
}
"""What the fields of a version are called."""


class VersionRow(TypedDict):
    """A version: the beginning of its hash, the editions that have it, the day of the first."""

    short: str
    digest: str
    title: str
    editions: list[str]
    released: str | None
    current: bool
    url: str


class SpanView(TypedDict):
    """Words that were kept, lost or gained."""

    op: str
    text: str


class PartChangeView(TypedDict):
    """A part that differs; ``key`` says which of several: a claim, a witness, an issue."""

    field: str
    label: str
    key: str
    spans: list[SpanView]


class PartView(TypedDict):
    """A part of a version."""

    field: str
    label: str
    key: str
    text: str


def versions_of(site: Site, identifier: str) -> tuple[EntryVersion, ...]:
    """The versions of an entry, the latest last.

    Raises ``NotFoundError`` for what is no entry, neither now nor in an edition.
    """
    whole = site.knowledge.catalogue
    now = whole.things.get(identifier)
    entry = now if isinstance(now, Issue | Strategy) else None
    about = whole.about
    found = site.knowledge.editions.versions(identifier, entry, about.version, about.released)
    if not found:
        raise whole.missing(identifier, [each.id for each in whole.entries])
    return found


def find_version(site: Site, identifier: str, digest: str) -> EntryVersion:
    """The version of an entry whose hash begins so; raises ``NotFoundError``."""
    found = versions_of(site, identifier)
    for version in found:
        if len(digest) >= len(version.short) and version.digest.startswith(digest):
            return version
    raise NotFoundError(digest[:64], tuple(version.short for version in found))


def version_row(site: Site, version: EntryVersion) -> VersionRow:
    """One version, as a line."""
    return {
        "short": version.short,
        "digest": version.digest,
        "title": version.title,
        "editions": list(version.editions),
        "released": version.released.isoformat() if version.released else None,
        "current": version.current,
        "url": site.urls.version(version.entry, version.short),
    }


def shown_parts(site: Site, parts: Parts) -> Parts:
    """The same without what is said of witnesses that were withdrawn since."""
    things = site.knowledge.catalogue.things

    def shown(part: VersionPart) -> VersionPart:
        witness = witness_of(part)
        return part if witness is None or witness in things else part._replace(text="")

    return tuple(map(shown, parts))


def part_views(site: Site, parts: Parts) -> list[PartView]:
    """What a version says, in its order."""
    return [
        {"field": name, "label": FIELD_TITLES.get(name, name), "key": key, "text": text}
        for name, key, text in shown_parts(site, parts)
    ]


def difference_views(
    site: Site, old: EntryVersion, new: EntryVersion, compared: WordDifference
) -> list[PartChangeView]:
    """What became of an entry from one version to another."""
    changes = part_changes(shown_parts(site, old.parts), shown_parts(site, new.parts), compared)
    return [
        {
            "field": change.field,
            "label": FIELD_TITLES.get(change.field, change.field),
            "key": change.key,
            "spans": [{"op": span.op.value, "text": span.text} for span in change.spans],
        }
        for change in changes
    ]


def version_in(versions: Iterable[EntryVersion], edition: str) -> EntryVersion | None:
    """The version that an edition has; None where it has none, or was not written down."""
    return next((each for each in versions if edition in each.editions), None)
