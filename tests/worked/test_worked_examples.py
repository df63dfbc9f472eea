"""The worked examples of docs/method/worked-examples.md, in exact fractions by hand."""

from fractions import Fraction

import pytest

from cradlegate.core.category import Category
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import sum_category
from tests.worked.worked_cases import HERE

F = Fraction
EXACT = 1e-9


def by_line(footprint):
    return {line.id: line.emissions for line in footprint.lines}


def test_six_lines_give_the_sum_worked_by_hand(compute):
    lines = by_line(compute("six-lines", view=View.CRADLE_TO_GATE))
    expected = {
        "bom/L1": F(700) / F(7, 8) * 2,
        "bom/L1/machining": (F(700) / F(7, 8) - 700) * 2 * F(6, 10),
        "bom/L2": F(2 * 100) / F(4, 5) * 2,
        "bom/L3": F(80) / F(4, 5) * 3,
        "bom/L3/machining": (F(80) / F(4, 5) - 80) * 2 * F(6, 10),
        "bom/L4": F(15) * 4,
        "bom/L5": F(5) * 50,
        "energy/S1/electricity/grid": F(360_000) * F(3000, 7000) / 20 * F(6, 10),
    }
    assert sum(expected.values()) == F(52_378, 7)
    assert lines == pytest.approx(
        {name: float(value) for name, value in expected.items()}, rel=EXACT
    )


def test_six_lines_give_the_same_total_through_every_sum(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    total = pytest.approx(float(F(52_378, 7)), rel=EXACT)
    assert footprint.total() == total
    for axes in (["stage"], ["subassembly"], ["stage", "subassembly"], ["line"], ["factor"]):
        assert footprint.by(*axes)["kgco2e"].sum() == total


TWELVE = {
    "A1": F(600) / F(3, 4) * 2 + F(150) * 3 + F(100) * 4 + F(50) * 40,
    "A2": F(600, 1) / F(3, 4) * F(500, 1000) * F(1, 10) + F(300) * F(500, 1000) * F(1, 10),
    "A3": F(60) * F(1, 4)
    + F(24_000) * F(10, 50) / 10 * F(6, 10)
    + F(72_000 - 24_000) * F(2, 7) / 10 * F(6, 10)
    + F(3_600) * F(2, 7) / 10 * F(2, 10),
    "A4": F(1) * 200 * F(1, 10) + F(1) * 3000 * F(2, 100),
    "A5": F(30) * F(3, 2) + F(60) * F(165, 100) + F(60) * F(1, 100),
    "B1": F(1) * F(2, 100) * 10 * 1530,
    "B2-B5": F(10) * 3 * 3,
    "B6": (F(4) * 1000 + F(1) * 500) * 10 * F(1, 2),
    "B7": F(20) * 10 * F(3, 2),
    "C2": F(810, 1000) * 100 * F(2, 10) + F(90, 1000) * 50 * F(2, 10),
    "C3": F(810) * F(5, 100),
    "C4": F(90) * F(1, 100),
}
BEYOND_THE_PORT = F(1) * 50 * F(1, 10)


@pytest.mark.requirement("S1-5", "S1-23", "S3-14")
def test_twelve_lines_give_every_view_worked_by_hand(compute):
    footprint = compute("twelve-lines")
    gate = TWELVE["A1"] + TWELVE["A2"] + TWELVE["A3"]
    expected = {
        View.CRADLE_TO_GATE: gate,
        View.CIRCULAR_12: gate + TWELVE["A4"],
        View.WHOLE_LIFE: sum(TWELVE.values()) + BEYOND_THE_PORT,
    }
    assert expected[View.WHOLE_LIFE] == F("28292.1") + F(5904, 7)
    assert footprint.view is View.CIRCULAR_12
    for view, value in expected.items():
        assert footprint.total(view) == pytest.approx(float(value), rel=EXACT)


def test_twelve_lines_give_every_stage_worked_by_hand(compute):
    stages = compute("twelve-lines", view=View.WHOLE_LIFE).by("stage")
    found = dict(zip(stages["stage"], stages["kgco2e"], strict=True))
    expected = {**TWELVE, "A4": TWELVE["A4"] + BEYOND_THE_PORT}
    assert found == pytest.approx(
        {name: float(value) for name, value in expected.items()}, rel=EXACT
    )


def test_a_verified_supplier_footprint_is_primary_by_its_own_share(compute):
    quality = compute("twelve-lines").quality
    total = TWELVE["A1"] + TWELVE["A2"] + TWELVE["A3"] + TWELVE["A4"]
    assert quality.primary_strict == pytest.approx(float(F(2000) * F(1, 2) / total), rel=EXACT)
    assert quality.stage_unsplit == pytest.approx(float(F(2000) / total), rel=EXACT)


def test_the_part_published_as_one_figure_is_not_separable(compute):
    footprint = compute("twelve-lines")
    total = TWELVE["A1"] + TWELVE["A2"] + TWELVE["A3"] + TWELVE["A4"]
    assert sum_category(footprint.lines_in_view, Category.FOSSIL_OTHER) == pytest.approx(2000.0)
    assert footprint.quality.unsplit == pytest.approx(float(1 - F(2000) / total), rel=EXACT)


def test_the_crate_takes_up_what_it_releases_and_the_headline_counts_no_uptake(compute):
    footprint = compute("crate", view=View.CRADLE_TO_GATE)
    uptake = F(300) * F(45, 100) * F(44, 12)
    gate, waste = F(100) * 2 + F(300) * F(1, 4), F(100 + 300) * F(1, 100)
    assert uptake == 495
    assert footprint.total() == pytest.approx(float(gate), rel=EXACT)
    assert footprint.total_with_uptake() == pytest.approx(float(gate - uptake), rel=EXACT)
    assert footprint.biogenic_carbon_kg == pytest.approx(float(F(300) * F(45, 100)), rel=EXACT)
    whole = footprint.total_with_uptake(View.WHOLE_LIFE)
    assert whole == pytest.approx(float(gate + waste), rel=EXACT)


TWO_SITES = {"TWO-SITES": (1000, 30, 11), "lathes": (2000, 40, 13), "grinders": (3000, 20, 17)}


def allocate_two_sites(hours, pieces, tonnes, made):
    unmetered = F(120_000 - 30_000) * F(hours, 6000)
    paint, foundry = F(30_000) * F(pieces, 90), F(240_000) * F(tonnes, 41)
    return ((unmetered + paint) * F(6, 10) + foundry * F(1, 2)) / made


@pytest.mark.requirement("S1-13", "S1-15")
def test_two_sites_are_shared_out_as_worked_by_hand(compute):
    footprint = compute("two-sites", view=View.CRADLE_TO_GATE)
    expected = F(100) * 2 + allocate_two_sites(1000, 30, 11, 30)
    assert expected == F(72_700, 41)
    assert footprint.total(View.CRADLE_TO_GATE) == pytest.approx(float(expected), rel=EXACT)
    assert "energy/S1/electricity/grid/unmetered" in by_line(footprint)


@pytest.mark.parametrize("name", TWO_SITES)
def test_each_co_product_takes_its_share(compute, name):
    rows = (HERE / "two-sites/allocation.csv").read_text().replace(",yes", ",no").splitlines()
    turned = [row.removesuffix("no") + "yes" if f",{name}," in row else row for row in rows]
    footprint = compute(
        "two-sites", {"allocation.csv": "\n".join(turned).encode()}, view=View.CRADLE_TO_GATE
    )
    energy = [line.emissions for line in footprint.lines if line.id.startswith("energy/")]
    assert sum(energy) == pytest.approx(float(allocate_two_sites(*TWO_SITES[name], 30)), rel=EXACT)


def test_all_co_products_together_take_exactly_the_bills():
    taken = sum(allocate_two_sites(*drivers, 1) for drivers in TWO_SITES.values())
    assert taken == F(120_000) * F(6, 10) + F(240_000) * F(1, 2)


@pytest.mark.requirement("S3-16")
def test_ninety_nine_percent_of_mass_fails_without_the_electronics(compute):
    footprint = compute("electronics-missing", view=View.CRADLE_TO_GATE)
    axes = {axis.axis: axis for axis in footprint.coverage}
    assert axes[Axis.MASS].share(CoverageClass.RECORDED) == pytest.approx(0.99)
    assert axes[Axis.MASS].judgement is Outcome.MET
    recorded = F(990 * 2, 990 * 2 + 10 * 50)
    assert axes[Axis.GHG].share(CoverageClass.RECORDED) == pytest.approx(float(recorded), rel=EXACT)
    assert axes[Axis.GHG].judgement is Outcome.NOT_MET
    assert axes[Axis.ENERGY].judgement is Outcome.UNDETERMINED


def test_what_a_supplier_took_up_for_a_part_is_no_carbon_of_the_packaging(compute):
    boards = (HERE / "twelve-lines/suppliers/boards.json").read_text()
    grown = boards.replace(
        '{"fossil_other": "40"}', '{"fossil_other": "40", "biogenic_removals": "-2"}'
    )
    assert grown != boards
    held = [
        compute("twelve-lines", files).biogenic_carbon_kg
        for files in ({}, {"suppliers/boards.json": grown.encode()})
    ]
    assert held[0] == held[1] > 0


def test_packaging_of_a_supplier_is_released_and_discarded_like_any_other(compute):
    """60 kg of timber; what its supplier says was taken up is released where it is unpacked."""
    bill = (HERE / "twelve-lines/bom.csv").read_text()
    supplied = bill.replace(
        "timber,1,60,buy,1,weighed,,", "timber,1,60,buy,1,weighed,pcf,pcf-crate"
    )
    assert supplied != bill
    sent = (HERE / "twelve-lines/suppliers/boards.json").read_text()
    for old, new in (
        ("pcf-boards", "pcf-crate"),
        ('["boards"]', '["crate"]'),
        ("control boards", "crate"),
        ('{"fossil_other": "40"}', '{"fossil_other": "0.2", "biogenic_removals": "-1.6"}'),
    ):
        assert old in sent
        sent = sent.replace(old, new)
    files = {"bom.csv": supplied.encode(), "suppliers/crate.json": sent.encode()}
    own, answered = (
        {line.id: line for line in compute("twelve-lines", given).lines} for given in ({}, files)
    )
    assert sum_category([answered["bom/crate"]], Category.BIOGENIC_REMOVALS) == pytest.approx(-96)
    assert "bom/crate/uptake" in own
    assert "bom/crate/uptake" not in answered
    for rest in ("bom/crate/release", "bom/crate/waste"):
        assert answered[rest].emissions == pytest.approx(own[rest].emissions)
