"""What projects and codebooks of REFI-QDA 1.0 share: names, identifiers, XML."""

import re
from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from snaglist.coding.code_tree import CodeNode

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
PROJECT_FILE = "project.qde"
ORIGIN = "Snaglist"

_NAMESPACE = uuid5(NAMESPACE_URL, "https://w3id.org/snaglist/refi-qda")
_ENTRY = re.compile(r"\s*([A-Z]{2,8}-[0-9]{3,})\b", re.IGNORECASE)


def guid(kind: str, *key: object) -> str:
    """The identifier of something, the same in every export: a hash of what it is."""
    return str(uuid5(_NAMESPACE, "\n".join(map(str, (kind, *key)))))


def same_guid(text: str) -> str:
    """An identifier in its plain form, for programs write it in braces and capitals too."""
    try:
        return str(UUID(text))
    except ValueError:
        return text


def entry_of(name: str) -> str | None:
    """The issue or strategy that the name of a code begins with."""
    found = _ENTRY.match(name)
    return found[1].upper() if found else None


def add_codes(parent: Element, nodes: Iterable[CodeNode], namespace: str) -> None:
    """Write codes as children of an element."""
    for node in nodes:
        element = SubElement(
            parent,
            f"{{{namespace}}}Code",
            guid=guid("code", node.id or f"heading {node.name}"),
            name=node.name,
            isCodable="true" if node.id else "false",
        )
        if node.definition:
            SubElement(element, f"{{{namespace}}}Description").text = node.definition
        add_codes(element, node.children, namespace)


def xml_bytes(root: Element, namespace: str) -> bytes:
    """A document as UTF-8, the namespace as its default."""
    register_namespace("", namespace)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def local_name(element: Element) -> str:
    """The name of an element without its namespace: programs write old ones, or none."""
    return element.tag.rpartition("}")[2]


def children_of(element: Element, name: str) -> list[Element]:
    """The children of this name."""
    return [child for child in element if local_name(child) == name]


def text_of(element: Element, name: str) -> str:
    """What the first child of this name says, at its ends trimmed."""
    return next(((child.text or "").strip() for child in children_of(element, name)), "")
