"""Whether a snapshot is recent enough, was there already, and has bodies that are real."""

from collections.abc import Iterator, Sequence
from datetime import date

from cradlegate.core.fault import Fault, Place
from cradlegate.verification.faults import (
    FETCHED_TOO_LATE,
    INVENTED_BODIES,
    QUARTER_OVER,
    STALE,
)
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.registers.standing import LONGEST_AGE_DAYS

_MONTHS_A_QUARTER = 3


def find_doubts(snapshot: RegisterSnapshot, today: date, name: str) -> Iterator[Fault]:
    """Find what whoever relies on a snapshot today ought to know; warnings alone.

    Args:
        name: what the snapshot is called, for faults.
    """
    age = (today - snapshot.as_of).days
    if age > LONGEST_AGE_DAYS:
        yield Fault(STALE, f"{snapshot.name} is {age} days old on {today}", Place(name))
    elif _quarter(today) > _quarter(snapshot.as_of):
        found = f"{snapshot.name}, and since then another quarter has begun"
        yield Fault(QUARTER_OVER, found, Place(name))
    if snapshot.is_example:
        yield Fault(INVENTED_BODIES, f"every body in {snapshot.name} is invented", Place(name))


def take_known(
    snapshots: Sequence[RegisterSnapshot], day: date
) -> tuple[tuple[RegisterSnapshot, ...], tuple[Fault, ...]]:
    """Take the snapshots that were there on a day; a warning for each that is left out."""
    later = [each for each in snapshots if each.retrieved_at > day]
    known = tuple(each for each in snapshots if each.retrieved_at <= day)
    return known, tuple(
        Fault(FETCHED_TOO_LATE, f"{each.name} was fetched on {each.retrieved_at}, after {day}")
        for each in later
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // _MONTHS_A_QUARTER
