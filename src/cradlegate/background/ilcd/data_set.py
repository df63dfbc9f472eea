"""One XML file of an ILCD package, and how its elements are looked up."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cradlegate.core.fault import Fault, FaultKind, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME_PARTS = (
    "baseName",
    "treatmentStandardsRoutes",
    "mixAndLocationTypes",
    "functionalUnitFlowProperties",
    "flowProperties",
)
"""Of the name of a process or flow, in the order in which ILCD writes them."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A file whose root is a data set with an id.

    Args:
        id: UUID in lower case.
        root: its outermost element.
    """

    file: str
    id: str
    root: "_Element"

    def report(self, kind: FaultKind, found: str, at: "_Element | None" = None) -> Fault:
        """Give a fault of this data set, at an element where one is to blame."""
        return Fault(kind, found, Place(self.file, find_row(at), id=self.id))


def find_row(element: "_Element | None") -> int | None:
    """Give the row of the file in which an element begins."""
    row = None if element is None else element.sourceline
    return row if isinstance(row, int) else None


def find(element: "_Element", path: str) -> "_Element | None":
    """Find the first descendant on a path of names such as `time/referenceYear`."""
    return element.find(_any_namespace(path))


def find_all(element: "_Element", path: str) -> Iterator["_Element"]:
    """Find every descendant on a path of names."""
    return element.iterfind(_any_namespace(path))


def find_text(element: "_Element | None", path: str) -> str:
    """Give the text at the end of a path; empty where there is none."""
    return "" if element is None else (element.findtext(_any_namespace(path)) or "").strip()


def find_words(element: "_Element | None", path: str) -> str:
    """Give the English text at the end of a path, or the first of any language."""
    if element is None:
        return ""
    texts = [
        (str(each.get(_LANGUAGE, "en")), each.text.strip())
        for each in find_all(element, path)
        if each.text and each.text.strip()
    ]
    english = (text for language, text in texts if language.lower().startswith("en"))
    return next(english, texts[0][1] if texts else "")


def find_name(element: "_Element", path: str) -> str:
    """Give a name of several parts as ILCD writes it: `base; treatment; mix; properties`."""
    name = find(element, path)
    return "; ".join(text for part in NAME_PARTS if (text := find_words(name, part)))


def find_reference(element: "_Element | None", path: str) -> str:
    """Give the id of the data set that an element refers to, in lower case; empty for none.

    Where there is no `refObjectId`, the id is taken out of the `uri`.
    """
    reference = None if element is None else find(element, path)
    if reference is None:
        return ""
    stated = (reference.get("refObjectId") or "").strip().lower()
    in_uri = _UUID.search((reference.get("uri") or "").lower())
    return stated or (in_uri.group() if in_uri else "")


def read_figure(text: str) -> float | None:
    """Read a finite number; None where the text is no such number."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


@lru_cache(maxsize=256)
def _any_namespace(path: str) -> str:
    return "/".join(part if part in {"*", "."} else "{*}" + part for part in path.split("/"))
