"""JSON Schema (draft 2020-12) of the types that views are declared with.

pydantic does not read ``typing.TypedDict`` before Python 3.12; the views need less than it knows.
"""

import inspect
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints
from typing import is_typeddict as is_view

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
}


class SchemaBook:
    """The schemas of views, by their names; ``where`` begins references to them."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.schemas: dict[str, Schema] = {}
        self._types: dict[str, Any] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a type; of a view, a reference to it.

        Of two views that have one name, the second is called after its module too. Raises
        ``TypeError`` for what JSON has no value for.
        """
        if kind in PLAIN:
            return PLAIN[kind]
        if kind is Any or kind is object:
            return {}
        if is_view(kind):
            return self._reference(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"type": "string", "enum": [each.value for each in kind]}
        return self._generic(get_origin(kind), get_args(kind), kind)

    def _generic(self, origin: Any, arguments: tuple[Any, ...], kind: Any) -> Schema:
        if origin in (Required, NotRequired):
            return self.of(arguments[0])
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in arguments]}
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin in (list, Sequence, tuple):
            if origin is tuple and arguments[-1] is not Ellipsis:
                parts = [self.of(each) for each in arguments]
                return {"type": "array", "prefixItems": parts, "minItems": len(parts)}
            return {"type": "array", "items": self.of(arguments[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        raise TypeError(f"{kind} is no type that JSON has values for")

    def _reference(self, view: Any) -> Schema:
        name = view.__name__
        if self._types.get(name, view) is not view:
            name = f"{view.__module__.rpartition('.')[2]}.{name}"
        if name not in self.schemas:
            self._types[name] = view
            self.schemas[name] = {}  # a view may hold another of its kind
            self.schemas[name] = self._object(view)
        return {"$ref": f"{self.where}{name}"}

    def _object(self, view: Any) -> Schema:
        return {
            "type": "object",
            "description": plain_words(view),
            "properties": {name: self.of(kind) for name, kind in get_type_hints(view).items()},
            "required": sorted(view.__required_keys__),
        }


def plain_words(documented: Any) -> str:
    """The docstring of something as one line of text, without marks of code."""
    return re.sub(r"\s+", " ", (inspect.getdoc(documented) or "").replace("``", "`")).strip()
