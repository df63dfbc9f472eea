"""Laws that hold for every footprint, shown on the worked cases."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.boundary import is_in_group
from cradlegate.footprint.compare import compare
from cradlegate.footprint.line import sum_emissions
from cradlegate.footprint.tracing.trace import explain, list_paths
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.report import Figure, Share
from tests.worked.worked_cases import HERE

BOM = "line_id,subassembly,material,quantity,net_mass_each [kg],make_or_buy,yield,mass_basis\n"


def rows(*lines):
    return (BOM + "\n".join(lines) + "\n").encode()


WHOLE = rows("L1,bed,grey_iron,1,100,buy,0.8,weighed")


def split_in(first, second):
    return rows(
        f"L1,bed,grey_iron,1,{first},buy,0.8,weighed",
        f"L2,bed,grey_iron,1,{second},buy,0.8,weighed",
    )


@settings(max_examples=50)
@given(st.integers(1, 99))
def test_splitting_a_line_changes_neither_total_nor_interval(compute, kilograms):
    whole = compute("crate", {"bom.csv": WHOLE}, view=View.CRADLE_TO_GATE)
    split = compute(
        "crate", {"bom.csv": split_in(kilograms, 100 - kilograms)}, view=View.CRADLE_TO_GATE
    )
    assert split.total() == pytest.approx(whole.total(), rel=1e-14)
    assert np.allclose(
        split.draws.by_view[View.CRADLE_TO_GATE],
        whole.draws.by_view[View.CRADLE_TO_GATE],
        rtol=1e-13,
    )


@given(st.integers(1, 20))
def test_a_machine_of_more_of_the_same_scales_with_its_mass(compute, factor):
    machine = (HERE / "crate/machine.yaml").read_text()
    machine = machine.replace("net_mass: 100 kg", f"net_mass: {100 * factor} kg")
    machine = machine.replace(
        "gross_shipping_mass: 400 kg", f"gross_shipping_mass: {400 * factor} kg"
    )
    bom = rows(f"L1,bed,grey_iron,{factor},100,buy,0.8,weighed")
    one = compute("crate", {"bom.csv": WHOLE}, view=View.CRADLE_TO_GATE)
    files = {"machine.yaml": machine.encode(), "bom.csv": bom}
    many = compute("crate", files, view=View.CRADLE_TO_GATE)
    assert many.total() == pytest.approx(factor * one.total(), rel=1e-14)


def test_the_order_of_lines_changes_nothing(compute):
    text = (HERE / "six-lines/bom.csv").read_text().splitlines()
    turned = "\n".join([text[0], *reversed(text[1:])]).encode()
    one, other = (
        compute("six-lines", view=View.CRADLE_TO_GATE),
        compute("six-lines", {"bom.csv": turned}, view=View.CRADLE_TO_GATE),
    )
    assert one.total() == other.total()
    assert one.interval().median == pytest.approx(other.interval().median, rel=1e-13)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others(compute):
    one, same, other = (
        compute("twelve-lines", seed=seed).draws.by_view[View.WHOLE_LIFE] for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same)
    assert not np.any(one == other)


def test_the_headline_is_the_deterministic_value_and_lies_in_its_interval(compute):
    footprint = compute("twelve-lines")
    interval = footprint.interval()
    assert interval.low < footprint.total() < interval.high
    assert interval.low < interval.median < interval.high


@pytest.mark.requirement("S1-15")
@pytest.mark.requirement("S3-11", part="sums agree after a stage filter")
def test_rows_and_columns_of_the_cube_sum_to_the_total(compute):
    footprint = compute("twelve-lines", view=View.WHOLE_LIFE)
    cube = footprint.by("stage", "subassembly")
    assert cube["kgco2e"].sum() == pytest.approx(footprint.total(), rel=1e-12)
    for axis in ("stage", "subassembly"):
        assert cube.group_by(axis).agg(pl.col("kgco2e").sum())["kgco2e"].sum() == pytest.approx(
            footprint.total(), rel=1e-12
        )


def test_an_unknown_axis_is_refused(compute):
    with pytest.raises(ValueError, match="colour"):
        compute("crate", view=View.CRADLE_TO_GATE).by("colour")


def collect_figures(report):
    cells = [report.answer.figure] if report.answer.figure else []
    cells += [cell for table in report.tables for row in table.all_rows for cell in row]
    return [cell for cell in cells if isinstance(cell, Figure | Share)]


@pytest.mark.requirement("S1-27")
@pytest.mark.parametrize("name", ["six-lines", "twelve-lines", "crate", "two-sites"])
def test_every_figure_of_the_report_is_explained_with_the_same_value(compute, name):
    footprint = compute(name, view=View.CRADLE_TO_GATE)
    cells = collect_figures(report_footprint(footprint))
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    assert len(figures) > 30
    for figure in figures:
        explained = explain(footprint, figure.path)
        values = [explained.value]
        if figure.path.startswith("improve/"):
            values += [part.value for part in explained.parts]
        assert any(float(figure.value) == pytest.approx(value, rel=1e-11) for value in values)


@pytest.mark.parametrize("name", ["six-lines", "twelve-lines", "crate", "two-sites"])
def test_every_share_beside_a_sum_has_a_path_that_leads_to_its_parts(compute, name):
    footprint = compute(name, view=View.CRADLE_TO_GATE)
    cells = collect_figures(report_footprint(footprint))
    paths = [cell.path for cell in cells if isinstance(cell, Share) and cell.path]
    assert len(paths) > 15
    for path in paths:
        assert explain(footprint, path).formula


@pytest.mark.parametrize("name", ["six-lines", "twelve-lines"])
def test_every_listed_path_leads_to_a_number(compute, name):
    footprint = compute(name, view=View.CRADLE_TO_GATE)
    for path in list_paths(footprint):
        assert explain(footprint, path).formula


def test_the_parts_of_a_sum_add_up_to_it(compute):
    footprint = compute("twelve-lines", view=View.WHOLE_LIFE)
    for path in list_paths(footprint):
        if path.startswith(
            (
                "view/",
                "stage/",
                "subassembly/",
                "cell/",
                "category/",
                "coverage/",
                "primary",
                "quality/",
                "gwp/",
                "grade/",
            )
        ):
            explained = explain(footprint, path)
            parts = sum(part.value for part in explained.parts)
            assert parts == pytest.approx(explained.value, rel=1e-9, abs=1e-12), path


def test_a_line_leads_to_its_factor_row_and_that_to_its_source(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    line = explain(footprint, "line/bom/L1")
    assert line.choice is not None
    assert line.term is not None
    assert line.term.formula == "net mass ÷ yield"
    assert [term.value for term in line.term.inputs] == [Decimal(700), Decimal("0.875")]
    facts = dict(explain(footprint, "factor/f-iron").facts)
    assert facts["source"] == "round number for a worked example"
    assert facts["grade"] == "database"


def test_a_path_that_leads_nowhere_names_the_nearest(compute):
    footprint = compute("six-lines", view=View.CRADLE_TO_GATE)
    with pytest.raises(FaultsError, match="line/bom/L1"):
        explain(footprint, "line/bom/L11")


def test_stage_groups_hold_the_stages_of_their_letter(compute):
    footprint = compute("twelve-lines", view=View.WHOLE_LIFE)
    use = sum_emissions(line for line in footprint.lines if is_in_group(line, "B"))
    assert use == pytest.approx(22_500 + 306 + 300 + 90)


def test_a_draft_shows_gaps_at_estimates_above_the_truth(compute):
    bom = (
        (HERE / "six-lines/bom.csv")
        .read_text()
        .replace(
            "L2,column,part,column half,grey_iron,2,100", "L2,column,part,column half,grey_iron,2,?"
        )
    )
    files = {"bom.csv": bom.encode()}
    with pytest.raises(FaultsError):
        compute("six-lines", files, view=View.CRADLE_TO_GATE)
    draft = compute("six-lines", files, view=View.CRADLE_TO_GATE, is_draft_allowed=True)
    assert draft.is_draft
    unassigned = next(line for line in draft.lines if line.id == "unassigned")
    assert unassigned.emissions == pytest.approx(200 * 5.5)
    assert draft.total() > compute("six-lines", view=View.CRADLE_TO_GATE).total()
    assert report_footprint(draft).status == "DRAFT"


def test_a_leg_that_cannot_be_read_counts_at_a_far_distance_in_a_draft(compute):
    legs = (
        (HERE / "twelve-lines/transport.csv")
        .read_text()
        .replace("VNSGN,sea,container_ship,3000", "VNSGN,sea,container_ship,-3000")
    )
    draft = compute("twelve-lines", {"transport.csv": legs.encode()}, is_draft_allowed=True)
    gap = next(line for line in draft.lines if line.id == "gap/transport/out2")
    assert gap.emissions == pytest.approx(1.0 * 25_000 * 0.02)


def test_a_comparison_names_what_changed_and_adds_up(compute):
    before = compute("six-lines", view=View.CRADLE_TO_GATE)
    bom = (
        (HERE / "six-lines/bom.csv")
        .read_text()
        .replace("circuit_board,1,5", "circuit_board,1,6")
        .replace("copper,1,15", "copper,1,14")
    )
    after = compute("six-lines", {"bom.csv": bom.encode()}, view=View.CRADLE_TO_GATE)
    comparison = compare(before, after)
    assert comparison.total.difference == pytest.approx(50 - 4)
    assert [change.id for change in comparison.lines] == ["bom/L5", "bom/L4"]
    assert comparison.lines[0].because == "amount 5 → 6 kg"
    assert sum(change.difference for change in comparison.stages) == pytest.approx(46)
    assert not comparison.faults


def test_a_comparison_across_views_is_warned_about(compute):
    comparison = compare(compute("twelve-lines"), compute("twelve-lines", view=View.WHOLE_LIFE))
    assert [fault.code for fault in comparison.faults] == ["FP-030"]


@pytest.mark.requirement("S3-23")
@pytest.mark.requirement("S1-12", part="weakness and rank")
def test_replacing_a_default_by_a_verified_figure_lowers_weakness_and_rank(compute):
    base = compute("twelve-lines")
    boards = next(item for item in base.priorities if item.line.id == "bom/boards")
    plain = compute(
        "twelve-lines",
        {
            "bom.csv": (HERE / "twelve-lines/bom.csv")
            .read_text()
            .replace(",pcf,pcf-boards", ",,")
            .encode()
        },
    )
    default = next(item for item in plain.priorities if item.line.id == "bom/boards")
    assert boards.weakness < default.weakness
    assert [item.score for item in base.priorities] == sorted(
        (item.score for item in base.priorities), reverse=True
    )
