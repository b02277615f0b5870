"""Changing a YAML file where its data changes, and nowhere else.

What a program writes anew loses comments, order, quotation marks and line breaks. Here the data
that a file is to have is held against what it has, node by node; only what differs is written. The
rest stays byte for byte. The result is parsed again: it has the data asked for, or is not given.
"""

import json
import re
import textwrap
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from snaglist.schema.located_yaml import YamlError, YamlLoader, parse_yaml

WIDTH = 100
"""Characters of a line that is written."""

_NAMES = (
    ("id",),
    ("quote",),
    ("finding",),
    ("issue",),
    ("line", "placeholder"),
    ("line", "text"),
    ("text",),
)
"""Fields by which an item of a list is known, whatever else of it changes."""

Node = yaml.Node
Pair = tuple[yaml.Node, yaml.Node]


class RewriteError(ValueError):
    """A file cannot be changed without writing it anew; its text says where."""


def rewritten(text: str, new: Any) -> str:
    """The text of a YAML file, changed so that its data are ``new``.

    Raises ``YamlError`` for a text that is no YAML of ours, ``RewriteError`` where the change
    cannot be made.
    """
    old = parse_yaml(text).data
    if old == new:
        return text
    node = YamlLoader(text).get_single_node()
    if node is None:
        raise RewriteError("the file is empty")
    changed = _Rewriting(text).run(node, old, new)
    try:
        right = parse_yaml(changed).data == new
    except YamlError:
        right = False
    if not right:
        raise RewriteError("the change does not read as it should")
    return changed


def with_items(text: str, name: str, added: Sequence[tuple[int, str]]) -> str:
    """The text of a YAML file with items more in the list that the field ``name`` has.

    Each is written as given, before the item that has its index now, or behind the last; those of
    one index in their order. Raises ``YamlError`` and ``RewriteError`` as ``rewritten`` does.
    """
    parse_yaml(text)
    root = YamlLoader(text).get_single_node()
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next(((key, value) for key, value in pairs if key.value == name), None)
    if found is None:
        raise RewriteError(f"there is no field {name!r}")
    key, value = found
    if isinstance(value, yaml.SequenceNode) and value.value:
        if value.flow_style:
            raise RewriteError(f"line {value.start_mark.line + 1} has a list in brackets")
        return _Rewriting(text).with_blocks(value.value, added)
    # Nothing, or [], stands behind the name; a comment there stays.
    colon = text.index(":", key.end_mark.index) + 1
    stop = text.find("\n", colon)
    stop = stop if stop >= 0 else len(text)
    rest = text[colon:stop].replace(" []", "", 1).rstrip()
    lines = "".join(textwrap.indent(_item(item), "  ") for _, item in added)
    return f"{text[:colon]}{rest}\n{lines}{text[stop + 1 :]}"


def _item(text: str) -> str:
    """An item of a list as its lines."""
    first, *others = text.rstrip("\n").split("\n")
    return "\n".join([f"- {first}", *(f"  {line}" for line in others)]) + "\n"


class _Rewriting:
    """The edits of one text: what stands from one code point to another, and instead of what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []

    def run(self, node: Node, old: Any, new: Any) -> str:
        self.change(node, old, new)
        return self._edited()

    def with_blocks(self, items: Sequence[Node], added: Sequence[tuple[int, str]]) -> str:
        """The text with items more, each in front of an item of a list or behind the last."""
        for before, item in added:
            self._add_block(items, before, _item(item))
        return self._edited()

    def _edited(self) -> str:
        parts, at = [], 0
        # What is only put in stands before what is taken out at the same place.
        for start, end, words in sorted(self.edits, key=lambda edit: (edit[0], edit[1] > edit[0])):
            if start < at:
                raise RewriteError("two changes meet")
            parts += [self.text[at:start], words]
            at = end
        return "".join([*parts, self.text[at:]])

    def change(self, node: Node, old: Any, new: Any) -> None:
        """Note what makes the data of a node new ones."""
        if old == new and type(old) is type(new):
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, dict) and new:
            self._mapping(node, old, new)
        elif isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new:
            self._sequence(node, old, new)
        elif isinstance(node, yaml.ScalarNode) and not isinstance(new, dict | list):
            self._scalar(node, new)
        else:
            end = self.end(node)
            if isinstance(node, yaml.CollectionNode) and not node.flow_style:
                raise RewriteError(f"line {node.start_mark.line + 1} cannot become another sort")
            self.edits.append((node.start_mark.index, end, _flow(new)))

    def _mapping(self, node: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
        pairs: list[Pair] = node.value
        if node.flow_style and old.keys() != new.keys():
            known = {key.value: (key, value) for key, value in pairs}
            self._in_brackets(
                node,
                [
                    self._source(*known[name])
                    if name in known and old[name] == value
                    else f"{_flow(name)}: {_flow(value)}"
                    for name, value in new.items()
                ],
            )
            return
        for at, (key, value) in enumerate(pairs):
            name = key.value
            if name not in old:
                raise RewriteError(f"line {key.start_mark.line + 1} has a name of another sort")
            if name not in new:
                self._remove(node, [pair[0] for pair in pairs], [pair[1] for pair in pairs], at)
                continue
            if new[name] == [] and isinstance(value, yaml.SequenceNode) and not value.flow_style:
                self._empty(key, value)
            else:
                self.change(value, old[name], new[name])
        added = {name: value for name, value in new.items() if name not in old}
        if added:
            self._insert(self.end(pairs[-1][1]), _block(added), pairs[0][0].start_mark.column)

    def _sequence(self, node: Any, old: list[Any], new: list[Any]) -> None:
        items: list[Node] = node.value
        if not items:
            self._fill(node, new)
            return
        if node.flow_style and len(old) != len(new):
            known = {_name(each): (item, each) for item, each in zip(items, old, strict=True)}
            self._in_brackets(
                node,
                [
                    self._source(known[_name(each)][0])
                    if _name(each) in known and known[_name(each)][1] == each
                    else _flow(each)
                    for each in new
                ],
            )
            return
        matcher = SequenceMatcher(None, [_name(x) for x in old], [_name(x) for x in new], False)
        for tag, first, last, new_first, new_last in matcher.get_opcodes():
            if tag == "equal" or (tag == "replace" and last - first == new_last - new_first):
                for at, to in zip(range(first, last), range(new_first, new_last), strict=True):
                    self.change(items[at], old[at], new[to])
                continue
            for at in range(first, last):
                self._remove(node, items, items, at)
            if new_last > new_first:
                self._add(items, first, new[new_first:new_last])

    def _add(self, items: Sequence[Node], before: int, values: list[Any]) -> None:
        """Write values in lines of their own, in front of an item or behind the last."""
        self._add_block(items, before, _block(values))

    def _add_block(self, items: Sequence[Node], before: int, block: str) -> None:
        column = self._dash(items[0]) - self._line_start(self._dash(items[0]))
        if before:
            self._insert(self.end(items[before - 1]), block, column)
        else:
            at = self._line_start(self._dash(items[0]))
            self.edits.append((at, at, textwrap.indent(block, " " * column)))

    def _in_brackets(self, node: Any, parts: list[str]) -> None:
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
        self.edits.append((start, end, words))

    def _source(self, first: Node, last: Node | None = None) -> str:
        return self.text[first.start_mark.index : self.end(last or first)]

    def _fill(self, node: Any, values: list[Any]) -> None:
        """Write values into an empty list, which stands in brackets behind its name."""
        start, end = node.start_mark.index, node.end_mark.index
        line = self.text[self._line_start(start) : start]
        column = len(line) - len(line.lstrip(" -"))
        block = textwrap.indent(_block(values), " " * (column + 2)).rstrip("\n")
        space = start - len(line) + len(line.rstrip())
        self.edits.append((space, end, f"\n{block}"))

    def _empty(self, key: Node, value: Any) -> None:
        """Take all items out of a list below its name, and no comment between them."""
        colon = self.text.index(":", key.end_mark.index) + 1
        self.edits.append((colon, colon, " []"))
        for at in range(len(value.value)):
            self._remove(value, value.value, value.value, at)

    def _remove(self, around: Any, starts: Sequence[Node], ends: Sequence[Node], at: int) -> None:
        """Take out one item of a list, or one field, with its line where it has one."""
        start, end = starts[at].start_mark.index, self.end(ends[at])
        is_item = isinstance(around, yaml.SequenceNode)
        first = self._dash(starts[at]) if is_item else start
        line = self._line_start(first)
        if self.text[line:first].strip():
            if is_item or at + 1 == len(starts):
                raise RewriteError(f"line {starts[at].start_mark.line + 1} holds more than this")
            self.edits.append((start, starts[at + 1].start_mark.index, ""))
            return
        stop = self.text.find("\n", end) + 1 or len(self.text)
        if self.text[:line].endswith("\n\n") or not line:
            while self.text[stop : stop + 1] == "\n":
                stop += 1
        self.edits.append((line, stop, ""))

    def _insert(self, after: int, block: str, column: int) -> None:
        """Write lines below the one where something ends."""
        stop = self.text.find("\n", after)
        written = textwrap.indent(block, " " * column)
        if stop < 0:
            self.edits.append((len(self.text), len(self.text), f"\n{written}"))
        else:
            self.edits.append((stop + 1, stop + 1, written))

    def _scalar(self, node: yaml.ScalarNode, new: Any) -> None:
        start, end = node.start_mark.index, self.end(node)
        line = self.text[self._line_start(start) : start]
        indent = len(line) - len(line.lstrip(" "))
        indent += 2 if not line.lstrip(" ").startswith("- ") else 4
        words = _written(new, node.style, indent)
        lead = " " if start == end and self.text[start - 1 : start] == ":" else ""
        self.edits.append((start, end, lead + words))

    def end(self, node: Node) -> int:
        """Where what a node holds ends: before comments and lines without words."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.text[start:end].rstrip())

    def _dash(self, item: Node) -> int:
        """Where the hyphen of an item of a list is."""
        before = self.text[: item.start_mark.index].rstrip()
        if not before.endswith("-"):
            raise RewriteError(f"line {item.start_mark.line + 1} begins in a way that is not read")
        return len(before) - 1

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1


def _name(item: Any) -> Hashable:
    """What an item of a list is known by."""
    if isinstance(item, dict):
        for fields in _NAMES:
            if all(field in item for field in fields):
                return tuple((field, str(item[field])) for field in fields)
    return repr(item)


def _flow(value: Any) -> str:
    """A value on one line, as it may stand in brackets."""
    dumped = yaml.safe_dump(
        [value], default_flow_style=True, width=float("inf"), allow_unicode=True, sort_keys=False
    )
    words = str(dumped).rstrip("\n")[1:-1]
    # PyYAML takes the word for a truth value, which it is not here.
    return "on" if words == "'on'" else words


def _block(value: Any) -> str:
    """A value in lines of its own."""
    dumped = yaml.safe_dump(
        value, default_flow_style=False, width=WIDTH, allow_unicode=True, sort_keys=False
    )
    # PyYAML takes the word for a truth value, which it is not here.
    return re.sub(r"^([ -]*)'on':", r"\1on:", str(dumped), flags=re.MULTILINE)


def _written(value: Any, style: str | None, indent: int) -> str:
    """A scalar in the style that it had before."""
    if not isinstance(value, str):
        return _flow(value)
    if style == '"':
        return json.dumps(value, ensure_ascii=False)
    if style in (">", "|") and value and "\n" not in value and value == value.strip():
        # Words that are more than one space apart would be folded.
        if "  " not in value:
            lines = textwrap.wrap(
                value, WIDTH - indent, break_long_words=False, break_on_hyphens=False
            )
            return ">-\n" + "\n".join(" " * indent + line for line in lines)
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False) if "\n" in value else _flow(value)
