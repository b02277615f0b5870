"""Croissant: datasets as JSON-LD, with the vocabulary for responsible AI (MLCommons, 1.0)."""

from collections.abc import Iterator
from typing import Any

from snaglist.reviews.profile_sources.source_profile import (
    Said,
    SourceProfile,
    as_list,
    plain,
    said,
)

FORMAT = "a description in Croissant"

COLLECTED = {
    "surveys": "data/surveys",
    "self-reporting": "data/surveys",
    "web scraping": "data/web",
    "document analysis": "data/documents",
}
"""Values of ``rai:dataCollectionType`` that say where the data comes from as a profile asks it."""


def is_croissant(data: object) -> bool:
    """True for JSON-LD that describes a dataset."""
    if not isinstance(data, dict) or "@context" not in data:
        return False
    kinds = {
        plain(each).rpartition(":")[2].rpartition("/")[2] for each in as_list(data.get("@type"))
    }
    return "Dataset" in kinds


def read_croissant(data: dict[str, Any]) -> SourceProfile:
    """What such a description says."""
    names = {_local(name): name for name in data}
    return SourceProfile(
        format=FORMAT,
        title=said(data.get(names.get("name", "name")), "name"),
        words=tuple(_passages(data, names)),
        answers=dict(_answers(data, names)),
    )


def _local(name: str) -> str:
    """A property without its prefix: a context may give it any, or none."""
    return name.rpartition(":")[2] if "://" not in name else name.rpartition("/")[2]


def _values(data: dict[str, Any], names: dict[str, str], name: str) -> list[str]:
    found = as_list(data.get(names.get(name, name)))
    texts = (each.get("@value") if isinstance(each, dict) else each for each in found)
    return list(filter(None, map(plain, texts)))


def _passages(data: dict[str, Any], names: dict[str, str]) -> Iterator[Said]:
    for name in ("description", "dataLimitations", "dataBiases"):
        for text in _values(data, names, name):
            yield Said(text=text, place=names.get(name, name))


def _answers(data: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, Said]]:
    found = dict[str, Said]()
    for text in _values(data, names, "dataCollectionType"):
        answer = COLLECTED.get(text.casefold())
        if answer:
            found.setdefault(answer, Said(text=text, place=names["dataCollectionType"]))
    # "Number of human labels per dataset item."
    for text in _values(data, names, "annotationsPerItem"):
        if text.isdecimal() and int(text[:9]) > 0:
            place = names["annotationsPerItem"]
            found["labels/people"] = Said(text=f"annotationsPerItem: {text}", place=place)
            if int(text[:9]) == 1:
                found["labels/one-opinion"] = found["labels/people"]
    yield from found.items()
