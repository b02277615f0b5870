"""Files that strangers made, read within bounds: size, members of an archive, XML without entities.

Nothing is ever unpacked to disk, so the names in an archive lead nowhere.
"""

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as DefusedTree
from defusedxml import DefusedXmlException

from snaglist.errors import UsageError

MOST_BYTES = 32 * 2**20
"""Of a file, and of what a member of an archive may unpack to; a day of talk has a thousandth."""

MOST_MEMBERS = 10_000
DEEPEST = 100
"""Elements inside one another; what people write has a tenth."""


def read_file(path: Path, too_large: str = "so it is no transcript") -> bytes:
    """The bytes of a file; raises ``UsageError`` where they cannot be had, or are too many.

    ``too_large`` is what to say of one that is.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > MOST_BYTES:
        raise UsageError(f"{path} is larger than {MOST_BYTES // 2**20} MB, {too_large}.")
    if not content.strip():
        raise UsageError(f"{path} is empty.")
    return content


class Archive:
    """A ZIP file in memory."""

    def __init__(self, content: bytes) -> None:
        """Raises ``UsageError`` for what is no ZIP file, or one of too many members."""
        try:
            self.file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UsageError(
                f"The file is damaged: it is no whole ZIP archive ({error})."
            ) from error
        self.names = frozenset(self.file.namelist())
        if len(self.file.infolist()) > MOST_MEMBERS:
            raise UsageError(f"The file has more than {MOST_MEMBERS} parts; refused.")

    def read(self, name: str) -> bytes:
        """A member's bytes; raises ``UsageError`` for none, a damaged one, and one too large."""
        try:
            with self.file.open(name) as member:
                # Not the size that the archive says: that may lie.
                content = member.read(MOST_BYTES + 1)
        except KeyError as error:
            raise UsageError(f"The file has no part {name!r}.") from error
        except Exception as error:  # zipfile, zlib, lzma: each has errors of its own.
            raise UsageError(f"The file is damaged: {name!r} cannot be unpacked.") from error
        if len(content) > MOST_BYTES:
            raise UsageError(f"{name!r} unpacks to more than {MOST_BYTES // 2**20} MB; refused.")
        return content

    def xml(self, name: str) -> Element:
        """A member as XML; raises ``UsageError`` also for entities and for too deep a nesting."""
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> Element:
    """Bytes as XML; raises ``UsageError`` for what is none, or might do harm."""
    try:
        root: Element = DefusedTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UsageError(f"{name!r} declares entities or a document type; refused.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UsageError(f"{name!r} is no XML: {error}.") from error
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise UsageError(f"{name!r} nests deeper than {DEEPEST} elements; refused.")
