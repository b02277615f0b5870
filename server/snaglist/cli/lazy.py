"""Groups of commands that are imported when they are called, so that help costs next to nothing."""

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that finds a command such as ``hand-in`` as ``command`` in the module ``hand_in``.

    ``package`` is where the modules are, ``table`` the commands with their short help, in the
    order of work.
    """

    def __init__(self, *args: Any, package: str, table: Mapping[str, str], **others: Any) -> None:
        super().__init__(*args, **others)
        self.package, self.table = package, table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of work."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None, which click explains, where there is none."""
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))
