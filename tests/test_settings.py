"""Every setting has the default that its documentation tells, within its limits."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from common import CATALOG, ONTOLOGY
from platformdirs import user_cache_path, user_data_path

from snaglist.cli.serve import serve
from snaglist.errors import UsageError
from snaglist.settings import SETTINGS, Settings

DATABASE = user_data_path("snaglist", appauthor=False) / "reviews.sqlite3"

DEFAULTS: dict[str, tuple[object, str]] = {
    "catalog": (CATALOG, "the one shipped"),
    "ontology": (ONTOLOGY, "the one shipped"),
    "data": (user_cache_path("snaglist", appauthor=False), "the user's cache folder"),
    "host": ("127.0.0.1", "127.0.0.1"),
    "port": (8000, "8000"),
    "threads": (8, "8"),
    "proxy": ("", ""),
    "query_seconds": (5, "5"),
    "sparql_store": ("", ""),
    "database_url": (f"sqlite:///{DATABASE}", "a SQLite file in the user's data folder"),
    "admin_token": ("", ""),
    "review_counts": (False, "no"),
    "review_writes": (120, "120"),
}
"""For each setting its default, and how people read it."""

NUMBERS = {"port": 65_535, "threads": 1_000, "query_seconds": 3_600, "review_writes": 100_000}
"""The largest value of each number."""


def test_nothing_set_gives_the_defaults() -> None:
    found = Settings.from_environment({})
    assert {field.name: getattr(found, field.name) for field in fields(found)} == {
        name: default for name, (default, _) in DEFAULTS.items()
    }


def test_the_table_tells_the_defaults() -> None:
    assert {each.name: each.default for each in SETTINGS} == {
        name: told for name, (_, told) in DEFAULTS.items()
    }
    assert all(each.variable == f"SNAGLIST_{each.name.upper()}" for each in SETTINGS)


def test_the_help_of_the_server_tells_the_defaults() -> None:
    told = serve.get_help(click.Context(serve))
    for name in ("host", "port", "threads"):
        assert re.search(rf"--{name} .*?\[default: {DEFAULTS[name][1]}\]", told, re.DOTALL)


@pytest.mark.parametrize("name", DEFAULTS)
def test_the_environment_goes_before_the_default_and_what_is_given_before_both(name: str) -> None:
    default = DEFAULTS[name][0]
    sort = type(default)
    first, second = ("yes", "no") if sort is bool else ("7", "9")
    variable = f"SNAGLIST_{name.upper()}"

    def found(environment: dict[str, str], **given: object) -> object:
        return getattr(Settings.from_environment(environment, **given), name)

    def meant(text: str) -> object:
        if sort is bool:
            return text == "yes"
        return int(text) if sort is int else Path(text) if isinstance(default, Path) else text

    assert found({variable: first}) == meant(first)
    assert found({variable: first}, **{name: second}) == meant(second)
    assert found({variable: ""}) == default
    assert found({variable: first}, **{name: None}) == meant(first)


@pytest.mark.parametrize(("name", "most"), NUMBERS.items())
def test_a_number_has_its_limits(name: str, most: int) -> None:
    for number in (1, most):
        assert getattr(Settings.from_environment({}, **{name: number}), name) == number
    for wrong in (0, most + 1, -1, "1.5", "many", "٣x"):
        with pytest.raises(UsageError, match=rf"^{name} is .* whole number from 1 to {most}\.$"):
            Settings.from_environment({}, **{name: wrong})


def test_yes_and_no_are_all_that_a_choice_may_be() -> None:
    assert Settings.from_environment({}, review_counts="no").review_counts is False
    with pytest.raises(UsageError, match="should be yes or no"):
        Settings.from_environment({}, review_counts="true")
