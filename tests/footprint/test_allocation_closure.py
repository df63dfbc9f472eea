"""Bills against meters, and what other keys would give; every key closes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.tracing.trace import explain, list_paths
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.report import NOT_APPLICABLE, UNKNOWN, Share
from tests.worked.worked_cases import HERE

ENERGY = "row_id,scope,process,site,carrier,from,to,amount,cv_basis,basis,key_id\n"
KEYS = "key_id,product,driver,amount,period,is_this_machine\n"
YEAR = "2025-01,2025-12"


def gate(compute, name, files=None):
    given_files = {path: text.encode() for path, text in (files or {}).items()}
    return compute(name, given_files, view=View.CRADLE_TO_GATE)


def table_of(footprint, name):
    return next(table for table in report_footprint(footprint).tables if table.id == name)


@pytest.mark.requirement("S1-13", part="bills, meters and gap side by side")
def test_twelve_bills_and_their_meters_are_set_against_each_other(compute):
    paint, foundry = gate(compute, "two-sites").accounts
    assert (paint.billed, paint.metered, paint.gap) == (120_000, 30_000, 90_000)
    assert (paint.bills, paint.meters) == (12, 1)
    assert (foundry.billed, foundry.metered, foundry.gap) == (240_000, 0, 240_000)


def test_the_accounts_are_printed_with_their_gap_and_explained(compute):
    footprint = gate(compute, "two-sites")
    first, second = table_of(footprint, "ledger").rows
    assert [float(cell.value) for cell in first[1:4]] == [120_000, 30_000, 90_000]
    assert isinstance(first[4], Share)
    assert second[2] == NOT_APPLICABLE
    assert "12 bills" in explain(footprint, "ledger/billed/energy/S1/electricity/grid").formula
    with pytest.raises(FaultsError, match="leads to no number"):
        explain(footprint, "ledger/lost/energy/S1/electricity/grid")


def test_meters_without_a_bill_leave_the_gap_unknown(compute):
    rows = ENERGY + f"M1,process,paint,S1,electricity,{YEAR},500 kWh,,metered,hours\n"
    footprint = gate(compute, "six-lines", {"energy.csv": rows})
    (account,) = footprint.accounts
    assert account.gap is None
    row = table_of(footprint, "ledger").rows[0]
    assert [row[1], row[3], row[4]] == [UNKNOWN] * 3


def test_bills_by_volume_and_meters_by_energy_are_not_added_up(compute):
    rows = (
        ENERGY
        + f"B1,site_total,,S1,natural_gas,{YEAR},500 m3,,invoiced,hours\n"
        + f"M1,process,paint,S1,natural_gas,{YEAR},900 kWh,net,metered,hours\n"
    )
    with pytest.raises(FaultsError) as caught:
        gate(compute, "six-lines", {"energy.csv": rows})
    found = [fault.found for fault in caught.value.faults if fault.code == "FP-049"]
    assert found == ["M1 is in kWh, B1 of the same account in m3"]
    draft = compute(
        "six-lines",
        {"energy.csv": rows.encode()},
        view=View.CRADLE_TO_GATE,
        is_draft_allowed=True,
    )
    assert draft.accounts == ()


DRIVERS = (
    ("hours", "machine_h", 3000, 7000),
    ("labour", "labour_h", 1000, 5000),
    ("tonnes", "mass", 20, 160),
    ("pieces", "unit", 20, 100),
    ("money", "value", 2, 8),
)


def all_keys():
    return KEYS + "".join(
        f"{key},SIX-LINES,{driver},{mine},2025,yes\n{key},others,{driver},{all_ - mine},2025,no\n"
        for key, driver, mine, all_ in DRIVERS
    )


@pytest.mark.requirement("S3-12", part="every driver as an alternative, with closure")
def test_every_driver_gives_its_own_headline_worked_by_hand(compute):
    footprint = gate(compute, "six-lines", {"allocation.csv": all_keys()})
    parts = Fraction(52_378, 7) - Fraction(32_400, 7)
    for item, (key, driver, mine, whole) in zip(footprint.alternatives, DRIVERS, strict=True):
        energy = Fraction(360_000) * Fraction(mine, whole) / 20 * Fraction(6, 10)
        assert (item.key_id, item.driver) == (key, driver)
        assert item.kgco2e == pytest.approx(float(parts + energy), rel=1e-12)
        assert item.driver_here + (item.driver_in_all - item.driver_here) == whole
    assert [item.is_used for item in footprint.alternatives] == [True, False, False, False, False]


def test_shares_of_a_key_close_in_print_and_missing_drivers_are_unknown(compute):
    table = table_of(gate(compute, "six-lines"), "allocation")
    here, others = table.rows[0][1:3]
    assert here.percent + others.percent == 100
    unstated = [row[0].text for row in table.rows if row[3] == UNKNOWN]
    assert unstated == [f"by {name}, not stated" for name in ("labour_h", "mass", "unit", "value")]
    assert "by value last" in table.note


def test_sharing_by_value_beside_a_physical_key_is_warned_about(compute):
    energy = (HERE / "six-lines/energy.csv").read_text().replace(",hours", ",money")
    files = {"allocation.csv": all_keys(), "energy.csv": energy}
    footprint = gate(compute, "six-lines", files)
    found = [fault.found for fault in footprint.faults if fault.code == "FP-048"]
    assert found == ["money shares by value, and there is hours (machine_h)"]
    alone = KEYS + "money,SIX-LINES,value,2,2025,yes\nmoney,others,value,6,2025,no\n"
    footprint = gate(compute, "six-lines", files | {"allocation.csv": alone})
    assert "FP-048" not in {fault.code for fault in footprint.faults}


def test_the_key_of_a_refurbishing_shop_is_no_alternative_for_the_works(compute):
    footprint = compute("used-machine")
    assert [item.key_id for item in footprint.alternatives] == ["hours"]


@settings(max_examples=15)
@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=5))
def test_what_all_products_take_is_what_the_bills_hold(compute, hours):
    """Each product in turn is this machine; their energy sums to the bill."""
    taken = []
    for turn in range(len(hours)):
        keys = KEYS + "".join(
            f"hours,P{i},machine_h,{amount},2025,{'yes' if i == turn else 'no'}\n"
            for i, amount in enumerate(hours)
        )
        footprint = gate(compute, "six-lines", {"allocation.csv": keys})
        line = next(line for line in footprint.lines if line.id.startswith("energy/"))
        taken.append(line.activity.amount.value * 20)
    assert abs(sum(taken) - Decimal(360_000)) < Decimal("1e-20")


def test_a_figure_per_part_is_printed_and_explained_where_the_profile_says_how_many(compute):
    use = (HERE / "twelve-lines/use.yaml").read_text()
    files = {"use.yaml": f"{use}\nparts_per_hour: 6\n".encode()}
    footprint = compute("twelve-lines", files)
    whole = footprint.total(View.WHOLE_LIFE)
    made = footprint.service_hours * 6
    printed = next(
        row[1] for row in table_of(footprint, "views").rows if "per part made" in row[0].text
    )
    assert float(printed.value) == pytest.approx(whole / made, rel=1e-11)
    explained = explain(footprint, "per_part")
    assert explained.value == pytest.approx(whole / made)
    assert [part.value for part in explained.parts] == [whole, made]
    with pytest.raises(FaultsError, match="leads to no number"):
        explain(compute("twelve-lines"), "per_part")


def test_every_path_of_methods_and_accounts_is_listed_and_answered(compute):
    for name in ("used-machine", "twelve-lines"):
        footprint = compute(name)
        paths = [
            path
            for path in list_paths(footprint)
            if path.startswith(("second_life", "end_of_life", "ledger"))
        ]
        assert len(paths) >= 4
        for path in paths:
            assert explain(footprint, path).formula
