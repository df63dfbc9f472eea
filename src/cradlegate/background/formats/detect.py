"""In which format a database is, told by the first bytes of its files and not by their names."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from cradlegate.background.formats import package_faults as kinds
from cradlegate.core.fault import Fault, FaultsError, Place


class DatabaseFormat(StrEnum):
    """Formats of databases that are told apart; not every one is read."""

    OPENLCA = "openLCA JSON-LD"
    ILCD = "ILCD"
    ECOSPOLD_2 = "ecoSpold 2"
    ECOSPOLD_1 = "ecoSpold 1"
    FACTOR_CSV = "factor CSV"


_HEAD_BYTES = 16_000
_ATTACHED = frozenset({"bin", "external_docs"})
"""Folders in which openLCA and ILCD keep documents of any kind."""

# Atomic, so that a hostile file cannot make the search try every way to part its prolog.
_PROLOG = r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>)*+"
_ROOT = re.compile(rf"{_PROLOG}<(?:[\w.-]+:)?([\w.-]+)([^>]*)", re.DOTALL)
_ILCD_ROOTS = frozenset({"processDataSet", "LCIAMethodDataSet"})
_ILCD_JSON = re.compile(r'\{\s*"(?:processDataSet|LCIAMethodDataSet)"')
_OPENLCA_TYPE = re.compile(
    r'"@type"\s*:\s*"(?:Process|Flow|FlowProperty|UnitGroup|ImpactMethod|ImpactCategory)"'
)
_OPENLCA_VERSION = re.compile(r'\{[^{}]*"schemaVersion"\s*:\s*\d+[^{}]*\}\s*')
_FACTOR_COLUMNS = frozenset({"id", "unit", "gwp_set", "citation", "licence"})
_SHOWN_SUFFIXES = 8


def detect_format(files: Mapping[str, bytes], name: str) -> DatabaseFormat:
    """Tell in which format a database is.

    Args:
        files: bytes by path.
        name: what to call the package in faults.

    Raises:
        FaultsError: no file in a format that is known, or files in several.
    """
    first_by_format: dict[DatabaseFormat, str] = {}
    for path in sorted(files):
        found = None if _is_attached(path) else _format_of(files[path])
        if found:
            first_by_format.setdefault(found, path)
    if not first_by_format:
        found_there = f"{len(files):,} files: {_list_suffixes(files)}" if files else "no file"
        raise FaultsError([Fault(kinds.UNKNOWN_FORMAT, found_there, Place(name))])
    if len(first_by_format) > 1:
        each = "; ".join(f"{kind}, such as {path}" for kind, path in first_by_format.items())
        raise FaultsError([Fault(kinds.SEVERAL_FORMATS, each, Place(name))])
    return next(iter(first_by_format))


def _is_attached(path: str) -> bool:
    return not _ATTACHED.isdisjoint(PurePosixPath(path).parts[:-1])


def _format_of(data: bytes) -> DatabaseFormat | None:
    head = _decode(data[:_HEAD_BYTES])
    if head.startswith("<"):
        return _format_of_xml(head)
    if head.startswith("{"):
        return _format_of_json(head)
    columns = {column.strip(' "\r') for column in re.split(r"[,;\t]", head.partition("\n")[0])}
    return DatabaseFormat.FACTOR_CSV if columns >= _FACTOR_COLUMNS else None


def _format_of_xml(head: str) -> DatabaseFormat | None:
    match = _ROOT.match(head)
    root, rest = (match[1], match[2]) if match else ("", "")
    if root in _ILCD_ROOTS:
        return DatabaseFormat.ILCD
    if root.lower() != "ecospold":
        return None
    return DatabaseFormat.ECOSPOLD_2 if "EcoSpold02" in rest else DatabaseFormat.ECOSPOLD_1


def _format_of_json(head: str) -> DatabaseFormat | None:
    if _ILCD_JSON.match(head):
        return DatabaseFormat.ILCD
    if _OPENLCA_TYPE.search(head) or _OPENLCA_VERSION.fullmatch(head):
        return DatabaseFormat.OPENLCA
    return None


def _decode(head: bytes) -> str:
    marks = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    encoding = next((marks[mark] for mark in marks if head.startswith(mark)), "utf-8")
    return head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")


def _list_suffixes(paths: Iterable[str]) -> str:
    """Say how many files have which ending, most first."""
    counts = Counter(PurePosixPath(path).suffix.lower() or "without ending" for path in paths)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{count:,} {suffix}" for suffix, count in ranked[:_SHOWN_SUFFIXES]]
    return ", ".join([*shown, "others"] if len(ranked) > len(shown) else shown)
