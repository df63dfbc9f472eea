"""Yes or no of many lines at once: a bit for each line, a row of bits for each reading.

A plane has the shape (answers of the last question, …, answers of the first, bytes).  A byte holds
eight lines, the first in its lowest bit.  An axis of length one stands for every answer, so what
hangs on no question has one row, and NumPy joins planes of different questions reading by reading.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Plane: TypeAlias = npt.NDArray[np.uint8]
Bytes: TypeAlias = npt.NDArray[np.uint8]
"""One byte for each line."""

FULL: Plane = np.array([0xFF], np.uint8)
EMPTY: Plane = np.array([0], np.uint8)
BITS = 8
_SWAPS = ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0))


def pack_bits(truths: Bytes | npt.NDArray[np.bool_]) -> Plane:
    """Make a plane of 1 and 0, or of yes and no, one for each line."""
    return np.packbits(truths, bitorder="little")


def unpack_bits(plane: Plane, count: int) -> npt.NDArray[np.bool_]:
    """Give yes or no for each line of a plane without readings."""
    spread = np.broadcast_to(plane, (-(-count // BITS),))
    return np.unpackbits(spread, count=count, bitorder="little").view(np.bool_)


def pick_lines(plane: Plane, places: npt.NDArray[np.int64], count: int) -> Plane:
    """Give some of the lines of a plane without readings."""
    if len(places) == count:
        return plane
    return pack_bits(unpack_bits(plane, count)[places])


def first_lines(count: int) -> Plane:
    """Give the plane of lines that exist; the last byte may have bits for none."""
    return np.packbits(np.ones(count, np.bool_), bitorder="little")


def count_readings(shape: Sequence[int]) -> int:
    """Count the readings that a plane of a shape tells apart."""
    return prod(shape[:-1])


def join_shapes(shapes: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """Give the shape of planes that are joined; NumPy would stop at 32 axes."""
    turned = zip_longest(*(shape[::-1] for shape in shapes), fillvalue=1)
    return tuple(max(lengths) for lengths in turned)[::-1]


def fold(plane: Plane, shape: tuple[int, ...]) -> Plane:
    """Join readings by or, along every axis that another shape does not tell apart."""
    other = (1,) * (plane.ndim - len(shape)) + shape[-plane.ndim :]
    axes = tuple(at for at in range(plane.ndim - 1) if plane.shape[at] > 1 and other[at] == 1)
    return np.bitwise_or.reduce(plane, axis=axes, keepdims=True) if axes else plane


def some(plane: Plane) -> Plane:
    """Tell for which lines it holds in some reading; shape (bytes,)."""
    return fold(plane, (1,)).reshape(-1)


def every(plane: Plane) -> Plane:
    """Tell for which lines it holds in every reading; shape (bytes,)."""
    return ~some(~plane)


def differ(plane: Plane, axis: int) -> Plane:
    """Tell for which lines two readings differ that differ in one answer; shape (bytes,)."""
    both = np.bitwise_or.reduce(plane, axis=axis) & ~np.bitwise_and.reduce(plane, axis=axis)
    return some(both)


def drop_idle(planes: Sequence[Plane]) -> tuple[Plane, ...]:
    """Leave out the axes along which none of some planes changes."""
    kept = list(planes)
    for axis in range(2, 1 + max(plane.ndim for plane in planes)):
        along = [at for at, plane in enumerate(kept) if plane.ndim >= axis]
        if all(_is_idle(kept[at], -axis) for at in along):
            for at in along:
                kept[at] = kept[at].take([0], axis=-axis)
    return tuple(kept)


def _is_idle(plane: Plane, axis: int) -> bool:
    return bool((plane == plane.take([0], axis=axis)).all())


def stack_bits(planes: Sequence[Plane], count: int) -> Bytes:
    """Give a byte for each line, with the bit of the first plane lowest.

    Args:
        planes: at most eight, without readings.
        count: of the lines.

    Source: the transposition of 8 x 8 bits in Warren, Hacker's Delight, 2nd ed., 7-3.
    """
    rows = np.zeros((-(-count // BITS), BITS), np.uint8)
    for at, plane in enumerate(planes):
        rows[:, at] = plane
    words = rows.view("<u8").reshape(-1)
    for by, mask in _SWAPS:
        swapped = (words ^ (words >> np.uint64(by))) & np.uint64(mask)
        words = words ^ swapped ^ (swapped << np.uint64(by))
    return words.view(np.uint8)[:count]
