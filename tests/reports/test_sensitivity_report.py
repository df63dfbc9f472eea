"""What drives a result, as people and programs read it."""

import csv
import io
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.sensitivity.analyse import (
    Question,
    Sensitivity,
    SensitivityMethod,
    analyse,
)
from cradlegate.footprint.sensitivity.figures import list_figures
from cradlegate.footprint.sensitivity.variance import DecidedShare
from cradlegate.lca.sobol import Estimate
from cradlegate.reports.contents.sensitivity_report import report_sensitivity
from cradlegate.reports.contents.sensitivity_sheets import write_choices, write_figures
from cradlegate.reports.html import render_html
from cradlegate.reports.report import NOT_APPLICABLE, Figure, Table, Text
from cradlegate.reports.terminal import render_terminal
from tests.declaration.shipped_case import computed_example, shipped_stock

LOCAL, SOBOL = SensitivityMethod
TARGET = 24_000.0


@cache
def found(method: SensitivityMethod, target: float | None = None) -> Sensitivity:
    case = computed_example().case
    return analyse(case, shipped_stock().sources, Settings(), Question(method, 512, target))


def column(table: Table, name: str) -> list[Any]:
    at = [one.id for one in table.columns].index(name)
    return [row[at] for row in table.rows]


def test_the_first_line_says_who_decides_the_spread():
    answer = report_sensitivity(found(LOCAL)).answer
    assert answer.headline == "est-cast-iron decides 75 % of the spread of VMC-850"
    assert answer.figure is not None
    assert answer.figure.bounds is not None


def test_as_many_figures_are_named_as_decide_half_and_three_at_most():
    base = found(LOCAL)

    def headline(*shares: float) -> str:
        filled = (*shares, *[0.0] * len(base.narrowings))
        named = zip(base.narrowings, filled, strict=False)
        narrowings = tuple(replace(item, share=share) for item, share in named)
        return report_sensitivity(replace(base, narrowings=narrowings)).answer.headline

    first, second, third = (item.figure.name for item in base.narrowings[:3])
    assert headline(0.4, 0.3, 0.2).startswith(f"{first} and {second} decide 70 %")
    few = headline(0.1, 0.09, 0.08, 0.07)
    assert few.startswith(f"{first}, {second} and {third} decide 27 %")
    certain = replace(base, narrowings=(), local=replace(base.local, effects=()))
    assert report_sensitivity(certain).answer.headline == (
        "no figure is uncertain in the footprint of VMC-850"
    )


def test_whoever_narrows_the_interval_most_is_asked_first():
    steps = report_sensitivity(found(LOCAL)).next_steps
    assert [step.who for step in steps][:2] == ["SUP-FOUNDRY", "SUP-SHEET"]
    assert steps[0].what == (
        "send a verified figure for bom/BED-101 and 7 more, in place of est-cast-iron"
    )
    assert (
        steps[0].because == "75 % of the spread goes with it, and the 95 % interval narrows by 50 %"
    )
    assert steps[1].what.endswith("; 4 other figures too")


def test_nobody_is_asked_for_what_decides_next_to_nothing():
    base = found(LOCAL)
    helpers = tuple(replace(helper, share=0.009) for helper in base.helpers)
    assert report_sensitivity(replace(base, helpers=helpers)).next_steps == ()
    one = replace(base.helpers[1], requests=base.helpers[1].requests[:2])
    [step] = report_sensitivity(replace(base, helpers=(one,))).next_steps
    assert step.what.endswith("; 1 other figure too")


def test_the_tornado_is_drawn_from_the_table_beside_it():
    page = render_html(report_sensitivity(found(LOCAL)))
    assert page.count("<rect") == 10
    assert 'aria-label="Figures that drive the result: est-cast-iron −2.65 … 3.08 t CO2e' in page


@pytest.mark.parametrize("method", [LOCAL, SOBOL])
def test_choices_stand_apart_and_in_no_share(method: SensitivityMethod):
    report = report_sensitivity(found(method))
    assert [section.title for section in report.sections] == ["Why", "Choices", "How sure"]
    assert [table.id for table in report.tables if table.part == "choices"] == ["choices"]
    assert "no part of the interval" in report.table("choices").note


def test_ten_rows_are_listed_unless_all_are_asked_for():
    few, whole = (report_sensitivity(found(LOCAL), is_whole=one) for one in (False, True))
    for name in ("figures", "choices"):
        more = few.table(name).more
        assert more is not None
        assert len(few.table(name).rows) == 10
        assert len(whole.table(name).rows) == 10 + more.rows
        assert whole.table(name).more is None
    shares = column(whole.table("figures"), "share")
    assert float(sum(share.value for share in shares)) == pytest.approx(1, abs=1e-9)


def test_sobol_shows_both_indices_with_their_intervals_and_the_small_figures_as_one():
    report = report_sensitivity(found(SOBOL))
    table = report.table("figures")
    for name in ("alone", "together"):
        assert all(isinstance(cell, Figure) and cell.bounds for cell in column(table, name))
    last = table.rows[-1]
    assert last[0] == Text("all 47 smaller figures")
    assert last[1] == last[2] == last[-1] == NOT_APPLICABLE
    assert any(note.text.startswith("Interactions: the figures alone") for note in report.notes)
    assert ("points", "512 in 8 scrambles, seed 24122") in report.provenance


def test_a_figure_whose_range_moves_nothing_has_no_ends():
    base = found(SOBOL)
    assert base.variance is not None
    lines = computed_example().footprint.lines_in_view
    still = next(item for item in list_figures(lines) if item.deviation == 0)
    share = DecidedShare((still,), Estimate(0.0, 0.0), Estimate(0.0, 0.0))
    variance = replace(base.variance, shares=(share,))
    [row] = report_sensitivity(replace(base, variance=variance)).table("figures").rows
    assert row[1] == row[2] == row[-1] == NOT_APPLICABLE


def test_a_target_is_shown_with_the_value_at_which_each_figure_crosses_it():
    table = report_sensitivity(found(LOCAL, TARGET)).table("crossings")
    assert table.title == "Where the result crosses 24,000 kg CO2e"
    names = [one.id for one in table.columns]
    first: dict[str, Any] = dict(zip(names, table.rows[0], strict=True))
    assert first["figure"] == Text("est-cast-iron")
    assert str(first["now"].value) == "2"
    # 24,000 − 22,057.294 is 1,942.706 more; of 9,835.120 from iron that is 0.19753.
    assert float(first["multiple"].value) == pytest.approx(1.19753, abs=1e-5)
    assert float(first["then"].value) == pytest.approx(2.39506, abs=1e-4)
    assert first["reach"] == Text("yes")


def test_amounts_have_no_unit_at_the_crossing_and_what_cannot_reach_it_says_so():
    table = report_sensitivity(found(LOCAL, TARGET), is_whole=True).table("crossings")
    by_name = {row[0]: row for row in table.rows}
    sea = by_name[Text("distance/CNTAO/VNSGN/sea")]
    assert sea[1] == sea[2] == NOT_APPLICABLE
    assert isinstance(sea[3], Figure)
    assert sea[4] == Text("no")
    never = [row for row in table.rows if row[4] == Text("no value of it crosses")]
    assert never
    assert all(row[2] == row[3] == NOT_APPLICABLE for row in never)


def test_a_case_without_other_choices_has_no_table_of_them():
    report = report_sensitivity(replace(found(LOCAL), scenarios=()))
    assert [table.id for table in report.tables] == ["figures"]


def test_a_default_spread_is_warned_of():
    base = found(LOCAL)
    assert any("default spread" in note.text for note in report_sensitivity(base).notes)
    draws = replace(base.footprint.draws, default_spreads=0)
    own = replace(base, footprint=replace(base.footprint, draws=draws))
    assert not any("default spread" in note.text for note in report_sensitivity(own).notes)


def test_it_fits_a_terminal():
    for method in (LOCAL, SOBOL):
        text = render_terminal(
            report_sensitivity(found(method)), width=100, plain=True, unicode=True, color=False
        )
        assert max(map(len, text.splitlines())) <= 100


def test_every_figure_stands_in_the_csv_with_its_indices():
    rows = list(csv.DictReader(io.StringIO(write_figures(found(SOBOL)))))
    assert len(rows) == len(found(SOBOL).local.effects)
    assert rows[0]["figure"] == "factor/est-cast-iron"
    assert (rows[0]["kind"], rows[0]["ask"]) == ("factor", "SUP-FOUNDRY")
    assert rows[0]["group"] == ""
    assert rows[-1]["group"] == "47 smaller figures"
    assert float(rows[0]["first_order"]) == pytest.approx(0.75, abs=0.1)
    local = list(csv.DictReader(io.StringIO(write_figures(found(LOCAL)))))
    assert "first_order" not in local[0]
    assert [row["variance_share"] for row in local] == [row["variance_share"] for row in rows]


def test_every_choice_stands_in_the_csv_and_no_word_becomes_a_formula():
    base = found(LOCAL)
    first, *rest = base.scenarios
    spoiled = replace(base, scenarios=(replace(first, instead="=1+1"), *rest))
    rows = list(csv.DictReader(io.StringIO(write_choices(spoiled))))
    assert len(rows) == len(base.scenarios)
    assert rows[0]["instead"] == "'=1+1"
    assert float(rows[0]["kgco2e"]) == pytest.approx(first.kgco2e)
