"""Every way of counting twice, and every claim that cannot stand, is refused by name."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from tests.worked.worked_cases import HERE, read_files

ENERGY = "row_id,scope,process,site,carrier,from,to,amount [kWh],cv_basis,supply,instrument_id,basis,key_id,evidence_id\n"
BOM = "line_id,subassembly,material,quantity,net_mass_each [kg],make_or_buy,yield,mass_basis,source_kind,source_id\n"
LEGS = "leg,stage,applies_to,from,to,mode,vehicle_class,distance [km],distance_basis,empty_in_factor,factor_id\n"
INSTRUMENTS = (
    "id,type,amount [kWh],generation_period,market,technology,registry,retirement_ref,beneficiary\n"
)
YEAR = "2025-01,2025-12"


def refuse(compute, name, files, **settings):
    given = {path: text.encode() for path, text in files.items()}
    with pytest.raises(FaultsError) as caught:
        compute(name, given, view=View.CRADLE_TO_GATE, **settings)
    return {fault.code: fault for fault in caught.value.faults if fault.is_error}


def test_a_yield_on_a_factor_that_contains_machining_is_refused(compute):
    bom = BOM + "L1,bed,steel_sheet,1,100,buy,0.8,weighed,factor,f-steel-machined\n"
    faults = refuse(compute, "crate", {"bom.csv": bom})
    assert "contains machining" in faults["FP-004"].found
    assert faults["FP-004"].place.row == 2


def test_own_machining_on_the_same_factor_stands_because_bills_hold_it(compute):
    bom = BOM + "L1,bed,steel_sheet,1,100,make,0.8,weighed,factor,f-steel-machined\n"
    footprint = compute("crate", {"bom.csv": bom.encode()}, view=View.CRADLE_TO_GATE)
    assert footprint.total() == pytest.approx(125 * 3.5)


@pytest.mark.requirement("S2-16", part="double count with outbound transport")
@pytest.mark.parametrize("boundary", ["A1-A4", "a1-a4", "A1–A4"])
def test_a_supplier_footprint_with_outbound_transport_and_an_inbound_leg_are_refused(
    compute, boundary
):
    boards = (HERE / "twelve-lines/suppliers/boards.json").read_text().replace("A1-A3", boundary)
    faults = refuse(compute, "twelve-lines", {"suppliers/boards.json": boards})
    assert f"covers {boundary}, and leg in carries it again" in faults["FP-005"].found


def test_an_uplifted_air_factor_is_refused_by_name(compute):
    legs = LEGS + "L,A4,machine,CNSHA,VNSGN,air,,2500,actual,no,f-air-uplifted\n"
    faults = refuse(compute, "six-lines", {"transport.csv": legs})
    assert any(
        "f-air-uplifted" in str(fault) and "forcing" in str(fault) for fault in faults.values()
    )


@pytest.mark.requirement("S3-10", part="sets listed and kept apart")
def test_air_freight_stands_in_its_own_category(compute):
    from cradlegate.core.category import Category
    from cradlegate.footprint.line import sum_category

    legs = LEGS + "L,A4,machine,CNSHA,VNSGN,air,,2500,actual,yes,\n"
    footprint = compute("six-lines", {"transport.csv": legs.encode()})
    assert sum_category(footprint.lines_in_view, Category.AIRCRAFT) == pytest.approx(
        1.1 * 2500 * 0.6
    )


def test_a_leg_that_contradicts_its_factor_on_empty_running_is_refused(compute):
    legs = LEGS + "L,A4,machine,CNSHA,VNSGN,sea,,3000,actual,no,\n"
    assert "empty running" in refuse(compute, "six-lines", {"transport.csv": legs})["FP-004"].found


def test_a_net_factor_on_a_gross_bill_is_refused(compute):
    energy = ENERGY + f"G1,site_total,,S1,natural_gas,{YEAR},1000,gross,,,invoiced,hours,\n"
    faults = refuse(compute, "six-lines", {"energy.csv": energy})
    assert "f-gas is per net kWh" in faults["FP-007"].found


def test_meters_above_the_bill_are_refused(compute):
    energy = (
        ENERGY
        + f"B1,site_total,,S1,electricity,{YEAR},1000,,,,invoiced,hours,\n"
        + f"P1,process,paint,S1,electricity,{YEAR},1100,,,,metered,hours,\n"
    )
    assert (
        "meters sum to 1100" in refuse(compute, "six-lines", {"energy.csv": energy})["FP-008"].found
    )


def test_overlapping_bills_are_refused(compute):
    energy = (
        ENERGY
        + "B1,site_total,,S1,electricity,2025-01,2025-06,1000,,,,invoiced,hours,\n"
        + "B2,site_total,,S1,electricity,2025-06,2025-12,1000,,,,invoiced,hours,\n"
    )
    assert "B2 (2025-06" in refuse(compute, "six-lines", {"energy.csv": energy})["FP-009"].found


def test_bills_of_half_a_year_are_scaled_with_a_warning(compute):
    energy = ENERGY + "B1,site_total,,S1,electricity,2025-01,2025-06,18100,,,,invoiced,hours,\n"
    footprint = compute("six-lines", {"energy.csv": energy.encode()}, view=View.CRADLE_TO_GATE)
    line = next(line for line in footprint.lines if line.id.startswith("energy/"))
    assert line.emissions == pytest.approx(18100 * 365 / 181 * 3 / 7 / 20 * 0.6)
    assert any(fault.code == "FP-010" for fault in footprint.faults)


INSTRUMENT = "I1,GEC,{amount},2025,{market},wind,GEC registry,{retired},{beneficiary}\n"
BACKED = ENERGY + f"B1,site_total,,S1,electricity,{YEAR},70000,,instrument,I1,invoiced,hours,\n"


def instrument(amount=70000, market="CN", retired="R-17", beneficiary="maker"):
    row = INSTRUMENT.format(amount=amount, market=market, retired=retired, beneficiary=beneficiary)
    return INSTRUMENTS + row


def test_an_instrument_takes_its_technology_and_the_grid_stands_beside_it(compute):
    files = {"energy.csv": BACKED.encode(), "instruments.csv": instrument().encode()}
    pair = compute("six-lines", files, view=View.CRADLE_TO_GATE).instruments
    used = 70000 * 3 / 7 / 20
    assert pair.with_instruments == pytest.approx(2854 + used * 0.05)
    assert pair.without_instruments == pytest.approx(2854 + used * 0.6)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": 60000}, "covers 60000 kWh of 70000"),
        ({"market": "VN"}, "is of market VN, the site is in CN"),
        ({"beneficiary": "somebody else"}, "benefits somebody else"),
    ],
)
def test_an_instrument_that_cannot_carry_the_claim_is_refused(compute, wrong, words):
    files = {"energy.csv": BACKED, "instruments.csv": instrument(**wrong)}
    assert words in refuse(compute, "six-lines", files)["FP-013"].found


def test_own_supply_without_a_technology_is_refused(compute):
    energy = ENERGY + f"B1,site_total,,S1,electricity,{YEAR},1000,,own,,metered,hours,\n"
    assert (
        "names no instrument"
        in refuse(compute, "six-lines", {"energy.csv": energy})["FP-021"].found
    )


@pytest.mark.requirement("S1-5")
def test_no_transport_to_the_end_point_is_refused_where_the_view_needs_it(compute):
    with pytest.raises(FaultsError) as caught:
        compute("six-lines", view=View.CIRCULAR_12)
    assert "FP-022" in {fault.code for fault in caught.value.faults}


def test_a_whole_life_without_use_is_refused(compute):
    with pytest.raises(FaultsError) as caught:
        compute("six-lines", view=View.WHOLE_LIFE)
    assert "FP-027" in {fault.code for fault in caught.value.faults}


def test_mass_that_does_not_close_is_refused(compute):
    bom = BOM + "L1,bed,grey_iron,1,97,make,1,weighed,,\n"
    assert "no line describes 3.0 kg" in refuse(compute, "crate", {"bom.csv": bom})["FP-001"].found
    heavy = BOM + "L1,bed,grey_iron,1,103,make,1,weighed,,\n"
    assert "exceed" in refuse(compute, "crate", {"bom.csv": heavy})["FP-001"].found


def test_mass_within_two_percent_is_a_visible_line_of_unknown_mass(compute):
    bom = BOM + "L1,bed,grey_iron,1,98,make,1,weighed,,\n"
    footprint = compute("crate", {"bom.csv": bom.encode()}, view=View.CRADLE_TO_GATE)
    assert footprint.total() == pytest.approx(98 * 2 + 2 * 5.5)
    assert any(fault.code == "FP-003" for fault in footprint.faults)


def test_a_factor_barred_from_totals_is_refused_by_name(compute):
    bom = BOM + "L1,bed,grey_iron,1,100,make,1,weighed,factor,f-grid-co2\n"
    faults = refuse(compute, "crate", {"bom.csv": bom})
    assert any("f-grid-co2" in fault.found for fault in faults.values())


def test_secondary_production_under_cut_off_is_refused(compute, library):
    from dataclasses import replace
    from types import MappingProxyType

    from cradlegate.background.families import ANY_REGION
    from cradlegate.footprint.calculate import Settings, calculate
    from cradlegate.footprint.sources import Sources
    from cradlegate.product.case_files import read_case_files

    key = ("eol_landfill/ferrous", ANY_REGION)
    (default,) = library.defaults[key]
    turned = {**library.defaults, key: (replace(default, factor_id="f-recycling-secondary"),)}
    other = replace(library, defaults=MappingProxyType(turned))
    reading = read_case_files(read_files(HERE / "crate"), library.families)
    assert reading.case is not None
    with pytest.raises(FaultsError) as caught:
        calculate(reading.case, Sources(other), Settings(View.CRADLE_TO_GATE, 100))
    assert "secondary_production" in str(caught.value)


def test_a_site_without_annual_output_is_refused(compute):
    machine = (
        (HERE / "six-lines/machine.yaml")
        .read_text()
        .replace("annual_output: 20", "annual_output: ?")
    )
    machine = machine.replace("annual_output: ?\n", "")
    assert "FP-011" in refuse(compute, "six-lines", {"machine.yaml": machine})


def test_states_longer_than_a_year_are_refused(compute):
    use = (HERE / "twelve-lines/use.yaml").read_text().replace("hours: 500", "hours: 8000")
    faults = refuse(compute, "twelve-lines", {"use.yaml": use})
    assert "9000 hours" in faults["CF-072"].found


def test_all_faults_are_gathered_in_one_refusal(compute):
    energy = ENERGY + f"G1,site_total,,S1,natural_gas,{YEAR},1000,gross,,,invoiced,hours,\n"
    bom = BOM + "L1,bed,grey_iron,1,97,make,1,weighed,factor,no-such-factor\n"
    files = {"energy.csv": energy, "bom.csv": bom}
    faults = refuse(compute, "six-lines", files)
    assert {"FP-006", "FP-001", "FP-007"} <= faults.keys()


def test_a_recycled_content_without_its_factor_is_warned_about(compute):
    bom = BOM.replace("mass_basis", "mass_basis,recycled_content")
    bom += "L1,bed,grey_iron,1,100,make,1,weighed,80 %,,\n"
    footprint = compute("crate", {"bom.csv": bom.encode()}, view=View.CRADLE_TO_GATE)
    assert footprint.total() == pytest.approx(200)
    warning = next(fault for fault in footprint.faults if fault.code == "FP-032")
    assert "80% recycled content" in warning.found


def test_a_line_counted_in_pieces_takes_the_factor_per_piece(compute):
    bom = BOM.replace("mass_basis", "mass_basis,amount,amount_unit")
    bom += "L1,bed,grey_iron,1,90,make,1,weighed,,,,\nL2,bed,circuit_board,2,5,buy,1,weighed,2,item,,\n"
    footprint = compute("crate", {"bom.csv": bom.encode()}, view=View.CRADLE_TO_GATE)
    assert footprint.total() == pytest.approx(90 * 2 + 2 * 30)
    assert footprint.balance.unassigned_kg == 0


def test_a_used_machine_on_data_of_another_year_is_warned_about(compute):
    machine = (HERE / "crate/machine.yaml").read_text()
    used = machine.replace("condition: new", "condition: used").replace("2026-03", "2016-03")
    old = used.replace("data_period: 2025", "data_period: 2016")
    codes = [
        {
            fault.code
            for fault in compute(
                "crate", {"machine.yaml": text.encode()}, view=View.CRADLE_TO_GATE
            ).faults
        }
        for text in (machine, used, old)
    ]
    assert ["FP-033" in found for found in codes] == [False, True, False]


@pytest.mark.parametrize("stage", ["A4", "C2"])
def test_a_part_on_a_leg_of_its_own_needs_its_mass(compute, stage):
    """Without one it would weigh as much as the whole machine."""
    leg = f"air,{stage},bed,CNTAO,VNSGN,air,,3000,actual,no,"
    legs = LEGS.replace("factor_id", "factor_id,cargo_mass [kg]")
    faults = refuse(compute, "six-lines", {"transport.csv": f"{legs}{leg},\n"})
    assert faults["FP-036"].found == (
        "air carries bed, and what that weighs on the way is not stated"
    )
    with pytest.raises(FaultsError) as caught:
        compute("six-lines", {"transport.csv": f"{legs}{leg}f-none,700\n".encode()})
    assert "FP-036" not in {fault.code for fault in caught.value.faults}


def test_mass_that_no_route_names_is_refused_and_not_left_out(compute):
    routes = (
        (HERE / "twelve-lines/eol.yaml").read_text().replace("material: rest", "material: copper")
    )
    faults = refuse(compute, "twelve-lines", {"eol.yaml": routes})
    assert faults["FP-038"].place.file == "eol.yaml"
    assert "are of materials that no route names" in faults["FP-038"].found
