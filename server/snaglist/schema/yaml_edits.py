"""Edits of the text of a YAML file, at the places of its nodes; all else stays byte for byte."""

import textwrap
from collections.abc import Sequence
from typing import Any

import yaml

from snaglist.schema.yaml_values import WIDTH, block_text, scalar_text

Node = yaml.Node


class RewriteError(ValueError):
    """A file cannot be changed without writing it anew; its text says where."""


class TextEdits:
    """The edits of one text: what stands from one code point to another, and instead of what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._edits: list[tuple[int, int, str]] = []

    def edited(self) -> str:
        """The text with the edits; raises ``RewriteError`` where two meet."""
        parts, at = [], 0
        # What is only put in stands before what is taken out at the same place.
        for start, end, words in sorted(self._edits, key=lambda edit: (edit[0], edit[1] > edit[0])):
            if start < at:
                raise RewriteError("two changes meet")
            parts += [self.text[at:start], words]
            at = end
        return "".join([*parts, self.text[at:]])

    def end(self, node: Node) -> int:
        """Where what a node holds ends: before comments and lines without words."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip())

    def add_block(self, items: Sequence[Node], before: int, block: str) -> None:
        """Write lines in front of an item of a list, or behind the last."""
        column = self._dash(items[0]) - self._line_start(self._dash(items[0]))
        if before:
            self.insert(self.end(items[before - 1]), block, column)
        else:
            at = self._line_start(self._dash(items[0]))
            self._edits.append((at, at, textwrap.indent(block, " " * column)))

    def write_brackets(self, node: Any, parts: list[str]) -> None:
        """Write a list or fields in brackets anew, in lines where they were so before."""
        start, end = node.start_mark.index, node.end_mark.index
        source = self.text[start:end]
        if "#" in source:
            raise RewriteError(f"line {node.start_mark.line + 1} has a comment in brackets")
        words = source[0] + ", ".join(parts) + source[-1]
        if "\n" in source:
            column = start - self._line_start(start) + 1
            lines = textwrap.wrap(
                words, WIDTH - column, break_long_words=False, break_on_hyphens=False
            )
            words = f"\n{' ' * column}".join(lines)
        self._edits.append((start, end, words))

    def source(self, first: Node, last: Node | None = None) -> str:
        """The text of a node, or from one to another."""
        return self.text[first.start_mark.index : self.end(last or first)]

    def fill(self, node: Any, values: list[Any]) -> None:
        """Write values into an empty list, which stands in brackets behind its name."""
        start, end = node.start_mark.index, node.end_mark.index
        line = self.text[self._line_start(start) : start]
        column = len(line) - len(line.lstrip(" -"))
        block = textwrap.indent(block_text(values), " " * (column + 2)).rstrip("\n")
        space = start - len(line) + len(line.rstrip())
        self._edits.append((space, end, f"\n{block}"))

    def empty(self, key: Node, value: Any) -> None:
        """Take all items out of a list below its name, and no comment between them."""
        colon = self.text.index(":", key.end_mark.index) + 1
        self._edits.append((colon, colon, " []"))
        for at in range(len(value.value)):
            self.remove(value, value.value, value.value, at)

    def remove(self, around: Any, starts: Sequence[Node], ends: Sequence[Node], at: int) -> None:
        """Take out one item of a list, or one field, with its line where it has one."""
        start, end = starts[at].start_mark.index, self.end(ends[at])
        is_item = isinstance(around, yaml.SequenceNode)
        first = self._dash(starts[at]) if is_item else start
        line = self._line_start(first)
        if self.text[line:first].strip():
            if is_item or at + 1 == len(starts):
                raise RewriteError(f"line {starts[at].start_mark.line + 1} holds more than this")
            self._edits.append((start, starts[at + 1].start_mark.index, ""))
            return
        stop = self.text.find("\n", end) + 1 or len(self.text)
        if self.text[:line].endswith("\n\n") or not line:
            while self.text[stop : stop + 1] == "\n":
                stop += 1
        self._edits.append((line, stop, ""))

    def insert(self, after: int, block: str, column: int) -> None:
        """Write lines below the one where something ends."""
        stop = self.text.find("\n", after)
        written = textwrap.indent(block, " " * column)
        if stop < 0:
            self._edits.append((len(self.text), len(self.text), f"\n{written}"))
        else:
            self._edits.append((stop + 1, stop + 1, written))

    def _dash(self, item: Node) -> int:
        """Where the hyphen of an item of a list is."""
        before = self.text[: item.start_mark.index].rstrip()
        if not before.endswith("-"):
            raise RewriteError(f"line {item.start_mark.line + 1} begins in a way that is not read")
        return len(before) - 1

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def write_scalar(self, node: yaml.ScalarNode, new: Any) -> None:
        """Write a scalar anew, in the style that it had before."""
        start, end = node.start_mark.index, self.end(node)
        line = self.text[self._line_start(start) : start]
        indent = len(line) - len(line.lstrip(" "))
        indent += 2 if not line.lstrip(" ").startswith("- ") else 4
        words = scalar_text(new, node.style, indent)
        lead = " " if start == end and self.text[start - 1 : start] == ":" else ""
        self._edits.append((start, end, lead + words))

    def replace(self, node: Node, words: str) -> None:
        """Write other words where a node stands."""
        self._edits.append((node.start_mark.index, self.end(node), words))
