"""Lines on imported processes are drawn with their databases: alike everywhere, or said why not."""

import json
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cradlegate.background.datasets.dataset import Distribution
from cradlegate.background.factor import SpreadKind
from cradlegate.background.processes.drawn import draw_nothing
from cradlegate.background.processes.stored_draws import read_draws
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.drawn_lines import spread_like
from cradlegate.footprint.appraisal.parameters import factor_parameter
from cradlegate.footprint.appraisal.uncertainty import summarise_draws
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.sensitivity.analyse import Question, SensitivityMethod, analyse
from cradlegate.footprint.sensitivity.scenarios import ChoiceKind
from cradlegate.footprint.tracing.trace import explain
from cradlegate.footprint.used_sources import Stock, read_used_sources, write_used_sources
from cradlegate.lca.draws import Shape
from cradlegate.product.case_files import read_case_files
from cradlegate.reports.contents.footprint_report import report_footprint
from tests.background.datasets.databases import CO2, CO2_IN, emits, process, takes
from tests.footprint.dataset_cases import change, six_lines
from tests.footprint.drawn_databases import (
    FORGE,
    LOGNORMAL,
    NORMAL,
    UNIFORM,
    Database,
    compute,
    compute_noted,
    open_sources,
    spread,
)
from tests.worked.worked_cases import HERE, read_files

BED, STEEL, SAND = "forge/bed", "forge/steel", "forge/sand"
MISFIT = 0.12 + 0.002 + 0.04
"""Variance that a choice that nobody reviewed, of unknown place and years, adds (method 15)."""
LEGS = (
    b"leg,stage,applies_to,from,to,mode,vehicle_class,distance [km],distance_basis,empty_in_factor\n"
    b"O1,A4,machine,CNSHA,VNSGN,sea,,3000,actual,yes\n"
    b"O2,A4,machine,VNSGN,VNHAN,road,,1000,actual,yes\n"
)
MOST_OFTEN_NEGATIVE = spread(
    process("slag", emits(CO2, 1.0)), Distribution(UNIFORM, 1.0, 0.0, -10.0, 2.0)
)
SELDOM_NEGATIVE = spread(process("slag", emits(CO2, 1.0)), Distribution(NORMAL, 1.0, 0.6))
TURNING = spread(process("scrap", emits(CO2, 1.0)), None, Distribution(NORMAL, 1.0, 1.0))
CREDIT = spread(process("credit", emits(CO2, -0.5)), None, Distribution(LOGNORMAL, -0.5, 1.3))
EVEN = spread(
    process("even", emits(CO2, 1.0), emits(CO2, -1.0)), None, Distribution(LOGNORMAL, 1.0, 1.3)
)


@cache
def forge():
    return Database(*FORGE)


@cache
def worked(**lines):
    return compute(case(**lines), open_sources(forge()))


def case(**lines):
    """The six-line case with these lines answered by processes."""
    files = six_lines()
    for line, source in lines.items():
        files = change(files, "bom.csv", {line}, {"source_kind": "dataset", "source_id": source})
    return files


def compute_slag(slag, **lines):
    return compute(case(**lines), open_sources(Database(*FORGE, slag)))


def codes(footprint):
    return {fault.code for fault in footprint.faults if fault.code.startswith("FP-09")}


def test_the_interval_of_a_line_is_that_of_the_lognormal_it_hangs_on():
    footprint = compute(case(L2=BED), open_sources(forge()), draws=4000)
    found = summarise_draws(footprint.draws.by_subassembly["column"])
    nominal = 2 * 100 / 0.8 * 1.2 * 1.8
    deviation = math.sqrt(math.log(1.3) ** 2 + MISFIT)
    for end, z in ((found.low, -1.959964), (found.median, 0.0), (found.high, 1.959964)):
        # Three standard errors of the end quantile at 4,000 draws are 0.13 deviations.
        assert math.log(end / nominal) == pytest.approx(z * deviation, abs=0.13 * deviation)
    assert (footprint.draws.of_databases.drawn, codes(footprint)) == (1, set())


def test_what_is_drawn_is_the_score_of_the_draw_over_the_nominal_score():
    figure = worked(L2=BED).draws.of_databases.multipliers["dataset/forge/bed"]
    logs = np.log(figure)
    assert logs.mean() == pytest.approx(0.0, abs=4 * math.log(1.3) / math.sqrt(len(logs)))
    assert logs.std() == pytest.approx(math.log(1.3), rel=0.12)


def test_the_headline_is_not_that_of_the_draws():
    drawn = worked(L2=BED)
    fixed = compute(case(L2=BED), replace(open_sources(forge()), draw_figures=draw_nothing))
    assert drawn.total() == fixed.total()
    assert [line.quality for line in drawn.lines] == [line.quality for line in fixed.lines]


def test_lines_on_one_process_move_together_and_so_do_processes_on_one_exchange():
    same = worked(L2=BED, L4=BED, L5=BED).draws.by_subassembly
    two = worked(L2=BED, L3=STEEL).draws.of_databases.multipliers
    # The column takes 250 kg of castings, the cabinet 15 and 5.
    assert same["column"] / 250 == pytest.approx(same["control_cabinet"] / 20, rel=1e-12)
    assert two["dataset/forge/bed"] == pytest.approx(two["dataset/forge/steel"], rel=1e-6)


def test_a_line_more_changes_no_draw_of_the_others():
    alone = worked(L2=BED).draws.by_subassembly["column"]
    assert (worked(L2=BED, L3=STEEL, L4=SAND).draws.by_subassembly["column"] == alone).all()
    other = Database(
        spread(process("tin", emits(CO2, 3.0)), None, Distribution(NORMAL, 3.0, 0.1)),
        name="smelter",
        digest="sha256:8",
    )
    beside = compute(case(L2=BED, L4="smelter/tin"), open_sources(forge(), other))
    assert (beside.draws.by_subassembly["column"] == alone).all()
    assert beside.draws.of_databases.drawn == 2


def test_a_line_in_two_parts_has_the_same_interval():
    files = case(L2=BED)
    rows = files["bom.csv"].decode()
    row = next(each for each in rows.splitlines() if each.startswith("L2"))
    halves = [row.replace("L2,", f"L2{part},").replace(",2,100,", ",1,100,") for part in "ab"]
    split = {**files, "bom.csv": rows.replace(row, "\n".join(halves)).encode()}
    found = compute(split, open_sources(forge()))
    assert found.draws.of_databases.drawn == 2
    whole = worked(L2=BED).draws.by_subassembly["column"]
    assert found.draws.by_subassembly["column"] == pytest.approx(whole, rel=1e-12)


def cut(work, chunks):
    """Do every draw of a chunk by itself, the last first."""
    for chunk in chunks:
        single = [work(range(at, at + 1)) for at in reversed(chunk)]
        yield np.concatenate(single[::-1], axis=-1)


def test_chunks_and_workers_change_no_draw():
    files, expected = case(L2=BED), worked(L2=BED).draws.by_view[View.CRADLE_TO_GATE][:250]
    with ThreadPoolExecutor(2) as pool:
        for run in (cut, pool.map):
            found = compute(files, open_sources(forge(), run=run), draws=250)
            assert (found.draws.by_view[View.CRADLE_TO_GATE] == expected).all()


def test_two_cases_draw_a_process_alike():
    first, second = worked(L2=BED), worked(L3=BED, L5=SAND)
    name = "dataset/forge/bed"
    figures = [each.draws.of_databases.multipliers[name] for each in (first, second)]
    assert (figures[0] == figures[1]).all()
    other_seed = compute(case(L2=BED), open_sources(forge()), seed=2)
    assert (other_seed.draws.of_databases.multipliers[name] != figures[0]).any()


def test_a_process_that_does_not_spread_keeps_the_documented_default_and_is_counted():
    found = worked(L2=BED, L3=SAND)
    own = {line.id: line.activity.choice.chosen.spread for line in found.lines}
    assert (own["bom/L2"].is_default, own["bom/L3"].is_default) == (False, True)
    assert (found.draws.of_databases.drawn, found.draws.of_databases.by_default) == (1, 1)
    facts = dict(explain(found, "interval").facts)
    assert facts["drawn with their databases"] == facts["of databases, by default"] == "1 lines"
    factor = explain(found, "factor/dataset/forge/bed")
    assert dict(factor.facts)["spread"].endswith("of the draws of its database")
    assert "1 are drawn with these and 1 by the default" in str(report_footprint(found))
    fixed = replace(open_sources(forge()), draw_figures=draw_nothing)
    by_default = compute(case(L2=BED, L3=SAND), fixed).draws.by_subassembly["enclosure"]
    assert (found.draws.by_subassembly["enclosure"] == by_default).all()


def test_a_case_without_processes_asks_for_no_draws_and_says_nothing_of_them():
    def refuse(figures, seed, count):
        raise AssertionError

    found = compute(case(), replace(open_sources(forge()), draw_figures=refuse))
    assert "drawn with their databases" not in dict(explain(found, "interval").facts)
    assert "processes of databases" not in str(report_footprint(found))


def test_draws_without_a_figure_are_left_out_of_every_total_and_told():
    found = compute_slag(SELDOM_NEGATIVE, L2=BED, L4="forge/slag")
    left_out = found.draws.of_databases.left_out
    # The normal of 1 ± 0.6 is below 0 in 4.8 % of draws.
    assert 10 <= len(left_out) <= 40
    assert codes(found) == {"FP-091"}
    told = next(fault.found for fault in found.faults if fault.code == "FP-091")
    assert told.startswith(f"{len(left_out)} of 500 draws: {left_out[0]}")
    whole = found.draws.by_view[View.CRADLE_TO_GATE]
    assert len(whole) == 500 - len(left_out)
    assert np.isfinite(whole).all()
    kept = np.delete(worked(L2=BED).draws.by_subassembly["column"], left_out)
    assert (found.draws.by_subassembly["column"] == kept).all()
    assert f"of {len(whole)} draws" in explain(found, "interval").formula
    assert f"{len(left_out)} of 500 draws leave" in str(report_footprint(found))


def test_a_process_that_most_draws_leave_without_a_figure_keeps_its_default():
    found = compute_slag(MOST_OFTEN_NEGATIVE, L2=BED, L4="forge/slag")
    assert codes(found) == {"FP-092"}
    assert found.draws.of_databases.left_out == ()
    assert found.draws.of_databases.multipliers.keys() == {"dataset/forge/bed"}
    assert len(found.draws.by_view[View.CRADLE_TO_GATE]) == 500


def test_a_figure_of_0_that_spreads_is_not_drawn_and_the_reason_is_told():
    found = compute_slag(EVEN, L4="forge/even")
    assert codes(found) == {"FP-090"}
    told = next(fault.found for fault in found.faults if fault.code == "FP-090")
    assert told == "dataset/forge/even: its figure is 0 and its draws are not"


def test_a_negative_figure_is_drawn_mirrored():
    found = compute_slag(CREDIT, L2="forge/credit").draws.by_subassembly["column"]
    bed = worked(L2=STEEL).draws.by_subassembly["column"]
    assert (found < 0).all()
    assert np.log(-found).std() == pytest.approx(np.log(bed).std(), rel=0.12)


def test_what_asks_for_a_spread_gets_one_with_the_ends_of_the_draws():
    figure = worked(L2=BED).draws.of_databases.multipliers["dataset/forge/bed"]
    low, high = np.quantile(figure, (0.025, 0.975))
    fitted = spread_like(figure)
    assert fitted.kind is SpreadKind.GSD
    assert float(fitted.value) ** (2 * 1.959964) == pytest.approx(high / low, rel=1e-5)
    turning = compute_slag(TURNING, L2="forge/scrap")
    line = next(each for each in turning.lines if each.id == "bom/L2")
    parameter = factor_parameter(line)
    assert parameter.shape is Shape.TRIANGLE
    # The 95 % ends of 1 ± 1 are −0.96 and 2.96.
    assert (parameter.low, parameter.high) == pytest.approx((-0.96, 2.96), abs=0.4)


def test_a_factor_of_0_with_uptake_that_turns_its_sign_has_no_ends_in_its_unit():
    wood = spread(
        process("wood", emits(CO2, 1.0), takes(CO2_IN, 1.0)), None, Distribution(NORMAL, 1.0, 1.0)
    )
    found = compute_slag(wood, L2="forge/wood")
    line = next(each for each in found.lines if each.id == "bom/L2")
    assert factor_parameter(line).shape is Shape.FIXED
    assert found.draws.by_subassembly["column"].std() == pytest.approx(250, rel=0.5)


def analyse_case(files, sources, method=SensitivityMethod.LOCAL, view=View.CRADLE_TO_GATE):
    reading = read_case_files(files, sources.library.families)
    assert reading.case is not None, reading.faults
    settings = Settings(view, 500, 1)
    return analyse(reading.case, sources, settings, Question(method, 256))


@pytest.mark.parametrize("method", list(SensitivityMethod))
def test_what_drives_a_result_knows_the_spread_of_the_draws(method):
    sources = open_sources(Database(*FORGE, SELDOM_NEGATIVE))
    found = analyse_case(case(L2=BED, L4="forge/slag"), sources, method)
    effects = {effect.figure.name: effect for effect in found.local.effects}
    nominal = 2 * 100 / 0.8 * 1.2 * 1.8
    fit = effects["dataset/forge/bed"].variation
    ends = [nominal * (math.exp(sign * 1.96 * math.sqrt(MISFIT)) - 1) for sign in (-1, 1)]
    assert [fit.low, fit.high] == pytest.approx(ends, rel=1e-3)
    drawn = effects["database forge"].figure
    assert [each.activity.id for each in drawn.lines] == ["bom/L2", "bom/L4"]


def test_a_figure_that_decides_the_result_ranks_with_it():
    found = analyse_case(case(L1=BED, L2=BED), open_sources(forge()))
    effects = {effect.figure.name: effect for effect in found.local.effects}
    assert effects["database forge"].rank_correlation > 0.3
    assert effects["dataset/forge/bed"].rank_correlation > 0.3


def test_other_choices_are_compared_without_draws():
    asked = []

    def draw(figures, seed, count):
        asked.append(count)
        return open_sources(forge()).draw_figures(figures, seed, count)

    files = {**case(L2=BED), "transport.csv": LEGS}
    sources = replace(open_sources(forge()), draw_figures=draw)
    found = analyse_case(files, sources, view=View.CIRCULAR_12)
    assert ChoiceKind.END_POINT in {item.kind for item in found.scenarios}
    assert asked == [500]


@cache
def stored():
    sources = open_sources(Database(*FORGE, SELDOM_NEGATIVE))
    files = case(L2=BED, L3=SAND, L4="forge/slag")
    footprint, use = compute_noted(files, sources, draws=300)
    return (
        files,
        footprint,
        write_used_sources(use, Stock(sources, read_files(HERE / "library"), {})),
    )


def test_stored_draws_give_the_same_interval_without_the_database():
    files, footprint, kept = stored()
    again, use = compute_noted(files, read_used_sources(kept), draws=300)
    for view, draws in footprint.draws.by_view.items():
        assert (again.draws.by_view[view] == draws).all()
    assert again.draws.of_databases.left_out == footprint.draws.of_databases.left_out
    assert again.draws.of_databases.by_default == 1
    sources = Stock(read_used_sources(kept), read_files(HERE / "library"), {})
    assert write_used_sources(use, sources)["draws.json"] == kept["draws.json"]


def test_draws_take_eleven_bytes_each():
    _, _, kept = stored()
    assert len(kept["draws.json"]) < 2 * 300 * 11 + 500


@pytest.mark.parametrize(("draws", "seed"), [(300, 2), (299, 1)])
def test_other_draws_than_those_stored_are_refused(draws, seed):
    files, _, kept = stored()
    with pytest.raises(FaultsError) as caught:
        compute(files, read_used_sources(kept), draws, seed)
    assert [fault.code for fault in caught.value.faults] == ["FP-034"]


def test_sources_that_were_stored_without_draws_take_the_defaults():
    files, _, kept = stored()
    older = {name: data for name, data in kept.items() if name != "draws.json"}
    found = compute(files, read_used_sources(older), 300)
    assert (found.draws.of_databases.drawn, found.draws.of_databases.by_default) == (0, 3)


def spoil(**changes):
    content = json.loads(stored()[2]["draws.json"])
    return json.dumps({**content, **changes}, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"no json",
        b"[]",
        spoil(count=299),
        spoil(seed="one"),
        spoil(processes={"a": "1.0 two"}),
        spoil(processes={"a": 7}),
        spoil(count=1, processes={"a": "inf"}),
        spoil(count=1, processes={"a": "1.0"}),
    ],
)
def test_spoiled_draws_are_refused(data):
    with pytest.raises(FaultsError) as caught:
        read_draws(data)
    assert [fault.code for fault in caught.value.faults] == ["BG-178"]
