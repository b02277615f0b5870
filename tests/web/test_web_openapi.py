"""The OpenAPI document is valid, has every route, and says of each what it answers."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas import schema_v31
from web.test_web_pages import PAGES

from snaglist.web.openapi.document import COMPONENTS, LEFT_OUT, path_of
from snaglist.web.openapi.typed_schemas import SchemaBook


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    return found


def test_it_is_valid(document: dict[str, Any]) -> None:
    Draft202012Validator(schema_v31).validate(document)
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names)) > 60
    for one in operations:
        parameters = [(each["in"], each["name"]) for each in one["parameters"]]
        assert len(parameters) == len(set(parameters)), one["operationId"]


@pytest.mark.thorough
def test_it_is_valid_in_every_default_and_reference(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_in_it(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (path_of(rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in LEFT_OUT
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method) for path, methods in document["paths"].items() for method in methods
    }
    assert described == routes
    assert not any("<" in path for path, _ in described)


@pytest.mark.parametrize("address", PAGES.values())
def test_json_is_as_it_says(
    app: Flask, client: FlaskClient, document: dict[str, Any], address: str
) -> None:
    path, _, query = address.partition("?")
    rule, _ = app.url_map.bind("").match(path, return_rule=True)
    operation = document["paths"][path_of(rule)]["get"]
    content = operation["responses"]["200"]["content"]["application/json"]
    assert content["schema"]["$ref"].startswith(COMPONENTS)
    whole = {**document, **content["schema"], "$schema": document["jsonSchemaDialect"]}
    Draft202012Validator(whole).validate(client.get(address).get_json())
    known = {each["name"] for each in operation["parameters"]}
    assert {pair.partition("=")[0] for pair in query.split("&") if pair} <= known


def test_errors_are_as_it_says(client: FlaskClient, document: dict[str, Any]) -> None:
    error = document["components"]["responses"]["Error"]["content"]["application/json"]
    whole = {**document, **error["schema"]}
    Draft202012Validator(whole).validate(client.get("/issues/SNAG-999.json").get_json())


@pytest.mark.parametrize("name", ["IssueView", "DataView", "review"])
def test_schemas_are_served(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/schemas/{name}.json")
    assert answer.mimetype == "application/schema+json"
    schema = answer.get_json(force=True)
    assert schema["$id"] == f"https://w3id.org/snaglist/schemas/{name}.json"
    Draft202012Validator.check_schema(schema)
    assert "discriminator" not in answer.text
    if name == "IssueView":
        Draft202012Validator(schema).validate(client.get("/issues/SNAG-001.json").get_json())
    assert client.get("/schemas/nothing.json").status_code == 404


def test_interfaces_are_found_by_their_well_known_address(client: FlaskClient) -> None:
    answer = client.get("/.well-known/api-catalog")
    assert answer.mimetype == "application/linkset+json"
    for context in answer.get_json(force=True)["linkset"]:
        for relation in ("service-desc", "service-doc", "service-meta", "status"):
            for link in context.get(relation, ()):
                assert link["href"].startswith("http://localhost/")
                accept = {"Accept": link["type"]}
                found = client.get(link["href"], headers=accept)
                assert (found.status_code, found.mimetype) == (200, link["type"])


def test_what_json_has_no_value_for_is_refused() -> None:
    with pytest.raises(TypeError, match="no type that JSON"):
        SchemaBook(COMPONENTS).of(set[int])
