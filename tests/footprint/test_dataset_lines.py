"""Lines, energy and legs take their figures from processes of imported databases, or say why not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from cradlegate.background.factor import FactorKind, Region
from cradlegate.background.library import load_library, shipped_library
from cradlegate.background.processes.as_factor import (
    as_factor,
    place_process,
    spell_unit,
    spread_process,
    tell_set,
)
from cradlegate.background.processes.figure import Standing
from cradlegate.background.processes.find import find_figure
from cradlegate.background.selection import Need
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.line import sum_category
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.tracing.trace import explain
from cradlegate.footprint.used_sources import Stock, read_used_sources, write_used_sources
from cradlegate.reports.contents.footprint_report import report_footprint
from tests.footprint.dataset_cases import (
    BOTH,
    GRIDS,
    MILLS,
    NOTICE,
    change,
    compute,
    compute_noted,
    packed,
    six_lines,
    worked_sources,
)
from tests.worked.worked_cases import HERE, read_files

F = Fraction
GRID = "energy/S1/electricity/grid"


def codes(files, sources=None):
    with pytest.raises(FaultsError) as caught:
        compute(files, sources)
    return {fault.code for fault in caught.value.faults if fault.is_error}


def lines_of(footprint):
    return {line.id: line for line in footprint.lines}


def test_a_case_on_two_databases_gives_the_sum_worked_by_hand():
    footprint = compute(six_lines("mills/steel-mill", "dataset:grids/mix-cn"))
    expected = {
        "bom/L1": F(700) / F(7, 8) * F(5, 2),
        "bom/L1/machining": (F(700) / F(7, 8) - 700) * 2 * F(6, 10),
        "bom/L2": F(2 * 100) / F(4, 5) * 2,
        "bom/L3": F(80) / F(4, 5) * 3,
        "bom/L3/machining": (F(80) / F(4, 5) - 80) * 2 * F(6, 10),
        "bom/L4": F(15) * 4,
        "bom/L5": F(5) * 50,
        GRID: F(360_000) * F(3000, 7000) / 20 * F(36, 10) * F(2, 10),
    }
    found = {name: line.emissions for name, line in lines_of(footprint).items()}
    assert found == pytest.approx({name: float(v) for name, v in expected.items()}, rel=1e-11)
    assert footprint.total() == pytest.approx(float(sum(expected.values())), rel=1e-11)


@pytest.mark.parametrize(
    "reference",
    [
        "mills/steel-mill",
        "dataset:mills/steel-mill",
        f"{BOTH[0].id}/steel-mill",
        f"{BOTH[0].id.removeprefix('sha256:')[:8]}/STEEL-MILL",
    ],
)
def test_a_process_goes_by_several_names_and_has_one_id(reference):
    line = lines_of(compute(six_lines(reference)))["bom/L1"]
    assert line.activity.choice.chosen.id == "dataset/mills/steel-mill"


@pytest.mark.parametrize("reference", ["mix-cn", "mix-", "grids/mix-c"])
def test_where_one_database_has_it_the_first_digits_are_enough(reference):
    line = lines_of(compute(six_lines(energy=f"dataset:{reference}")))[GRID]
    assert line.activity.choice.chosen.id == "dataset/grids/mix-cn"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("foundries/steel-mill", "BG-170"),
        ("m/steel-mill", "BG-170"),
        ("mills/bed", "BG-172"),
        ("mills/ste", "BG-172"),
        ("steel-mill", "BG-173"),
        ("mills/steel", "BG-173"),
        ("mills/nothing", "BG-174"),
        ("mills/power", "BG-004"),
        ("mills/crane", "BG-004"),
    ],
)
def test_what_names_no_usable_process_is_refused(reference, code):
    assert codes(six_lines(reference)) == {code}


def test_a_name_of_many_processes_names_some_and_counts_the_rest():
    many = tuple(replace(BOTH[0], id=f"sha256:{n}aaa", name=f"copy-{n}") for n in range(7))
    with pytest.raises(FaultsError) as caught:
        find_figure(many, "power")
    assert str(caught.value.faults[0].found).endswith("and 2 more")


def test_a_name_of_two_databases_is_refused():
    twice = (*BOTH, packed(replace(MILLS, digest="sha256:2")))
    assert codes(six_lines("mills/steel-mill"), worked_sources(twice)) == {"BG-171"}


def test_without_any_database_a_process_is_refused():
    sources = Sources(load_library(read_files(HERE / "library")))
    assert codes(six_lines("mills/steel-mill"), sources) == {"BG-170"}
    assert codes(six_lines("steel-mill"), worked_sources(())) == {"BG-172"}


def test_a_draft_shows_a_line_without_a_figure_as_a_gap_and_never_as_zero():
    footprint = compute(six_lines("mills/nothing"), is_draft_allowed=True)
    assert footprint.is_draft
    assert lines_of(footprint)["gap/bom/L1"].emissions > 0


def test_rows_of_one_account_name_one_factor():
    files = change(six_lines(), "energy.csv", {"B02"}, {"factor_id": "dataset:grids/mix-cn"})
    assert codes(files) == {"FP-070"}


def test_what_refurbishing_took_is_no_row_of_an_account():
    row = "R1,refurbishment,,S1,electricity,2025-01,2025-12,70,,,,metered,hours"
    files = six_lines()
    text = files["energy.csv"].decode().rstrip() + f"\n{row}\n"
    files = change(
        {**files, "energy.csv": text.encode()},
        "energy.csv",
        {"R1"},
        {"factor_id": "dataset:grids/mix-cn"},
    )
    footprint = compute(files, is_draft_allowed=True)  # only used machines are refurbished
    assert "FP-070" not in {fault.code for fault in footprint.faults}
    line = lines_of(footprint)["refurbishment/R1"]
    assert line.emissions == pytest.approx(70 * 3 / 7 * 3.6 * 0.2, rel=1e-11)


def test_one_id_does_not_stand_for_two_figures():
    other = packed(replace(MILLS, digest="sha256:2"))
    files = change(
        six_lines(f"{BOTH[0].id}/steel-mill"),
        "bom.csv",
        {"L3"},
        {"source_kind": "dataset", "source_id": f"{other.id}/steel-mill"},
    )
    assert codes(files, worked_sources((*BOTH, other))) == {"FP-071"}


@pytest.mark.requirement("S3-5", part="listed, not listed and unknown databases in a footprint")
@pytest.mark.parametrize(
    ("standing", "expected"),
    [(Standing.LISTED, 0), (Standing.NOT_LISTED, 1), (Standing.UNKNOWN, 0)],
)
def test_a_database_that_is_not_listed_is_warned_of(standing, expected):
    footprint = compute(
        six_lines("mills/steel-mill"), worked_sources((packed(MILLS, standing=standing),))
    )
    assert [fault.code for fault in footprint.faults].count("FP-072") == expected
    notes = [note.text for note in report_footprint(footprint).notes]
    assert any(str(standing).replace("_", " ") in text for text in notes)


def test_a_leg_takes_a_process_per_tonne_kilometre():
    legs = (
        "leg,stage,applies_to,from,to,mode,vehicle_class,distance [km],distance_basis,"
        "cargo_mass,factor_id,empty_in_factor\n"
        "O1,A4,machine,CNTGZ,CNSHA,road,truck_articulated,500,actual,,dataset:mills/lorry,yes\n"
    )
    lines = lines_of(compute({**six_lines(), "transport.csv": legs.encode()}))
    assert lines["transport/O1"].emissions == pytest.approx(1.1 * 500 * 0.08, rel=1e-11)


def test_a_line_is_counted_in_pieces_or_in_energy():
    pieces = {"amount": "2", "amount_unit": "item"}
    lines = lines_of(compute(six_lines("mills/crane", **pieces)))
    assert lines["bom/L1"].emissions == pytest.approx(80.0, rel=1e-11)
    energy = {"amount": "10", "amount_unit": "kWh"}
    lines = lines_of(compute(six_lines("mills/power", **energy)))
    assert lines["bom/L1"].emissions == pytest.approx(10 * 3.6 * 0.1, rel=1e-11)


def test_the_electricity_of_an_own_plant_may_be_a_process_too():
    instruments = (
        "id,type,amount,generation_period,market,technology,registry,retirement_ref,beneficiary\n"
        "I1,GEC,360000 kWh,2025,CN,wind,R,T-1,Worked Example Works\n"
    )
    cells = {"supply": "own", "instrument_id": "I1", "factor_id": "dataset:grids/mix-cn"}
    files = change(six_lines(), "energy.csv", None, cells)
    footprint = compute({**files, "instruments.csv": instruments.encode()})
    (line,) = [each for each in footprint.lines if each.stage is Stage.A3]
    assert line.activity.choice.chosen.id == "dataset/grids/mix-cn"
    assert line.activity.without_instrument.chosen.id == "f-grid"


def test_uptake_that_a_process_counts_is_not_counted_again():
    row = "L6,packaging,packaging,crate,timber,1,60,buy,1,weighed,{}\n"

    def crate(source):
        files = six_lines()
        return compute({**files, "bom.csv": files["bom.csv"] + row.format(source).encode()})

    named = crate("dataset,mills/plank")
    assert "bom/L6/uptake" not in lines_of(named)
    assert sum_category(named.lines, Category.BIOGENIC_REMOVALS) == pytest.approx(-90.0)
    assert named.biogenic_carbon_kg == pytest.approx(90 * 12 / 44)
    assert "bom/L6/uptake" in lines_of(crate("factor,"))


def test_uptake_of_a_supply_chain_is_no_carbon_of_the_crate():
    footprint = compute(six_lines("mills/plank"))
    assert sum_category(footprint.lines, Category.BIOGENIC_REMOVALS) < 0
    assert footprint.biogenic_carbon_kg == 0


@pytest.mark.requirement("S3-9", part="a line goes back to the process, its database and its bound")
def test_a_line_is_explained_down_to_the_process_its_bound_and_its_terms():
    footprint = compute(six_lines("mills/steel-mill", "dataset:grids/mix-cn"))
    facts = dict(explain(footprint, "factor/dataset/mills/steel-mill").facts)
    assert facts["process"] == "steel-mill, makes steel-mill in kg"
    assert facts["no further from the exact solution than"].startswith("fossil_other ")
    assert float(facts["no further from the exact solution than"].split()[1]) < 1e-11
    assert BOTH[0].id in facts["where"]
    assert facts["licence"].endswith(" …")
    assert facts["mills, NOTICE.txt"] == NOTICE
    assert facts["mills, China's national database"] == "unknown"
    assert facts["GWP set"] == "AR6"
    assert facts["region"] == "CN (iso3166-1)"
    own = dict(explain(footprint, "factor/dataset/grids/mix-cn").facts)
    assert own["licence"] == "grids: Free of charge"


def test_a_choice_of_a_process_is_recorded_with_its_effect():
    line = lines_of(compute(six_lines("mills/steel-mill")))["bom/L1"]
    choice = line.activity.choice
    assert (choice.rule, choice.effect, choice.mapping_score) == ("named", "0.5", 5)
    assert choice.reason == "process of the database mills, named in bom.csv"


def test_the_default_spread_of_a_process_is_counted_as_a_default():
    footprint = compute(six_lines("mills/steel-mill"))
    spread = lines_of(footprint)["bom/L1"].activity.choice.chosen.spread
    assert spread.is_default
    assert spread_process(FactorKind.MATERIAL, {}).value == Decimal("1.5")


def test_reports_carry_the_whole_notice_of_a_database():
    report = report_footprint(compute(six_lines("mills/steel-mill", "dataset:grids/mix-cn")))
    notes = [note.text for note in report.notes]
    assert f"mills, NOTICE.txt: {NOTICE}" in notes
    assert "grids, processes/mix-cn.xml: Free of charge" in notes
    assert ("database mills", BOTH[0].id) in report.provenance


@pytest.fixture(scope="module")
def stored():
    files = six_lines("mills/steel-mill", "dataset:grids/mix-cn")
    footprint, use = compute_noted(files)
    library = read_files(HERE / "library")
    return footprint, write_used_sources(use, Stock(worked_sources(), library, {}))


def test_stored_processes_give_the_same_footprint_without_a_workspace(stored):
    footprint, files = stored
    again = compute(six_lines("mills/steel-mill", "dataset:grids/mix-cn"), read_used_sources(files))
    assert [line.values for line in again.lines] == [line.values for line in footprint.lines]
    assert again.lines[0].activity.choice == footprint.lines[0].activity.choice


def test_stored_processes_answer_what_was_asked_and_nothing_else(stored):
    _, files = stored
    assert codes(six_lines("mills/steel-mill-2"), read_used_sources(files)) >= {"FP-034"}


def test_a_case_without_processes_stores_none():
    _, use = compute_noted(six_lines())
    stock = Stock(worked_sources(), read_files(HERE / "library"), {})
    assert "processes.json" not in write_used_sources(use, stock)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"databases"', b'{ "databases"'),
        (b'"2.5"', b'"NaN"'),
        (b'"2.5"', b'"two"'),
        (b'"fossil_other"', b'"fossils"'),
        (b'{"databases"', b'{"database"'),
        (b"{", b"["),
        (b'"years":[]', b'"years":7'),
    ],
)
def test_processes_that_were_changed_in_store_are_refused(stored, old, new):
    _, files = stored
    data = files["processes.json"].replace(old, new)
    assert data != files["processes.json"]
    with pytest.raises(FaultsError) as caught:
        read_used_sources({**files, "processes.json": data})
    assert [fault.code for fault in caught.value.faults] == ["BG-178"]


@pytest.mark.parametrize(
    ("location", "region"),
    [
        ("CN", Region("CN", "iso3166-1")),
        ("US-TX", Region("US-TX", "iso3166-2")),
        ("SD-CN", Region("SD-CN", "cn-grid")),
        ("HEN-CN", Region("HEN-CN", "cn-grid")),
        ("RER", Region("150", "un-m49")),
        ("Europe without Austria", Region("Europe without Austria", "database")),
        ("", Region("?", "database")),
    ],
)
def test_places_of_databases_are_regions(location, region):
    assert place_process(location) == region


def test_units_and_sets_of_databases_are_spelled_as_here():
    assert [spell_unit(each) for each in ("t*km", "Item(s)", "MJ", "metric ton*km")] == [
        "t.km", "item", "MJ", "t.km",
    ]  # fmt: skip
    assert [tell_set(each) for each in ("AR6 GWP100", "IPCC AR5", "EF 3.1")] == [
        "AR6", "AR5", "unstated",
    ]  # fmt: skip


def test_years_that_nobody_knows_are_none():
    figure = replace(find_figure(BOTH, "mills/power"), years=(9999, 9999), location="")
    factor = as_factor(figure, Need("no such key", ""), shipped_library())
    assert (factor.year_from, factor.year_to, factor.kind) == (None, None, FactorKind.MATERIAL)
    assert factor.grade is DataGrade.DATABASE
    known = as_factor(
        replace(figure, years=(2018, 2020)), Need("electricity", ""), shipped_library()
    )
    assert (known.year_from, known.year_to, known.kind) == (2018, 2020, FactorKind.ELECTRICITY)


def test_a_place_that_is_not_known_scores_as_unknown():
    footprint = compute(six_lines("mills/power", amount="1", amount_unit="MJ"))
    assert lines_of(footprint)["bom/L1"].quality.geography == 5


def test_terms_that_nobody_stated_are_said_to_be_unstated():
    sources = worked_sources((packed(replace(MILLS, licences={})), packed(GRIDS)))
    line = lines_of(compute(six_lines("mills/power", amount="1", amount_unit="MJ"), sources))
    licence = line["bom/L1"].activity.choice.chosen.source.licence
    assert licence == "mills: no terms of use stated"
