"""Reading a text file that somebody names on the command line."""

from pathlib import Path

from snaglist.errors import NotFoundError, SnaglistError, UsageError


def read_given_text(
    path: Path,
    most_octets: int,
    *,
    encoding: str = "utf-8",
    newline: str | None = None,
    wrong: type[UsageError] = UsageError,
    too_large: str = "",
    not_utf8: str = "",
) -> str:
    """The text of a file of so many octets at most; ``newline`` is as of ``open``.

    Raises ``NotFoundError`` without it; ``wrong`` for one that is too large or not UTF-8, with
    ``too_large`` or ``not_utf8`` behind what it says; ``SnaglistError`` where it cannot be read.
    """
    try:
        if path.stat().st_size > most_octets:
            raise wrong(f"{path} is larger than {most_octets // 1_000_000} MB{too_large}.")
        with path.open(encoding=encoding, newline=newline) as file:
            return file.read()
    except FileNotFoundError:
        raise NotFoundError(str(path)) from None
    except UnicodeDecodeError as error:
        raise wrong(f"{path} is not UTF-8 (byte {error.start}){not_utf8}.") from error
    except OSError as error:
        raise SnaglistError(f"{path} cannot be read: {error.strerror}.") from error
