"""Model cards of Google's Model Card Toolkit, as JSON (its schemas 0.0.1 and 0.0.2)."""

import re
from collections.abc import Iterator
from typing import Any

from snaglist.reviews.profile_sources.source_profile import (
    Said,
    SourceProfile,
    as_list,
    plain,
    said,
)

_PERSONAL = re.compile(r"(PII|personal data|personally identifiable information)\b", re.I)
"""How a field begins that says that people can be identified."""

FORMAT = "a model card of the Model Card Toolkit"


def is_toolkit_card(data: object) -> bool:
    """True for JSON with the part that each of these cards has."""
    return isinstance(data, dict) and isinstance(data.get("model_details"), dict)


def read_toolkit_card(data: dict[str, Any]) -> SourceProfile:
    """What such a card says."""
    return SourceProfile(
        format=FORMAT,
        title=said(_at(data, "model_details", "name"), "model_details.name"),
        words=tuple(_passages(data)),
        answers=dict(_answers(data)),
    )


def _at(data: object, *names: str) -> object:
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _passages(data: dict[str, Any]) -> Iterator[Said]:
    overview = said(_at(data, "model_details", "overview"), "model_details.overview")
    if overview:
        yield overview
    for name in ("limitations", "tradeoffs", "ethical_considerations"):
        for at, each in enumerate(as_list(_at(data, "considerations", name))):
            found = each
            if isinstance(each, dict):
                found = each.get("description") or each.get("name")
            passage = said(found, f"considerations.{name}[{at}]")
            if passage:
                yield passage


def _answers(data: dict[str, Any]) -> Iterator[tuple[str, Said]]:
    metrics = _measured(data)
    if metrics:
        place = "quantitative_analysis.performance_metrics"
        yield "measured/model", Said(text=f"metrics: {', '.join(metrics)}", place=place)
    personal = _personal(data)
    if personal:
        yield "holds/personal", personal


def _measured(data: dict[str, Any]) -> list[str]:
    """The types of the metrics that have a value."""
    found = [
        plain(each.get("type"))
        for each in as_list(_at(data, "quantitative_analysis", "performance_metrics"))
        if isinstance(each, dict) and each.get("value") not in (None, "")
    ]
    return list(dict.fromkeys(filter(None, found)))


def _personal(data: dict[str, Any]) -> Said | None:
    """What says in so many words that the data identifies people.

    Sensitive data may be secrets of trade as well, so that its being there says too little.
    """
    parts = _at(data, "model_parameters", "data")
    if isinstance(parts, dict):
        named = [(f".{name}", each) for name, each in parts.items()]
    else:
        named = [(f"[{at}]", each) for at, each in enumerate(as_list(parts))]
    for name, each in named:
        for value in as_list(_at(each, "sensitive", "sensitive_data")):
            text = plain(value)
            if _PERSONAL.match(text):
                place = f"model_parameters.data{name}.sensitive.sensitive_data"
                return Said(text=text, place=place)
    return None
