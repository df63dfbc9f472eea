"""Worksheets in YAML that people fill in, read into the types of the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from decimal import Decimal, InvalidOperation
from types import NoneType
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

import jsonschema

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import CanonicalError, canonical_bytes
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.form import build
from cradlegate.core.strict_json import read_json
from cradlegate.tables.reading.trees import Group, Items, Node, read_yaml
from cradlegate.tables.words import countries

_TRUTHS: Mapping[str, bool | str] = {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "unknown": Blank.UNKNOWN.value,
}
COUNTRY: Mapping[str, Any] = {"format": "country"}
"""What a schema demands of a country; one that is left empty is another matter."""
_FORMATS = jsonschema.FormatChecker(formats=())
_NOTHING = frozenset({"", "none"})
_MOST_FAULTS, _LONGEST = 30, 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SheetForm(Generic[T]):
    """What a worksheet is read as.

    Args:
        kind: the type of what it says.
        schema: JSON Schema of that type, with what has to be filled in.
        fault: for whatever is wrong with it.
    """

    kind: type[T]
    schema: Mapping[str, Any]
    fault: FaultKind


def read_sheet(data: bytes, file: str, form: SheetForm[T]) -> T:
    """Read a worksheet that was filled in.

    Raises:
        FaultsError: no YAML, fields that are missing, unknown or of another form, each with its
            line.
    """
    root = _read_root(data, file, form.fault)
    content = _plain(root, form.kind)
    validator = jsonschema.Draft202012Validator(form.schema, format_checker=_FORMATS)
    faults = [
        Fault(form.fault, _describe(error), _locate(root, error, file))
        for error in list(validator.iter_errors(content))[:_MOST_FAULTS]
    ]
    if faults:
        raise FaultsError(faults)
    try:
        return cast("T", build(form.kind, read_json(canonical_bytes(content))))
    except (ValueError, CanonicalError) as error:
        raise FaultsError([Fault(form.fault, str(error), Place(file))]) from None


def demand(schema: Mapping[str, Any], path: Sequence[str], words: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Demand more of a part of a schema: names of fields, `*` for every item of a list."""
    if not path:
        return {**schema, **words}
    first, rest = path[0], path[1:]
    if first == "*":
        return {**schema, "items": demand(schema["items"], rest, words)}
    properties = schema["properties"]
    inner = demand(properties[first], rest, words)
    return {**schema, "properties": {**properties, first: inner}}


@_FORMATS.checks("country")
def _is_country(text: object) -> bool:
    return not (text and isinstance(text, str)) or text in countries()


def quote(text: str) -> str:
    """Quote a text as YAML reads it back, which takes the signs of JSON."""
    return canonical_bytes(text).decode()


def _read_root(data: bytes, file: str, kind: FaultKind) -> Group:
    try:
        tree = read_yaml(data.decode(), file)
    except UnicodeDecodeError:
        raise FaultsError([Fault(kind, "no text in UTF-8", Place(file))]) from None
    if tree.faults or not isinstance(tree.root, Group):
        raise FaultsError(tree.faults or [Fault(kind, "no fields in YAML", Place(file))])
    return tree.root


def _plain(node: Node, kind: Any) -> Any:  # noqa: ANN401 - any type that forms are made of
    """Turn a node into the JSON value of a type; what does not fit is left to the schema."""
    if isinstance(node, Group):
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        return {key: _plain(each, hints.get(key, str)) for key, each in node.entries.items()}
    inner = get_args(kind)
    if isinstance(node, Items):
        return [_plain(each, inner[0] if inner else str) for each in node.items]
    return _plain_scalar(node.text, kind, inner)


def _plain_scalar(text: str, kind: Any, inner: tuple[Any, ...]) -> Any:  # noqa: ANN401
    if text in _NOTHING and NoneType in inner:
        return None
    if not text and get_origin(kind) is tuple:
        return []
    if kind is bool or bool in inner:
        return _TRUTHS.get(text.lower(), text)
    if kind is Decimal:
        try:
            return canonical_bytes(Decimal(text)).decode().strip('"')
        except (InvalidOperation, CanonicalError):
            return text
    return text


def _locate(root: Group, error: jsonschema.ValidationError, file: str) -> Place:
    node: Node = root
    for step in error.path:
        inner = node.entries if isinstance(node, Group) else cast("Items", node).items
        node = cast("Any", inner)[step]
    return Place(file, row=node.line, id="/".join(map(str, error.path)))


def _describe(error: jsonschema.ValidationError) -> str:
    if error.validator == "enum" and isinstance(error.validator_value, list):
        return f"{error.instance!r} is none of {', '.join(error.validator_value)}"
    if error.validator == "format":
        return f"{error.instance!r} is no country by its two letters (ISO 3166-1)"
    if error.validator == "anyOf":
        return f"{error.instance!r} is no answer to this point"
    return error.message[:_LONGEST]
