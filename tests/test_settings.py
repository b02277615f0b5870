"""Settings: one table, read by the program, by ``--help`` and by the docs; nonsense is refused."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from common import CATALOG, ONTOLOGY
from hypothesis import given
from hypothesis import strategies as st

from snaglist.cli.serve import serve
from snaglist.errors import UsageError
from snaglist.settings import SETTINGS, Setting, Settings, find_setting

DEFAULTS = {
    "catalog": CATALOG,
    "ontology": ONTOLOGY,
    "host": "127.0.0.1",
    "port": 8000,
    "threads": 16,
    "connections": 1000,
    "client_connections": 100,
    "request_seconds": 20,
    "idle_seconds": 30,
    "hosts": (),
    "proxy": (),
    "prefix": "",
    "query_seconds": 5,
    "sparql_store": "",
    "admin_token": "",
    "review_counts": False,
    "review_writes": 120,
    "review_begins": 100,
    "review_megabytes": 50,
    "review_disk": 2000,
    "review_word": "",
}
"""Those that do not depend on whose machine it is."""

MOST = {
    "port": 65_535,
    "threads": 1000,
    "connections": 100_000,
    "client_connections": 100_000,
    "request_seconds": 3600,
    "idle_seconds": 3600,
    "query_seconds": 3600,
    "review_writes": 100_000,
    "review_begins": 1_000_000,
    "review_megabytes": 1_000_000,
    "review_disk": 100_000_000,
}
LEAST = {name: 0 if name == "port" else 1 for name in MOST}
"""The system chooses a port for 0."""

SOUND = {
    "host": ["0.0.0.0", "::1", "fe80::1%eth0", "localhost", "web_1", "snaglist.example.org"],
    "hosts": [
        "*",
        "snags.example",
        ".example.org, 192.0.2.7",
        "[::1] LOCALHOST",
        "bücher.example.",
    ],
    "proxy": ["127.0.0.1", "127.0.0.1,::1", " 127.0.0.1", "10.0.0.0/8 fd00::/8", "*"],
    "prefix": ["/snaglist", "/a/b.c/", "/"],
    "sparql_store": ["http://localhost:7878/query", "https://[::1]:1/q", "http://a.example"],
    "review_counts": ["yes", "no"],
    "admin_token": ["MDEyMzQ1Njc4OWFiY2RlZg==", "sixteen-letters!"],
    "review_word": ["two words", "schlüssel"],
    "database_url": ["sqlite:////srv/reviews.sqlite3", "postgresql://u:p@db.example.org/reviews"],
    "catalog": ["a folder"],
    "ontology": ["../ontology"],
    "data": ["/srv/data"],
}
"""What else may be set than numbers."""

NONSENSE = {
    "host": ["http://localhost", "localhost:80", "[::1]", "a b", "-", "/", "::1::"],
    "hosts": ["http://a.example", "a.example:80", "*.a.example", "300.1.1.1", "a..b", ",", "a,b/c"],
    "proxy": [
        "localhost",
        "10.0.0.1/8",
        "127.0.0.1:80",
        "1.2.3",
        "x y",
        "300.1.1.1",
        ",",
        "::1/129",
    ],
    "prefix": ["snaglist", "//a", "/a//b", "/../a", "/a b", "/a?b", "https://a.example/b"],
    "sparql_store": ["localhost:7878", "ftp://a.example", "http://", "http://[", "http://a:70000"],
    "review_counts": ["true", "Yes", "1"],
    "admin_token": ["two words", "schlüssel", "tab\t", "x", "fifteen-letters"],
    "review_word": [" x", "a\nb", "x" * 201],
}


def by_name(name: str) -> Setting:
    return next(each for each in SETTINGS if each.name == name)


def test_the_table_is_what_is_loaded() -> None:
    assert [each.name for each in SETTINGS] == [each.name for each in fields(Settings)]
    found = Settings.from_environment({})
    assert {name: getattr(found, name) for name in DEFAULTS} == DEFAULTS
    assert found.data.name == "snaglist"
    assert re.fullmatch(r"sqlite:///.*reviews\.sqlite3", found.database_url)


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_the_default_that_people_read_is_the_one_in_force(row: Setting) -> None:
    if row.computed is None:
        assert row.value(None, "") == row.value(row.default, "")
    assert getattr(Settings.from_environment({}), row.name) == row.value(None, "")


@pytest.mark.parametrize("name", ["catalog", "ontology", "data", "host", "port", "threads"])
def test_help_says_the_default_of_the_table(name: str) -> None:
    (option,) = (each for each in serve.params if each.name == name)
    assert isinstance(option, click.Option)
    assert option.help == f"{by_name(name).help}  [default: {by_name(name).default}]"
    assert option.opts == [find_setting(name).option]


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_a_setting_comes_from_its_variable(row: Setting) -> None:
    for text in SOUND.get(row.name, ["7"]):
        found = Settings.from_environment({row.variable: text})
        assert getattr(found, row.name) == row.parse(text)


def test_what_is_given_goes_before_the_environment_and_none_is_not_given() -> None:
    environment = {"SNAGLIST_PORT": "81", "SNAGLIST_THREADS": "3", "SNAGLIST_HOST": ""}
    found = Settings.from_environment(environment, port="82", threads=None, catalog=Path("here"))
    assert (found.port, found.threads, found.host) == (82, 3, "127.0.0.1")
    assert found.catalog == Path("here")


@pytest.mark.parametrize("name", MOST)
@given(text=st.text(max_size=8) | st.integers(-2, 200_000).map(str) | st.just("9" * 5000))
def test_a_number_is_one_within_its_limits_or_refused_by_name(name: str, text: str) -> None:
    number = int(text) if re.fullmatch("[0-9]{1,9}", text) else -1
    right = LEAST[name] <= number <= MOST[name]
    if right or not text:
        found = getattr(Settings.from_environment({f"SNAGLIST_{name.upper()}": text}), name)
        assert found == (int(text) if text else DEFAULTS[name])
        return
    with pytest.raises(UsageError) as raised:
        Settings.from_environment({f"SNAGLIST_{name.upper()}": text})
    assert str(raised.value) == (
        f"SNAGLIST_{name.upper()} is {text!r}; it should be a whole number from "
        f"{LEAST[name]} to {MOST[name]}."
    )


@pytest.mark.parametrize("name", MOST)
def test_the_limits_themselves_are_within(name: str) -> None:
    variable = f"SNAGLIST_{name.upper()}"
    for number in (LEAST[name], MOST[name]):
        assert getattr(Settings.from_environment({variable: str(number)}), name) == number
    for number in (LEAST[name] - 1, MOST[name] + 1):
        with pytest.raises(UsageError, match=f"{variable} is '{number}'"):
            Settings.from_environment({variable: str(number)})


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in NONSENSE.items() for text in texts]
)
def test_what_cannot_mean_anything_is_refused_by_name(name: str, text: str) -> None:
    variable = by_name(name).variable
    with pytest.raises(UsageError) as raised:
        Settings.from_environment({variable: text})
    said = str(raised.value)
    assert re.fullmatch(rf"{variable} .*should be .+\.", said)
    assert (repr(text) in said) is not by_name(name).secret


@pytest.mark.parametrize("name", ["catalog", "ontology", "data"])
def test_a_file_is_no_folder_and_one_to_come_may_be(name: str, tmp_path: Path) -> None:
    variable, file = by_name(name).variable, tmp_path / "a file"
    file.touch()
    with pytest.raises(UsageError, match=rf"^{variable} is '.*'; it should be a folder, and is a"):
        Settings.from_environment({variable: str(file)})
    for path in (tmp_path, tmp_path / "to come", Path("x" * 5000)):
        assert getattr(Settings.from_environment({variable: str(path)}), name) == path


def test_what_is_wrong_on_the_command_line_is_named_as_written_there() -> None:
    with pytest.raises(UsageError, match=r"^--port is '70000'; it should be a whole number"):
        Settings.from_environment({"SNAGLIST_PORT": "80"}, port="70000")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    environment = {"SNAGLIST_PORT": "70000", "SNAGLIST_THREADS": "0"}
    with pytest.raises(UsageError) as raised:
        Settings.from_environment(environment, host="a b")
    lines = str(raised.value).splitlines()
    assert [line.split()[0] for line in lines] == ["--host", "SNAGLIST_PORT", "SNAGLIST_THREADS"]


SECRETS = [each for each in SETTINGS if each.secret]


def test_what_holds_a_token_or_a_password_is_a_secret() -> None:
    assert {"admin_token", "database_url"} <= {each.name for each in SECRETS}


@pytest.mark.parametrize("row", SECRETS, ids=lambda row: row.name)
def test_a_secret_may_be_in_a_file(row: Setting, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    for end in ("", "\n", "\r\n"):
        file.write_bytes(f"sqlite:////a-long-secret-by-chance{end}".encode())
        found = Settings.from_environment({row.file_variable: str(file), row.variable: ""})
        assert getattr(found, row.name) == "sqlite:////a-long-secret-by-chance"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff\xfe", "cannot be read: it is no text in UTF-8."),
        (b"", "should hold one line, 4,096 characters at most."),
        (b"\n", "should hold one line, 4,096 characters at most."),
        (b"x" * 4097, "should hold one line, 4,096 characters at most."),
    ],
)
def test_a_file_without_a_secret_is_refused_by_name(
    content: bytes | None, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        Settings.from_environment({"SNAGLIST_ADMIN_TOKEN_FILE": str(file)})
    assert str(raised.value).startswith(f"SNAGLIST_ADMIN_TOKEN_FILE is {str(file)!r}")
    assert str(raised.value).endswith(said)


def test_a_secret_in_a_file_that_cannot_be_one_is_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("two words\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        Settings.from_environment({"SNAGLIST_ADMIN_TOKEN_FILE": str(file)})
    assert str(raised.value).startswith("SNAGLIST_ADMIN_TOKEN_FILE should be of ")
    assert "two words" not in str(raised.value)


def test_a_secret_is_given_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="should not both be set"):
        Settings.from_environment(
            {"SNAGLIST_ADMIN_TOKEN": "t" * 20, "SNAGLIST_ADMIN_TOKEN_FILE": "token"}
        )


def test_what_is_no_secret_comes_from_no_file() -> None:
    assert Settings.from_environment({"SNAGLIST_PORT_FILE": "/dev/zero"}).port == 8000
