"""One table of settings; values are passed on, nothing reads the environment at import."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from snaglist.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """A name, its default as people read it, and what it is for."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"SNAGLIST_{self.name.upper()}"


SETTINGS = (
    Setting(
        "catalog", "the one shipped", "Folder of the catalogue: issues, strategies, interviews."
    ),
    Setting("ontology", "the one shipped", "Folder of the ontology: Turtle files and shapes."),
    Setting("data", "the user's cache folder", "Folder for snapshots; safe to delete."),
    Setting("host", "127.0.0.1", "Address that the server listens on."),
    Setting("port", "8000", "Port that the server listens on."),
    Setting("threads", "8", "Requests answered at a time."),
    Setting(
        "proxy",
        "",
        "Address of a proxy in front, as 127.0.0.1; its `X-Forwarded-For`, `-Proto` and `-Host` "
        "count.",
    ),
    Setting("query_seconds", "5", "Seconds after which a SPARQL query is stopped."),
    Setting("sparql_store", "", "Address of a SPARQL 1.1 store to answer queries instead."),
    Setting(
        "database_url",
        "a SQLite file in the user's data folder",
        "Where reviews on the web are kept: `sqlite:///FILE` or `postgresql://…`.",
    ),
    Setting("admin_token", "", "Who has it may list all reviews; without one, nobody may."),
    Setting("review_counts", "no", "`yes`: issue pages say how often reviews here had it open."),
    Setting("review_writes", "120", "Changes to reviews that one address may make in a minute."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force."""

    catalog: Path
    ontology: Path
    data: Path
    host: str
    port: int
    threads: int
    proxy: str
    query_seconds: int
    sparql_store: str
    database_url: str
    admin_token: str
    review_counts: bool
    review_writes: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **given: object) -> "Settings":
        """Values given on the command line, else the environment's, else the defaults.

        Raises ``UsageError`` for a number that is none.
        """

        def value(name: str, default: object) -> str:
            chosen = given.get(name)
            if chosen is None:
                chosen = environment.get(f"SNAGLIST_{name.upper()}") or default
            return str(chosen)

        return cls(
            catalog=Path(value("catalog", shipped("catalog"))),
            ontology=Path(value("ontology", shipped("ontology"))),
            data=Path(value("data", user_cache_path("snaglist", appauthor=False))),
            host=value("host", "127.0.0.1"),
            port=_number("port", value("port", 8000), 65535),
            threads=_number("threads", value("threads", 8), 1000),
            proxy=value("proxy", ""),
            query_seconds=_number("query_seconds", value("query_seconds", 5), 3600),
            sparql_store=value("sparql_store", ""),
            database_url=value("database_url", _database()),
            admin_token=value("admin_token", ""),
            review_counts=_yes("review_counts", value("review_counts", "no")),
            review_writes=_number("review_writes", value("review_writes", 120), 100_000),
        )


def _number(name: str, text: str, most: int) -> int:
    if text.isdecimal() and 1 <= int(text) <= most:
        return int(text)
    raise UsageError(f"{name} is {text!r}; it should be a whole number from 1 to {most}.")


def _yes(name: str, text: str) -> bool:
    if text in ("yes", "no"):
        return text == "yes"
    raise UsageError(f"{name} is {text!r}; it should be yes or no.")


def _database() -> str:
    """Reviews are no cache: they live where users keep their data."""
    folder = user_data_path("snaglist", appauthor=False)
    return f"sqlite:///{folder / 'reviews.sqlite3'}"


def shipped(part: str) -> Path:
    """The folder ``catalog`` or ``ontology`` that came with the program.

    It is in the wheel, else in the checkout that the program is installed from.
    """
    package = Path(__file__).parent
    in_wheel = package / "data" / part
    return in_wheel if in_wheel.is_dir() else package.parents[1] / part
