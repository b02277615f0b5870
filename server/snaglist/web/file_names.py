"""What the files of a site are called where a disk does not tell capitals from small letters."""

import posixpath


class FileNames:
    """Gives each address a file of its own, also on most disks of Windows and macOS.

    ``Witness`` and ``witness`` are two pages there, and would be one file.
    """

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}

    def name(self, wanted: str, address: str) -> str:
        """The name wanted, or another one where that differs only in case from one before."""
        before, ending = posixpath.splitext(wanted)
        name, n = wanted, 1
        while self._addresses.setdefault(name.casefold(), address) != address:
            n += 1
            name = f"{before}_{n}{ending}"
        return name
