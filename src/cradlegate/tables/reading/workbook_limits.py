"""What the parts of a workbook say before a parser copies them into memory.

A workbook keeps every text once and names it from its cells; a parser copies it into each.  And it
keeps only the cells that are filled; a parser lays out the whole area up to the last of them.  So
a file of two cells can ask for any amount of memory, and the process ends without a word.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.reading.archives import ARCHIVE_ERRORS

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LARGEST_TEXT, LARGEST_AREA = 400_000_000, 6_000_000
"""Bytes of text that all cells together may hold, and cells of the area of one sheet."""
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
# Possessive throughout: what has matched is never tried again, whatever follows.
_ATTRIBUTES = rb"((?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+)>"
_OPENING = re.compile(rb"<(?:\w++:)?(?:row|c)\b")
_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b" + _ATTRIBUTES + rb"(?:\s*<(?:\w+:)?v>\s*(\d{1,9}))?")
_FORMULA = re.compile(
    rb"<(?:\w++:)?c\b" + _ATTRIBUTES + rb"\s*+<(?:\w++:)?f\b" + _ATTRIBUTES +
    rb"(?:[^<]*+</(?:\w++:)?f\s*+>)?\s*+(?:<(?:\w++:)?v\b[^>/]*+>\s*+([^<\s]?))?"
)  # fmt: skip
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{0,3})([0-9]{1,7})[\"']")
_STRING = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"']([se])[\"']")
_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_NAMED = re.compile(rb"<(?:\w+:)?(?:sheet|Relationship)\b" + _ATTRIBUTES)
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*+=\s*[\"']([^\"']*)[\"']")
_NOT_PLAIN = re.compile(rb"<!|\A..*<\?|\0", re.DOTALL)


def workbook_faults(data: bytes, file: str) -> tuple[Fault, ...]:
    """Say what is wrong inside a workbook whose archive is sound.

    Formulas that failed, or that no program has worked out, are named here, because the parser
    reads them as empty cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_faults(archive, file))
    except ARCHIVE_ERRORS as error:
        return (Fault(kinds.DAMAGED, f"the workbook cannot be unpacked: {error}", Place(file)),)


@dataclass(slots=True)
class _Extent:
    """What the cells of one sheet will take.

    Args:
        rows, columns: of the area up to the last cell.
        texts: how many bytes of named texts are copied.
        failed: references of cells whose formula failed.
    """

    rows: int
    columns: int
    texts: int
    failed: list[str]


def _faults(archive: zipfile.ZipFile, file: str) -> Iterator[Fault]:
    lengths = [
        length for name in archive.namelist() for length in _text_lengths(archive.read(name))
    ]
    sheets = _sheet_by_part(archive)
    texts = 0
    for name in archive.namelist():
        part = archive.read(name)
        if b"sheetData" not in part:
            continue
        place = Place(f"{file}[{sheets.get(name, name)}]")
        cells = _CELL.findall(part)
        if not _is_plain(part, len(cells)):
            yield Fault(kinds.DAMAGED, "the sheet holds more than cells and their layout", place)
            continue
        extent = _measure(cells, lengths)
        texts += extent.texts
        if extent.rows * extent.columns > LARGEST_AREA:
            found = f"the last cell is in row {extent.rows}, column {extent.columns}"
            remedy = "Delete the cells far away from the table."
            yield Fault(kinds.TOO_LARGE, found, place, remedy)
        yield from (_failed(reference, place) for reference in extent.failed)
        yield from (_unworked(reference, place) for reference in _find_unworked(part))
    if texts > LARGEST_TEXT:
        found = f"the cells hold {texts / 1e6:,.0f} MB of text"
        yield Fault(kinds.TOO_LARGE, found, Place(file))


def _text_lengths(part: bytes) -> list[int]:
    """Give the bytes from the beginning of each named text to that of the next."""
    starts = [match.start() for match in _TEXT.finditer(part)]
    return [end - start for start, end in pairwise((*starts, len(part)))]


def _is_plain(part: bytes, cells: int) -> bool:
    """Tell whether nothing in a sheet can hide a cell from whoever counts them."""
    openings = sum(1 for _ in _OPENING.finditer(part))
    return openings == cells and not _NOT_PLAIN.search(part.removeprefix(codecs.BOM_UTF8))


def _measure(cells: list[tuple[bytes, bytes, bytes]], lengths: list[int]) -> _Extent:
    """Walk through the cells; those that do not say where they are follow the one before."""
    row = column = 0
    longest = max(lengths, default=0)
    extent = _Extent(0, 0, 0, [])
    for kind, attributes, index in cells:
        at = _REFERENCE.search(attributes)
        if kind == b"row":
            row, column = int(at[2]) if at else row + 1, 0
        else:
            column = _column_number(at[1]) if at else column + 1
            row = int(at[2]) if at else row
            its_type = _TYPE.search(attributes)
            if its_type and its_type[1] == b"e":
                extent.failed.append((at[1] + at[2]).decode() if at else f"{row}")
            elif its_type:
                is_told = index and int(index) < len(lengths)
                extent.texts += lengths[int(index)] if is_told else longest
        extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
    return extent


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _failed(reference: str, place: Place) -> Fault:
    row = int(reference.lstrip(_LETTERS))
    found = f"cell {reference} holds a failed formula"
    return Fault(kinds.SPREADSHEET_ERROR, found, Place(place.file, row, reference))


def _find_unworked(part: bytes) -> Iterator[str]:
    """Give the cells with a formula and no result; an empty text is one."""
    for attributes, _, begins in _FORMULA.findall(part):
        at = _REFERENCE.search(attributes)
        if not begins and not _STRING.search(attributes):
            yield (at[1] + at[2]).decode() if at else "0"


def _unworked(reference: str, place: Place) -> Fault:
    remedy = "Open the workbook in a spreadsheet program and save it, or write the value."
    found = f"cell {reference} holds a formula that no program has worked out"
    return replace(_failed(reference, place), found=found, remedy=remedy)


def _sheet_by_part(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the names of sheets by the names of their parts."""
    workbook, relations = (
        [_attributes(tag) for tag in _NAMED.findall(archive.read(name))]
        for name in (_WORKBOOK, _RELATIONS)
    )
    part_by_id = {
        each.get("Id", ""): "xl/" + each.get("Target", "").removeprefix("/xl/")
        for each in relations
    }
    return {part_by_id.get(each.get("r:id", ""), ""): each.get("name", "") for each in workbook}


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode("ascii", "replace"): value.decode("utf-8", "replace")
        for key, value in _ATTRIBUTE.findall(tag)
    }
