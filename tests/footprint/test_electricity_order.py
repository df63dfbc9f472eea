"""Own generation, direct line, retired instrument, grid: in that order, and said where it is not."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from tests.worked.worked_cases import HERE

ENERGY = "row_id,scope,site,carrier,from,to,amount [kWh],supply,instrument_id,basis,key_id\n"
INSTRUMENTS = (
    "id,type,amount [kWh],generation_period,market,technology,registry,retirement_ref,beneficiary\n"
    "I1,{type},70000,2025,CN,wind,registry,R-17,maker\n"
)
USED_KWH = 70_000 * 3 / 7 / 20
YEAR = "2025-01,2025-12"
PARTS = 2854
"""The six lines without energy, kg CO2e."""


def compute_supply(compute, supply, instrument="I1", kind="GEC"):
    row = f"B1,site_total,S1,electricity,{YEAR},70000,{supply},{instrument},metered,hours\n"
    files = {
        "energy.csv": (ENERGY + row).encode(),
        "instruments.csv": INSTRUMENTS.format(type=kind).encode(),
    }
    return compute("six-lines", files, view=View.CRADLE_TO_GATE)


@pytest.mark.parametrize(
    ("supply", "kwh_factor"), [("own", 0.05), ("direct", 0.05), ("instrument", 0.05), ("grid", 0.6)]
)
def test_each_supply_takes_its_figure_and_stands_beside_the_grid(compute, supply, kwh_factor):
    """The plant's technology for the first three, the consumption mix for what is left."""
    footprint = compute_supply(compute, supply, "" if supply == "grid" else "I1")
    pair = footprint.instruments
    assert pair.with_instruments == pytest.approx(PARTS + USED_KWH * kwh_factor)
    assert pair.without_instruments == pytest.approx(PARTS + USED_KWH * 0.6)


def test_supplies_of_one_site_stand_in_accounts_of_their_own_in_that_order(compute):
    rows = ENERGY + "".join(
        f"R{i},site_total,S1,electricity,{YEAR},1000,{supply},{named},metered,hours\n"
        for i, (supply, named) in enumerate(
            (("grid", ""), ("own", "I1"), ("direct", "I1"), ("instrument", "I1"))
        )
    )
    files = {
        "energy.csv": rows.encode(),
        "instruments.csv": INSTRUMENTS.format(type="GEC").encode(),
    }
    footprint = compute("six-lines", files, view=View.CRADLE_TO_GATE)
    own, direct, backed, grid = (
        next(line for line in footprint.lines if f"/{name}" in line.id)
        for name in ("own", "direct", "instrument", "grid")
    )
    for line in (own, direct, backed):
        assert line.activity.choice.chosen.id == "f-wind"
        assert line.activity.without_instrument.chosen.id == "f-grid"
    assert grid.activity.choice.chosen.id == "f-grid"
    assert grid.activity.without_instrument is None


def refuse_instrument(compute, rows, amount="70000", retired="R-17"):
    """What is said against an instrument of these kWh that rows of electricity name."""
    held = INSTRUMENTS.format(type="GEC").replace("70000", amount).replace("R-17", retired)
    files = {
        "energy.csv": (
            ENERGY.replace("amount [kWh]", "amount").replace("scope,", "scope,process,") + rows
        ).encode(),
        "instruments.csv": held.encode(),
    }
    try:
        compute("six-lines", files, view=View.CRADLE_TO_GATE)
    except FaultsError as error:
        return [fault.found for fault in error.faults if fault.code == "FP-013"]
    return []


def back(name, amount, scope="site_total,", months=YEAR):
    return f"{name},{scope},S1,electricity,{months},{amount},instrument,I1,metered,hours\n"


BILL, METER = back("B1", "70 MWh"), back("P1", "30000 kWh", "process,paint")


def test_an_instrument_is_held_against_what_was_billed_in_whatever_unit(compute):
    assert refuse_instrument(compute, BILL) == []
    assert refuse_instrument(compute, BILL, "6000") == ["I1 covers 6000 kWh of 70000"]
    # 60 MWh and 36 GJ, which is 10 MWh
    mixed = back("B1", "60 MWh", months="2025-01,2025-10")
    mixed += back("B2", "36 GJ", months="2025-11,2025-12")
    assert refuse_instrument(compute, mixed) == []
    assert refuse_instrument(compute, mixed, "69999") == ["I1 covers 69999 kWh of 70000"]


def test_meters_within_a_bill_are_no_further_use_of_its_instrument(compute):
    assert refuse_instrument(compute, BILL + METER) == []
    assert refuse_instrument(compute, METER, "29999") == ["I1 covers 29999 kWh of 30000"]


@pytest.mark.parametrize("retired", ["pending", "not retired", "n/a", "tbd"])
def test_an_instrument_without_an_entry_of_its_retirement_is_not_retired(compute, retired):
    assert refuse_instrument(compute, BILL, retired=retired) == ["I1 is not retired"]


@pytest.mark.requirement("S2-21", part="a grid of another place than the plant's is named")
def test_a_region_outside_the_country_of_its_site_is_warned_about(compute):
    text = (HERE / "six-lines/machine.yaml").read_text()
    old = "country: CN}\nbuilt"
    assert old in text
    found = [
        [fault.found for fault in footprint.faults if fault.code == "FP-047"]
        for region in ("CN-SD", "VN-SG")
        for footprint in [
            compute(
                "six-lines",
                {
                    "machine.yaml": text.replace(
                        old, f"country: CN, region: {region}}}\nbuilt"
                    ).encode()
                },
                view=View.CRADLE_TO_GATE,
            )
        ]
    ]
    assert found == [[], ["region VN-SG of site S1 lies outside its country CN"]]


@pytest.mark.requirement("S2-21", part="a grid of another place than the plant's is named")
def test_a_grid_that_stands_in_for_another_country_is_named_once(compute):
    text = (HERE / "six-lines/machine.yaml").read_text()
    japan = text.replace("country: CN}\nbuilt", "country: JP}\nbuilt")
    footprint = compute("six-lines", {"machine.yaml": japan.encode()}, view=View.CRADLE_TO_GATE)
    assert [fault.found for fault in footprint.faults if fault.code == "FP-047"] == [
        "f-grid is of CN, the electricity is used in JP"
    ]


@pytest.mark.requirement("S2-12", part="the average of a family is flagged where it is computed")
def test_the_average_of_a_series_is_flagged(compute):
    text = (HERE / "six-lines/machine.yaml").read_text()
    codes = [
        {
            fault.code
            for fault in compute(
                "six-lines", {"machine.yaml": given}, view=View.CRADLE_TO_GATE
            ).faults
        }
        for given in (
            text.encode(),
            text.replace("declared_for: type", "declared_for: series_average").encode(),
        )
    ]
    assert ["FP-046" in found for found in codes] == [False, True]


def test_a_figure_of_co2_alone_enters_no_total(compute):
    rows = ENERGY.replace("key_id", "key_id,factor_id")
    rows += f"B1,site_total,S1,electricity,{YEAR},70000,grid,,metered,hours,f-grid-co2\n"
    with pytest.raises(FaultsError, match="f-grid-co2 is barred: CO2 only"):
        compute("six-lines", {"energy.csv": rows.encode()}, view=View.CRADLE_TO_GATE)
