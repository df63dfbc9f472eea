"""A tape gives what its formulas say, with the same bits however it is cut, and its own slopes."""

from math import exp, isnan, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.lca.tapes.derivatives import differentiate
from cradlegate.lca.tapes.run import evaluate, plan_buffers
from cradlegate.lca.tapes.tape import Operator, Tape


def write_everything() -> Tape:
    """Every operator once, of two parameters a and b."""
    tape = TapeBuilder(2)
    a, b = tape.parameter(0), tape.parameter(1)
    return tape.finish(
        [
            tape.add(tape.power(a, 3), tape.constant(2.0)),
            tape.subtract(a, tape.divide(b, a)),
            tape.minimum(a, b),
            tape.maximum(tape.multiply(tape.constant(3.0), a), b),
            tape.exp(tape.subtract(a, b)),
            tape.log(tape.multiply(a, b)),
            tape.sqrt(tape.add(a, b)),
            tape.power(a, -2),
        ]
    )


def work_by_hand(a: float, b: float) -> list[float]:
    return [
        a * a * a + 2.0,
        a - b / a,
        min(a, b),
        max(3.0 * a, b),
        exp(a - b),
        log(a * b),
        sqrt(a + b),
        1.0 / (a * a),
    ]


def test_every_operator_means_what_it_says():
    found = evaluate(write_everything(), np.array([[0.5, 2.0], [1.5, 0.25]]))
    assert found[:, 0] == pytest.approx(work_by_hand(0.5, 1.5), rel=1e-15)
    assert found[:, 1] == pytest.approx(work_by_hand(2.0, 0.25), rel=1e-15)


@given(st.integers(1, 70), st.integers(1, 80), st.integers(0, 2**32 - 1))
def test_chunks_and_order_of_sets_change_no_bit(sets: int, chunk: int, seed: int):
    values = np.random.default_rng(seed).uniform(0.2, 3.0, (2, sets))
    tape = write_everything()
    whole = evaluate(tape, values)
    assert np.array_equal(evaluate(tape, values, chunk), whole)
    assert np.array_equal(evaluate(tape, values[:, ::-1], chunk), whole[:, ::-1])
    outputs = range(len(tape.outputs))
    slopes = differentiate(tape, values, outputs)
    assert np.array_equal(differentiate(tape, values, outputs, chunk), slopes)


@given(st.floats(0.5, 2.0), st.floats(2.5, 4.0))
def test_slopes_are_those_of_small_steps(a: float, b: float):
    tape, step = write_everything(), 1e-6
    slopes = differentiate(tape, np.array([[a], [b]]), range(8))[:, :, 0]
    for parameter, (da, db) in enumerate([(step, 0.0), (0.0, step)]):
        up = np.array(work_by_hand(a + da, b + db))
        down = np.array(work_by_hand(a - da, b - db))
        expected = (up - down) / (2 * step)
        assert slopes[:, parameter] == pytest.approx(expected, rel=1e-5, abs=1e-5)


def test_the_same_operation_is_written_once():
    tape = TapeBuilder(2)
    a, b = tape.parameter(0), tape.parameter(1)
    assert tape.add(a, b) == tape.add(b, a)
    assert tape.multiply(a, b) == tape.multiply(b, a)
    assert tape.subtract(a, b) != tape.subtract(b, a)


def test_constants_are_worked_out_when_the_tape_is_written():
    tape = TapeBuilder(1)
    a = tape.parameter(0)
    two, three = tape.constant(2.0), tape.constant(3.0)
    assert tape.add(two, three) == tape.constant(5.0)
    assert tape.multiply(two, tape.multiply(three, a)) == tape.multiply(a, tape.constant(6.0))
    assert tape.add(a, tape.constant(0.0)) == tape.add(tape.constant(0.0), a) == a
    assert tape.subtract(a, tape.constant(0.0)) == tape.divide(a, tape.constant(1.0)) == a
    assert tape.power(a, 0) == tape.constant(1.0)
    assert tape.power(a, 1) == a


def test_what_nobody_asks_for_is_left_out():
    tape = TapeBuilder(1)
    tape.exp(tape.parameter(0))
    finished = tape.finish([tape.sqrt(tape.parameter(0))])
    assert [one.operator for one in finished.operations] == [Operator.PARAMETER, Operator.SQRT]


def test_a_long_sum_needs_few_buffers():
    """Formulas are written first and summed later; their results do not wait for that."""
    tape = TapeBuilder(50)
    each = [tape.exp(tape.parameter(number)) for number in range(50)]
    finished = tape.finish([tape.sum((2.0, one) for one in each)])
    assert plan_buffers(finished).buffers <= 3
    found = evaluate(finished, np.zeros((50, 3)))
    assert found.tolist() == [[100.0, 100.0, 100.0]]


def test_outputs_may_be_given_or_asked_for_twice():
    tape = TapeBuilder(1)
    a = tape.parameter(0)
    root = tape.sqrt(a)
    finished = tape.finish([a, root, root, tape.constant(7.0), tape.add(root, a)])
    assert evaluate(finished, np.array([[4.0]])).ravel().tolist() == [4.0, 2.0, 2.0, 7.0, 6.0]


def test_what_has_no_value_is_no_number_and_disturbs_no_other_set():
    tape = TapeBuilder(1)
    finished = tape.finish([tape.log(tape.parameter(0))])
    first, second = evaluate(finished, np.array([[-1.0, 1.0]]))[0]
    assert isnan(first)
    assert second == 0.0


def test_rounding_goes_half_to_even_as_decimals_do():
    """2.9255 is a little less in binary, and lies in the middle as a decimal."""
    tape = TapeBuilder(1)
    finished = tape.finish([tape.round_to(tape.parameter(0), 0.001)])
    given_, expected = [2.9255, 2.9265, 2.92551, 2.92549], [2.926, 2.926, 2.926, 2.925]
    assert evaluate(finished, np.array([given_]))[0] == pytest.approx(expected, abs=1e-12)
    assert differentiate(finished, np.array([given_])).ravel().tolist() == [1.0] * 4
    assert tape.round_to(tape.constant(2.5), 1.0) == tape.constant(2.0)


def test_where_both_are_equal_the_first_counts():
    tape = TapeBuilder(2)
    a, b = tape.parameter(0), tape.parameter(1)
    finished = tape.finish([tape.minimum(a, b), tape.maximum(a, b)])
    slopes = differentiate(finished, np.array([[1.0], [1.0]]), (0, 1))
    assert slopes[:, :, 0].tolist() == [[1.0, 0.0], [1.0, 0.0]]


def test_a_constant_has_no_slope_and_a_shared_step_passes_all_of_it():
    tape = TapeBuilder(1)
    square = tape.power(tape.parameter(0), 2)
    finished = tape.finish(
        [tape.add(square, tape.multiply(square, tape.constant(3.0))), tape.constant(4.0)]
    )
    slopes = differentiate(finished, np.array([[5.0]]), (0, 1))
    assert slopes.ravel().tolist() == [40.0, 0.0]


def test_other_numbers_of_parameters_are_refused():
    tape = write_everything()
    with pytest.raises(ValueError, match="2 parameters"):
        evaluate(tape, np.ones((3, 4)))
    with pytest.raises(ValueError, match="chunk 0"):
        evaluate(tape, np.ones((2, 4)), 0)
    with pytest.raises(ValueError, match="2 parameters"):
        differentiate(tape, np.ones((1, 4)))
    with pytest.raises(IndexError, match="parameter 2 of 2"):
        TapeBuilder(2).parameter(2)
    with pytest.raises(ValueError, match="no step"):
        TapeBuilder(1).round_to(0, 0.0)


@given(st.lists(st.floats(-3.0, 3.0), min_size=3, max_size=3), st.floats(-2.0, 2.0))
def test_a_sum_is_linear(weights: list[float], scale: float):
    values = np.array([[1.5], [0.25], [-2.0]])

    def total(by: float) -> float:
        tape = TapeBuilder(3)
        terms = [(by * weight, tape.parameter(at)) for at, weight in enumerate(weights)]
        return float(evaluate(tape.finish([tape.sum(terms)]), values)[0, 0])

    assert total(scale) == pytest.approx(scale * total(1.0), rel=1e-12, abs=1e-12)
