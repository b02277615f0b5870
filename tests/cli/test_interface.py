"""What each command takes, to the last default and limit: scripts and CI rely on it.

After a change that is meant, ``UPDATE_GOLDEN=1 pytest tests/cli/test_interface.py`` writes
``interface.txt`` anew and fails; look at the difference, then run it without.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from snaglist.cli.main import cli

INTERFACE = Path(__file__).parent / "interface.txt"


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, hidden ones too, by what one types."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            assert below is not None
            yield from commands(below, f"{name} {part}")


def shown(parameter: click.Parameter) -> str:
    """A parameter on a line: its names, what it takes, and what holds without it."""
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    flag = isinstance(parameter, click.Option) and parameter.is_flag
    marks = [
        "flag" if flag else kind(parameter.type),
        "required" if parameter.required else "",
        f"x{parameter.nargs}" if parameter.nargs != 1 else "",
        "repeatable" if parameter.multiple else "",
        f"from {parameter.envvar}" if parameter.envvar else "",
        f"default {default(parameter)}" if default(parameter) else "",
    ]
    return f"{names}: {', '.join(filter(None, marks))}"


def kind(of: "click.ParamType[Any]") -> str:
    """A type with its choices or limits."""
    if isinstance(of, click.Choice):
        return f"one of {' '.join(map(str, of.choices))}"
    if isinstance(of, click.IntRange | click.FloatRange):
        ends = ("(" if of.min_open else "[", ")" if of.max_open else "]")
        return f"{of.name} {ends[0]}{of.min}, {of.max}{ends[1]}"
    if isinstance(of, click.Path):
        return " ".join(
            word
            for word, holds in {
                "path": True,
                "that exists": of.exists,
                "no folder": not of.dir_okay,
                "no file": not of.file_okay,
                "or -": of.allow_dash,
            }.items()
            if holds
        )
    return of.name


def default(parameter: click.Parameter) -> str:
    """What holds where nothing is given; nothing for what depends on the machine."""
    found = parameter.to_info_dict().get("default")
    plain = not callable(found) and found not in (None, False, ())
    return str(found) if plain and not str(found).startswith("/") else ""


def test_commands_take_what_they_took() -> None:
    lines = [
        f"{name} {shown(parameter)}"
        for name, command in commands(cli, "snag")
        for parameter in command.params
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        INTERFACE.write_text("\n".join((*lines, "")), encoding="utf-8")
        raise AssertionError(f"{INTERFACE.name} was written anew; look at the difference.")
    assert lines == INTERFACE.read_text(encoding="utf-8").splitlines()
