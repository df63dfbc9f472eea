"""Days that had not come when a declaration was issued."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cradlegate.core.fault import Fault, Place
from cradlegate.declaration.faults import LATER_DAY
from cradlegate.footprint.appraisal.second_life import USED_CONDITIONS
from cradlegate.product.case import Case

_MOST_NAMED = 10
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:/|\Z)")


def find_later_days(case: Case, issued: date) -> Iterator[Fault]:
    """Find what a case tells as done, though its days had not come; one fault for each file.

    Bills, keys and the data period cover days that are over.  Of instruments, suppliers'
    footprints, evidence, sign-offs and the building of a used machine the first day has come; a
    contract for electricity may run on, and a machine that is new may be built later.
    """
    machine = case.machine
    yield from _name("machine.yaml", "data_period", [("", machine.data_period.last)], issued)
    if machine.condition in USED_CONDITIONS:
        yield from _name("machine.yaml", "built", [("", machine.built.first)], issued)
    bills = ((row.row_id, row.period.last) for row in case.energy)
    yield from _name("energy.csv", "to", bills, issued)
    keys = ((row.key_id, row.period.last) for row in case.allocation)
    yield from _name("allocation.csv", "period", keys, issued)
    generated = ((item.id, item.generation_period.first) for item in case.instruments)
    yield from _name("instruments.csv", "generation_period", generated, issued)
    received = ((item.id, item.period.first) for item in case.suppliers)
    yield from _name("suppliers/index.csv", "period", received, issued)
    kept = ((item.id, item.period.first) for item in case.evidence if item.period)
    yield from _name("evidence/index.csv", "period", kept, issued)
    signed = ((item.section, item.date.first) for item in case.signoffs)
    yield from _name("signoff.yaml", "date", signed, issued)


def describe_later_day(text: str, issued: date) -> str:
    """Say in what way days in writing do not fit the day of issue; empty where they do.

    Args:
        text: a year, month or day, or two of them joined by `/`; the first counts.
    """
    written = _DAY.match(text)
    try:
        first = date(*(int(part or 1) for part in written.groups())) if written else None
    except ValueError:
        first = None
    if first is None:
        return "a date that is no day of the calendar"
    return f"{first} comes after {issued}, the day of issue" if first > issued else ""


def _name(
    file: str, column: str, days: Iterable[tuple[str, date]], issued: date
) -> Iterator[Fault]:
    later = {name: day for name, day in days if day > issued}
    if not later:
        return
    shown = ", ".join(filter(None, list(later)[:_MOST_NAMED]))
    rest = len(later) - _MOST_NAMED
    whose = f"{shown} and {rest} more: " if rest > 0 else f"{shown}: " if shown else ""
    found = f"{whose}{max(later.values())} comes after {issued}, the day of issue"
    yield Fault(LATER_DAY, found, Place(file, column=column, id=next(iter(later))))
