"""Things that an address names one by one, as ``?id=SNAG-001&id=SNAG-004``."""

import re
from collections.abc import Callable, Sequence

from flask import abort, redirect, request

from snaglist.errors import UsageError
from snaglist.web.site import current_site

ID = "id"
"""The parameter; it may be there several times, and a field may hold several ids."""

SEPARATORS = re.compile(r"[\s,;]+")


def read_ids(most: int, what: str) -> tuple[str, ...]:
    """The ids in the address, each once, in capitals and in the order given.

    Raises ``UsageError`` for more than ``most`` and ``NotFoundError`` for one that names nothing;
    ``what`` says what is done with them.
    """
    typed = (part for value in request.args.getlist(ID) for part in SEPARATORS.split(value))
    found = tuple(dict.fromkeys(part.upper() for part in typed if part))
    if len(found) > most:
        raise UsageError(f"{len(found)} things are named; at most {most} can be {what}.")
    catalogue = current_site().catalogue
    for name in found:
        if name not in catalogue.things:
            raise catalogue.missing(name, catalogue.things)
    return found


def at_canonical_address(ids: Sequence[str], address: Callable[[], str]) -> None:
    """Lead (302) to the address that names these ids one by one, where this is another one."""
    if request.args.getlist(ID) != list(ids):
        abort(redirect(address(), 302))
