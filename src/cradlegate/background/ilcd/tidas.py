"""TIDAS: data sets of ILCD written as JSON, and read as the XML that they stand for."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cradlegate.background.formats.faults import NO_FORMATS_EXTRA, NOT_TIDAS, UNREADABLE_FILE
from cradlegate.core.fault import Fault, FaultsError, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOTS: Mapping[str, str] = {
    "processDataSet": "http://lca.jrc.it/ILCD/Process",
    "flowDataSet": "http://lca.jrc.it/ILCD/Flow",
    "flowPropertyDataSet": "http://lca.jrc.it/ILCD/FlowProperty",
    "unitGroupDataSet": "http://lca.jrc.it/ILCD/UnitGroup",
    "LCIAMethodDataSet": "http://lca.jrc.it/ILCD/LCIAMethod",
}
"""The data sets that are read, each with its namespace."""

_BEGINNING = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"(\w+)"\s*:')
_NAMESPACES = {
    "common": "http://lca.jrc.it/ILCD/Common",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "olca": "http://openlca.org/ilcd-extensions",
}
_ATTRIBUTE, _TEXT, _DECLARED = "@", "#text", "@xmlns"
_DEEPEST = 32
_SHOWN = 60


def is_tidas(data: bytes) -> bool:
    """Tell whether a file is a data set of TIDAS that is read, by how it begins."""
    match = _BEGINNING.match(data)
    return match is not None and match[1].decode("ascii", "ignore") in ROOTS


def parse_tidas(data: bytes, file: str) -> "_Element":
    """Read one data set of TIDAS as the element that ILCD has for it.

    A name that begins with `@` is an attribute, `#text` is the text, a list is the element
    repeated.  Numbers keep the digits that they are written with.

    Args:
        file: its name, for the fault.

    Raises:
        FaultsError: no JSON (BG-100), another shape than that of TIDAS (BG-122), or no lxml
            (BG-120).

    Source: TIDAS of TianGong, which maps ILCD 1.1 to JSON name by name.
    """
    try:
        from lxml import etree
    except ImportError:
        fault = Fault(NO_FORMATS_EXTRA, f"{file} is ILCD, and lxml is not here", Place(file))
        raise FaultsError([fault]) from None
    content = _load(data, file)
    name, body = next(iter(content.items()))
    try:
        return _Builder(etree.Element, ROOTS[name], dict(_NAMESPACES)).build(name, body, 0)
    except (ValueError, TypeError) as error:
        raise FaultsError([Fault(NOT_TIDAS, f"{error}"[:200], Place(file))]) from None


def _load(data: bytes, file: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_read_pairs,
            parse_float=str,
            parse_int=str,
            parse_constant=str,
        )
    except (ValueError, RecursionError) as error:
        found = f"the file is no usable JSON: {error}"
        raise FaultsError([Fault(UNREADABLE_FILE, found, Place(file))]) from None
    return content


def _read_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return value


class _Builder:
    """Makes elements of one data set.

    Args:
        make: makes an element of a qualified name.
        own: namespace of names without a prefix.
        prefixes: namespace by prefix; those that the file declares come on top.
    """

    def __init__(self, make: Any, own: str, prefixes: dict[str, str]) -> None:  # noqa: ANN401 - lxml has no type for its maker
        self._make = make
        self._own = own
        self._prefixes = prefixes

    def build(self, name: str, value: object, depth: int) -> "_Element":
        if depth > _DEEPEST:
            raise ValueError(f"{name[:_SHOWN]} lies more than {_DEEPEST} levels deep")
        entries = value if isinstance(value, dict) else {_TEXT: value}
        self._declare(entries)
        element: _Element = self._make(self._qualify(name, self._own))
        for key, inner in entries.items():
            if key == _TEXT:
                element.text = _spell(inner, name)
            elif key.startswith(_ATTRIBUTE):
                if not key.startswith(_DECLARED):
                    element.set(self._qualify(key[1:], ""), _spell(inner, key))
            else:
                for each in _list(inner):
                    element.append(self.build(key, each, depth + 1))
        return element

    def _declare(self, entries: Mapping[str, object]) -> None:
        for key, value in entries.items():
            if key == _DECLARED:
                self._own = _spell(value, key)
            elif key.startswith(f"{_DECLARED}:"):
                self._prefixes[key.removeprefix(f"{_DECLARED}:")] = _spell(value, key)

    def _qualify(self, name: str, own: str) -> str:
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return f"{{{own}}}{name}" if own else name
        if prefix not in self._prefixes:
            raise ValueError(f"the prefix of {name[:_SHOWN]} is not declared")
        return f"{{{self._prefixes[prefix]}}}{local}"


def _list(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list) else [value]


def _spell(value: object, name: str) -> str:
    """Write a single value as XML has it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    raise ValueError(f"{name[:_SHOWN]} holds no text")
