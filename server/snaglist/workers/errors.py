"""What may become of work that is handed to a worker."""

from snaglist.errors import SnaglistError


class TooLargeError(SnaglistError):
    """The answer has more rows or bytes, or its making takes more memory, than is given."""

    http_status = 422


class TimeLimitError(SnaglistError):
    """The work was stopped at the time limit."""

    http_status = 504


class BusyError(SnaglistError):
    """All workers are taken; ask again in a second."""

    http_status = 503
    retry_after = 1


class WorkersEndedError(SnaglistError):
    """The process that forks the workers has ended; the next who asks gets a new one."""

    http_status = 503
    retry_after = 1


class ClientGoneError(Exception):
    """Nobody waits for the answer any more."""


class WorkerFailedError(Exception):
    """A worker met an error of ours; what it was is in the log of the server."""
