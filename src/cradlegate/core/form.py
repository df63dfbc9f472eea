"""The JSON form of a type: its schema, and the way back from JSON to the type.

One frozen dataclass says what a document holds; canonical bytes, schema and reader follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import is_left_out_if_none

Schema = dict[str, Any]

END = "$(?!\\n)"
"""The end of a text in a pattern; to Python `$` alone matches before a last line end as well."""

DECIMAL = f"^(0|-?(0|[1-9][0-9]*)\\.[0-9]*[1-9]|-?[1-9][0-9]*){END}"
"""Exact decimal: no exponent, no trailing zeros, no negative zero."""

_LONGEST_TEXT = 100_000
_SCALARS: Mapping[object, Schema] = {
    str: {"type": "string", "maxLength": _LONGEST_TEXT},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "string", "pattern": DECIMAL, "maxLength": 60},
    date: {"type": "string", "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{END}"},
    NoneType: {"type": "null"},
}


def schema_of(kind: Any) -> Schema:  # noqa: ANN401 - any type that documents are made of
    """Give the JSON Schema of a type; fields that are not named in it are refused.

    Args:
        kind: a dataclass, StrEnum, str, int, bool, Decimal, date, `tuple[X, ...]`,
            `Mapping[str, X]`, a mapping from a StrEnum, or a union of these with None or Blank.
            A field marked `LEFT_OUT_IF_NONE` is a union with None and may be missing.

    Raises:
        TypeError: another type.
    """
    if kind in _SCALARS:
        return dict(_SCALARS[kind])
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(_without_blanks(inner)) <= 1:
        return {"anyOf": [schema_of(one) for one in inner]}
    if origin is tuple and inner[1:] == (...,):
        return {"type": "array", "items": schema_of(inner[0])}
    if origin is Mapping and (inner[0] is str or _is_enum(inner[0])):
        names = {} if inner[0] is str else {"propertyNames": schema_of(inner[0])}
        return {"type": "object", **names, "additionalProperties": schema_of(inner[1])}
    if _is_enum(kind):
        return {"enum": [str(member) for member in kind]}
    if is_dataclass(kind) and isinstance(kind, type):
        return _object_schema(kind)
    raise TypeError(f"{kind} has no JSON form")


def build(kind: Any, value: Any) -> Any:  # noqa: ANN401 - JSON in, any of the types out
    """Make a value of a type from JSON that its schema has passed.

    Raises:
        ValueError: a day that is none of the calendar.
    """
    return _builder(kind)(value)


@lru_cache(maxsize=1024)
def _builder(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401, PLR0911 - one return a kind
    """Make the function that builds a type, once for all values of it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _builder_of_one(inner)
    if origin is tuple:
        build_item = _builder(inner[0])
        return lambda value: tuple(map(build_item, value))
    if origin is Mapping:
        build_key, build_item = _builder(inner[0]), _builder(inner[1])
        return lambda value: MappingProxyType(
            {build_key(key): build_item(item) for key, item in value.items()}
        )
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind) and isinstance(kind, type):
        return _builder_of_fields(kind)
    if _is_enum(kind):
        members = {str(member): member for member in kind}
        return lambda value: members.get(value) or kind(value)
    return _give_back if kind in {str, int, bool} else kind


def _give_back(value: Any) -> Any:  # noqa: ANN401
    return value


def _builder_of_fields(kind: type) -> Callable[[Any], Any]:
    hints, optional = _hints(kind), _optional(kind)
    builders = [(name, _builder(hint), name in optional) for name, hint in hints.items()]

    def build_fields(value: Any) -> Any:  # noqa: ANN401
        there = {
            name: build_one(value[name])
            for name, build_one, is_optional in builders
            if not is_optional or name in value
        }
        return kind(**there)

    return build_fields


def _builder_of_one(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Make what builds the member of a union that a value is: None, a kind of blank, the other."""
    blanks = {str(blank): blank for blank in Blank} if Blank in kinds else {}
    (other,) = _without_blanks(kinds)
    build_other = _builder(other)

    def build_one(value: Any) -> Any:  # noqa: ANN401
        if value is None:
            return None
        if isinstance(value, str) and value in blanks:
            return blanks[value]
        return build_other(value)

    return build_one


def _object_schema(kind: type) -> Schema:
    hints, optional = _hints(kind), _optional(kind)
    return {
        "type": "object",
        "required": [name for name in hints if name not in optional],
        "properties": {
            name: _schema_if_there(hint) if name in optional else schema_of(hint)
            for name, hint in hints.items()
        },
        "additionalProperties": False,
    }


def _schema_if_there(hint: Any) -> Schema:  # noqa: ANN401
    """Give the schema of a field that is left out where it is None, so that null never stands."""
    (kind,) = (one for one in get_args(hint) if one is not NoneType)
    return schema_of(kind)


def _is_enum(kind: Any) -> bool:  # noqa: ANN401
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _without_blanks(kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(kind for kind in kinds if kind not in {NoneType, Blank})


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


@lru_cache(maxsize=256)
def _optional(kind: type) -> frozenset[str]:
    return frozenset(item.name for item in fields(kind) if is_left_out_if_none(item))
