"""The energy ledger: bills of each site and carrier, and the process meters that refine them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.quantity import conversion_factor
from cradlegate.footprint.faults import (
    BILLS_NOT_A_YEAR,
    BILLS_OVERLAP,
    METERS_ABOVE_BILL,
)
from cradlegate.footprint.inventory.choosing import is_convertible
from cradlegate.footprint.method_faults import UNITS_MIXED
from cradlegate.footprint.term import Term, add, convert, divide, multiply, subtract
from cradlegate.footprint.works.meters import count_days, follow_meters
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyRow, EnergyScope, Supply

YEAR_DAYS = 365
METER_TOLERANCE = Decimal("1.001")

GRADE_BY_BASIS = {
    "metered": DataGrade.MEASURED,
    "invoiced": DataGrade.INVOICED,
    "estimated": DataGrade.ESTIMATE,
}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A year's amount of one carrier that is shared out by one key.

    Args:
        id: a path such as `energy/S1/electricity/grid` or `energy/S1/electricity/grid/paint`.
        label: in words.
        amount: of one year, in the unit of the bills.
        row: one of the rows it is made of, for carrier, supply, instrument and place.
    """

    id: str
    label: str
    amount: Term
    row: EnergyRow


@dataclass(frozen=True, slots=True)
class Account:
    """Bills and meters of one site, carrier and supply, side by side over a year.

    Args:
        id: the path of its bills, such as `energy/S1/electricity/grid`.
        label: in words.
        unit: of the amounts, as billed.
        billed: sum of the bills; None where meters stand without a bill.
        metered: sum of the process meters.
        bills, meters: number of rows of each kind.
    """

    id: str
    label: str
    unit: str
    billed: Decimal | None
    metered: Decimal
    bills: int
    meters: int

    @property
    def gap(self) -> Decimal | None:
        """What no meter explains, a line of its own; None without a bill."""
        return None if self.billed is None else self.billed - self.metered


def list_works_rows(case: Case) -> tuple[EnergyRow, ...]:
    """List what the works consumed: neither export nor refurbishment stands in an account."""
    return tuple(
        row
        for row in case.energy
        if row.supply is not Supply.EXPORT and row.scope is not EnergyScope.REFURBISHMENT
    )


def reconcile(rows: Iterable[EnergyRow]) -> tuple[Account, ...]:
    """Set the bills of every account against its process meters."""
    every = sorted(rows, key=_account)
    days, accounts = count_days(every), []
    for _, group in groupby(every, key=_account):
        account = list(group)
        if _find_mixed_units(account):
            continue
        bills = [row for row in account if row.scope is EnergyScope.SITE_TOTAL]
        meters = [row for row in account if row.scope is EnergyScope.PROCESS]
        unit = (bills or meters)[0].unit
        accounts.append(
            Account(
                _path(account[0]),
                f"{account[0].carrier} of site {account[0].site}, {account[0].supply}",
                unit,
                _sum_year(bills, days, "bills").value if bills else None,
                sum(
                    (term.value for term in _express(_sum_processes(meters, days), unit)),
                    Decimal(0),
                ),
                len(bills),
                len(meters),
            )
        )
    return tuple(accounts)


def enter_refurbishment(row: EnergyRow) -> LedgerEntry:
    """Enter what refurbishing took in the period of its key; it is not scaled to a year."""
    name = f"{row.carrier} of refurbishing, site {row.site}"
    amount = _read_amount(row, row.unit)
    return LedgerEntry(f"refurbishment/{row.row_id}", name, amount, row)


def build_ledger(rows: Iterable[EnergyRow]) -> tuple[tuple[LedgerEntry, ...], tuple[Fault, ...]]:
    """Turn bills and meters into yearly amounts: each process, and what no meter explains."""
    every = sorted(rows, key=_account)
    entries: list[LedgerEntry] = []
    days, faults = count_days(every), _find_partial_years(every)
    for _, group in groupby(every, key=_account):
        account = list(group)
        bills = [row for row in account if row.scope is EnergyScope.SITE_TOTAL]
        meters = [row for row in account if row.scope is EnergyScope.PROCESS]
        if mixed := _find_mixed_units(account):
            faults += mixed
            continue
        faults += _find_overlaps(bills)
        faults += _find_overlaps(meters)
        processes = _sum_processes(meters, days)
        entries += processes
        if bills:
            rest, fault = _take_rest(bills, days, processes)
            entries.append(rest)
            faults += fault
    return tuple(entries), tuple(faults)


def _account(row: EnergyRow) -> tuple[str, str, str, str]:
    return (row.site, row.carrier, str(row.supply), known(row.instrument_id) or "")


def _find_mixed_units(rows: list[EnergyRow]) -> list[Fault]:
    first = rows[0]
    return [
        Fault(
            UNITS_MIXED,
            f"{row.row_id} is in {row.unit}, {first.row_id} of the same account in {first.unit}",
            row.place,
        )
        for row in rows
        if not is_convertible(row.unit, first.unit)
    ]


def _sum_processes(meters: list[EnergyRow], days: Mapping[str, int]) -> list[LedgerEntry]:
    def name(row: EnergyRow) -> tuple[str, str]:
        return (known(row.process) or "process", row.key_id)

    entries = []
    for (process, _), group in groupby(sorted(meters, key=name), key=name):
        rows = list(group)
        path = _path(rows[0])
        entries.append(
            LedgerEntry(
                f"{path}/{process}",
                f"{rows[0].carrier} of {process}, site {rows[0].site}",
                _sum_year(rows, days, f"{process} in a year"),
                rows[0],
            )
        )
    return entries


def _take_rest(
    bills: list[EnergyRow], days: Mapping[str, int], processes: list[LedgerEntry]
) -> tuple[LedgerEntry, list[Fault]]:
    path, bill = _path(bills[0]), _sum_year(bills, days, "site bills of a year")
    label = f"{bills[0].carrier} of site {bills[0].site}"
    if not processes:
        return LedgerEntry(path, label, bill, bills[0]), []
    metered = _express(processes, bill.unit)
    total = sum((term.value for term in metered), Decimal(0))
    if total > bill.value * METER_TOLERANCE:
        found = f"meters sum to {total:.0f} {bill.unit}, the bills to {bill.value:.0f}"
        return LedgerEntry(path, label, bill, bills[0]), [
            Fault(METERS_ABOVE_BILL, found, bills[0].place)
        ]
    rest = subtract("bills − meters", bill, *metered)
    label = f"{label}: what no meter explains"
    return LedgerEntry(f"{path}/unmetered", label, rest, bills[0]), []


def _express(entries: list[LedgerEntry], unit: str) -> tuple[Term, ...]:
    return tuple(
        convert(entry.amount, unit, conversion_factor(entry.amount.unit, unit)) for entry in entries
    )


def _path(row: EnergyRow) -> str:
    parts = ["energy", row.site, row.carrier, str(row.supply)]
    instrument = known(row.instrument_id)
    return "/".join([*parts, instrument] if instrument else parts)


def _sum_year(rows: list[EnergyRow], days: Mapping[str, int], name: str) -> Term:
    """Sum rows to a year: those that stand for other days than a year are scaled to it.

    Args:
        days: for which the sum of a row stands, by its id; 0 for a year as it is.
    """

    def stands_for(row: EnergyRow) -> int:
        return days[row.row_id]

    unit = rows[0].unit
    sums = tuple(
        _scale(add(name, tuple(_read_amount(row, unit) for row in group)), covered)
        for covered, group in groupby(sorted(rows, key=stands_for), key=stands_for)
    )
    return sums[0] if len(sums) == 1 else add(name, sums)


def _read_amount(row: EnergyRow, unit: str) -> Term:
    amount = Term(
        f"{row.row_id}, {row.period}",
        row.amount,
        row.unit,
        source=f"{row.place}, {row.basis}",
        grade=GRADE_BY_BASIS[row.basis],
    )
    return convert(amount, unit, conversion_factor(row.unit, unit))


def _scale(total: Term, days: int) -> Term:
    if not days:
        return total
    source = "periods of the rows"
    ratio = divide(
        "year over days covered",
        "",
        Term("days of a year", Decimal(YEAR_DAYS), "d", source="calendar"),
        Term("days covered", Decimal(days), "d", source=source, grade=DataGrade.ESTIMATE),
    )
    return multiply(total.name, total.unit, total, ratio)


def _find_overlaps(rows: list[EnergyRow]) -> list[Fault]:
    faults = []

    def meter(row: EnergyRow) -> tuple[str, str]:
        return (known(row.process) or "", known(row.meter) or "")

    for _, group in groupby(sorted(rows, key=lambda r: (meter(r), r.period)), key=meter):
        for before, after in pairwise(group):
            if after.period.first <= before.period.last:
                found = f"{after.row_id} ({after.period}) overlaps {before.row_id}"
                faults.append(Fault(BILLS_OVERLAP, found, after.place))
    return faults


def _find_partial_years(rows: list[EnergyRow]) -> list[Fault]:
    return [
        Fault(
            BILLS_NOT_A_YEAR,
            f"rows of {reading.rows[0].carrier} cover {reading.days} days",
            Place("energy.csv", column="from", id=reading.rows[0].row_id),
        )
        for reading in follow_meters(rows)
        if not reading.is_a_year
    ]
