"""Rows that must add up: allocation keys, bills of one meter, routes, hours of a year."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval
from cradlegate.product import faults as kinds
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import Finding, RecordSet

HOURS_OF_LEAP_YEAR = Decimal(8784)


def find_sum_faults(records: RecordSet) -> Iterator[Finding]:
    """Find groups of rows that do not add up."""
    yield from _check_groups(records, "allocation", "key_id", _key_faults)
    yield from _check_groups(records, "routes", "material", _route_faults)
    hours = sum((row.values["hours"] for row in records.usable("states")), Decimal(0))
    if hours > HOURS_OF_LEAP_YEAR:
        last = records.usable("states")[-1]
        found = f"the states take {hours:f} hours of a year"
        yield Finding(last, Fault(kinds.IMPOSSIBLE_PAIR, found, last.at("hours")))


def find_period_faults(records: RecordSet) -> Iterator[Finding]:
    """Find bills outside the period of their key, and two bills of one meter for one day."""
    period_by_key = {
        row.values["key_id"]: row.values["period"] for row in records.usable("allocation")
    }
    for row in records.usable("energy"):
        key_period = period_by_key.get(row.values["key_id"])
        if key_period and not _covers(key_period, _days(row)):
            found = f"the bill covers {_days(row)}, its key {key_period}"
            yield Finding(row, Fault(kinds.OUTSIDE_KEY_PERIOD, found, row.at("from")))
    metered = [row for row in records.usable("energy") if type(row.values["meter"]) is str]
    for rows in _grouped(metered, "site", "carrier", "scope", "meter", "supply"):
        ordered = sorted(rows, key=lambda row: _days(row).first)
        for before, after in pairwise(ordered):
            if _days(after).first <= _days(before).last:
                found = f"{before.id} and {after.id} share days of meter {after.values['meter']}"
                yield Finding(after, Fault(kinds.BILLED_TWICE, found, after.at("from")))


def _check_groups(
    records: RecordSet,
    table: str,
    column: str,
    check: Callable[[list[Record]], Iterator[Finding]],
) -> Iterator[Finding]:
    """Check every group; where a row of it is lost, nothing can be said of the others."""
    lost = {record.values.get(column) for record in records.all(table) if record.is_gap}
    for rows in _grouped(records.usable(table), column):
        if lost & {None, rows[0].values[column]}:
            reason = f"another row of {rows[0].values[column]} could not be read"
            yield from (Finding(row, reason=reason) for row in rows)
        else:
            yield from check(rows)


def _route_faults(rows: list[Record]) -> Iterator[Finding]:
    total = sum((row.values["share"] for row in rows), Decimal(0))
    if total != 1:
        percent = (total * 100).normalize()
        found = f"the routes of {rows[0].values['material']} take {percent:f} %"
        yield from _about_all(rows, Fault(kinds.SHARES_NOT_CLOSED, found, rows[0].at("share")))


def _key_faults(rows: list[Record]) -> Iterator[Finding]:
    first, key = rows[0], rows[0].values["key_id"]
    if not any(row.values["is_this_machine"] for row in rows):
        found = f"no row of key {key} is this machine"
        fault = Fault(kinds.KEY_WITHOUT_MACHINE, found, first.at("is_this_machine"))
        yield from _about_all(rows, fault)
    elif all(row.values["is_this_machine"] for row in rows):
        found = f"key {key} lists no other product"
        yield Finding(first, Fault(kinds.KEY_WITHOUT_COPRODUCTS, found, first.at("product")))
    counted = Counter(str(row.values["product"]) for row in rows)
    if repeated := [name for name, times in counted.items() if times > 1]:
        found = f"key {key} lists {', '.join(repeated)} more than once"
        yield from _about_all(rows, Fault(kinds.KEY_NOT_CLOSED, found, first.at("product")))
    different = {(row.values["driver"], row.values["period"]) for row in rows}
    if len(different) > 1 or not sum(row.values["amount"] for row in rows):
        said = "only amounts of 0" if len(different) == 1 else "several drivers or periods"
        fault = Fault(kinds.KEY_NOT_CLOSED, f"key {key} has {said}", first.at("amount"))
        yield from _about_all(rows, fault)


def _about_all(rows: list[Record], fault: Fault) -> Iterator[Finding]:
    """Put a fault of the group on its first row; the others are lost with it."""
    yield Finding(rows[0], fault)
    yield from (Finding(row, reason=fault.found) for row in rows[1:])


def _grouped(rows: Iterable[Record], *columns: str) -> list[list[Record]]:
    groups: dict[tuple[object, ...], list[Record]] = {}
    for row in rows:
        groups.setdefault(tuple(row.values[column] for column in columns), []).append(row)
    return list(groups.values())


def _days(row: Record) -> Interval:
    return Interval(row.values["from"].first, row.values["to"].last)


def _covers(whole: Interval, part: Interval) -> bool:
    return whole.first <= part.first and part.last <= whole.last
