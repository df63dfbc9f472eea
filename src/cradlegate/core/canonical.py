"""One byte form for one value, and its digest.

Source: RFC 8785, JSON Canonicalization Scheme; figures go in as decimal strings because the
scheme keeps only numbers below 2^53.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, singledispatch
from types import MappingProxyType
from typing import Any

import rfc8785

from cradlegate.core.errors import CradlegateError

LEFT_OUT_IF_NONE = MappingProxyType({"is_left_out_if_none": True})
"""Metadata of a field that stands in a document only where it holds something.

What is added to a form by such fields leaves every document without it, and its digest, as it was.
"""


class CanonicalError(CradlegateError):
    """A value that has no single canonical form."""

    code = "CG-003"


_LARGEST = 2**53 - 1
_BEYOND_BASIC_PLANE = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")


def canonical_bytes(value: object) -> bytes:
    """Give the canonical JSON bytes of a value made of plain, frozen parts.

    Raises:
        CanonicalError: a type or number without one canonical form, such as a float.
    """
    plain = plain_json(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if not _BEYOND_BASIC_PLANE.search(text):
        return text.encode()
    # With these signs the order of keys is another in UTF-16, and half of a pair is refused.
    try:
        return rfc8785.dumps(plain)
    except rfc8785.CanonicalizationError as error:
        raise CanonicalError(f"no canonical form: {error}") from None


def digest(value: object) -> str:
    """Give `sha256:` and the hexadecimal digest of the canonical bytes."""
    return digest_bytes(canonical_bytes(value))


def digest_bytes(data: bytes) -> str:
    """Give `sha256:` and the hexadecimal digest of raw bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def is_left_out_if_none(field: Field[Any]) -> bool:
    """Tell whether a field of a dataclass stands in a document only where it holds something."""
    return bool(field.metadata.get("is_left_out_if_none"))


def plain_json(value: Any) -> Any:  # noqa: ANN401 - JSON is anything
    """Give a value made of plain, frozen parts in the types of JSON.

    Raises:
        CanonicalError: a type or integer without one canonical form, such as a float.
    """
    # The commonest types are told apart first: a look-up by type takes longer than all of this.
    kind: type = type(value)
    if kind is str or value is None:
        return value
    if kind is dict:
        return {
            str(key): item if type(item) is str else plain_json(item) for key, item in value.items()
        }
    if kind is list or kind is tuple:
        return [item if type(item) is str else plain_json(item) for item in value]
    names = _names_of(kind)
    if not names:
        return _plain_other(value)
    items = [(name, getattr(value, name), is_left_out) for name, is_left_out in names]
    return {
        name: plain_json(item)
        for name, item, is_left_out in items
        if item is not None or not is_left_out
    }


@lru_cache(maxsize=512)
def _names_of(kind: type) -> tuple[tuple[str, bool], ...]:
    """Give the fields of a dataclass, each with whether it is left out if None; else none."""
    is_known = _plain_other.dispatch(kind) is not _plain_other.dispatch(object)
    if is_known or not is_dataclass(kind):
        return ()
    return tuple((field.name, is_left_out_if_none(field)) for field in fields(kind))


@singledispatch
def _plain_other(value: object) -> Any:  # noqa: ANN401
    if is_dataclass(value) and not isinstance(value, type):
        return {}
    raise CanonicalError(f"{type(value).__name__} has no canonical form; write figures as decimals")


@_plain_other.register(bool)
@_plain_other.register(int)
def _(value: int) -> int:
    if abs(value) > _LARGEST:
        raise CanonicalError(
            f"no canonical form: {value} exceeds safe integer domain for JSON floats"
        )
    return value


@_plain_other.register
def _(value: str) -> str:
    return str(value)


@_plain_other.register
def _(value: date) -> str:
    return value.isoformat()


@_plain_other.register
def _(value: Mapping) -> dict[str, Any]:  # type: ignore[type-arg]
    return {
        str(key): item if type(item) is str else plain_json(item) for key, item in value.items()
    }


@_plain_other.register(frozenset)
@_plain_other.register(set)
def _(value: Set[object]) -> list[str]:
    return sorted(str(item) for item in value)


@_plain_other.register(tuple)
@_plain_other.register(list)
def _(value: Sequence[object]) -> list[Any]:
    return [item if type(item) is str else plain_json(item) for item in value]


@_plain_other.register(Decimal)
def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise CanonicalError(f"{value} is not a finite number")
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
