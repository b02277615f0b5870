"""One family of exceptions that carries what each edge needs: message, exit code, HTTP status."""


class SnaglistError(Exception):
    """Something the user can act on; its text is shown as it is.

    ``exit_code`` is what the command line ends with (1 for findings, 2 for wrong usage),
    ``http_status`` what the web answers with, and ``retry_after`` in how many seconds it may be
    otherwise, if it may.
    """

    exit_code = 1
    http_status = 500
    retry_after: int | None = None


class UsageError(SnaglistError):
    """The request itself is wrong: an unknown option, facet, format or value."""

    exit_code = 2
    http_status = 400


class NotFoundError(SnaglistError):
    """No thing has this identifier; ``nearest`` holds identifiers that look like it."""

    exit_code = 1
    http_status = 404

    def __init__(self, identifier: str, nearest: tuple[str, ...] = ()) -> None:
        self.identifier = identifier
        self.nearest = nearest
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"Nothing here is called {identifier!r}.{hint}")


class WithdrawnError(SnaglistError):
    """What had this identifier was withdrawn; nothing else takes its place."""

    exit_code = 1
    http_status = 410

    def __init__(self, identifier: str, day: str) -> None:
        super().__init__(f"{identifier} was withdrawn on {day}, and nothing of it is here.")


class SnapshotError(SnaglistError):
    """A snapshot cannot be written, or is damaged and cannot be read."""

    http_status = 503


class ReasoningError(SnaglistError):
    """The reasoner could not run, or found the graph inconsistent."""
