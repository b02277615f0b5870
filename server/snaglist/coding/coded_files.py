"""What a catalogue has to code, and what was coded: read once, and again where files changed."""

from pathlib import Path

from snaglist.coding.desk import CodingDesk
from snaglist.coding.file_cache import FileCache
from snaglist.errors import NotFoundError
from snaglist.model.catalogue import nearest_names
from snaglist.model.coding import CodedInterview, awaited_coders
from snaglist.sources.codings import CODEBOOK_FILE, CODERS_FILE, CODINGS_FOLDER
from snaglist.sources.entries import is_entry
from snaglist.sources.scaffolds import QuoteFinder


class CodedFiles:
    """The files of coding, to read only; not for several threads at a time."""

    def __init__(self, catalog: Path) -> None:
        self.catalog = catalog
        self._cache = FileCache()

    def desk(self) -> CodingDesk:
        """Who codes, and with what; raises ``FindingsError``."""
        return self._cache.get("desk", self._shared(), lambda: CodingDesk(self.catalog))

    def titles(self) -> dict[str, str]:
        """The ids of issues and strategies with the words of their file names, in order."""
        return self._cache.get("titles", self._shared(), lambda: _entry_titles(self.catalog))

    def finder(self, interview: str) -> QuoteFinder:
        """The words of an interview.

        Raises ``NotFoundError`` for none, ``FindingsError`` for one that cannot be read.
        """
        folder = self.catalog / "interviews" / interview
        known = [path.parent.name for path in self.catalog.glob("interviews/*/interview.yaml")]
        if interview not in known:
            raise NotFoundError(interview, nearest_names(interview, known))
        paths = [folder / "interview.yaml", folder / "transcript.txt"]
        return self._cache.get(
            ("words", interview), paths, lambda: QuoteFinder(self.catalog, interview)
        )

    def coded(self, interview: str) -> tuple[CodedInterview, ...]:
        """What everybody coded in an interview; raises ``FindingsError``."""
        folder = self.catalog / "interviews" / interview
        codings = folder / CODINGS_FOLDER
        paths = [folder / "transcript.txt", codings, *sorted(codings.glob("*")), *self._shared()]
        return self._cache.get(("coded", interview), paths, lambda: self.desk().coded_in(interview))

    def awaited(self, interview: str, viewer: str) -> tuple[str, ...]:
        """Who is to hand in before ``viewer`` may see what others coded there."""
        return awaited_coders(interview, self.desk().coders, self.coded(interview), viewer)

    def _shared(self) -> list[Path]:
        """What the codings of every interview are held against."""
        names = (CODERS_FILE, CODEBOOK_FILE, "issues", "strategies")
        return [self.catalog / name for name in names]


def _entry_titles(catalog: Path) -> dict[str, str]:
    names = sorted(
        path.stem
        for part in ("issues", "strategies")
        for path in (catalog / part).glob("*.md")
        if is_entry(path)
    )
    parts = [name.split("-", 2) for name in names]
    return {"-".join(part[:2]): part[-1].replace("-", " ") for part in parts}
