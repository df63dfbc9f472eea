"""A quick yes for documents of a form: a JSON Schema made once into functions.

A validator that can name every fault asks each keyword anew and takes many times as long as
reading the document; most documents have no fault.  A gate is asked first, and the validator only
where the gate does not open.  It opens for no document that the validator would refuse.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from cradlegate.core.form import Schema

Gate: TypeAlias = Callable[[Any], bool]

_SAYS_NOTHING = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description"})
_TYPES: Mapping[str, type] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "object": dict,
    "string": str,
}


def make_gate(schema: Schema) -> Gate:
    """Make a gate of a schema that does not refer to itself.

    Returns:
        tells of a value of `strict_json`, whose parts have the very types of JSON, whether it has
        the form; of other values, no.

    Raises:
        TypeError: a keyword, or a use of one, that no gate is made of; a gate that passed over it
            would open for what the schema refuses.
    """
    return _make(schema, schema.get("$defs", {}))


def _make(schema: Schema, parts: Schema) -> Gate:
    left = {name: value for name, value in schema.items() if name not in _SAYS_NOTHING}
    gates: list[Gate] = []
    if "$ref" in left:
        gates.append(_make(parts[left.pop("$ref").removeprefix("#/$defs/")], parts))
    if "anyOf" in left:
        gates.append(_any([_make(each, parts) for each in left.pop("anyOf")]))
    if "not" in left:
        gates.append(_other_than(left.pop("not")))
    if "const" in left:
        gates.append(_constant(left.pop("const")))
    if "enum" in left:
        gates.append(_choice(left.pop("enum")))
    if "type" in left:
        gates.append(_typed(left, parts))
    if left or not gates:
        raise TypeError(f"no gate is made of {', '.join(left) or 'an empty schema'}")
    return gates[0] if len(gates) == 1 else lambda value: all(gate(value) for gate in gates)


def _any(gates: list[Gate]) -> Gate:
    def opens(value: Any) -> bool:  # noqa: ANN401 - any JSON
        for gate in gates:  # noqa: SIM110 - any() takes twice as long
            if gate(value):
                return True
        return False

    return opens


def _other_than(schema: Schema) -> Gate:
    """Turn round a constant alone: a gate that is shut for too much must not be turned round."""
    if schema.keys() != {"const"}:
        raise TypeError("no gate is made of `not` but of a constant")
    gate = _constant(schema["const"])
    return lambda value: not gate(value)


def _constant(constant: Any) -> Gate:  # noqa: ANN401
    _refuse_numbers(constant)
    return lambda value: bool(value == constant)


def _choice(texts: list[Any]) -> Gate:
    _refuse_numbers(texts)
    allowed = frozenset(texts)
    return lambda value: type(value) is str and value in allowed


def _refuse_numbers(constant: Any) -> None:  # noqa: ANN401
    """Refuse what Python finds equal to other JSON: 1 and true."""
    if isinstance(constant, dict | list):
        for each in constant.values() if isinstance(constant, dict) else constant:
            _refuse_numbers(each)
    elif not isinstance(constant, str):
        raise TypeError(f"no gate is made of the constant {constant}")


def _typed(left: Schema, parts: Schema) -> Gate:
    """Make a gate of a type with the keywords that it gives a meaning, and take these out."""
    name = left.pop("type")
    if name == "object" and "additionalProperties" in left:
        return _object(left, parts)
    if name == "array" and "items" in left:
        return _array(left, parts)
    if name == "string":
        return _text(left)
    if name == "integer":
        return _integer(left)
    kinds = frozenset(_TYPES[one] for one in ([name] if isinstance(name, str) else name))
    return lambda value: type(value) in kinds


def _object(left: Schema, parts: Schema) -> Gate:
    own = {name: _make(each, parts) for name, each in left.pop("properties", {}).items()}
    required, others = frozenset(left.pop("required", ())), left.pop("additionalProperties")
    other = None if others is False else _make(others, parts)
    opens_name = _make(left.pop("propertyNames"), parts) if "propertyNames" in left else None

    def opens(value: Any) -> bool:  # noqa: ANN401
        if type(value) is not dict or not required <= value.keys():
            return False
        for name, item in value.items():
            gate = own.get(name, other)
            if gate is None or not gate(item):
                return False
        return opens_name is None or all(map(opens_name, value))

    return opens


def _array(left: Schema, parts: Schema) -> Gate:
    opens_item, most = _make(left.pop("items"), parts), left.pop("maxItems", None)

    def opens(value: Any) -> bool:  # noqa: ANN401
        is_array = type(value) is list and (most is None or len(value) <= most)
        return is_array and all(map(opens_item, value))

    return opens


def _text(left: Schema) -> Gate:
    most, find = left.pop("maxLength", None), re.compile(left.pop("pattern", "")).search

    def opens(value: Any) -> bool:  # noqa: ANN401
        is_text = type(value) is str and (most is None or len(value) <= most)
        return is_text and find(value) is not None

    return opens


def _integer(left: Schema) -> Gate:
    low, high = left.pop("minimum", None), left.pop("maximum", None)

    def opens(value: Any) -> bool:  # noqa: ANN401
        is_integer = type(value) is int and (low is None or value >= low)
        return is_integer and (high is None or value <= high)

    return opens
