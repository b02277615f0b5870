"""The settings: one table, from which the environment, ``--help`` and the docs are read.

Each field of ``Settings`` says, once, how its text is read, its default and what it is for. Values
are passed on; nothing reads the environment at import.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path

from snaglist.addresses import Network, find_address, read_hosts, read_networks, read_prefix
from snaglist.errors import UsageError

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


def _database() -> str:
    """Reviews are no cache: they live where users keep their data.

    Empty without a home folder: whoever needs no reviews need not say where they would be.
    """
    try:
        folder = user_data_path("snaglist", appauthor=False)
    except RuntimeError:
        return ""
    return f"sqlite:///{folder / 'reviews.sqlite3'}"


def _cache() -> str:
    try:
        return str(user_cache_path("snaglist", appauthor=False))
    except RuntimeError:
        raise ValueError("the name of a folder, for there is no home folder to have one") from None


def _database_url(text: str) -> str:
    """The address; ``sqlite:///~/FILE`` is in the home folder, as people mean it."""
    scheme, sign, path = text.partition(":///")
    if scheme.startswith("sqlite") and path.startswith("~"):
        try:
            return f"{scheme}{sign}{Path(path).expanduser()}"
        except RuntimeError:
            raise ValueError("an address without ~, which stands for no folder here") from None
    return text


def _folder(text: str) -> Path:
    # Whether it is there is for those to say who need it; a file it can never become.
    try:
        path = Path(text).expanduser()
    except RuntimeError:
        raise ValueError("a folder; ~ stands for none here") from None
    try:
        is_file = path.is_file()
    except OSError:
        is_file = False
    if is_file:
        raise ValueError("a folder, and is a file")
    return path


def _number(most: int, least: int = 1) -> Callable[[str], int]:
    """Reads whole numbers from ``least`` to ``most``."""

    def parse(text: str) -> int:
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and least <= int(text) <= most:
            return int(text)
        raise ValueError(f"a whole number from {least} to {most}")

    return parse


def _yes(text: str) -> bool:
    if text in ("yes", "no"):
        return text == "yes"
    raise ValueError("yes or no")


def _host(text: str) -> str:
    if find_address(text) or re.fullmatch(r"\w([\w.-]*\w)?\.?", text):
        return text
    raise ValueError("an address or a name, as 127.0.0.1 or localhost, without http:// and port")


def _web_address(text: str) -> str:
    if text == "" or _is_web_address(text):
        return text
    raise ValueError("a web address, as http://localhost:7878/query")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # The port is read, and refused, only when it is asked for.
        reachable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and reachable and not re.search(r"\s", text)


FEWEST_OF_TOKEN = 16


def _token(text: str) -> str:
    # It travels in a header, which holds nothing else and is trimmed.
    if not re.fullmatch(r"[!-~]*", text):
        raise ValueError("of letters, digits and signs of ASCII, without spaces")
    if text and len(text) < FEWEST_OF_TOKEN:
        raise ValueError(
            f"of {FEWEST_OF_TOKEN} characters at least, by chance, as openssl rand -base64 24 "
            "makes them"
        )
    return text


def _word(text: str) -> str:
    # It is typed into a form of one line, and compared without the space around it.
    if text == text.strip() and text.isprintable() and len(text) <= 200:
        return text
    raise ValueError("one line of 200 characters at most, without space around it")


def _row(parse: Callable[[str], object], default: str, help_: str, **others: Any) -> dict[str, Any]:
    return {"parse": parse, "default": default, "help": help_, **others}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force."""

    catalog: Path = field(
        metadata=_row(
            _folder,
            "the one shipped",
            "Folder of the catalogue: issues, strategies, interviews.",
            computed=lambda: str(shipped_folder("catalog")),
        )
    )
    ontology: Path = field(
        metadata=_row(
            _folder,
            "the one shipped",
            "Folder of the ontology: Turtle files and shapes.",
            computed=lambda: str(shipped_folder("ontology")),
        )
    )
    data: Path = field(
        metadata=_row(
            _folder,
            "the user's cache folder",
            "Folder for snapshots; safe to delete.",
            computed=_cache,
        )
    )
    host: str = field(metadata=_row(_host, "127.0.0.1", "Address that the server listens on."))
    port: int = field(
        metadata=_row(_number(65_535, least=0), "8000", "Port to listen on; 0: any free one.")
    )
    threads: int = field(metadata=_row(_number(1000), "16", "Requests answered at a time."))
    connections: int = field(
        metadata=_row(_number(100_000), "1000", "Connections that are open at a time.")
    )
    client_connections: int = field(
        metadata=_row(
            _number(100_000),
            "100",
            "Connections of one address (of IPv6: a /64); this machine and proxies may have more.",
        )
    )
    request_seconds: int = field(
        metadata=_row(
            _number(3600),
            "20",
            "Seconds for the head of a request; a body or an answer that is slower than 1 kB a "
            "second has as long besides.",
        )
    )
    idle_seconds: int = field(
        metadata=_row(_number(3600), "30", "Seconds that a connection is kept between requests.")
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
        metadata=_row(_number(3600), "5", "Seconds after which a SPARQL query is stopped.")
    )
    sparql_store: str = field(
        metadata=_row(_web_address, "", "Address of a SPARQL 1.1 store to answer queries instead.")
    )
    database_url: str = field(
        metadata=_row(
            _database_url,
            "a SQLite file in the user's data folder",
            "Where reviews on the web are kept: `sqlite:///FILE` or `postgresql://…`.",
            computed=_database,
            secret=True,
        )
    )
    admin_token: str = field(
        metadata=_row(
            _token,
            "",
            "Whoever has it may list all reviews; without one, nobody may.",
            secret=True,
        )
    )
    review_counts: bool = field(
        metadata=_row(_yes, "no", "`yes`: issue pages say how often reviews here had it open.")
    )
    review_writes: int = field(
        metadata=_row(
            _number(100_000), "120", "Changes to reviews that one address may make in a minute."
        )
    )
    review_begins: int = field(
        metadata=_row(
            _number(1_000_000), "100", "Reviews that one address may begin or import in a day."
        )
    )
    review_megabytes: int = field(
        metadata=_row(
            _number(1_000_000),
            "50",
            "Megabytes that one address may add to reviews in a day, as they are kept.",
        )
    )
    review_disk: int = field(
        metadata=_row(_number(100_000_000), "2000", "Megabytes that all reviews may fill together.")
    )
    review_word: str = field(
        metadata=_row(
            _word,
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
