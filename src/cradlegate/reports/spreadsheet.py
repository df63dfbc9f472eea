"""Sheets that print well, whose numbers are numbers and whose words are never formulas."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cradlegate.footprint.rounding import decimal_text
from cradlegate.reports.charts.palette import TEXT
from cradlegate.reports.layout import wrap_words

_FLOAT_DIGITS = 15
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_WIDEST_COLUMN = 60
_DEFAULT_WIDTH = 8
_LINE_HEIGHT = 13
"""Of a line in points, for the 10 points that everything is set in."""
_A4 = 9


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sheet: exact, and as it reads in the other renderings."""

    exact: Decimal
    shown: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a sheet, and the colour they are written in."""

    text: str
    ink: str = TEXT


Value = Number | Words


class Book:
    """A workbook under construction: its sheets, and the formats that they share."""

    def __init__(self, workbook: xlsxwriter.Workbook, header: str) -> None:
        self._workbook = workbook
        self._header = header
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def add_sheet(self, name: str) -> "Sheet":
        """Begin a sheet on A4, one page wide; the header stands on every printed page."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_header("&L" + self._header.replace("&", "&&")[:200])
        sheet.set_footer("&L&A&R&P / &N")
        return Sheet(self, sheet)

    def format(self, **look: Any) -> Format:  # noqa: ANN401 - what the writer's formats take
        """Give the one format that looks so."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
            self._formats[key] = self._workbook.add_format({**base, **look})
        return self._formats[key]


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self._book = book
        self.worksheet = worksheet
        self._widths: dict[int, int] = {}
        self._lines: dict[int, int] = {}

    def write(self, row: int, column: int, value: Value, **look: Any) -> None:  # noqa: ANN401
        """Write a value."""
        match value:
            case Number():
                self._write_number(row, column, value, look)
            case Words():
                self._write_words(row, column, value, look)

    def fit(self, column: int, texts: Iterable[str]) -> None:
        """Make a column as wide as its texts, up to a width at which they wrap."""
        longest = max((cell_len(text) for text in texts), default=0)
        self.set_width(column, min(max(longest + 2, _DEFAULT_WIDTH), _WIDEST_COLUMN))

    def set_width(self, column: int, width: int) -> None:
        """Make a column that wide, in signs; words that are written later wrap within it."""
        self._widths[column] = width
        self.worksheet.set_column(column, column, width)

    def _write_words(self, row: int, column: int, words: Words, look: dict[str, Any]) -> None:
        # The sign stops a cell that begins like a formula from becoming one when it is edited.
        quote = {"quote_prefix": True} if words.text.lstrip()[:1] in {"=", "+", "-", "@"} else {}
        text = words.text[:_LONGEST_TEXT]
        style = self._book.format(font_color=words.ink, **quote, **look)
        self.worksheet.write_string(row, column, text, style)
        if look.get("text_wrap"):
            self._make_room(row, len(wrap_words(text, self._widths.get(column, _DEFAULT_WIDTH))))

    def _make_room(self, row: int, lines: int) -> None:
        # Not every program fits the heights of rows when it opens a workbook.
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self.worksheet.set_row(row, lines * _LINE_HEIGHT)

    def _write_number(self, row: int, column: int, number: Number, look: dict[str, Any]) -> None:
        exponent = number.shown.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        style = self._book.format(num_format=pattern, **look)
        self.worksheet.write_number(row, column, float(number.exact), style)
        if len(number.exact.normalize().as_tuple().digits) > _FLOAT_DIGITS:
            comment = decimal_text(number.exact)
            self.worksheet.write_comment(row, column, comment, {"author": "exact value"})


def name_sheets(titles: Iterable[str]) -> list[str]:
    r"""Make names that spreadsheets allow: at most 31 signs, none of []:*?/\, no two alike."""
    names: dict[str, str] = {"history": ""}
    for title in titles:
        allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)
        base = _shorten(allowed.strip(" '")) or "Table"
        name, number = base, 1
        while name.casefold() in names:
            number += 1
            name = f"{base[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
        names[name.casefold()] = name
    return list(names.values())[1:]


def _shorten(title: str) -> str:
    """Cut a title behind a word where it is too long for a name."""
    if len(title) <= _LONGEST_NAME:
        return title
    cut = title[: _LONGEST_NAME + 1].rpartition(" ")[0] or title[:_LONGEST_NAME]
    return cut.rstrip(" ',")
