"""A report as a workbook: one sheet for the answer, one for every table."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import xlsxwriter

from cradlegate.reports.charts.palette import INKS, SMALL_PRINT
from cradlegate.reports.display import (
    NOTHING_TO_DO,
    Signs,
    answer_text,
    clean,
    in_unit,
    note_text,
    rounded,
    shown_units,
    signs_of,
    table_footer,
    with_unit,
)
from cradlegate.reports.report import Cell, Figure, Report, Share, Status, Table
from cradlegate.reports.shown_table import ShownTable, show_table
from cradlegate.reports.spreadsheet import Book, Number, Sheet, Value, Words, name_sheets

# A workbook names the day it was made.  The same report must give the same bytes, so it is given
# the first day that its container can name.
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)


def render_workbook(report: Report, beside: Report | None = None) -> bytes:
    """Draw a report as an XLSX workbook; the same report gives the same bytes.

    Figures are numbers in the unit that the heading names, unrounded, shown rounded.  One that has
    more digits than a spreadsheet keeps carries them all in a comment.

    Args:
        beside: the same report in another language; its sheets follow theirs one by one.
    """
    reports = (report, beside) if beside else (report,)
    titles = " · ".join(dict.fromkeys(clean(one.title) for one in reports))
    data = io.BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    workbook.set_properties(
        {
            "title": titles,
            "status": clean(report.status),
            "comments": clean(report.disclaimer),
            "created": _CREATED,
        }
    )
    book = Book(workbook, " · ".join(filter(None, (clean(report.status), titles))))
    written = [list(_list_sheets(one)) for one in reports]
    sheets = [sheet for group in zip(*written, strict=True) for sheet in group]
    for (_, write), name in zip(sheets, name_sheets(title for title, _ in sheets), strict=True):
        write(book.add_sheet(name))
    workbook.close()
    return data.getvalue()


def _list_sheets(report: Report) -> Iterator[tuple[str, Callable[[Sheet], None]]]:
    """Give the title of every sheet, and what writes it."""
    signs = signs_of(report.language)
    yield signs.say("Answer"), partial(_write_answer, report=report, signs=signs)
    for table in report.tables:
        yield clean(table.title), partial(_write_table, table=table, report=report, signs=signs)


def _write_answer(sheet: Sheet, report: Report, signs: Signs) -> None:
    for column, width in enumerate((28, 50, 14, 60)):
        sheet.set_width(column, width)
    row = 0
    for text in (clean(report.status), answer_text(report.answer, signs)):
        if text:
            sheet.write(row, 0, Words(text), bold=True, font_size=12)
            row += 1
    row = _write_figure(sheet, row, report.answer.figure, signs)
    if report.cover:
        row = _write_block(sheet, row, (report.title, ""), report.cover.identity)
        sealed = [(text,) for text in (*report.cover.seal, report.cover.digest)]
        row = _write_block(sheet, row, (report.cover.seal_title,), sealed)
    if report.has_next_steps:
        row = _write_steps(sheet, row, report, signs)
    for section in report.sections:
        texts = [*section.texts, *(note_text(note, signs) for note in report.notes_of(section))]
        if texts:
            heads = (signs.say(section.title),)
            row = _write_block(sheet, row, heads, [(text,) for text in texts])
    small = list(report.provenance)
    if report.rounding:
        small.append((signs.say("Rounding"), signs.say(report.rounding)))
    small.append((signs.say("Note"), report.disclaimer))
    _write_block(sheet, row, (signs.say("Made from"), ""), small)


def _write_steps(sheet: Sheet, row: int, report: Report, signs: Signs) -> int:
    heads = tuple(signs.say(head) for head in ("What to do next", "What", "By", "Because"))
    if not report.next_steps:
        return _write_block(sheet, row, heads[:1], [(signs.say(NOTHING_TO_DO),)])
    steps = [
        (step.who, step.what, step.by.isoformat() if step.by else "–", step.because)
        for step in report.next_steps
    ]
    return _write_block(sheet, row, heads, steps, text_wrap=True)


def _write_figure(sheet: Sheet, row: int, figure: Figure | None, signs: Signs) -> int:
    if figure is None:
        return row
    unit = shown_units((figure,))[figure.unit]
    ends = (figure.bounds.low, figure.bounds.high) if figure.bounds else ()
    for name, value in zip(("Value", "Low", "High"), (figure.value, *ends), strict=False):
        exact = in_unit(value, figure.unit, unit)
        sheet.write(row, 0, Words(with_unit(signs.say(name), unit)))
        sheet.write(row, 1, Number(exact, rounded(exact, figure.digits)), align="left")
        row += 1
    return row


def _write_block(
    sheet: Sheet,
    row: int,
    heads: Sequence[str],
    lines: Iterable[Sequence[str]],
    *,
    text_wrap: bool = False,
) -> int:
    """Write a blank row, heads and lines; give the row after them."""
    row += 1
    for column, head in enumerate(heads):
        sheet.write(row, column, Words(head), bold=True, bottom=1)
    for line in lines:
        row += 1
        for column, text in enumerate(line):
            sheet.write(row, column, Words(clean(text)), text_wrap=text_wrap)
    return row + 1


def _write_table(sheet: Sheet, table: Table, report: Report, signs: Signs) -> None:
    shown = show_table(table, signs)
    titles = [text for text in (clean(report.status), shown.title) if text]
    sheet.write(0, 0, Words(" · ".join(titles)), bold=True, font_size=12)
    fields = [
        field
        for index in range(len(table.columns))
        for field in _fields(table, shown, index, signs)
    ]
    last = len(table.all_rows) - 1 if table.total is not None else None
    for column, field in enumerate(fields):
        side = {"align": "right" if field.is_numeric else "left", "indent": int(field.is_numeric)}
        sheet.fit(column, (field.head, *field.texts))
        sheet.write(2, column, Words(field.head), bold=True, bottom=1, text_wrap=True, **side)
        for level, value in enumerate(field.values):
            is_total = level == last
            sheet.write(3 + level, column, value, bold=is_total, text_wrap=True, **side)
    row = 4 + len(table.all_rows)
    for words in (*table_footer(table, signs), report.disclaimer):
        sheet.write(row, 0, Words(clean(words), SMALL_PRINT))
        row += 1
    sheet.worksheet.freeze_panes(3, 1)
    sheet.worksheet.repeat_rows(0, 2)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a sheet; a column of the table may take several.  Texts tell its width."""

    head: str
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    is_numeric: bool


def _fields(table: Table, shown: ShownTable, index: int, signs: Signs) -> Iterator[_Field]:
    """Give the column itself, then the unit where it differs by row, then the intervals."""
    head, unit = shown.heads[index], shown.column_units[index]
    cells = [row[index] for row in table.all_rows]
    rows = shown.rows if shown.total is None else (*shown.rows, shown.total)
    texts = tuple(row[index] for row in rows)
    values = tuple(_value(cell, text, shown) for cell, text in zip(cells, texts, strict=True))
    yield _Field(with_unit(head, unit), values, texts, table.columns[index].is_numeric)
    figures = [cell if isinstance(cell, Figure) else None for cell in cells]
    if not unit and any(figure.unit for figure in figures if figure):
        units = tuple(_unit(cell, shown) for cell in cells)
        yield _Field(
            f"{head}, {signs.say('unit')}",
            tuple(Words(text) for text in units),
            units,
            is_numeric=False,
        )
    if any(figure.bounds for figure in figures if figure):
        for name, end in (("low", 0), ("high", 1)):
            ends = tuple(_end(figure, end, shown) for figure in figures)
            yield _Field(with_unit(f"{head}, {signs.say(name)}", unit), ends, (), is_numeric=True)


def _unit(cell: Cell, shown: ShownTable) -> str:
    match cell:
        case Figure():
            return shown.units[cell.unit]
        case Share():
            return "%"
        case _:
            return ""


def _value(cell: Cell, text: str, shown: ShownTable) -> Value:
    match cell:
        case Figure():
            exact = in_unit(cell.value, cell.unit, shown.units[cell.unit])
            return Number(exact, rounded(exact, cell.digits))
        case Share() if cell.percent or not cell.value:
            return Number(cell.percent, cell.percent)
        case Status():
            return Words(text, INKS[cell.outcome])
        case _:
            return Words(text)


def _end(figure: Figure | None, end: int, shown: ShownTable) -> Value:
    if figure is None or figure.bounds is None:
        return Words("")
    value = (figure.bounds.low, figure.bounds.high)[end]
    exact = in_unit(value, figure.unit, shown.units[figure.unit])
    return Number(exact, rounded(exact, figure.digits))
