"""What a database draws is one figure of a result: its processes move together, as its draws do."""

from dataclasses import replace
from functools import cache
from math import exp, fsum, sqrt

import numpy as np
import pytest

from cradlegate.background.datasets.dataset import Distribution
from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.sensitivity.analyse import SensitivityMethod
from cradlegate.footprint.sensitivity.asking import expect_narrowing, rank_helpers
from cradlegate.footprint.sensitivity.crossing import find_crossings
from cradlegate.footprint.sensitivity.databases import list_databases
from cradlegate.footprint.sensitivity.figures import FigureKind, list_figures
from cradlegate.footprint.sensitivity.one_at_a_time import vary_one_at_a_time
from cradlegate.footprint.sensitivity.variance import decide_variance
from cradlegate.reports.contents.sensitivity_report import report_sensitivity
from cradlegate.reports.contents.sensitivity_sheets import write_figures
from cradlegate.reports.report import Text
from tests.background.datasets.databases import CO2, emits, process
from tests.footprint.drawn_databases import (
    FORGE,
    LOGNORMAL,
    Database,
    open_sources,
    spread,
)
from tests.footprint.test_dataset_draws import analyse_case, case

COUNT = 400
BED, STEEL, SAND = "forge/bed", "forge/steel", "forge/sand"
MISFIT = 0.12 + 0.002 + 0.04


@cache
def analysed(method=SensitivityMethod.LOCAL, **lines):
    return analyse_case(case(**lines), open_sources(Database(*FORGE)), method)


def drawn(found):
    return found.footprint.draws.of_databases


def lines_of(found):
    return found.footprint.lines_in_view


def database_of(found):
    [database] = list_databases(lines_of(found), drawn(found))
    return database


def emitted(found, name):
    return fsum(each.emissions for each in lines_of(found) if each.activity.id == f"bom/{name}")


def test_processes_of_one_database_spread_the_result_by_their_sum_and_not_by_their_squares():
    found = analysed(L1=STEEL, L2=BED)
    figures = {each.id: each for each in list_figures(lines_of(found), drawn(found))}
    [database] = [each for each in figures.values() if each.kind is FigureKind.DATABASE]
    both = [emitted(found, "L1"), emitted(found, "L2")]
    row = drawn(found).multipliers["dataset/forge/steel"]
    assert database.slope == pytest.approx(sum(both, 0.0))
    # Both hang on the one figure of steel, so all their draws are alike.
    assert database.deviation == pytest.approx(sum(both, 0.0) * row.std(ddof=1), rel=1e-5)
    assert database.deviation > 1.2 * sqrt(fsum(each**2 for each in both)) * row.std(ddof=1)


def test_how_well_a_process_fits_is_a_figure_of_its_own():
    found = analysed(L1=STEEL, L2=BED)
    figures = {each.name: each for each in list_figures(lines_of(found), drawn(found))}
    s = sqrt(exp(MISFIT)) * sqrt(exp(MISFIT) - 1)
    for name, line in (("dataset/forge/steel", "L1"), ("dataset/forge/bed", "L2")):
        assert figures[name].deviation == pytest.approx(emitted(found, line) * s, rel=1e-3)


def test_one_at_a_time_varies_all_that_a_database_draws_together():
    found = analysed(L1=STEEL, L2=BED)
    varied = {each.id: each for each in vary_one_at_a_time(lines_of(found), drawn(found))}
    row = drawn(found).multipliers["dataset/forge/steel"]
    whole = emitted(found, "L1") + emitted(found, "L2")
    low, high = np.quantile(row, [0.025, 0.975])
    each = varied[database_of(found).id]
    assert (each.low, each.high) == pytest.approx(((low - 1) * whole, (high - 1) * whole), rel=1e-5)
    alone = {each.id for each in vary_one_at_a_time(lines_of(found))}
    assert not any(name.startswith("database/") for name in alone)


def test_sobol_shares_of_a_database_are_those_of_its_draws():
    """A line is E · X · F, X drawn by the database and F how it fits, so shares are known."""
    found = analysed(L2=BED)
    only = [each for each in lines_of(found) if each.activity.id == "bom/L2"]
    decided = decide_variance(only, 1, 8192, drawn(found))
    x = drawn(found).multipliers["dataset/forge/bed"]
    mean_f, square_f = exp(MISFIT / 2), exp(2 * MISFIT)
    variance_f = square_f - mean_f**2
    whole = (x**2).mean() * square_f - (x.mean() * mean_f) ** 2
    shares = {each.figures[0].name: each for each in decided.shares}
    of_database = shares["database forge"]
    assert of_database.first.value == pytest.approx(x.var() * mean_f**2 / whole, abs=0.01)
    assert of_database.total.value == pytest.approx(x.var() * square_f / whole, abs=0.01)
    fit = shares["dataset/forge/bed"]
    assert fit.first.value == pytest.approx(variance_f * x.mean() ** 2 / whole, abs=0.01)
    assert fit.total.value == pytest.approx(variance_f * (x**2).mean() / whole, abs=0.01)
    assert decided.mean == pytest.approx(only[0].emissions * x.mean() * mean_f, rel=1e-3)
    assert decided.deviation == pytest.approx(only[0].emissions * sqrt(whole), rel=0.02)


def test_sobol_spreads_a_result_on_one_database_as_its_draws_do():
    found = analysed(SensitivityMethod.SOBOL, L1=STEEL, L2=BED)
    more = decide_variance(lines_of(found), 1, 4096, drawn(found))
    assert more.deviation == pytest.approx(found.local.drawn_deviation, rel=0.1)
    assert found.variance is not None
    names = {each.figures[0].name for each in found.variance.shares}
    assert "database forge" in names


def test_two_imports_of_the_same_files_draw_together_and_others_apart():
    first = Database(*FORGE)
    again = Database(*FORGE, process("extra", emits(CO2, 1.0)), name="again")
    other = Database(
        spread(process("tin", emits(CO2, 2.0)), None, Distribution(LOGNORMAL, 2.0, 1.2)),
        name="other", digest="sha256:8",
    )  # fmt: skip
    files = case(L1=STEEL, L2="again/bed", L4="other/tin")
    found = analyse_case(files, open_sources(first, again, other))
    names = [each.name for each in list_databases(lines_of(found), drawn(found))]
    assert names == ["database again and forge", "database other"]


def test_draws_that_were_left_out_of_the_result_are_left_out_of_the_database():
    found = analysed(L2=BED)
    some = replace(drawn(found), left_out=(0, 7))
    [database] = list_databases(lines_of(found), some)
    assert len(database.rows[0]) == len(drawn(found).multipliers["dataset/forge/bed"]) - 2


def test_a_target_lies_within_what_the_draws_of_a_database_reach_or_beyond():
    found = analysed(L2=BED)
    figures = [
        each for each in list_figures(lines_of(found), drawn(found)) if each.database is not None
    ]
    total = fsum(each.emissions for each in lines_of(found))
    e = emitted(found, "L2")
    near, far = (
        find_crossings(figures, lines_of(found), total + share * e)[0] for share in (0.2, 3.0)
    )
    assert near.multiple == pytest.approx(1.2)
    assert near.is_within
    assert far.multiple == pytest.approx(4.0)
    assert not far.is_within


def test_who_knows_all_lines_on_a_database_takes_all_of_its_share():
    found = analysed(L1=STEEL, L2=BED)
    [figure] = [
        each for each in list_figures(lines_of(found), drawn(found)) if each.database is not None
    ]
    helpers = rank_helpers([expect_narrowing(figure, 0.6, 100.0)])
    asked = {each.party: each.share for each in helpers}
    parties = {each.activity.ask for each in figure.lines}
    assert asked.keys() == parties
    # Both hang on steel alone: with d of the deviation D on one's own lines, 1 - ((D - d) / D)².
    whole = fsum(each.emissions for each in figure.lines)
    for party in parties:
        own = fsum(each.emissions for each in figure.lines if each.activity.ask == party)
        rest = (whole - own) / whole
        assert asked[party] == pytest.approx(0.6 * (1 - rest**2), rel=1e-4)


def test_lines_that_cancel_in_every_draw_do_not_spread_the_result():
    found = analysed(L2=BED)
    [line] = [each for each in lines_of(found) if each.activity.id == "bom/L2"]
    against = replace(line.activity, id="L2b")
    turned = replace(line, activity=against, values=tuple(-each for each in line.values))
    figures = list_figures([line, turned], drawn(found))
    [figure] = [each for each in figures if each.database is not None]
    assert figure.deviation == pytest.approx(0.0, abs=1e-9)
    [helper] = rank_helpers([expect_narrowing(figure, 0.5, 1.0)])
    assert helper.share == pytest.approx(0.5)


def test_ranks_of_a_database_are_those_of_its_draws():
    found = analysed(L1=BED, L2=BED)
    effects = {each.figure.name: each for each in found.local.effects}
    assert effects["database forge"].rank_correlation > 0.3
    assert fsum(each.variance_share for each in found.local.effects) == pytest.approx(1.0)


def test_a_case_without_draws_has_the_figures_that_it_had():
    lines = lines_of(analysed(L2=BED))
    nothing = DrawnLines(tuple(lines))
    assert list_figures(lines, nothing) == list_figures(lines)
    assert list_databases(lines, None) == ()


@pytest.mark.parametrize("method", list(SensitivityMethod))
def test_the_report_and_the_table_name_the_database(method):
    found = analysed(method, L1=STEEL, L2=BED)
    report = report_sensitivity(found, is_whole=True)
    [table] = [each for each in report.tables if each.id == "figures"]
    assert any(row[0] == Text("database forge") for row in table.rows)
    assert any("together" in note.text and "database" in note.text for note in report.notes)
    assert "\ndatabase/sha256:7,database,2," in write_figures(found)
