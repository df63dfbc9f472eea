"""The list of tenders that were told of already."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from cradlegate.border.tenders.alerts import Alert
from cradlegate.border.tenders.mentions import Level
from cradlegate.border.tenders.notice import Source
from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.records.record import read_records


@dataclass(frozen=True, slots=True)
class SeenTender:
    """A tender that was told of.

    Args:
        told_on: when it was told of first at this level.
        versions: every one that was scanned.
    """

    source: Source
    notice: str
    level: Level
    told_on: str
    versions: tuple[str, ...]


@cache
def seen_table() -> TableSpec:
    """Give the one table of the list."""
    text = (files("cradlegate.border") / "data" / "tender_columns.yaml").read_text("utf-8")
    return read_specs(text)["seen"]


def read_seen(data: bytes, name: str) -> tuple[SeenTender, ...]:
    """Read the list; an empty file is an empty list.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    if not data:
        return ()
    reading = read_csv_table(seen_table(), name, data)
    records = tuple(record for table in reading.tables for record in read_records(table))
    faults = (*reading.faults, *(fault for each in records for fault in each.faults))
    if errors := [fault for fault in faults if fault.is_error]:
        raise FaultsError(errors)
    return tuple(_make_seen(record.values) for record in records)


def write_seen(seen: Sequence[SeenTender], alerts: Sequence[Alert], today: date) -> bytes:
    """Write the list with the alerts of a scan in it.

    Args:
        seen: the list so far; nothing is left out of it.
        today: on which new alerts were told.
    """
    by_key = {(each.source, each.notice): each for each in seen}
    for alert in alerts:
        earlier = by_key.get(alert.key)
        kept = earlier.versions if earlier else ()
        merged = tuple(dict.fromkeys((*kept, *alert.versions)))
        if earlier and not alert.is_new:
            by_key[alert.key] = replace(earlier, versions=merged)
        else:
            told = SeenTender(*alert.key, alert.level, today.isoformat(), merged)
            by_key[alert.key] = told
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(seen_table().columns)
    for each in by_key.values():
        versions = "; ".join(each.versions)
        writer.writerow([each.source, each.notice, each.level, each.told_on, versions])
    return text.getvalue().encode()


def _make_seen(values: Any) -> SeenTender:  # noqa: ANN401 - cells of every type
    versions = values["versions"]
    return SeenTender(
        Source(values["source"]),
        values["notice"],
        Level(values["level"]),
        str(values["told_on"]),
        () if isinstance(versions, Blank) else versions,
    )
