"""Carry out the steps of a Containerfile without a container runtime: in folders, with ``chroot``.

The base image is this machine's own system, bound read-only: it has glibc, ``sh`` and a Python as
the image does. What it cannot show: that the base image exists, and what it holds.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.containerfile import Stage, Step, read_containerfile

BOUND = {"bin", "etc", "lib", "lib32", "lib64", "libx32", "opt", "run", "sbin", "usr", "var"}
"""Folders of this machine that stand for the base image, where a stage has none of its own."""

PASSED = ("PIP_", "SSL_", "REQUESTS_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
"""Variables that lead to the package index of this machine."""

PIP_CACHE = "root/.cache/pip"

DROPPED = "--no-new-privs --clear-groups --inh-caps=-all --bounding-set=-all"


def possible() -> bool:
    """True where this process may make mounts of its own and change its root."""
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True)
    return os.geteuid() == 0 and tried.returncode == 0


class Rehearsal:
    """The stages of a Containerfile as folders below ``folder``; ``context`` is what it copies."""

    def __init__(self, file: Path, context: Path, folder: Path) -> None:
        self.stages = read_containerfile(file)
        self.context = context
        self.folder = folder
        self._places: dict[Path, set[str]] = {}
        """Folders of each root that are empty, for this machine's to be bound to."""

    @property
    def last(self) -> Stage:
        """The stage that becomes the image."""
        return self.stages[-1]

    def root(self, stage: Stage) -> Path:
        """The root folder of a stage."""
        return self.folder / (stage.name or "image")

    def build(self) -> None:
        """Carry out every COPY, WORKDIR and RUN, in their order."""
        for stage in self.stages:
            self.root(stage).mkdir()
            where = "/"
            for step in stage.steps:
                if step.name == "WORKDIR":
                    where = step.text
                    (self.root(stage) / where.lstrip("/")).mkdir(parents=True, exist_ok=True)
                elif step.name == "COPY":
                    self._copy(stage, step, where)
                elif step.name == "RUN":
                    self._run(stage, step.text, where)

    def _copy(self, stage: Stage, step: Step, where: str) -> None:
        *sources, target = step.words
        to = self.root(stage) / os.path.join(where, target).lstrip("/")  # noqa: PTH118
        start = self.context
        if "from" in step.flags:
            start = self.root(next(each for each in self.stages if each.name == step.flags["from"]))
        for source in sources:
            path = start / source.lstrip("/")
            place = to / path.name if target.endswith("/") else to
            place.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                droppings = shutil.ignore_patterns(*([] if start != self.context else DROPPINGS))
                shutil.copytree(path, place, symlinks=True, dirs_exist_ok=True, ignore=droppings)
            else:
                shutil.copy2(path, place)
            if owner := step.flags.get("chown"):
                subprocess.run(["chown", "-R", owner, place], check=True)

    def _run(self, stage: Stage, command: str, where: str) -> None:
        done = subprocess.run(
            self.inside(stage, f"cd {where} && {command}"),
            env=self._environment(stage),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"RUN {command}\n{done.stdout}\n{done.stderr}"

    @contextmanager
    def running(self, volume: Path, **environment: str) -> Iterator["Running"]:
        """The image's command as its user, as process 1, on a read-only root, with the volume."""
        image = self.last
        command = shlex.join(image.one("CMD").words)
        process = subprocess.Popen(
            self.inside(image, f"cd {image.one('WORKDIR').text} && exec {command}", volume),
            env=image.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield Running(self, process, environment)
        finally:
            process.kill()
            process.communicate(timeout=30)

    def _environment(self, stage: Stage) -> dict[str, str]:
        passed = {name: text for name, text in os.environ.items() if name.startswith(PASSED)}
        path = f"{sys.base_prefix}/bin:/usr/bin:/bin"
        found = {"HOME": "/root", "PATH": path} | passed | stage.environment
        # An image is smaller without pip's cache, and nothing else; see ``_pip_cache``.
        found.pop("PIP_NO_CACHE_DIR", None)
        return found | {"PIP_CACHE_DIR": f"/{PIP_CACHE}"}

    def _pip_cache(self, root: Path) -> Iterator[str]:
        """A command that lends a root pip's cache of this machine, with wheels that it built.

        Some libraries have no wheel in the index: to compile one takes a minute. What is locked is
        held against its hash all the same.
        """
        cache = Path(os.environ.get("PIP_CACHE_DIR") or Path.home() / ".cache" / "pip")
        if cache.is_dir():
            place = root / PIP_CACHE
            place.mkdir(parents=True, exist_ok=True)
            yield f"mount --bind {cache} {place}"

    def inside(self, stage: Stage, command: str, volume: Path | None = None) -> list[str]:
        """A command line that runs ``command`` in the root of a stage.

        With a volume as the image is run: read-only, without rights, with nothing else to write.
        """
        root = self.root(stage)
        script = ["set -e", f"mount --bind {root} {root}", *self._base(stage, root)]
        become = ""
        if volume is None:
            script += self._pip_cache(root)
        else:
            (place,) = stage.one("VOLUME").words
            script += [
                f"mount --bind {volume} {root}{place}",
                # After that: a volume within the root would be read-only as well.
                f"mount -o remount,ro,bind {root}",
                f"mount -t tmpfs -o mode=1777 none {root}/tmp",
            ]
            user, group = stage.one("USER").text.split(":")
            become = f"setpriv --reuid={user} --regid={group} {DROPPED}"
        script.append(f"exec /usr/sbin/chroot {root} {become} /bin/sh -c {shlex.quote(command)}")
        # The image's own PATH is in force here, too.
        unshare = ["/usr/bin/unshare", "--mount", "--pid", "--fork", "--kill-child"]
        return [*unshare, "sh", "-c", "\n".join(script)]

    def _base(self, stage: Stage, root: Path) -> Iterator[str]:
        """Commands that put this machine's system below a root, where the stage has nothing."""
        made = {path.name for path in root.iterdir() if not path.is_symlink()} - self._places.get(
            root, set()
        )
        for path in Path("/").iterdir():
            place = root / path.name
            if path.is_symlink():
                if not place.is_symlink():
                    place.symlink_to(path.readlink())
            elif path.is_dir() and path.name in BOUND - made:
                place.mkdir(exist_ok=True)
                self._places.setdefault(root, set()).add(path.name)
                yield f"mount --rbind {path} {place} && mount -o remount,ro,bind {place}"
        for name in ("dev", "proc", "tmp", "root"):
            (root / name).mkdir(exist_ok=True)
        (root / "tmp").chmod(0o1777)
        yield f"mount --rbind /dev {root}/dev"
        yield f"mount -t proc proc {root}/proc"
        prefix = Path(sys.base_prefix)
        if prefix.parts[1] not in BOUND:
            (root / prefix.relative_to("/")).mkdir(parents=True, exist_ok=True)
            yield f"mount --bind {prefix} {root}{prefix}"


DROPPINGS = ("__pycache__", ".*")
"""What is in no context, as ``Containerfile.dockerignore`` says."""


class Running:
    """The process of an image."""

    def __init__(
        self, rehearsal: Rehearsal, process: subprocess.Popen[str], environment: Mapping[str, str]
    ) -> None:
        self.rehearsal = rehearsal
        self.process = process
        self.environment = environment

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def healthy(self) -> bool:
        """What the HEALTHCHECK of the image finds."""
        image = self.rehearsal.last
        text = image.one("HEALTHCHECK").text
        words = Step("CMD", {}, text.removeprefix("CMD").strip()).words
        done = subprocess.run(
            self.rehearsal.inside(image, shlex.join(words)),
            env=image.environment | dict(self.environment),
            capture_output=True,
        )
        return done.returncode == 0

    def stop(self, name: str) -> tuple[int, str]:
        """Send a signal to process 1; the status that it ends with, and what it still printed."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        subprocess.run(["kill", f"-{name.removeprefix('SIG')}", children.split()[0]], check=True)
        rest, _ = self.process.communicate(timeout=60)
        return self.process.returncode, rest
