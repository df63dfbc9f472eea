"""JSON that somebody else wrote, read so that it has one meaning or none.

Source: RFC 8259; RFC 7493 (I-JSON) for unique names, exact integers and whole characters.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

from cradlegate.core.errors import CradlegateError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""A JSON value without floats: figures are decimal strings."""

LARGEST_BYTES = 50_000_000
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64
"""How many arrays and objects may stand inside each other."""

_LONGEST_INTEGER = len(f"-{LARGEST_INTEGER}")
_SHOWN = 60
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
# Strings are skipped whole, so that a bracket inside one does not count.  Every part is possessive
# and an unclosed string runs to the end, which keeps the search linear for hostile texts.
_BRACKET = re.compile(
    r"""
    [^"\[\]{}]*+
    (?: " [^"\\]*+ (?: \\. [^"\\]*+ )*+ "? [^"\[\]{}]*+ )*+
    (?: ([\[\]{}]) | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)


class JsonError(CradlegateError):
    """A document that is no strict JSON."""

    code = "CG-004"


def read_json(data: bytes) -> Json:
    """Read one JSON value out of bytes, refusing everything that two readers may read differently.

    UTF-8 without byte order mark; names unique in their object; integers within ±(2^53 − 1); no
    fractions or exponents, NaN or Infinity; no half of a surrogate pair; at most 64 levels and
    50 MB.

    Raises:
        JsonError: anything else, with line and column where they are known.
    """
    if len(data) > LARGEST_BYTES:
        raise JsonError(f"a document of {len(data) / 1e6:.0f} MB is larger than 50 MB")
    text = _decode(data)
    # Without a backslash, quotation marks do nothing but part strings from the rest, and no text
    # of UTF-8 has half of a pair.
    has_escapes = "\\" in text
    if has_escapes or not _is_shallow(text):
        _refuse_depth(text)
    value = _parse(text)
    if has_escapes:
        _refuse_half_characters(value)
    return value


def _decode(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        raise JsonError("the document begins with a byte order mark, which JSON does not have")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JsonError(f"the document is not UTF-8: byte {error.start} in line {line}") from None


def _is_shallow(text: str) -> bool:
    """Tell whether brackets in a text without escapes close, and soon enough."""
    left = "".join(text.split('"')[::2]).encode().translate(_ONE_KIND, _NO_BRACKETS)
    for _ in range(DEEPEST):
        if not left:
            return True
        left = left.replace(b"[]", b"")
    return not left


def _refuse_depth(text: str) -> None:
    """Refuse deep nesting before parsing, since the parser calls itself for every level."""
    depth = 0
    for found in _BRACKET.finditer(text):
        sign = found[1]
        if sign in {"[", "{"}:
            depth += 1
        elif sign:
            depth -= 1
        if depth > DEEPEST:
            line = text.count("\n", 0, found.end()) + 1
            raise JsonError(f"arrays and objects are nested deeper than {DEEPEST} in line {line}")


def _parse(text: str) -> Json:
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_read_object,
            parse_int=_read_integer,
            parse_float=_refuse_float,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise JsonError(f"the document is no JSON at {place}: {error.msg}") from None
    return value


def _read_object(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) < len(pairs):
        times = Counter(name for name, _ in pairs)
        name = next(name for name, number in times.items() if number > 1)
        raise JsonError(f"the name {name[:_SHOWN]!r} stands twice in one object")
    return value


def _read_integer(text: str) -> int:
    # The length is looked at first: Python refuses to convert thousands of digits.
    if len(text) > _LONGEST_INTEGER or abs(int(text)) > LARGEST_INTEGER:
        raise JsonError(f"the integer {text[:_SHOWN]} lies outside ±(2^53 − 1)")
    return int(text)


def _refuse_float(text: str) -> NoReturn:
    raise JsonError(f"the number {text[:_SHOWN]} is no integer; figures are decimal strings")


def _refuse_constant(text: str) -> NoReturn:
    raise JsonError(f"{text} is no JSON value")


def _refuse_half_characters(value: Json) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        found = "a text holds half of a surrogate pair, which is no character"
        raise JsonError(found) from None
