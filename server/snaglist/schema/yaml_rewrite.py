"""Changing a YAML file where its data changes, and nowhere else.

What a program writes anew loses comments, order, quotation marks and line breaks. Here the data
that a file is to have is held against what it has, node by node; only what differs is written. The
rest stays byte for byte. The result is parsed again: it has the data asked for, or is not given.
"""

import textwrap
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from snaglist.schema.located_yaml import YamlError, YamlLoader, parse_yaml
from snaglist.schema.yaml_edits import Node, RewriteError, TextEdits
from snaglist.schema.yaml_values import block_text, flow_text

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

Pair = tuple[Node, Node]


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
    edits = TextEdits(text)
    _change(edits, node, old, new)
    changed = edits.edited()
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
        edits = TextEdits(text)
        for before, item in added:
            edits.add_block(value.value, before, _item(item))
        return edits.edited()
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


def _change(edits: TextEdits, node: Node, old: Any, new: Any) -> None:
    """Note what makes the data of a node new ones."""
    if old == new and type(old) is type(new):
        return
    if isinstance(node, yaml.MappingNode) and isinstance(new, dict) and new:
        _change_mapping(edits, node, old, new)
    elif isinstance(node, yaml.SequenceNode) and isinstance(new, list) and new:
        _change_sequence(edits, node, old, new)
    elif isinstance(node, yaml.ScalarNode) and not isinstance(new, dict | list):
        edits.write_scalar(node, new)
    else:
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            raise RewriteError(f"line {node.start_mark.line + 1} cannot become another sort")
        edits.replace(node, flow_text(new))


def _change_mapping(edits: TextEdits, node: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
    pairs: list[Pair] = node.value
    if node.flow_style and old.keys() != new.keys():
        known = {key.value: (key, value) for key, value in pairs}
        edits.write_brackets(
            node,
            [
                edits.source(*known[name])
                if name in known and old[name] == value
                else f"{flow_text(name)}: {flow_text(value)}"
                for name, value in new.items()
            ],
        )
        return
    for at, (key, value) in enumerate(pairs):
        name = key.value
        if name not in old:
            raise RewriteError(f"line {key.start_mark.line + 1} has a name of another sort")
        if name not in new:
            edits.remove(node, [pair[0] for pair in pairs], [pair[1] for pair in pairs], at)
            continue
        if new[name] == [] and isinstance(value, yaml.SequenceNode) and not value.flow_style:
            edits.empty(key, value)
        else:
            _change(edits, value, old[name], new[name])
    added = {name: value for name, value in new.items() if name not in old}
    if added:
        edits.insert(edits.end(pairs[-1][1]), block_text(added), pairs[0][0].start_mark.column)


def _change_sequence(edits: TextEdits, node: Any, old: list[Any], new: list[Any]) -> None:
    items: list[Node] = node.value
    if not items:
        edits.fill(node, new)
        return
    if node.flow_style and len(old) != len(new):
        known = {_name(each): (item, each) for item, each in zip(items, old, strict=True)}
        edits.write_brackets(
            node,
            [
                edits.source(known[_name(each)][0])
                if _name(each) in known and known[_name(each)][1] == each
                else flow_text(each)
                for each in new
            ],
        )
        return
    matcher = SequenceMatcher(None, [_name(x) for x in old], [_name(x) for x in new], False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and last - first == new_last - new_first):
            for at, to in zip(range(first, last), range(new_first, new_last), strict=True):
                _change(edits, items[at], old[at], new[to])
            continue
        for at in range(first, last):
            edits.remove(node, items, items, at)
        if new_last > new_first:
            edits.add_block(items, first, block_text(new[new_first:new_last]))


def _name(item: Any) -> Hashable:
    """What an item of a list is known by."""
    if isinstance(item, dict):
        for fields in _NAMES:
            if all(field in item for field in fields):
                return tuple((field, str(item[field])) for field in fields)
    return repr(item)
