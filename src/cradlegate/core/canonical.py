"""One byte form for one value, and its digest.

Source: RFC 8785, JSON Canonicalization Scheme; figures go in as decimal strings because the
scheme keeps only numbers below 2^53.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
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


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON is anything
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(str(item) for item in value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise CanonicalError(f"{type(value).__name__} has no canonical form; write figures as decimals")


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        raise CanonicalError(f"{value} is not a finite number")
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text
