"""Model cards and dataset cards of Hugging Face: a YAML head, and Markdown.

Fields of the head: https://huggingface.co/docs/hub/model-cards and
https://huggingface.co/docs/hub/datasets-cards; headings as in the templates of huggingface_hub.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from snaglist.reviews.profile_sources.markdown_sections import Section, first_paragraph, sections
from snaglist.reviews.profile_sources.source_profile import (
    NotTheirFormatError,
    Said,
    SourceProfile,
    as_list,
    plain,
    said,
)
from snaglist.schema.located_yaml import Located
from snaglist.schema.report import FindingsError, Report
from snaglist.schema.validation import parse_located

FORMAT = "a card of Hugging Face"
MOST_VALUES = 50_000

GENERATING = {
    "text-generation",
    "text2text-generation",
    "image-text-to-text",
    "summarization",
    "translation",
    "text-to-image",
    "image-to-image",
    "image-to-text",
    "unconditional-image-generation",
}
"""Tasks of the Hub whose result is text or a picture that did not exist before."""

LABELLED_BY_PEOPLE = {"crowdsourced", "expert-generated"}
"""Values of ``annotations_creators`` that are people."""

_WORDS = re.compile(
    r"(model |dataset )?(description|summary|overview|details)|bias,? risks,?( and)? limitations"
    r"|(known |limitations and )?(limitations|biases?|risks)|out-of-scope use|limitations and bias",
    re.I,
)
"""Headings under which a card says what it is, and where it fails."""


def split_head(text: str) -> tuple[str, str, int] | None:
    """The YAML head, what follows it, and the line where that begins; None without a head."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return None
    for at, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "".join(lines[1:at]), "".join(lines[at + 1 :]), at + 2
    return None


def read_card(text: str, path: Path) -> SourceProfile:
    """What a card says. Raises ``FindingsError`` for a head that is no YAML."""
    split = split_head(text)
    if split is None:
        raise NotTheirFormatError(f"{path} has no YAML head between two lines of ---.")
    head, body, first_line = split
    report = Report()
    located = parse_located(head, 2, path, report, MOST_VALUES)
    if located is None:
        raise FindingsError(tuple(report.findings))
    if not isinstance(located.data, dict):
        raise NotTheirFormatError(f"{path}: the head has no fields.")
    found = list(sections(body, first_line))
    return SourceProfile(
        format=FORMAT,
        title=_title(located, found),
        words=tuple(_passages(found)),
        answers=dict(_answers(located)),
    )


def _place(located: Located, *loc: str | int) -> str:
    return f"{loc[0]}, line {located.line(loc)}"


def _title(located: Located, found: list[Section]) -> Said | None:
    head = located.data
    for name in ("model_name", "pretty_name"):
        if title := said(head.get(name), _place(located, name)):
            return title
    index = head.get("model-index")
    if isinstance(index, list) and index and isinstance(index[0], dict):
        title = said(index[0].get("name"), _place(located, "model-index", 0, "name"))
        if title:
            return title
    first = next((each for each in found if each.level == 1 and each.heading), None)
    return (
        said(re.sub(r"(?i)^(model|dataset) card for ", "", first.heading), f"line {first.line}")
        if first
        else None
    )


def _passages(found: list[Section]) -> Iterator[Said]:
    """The first paragraph under the title, and what stands under the headings that say most."""
    title = next((each for each in found if each.level == 1), None)
    if title and title.text:
        yield Said(text=plain(first_paragraph(title.text)), place=title.place)
    for each in found:
        if each is not title and _WORDS.fullmatch(each.heading.strip(" :")) and each.text:
            yield Said(text=plain(each.text), place=each.place)


def _answers(located: Located) -> Iterator[tuple[str, Said]]:
    head: dict[str, Any] = located.data

    def because(*loc: str, text: str) -> Said:
        return Said(text=text, place=f"line {located.line(loc)}")

    bases = [plain(each) for each in as_list(head.get("base_model"))]
    if any(bases):
        yield "model/tuned", because("base_model", text=f"base_model: {', '.join(bases)}")
    task = plain(head.get("pipeline_tag"))
    if task in GENERATING:
        yield "model/generates", because("pipeline_tag", text=f"pipeline_tag: {task}")
    creators = LABELLED_BY_PEOPLE.intersection(
        map(plain, as_list(head.get("annotations_creators")))
    )
    if creators:
        text = f"annotations_creators: {', '.join(sorted(creators))}"
        yield "labels/people", because("annotations_creators", text=text)
    if measured := _measured(head.get("model-index")):
        yield "measured/model", because("model-index", text=f"metrics: {', '.join(measured)}")


def _measured(index: object) -> list[str]:
    """The names of the metrics for which the card has a value."""
    found = [
        plain(metric.get("name")) or plain(metric.get("type"))
        for model in as_list(index)
        if isinstance(model, dict)
        for result in as_list(model.get("results"))
        if isinstance(result, dict)
        for metric in as_list(result.get("metrics"))
        if isinstance(metric, dict) and metric.get("value") is not None
    ]
    return list(dict.fromkeys(filter(None, found)))
