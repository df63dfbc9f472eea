"""A declaration read part by part, each part once: declarations of one maker share most of them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, get_type_hints

from cradlegate.core.canonical import canonical_bytes_of_json, plain_json
from cradlegate.core.form import build, schema_of
from cradlegate.core.form_gate import Gate, make_gate
from cradlegate.core.remembered import remembered
from cradlegate.core.strict_json import Json
from cradlegate.declaration.declaration import Declaration


def build_of_known(content: Json) -> tuple[Declaration, Mapping[str, bytes]] | None:
    """Build a declaration of its parts, where every one of them has its form.

    Args:
        content: strict JSON of the declaration, without its envelope.

    Returns:
        the declaration and the canonical bytes of its parts by name; None where anything is wrong
        with the content, which whoever reads it whole can tell.
    """
    _, required = _gates()
    if not isinstance(content, dict) or not required <= content.keys() <= _hints().keys():
        return None
    parts = {name: canonical_bytes_of_json(value) for name, value in content.items()}
    built = {name: _read_part(name, data) for name, data in parts.items()}
    there = {name: each[0] for name, each in built.items() if each is not None}
    return (Declaration(**there), parts) if len(there) == len(parts) else None


@remembered(most=128, largest=50_000)
def _read_part(name: str, data: bytes) -> tuple[Any] | None:
    """Build a part from its canonical bytes; None where these are not the ones that it has."""
    value = json.loads(data)
    if not _gates()[0][name](value):
        return None
    try:
        built = build(_hints()[name], value)
    except ValueError:
        return None
    # Python takes 1 and true for equal, but the form has said which of them stands where.
    return (built,) if plain_json(built) == value else None


@lru_cache(maxsize=1)
def _hints() -> Mapping[str, Any]:
    return get_type_hints(Declaration)


@lru_cache(maxsize=1)
def _gates() -> tuple[Mapping[str, Gate], frozenset[str]]:
    """Give the gate of every part by its name, and which parts must be there."""
    schema = schema_of(Declaration)
    gates = {name: make_gate(part) for name, part in schema["properties"].items()}
    return gates, frozenset(schema["required"])
