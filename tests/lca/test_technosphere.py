"""What processes take per unit of what they make."""

import numpy as np
import pytest

from cradlegate.lca.technosphere import (
    SelfFeedingLoop,
    Technosphere,
    Unscalable,
    build_technosphere,
)


def build(outputs, *taken):
    """Each taken: product, consumer, amount."""
    columns = np.array(taken, dtype=float).reshape(-1, 3)
    products, consumers = columns[:, 0].astype(np.intp), columns[:, 1].astype(np.intp)
    return build_technosphere(np.array(outputs, dtype=float), products, consumers, columns[:, 2])


def test_amounts_are_told_per_unit_of_what_the_consumer_makes():
    """Process 0 makes 4 units of 6 units of product 1; process 1 takes in 2 units of its waste."""
    technosphere = build([4, -2], (1, 0, 6), (0, 1, 1))
    assert technosphere.inputs.toarray().tolist() == [[0, 1.5], [-0.5, 0]]
    assert technosphere.outputs.tolist() == [4, -2]
    assert technosphere.count == 2
    assert technosphere.has_credits


def test_what_a_process_uses_of_its_own_product_is_not_there_for_others():
    """Of 10 kWh the grid uses 2 itself: 8 remain, for which 4 of product 1 are burnt."""
    technosphere = build([10, 1], (0, 0, 2), (1, 0, 4))
    assert technosphere.outputs.tolist() == [8, 1]
    assert technosphere.inputs.toarray().tolist() == [[0, 0.5], [0, 0]]
    assert not technosphere.has_credits


def test_amounts_of_one_product_and_consumer_are_added_up():
    technosphere = build([2, 1, 1], (1, 0, 3), (2, 0, 1), (1, 0, 5), (2, 0, -1))
    assert technosphere.inputs.toarray().tolist() == [[0, 4, 0], [0, 0, 0], [0, 0, 0]]
    assert technosphere.inputs.nnz == 1


def test_a_database_of_no_processes_is_one():
    technosphere = build([])
    assert isinstance(technosphere, Technosphere)
    assert technosphere.count == 0


@pytest.mark.parametrize("output", [0.0, np.nan, np.inf, -np.inf])
def test_a_process_that_makes_no_amount_cannot_be_scaled(output):
    assert build([1, output, 1, output], (0, 1, 1)) == Unscalable((1, 3))


@pytest.mark.parametrize("amount", [np.nan, np.inf, 1e308])
def test_an_amount_that_is_too_large_per_unit_cannot_be_told(amount):
    assert build([1, 0.1, 1], (0, 1, amount), (1, 1, 0), (2, 0, 1)) == Unscalable((1,))


def test_own_use_that_is_no_number_cannot_be_told():
    assert build([1, 1], (1, 1, np.nan)) == Unscalable((1,))


@pytest.mark.parametrize(("used", "gain"), [(3, 1.5), (2, 1.0), (2 - 1e-10, 1.0)])
def test_a_process_that_uses_all_it_makes_feeds_on_itself(used, gain):
    loop = build([1, 2, 1], (1, 1, used), (0, 0, 0.5))
    assert isinstance(loop, SelfFeedingLoop)
    assert (loop.members, loop.is_cycle) == ((1,), True)
    assert loop.gain == pytest.approx(gain, rel=1e-9)


def test_a_treatment_that_gives_off_its_own_waste_feeds_on_itself_likewise():
    """It takes in 2 units of waste a run and hands 3 on to treatment by itself."""
    assert build([-2], (0, 0, -3)) == SelfFeedingLoop((0,), 1.5, is_cycle=True)
    assert build([-2], (0, 0, 3)).outputs.tolist() == [-5]
