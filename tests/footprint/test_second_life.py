"""What part of a used machine's making belongs to the life that begins, worked by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.second_life import SecondLifeMethod, share_lives
from cradlegate.footprint.tracing.trace import explain
from cradlegate.product.machine import Lives
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.report import UNKNOWN, Figure, Text
from tests.worked.worked_cases import HERE

F = Fraction
ORIGINAL = F(900) * 2 + F(100) * 3 + F(60_000) * F(1, 5) / 10 * F(6, 10) + F(1) * 100 * F(1, 10)
PARTS = F(40) * 3 + F(5) * 4 + F(40, 1000) * 500 * F(1, 10)
SHOP = F(6_000) / 12 * F(6, 10)
CRATE = F(60) * F(1, 4)
OUTBOUND = F(1060, 1000) * (200 * F(1, 10) + 3000 * F(2, 100))
THIS_LIFE = PARTS + SHOP + CRATE + OUTBOUND
FULL, RESIDUAL, REFURBISHMENT = SecondLifeMethod
EXPECTED = {
    FULL: ORIGINAL + THIS_LIFE,
    RESIDUAL: ORIGINAL * F(6, 16) + THIS_LIFE,
    REFURBISHMENT: THIS_LIFE,
}
YEARS = st.decimals(Decimal("0.1"), Decimal(100), places=1)


def machine_with(old, new):
    text = (HERE / "used-machine/machine.yaml").read_text()
    assert old in text
    return {"machine.yaml": text.replace(old, new).encode()}


def choose(method):
    return machine_with("chosen: full_original", f"chosen: {method}")


@pytest.mark.requirement("S0-30", part="three results by name, the declared one as headline")
def test_the_three_results_are_those_worked_by_hand(compute):
    footprint = compute("used-machine")
    assert ORIGINAL == 2830
    assert F("541.8") == THIS_LIFE
    for method, value in EXPECTED.items():
        assert footprint.second_life.result(method) == pytest.approx(float(value), rel=1e-12)
    assert footprint.total() == pytest.approx(float(EXPECTED[FULL]), rel=1e-12)


def test_the_three_results_are_printed_with_their_names(compute):
    report = report_footprint(compute("used-machine"))
    table = next(table for table in report.tables if table.id == "second_life")
    rows = {
        row[0].text: (float(row[1].value), row[2].text)
        for row in table.rows
        if isinstance(row[0], Text) and isinstance(row[1], Figure) and isinstance(row[2], Text)
    }
    expected: dict[str, object] = {
        "full original manufacture and refurbishment": (pytest.approx(3371.8), "headline"),
        "residual-life share of the original, and refurbishment": (
            pytest.approx(1603.05),
            "sensitivity",
        ),
        "refurbishment and transport alone": (pytest.approx(541.8), "sensitivity"),
    }
    assert rows == expected
    assert "6 of 10 + 6 + 0 years" in table.note


def test_refurbishment_alone_leaves_the_first_life_out_of_every_sum(compute):
    footprint = compute("used-machine", choose(REFURBISHMENT))
    assert footprint.total() == pytest.approx(541.8, rel=1e-12)
    assert {line.id for line in footprint.lines if line.stage <= "A3"} == {
        "bom/rails",
        "bom/wiring",
        "bom/crate",
        "bom/crate/uptake",
        "transport/rails",
        "refurbishment/R1",
    }
    assert footprint.second_life.result(FULL) == pytest.approx(3371.8, rel=1e-12)
    assert footprint.plausibility.band is None
    assert "first life left out" in footprint.boundary
    for view in footprint.views:
        assert explain(footprint, f"view/{view}").name.endswith("first life left out")
    assert footprint.interval().low < footprint.total() < footprint.interval().high


def test_a_residual_share_is_never_the_headline(compute):
    footprint = compute("used-machine", choose(RESIDUAL))
    assert footprint.total() == pytest.approx(3371.8, rel=1e-12)
    assert footprint.second_life.headline is FULL
    assert "FP-042" in {fault.code for fault in footprint.faults}


def test_a_method_that_nobody_declared_is_warned_about_and_the_full_original_stands(compute):
    footprint = compute("used-machine", machine_with("subject: second_life", "subject: other"))
    assert footprint.total() == pytest.approx(3371.8, rel=1e-12)
    assert "FP-041" in {fault.code for fault in footprint.faults}


@pytest.mark.parametrize("method", ["half", "Full original, and more"])
def test_a_method_that_is_none_of_the_three_is_refused(compute, method):
    with pytest.raises(FaultsError, match="FP-040"):
        compute("used-machine", machine_with("chosen: full_original", f"chosen: '{method}'"))


def test_two_methods_at_once_are_refused(compute):
    row = "  - {subject: second_life, chosen: full_original, reason: no text says"
    twice = machine_with(row, f"{row.replace('full_original', 'residual_share')} one}}\n{row}")
    with pytest.raises(FaultsError, match="residual_share and full_original"):
        compute("used-machine", twice)


def test_a_share_of_lives_that_nobody_knows_is_unknown(compute):
    footprint = compute("used-machine", machine_with(", after: 0", ""))
    assert footprint.second_life.result(RESIDUAL) is None
    report = report_footprint(footprint)
    table = next(table for table in report.tables if table.id == "second_life")
    assert table.rows[1][1] == UNKNOWN
    assert "lives.after" in table.note
    for path in ("second_life/residual_share", "second_life/share", "second_life/none"):
        with pytest.raises(FaultsError, match="leads to no number"):
            explain(footprint, path)


def test_each_result_is_explained_by_its_parts(compute):
    footprint = compute("used-machine")
    residual = explain(footprint, "second_life/residual_share")
    assert [part.value for part in residual.parts] == pytest.approx([2830, 0.375, 541.8])
    share = explain(footprint, "second_life/share")
    assert [part.value for part in share.parts] == [10, 6, 0]
    assert share.value == pytest.approx(6 / 16)


def test_a_new_machine_has_no_second_life_and_no_refurbishment(compute):
    assert compute("six-lines", view=View.CRADLE_TO_GATE).second_life is None
    with pytest.raises(FaultsError) as caught:
        compute("used-machine", machine_with("condition: refurbished", "condition: new"))
    assert [fault.found for fault in caught.value.faults if fault.code == "FP-043"] == [
        "line rails refurbishes a machine that is new",
        "line wiring refurbishes a machine that is new",
        "row R1 refurbishes a machine that is new",
    ]
    with pytest.raises(FaultsError, match="leads to no number"):
        explain(compute("six-lines", view=View.CRADLE_TO_GATE), "second_life/share")


def test_a_machine_whose_works_left_no_bills_still_counts_what_refurbishing_took(compute):
    rows = (HERE / "used-machine/energy.csv").read_text().splitlines()
    kept = "\n".join([rows[0], rows[2]]).encode()
    footprint = compute("used-machine", {"energy.csv": kept})
    assert footprint.total() == pytest.approx(3371.8 - 720, rel=1e-12)
    assert "FP-012" in {fault.code for fault in footprint.faults}


@pytest.mark.requirement("S0-30", part="the shares of all lives sum to 100 %")
@given(YEARS, YEARS, st.decimals(Decimal(0), Decimal(100), places=1))
def test_the_shares_of_all_lives_sum_to_the_whole(before, this, after):
    shares = share_lives(Lives(before, this, after))
    assert shares is not None
    assert sum(shares) == 1
    assert all(0 <= share <= 1 for share in shares)
    assert shares[1] == F(this) / (F(before) + F(this) + F(after))


@pytest.mark.parametrize("unknown", range(3))
def test_one_unknown_life_leaves_every_share_unknown(unknown):
    five = Decimal(5)
    years = ["before_years", "this_years", "after_years"]
    whole = Lives(five, five, five)
    assert share_lives(replace(whole, **{years[unknown]: Blank.UNKNOWN})) is None
