"""A first draft from five inputs: it reads without errors, and says what it made up."""

import csv
from datetime import date
from decimal import Decimal

import pytest
import yaml

from cradlegate.background.library import shipped_library
from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.product.bill import BomKind, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.product.draft.dispatch import PlannedLeg, plan_dispatch
from cradlegate.product.draft.new_case import NewCase, draft_case
from cradlegate.product.machine import BomState, MassBasis


def request(**more: object) -> NewCase:
    five = {
        "kind": "machining_centre",
        "net_mass_kg": Decimal(5800),
        "axes": 3,
        "spindle_kw": Decimal(11),
        "base_material": "grey_iron",
    }
    return NewCase(**({**five, "as_of": date(2026, 6, 1)} | more))  # type: ignore[arg-type]


def read(files: dict[str, bytes]) -> Case:
    reading = read_case_files(files, shipped_library().families)
    assert [str(fault) for fault in reading.faults if fault.is_error] == []
    assert reading.case is not None
    return reading.case


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[name].decode().splitlines()))


def codes_of(asked: NewCase) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        draft_case(asked)
    return [fault.code for fault in caught.value.faults]


@pytest.mark.requirement("S1-16")
@pytest.mark.parametrize("bom", list(BomState))
def test_five_inputs_give_a_case_that_reads_without_errors(bom: BomState):
    case = read(draft_case(request(bom=bom)))
    assert case.machine.net_mass_kg == 5800
    assert case.machine.rated_power_kw == 11
    assert (case.machine.axes, case.machine.base_material, case.machine.template) == (
        3,
        "grey_iron",
        "vmc-3axis",
    )
    assert set(case.machine.subassemblies.values()) == {bom}
    assert case.use is not None
    assert case.end_of_life is not None
    assert case.gaps == ()


@pytest.mark.requirement("S1-16")
@pytest.mark.parametrize("bom", list(BomState))
def test_a_new_case_computes_at_once_and_lies_in_the_band_of_its_template(bom: BomState):
    footprint = calculate(
        read(draft_case(request(bom=bom))), Sources(shipped_library()), Settings(draws=10)
    )
    assert not footprint.is_draft
    assert footprint.plausibility.band is not None
    assert 2 < footprint.plausibility.per_kg < 7


def test_the_files_of_a_case_are_all_there():
    assert set(draft_case(request())) == {
        "machine.yaml", "bom.csv", "energy.csv", "allocation.csv", "transport.csv", "use.yaml", "eol.yaml", "signoff.yaml", "README.txt",
    }  # fmt: skip


def test_without_parts_the_bill_holds_fluids_and_packaging_alone():
    case = read(draft_case(request()))
    masses = {(line.kind, line.material): line.net_mass_kg for line in case.bom}
    assert masses == {
        (BomKind.FLUID, "mineral_oil"): Decimal("34.8"),  # 5800 × 0.006
        (BomKind.FLUID, "coolant_concentrate"): Decimal("20.3"),  # 5800 × 0.0035
        (BomKind.FLUID, "water"): Decimal("269.7"),  # 5800 × 0.0465
        (BomKind.PACKAGING, "timber"): Decimal(319),  # 5800 × 0.055
        (BomKind.PACKAGING, "steel_plate"): Decimal("23.2"),
        (BomKind.PACKAGING, "plastic_film"): Decimal("5.8"),
    }
    assert case.machine.gross_shipping_mass_kg == 6148  # 5800 + 319 + 23.2 + 5.8


def test_a_complete_bill_starts_with_every_part_of_the_template_and_closes():
    case = read(draft_case(request(bom=BomState.COMPLETE)))
    parts = [line for line in case.bom if line.kind is BomKind.PART]
    assert sum(line.net_mass_kg for line in parts) == 5800
    assert len(parts) == 57


def test_energy_is_the_estimate_of_one_machine_times_the_machines_of_a_year():
    """1.2 kWh of electricity and 0.9 kWh of gas per kg × 5800 kg × 260."""
    case = read(draft_case(request(annual_output=Decimal(260))))
    assert {row.carrier: row.amount for row in case.energy} == {
        "electricity": 1_809_600,
        "natural_gas": 1_357_200,
    }
    assert [(str(row.amount), row.is_this_machine) for row in case.allocation] == [("260", True)]
    assert case.machine.annual_output == 260


def test_the_use_profile_is_the_one_of_the_class():
    use = read(draft_case(request())).use
    assert use is not None
    # 3 kW ready + 0.25 × 11 kW; 4000 h shared 15, 35 and 50 %.
    assert {state.name: (str(state.power_kw), str(state.hours_per_year)) for state in use.states} == {
        "standby": ("0.6", "600"), "ready": ("3", "1400"), "processing": ("5.75", "2000"),
    }  # fmt: skip
    assert use.grid_region == "VN"


def test_everything_that_is_estimated_says_so():
    files = draft_case(request(bom=BomState.COMPLETE))
    case = read(files)
    assert case.machine.mass_basis is MassBasis.ESTIMATED
    assert {line.mass_basis for line in case.bom} == {MassBasis.ESTIMATED}
    assert {line.source_kind for line in case.bom} == {SourceKind.TEMPLATE}
    assert {row.basis for row in case.energy} == {"estimated"}
    assert case.use is not None
    assert {state.basis for state in case.use.states} == {"template estimate"}
    assert all("template estimate" in row["description"] for row in rows(files, "bom.csv"))
    assert case.signoffs == ()


def test_what_nobody_stated_is_listed_as_a_choice_with_its_reason():
    case = read(draft_case(request()))
    assert {choice.subject: choice.chosen for choice in case.machine.choices} == {
        "model": "unnamed model", "maker": "unnamed maker", "country": "CN", "destination": "VNSGN", "annual_output": "1", "works": "CNNJI",
        "tools": "24", "pallets": "0",
    }  # fmt: skip
    readme = draft_case(request())["README.txt"].decode()
    for said in ("unnamed maker", "country: CN", "destination: VNSGN", "Replace first"):
        assert said in readme


def test_what_was_stated_is_kept_word_for_word():
    stated = request(
        model="VMC-850: #1 «µ»",
        maker="- 沈阳 Maschinen GmbH",
        country="de",
        destination="vn hph",
        annual_output=Decimal(12),
        tools=30,
        pallets=2,
        template="vmc-3axis",
    )
    case = read(draft_case(stated))
    assert (case.machine.model, case.machine.maker.name) == (
        "VMC-850: #1 «µ»",
        "- 沈阳 Maschinen GmbH",
    )
    assert (case.machine.maker.country, case.machine.destination) == ("DE", "VNHPH")
    assert (case.machine.tools, case.machine.pallets) == (30, 2)
    assert [choice.subject for choice in case.machine.choices] == ["works"]


@pytest.mark.requirement("S1-14")
def test_every_line_has_room_for_its_origin_and_invents_none():
    files = draft_case(request(bom=BomState.COMPLETE))
    assert all(row["origin_country"] == row["plant"] == "" for row in rows(files, "bom.csv"))
    assert {(line.origin_country, line.plant) for line in read(files).bom} == {
        (Blank.UNKNOWN, Blank.UNKNOWN)
    }


def test_outbound_legs_lead_to_the_destination_and_leave_their_distance_open():
    case = read(draft_case(request(destination="VNBNH")))
    outbound = [leg for leg in case.transport if leg.stage == "A4"]
    assert [(leg.start, leg.end, leg.mode) for leg in outbound] == [
        ("CNNJI", "CNSHA", "road"), ("CNSHA", "VNHPH", "sea"), ("VNHPH", "VNBNH", "road"),
    ]  # fmt: skip
    assert {leg.distance_km for leg in outbound} == {Blank.UNKNOWN}
    assert [leg.distance_km for leg in case.transport if leg.stage == "A2"] == [300]


@pytest.mark.parametrize(
    ("country", "destination", "legs"),
    [
        ("CN", "CNXAN", [("CNNJI", "CNXAN", "road")]),
        (
            "CN",
            "VNTHD",
            [("CNNJI", "CNSHA", "road"), ("CNSHA", "VNSGN", "sea"), ("VNSGN", "VNTHD", "road")],
        ),
        ("JP", "THLCH", [("JPNGO", "THLCH", "sea")]),
        ("CH", "CNSHA", [("CHZRH", "NLRTM", "road"), ("NLRTM", "CNSHA", "sea")]),
        ("DE", "VNHPH", [("DESTR", "DEHAM", "road"), ("DEHAM", "VNHPH", "sea")]),
    ],
)
def test_ways_out_of_a_country(country: str, destination: str, legs: list[tuple[str, str, str]]):
    assert plan_dispatch(country, destination) == tuple(PlannedLeg(*leg) for leg in legs)


def test_all_faults_of_a_request_come_together():
    bad = request(
        net_mass_kg=Decimal(580),
        base_material="wood",
        model="a\nb",
        country="QQ",
        annual_output=Decimal(0),
    )
    assert codes_of(bad) == ["PR-021", "PR-021", "PR-002", "PR-004", "PR-021"]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"kind": "grinding_machine"}, ["PR-020"]),
        ({"kind": "laser_cutting_machine"}, ["PR-045"]),  # three types of laser
        ({"kind": "laser_cutting_machine", "laser_type": "diode"}, ["PR-020"]),
        ({"kind": "laser_cutting_machine", "laser_type": "fibre"}, ["PR-046"]),  # no spindle
        ({"pallets": 2}, ["PR-045"]),  # a vertical or a horizontal machining centre
        ({"axes": 2}, ["PR-045"]),
        ({"kind": "cnc_lathe", "axes": 2, "beam_kw": Decimal(2)}, ["PR-046"]),
        ({"template": "vmc-9axis"}, ["PR-001"]),
        ({"kind": "cnc_lathe", "template": "hmc"}, ["PR-047"]),
        ({"laser_type": "co2", "template": "hmc"}, ["PR-047"]),
        ({"destination": "VNQQQ"}, ["PR-010"]),
        ({"destination": "RUMOW"}, ["PR-021"]),  # inland, and no port is assumed for the country
        ({"annual_output": Decimal("NaN")}, ["PR-021"]),
        ({"maker": "x" * 201}, ["PR-021"]),
        ({"maker": "none", "model": " "}, ["PR-021", "PR-021"]),
        ({"spindle_kw": Decimal(-1)}, ["PR-002"]),
    ],
)
def test_a_request_that_no_machine_can_meet_is_refused(more: dict[str, object], codes: list[str]):
    assert codes_of(request(**more)) == codes


def test_yaml_numbers_are_plain_and_the_bytes_never_change():
    files = draft_case(request())
    assert yaml.safe_load(files["machine.yaml"])["axes"] == 3
    assert b"built: 2026\n" in files["machine.yaml"]
    assert draft_case(request()) == files
