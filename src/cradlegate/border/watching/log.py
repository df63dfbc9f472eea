"""The log of looks at the law: who looked at what, when, and what a person made of it.

Rows are added and never changed.  Each holds the digest of the row before it, so that a change of
an earlier row shows; that the last rows were cut off does not.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cradlegate.border.watching import faults as kinds
from cradlegate.core.blank import Blank
from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.reading.raw_table import read_blank
from cradlegate.tables.records.record import Record, read_records

_TEXTS = ("by", "file", "sha256", "note", "change", "change_sha256")


class Verdict(StrEnum):
    """What a person made of what was seen."""

    NOISE = "noise"
    RELEVANT = "relevant"
    ANSWERS = "answers"


class RowKind(StrEnum):
    """What a row is about."""

    LOOK = "look"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class LogRow:
    """A look at a watch item, or the change of a pack that followed one.

    Args:
        item: pack and id of the watch item.
        at: with its zone.
        by: who looked and judged.
        file: that was looked at; empty where there is none, such as a call.
        sha256: of the cleaned text of the file.
        verdict: None for a change.
        change: file of the change of a pack.
        change_sha256: of that file.
    """

    item: str
    what: RowKind
    at: datetime
    by: str
    file: str = ""
    sha256: str = ""
    verdict: Verdict | None = None
    note: str = ""
    change: str = ""
    change_sha256: str = ""


@dataclass(frozen=True, slots=True)
class WatchLog:
    """Everything that was looked at, in the order in which it was entered.

    Args:
        last: digest of the last row, `none` without rows.
    """

    rows: tuple[LogRow, ...] = ()
    last: str = str(Blank.ABSENT)


@cache
def log_table() -> TableSpec:
    """Give the one table of the log."""
    text = (files("cradlegate.border") / "data" / "watch_columns.yaml").read_text("utf-8")
    return read_specs(text)["looks"]


def read_log(data: bytes, name: str) -> WatchLog:
    """Read a log.

    Args:
        data: the file; an empty one is an empty log.
        name: of the file, for faults.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    if not data:
        return WatchLog()
    reading = read_csv_table(log_table(), name, data)
    records = tuple(record for table in reading.tables for record in read_records(table))
    errors = [*reading.faults, *(fault for each in records for fault in each.faults)]
    errors = [fault for fault in errors if fault.is_error]
    if errors:
        raise FaultsError(errors)
    rows: list[LogRow] = []
    last = str(Blank.ABSENT)
    for record in records:
        rows.append(_make_row(record))
        follows = record.values["follows"]
        if str(follows) != last:
            found = "it does not hold the digest of the rows before it"
            raise FaultsError([Fault(kinds.ALTERED_LOG, found, record.at("follows"))])
        last = _digest_row(rows[-1], last)
    return WatchLog(tuple(rows), last)


def append_row(data: bytes, row: LogRow, name: str, now: datetime) -> bytes:
    """Add a row to the bytes of a log; everything before it stays as it is.

    Args:
        data: the file; empty for a new one.
        name: of the file, for faults.
        now: a row is of this moment or an earlier one.

    Raises:
        FaultsError: a log that cannot be read or added to, or a row of a later moment.
    """
    log = read_log(data, name)
    if row.at > now:
        found = f"{write_utc(row.at)} is later than now, {write_utc(now)}"
        raise FaultsError([Fault(kinds.IMPOSSIBLE_MOMENT, found, Place(name))])
    clean = replace(
        row,
        by=_flatten(row.by),
        file=_flatten(row.file),
        note=_flatten(row.note),
        change=_flatten(row.change),
    )
    head = b"" if data else _write_line(list(log_table().columns))
    whole = data if not data or data.endswith(b"\n") else data + b"\n"
    added = whole + head + _write_line([*_cells(clean), log.last])
    if not _holds(added, (*log.rows, clean), name):
        found = f"a row of {row.item} by {row.by!r} does not read back as it was written"
        raise FaultsError([Fault(kinds.NOT_TO_BE_ADDED_TO, found, Place(name))])
    return added


def _holds(data: bytes, rows: tuple[LogRow, ...], name: str) -> bool:
    try:
        return read_log(data, name).rows == rows
    except FaultsError:
        return False


def _flatten(text: str) -> str:
    """Write a text in one line; a word that would read as a blank cell is left out."""
    line = " ".join(text.split())
    return "" if read_blank(line) else line


def _make_row(record: Record) -> LogRow:
    values = record.values
    try:
        at = read_utc(values["at"])
    except ValueError as error:
        fault = Fault(kinds.IMPOSSIBLE_MOMENT, str(error), record.at("at"))
        raise FaultsError([fault]) from None
    texts = {name: _text(values, name) for name in _TEXTS}
    verdict = _text(values, "verdict")
    return LogRow(
        item=values["item"],
        what=RowKind(values["what"]),
        at=at,
        verdict=Verdict(verdict) if verdict else None,
        **texts,
    )


def _text(values: Mapping[str, Any], column: str) -> str:
    value = values[column]
    return "" if isinstance(value, Blank) else str(value)


def _cells(row: LogRow) -> Iterator[str]:
    for each in fields(row):
        value = getattr(row, each.name)
        yield write_utc(value) if isinstance(value, datetime) else str(value or "")


def _write_line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _digest_row(row: LogRow, before: str) -> str:
    return digest((*_cells(row), before))
