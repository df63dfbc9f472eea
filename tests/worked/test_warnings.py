"""What does not stop a result but has to be seen beside it, and what a supplier's figure must fit."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from tests.worked.worked_cases import HERE

BOM = "line_id,subassembly,material,quantity,net_mass_each [kg],make_or_buy,yield,mass_basis\n"
ENERGY = "row_id,scope,site,carrier,from,to,amount [kWh],supply,basis,key_id\n"
YEAR = "2025-01,2025-12"


def found_by(compute, name, code, **files):
    """Give what the warnings of one code found in a case that computes all the same."""
    given = {path.replace("_", "."): text.encode() for path, text in files.items()}
    faults = compute(name, given, view=View.CRADLE_TO_GATE).faults
    return [fault.found for fault in faults if fault.code == code]


def refused_by(compute, name, files):
    given = {path: text.encode() for path, text in files.items()}
    with pytest.raises(FaultsError) as caught:
        compute(name, given, view=View.CRADLE_TO_GATE)
    return {fault.code: fault.found for fault in caught.value.faults if fault.is_error}


def test_packing_that_nobody_describes_is_warned_about(compute):
    unpacked = BOM + "bed,bed,grey_iron,1,100,make,1,weighed\n"
    packed = found_by(compute, "crate", "FP-031")
    bare = found_by(compute, "crate", "FP-031", bom_csv=unpacked)
    assert not packed
    assert bare == ["shipped 300 kg above net mass, of which lines describe 0.0 kg"]


def test_a_machine_without_energy_of_its_own_works_is_warned_about(compute):
    assert "it is unknown, not zero" in found_by(compute, "crate", "FP-012")[0]
    assert not found_by(compute, "six-lines", "FP-012")


def test_other_gwp_sets_are_warned_about_with_their_share(compute):
    half = BOM + "a,bed,grey_iron,1,80,make,1,weighed\nb,bed,copper,1,20,make,1,weighed\n"
    warned = found_by(compute, "crate", "FP-023", bom_csv=half)
    # 80 kg x 2 on AR6 and 20 kg x 4 on AR5: 80 of 240
    assert warned == ["AR6 is the target set, AR5 33% of the result rests on others"]
    assert not found_by(compute, "crate", "FP-023")


def test_more_electricity_sold_than_generated_is_refused(compute):
    rows = (
        f"G,site_total,S1,electricity,{YEAR},1000,grid,invoiced,hours\n"
        f"E,site_total,S1,electricity,{YEAR},50,export,invoiced,hours\n"
    )
    faults = refused_by(compute, "six-lines", {"energy.csv": ENERGY + rows})
    assert faults["FP-028"] == "50 kWh exported, 0 kWh generated"


def test_a_key_that_gives_this_machine_nothing_is_refused(compute):
    text = (HERE / "six-lines/allocation.csv").read_text().replace(",3000,", ",0,")
    faults = refused_by(compute, "six-lines", {"allocation.csv": text})
    assert faults["FP-026"] == "key 'hours' gives this machine nothing"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"declared_unit": "kg"', '"declared_unit": "m3"', "is per m3"),
        ('"valid_to": "2028"', '"valid_to": "2024"', "was valid to 2024"),
        ('"mass_per_unit": "1 kg"', '"mass_per_unit": "10 kg"', "a unit of it weighs 10 kg"),
        (
            '"declared_unit": "kg", "mass_per_unit": "1 kg"',
            '"declared_unit": "item", "mass_per_unit": "25 kg"',
            "is of a piece of 25 kg, one of boards weighs",
        ),
        ('"line_ids": ["boards"]', '"line_ids": ["bed"]', "is of bed, not of boards"),
        ('"A1-A3"', '"A1-C4"', "covers A1-C4, a part brings A1-A3 along"),
        ('"A1-A3"', '"cradle-to-grave"', "covers cradle-to-grave"),
    ],
)
def test_a_supplier_figure_that_does_not_fit_its_line_is_refused(compute, old, new, words):
    text = (HERE / "twelve-lines/suppliers/boards.json").read_text()
    assert old in text
    faults = refused_by(compute, "twelve-lines", {"suppliers/boards.json": text.replace(old, new)})
    assert words in faults["FP-020"]


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ("1500", []),
        ("15", ["hours_per_year 15, the states are on for 1500 hours"]),
        ("8784", ["hours_per_year 8784, the states are on for 1500 hours"]),
    ],
)
def test_hours_of_service_are_those_of_the_states(compute, hours, found):
    """1,000 h of processing and 500 h of standby; hours switched off are no service."""
    use = (HERE / "twelve-lines/use.yaml").read_text()
    use = use.replace("hours_per_year: 1500", f"hours_per_year: {hours}")
    use = use.replace(
        "states:\n", "states:\n  - {name: Off, power: 0.1 kW, hours: 7000, basis: measured}\n"
    )
    assert found_by(compute, "twelve-lines", "FP-039", use_yaml=use) == found
