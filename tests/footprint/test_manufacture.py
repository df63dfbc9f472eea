"""The energy of the maker's own works: billed, or estimated by the template where nothing is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cradlegate.background.library import shipped_library
from cradlegate.compose.study import read_examples
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.works.manufacture import build_manufacture
from cradlegate.product.case_files import read_case_files

NET_MASS_KG = 5800
GAS = "row_id,scope,site,carrier,from,to,amount,cv_basis,supply,basis,key_id,factor_id\n"


def read_example(energy):
    files = {
        name.removeprefix("vmc-850/"): data
        for name, data in read_examples().items()
        if name.startswith("vmc-850/") and not name.endswith(("energy.csv", "signoff.yaml"))
    }
    return read_case_files(
        files | ({"energy.csv": energy.encode()} if energy else {}), shipped_library().families
    )


def compute_works(energy=""):
    reading = read_example(energy)
    footprint = calculate(
        reading.case, Sources(shipped_library()), Settings(draws=50), reading.faults
    )
    lines = [
        line
        for line in footprint.lines
        if line.stage is Stage.A3 and line.id.startswith(("energy/", "template/energy/"))
    ]
    return lines, footprint


def bill_gas(basis, amount="120000 kWh", factor=""):
    row = f"G1,site_total,S1,natural_gas,2025-01,2025-12,{amount},{basis},grid,invoiced,hours,"
    return f"{GAS}{row}{factor}\n"


def test_without_bills_the_template_estimates_each_carrier_by_the_mass_of_the_machine():
    lines, footprint = compute_works()
    # vmc-3axis: 1.2 kWh of electricity and 0.9 kWh of gas per kg of machine
    assert {line.id: line.activity.amount.value for line in lines} == {
        "template/energy/electricity": Decimal("1.2") * NET_MASS_KG,
        "template/energy/natural_gas": Decimal("0.9") * NET_MASS_KG,
    }
    assert {line.activity.coverage for line in lines} == {CoverageClass.TEMPLATE}
    assert {line.activity.activity_grade for line in lines} == {DataGrade.ESTIMATE}
    warned = [fault.found for fault in footprint.faults if fault.code == "FP-012"]
    assert [found.partition("; ")[2] for found in warned] == ["the template's estimate stands in"]


def test_an_estimate_counts_as_energy_that_a_template_describes():
    lines, footprint = compute_works()
    energy = next(axis for axis in footprint.coverage if axis.axis == "energy")
    kwh = (Decimal("1.2") + Decimal("0.9")) * NET_MASS_KG
    assert sum((line.activity.energy_mj for line in lines), Decimal(0)) == kwh * Decimal("3.6")
    assert energy.share(CoverageClass.TEMPLATE) == 1


def test_an_estimated_carrier_without_a_factor_is_refused_and_not_left_out(library):
    case = read_example("").case
    template = Sources(library).find_template("vmc-3axis")
    lacking = {name: item for name, item in library.defaults.items() if name[0] != "natural_gas"}
    built = build_manufacture(case, replace(library, defaults=lacking), template)
    assert [activity.id for activity in built.activities] == ["template/energy/electricity"]
    refused = [fault for fault in built.faults if fault.is_error]
    assert [fault.code for fault in refused] == ["BG-002"]
    assert "natural_gas" in refused[0].found


@pytest.mark.parametrize(
    ("basis", "factor"), [("gross", "fuel-natural-gas-gross-kwh"), ("net", "bc-26621")]
)
def test_a_gas_bill_takes_the_factor_of_its_own_calorific_basis(basis, factor):
    lines, _ = compute_works(bill_gas(basis))
    assert [line.activity.choice.chosen.id for line in lines] == [factor]


def test_a_net_factor_that_a_gross_bill_names_is_refused():
    with pytest.raises(FaultsError) as caught:
        compute_works(bill_gas("gross", factor="bc-26621"))
    found = {fault.code: fault.found for fault in caught.value.faults if fault.is_error}
    assert found == {"FP-007": "bc-26621 is per net kWh, G1 is billed on gross"}


def test_a_bill_that_names_no_known_factor_is_refused_at_its_row():
    with pytest.raises(FaultsError) as caught:
        compute_works(bill_gas("net", factor="bc-nowhere"))
    faults = [fault for fault in caught.value.faults if fault.is_error]
    assert [fault.place.row for fault in faults] == [2]
    assert "bc-nowhere" in faults[0].found


def test_a_fuel_measured_by_volume_counts_no_energy_of_its_own():
    lines, _ = compute_works(bill_gas("", amount="9000 Nm3"))
    assert [line.activity.amount.unit for line in lines] == ["Nm3"]
    assert [line.activity.energy_mj for line in lines] == [0]
