"""Groups of commands that are imported when they are called, so that help costs next to nothing."""

from collections.abc import Mapping
from pkgutil import resolve_name
from typing import Any, NamedTuple

import click

from snaglist.cli.streams import guarded_output


class LazyCommand(NamedTuple):
    """A command that is not imported yet.

    ``place`` is where it is defined, as ``package.module:function`` (the notation of entry
    points); ``help`` is the line for it in the help of its group.
    """

    place: str
    help: str


class LazyGroup(click.Group):
    """A group that lists its commands from a table, in the table's order, which is that of work."""

    def __init__(self, *args: Any, table: Mapping[str, LazyCommand], **others: Any) -> None:
        super().__init__(*args, **others)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None, which click explains, where there is none."""
        if cmd_name not in self.table:
            return None
        command: click.Command = resolve_name(self.table[cmd_name].place)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its output is guarded here, for click ends a closed pipe with 1."""
        with guarded_output():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, each.help) for name, each in self.table.items()])
