"""The folder that a static site is written to: what is ours there, and how a new site takes over.

People put more into such a folder than we do: ``.git``, ``CNAME``, ``.nojekyll``, a page of their
own. A list of what was written says what may be replaced; everything else stays.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from snaglist.errors import UsageError

MARKER = ".snaglist-site"
"""The list of the files of ours in a folder; editions before it wrote a sentence instead."""

STAGE = ".snaglist-new"
"""Where the next site is written, within the folder: on its own disk, whatever is mounted there."""


class SiteFolder:
    """A folder to write a site to, or to replace one of ours in."""

    def __init__(self, folder: Path) -> None:
        """Raises ``UsageError`` for what is no folder, and for one that holds something else."""
        self.folder = Path(os.path.realpath(folder))
        if not self.folder.exists() and folder.is_symlink():
            raise UsageError(f"{folder} is a link to {self.folder}, which is not there.")
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{folder} is a file; a site needs a folder.")
        there = {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()
        if there - {STAGE} and MARKER not in there:
            raise UsageError(
                f"{folder} is not empty and holds no site of ours; nothing was written."
            )
        self.before = _listed(self.folder / MARKER) if MARKER in there else frozenset()

    @contextmanager
    def replaced(self) -> Iterator[Path]:
        """An empty folder to write the new site into; it takes over once that is done.

        Until then nothing is changed, and nothing at all where an error is raised: ``OSError``,
        or ``UsageError`` where a file of somebody else's would be in the way.
        """
        stage = self._stage()
        try:
            yield stage
            names = {
                path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()
            }
            self._check_free(names)
            _write_list(stage / MARKER, names)
            self._take_over(stage, names)
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _stage(self) -> Path:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if not self.folder.exists():
            made = Path(tempfile.mkdtemp(dir=self.folder.parent, prefix=f"{STAGE}-"))
            # As mkdir would have made it: mkdtemp keeps it from all others.
            made.chmod(0o777 & ~_umask())
            return made
        stage = self.folder / STAGE
        shutil.rmtree(stage, ignore_errors=True)  # of a run that was killed
        stage.mkdir()
        return stage

    def _check_free(self, names: set[str]) -> None:
        """Raise ``UsageError`` where a file or a link of others has the place of one of ours."""
        for name in sorted(names):
            path = self.folder / name
            for each in self._above(path):
                if each.is_symlink() or (each.exists() and not each.is_dir()):
                    raise self._in_the_way(each)
            taken = os.path.lexists(path) and not self._is_ours(name)
            if path.is_dir() or taken:
                raise self._in_the_way(path)

    def _is_ours(self, name: str) -> bool:
        # Without a list, of an earlier edition of this program, what has the name of a page is one.
        return self.before is None or name in self.before

    def _in_the_way(self, path: Path) -> UsageError:
        return UsageError(
            f"{path} is no file that snag wrote, and the site has one of that name; nothing was "
            "written. Move it, or choose another folder."
        )

    def _take_over(self, stage: Path, names: set[str]) -> None:
        """Move the new files over the old ones, each in one step, and take away what is left.

        The folder itself stays, for it may be mounted, a server's, or somebody's working one.
        Pages come last but for the list, so that whatever a page asks for is there before it.
        """
        if not self.folder.exists():
            stage.rename(self.folder)
            return
        # Should this be stopped halfway, all files of both sites are known to be ours.
        _write_list(self.folder / MARKER, names | set(self.before or ()))
        for name in sorted(names, key=lambda each: (each.endswith(".html"), each)):
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target)
        for name in sorted(set(self.before or ()) - names):
            self._remove(name)
        (stage / MARKER).replace(self.folder / MARKER)

    def _remove(self, name: str) -> None:
        path = self.folder / name
        if any(each.is_symlink() for each in self._above(path)):
            return
        path.unlink(missing_ok=True)
        for each in self._above(path):
            try:
                each.rmdir()
            except OSError:
                return  # something is in it

    def _above(self, path: Path) -> list[Path]:
        """The folders above a path, from its own up to the one below the site's."""
        return [
            each for each in path.parents if each != self.folder and self.folder in each.parents
        ]


def _listed(marker: Path) -> frozenset[str] | None:
    """The files that a list names, or None for one of before there were lists.

    Names that lead out of the folder are nobody's of ours, whoever wrote them there.
    """
    try:
        names = json.loads(marker.read_text(encoding="utf-8"))["files"]
    except (ValueError, TypeError, KeyError):
        return None
    return frozenset(
        name
        for name in names
        if isinstance(name, str)
        and name not in ("", ".")
        and not PurePosixPath(name).is_absolute()
        and ".." not in PurePosixPath(name).parts
        and "\0" not in name
    )


def _write_list(marker: Path, names: set[str]) -> None:
    content = json.dumps({"written by": "snag export --site", "files": sorted(names)}, indent=0)
    draft = marker.with_name(f"{STAGE}.json")
    draft.write_text(content + "\n", encoding="utf-8")
    draft.replace(marker)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
