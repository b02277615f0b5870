"""YAML that remembers the line of each value, so that errors can name a line."""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from snaglist.schema.characters import find_unwritable

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # pragma: no cover - wheels of PyYAML ship the C loader
    from yaml import SafeLoader  # type: ignore[assignment]


_TAG = "tag:yaml.org,2002:"
_SCALARS = {f"{_TAG}{name}" for name in ("str", "null", "bool", "int", "float", "timestamp")}
_TAGS = {
    yaml.ScalarNode: _SCALARS,
    yaml.SequenceNode: {f"{_TAG}seq"},
    yaml.MappingNode: {f"{_TAG}map"},
}
"""The tags that each kind of node may have, written or not: the data that JSON has, and days."""

_NOT_OURS = {f"{_TAG}{name}" for name in ("bool", "merge", "value")}
"""What YAML 1.1 finds in plain words and we do not: ``on``, ``<<`` and ``=`` are words."""


class YamlLoader(SafeLoader):
    """PyYAML's safe loader, with the truth values of YAML 1.2: a field may be called ``on``."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way of doing it
        first: [pair for pair in pairs if pair[0] not in _NOT_OURS]
        for first, pairs in SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Called for each value; raises ``ConstructorError`` for one that is not as its tag says.

        PyYAML trusts tags that are written out, and ends with one of a dozen exceptions where one
        is not true: ``!!bool x`` is a ``KeyError``, ``!!int ""`` an ``IndexError``.
        """
        try:
            return super().construct_object(node, deep)
        except (yaml.YAMLError, RecursionError, MemoryError):
            raise
        except Exception as error:
            told = f"{_shortened(node.value)} is no {node.tag.removeprefix(_TAG)}"
            raise ConstructorError(None, None, told, node.start_mark) from error


YamlLoader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def _shortened(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else "this"
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}…"


def _moment(loader: SafeLoader, node: yaml.ScalarNode) -> Any:
    """A day or a moment; one that no calendar has stays text, which the form then refuses."""
    try:
        return loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError):
        return node.value


YamlLoader.add_constructor(f"{_TAG}timestamp", _moment)

LONGEST_NUMBER = 100
"""Characters of a number that is one; to work out longer ones can take hours."""


def _number(loader: SafeLoader, node: yaml.ScalarNode) -> Any:
    """A number; one that nobody counts to stays text, which the form then refuses."""
    if len(node.value) > LONGEST_NUMBER:
        return node.value
    if node.tag.endswith("int"):
        return loader.construct_yaml_int(node)
    return loader.construct_yaml_float(node)


YamlLoader.add_constructor(f"{_TAG}int", _number)
YamlLoader.add_constructor(f"{_TAG}float", _number)

Loc = tuple[str | int, ...]
"""A path into a document: names of fields and indices of lists."""

TOO_DEEP = "this is nested too deeply."


class YamlError(Exception):
    """Why a text is not YAML we read: the rule broken, the line (1-based) and the reason."""

    def __init__(self, rule: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.rule, self.line, self.reason = rule, line, reason


@dataclass(frozen=True, slots=True)
class Located:
    """Plain data, and for each path into it the line where it is written."""

    data: Any
    lines: dict[Loc, int]

    def line(self, path: Loc) -> int:
        """The line of ``path``, or of the closest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Counting(YamlLoader):
    """Gives up where a text holds more values than it should, before they fill the memory."""

    def __init__(self, text: str, first_line: int, most: int) -> None:
        super().__init__(text)
        self.first_line, self.most, self.values = first_line, most, 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Called by the loader for each value and each field's name; raises ``YamlError``."""
        self.values += 1
        if self.values > self.most:
            line = current_node.start_mark.line if current_node else 0
            reason = f"this holds more than {self.most:,} values and names; it is too large."
            raise YamlError("yaml", self.first_line + line, reason)
        super().descend_resolver(current_node, current_index)


def parse_yaml(text: str, first_line: int = 1, most: int | None = None) -> Located:
    """Parse one document that begins at ``first_line`` of its file; raises ``YamlError``.

    ``most`` is the number of values and names that it may hold.
    """
    try:
        loader = _Counting(text, first_line, most) if most else YamlLoader(text)
        node = loader.get_single_node()
        lines: dict[Loc, int] = {(): first_line}
        if node is not None:
            _walk(node, (), first_line, lines, set())
        return Located(loader.construct_document(node) if node is not None else None, lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else first_line
        raise YamlError("yaml", line, _reason(error.problem)) from error
    except RecursionError as error:
        raise YamlError("yaml", first_line, TOO_DEEP) from error
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError("yaml", first_line, _reason(str(error))) from error


def _reason(problem: str | None) -> str:
    """What to say of a problem that the parser found; its own depth it words its own way."""
    if problem and "nesting depth" in problem:
        return TOO_DEEP
    return f"this is not YAML: {problem}."


def _walk(node: yaml.Node, path: Loc, base: int, lines: dict[Loc, int], seen: set[int]) -> None:
    """Note the line of every value; each key once, each node once (aliases can explode)."""
    if id(node) in seen:
        raise YamlError("yaml-alias", base + node.start_mark.line, "an alias repeats this value.")
    seen.add(id(node))
    _check_node(node, base)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[*path, index] = base + item.start_mark.line
            _walk(item, (*path, index), base, lines, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line = base + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                raise YamlError("yaml", line, "this is not YAML we read: a field's name is a word.")
            _check_node(key, base)
            if (*path, key.value) in lines:
                first = lines[*path, key.value]
                raise YamlError(
                    "yaml-duplicate", line, f"{key.value!r} stands at line {first} already."
                )
            lines[*path, key.value] = line
            _walk(value, (*path, key.value), base, lines, seen)


def _check_node(node: yaml.Node, base: int) -> None:
    """Raise ``YamlError`` for a tag that we do not read, and for characters no text may hold."""
    line = base + node.start_mark.line
    if node.tag not in _TAGS[type(node)]:
        tag = node.tag.replace(_TAG, "!!")
        raise YamlError("yaml", line, f"this is not YAML we read: the tag {tag}; leave it out.")
    wrong = find_unwritable(node.value) if isinstance(node, yaml.ScalarNode) else None
    if wrong:
        reason = f"a text that begins here has a character that cannot be written, {wrong[1]}."
        raise YamlError("text-character", line, reason)
