"""Standard output and error as they are found: any encoding, a reader that leaves, a full disk."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click


def tolerate_encodings() -> None:
    """Replace what a stream cannot show, as a terminal in Latin-1 does, instead of stopping."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def shows_all(text: str) -> bool:
    """True where standard output can show every letter of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def guarded_output() -> Iterator[None]:
    """Say in a sentence, and with exit code 1, that output could not be written.

    A reader that has seen enough, as head(1) does, is no fault: that is quiet.
    """
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            raise  # no stream, which has no name
        _silence(sys.stdout)
        if error.errno == errno.EPIPE:
            sys.exit(0)
        with suppress(OSError):
            click.echo(f"The output cannot be written: {error.strerror}.", err=True)
        sys.exit(1)


def _silence(stream: TextIO | None) -> None:
    """Send the rest of a stream nowhere, so that the interpreter's own flush has no complaint."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)
