"""Every process scores with its whole supply chain, or says why it has no figure."""

from fractions import Fraction

import numpy as np
import pytest

from cradlegate.background.datasets.characterise import characterise, open_gwp_set
from cradlegate.background.datasets.compile import compile_database
from cradlegate.background.datasets.link import link_database
from cradlegate.background.datasets.score import ScoreState, doubt_figures, score_database
from cradlegate.background.library import shipped_library
from cradlegate.core.category import CATEGORIES, Category
from tests.background.datasets.databases import CH4, CO2, CO2_BIO, database, emits, process, takes

FOSSIL = CATEGORIES.index(Category.FOSSIL_OTHER)


def score(*processes):
    whole = database(*processes)
    scores = characterise(whole, open_gwp_set(shipped_library(), "AR6"))
    compiled = compile_database(whole, link_database(whole), scores)
    return compiled, score_database(compiled)


def told(*processes):
    compiled, scored = score(*processes)
    return dict(zip(compiled.process_ids, scored.states, strict=True)), scored


def test_a_loop_between_steel_and_power_is_solved_exactly():
    """Power: p = 0.9 + 0.01 s; steel: s = 1.8 + 2 p; so s = (1.8 + 1.8) / (1 - 0.02) = 3.6 / 0.98.

    Power is made 10 kWh at a time and steel 1,000 kg; p = 0.9 + 0.036 / 0.98.
    """
    _, scored = score(
        process("power", takes("steel", 0.1), emits(CO2, 9.0), gives=10.0),
        process("steel", takes("power", 2000.0), emits(CO2, 1800.0), gives=1000.0),
        process("bed", takes("steel", 1.2), takes("power", 3.0)),
    )
    steel = Fraction(36, 10) / Fraction(98, 100)
    power = Fraction(9, 10) + steel / 100
    exact = [power, steel, steel * Fraction(6, 5) + power * 3]
    np.testing.assert_allclose(
        scored.values[:, FOSSIL], [float(each) for each in exact], rtol=1e-14
    )
    np.testing.assert_allclose(scored.by_method, [float(each) for each in exact], rtol=1e-14)
    errors = np.abs(scored.values[:, FOSSIL] - [float(each) for each in exact])
    assert (errors <= scored.bounds[:, FOSSIL]).all()


def test_what_a_process_uses_of_its_own_product_is_taken_off():
    """A plant that uses 10 of 100 kWh itself and emits 81 kg: 81 / 90 for what is left."""
    _, scored = score(process("power", takes("power", 10.0), emits(CO2, 81.0), gives=100.0))
    assert scored.values[0, FOSSIL] == pytest.approx(0.9, rel=1e-14)


def test_categories_and_the_sum_of_the_method_go_down_the_chain():
    """A board of 2 kg pulp: per kg pulp 1 biogenic CO2 and 0.1 kg CH4 of 27."""
    _, scored = score(
        process("pulp", emits(CO2_BIO, 1.0), emits(CH4, 0.1)), process("board", takes("pulp", 2.0))
    )
    biogenic = scored.values[:, CATEGORIES.index(Category.BIOGENIC_EMISSIONS)]
    np.testing.assert_allclose(biogenic, [3.7, 7.4])
    np.testing.assert_allclose(scored.by_method, [2.7, 5.4])


def test_a_process_without_a_flow_that_counts_has_no_figure_and_not_0():
    states, scored = told(
        process("cast"), process("bed", takes("cast", 1.0)), process("zero", emits(CO2, 0.0))
    )
    assert states["cast"] == states["bed"] == ScoreState.NO_CLIMATE_FLOW
    assert states["zero"] == ScoreState.SCORED
    assert np.isnan(scored.values[:2]).all()
    assert np.isnan(scored.by_method[:2]).all()
    assert scored.values[2].tolist() == [0.0] * len(CATEGORIES)


def test_a_loop_that_feeds_on_itself_is_named_and_what_needs_it_has_no_figure():
    states, scored = told(
        process("a", takes("b", 2.0), emits(CO2, 1.0)),
        process("b", takes("a", 0.5), emits(CO2, 1.0)),
        process("needs", takes("a", 1.0), emits(CO2, 1.0)),
        process("free", emits(CO2, 1.0)),
        process("own", takes("own", 1.0), emits(CO2, 1.0)),
    )
    assert states == {
        "a": ScoreState.IN_LOOP,
        "b": ScoreState.IN_LOOP,
        "needs": ScoreState.NEEDS_UNSCORED,
        "free": ScoreState.SCORED,
        "own": ScoreState.IN_LOOP,
    }
    assert {fault.code for fault in scored.faults} == {"BG-150"}
    assert any("own" in fault.found for fault in scored.faults)
    assert any("a" in fault.found and "gain 1" in fault.found for fault in scored.faults)
    assert np.isnan(scored.values[:3]).all()
    assert scored.values[3, FOSSIL] == 1.0


def test_amounts_that_are_no_numbers_per_unit_leave_their_process_out():
    states, scored = told(
        process("tiny", takes("power", 1e300), emits(CO2, 1.0), gives=1e-300),
        process("power", emits(CO2, 1.0)),
    )
    assert states == {"tiny": ScoreState.NOT_SCALABLE, "power": ScoreState.SCORED}
    assert [fault.code for fault in scored.faults] == ["BG-151"]


@pytest.mark.parametrize(
    "wrong",
    [
        process("wrong", emits(CO2, 1e308)),
        process("wrong", emits(CH4, 1e308)),
        process("wrong", emits(CH4, 1e308), emits(CO2, -1e308)),
        process("wrong", emits(CO2, 1.0), gives=1e-40),
        process("wrong", takes("power", 1e31)),
        process("wrong", takes("power", 1.0), emits(CO2, 1e200), gives=1e-300),
    ],
)
def test_amounts_beyond_all_sense_leave_one_process_and_what_needs_it_out_and_nothing_else(wrong):
    states, scored = told(
        wrong, process("needs", takes("wrong", 1.0)), process("power", emits(CO2, 2.0))
    )
    assert states == {
        "wrong": ScoreState.NOT_SCALABLE,
        "needs": ScoreState.NEEDS_UNSCORED,
        "power": ScoreState.SCORED,
    }
    assert [(fault.code, fault.found) for fault in scored.faults] == [("BG-151", "wrong")]
    assert scored.values[2, FOSSIL] == 2.0
    assert np.isnan(scored.values[:2]).all()


def test_a_chain_that_leaves_the_range_of_numbers_step_by_step_has_no_figure():
    """Eleven steps of 1e30 are 1e330; 1e300 and less are numbers still."""
    steps = [process(f"step{at:02}", takes(f"step{at - 1:02}", 1e30)) for at in range(1, 12)]
    states, scored = told(process("step00", emits(CO2, 1.0)), *steps)
    assert states["step11"] is not ScoreState.SCORED
    assert {fault.code for fault in scored.faults} == {"BG-151"}
    is_scored = np.array([each is ScoreState.SCORED for each in states.values()])
    assert np.isfinite(scored.values[is_scored]).all()


def test_figures_of_which_rounding_takes_more_than_a_millionth_are_named_with_how_much():
    """A loop that gives 1e-12 of itself off: s = (1 + 1) / 1e-12, and rounding is 1e-16."""
    rough = (
        process("rough", takes("back", 1.0 - 1e-12), emits(CO2, 1.0)),
        process("back", takes("rough", 1.0), emits(CO2, 1.0)),
    )
    (fault,) = doubt_figures(*score(*rough, process("sure", emits(CO2, 1.0))))
    assert (fault.code, fault.is_error) == ("BG-184", False)
    assert fault.found.startswith("2 can be off, ")
    assert "back by " in fault.found
    assert "sure" not in fault.found
    assert doubt_figures(*score(process("sure", emits(CO2, 1.0)))) == ()


def test_a_database_in_which_nothing_is_left_is_told_as_such():
    states, scored = told(process("own", takes("own", 2.0), emits(CO2, 1.0)))
    assert states == {"own": ScoreState.IN_LOOP}
    assert np.isnan(scored.values).all()
