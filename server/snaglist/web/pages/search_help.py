"""What helps to search: how to, names that go on from what is typed, the box of a browser."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypedDict

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from snaglist.index.analysis import STOP_WORDS, TYPED_FIELDS
from snaglist.index.query import FACETS
from snaglist.web.respond import check_parameters, declared, page_route
from snaglist.web.site import current_site

blueprint = Blueprint("search_help", __name__)

MOST_SUGGESTED = 8
LONGEST_TYPED = 80
"""Letters of what is being typed that suggestions look at."""

HELP_EXAMPLES = (
    ("sensor stopped", "either word, in any form (sensors, stops); texts with both come first"),
    ('"did not work"', "exactly these words, side by side"),
    ("sensor AND camera", "both words; also OR, NOT and brackets; write operators in capitals"),
    ("sensor NOT camera", "the first without the second; also sensor -camera"),
    ("+sensor camera", "the first word; texts that also have the second come first"),
    ("calib*", "every word that begins like this"),
    ("title:sensor", "only in titles"),
    ("phase:maintenance sources", "a filter by its name, and words"),
    (
        "{prefix}-004",
        "an entry, quote, turn or publication by its identifier; 4 alone is an issue's",
    ),
    ("type:gap drift", "topics that are not covered; also edges, concepts, terms, findings"),
    ("imputaton", "a misspelt word is replaced by the nearest one in the catalogue"),
    (
        "missing imputaton",
        "where another word finds something, the other spelling is looked for as well, and offered",
    ),
    ("imputation", "other names of the same thing are searched too"),
)
"""What may be typed, each with what it finds; ``prefix`` is that of the issues' ids."""


def _examples(prefix: str) -> Iterator[tuple[str, str]]:
    return ((typed.format(prefix=prefix), finds) for typed, finds in HELP_EXAMPLES)


class HelpExample(TypedDict):
    """What may be typed, what it finds, and the search."""

    typed: str
    finds: str
    url: str


class HelpFacet(TypedDict):
    """A facet, with the labels of its first values."""

    name: str
    values: list[str]


class HelpView(TypedDict):
    """How to search."""

    examples: list[HelpExample]
    fields: list[str]
    facets: list[HelpFacet]
    stop_words: list[str]


@page_route(blueprint, "/search/help", "search_help.html")
def search_help() -> HelpView:
    """What may be typed, as searches to follow, and the fields that there are."""
    here = current_site()
    # A kind is also found by its category, which has a field of its own.
    broader = [each.id for each in here.catalogue.scheme("category").concepts if not each.broader]
    return {
        "examples": [
            {"typed": typed, "finds": finds, "url": here.urls.search(typed, {})}
            for typed, finds in _examples(here.catalogue.about.prefix)
        ],
        "fields": list(TYPED_FIELDS),
        "facets": [
            {"name": name, "values": _first_values(labels, broader if name == "kind" else ())}
            for name, labels in ((n, here.knowledge.facet_labels.get(n, {})) for n in FACETS)
            if labels
        ],
        "stop_words": list(STOP_WORDS),
    }


def _first_values(labels: Mapping[str, Sequence[str]], left_out: Collection[str]) -> list[str]:
    return [names[0] for value, names in labels.items() if value not in left_out][:4]


class SuggestionView(TypedDict):
    """A name that goes on from what was typed, and the thing it names."""

    name: str
    id: str
    type: str
    title: str
    url: str


@blueprint.get("/suggest.json")
@declared("q")
def suggest() -> ResponseReturnValue:
    """Names that go on from what was typed."""
    check_parameters(("q",))
    here, typed = current_site(), request.args.get("q", "")[:LONGEST_TYPED]
    found: list[SuggestionView] = [
        {
            "name": each.name,
            "id": each.id,
            "type": each.type,
            "title": each.title,
            "url": here.urls.of(here.catalogue.things[each.id]),
        }
        for each in here.knowledge.suggest(typed, MOST_SUGGESTED)
    ]
    return jsonify(found)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser needs to offer this search beside its own (OpenSearch 1.1)."""
    base = request.host_url.rstrip("/")
    return Response(
        render_template("opensearch.xml", base=base),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
