"""``snag serve --edit``: who codes in the browser, and through which door."""

import secrets

from snaglist.addresses import find_address
from snaglist.cli.catalogue import refuse_shipped
from snaglist.coding.editor import CodingEditor
from snaglist.errors import UsageError
from snaglist.settings import Settings
from snaglist.web.editing.door import KEY, LOCAL
from snaglist.web.editing.editor import Editing


def open_editing(settings: Settings, coder: str | None) -> Editing:
    """A coder's way to the files, with a secret that no run had before.

    Raises ``UsageError`` where others could reach the server, for a catalogue that came with the
    program, and where it is not clear who codes.
    """
    address = find_address(settings.host)
    if settings.host != LOCAL and not (address and address.is_loopback):
        raise UsageError(
            f"--edit changes files, so that only this machine may ask: --host 127.0.0.1, not "
            f"{settings.host}."
        )
    if settings.proxy:
        raise UsageError(
            "--edit changes files, so that only this machine may ask, and no proxy for others: "
            "unset SNAGLIST_PROXY."
        )
    refuse_shipped(settings)
    editor = CodingEditor(settings.catalog, coder)
    # What takes long is read before anybody waits for it.
    editor.counts()
    return Editing(editor, secrets.token_urlsafe(32))


def told_door(editing: Editing, base: str) -> str:
    """Where the coder comes in, as the terminal says it."""
    return (
        f"{editing.editor.name} codes at {base}/code?{KEY}={editing.secret} (keep it to yourself)"
    )
