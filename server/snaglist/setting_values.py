"""How the texts of settings are read: each function gives a value, or says what would be right.

All raise ``ValueError`` with words that fit behind "should be".
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path

from snaglist.addresses import find_address


def default_database() -> str:
    """Reviews are no cache: they live where users keep their data.

    Empty without a home folder: whoever needs no reviews need not say where they would be.
    """
    try:
        folder = user_data_path("snaglist", appauthor=False)
    except RuntimeError:
        return ""
    return f"sqlite:///{folder / 'reviews.sqlite3'}"


def default_data() -> str:
    """The folder for what can be made again."""
    try:
        return str(user_cache_path("snaglist", appauthor=False))
    except RuntimeError:
        raise ValueError("the name of a folder, for there is no home folder to have one") from None


def read_database_url(text: str) -> str:
    """The address; ``sqlite:///~/FILE`` is in the home folder, as people mean it."""
    scheme, sign, path = text.partition(":///")
    if scheme.startswith("sqlite") and path.startswith("~"):
        try:
            return f"{scheme}{sign}{Path(path).expanduser()}"
        except RuntimeError:
            raise ValueError("an address without ~, which stands for no folder here") from None
    return text


def read_folder(text: str) -> Path:
    """A folder, there or not; ``~`` is the home folder."""
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


def whole_number(most: int, least: int = 1) -> Callable[[str], int]:
    """Reads whole numbers from ``least`` to ``most``."""

    def parse(text: str) -> int:
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and least <= int(text) <= most:
            return int(text)
        raise ValueError(f"a whole number from {least} to {most}")

    return parse


def read_yes(text: str) -> bool:
    """True for ``yes``, false for ``no``."""
    if text in ("yes", "no"):
        return text == "yes"
    raise ValueError("yes or no")


def read_host(text: str) -> str:
    """A name or an address to listen on."""
    if find_address(text) or re.fullmatch(r"\w([\w.-]*\w)?\.?", text):
        return text
    raise ValueError("an address or a name, as 127.0.0.1 or localhost, without http:// and port")


def read_web_address(text: str) -> str:
    """A web address, or nothing."""
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


def read_token(text: str) -> str:
    """A secret that can travel in a header, long enough not to be guessed; or nothing."""
    # It travels in a header, which holds nothing else and is trimmed.
    if not re.fullmatch(r"[!-~]*", text):
        raise ValueError("of letters, digits and signs of ASCII, without spaces")
    if text and len(text) < FEWEST_OF_TOKEN:
        raise ValueError(
            f"of {FEWEST_OF_TOKEN} characters at least, by chance, as openssl rand -base64 24 "
            "makes them"
        )
    return text


def read_word(text: str) -> str:
    """A word to be typed into a form; or nothing."""
    # It is typed into a form of one line, and compared without the space around it.
    if text == text.strip() and text.isprintable() and len(text) <= 200:
        return text
    raise ValueError("one line of 200 characters at most, without space around it")


def read_log(text: str) -> str:
    """A file to be written to, ``-`` for standard error, or nothing."""
    if text in ("", "-"):
        return text
    try:
        path = Path(text).expanduser()
        fitting = path.parent.is_dir() and not path.is_dir()
    except (OSError, RuntimeError, ValueError):
        fitting = False
    if fitting:
        return str(path)
    raise ValueError("a file in a folder that is there, or - for standard error")
