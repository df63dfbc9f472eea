"""Which rows follow each other as those of one meter do, and how many days they cover."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise

from cradlegate.core.blank import known
from cradlegate.product.energy import EnergyRow

MIN_DAYS, MAX_DAYS = 360, 370
_LONGEST_GAP = 5
"""Days between two meters of which one takes the other's place; a year may lack as many."""


@dataclass(slots=True)
class Reading:
    """Rows that measure one flow, one after another.

    A new meter that begins where another ends goes on measuring what that one measured, and a meter
    whose electricity comes by another contract from then on is the same meter still.

    Args:
        rows: by their first day; those of one meter may overlap, which is a fault of theirs.
    """

    rows: list[EnergyRow] = field(default_factory=list)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.rows[0].period.first

    @property
    def last(self) -> date:
        """Its last day."""
        return max(row.period.last for row in self.rows)

    @property
    def days(self) -> int:
        """How many days it covers, each day of each row counted."""
        return sum((row.period.days for row in self.rows), 0)

    @property
    def is_a_year(self) -> bool:
        """Whether it stands for a year as it is."""
        return MIN_DAYS <= self.days <= MAX_DAYS


def follow_meters(rows: Iterable[EnergyRow]) -> tuple[Reading, ...]:
    """Put rows together that measure one flow: of one site, carrier, scope and process."""
    ordered = sorted(rows, key=_flow)
    return tuple(
        reading
        for _, group in groupby(ordered, key=_flow)
        for reading in _join_successors(_split_meters(list(group)))
    )


def count_days(rows: Iterable[EnergyRow]) -> Mapping[str, int]:
    """Give, by the id of each row, for how many days its sum stands; 0 for a year as it is."""
    return {
        row.row_id: 0 if reading.is_a_year else reading.days
        for reading in follow_meters(rows)
        for row in reading.rows
    }


def _flow(row: EnergyRow) -> tuple[str, str, str, str, str]:
    return row.site, row.carrier, row.scope, known(row.process) or "", row.key_id


def _split_meters(rows: list[EnergyRow]) -> Iterator[Reading]:
    """Part rows by meter; supplies that overlap under one name have a meter each."""

    def by_meter(row: EnergyRow) -> str:
        return known(row.meter) or ""

    def by_supply(row: EnergyRow) -> tuple[str, str]:
        return row.supply, known(row.instrument_id) or ""

    for _, of_meter in groupby(sorted(rows, key=by_meter), key=by_meter):
        own = list(of_meter)
        supplies = [list(each) for _, each in groupby(sorted(own, key=by_supply), key=by_supply)]
        parts = supplies if _overlap(own) else [own]
        yield from (Reading(sorted(part, key=_first_day)) for part in parts)


def _overlap(rows: list[EnergyRow]) -> bool:
    ordered = sorted(rows, key=_first_day)
    return any(after.period.first <= before.period.last for before, after in pairwise(ordered))


def _first_day(row: EnergyRow) -> date:
    return row.period.first


def _join_successors(readings: Iterable[Reading]) -> list[Reading]:
    """Join a reading to the one that ended just before it began."""
    joined: list[Reading] = []
    for reading in sorted(readings, key=lambda each: each.first):
        ended = [each for each in joined if _follows(reading, each)]
        if ended:
            ended[-1].rows += reading.rows
        else:
            joined.append(reading)
    return joined


def _follows(reading: Reading, before: Reading) -> bool:
    return 0 < (reading.first - before.last).days <= _LONGEST_GAP + 1
