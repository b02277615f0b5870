"""The routes of an application as an OpenAPI document."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypedDict, get_type_hints

from flask import Flask
from typing_extensions import is_typeddict
from werkzeug.routing import Rule

from snaglist.graph.rdf_formats import RDF_FORMATS
from snaglist.web.errors import ErrorView
from snaglist.web.negotiation import BY_SUFFIX
from snaglist.web.openapi.typed_schemas import DIALECT, Schema, SchemaBook, plain_words
from snaglist.web.respond import JSON_VIEW, PARAMETERS

VERSION = "3.1.1"
COMPONENTS = "#/components/schemas/"
VARIABLE = re.compile(r"<(?:any\((?P<values>[^)]*)\):|\w+:)?(?P<name>\w+)>")
"""A variable of a route's path."""

LEFT_OUT = ("static",)
"""Endpoints that are no part of what is offered to programs."""

ERROR = {"$ref": "#/components/responses/Error"}

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

MEDIA_TYPES = {
    **{suffix: form.media_types[0] for suffix, form in BY_SUFFIX.items()},
    **{info.suffix: info.media_type for info in RDF_FORMATS.values()},
    "bib": "application/x-bibtex",
    "md": "text/markdown",
    "ris": "application/x-research-info-systems",
    "tex": "application/x-tex",
    "txt": "text/plain",
    "xml": "application/opensearchdescription+xml",
}
"""What is at addresses that end in a suffix."""


class ErrorDocument(TypedDict):
    """An error, in the one shape that all have."""

    error: ErrorView


def openapi_document(app: Flask, title: str, version: str) -> Schema:
    """The document: every route with its parameters, and what is answered."""
    book = SchemaBook(COMPONENTS)
    error = {
        "description": "What is wrong, and what would be right.",
        "content": {"application/json": {"schema": book.of(ErrorDocument)}},
    }
    paths: dict[str, Schema] = {}
    for rule in _rules(app):
        path = paths.setdefault(path_of(rule), {})
        for method in METHODS:
            if rule.methods and method in rule.methods:
                path[method.lower()] = _operation(app, rule, method, book)
    return {
        "openapi": VERSION,
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": title,
            "version": version,
            "description": "Pages, data and design reviews. Every page has its JSON beside it; "
            "the same choices give the same things in every form.",
        },
        "servers": [{"url": "./"}],
        "paths": {path: paths[path] for path in sorted(paths)},
        "components": {
            "schemas": {name: book.schemas[name] for name in sorted(book.schemas)},
            "responses": {"Error": error},
        },
    }


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT]


def path_of(rule: Rule) -> str:
    """The path template of a route: ``/issues/{identifier}.json``."""
    return VARIABLE.sub(r"{\g<name>}", rule.rule)


def _operation(app: Flask, rule: Rule, method: str, book: SchemaBook) -> Schema:
    view = app.view_functions[rule.endpoint]
    words = plain_words(view)
    head, _, rest = words.partition(". ")
    found: Schema = {
        "operationId": f"{method.lower()}_{rule.endpoint}{_ordinal(app, rule)}".replace(".", "_"),
        "summary": head.rstrip("."),
        "parameters": [*_in_path(rule), *_in_query(view)],
        "responses": {
            **_answers(rule, view, book),
            "default": {"$ref": "#/components/responses/Error"},
        },
    }
    if rest:
        found["description"] = words
    if method == "POST":
        found["requestBody"] = {"content": {form: {} for form in _posted(rule)}}
    return found


def _ordinal(app: Flask, rule: Rule) -> str:
    """What tells the routes of one endpoint apart."""
    same = [each for each in _rules(app) if each.endpoint == rule.endpoint]
    return "" if len(same) == 1 else f"_{same.index(rule) + 1}"


def _posted(rule: Rule) -> tuple[str, ...]:
    forms = ("application/x-www-form-urlencoded",)
    return (
        (*forms, "application/sparql-query")
        if rule.rule == "/sparql"
        else (*forms, "multipart/form-data")
    )


def _in_path(rule: Rule) -> Iterator[Schema]:
    for variable in VARIABLE.finditer(rule.rule):
        schema: Schema = {"type": "string"}
        if variable["values"]:
            schema["enum"] = _values(variable)
        yield {"name": variable["name"], "in": "path", "required": True, "schema": schema}


def _values(variable: re.Match[str]) -> list[str]:
    """What a variable of a path may be, as the converter ``any`` has it."""
    return sorted(each.strip().strip("'\"") for each in variable["values"].split(","))


def _in_query(view: Callable[..., Any]) -> Iterator[Schema]:
    for name in getattr(view, PARAMETERS, ()):
        schema = {"type": "array", "items": {"type": "string"}}
        yield {"name": name, "in": "query", "schema": schema, "explode": True}


def _answers(rule: Rule, view: Callable[..., Any], book: SchemaBook) -> Schema:
    kind = getattr(view, JSON_VIEW, None) or get_type_hints(view, localns=FLASK_NAMES).get("return")
    typed = is_typeddict(kind)
    suffixes = _suffixes(rule)
    if not suffixes and not typed:
        return {"2XX": {"description": "The answer, or the way to it (3XX)."}}
    content: Schema = {}
    for suffix in suffixes or ["html"]:
        media_type = MEDIA_TYPES.get(suffix, "application/octet-stream")
        content[media_type] = {"schema": book.of(kind)} if typed and suffix == "json" else {}
    return {"200": {"description": "What is asked for.", "content": content}}


FLASK_NAMES: dict[str, Any] = {"Headers": object, "WSGIApplication": object, "Response": object}
"""What Flask's types name without saying where from."""


def _suffixes(rule: Rule) -> list[str]:
    """The suffixes that addresses of a route may end in."""
    path, _, last = rule.rule.rpartition(".")
    variable = VARIABLE.fullmatch(last)
    if variable and variable["values"]:
        return _values(variable)
    return [last] if path and last.isalpha() else []


def standalone(schemas: dict[str, Schema], name: str, base: str) -> Schema:
    """One of the schemas as a document of its own, with those that it refers to."""
    needed = dict.fromkeys([name])
    for each in needed.copy():
        _add_needed(schemas, each, needed)
    text = {each: _moved(schemas[each]) for each in needed}
    own = text.pop(name)
    return {
        "$schema": DIALECT,
        "$id": f"{base}{name}.json",
        "title": name,
        **own,
        "$defs": text | {name: own},
    }


def _add_needed(schemas: dict[str, Schema], name: str, needed: dict[str, None]) -> None:
    for other in _named(schemas[name]):
        if other not in needed:
            needed[other] = None
            _add_needed(schemas, other, needed)


def _named(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix(COMPONENTS)
        for each in value.values():
            yield from _named(each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(each)


def _moved(value: Any) -> Any:
    """A schema with its references turned to the definitions beside it."""
    if isinstance(value, dict):
        return {
            key: each.replace(COMPONENTS, "#/$defs/") if key == "$ref" else _moved(each)
            for key, each in value.items()
        }
    return [_moved(each) for each in value] if isinstance(value, list) else value
