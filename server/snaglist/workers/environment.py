"""What workers inherit: what Python and the network need, and no secret of the server's."""

import os
import re
import sys
from collections.abc import Mapping

KEPT = re.compile(
    r"PATH|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|PYTHON(?!PATH$)\w+|(?:DY)?LD_LIBRARY_PATH"
    r"|SSL_CERT_FILE|SSL_CERT_DIR"
)
"""Names of variables that are handed on.

A list of secrets would never be whole: those of the database's client have names of their own.
"""

PROXIES = re.compile(r"https?_proxy|no_proxy|all_proxy", re.IGNORECASE)
"""How to get at servers elsewhere; for workers that ask one, as there may be a password in it."""


def worker_environment(given: Mapping[str, str], *, network: bool = False) -> dict[str, str]:
    """The environment of a worker, of that of the server."""
    kept = {
        name: value
        for name, value in given.items()
        if KEPT.fullmatch(name) or (network and PROXIES.fullmatch(name))
    }
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
