"""The digest of what a value holds, the same wherever and however it came about."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Protocol

import numpy as np


def digest_content(*values: object) -> str:
    """Give the SHA-256 of values in hexadecimal digits; floats and arrays count bit by bit.

    Pickled bytes would not do: they hang on which parts of a value are one object.

    Raises:
        TypeError: a value of which the content is not known.
    """
    hasher = hashlib.sha256()
    _feed(hasher, values)
    return hasher.hexdigest()


class _Hasher(Protocol):
    def update(self, data: bytes, /) -> None: ...


def _feed(hasher: _Hasher, value: object) -> None:
    """Every part goes in with its kind and its length, so that no two values run together."""
    if isinstance(value, np.ndarray):
        _feed_parts(hasher, "array", (value.dtype.str, value.shape, value.tobytes()))
    elif isinstance(value, float):
        _feed_bytes(hasher, "float", float(value).hex().encode())
    elif isinstance(value, bytes):
        _feed_bytes(hasher, "bytes", value)
    elif isinstance(value, str):
        _feed_bytes(hasher, "text", value.encode())
    elif value is None or isinstance(value, int | Decimal):
        _feed_bytes(hasher, type(value).__name__, str(value).encode())
    elif isinstance(value, tuple | list):
        _feed_parts(hasher, "list", value)
    elif isinstance(value, Mapping):
        _feed_parts(hasher, "map", list(value.items()))
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, field.name) for field in fields(value)]
        _feed_parts(hasher, type(value).__qualname__, parts)
    else:
        raise TypeError(f"the content of {type(value).__name__} is not known")


def _feed_bytes(hasher: _Hasher, kind: str, data: bytes) -> None:
    hasher.update(f"{kind} {len(data)} ".encode())
    hasher.update(data)


def _feed_parts(hasher: _Hasher, kind: str, parts: Iterable[object]) -> None:
    listed = list(parts)
    hasher.update(f"{kind} {len(listed)} ".encode())
    for part in listed:
        _feed(hasher, part)
