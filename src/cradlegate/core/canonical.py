"""One byte form for one value, and its digest.

Source: RFC 8785, JSON Canonicalization Scheme; figures go in as decimal strings because the
scheme keeps only numbers below 2^53.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence, Set
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
_UTF_16_BYTES = 2
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def canonical_bytes(value: object) -> bytes:
    """Give the canonical JSON bytes of a value made of plain, frozen parts.

    Raises:
        CanonicalError: a type or number without one canonical form, such as a float.
    """
    return canonical_bytes_of_json(plain_json(value))


def canonical_bytes_of_json(plain: Any) -> bytes:  # noqa: ANN401 - JSON is anything
    """Give the canonical bytes of what `read_json` or `plain_json` gave.

    Raises:
        CanonicalError: half of a surrogate pair.
    """
    text = _ENCODER.encode(plain)
    if _is_of_basic_plane(text):
        return text.encode()
    # With these signs the order of keys is another in UTF-16, and half of a pair is refused.
    try:
        return rfc8785.dumps(plain)
    except rfc8785.CanonicalizationError as error:
        raise CanonicalError(f"no canonical form: {error}") from None


def _is_of_basic_plane(text: str) -> bool:
    """Tell whether every sign of a text is one of UTF-16 too; half of a pair is none."""
    try:
        return len(text.encode("utf-16-le")) == _UTF_16_BYTES * len(text)
    except UnicodeEncodeError:
        return False


def join_canonical(items: Mapping[str, bytes]) -> bytes:
    """Give the canonical bytes of an object whose items stand in theirs, by ASCII name."""
    names = (name.encode("ascii") for name in sorted(items))
    return b"{" + b",".join(b'"%b":%b' % (name, items[name.decode()]) for name in names) + b"}"


def digest(value: object) -> str:
    """Give `sha256:` and the hexadecimal digest of the canonical bytes."""
    return digest_bytes(canonical_bytes(value))


def digest_bytes(data: bytes) -> str:
    """Give `sha256:` and the hexadecimal digest of raw bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_files(files: Mapping[str, bytes]) -> str:
    """Give the digest of files: of their names and the digests of their bytes."""
    return digest({name: digest_bytes(data) for name, data in files.items()})


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
    return _writer_of(kind)(value)


@lru_cache(maxsize=512)
def _writer_of(kind: type) -> Callable[[Any], Any]:
    """Find what writes the values of a type, once for all of them."""
    known = _plain_other.dispatch(kind)
    if known is not _plain_other.dispatch(object) or not is_dataclass(kind):
        return known
    names = [(field.name, is_left_out_if_none(field)) for field in fields(kind)]

    def write_fields(value: Any) -> dict[str, Any]:  # noqa: ANN401
        there = {name: getattr(value, name) for name, _ in names}
        for name, is_left_out in names:
            item = there[name]
            if item is None and is_left_out:
                del there[name]
            elif type(item) is not str:
                there[name] = plain_json(item)
        return there

    return write_fields


@singledispatch
def _plain_other(value: object) -> Any:  # noqa: ANN401
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
