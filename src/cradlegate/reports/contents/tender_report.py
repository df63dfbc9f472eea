"""A tender sheet as a report, and as a workbook with its columns explained."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter

from cradlegate.core.blank import Blank
from cradlegate.core.grade import LawGrade
from cradlegate.declaration.tender.columns import GRADE, Value
from cradlegate.declaration.tender.sheet import TenderSheet
from cradlegate.footprint.rounding import decimal_text, round_significant
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Figure,
    Grade,
    Mark,
    More,
    Note,
    Report,
    Step,
    Table,
    Text,
)
from cradlegate.reports.spreadsheet import Book, Number, Sheet, Words

SHOWN = 10
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
_BLANKS = {Blank.UNKNOWN: "", Blank.ABSENT: "none", Blank.NOT_APPLICABLE: "-"}
_MAIN = (
    "model",
    "boundary_view",
    "kgco2e_per_machine",
    "low_kgco2e",
    "high_kgco2e",
    "kgco2e_per_machine_hour",
    "kgco2e_per_kw",
    "cost",
    "currency",
    "delivery",
)
"""Columns that are shown where there is little room."""


def report_tender(
    sheet: TenderSheet, file: str, dropped_file: str, *, is_whole: bool = False
) -> Report:
    """Draw up what was written for a tender, and every field that it leaves out.

    Args:
        is_whole: list every field that is left out instead of the first ones.
    """
    count = len(sheet.rows)
    named = f"{count} declaration" + ("s" if count > 1 else "")
    left = f"{len(sheet.dropped)} fields of a declaration are left out"
    open_own = any(
        row[name] is Blank.UNKNOWN for row in sheet.rows for name in ("cost", "delivery")
    )
    asked = (Step("tenderer", "fill in cost and delivery", because="no declaration holds them"),)
    return Report(
        title=f"Tender sheet {file}",
        kind="tender_sheet",
        answer=Answer(f"{named} in {file}; {left}, listed in {dropped_file}"),
        next_steps=asked if open_own else (),
        tables=(_tabulate_main(sheet), _tabulate_dropped(sheet, dropped_file, is_whole=is_whole)),
        notes=(
            Note(f"That carbon is weighed in tenders is {GRADE}.", Grade(LawGrade.REPORTED)),
            Note(
                "Figures of two declarations compare where boundary, unit, GWP set and coverage "
                "are alike; the sheet names all of them."
            ),
        ),
        provenance=tuple(("declaration", each) for each in sheet.digests),
    )


def write_tender_workbook(sheet: TenderSheet) -> bytes:
    """Write a sheet as a workbook: the sheet, what its columns say, and what is left out."""
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    workbook.set_properties({"title": "Tender sheet", "created": _CREATED})
    book = Book(workbook, "Tender sheet")
    names = [column.name for column in sheet.columns]
    rows = [[row[name] for name in names] for row in sheet.rows]
    _fill(book.add_sheet("Tender"), names, rows)
    said: list[list[Value]] = [
        [column.name, column.says, "; ".join(column.fields)] for column in sheet.columns
    ]
    _fill(book.add_sheet("Columns"), ("column", "says", "fields of the declaration"), said)
    dropped: list[list[Value]] = [[path, Decimal(count)] for path, count in sheet.dropped.items()]
    _fill(book.add_sheet("Left out"), ("field", "values"), dropped)
    workbook.close()
    return data.getvalue()


def _fill(sheet: Sheet, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    listed = list(rows)
    for at, name in enumerate(head):
        sheet.fit(at, (name, *(_say(row[at]) for row in listed)))
        sheet.write(0, at, Words(name), bold=True, bottom=1)
    for down, row in enumerate(listed, 1):
        for at, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write(down, at, Number(value, round_significant(value)))
            else:
                sheet.write(down, at, Words(_say(value)), text_wrap=True)
    sheet.worksheet.freeze_panes(1, 0)


def _say(value: Value) -> str:
    if isinstance(value, Blank):
        return _BLANKS[value]
    return decimal_text(value) if isinstance(value, Decimal) else value


def _tabulate_main(sheet: TenderSheet) -> Table:
    columns = tuple(Column(name, name, is_numeric="kgco2e" in name) for name in _MAIN)
    rows = tuple(tuple(_show(row[name]) for name in _MAIN) for row in sheet.rows)
    note = f"{len(sheet.columns)} columns stand in the file."
    return Table("tender", "The sheet in short", columns, rows, note=note)


def _show(value: Value) -> Cell:
    if isinstance(value, Blank):
        return Mark(value)
    return Figure(value) if isinstance(value, Decimal) else Text(value)


def _tabulate_dropped(sheet: TenderSheet, file: str, *, is_whole: bool) -> Table:
    columns = (Column("field", "field"), Column("values", "values", is_numeric=True))
    listed = list(sheet.dropped.items())
    shown = listed if is_whole else listed[:SHOWN]
    rows = tuple((Text(path), Figure(Decimal(count), digits=None)) for path, count in shown)
    rest = len(listed) - len(shown)
    more = More(rest, f"they stand in {file}") if rest else None
    return Table("dropped", "Left out of the declaration", columns, rows, more=more)
