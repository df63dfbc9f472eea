"""The log of requests: every step of every request, only ever added to."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from cradlegate.border.evidence import faults as kinds
from cradlegate.core.blank import known
from cradlegate.core.fault import NOWHERE, Fault, FaultsError, Place
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.records.record import read_records

FOLLOWS: Mapping[str, frozenset[str]] = {
    "": frozenset({"needed", "asked", "received"}),
    "needed": frozenset({"asked", "received"}),
    "asked": frozenset({"asked", "promised", "received", "declined", "unsupported"}),
    "promised": frozenset({"asked", "promised", "received", "declined", "unsupported"}),
    "received": frozenset({"checked", "asked", "expired"}),
    "checked": frozenset({"asked", "expired"}),
    "declined": frozenset({"asked"}),
    "unsupported": frozenset({"asked"}),
    "expired": frozenset({"asked"}),
}
"""Which states may follow a state; the empty one is the beginning.  Asked again is a reminder."""


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One step of a request.

    Args:
        at: the day, or the span it lies in.
        by: who says so.
    """

    document: str
    state: str
    at: Interval
    by: str
    note: str
    place: Place = NOWHERE


@cache
def log_table() -> TableSpec:
    """Give the one table of the log."""
    text = (files("cradlegate.border") / "data" / "request_columns.yaml").read_text("utf-8")
    return read_specs(text)["requests_log"]


def read_log(data: bytes, file: str, today: date) -> tuple[RequestStep, ...]:
    """Read a log and check that every step can follow the one before; an empty file is empty.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    if not data:
        return ()
    reading = read_csv_table(log_table(), file, data)
    records = [record for table in reading.tables for record in read_records(table)]
    faults = [*reading.faults, *(fault for each in records for fault in each.faults)]
    steps = tuple(
        RequestStep(
            each.values["document"],
            each.values["state"],
            each.values["at"],
            each.values["by"],
            known(each.values["note"]) or "",
            each.place,
        )
        for each in records
        if not each.is_gap
    )
    errors = [fault for fault in faults if fault.is_error]
    errors += [] if errors else find_impossible(steps, today)
    if errors:
        raise FaultsError(errors)
    return steps


def find_impossible(steps: Iterable[RequestStep], today: date) -> list[Fault]:
    """Find steps that cannot follow the one before in the same request, or that lie ahead."""
    last: dict[str, RequestStep] = {}
    faults = []
    for step in steps:
        before = last.get(step.document)
        if found := _tell_impossible(step, before, today):
            faults.append(Fault(kinds.IMPOSSIBLE_STEP, found, step.place))
        last[step.document] = step
    return faults


def add_step(data: bytes, file: str, step: RequestStep, today: date) -> bytes:
    """Write a log with one step more; what stood in it stays as it is, byte by byte.

    Args:
        data: the log so far; empty for a new one.

    Raises:
        FaultsError: a step that cannot follow (BD-167), or another heading (BD-177).
    """
    steps = read_log(data, file, today)
    columns = list(log_table().columns)
    heading = data.decode("utf-8-sig", errors="replace").partition("\n")[0].strip()
    if data and next(csv.reader([heading])) != columns:
        raise FaultsError([Fault(kinds.OTHER_HEADING, f"the heading is {heading}", Place(file))])
    if impossible := find_impossible((*steps, step), today):
        raise FaultsError(impossible)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not data:
        writer.writerow(columns)
    elif not data.endswith(b"\n"):
        text.write("\n")
    writer.writerow([step.document, step.state, step.at, step.by, step.note])
    return data + text.getvalue().encode()


def _tell_impossible(step: RequestStep, before: RequestStep | None, today: date) -> str:
    if step.state not in FOLLOWS[before.state if before else ""]:
        name = before.state if before else "nothing"
        return f"{step.document} is {step.state} after {name}"
    if before and step.at.is_before(before.at) is Truth.TRUE:
        return f"{step.document} is {step.state} on {step.at}, before {before.at}"
    if today < step.at.first:
        return f"{step.document} is {step.state} on {step.at}, which lies ahead"
    return ""
