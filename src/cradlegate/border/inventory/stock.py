"""A stock list read: what every row says the machine is, and the rows that cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

from cradlegate.border.inventory import faults as kinds
from cradlegate.border.inventory.built import Built, read_built
from cradlegate.border.inventory.words import Told, read_condition, read_control, read_kind
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.columnar.mapping import ColumnMapping
from cradlegate.tables.columnar.read import read_columns
from cradlegate.tables.columnar.texts import TextTable, read_texts
from cradlegate.tables.columns import TableSpec, read_specs

CONTROLLED = frozenset({"machining_centre", "cnc_lathe", "turn_mill"})
"""Kinds that are numerically controlled by what the word means (house rule)."""
LASERS = {"laser_cutting_machine": "cutting", "laser_welding_machine": "welding"}
_FREE = {
    "kind": kinds.UNKNOWN_KIND,
    "built": kinds.UNKNOWN_BUILT,
    "condition": kinds.UNKNOWN_CONDITION,
}
_AS_THEY_STAND = (
    "model",
    "serials",
    "driven_tools",
    "y_axis",
    "tool_changer",
    "hs",
    "made_in",
    "origin",
    "dispatch",
    "importer_boi",
    "procedure",
    "qty",
)
"""Columns that the table `shipments` has too."""


@dataclass(frozen=True, slots=True)
class StockItem:
    """A machine in stock.

    Args:
        row: of the list.
        id: its own number, or else `row n`.
        said: its cells of free text, by column.
        kind, built, condition: as they were read.
        values: by column of the table `shipments`, text of a cell; what is empty is unknown.
    """

    row: int
    id: str
    said: Mapping[str, str]
    kind: Told
    built: Built
    condition: Told
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A row that cannot be read, with the reason as a coded fault says it."""

    row: int
    column: str
    code: str
    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that leaves something unknown, in one or more rows; the fault is at the first."""

    fault: Fault
    text: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """A stock list.

    Args:
        items: the rows that can be read, in order.
        unread: the others; every row of the list is in one of the two.
        doubts: texts of rows that can be read and leave something unknown.
        ignored: headings that mean no column.
        faults: warnings on the file.
    """

    items: tuple[StockItem, ...]
    unread: tuple[UnreadCell, ...]
    doubts: tuple[Doubt, ...]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]


@cache
def stock_table() -> TableSpec:
    """Give the one table of a stock list."""
    text = (files("cradlegate.border") / "data" / "inventory_columns.yaml").read_text("utf-8")
    return read_specs(text)["stock"]


def read_stock(data: bytes, file: str, mapping: ColumnMapping, on: date) -> Stock:
    """Read a stock list, in whatever form it comes.

    Args:
        data: a CSV file in any encoding, an XLSX workbook, or a Parquet file.
        mapping: what it calls our columns and words.
        on: the day of the list.

    Raises:
        FaultsError: a file that cannot be read, no column `kind`, or no row that can be read.
    """
    texts = read_texts(stock_table(), file, data, mapping)
    if errors := [fault for fault in texts.faults if fault.is_error]:
        raise FaultsError(errors)
    if "kind" not in texts.frame.columns:
        headings = ", ".join(texts.ignored) or "none"
        found = f"no heading means kind; not understood: {headings}"
        raise FaultsError([Fault(kinds.NO_STOCK, found, Place(file))])
    items, unread = _read_rows(texts, on)
    if not items:
        found = f"no row can be read, {len(unread)} cannot"
        first = [Fault(kinds.NO_STOCK, f"{each.found} [{each.code}]") for each in unread[:1]]
        raise FaultsError([Fault(kinds.NO_STOCK, found, Place(file)), *first])
    return Stock(items, unread, tuple(_find_doubts(items, file)), texts.ignored, texts.faults)


def _read_rows(texts: TextTable, on: date) -> tuple[tuple[StockItem, ...], tuple[UnreadCell, ...]]:
    typed = read_columns(stock_table(), texts.frame)
    placed = typed.faults.with_columns(texts.rows.gather(typed.faults["row"]).alias("row"))
    unread = pl.concat([texts.row_faults, placed]).sort("row", maintain_order=True)
    refused = set(unread["row"].to_list())
    rows = zip(
        texts.rows.to_list(),
        texts.frame.iter_rows(named=True),
        typed.frame["cnc"].to_list(),
        strict=True,
    )
    items = tuple(
        _make_item(row, cells, on, told_cnc=has_cnc)
        for row, cells, has_cnc in rows
        if row not in refused
    )
    columns = ("row", "column", "code", "found", "remedy")
    return items, tuple(UnreadCell(*row) for row in unread.select(columns).iter_rows())


def _make_item(
    row: int, cells: Mapping[str, str | None], on: date, *, told_cnc: bool | None
) -> StockItem:
    said = {
        name: (cells.get(name) or "").strip() or column.default or ""
        for name, column in stock_table().columns.items()
    }
    has_cnc = read_control(said["kind"]) if told_cnc is None else told_cnc
    kind = read_kind(said["kind"], has_cnc=has_cnc)
    built, condition = read_built(said["built"], on), read_condition(said["condition"])
    if has_cnc is None and kind.value in CONTROLLED:
        has_cnc = True
    read = {"kind": kind.value, "built": built.span, "condition": condition.value}
    values = {
        **{name: said[name] for name in _AS_THEY_STAND},
        **{name: "" if isinstance(value, Blank) else str(value) for name, value in read.items()},
        "cnc": {True: "yes", False: "no", None: ""}[has_cnc],
        "laser_function": said["laser_function"] or LASERS.get(str(kind.value), ""),
    }
    return StockItem(row, said["id"] or f"row {row}", said, kind, built, condition, values)


def _find_doubts(items: tuple[StockItem, ...], file: str) -> Iterator[Doubt]:
    """Find texts that leave something unknown, each once; what is empty stands as one."""
    by_text: dict[tuple[str, str], list[StockItem]] = {}
    for item in items:
        for column, value in (
            ("kind", item.kind.value),
            ("built", item.built.span),
            ("condition", item.condition.value),
        ):
            if isinstance(value, Blank):
                by_text.setdefault((column, item.said[column]), []).append(item)
    for (column, text), same in by_text.items():
        told = {"kind": same[0].kind, "condition": same[0].condition}.get(column)
        may_be = told.may_be if told else ()
        what = f"may be {' or '.join(may_be)}" if may_be else "says nothing that is known"
        found = f"{text!r} {what}" if text else "the cell is empty"
        fault = Fault(_FREE[column], found, Place(file, same[0].row, column))
        yield Doubt(fault, text, tuple(each.row for each in same))
