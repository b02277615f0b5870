"""The settings: one table, from which the environment, ``--help`` and the docs are read.

Each field of ``Settings`` says, once, how its text is read, its default and what it is for. Values
are passed on; nothing reads the environment at import.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from snaglist.addresses import Network, read_hosts, read_networks, read_prefix
from snaglist.errors import UsageError
from snaglist.setting_values import (
    default_data,
    default_database,
    read_database_url,
    read_folder,
    read_host,
    read_log,
    read_token,
    read_web_address,
    read_word,
    read_yes,
    whole_number,
)

LONGEST_SECRET = 4096
"""Characters that are read of a file with a secret: whatever it is, it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table.

    ``parse`` makes a value of a text, or raises ``ValueError`` with what would be right.
    ``default`` is what people read; where it depends on the machine, ``computed`` gives the text
    that it stands for. A ``secret`` is repeated in no message, and may be read from a file.
    """

    name: str
    default: str
    help: str
    parse: Callable[[str], object]
    computed: Callable[[], str] | None = None
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"SNAGLIST_{self.name.upper()}"

    @property
    def file_variable(self) -> str:
        """The environment variable that names a file which holds it, if it is a secret."""
        return f"{self.variable}_FILE"

    @property
    def option(self) -> str:
        """The option that sets it, for those that commands have options for."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def option_help(self) -> str:
        """The help of the option, with the default as click writes it."""
        return f"{self.help}  [default: {self.default}]"

    def in_environment(self, environment: Mapping[str, str]) -> tuple[str | None, str]:
        """The text that the environment has for it, if any, and the variable that says so.

        What is empty counts as not there. Raises ``UsageError`` where a file cannot be read, or
        where there is a text besides.
        """
        text, file = environment.get(self.variable) or None, environment.get(self.file_variable)
        if not (self.secret and file):
            return text, self.variable
        if text is not None:
            raise UsageError(f"{self.variable} and {self.file_variable} should not both be set.")
        return _read_secret(self.file_variable, file), self.file_variable

    def value(self, text: str | None, origin: str) -> object:
        """The value of a text, or of the default for None.

        Raises ``UsageError`` that names the ``origin`` and says what would be right.
        """
        try:
            if text is None:
                text = self.default if self.computed is None else self.computed()
            return self.parse(text)
        except ValueError as error:
            found = "" if self.secret or text is None else f" is {text!r}; it"
            raise UsageError(f"{origin}{found} should be {error}.") from None


def _read_secret(variable: str, file: str) -> str:
    """What the file holds, without the line end that editors and ``echo`` put at its end."""
    try:
        with Path(file).open(encoding="utf-8") as opened:
            text = opened.read(LONGEST_SECRET + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise UsageError(f"{variable} is {file!r}, which cannot be read: {reason}.") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if not text or len(text) > LONGEST_SECRET:
        most = f"{LONGEST_SECRET:,} characters at most"
        raise UsageError(f"{variable} is {file!r}; it should hold one line, {most}.")
    return text


def shipped_folder(part: str) -> Path:
    """The folder ``catalog`` or ``ontology`` that came with the program.

    It is in the wheel, else in the checkout that the program is installed from.
    """
    package = Path(__file__).parent
    in_wheel = package / "data" / part
    return in_wheel if in_wheel.is_dir() else package.parents[1] / part


def _row(parse: Callable[[str], object], default: str, help_: str, **others: Any) -> dict[str, Any]:
    return {"parse": parse, "default": default, "help": help_, **others}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force."""

    catalog: Path = field(
        metadata=_row(
            read_folder,
            "the one shipped",
            "Folder of the catalogue: issues, strategies, interviews.",
            computed=lambda: str(shipped_folder("catalog")),
        )
    )
    ontology: Path = field(
        metadata=_row(
            read_folder,
            "the one shipped",
            "Folder of the ontology: Turtle files and shapes.",
            computed=lambda: str(shipped_folder("ontology")),
        )
    )
    data: Path = field(
        metadata=_row(
            read_folder,
            "the user's cache folder",
            "Folder for snapshots; safe to delete.",
            computed=default_data,
        )
    )
    host: str = field(metadata=_row(read_host, "127.0.0.1", "Address that the server listens on."))
    port: int = field(
        metadata=_row(whole_number(65_535, least=0), "8000", "Port to listen on; 0: any free one.")
    )
    threads: int = field(metadata=_row(whole_number(1000), "16", "Requests answered at a time."))
    connections: int = field(
        metadata=_row(whole_number(100_000), "1000", "Connections that are open at a time.")
    )
    client_connections: int = field(
        metadata=_row(
            whole_number(100_000),
            "100",
            "Connections of one address (of IPv6: a /64); this machine and proxies may have more.",
        )
    )
    request_seconds: int = field(
        metadata=_row(
            whole_number(3600),
            "20",
            "Seconds for the head of a request; a body or an answer that is slower than 1 kB a "
            "second has as long besides.",
        )
    )
    idle_seconds: int = field(
        metadata=_row(
            whole_number(3600), "30", "Seconds that a connection is kept between requests."
        )
    )
    hosts: tuple[str, ...] = field(
        metadata=_row(
            read_hosts,
            "",
            "Names that this server answers to, with commas between; `.example.org`: all below, "
            "`*`: any.",
        )
    )
    proxy: tuple[Network, ...] = field(
        metadata=_row(
            read_networks,
            "",
            "Addresses and networks of proxies in front, as 127.0.0.1,10.0.0.0/8; their "
            "`X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix` count.",
        )
    )
    prefix: str = field(
        metadata=_row(read_prefix, "", "Path that the pages are below, as /snaglist.")
    )
    query_seconds: int = field(
        metadata=_row(whole_number(3600), "5", "Seconds after which a SPARQL query is stopped.")
    )
    sparql_store: str = field(
        metadata=_row(
            read_web_address, "", "Address of a SPARQL 1.1 store to answer queries instead."
        )
    )
    database_url: str = field(
        metadata=_row(
            read_database_url,
            "a SQLite file in the user's data folder",
            "Where reviews on the web are kept: `sqlite:///FILE` or `postgresql://…`.",
            computed=default_database,
            secret=True,
        )
    )
    admin_token: str = field(
        metadata=_row(
            read_token,
            "",
            "Whoever has it may list all reviews; without one, nobody may.",
            secret=True,
        )
    )
    security_log: str = field(
        metadata=_row(
            read_log,
            "",
            "File for a log of what was permitted and refused at review pages, or `-`: standard "
            "error.",
        )
    )
    review_counts: bool = field(
        metadata=_row(read_yes, "no", "`yes`: issue pages say how often reviews here had it open.")
    )
    review_writes: int = field(
        metadata=_row(
            whole_number(100_000),
            "120",
            "Changes to reviews that one address may make in a minute.",
        )
    )
    review_begins: int = field(
        metadata=_row(
            whole_number(1_000_000), "100", "Reviews that one address may begin or import in a day."
        )
    )
    review_megabytes: int = field(
        metadata=_row(
            whole_number(1_000_000),
            "50",
            "Megabytes that one address may add to reviews in a day, as they are kept.",
        )
    )
    review_disk: int = field(
        metadata=_row(
            whole_number(100_000_000), "2000", "Megabytes that all reviews may fill together."
        )
    )
    review_word: str = field(
        metadata=_row(
            read_word,
            "",
            "Word that whoever begins a review must know; without one, anybody may.",
            secret=True,
        )
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **given: object) -> "Settings":
        """Values given on the command line, else the environment's, else the defaults.

        What is given as None and what the environment has empty counts as not there. Raises
        ``UsageError`` with a line for each value that cannot be.
        """
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for setting in SETTINGS:
            try:
                text, origin = setting.in_environment(environment)
                if (chosen := given.get(setting.name)) is not None:
                    text, origin = str(chosen), setting.option
                values[setting.name] = setting.value(text, origin)
            except UsageError as error:
                wrong.append(str(error))
        if wrong:
            raise UsageError("\n".join(wrong))
        return cls(**values)


SETTINGS = tuple(Setting(name=each.name, **each.metadata) for each in fields(Settings))
"""The table, in the order of the fields."""


def find_setting(name: str) -> Setting:
    """The row of this name; raises ``StopIteration`` where there is none."""
    return next(each for each in SETTINGS if each.name == name)
