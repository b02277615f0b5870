"""Mutations beyond those of cosmic-ray: what its operators leave out and people get wrong."""

from collections.abc import Iterator, Sequence

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name, PythonNode, String
from parso.tree import NodeOrLeaf

Place = tuple[tuple[int, int], tuple[int, int]]

SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
"""Functions that are taken for another one."""

OPTIONS = {"key", "reverse", "default", "strict"}
"""Arguments by name that a call works without, and works otherwise."""


class Rewriting(Operator):  # type: ignore[misc]
    """An operator that puts other text in the place of a node."""

    name: str
    shown: tuple[tuple[str, str], ...]

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        """The texts that may stand for the node."""
        raise NotImplementedError

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Place]:
        """The place of the node, once for each variant."""
        for _ in self.variants(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """The node with the text of one variant."""
        text = self.variants(node)[index]
        return Name(text, node.start_pos, prefix=node.get_first_leaf().prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """The first variant of one piece of code, as a test holds it against the operator."""
        return tuple(Example(before, after) for before, after in cls.shown)


class SwapFunction(Rewriting):
    """``min`` for ``max``, ``any`` for ``all``, and what was sorted is not."""

    name = "swap-function"
    shown = (("a = min(b)", "a = max(b)"), ("a = sorted(b)", "a = list(b)"))

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        follows = node.get_next_sibling()
        called = follows is not None and follows.type == "trailer" and text_of(follows)[0] == "("
        if isinstance(node, Name) and node.value in SWAPPED and called:
            return (SWAPPED[node.value],)
        return ()


class DropElement(Rewriting):
    """One element of a written tuple, list, set or dictionary is left out."""

    name = "drop-element"
    shown = (("a = (b, c)", "a = (c,)"), ("a = [b, c]", "a = [c,]"), ("a = {1: 2}", "a = {}"))

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        if not isinstance(node, PythonNode) or node.type not in ("testlist_comp", "dictorsetmaker"):
            return ()
        if any(child.type in ("sync_comp_for", "comp_for") for child in node.children):
            return ()
        elements = split(node.children, ",")
        kept = (elements[:at] + elements[at + 1 :] for at in range(len(elements)))
        return ["".join(f"{joined(part)}," for part in parts).strip() for parts in kept]


class DropOption(Rewriting):
    """An argument such as ``key`` or ``reverse`` is left out of a call."""

    name = "drop-option"
    shown = (("a = sorted(b, key=c)", "a = sorted(b)"),)

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        if not isinstance(node, PythonNode) or node.type != "arglist":
            return ()
        elements = split(node.children, ",")
        return [
            ",".join(joined(other) for other in elements if other is not element).strip()
            for element in elements
            if element[0].type == "argument" and text_of(element[0]).partition("=")[0] in OPTIONS
        ]


class NegateCondition(Rewriting):
    """What follows ``if``, ``elif`` and ``while`` is turned round."""

    name = "negate-condition"
    shown = (("a = b if c else d", "a = b if not (c) else d"),)

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        before = node.get_previous_sibling()
        if before is None or before.type != "keyword":
            return ()
        return (f"not ({text_of(node)})",) if text_of(before) in ("if", "elif", "while") else ()


class DropOperand(Rewriting):
    """One side of ``and``, ``or`` and ``|`` is left out."""

    name = "drop-operand"
    shown = (("a = b and c", "a = c"),)

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        if not isinstance(node, PythonNode) or node.type not in ("and_test", "or_test"):
            return ()
        sign = text_of(node.children[1])
        operands = split(node.children, sign)
        return [
            f" {sign} ".join(joined(other).strip() for other in operands if other is not operand)
            for operand in operands
        ]


class DropStatement(Rewriting):
    """A call for its effect, or an addition to a name, is not made."""

    name = "drop-statement"
    shown = (("a.append(b)\n", "pass\n"), ("a += b\n", "pass\n"))

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        if node.parent is None or node.parent.type != "simple_stmt":
            return ()
        adds = node.type == "expr_stmt" and text_of(node.children[1]) == "+="
        calls = node.type == "atom_expr" and text_of(node.children[-1])[0] == "("
        return ("pass",) if calls or adds else ()


class ChangeWord(Rewriting):
    """A string of one word, as a key or a path, is another word."""

    name = "change-word"
    shown = (('a["b"]', 'a["bX"]'),)

    def variants(self, node: NodeOrLeaf) -> Sequence[str]:
        if not isinstance(node, String) or node.value[0] not in "\"'":
            return ()
        docstring = node.parent is not None and node.parent.type == "simple_stmt"
        one_word = len(node.value) > 2 and not any(sign.isspace() for sign in node.value)
        return (f"{node.value[:-1]}X{node.value[-1]}",) if one_word and not docstring else ()


def split(children: Sequence[NodeOrLeaf], sign: str) -> list[list[NodeOrLeaf]]:
    """The nodes between signs; nothing after the last sign is no part."""
    parts: list[list[NodeOrLeaf]] = [[]]
    for child in children:
        if text_of(child) == sign:
            parts.append([])
        else:
            parts[-1].append(child)
    return [part for part in parts if part]


def joined(nodes: Sequence[NodeOrLeaf]) -> str:
    """The code of nodes in a row, with what stands before each."""
    code: str = "".join(node.get_code() for node in nodes)
    return code


def text_of(node: NodeOrLeaf) -> str:
    """The code of a node without the white space and comments before it."""
    code: str = node.get_code(include_prefix=False)
    return code


OPERATORS: tuple[type[Rewriting], ...] = (
    SwapFunction,
    DropElement,
    DropOption,
    NegateCondition,
    DropOperand,
    DropStatement,
    ChangeWord,
)
