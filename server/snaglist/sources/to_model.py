"""From a form to the model: fields are copied by their names, and none is left behind.

A field that the form and the model have under one name needs no line of its own here or anywhere
else. One that the model lacks has to be accounted for by who converts the form.
"""

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from snaglist.schema.fields import Form

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ModelType = TypeVar("ModelType", bound="DataclassInstance")


def to_model(
    model: type[ModelType], form: Form, *, apart: Collection[str] = (), **given: object
) -> ModelType:
    """The value of ``model`` that a checked form describes.

    Lists become tuples, forms inside of the form the dataclasses that the model has there.
    ``given`` are fields of the model whose value is another than the form's, or that it lacks;
    ``apart`` names the fields of the form that the model does not have.

    Raises ``TypeError`` for a field of the form that is neither in the model nor in ``apart``, for
    one in ``apart`` that is none or that the model has, and for one that the model still lacks.
    """
    hints = _hints(model)
    written = type(form).model_fields.keys()
    if lost := written - hints.keys() - set(apart):
        raise TypeError(
            f"{type(form).__name__} has {_listed(lost)}, which {model.__name__} lacks: "
            "add it there under the same name, or say where it goes."
        )
    if needless := set(apart) - (written - hints.keys()):
        raise TypeError(
            f"{_listed(needless)} of {type(form).__name__} need not be kept apart "
            f"from {model.__name__}."
        )
    copied = {
        name: _converted(getattr(form, name), hints[name])
        for name in written - set(apart) - given.keys()
    }
    return model(**copied, **given)


@cache
def _hints(model: type[Any]) -> dict[str, Any]:
    """The fields of a dataclass and their types."""
    hints = get_type_hints(model)
    return {field.name: hints[field.name] for field in fields(model)}


def _converted(value: object, hint: Any) -> object:
    if isinstance(value, list):
        return tuple(_converted(item, hint) for item in value)
    if not isinstance(value, Form):
        return value
    model = next(_dataclasses_in(hint), None)
    if model is None:
        raise TypeError(f"{type(value).__name__} cannot become {hint}, which is no dataclass.")
    return to_model(model, value)


def _dataclasses_in(hint: Any) -> Iterator[type[Any]]:
    """The dataclasses that a field of this type holds, alone, in a tuple or beside None."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _dataclasses_in(inner)


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
