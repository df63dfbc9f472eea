"""A year of energy is what its meters measured, whoever replaced a meter or a contract meanwhile."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.footprint.works.ledger import build_ledger, reconcile
from cradlegate.footprint.works.meters import follow_meters
from cradlegate.product.energy import EnergyRow, EnergyScope, Supply

JANUARY_TO_JUNE, JULY_TO_DECEMBER = range(1, 7), range(7, 13)


def row(number: int, period: Interval, meter: str | Blank, **changes: object) -> EnergyRow:
    plain = EnergyRow(
        f"E-{number}", EnergyScope.SITE_TOTAL, Blank.UNKNOWN, "S1", meter, "electricity", period,
        Decimal(100), "kWh", Blank.UNKNOWN, Supply.GRID, Blank.UNKNOWN, "invoiced", "hours",
        Blank.UNKNOWN, Blank.UNKNOWN,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def bill(months, meter="ME-1", year=2025, **changes: object) -> list[EnergyRow]:
    """Bills of 100 kWh a month."""
    return [
        row(year * 100 + month, Interval.parse(f"{year}-{month:02}"), meter, **changes)
        for month in months
    ]


def of_year(*bills):
    """The yearly amount of every account, and the codes of what is to be told."""
    rows = [
        replace(each, row_id=f"{n}-{each.row_id}") for n, part in enumerate(bills) for each in part
    ]
    entries, faults = build_ledger(rows)
    return {each.id: each.amount.value for each in entries}, [each.code for each in faults]


GRID = "energy/S1/electricity/grid"
BACKED = "energy/S1/electricity/instrument/G1"
UNDER_INSTRUMENT = {"supply": Supply.INSTRUMENT, "instrument_id": "G1"}


def test_a_meter_that_takes_the_place_of_another_does_not_double_the_year():
    assert of_year(bill(range(1, 13))) == ({GRID: 1200}, [])
    swapped = of_year(bill(JANUARY_TO_JUNE), bill(JULY_TO_DECEMBER, "ME-2"))
    assert swapped == ({GRID: 1200}, [])


def test_meters_side_by_side_add_up():
    assert of_year(bill(range(1, 13)), bill(range(1, 13), "ME-2")) == ({GRID: 2400}, [])
    both_replaced = of_year(
        bill(JANUARY_TO_JUNE),
        bill(JANUARY_TO_JUNE, "ME-2"),
        bill(JULY_TO_DECEMBER, "ME-3"),
        bill(JULY_TO_DECEMBER, "ME-4"),
    )
    assert both_replaced == ({GRID: 2400}, [])


def test_another_contract_from_july_on_scales_neither_half():
    halves = of_year(bill(JANUARY_TO_JUNE), bill(JULY_TO_DECEMBER, **UNDER_INSTRUMENT))
    assert halves == ({GRID: 600, BACKED: 600}, [])
    between = of_year(bill([1, 2, 3, 10, 11, 12]), bill(range(4, 10), **UNDER_INSTRUMENT))
    assert between == ({GRID: 600, BACKED: 600}, [])


def test_two_years_of_bills_give_the_mean_of_both_and_a_warning():
    amounts, codes = of_year(bill(range(1, 13), "ME-0", 2024), bill(range(1, 13)))
    # 24 bills of 100 kWh over 366 + 365 days
    assert amounts == {GRID: pytest.approx(Decimal(2400) * 365 / 731)}
    assert codes == ["FP-010"]


def test_a_meter_that_began_in_december_is_scaled_alone_with_a_warning():
    amounts, codes = of_year(bill(range(1, 13)), bill([12], "ME-2"))
    assert amounts == {GRID: pytest.approx(1200 + Decimal(100) * 365 / 31)}
    assert codes == ["FP-010"]


def test_supplies_that_overlap_without_a_meter_name_have_a_year_each():
    unnamed = of_year(
        bill(range(1, 13), Blank.UNKNOWN), bill(range(1, 13), Blank.UNKNOWN, **UNDER_INSTRUMENT)
    )
    assert unnamed == ({GRID: 1200, BACKED: 1200}, [])


def test_process_meters_are_followed_apart_from_the_bills():
    paint = {"scope": EnergyScope.PROCESS, "process": "paint", "amount": Decimal(10)}
    bills = bill(range(1, 13))
    old, new = bill(JANUARY_TO_JUNE, "P-1", **paint), bill(JULY_TO_DECEMBER, "P-2", **paint)
    amounts, codes = of_year(bills, old, new)
    assert (amounts, codes) == ({f"{GRID}/paint": 120, f"{GRID}/unmetered": 1080}, [])
    rows = [*bills, *(replace(each, row_id=f"P{each.row_id}") for each in (*old, *new))]
    (account,) = reconcile(rows)
    assert list(map(str, (account.billed, account.metered, account.gap))) == ["1200", "120", "1080"]


@given(st.lists(st.sampled_from(["ME-1", "ME-2", "ME-3"]), min_size=12, max_size=12))
def test_twelve_months_are_a_year_however_meters_share_them(meters):
    rows = [
        row(month, Interval.parse(f"2025-{month:02}"), meter)
        for month, meter in enumerate(sorted(meters), start=1)
    ]
    (reading,) = follow_meters(rows)
    assert (reading.days, reading.is_a_year) == (365, True)
    assert build_ledger(rows)[0][0].amount.value == 1200
