"""One byte form for one value, and its digest.

Source: RFC 8785, JSON Canonicalization Scheme; figures go in as decimal strings because the
scheme keeps only numbers below 2^53.
"""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

import rfc8785

from cradlegate.core.errors import CradlegateError


class CanonicalError(CradlegateError):
    """A value that has no single canonical form."""

    code = "CG-003"


def canonical_bytes(value: object) -> bytes:
    """Give the canonical JSON bytes of a value made of plain, frozen parts.

    Raises:
        CanonicalError: a type or number without one canonical form, such as a float.
    """
    try:
        return rfc8785.dumps(_plain(value))
    except rfc8785.CanonicalizationError as error:
        raise CanonicalError(f"no canonical form: {error}") from None


def digest(value: object) -> str:
    """Give `sha256:` and the hexadecimal digest of the canonical bytes."""
    return digest_bytes(canonical_bytes(value))


def digest_bytes(data: bytes) -> str:
    """Give `sha256:` and the hexadecimal digest of raw bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


@singledispatch
def _plain(value: object) -> Any:  # noqa: ANN401 - JSON is anything
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if value is None:
        return None
    raise CanonicalError(f"{type(value).__name__} has no canonical form; write figures as decimals")


@_plain.register(bool)
@_plain.register(int)
def _(value: int) -> int:
    return value


@_plain.register
def _(value: str) -> str:
    return str(value)


@_plain.register
def _(value: date) -> str:
    return value.isoformat()


@_plain.register
def _(value: Mapping) -> dict[str, Any]:  # type: ignore[type-arg]
    return {str(key): _plain(item) for key, item in value.items()}


@_plain.register(frozenset)
@_plain.register(set)
def _(value: Set[object]) -> list[str]:
    return sorted(str(item) for item in value)


@_plain.register(tuple)
@_plain.register(list)
def _(value: Sequence[object]) -> list[Any]:
    return [_plain(item) for item in value]


@_plain.register(Decimal)
def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise CanonicalError(f"{value} is not a finite number")
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
