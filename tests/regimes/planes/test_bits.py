"""Bits of lines and readings."""

import numpy as np
import pytest

from cradlegate.regimes.planes.bits import (
    EMPTY,
    FULL,
    differ,
    drop_idle,
    every,
    first_lines,
    fold,
    pack_bits,
    some,
    stack_bits,
    unpack_bits,
)


def plane(*rows):
    """A plane of one question, a row of lines for each answer."""
    packed = [np.packbits(np.array(row, np.bool_), bitorder="little") for row in rows]
    return np.stack(packed)


def lines(found, count):
    return unpack_bits(found, count).tolist()


def test_the_first_line_is_the_lowest_bit():
    packed = pack_bits(np.array([1, 0, 0, 1, 0, 0, 0, 0, 1], np.uint8))
    assert packed.tolist() == [0b1001, 0b1]
    assert lines(packed, 9) == [True, False, False, True, False, False, False, False, True]
    assert first_lines(9).tolist() == [0xFF, 0b1]
    assert lines(FULL, 3) == [True] * 3


def test_readings_are_joined_by_some_and_every():
    two = plane([True, True, False, False], [True, False, True, False])
    assert lines(some(two), 4) == [True, True, True, False]
    assert lines(every(two), 4) == [True, False, False, False]
    assert lines(differ(two, 0), 4) == [False, True, True, False]


def test_folding_keeps_the_axes_that_the_other_shape_tells_apart():
    both = np.array([[[1], [2]], [[4], [8]]], np.uint8)
    assert fold(both, (2, 1)).tolist() == [[[5], [10]]]
    assert fold(both, (2, 1, 1)).tolist() == [[[3]], [[12]]]
    assert fold(both, (2, 2, 1)) is both
    assert fold(both, (3, 1, 1, 1)).tolist() == [[[15]]]


def test_a_question_is_idle_where_no_plane_changes_with_it():
    same, other = plane([True, False], [True, False]), plane([True, False], [False, False])
    assert [each.shape for each in drop_idle([same, EMPTY])] == [(1, 1), (1,)]
    assert [each.shape for each in drop_idle([same, other])] == [(2, 1), (2, 1)]


@pytest.mark.parametrize("count", [1, 8, 13, 800])
def test_a_byte_of_a_line_holds_its_bit_of_each_plane(count):
    truths = np.random.default_rng(count).random((8, count)) < 0.5
    planes = [np.packbits(row, bitorder="little") for row in truths]
    wanted = (truths.T * (1 << np.arange(8))).sum(axis=1)
    assert stack_bits(planes, count).tolist() == wanted.tolist()
    assert stack_bits([planes[2], FULL], count).tolist() == (truths[2] + 2).tolist()
