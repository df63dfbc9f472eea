"""What the parts of a workbook say before a parser copies them into memory.

A workbook keeps every text once and names it from its cells; a parser copies it into each, so a
small file can ask for any amount of memory although it unpacks to little.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from cradlegate.core.fault import Fault, Place
from cradlegate.product import faults as kinds

LARGEST_TEXT = 400_000_000
"""Bytes of text that all cells together may hold."""
_NAMES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXT = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_NAMED_TEXT = re.compile(rb'\bt="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})')
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_FAILED = re.compile(rb'\bt="e"')
_TAG = re.compile(rb"<(?:\w+:)?(?:sheet|Relationship)\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


def workbook_faults(data: bytes, file: str) -> tuple[Fault, ...]:
    """Say what is wrong inside a workbook whose archive is sound.

    Failed formulas are named here, because the parser reads them as empty cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = _copied_text(archive)
            failed = tuple(_failed_formulas(archive, file))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, KeyError, zlib.error) as error:
        return (Fault(kinds.DAMAGED, f"the workbook cannot be unpacked: {error}", Place(file)),)
    if size > LARGEST_TEXT:
        return (Fault(kinds.TOO_LARGE, f"cells that hold {size / 1e6:,.0f} MB", Place(file)),)
    return failed


def _copied_text(archive: zipfile.ZipFile) -> int:
    """Count the bytes that all cells hold once every named text is copied into them."""
    lengths: list[int] = []
    for name in archive.namelist():
        lengths += [len(each) for each in _TEXT.findall(archive.read(name))]
    if not lengths:
        return 0
    return sum(
        lengths[int(index)] if int(index) < len(lengths) else 0
        for name in archive.namelist()
        for index in _NAMED_TEXT.findall(archive.read(name))
    )


def _failed_formulas(archive: zipfile.ZipFile, file: str) -> Iterator[Fault]:
    for part, sheet in _sheet_by_part(archive).items():
        for cell in _CELL.findall(archive.read(part)):
            if _FAILED.search(cell):
                at = _attributes(cell).get("r", "")
                row = int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) or None
                place = Place(f"{file}[{sheet}]", row, at)
                yield Fault(kinds.SPREADSHEET_ERROR, f"cell {at} holds a failed formula", place)


def _sheet_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
    workbook, relations = (
        [_attributes(tag) for tag in _TAG.findall(archive.read(name))] for name in _NAMES
    )
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    parts = {
        "xl/" + targets.get(sheet.get("r:id", ""), "").removeprefix("/xl/"): sheet.get("name", "")
        for sheet in workbook
    }
    return {part: sheet for part, sheet in parts.items() if part in archive.namelist()}


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode("ascii", "replace"): value.decode("utf-8", "replace")
        for key, value in _ATTRIBUTE.findall(tag)
    }
