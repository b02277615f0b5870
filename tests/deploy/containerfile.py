"""Read a Containerfile, as far as ours goes: https://docs.docker.com/reference/dockerfile/ ."""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

KNOWN = {
    "ARG", "CMD", "COPY", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "STOPSIGNAL",
    "USER", "VOLUME", "WORKDIR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: its name, its flags (``--from=wheel``) and what follows them."""

    name: str
    flags: dict[str, str]
    text: str

    @property
    def words(self) -> list[str]:
        """What follows, as a list: in JSON, or parted as a shell does."""
        if self.text.startswith("["):
            return [str(each) for each in json.loads(self.text)]
        return shlex.split(self.text)


@dataclass(slots=True)
class Stage:
    """What begins with a FROM: its base, its name where it has one, its instructions."""

    base: str
    name: str
    steps: list[Step] = field(default_factory=list)

    def all(self, name: str) -> list[Step]:
        """Its instructions of this name."""
        return [step for step in self.steps if step.name == name]

    def one(self, name: str) -> Step:
        """Its only instruction of this name."""
        (step,) = self.all(name)
        return step

    @property
    def environment(self) -> dict[str, str]:
        """What its ENV instructions set."""
        pairs = [word.partition("=") for step in self.all("ENV") for word in step.words]
        return {name: value for name, _, value in pairs}


def read_containerfile(path: Path) -> list[Stage]:
    """The stages of a file. Raises ``ValueError`` at what is not understood here."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    for line in filter(None, map(str.strip, text.replace("\\\n", " ").splitlines())):
        step = _step(line)
        if step.name == "ARG" and not stages:
            name, _, value = step.text.partition("=")
            arguments[name] = value
        elif step.name == "FROM":
            base, *as_name = step.text.split()
            base = re.sub(r"\$\{(\w+)\}", lambda found: arguments[found[1]], base)
            stages.append(Stage(base, as_name[1] if as_name else ""))
        else:
            stages[-1].steps.append(step)
    return stages


def _step(line: str) -> Step:
    name, _, rest = line.partition(" ")
    if name not in KNOWN:
        raise ValueError(f"not read here: {line}")
    flags = {}
    while found := re.match(r"\s*--([\w-]+)=(\S+)\s+", rest):
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Step(name, flags, rest.strip())
