"""All codes of a catalogue as one tree: issues below their categories, strategies, new codes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from snaglist.errors import NotFoundError
from snaglist.model.catalogue import Catalogue

STRATEGIES = "Strategies"
"""What strategies stand below in the codebooks of other programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNode:
    """A code with those below it; ``id`` is None for a heading that nothing is coded with.

    ``name`` is how other programs show it: issues and strategies begin with their ids, by which
    they are known again.
    """

    id: str | None
    name: str
    definition: str = ""
    children: tuple["CodeNode", ...] = ()


def code_tree(catalogue: Catalogue) -> tuple[CodeNode, ...]:
    """The codes of a catalogue; of retired entries those that something is coded with."""
    used = {code for each in catalogue.codings for coding in each.codings for code in coding.codes}
    below: dict[str | None, list[CodeNode]] = defaultdict(list)

    def children(parent: str) -> tuple[CodeNode, ...]:
        return tuple(
            CodeNode(id=c.id, name=c.name, definition=c.definition, children=children(c.id))
            for c in catalogue.codebook
            if c.parent == parent
        )

    live = {entry.id for entry in (*catalogue.live_issues, *catalogue.live_strategies)}
    for entry in catalogue.entries:
        if entry.id in live | used:
            node = CodeNode(
                id=entry.id,
                name=f"{entry.id} {entry.title}",
                definition=entry.definition,
                children=children(entry.id),
            )
            below[getattr(entry, "category", None)].append(node)
    headings = [
        CodeNode(id=None, name=_label(catalogue, name), children=tuple(nodes))
        for name, nodes in below.items()
        if name is not None
    ]
    strategies = CodeNode(id=None, name=STRATEGIES, children=tuple(below[None]))
    own = [
        CodeNode(id=c.id, name=c.name, definition=c.definition, children=children(c.id))
        for c in catalogue.codebook
        if c.parent is None
    ]
    return (*headings, *([strategies] if below[None] else []), *own)


def headings_of(catalogue: Catalogue) -> frozenset[str]:
    """The names of what nothing is coded with."""
    return frozenset(node.name for node in code_tree(catalogue) if node.id is None)


def walk(nodes: tuple[CodeNode, ...], parent: str | None = None) -> Iterator[tuple[CodeNode, str]]:
    """Each code with the id of the one above it, empty for none; headings are left out."""
    for node in nodes:
        if node.id is not None:
            yield node, parent or ""
        yield from walk(node.children, node.id)


def _label(catalogue: Catalogue, category: str) -> str:
    try:
        return catalogue.concept("category", category).label
    except NotFoundError:
        return category
