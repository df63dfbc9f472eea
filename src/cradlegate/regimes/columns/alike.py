"""Lines of which everything is the same: what is said of one of them is said of all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from cradlegate.regimes.lines.runs import Rows
from cradlegate.regimes.planes.bits import BITS, Bytes, Plane, stack_bits

_WORD_BYTES = 8
_LINE = "line"


@dataclass(frozen=True, slots=True)
class Alike:
    """Lines by what they have in common.

    Args:
        kinds: of every line, the number of its kind, from 0.
        firsts: of every kind, the first line; rising.
    """

    kinds: Rows
    firsts: Rows


def find_alike(lines: pl.DataFrame) -> Alike:
    """Find the lines that have the same in every column; there is at least one of each."""
    names = lines.columns
    groups = lines.with_row_index(_LINE).group_by(names, maintain_order=True).agg(_LINE)[_LINE]
    sizes = groups.list.len().to_numpy()
    kinds = np.empty(lines.height, np.int64)
    kinds[groups.explode().to_numpy()] = np.repeat(np.arange(len(sizes)), sizes)
    return Alike(kinds, groups.list.first().to_numpy().astype(np.int64))


def compare_bits(planes: Sequence[Plane], count: int) -> tuple[Alike, Sequence[Bytes]]:
    """Find the lines that have the same bit in every plane.

    Args:
        planes: without readings.
        count: of the lines.

    Returns:
        the kinds, and of every plane the bit of each kind, as a byte of 1 or 0.
    """
    words = -(-len(planes) // (BITS * _WORD_BYTES))
    stacked = np.zeros((words, count, _WORD_BYTES), np.uint8)
    for first in range(0, len(planes), BITS):
        word, byte = divmod(first // BITS, _WORD_BYTES)
        stacked[word, :, byte] = stack_bits(planes[first : first + BITS], count)
    alike = find_alike(pl.DataFrame(list(stacked.view(np.uint64)[..., 0])))
    of_kinds = stacked[:, alike.firsts].transpose(0, 2, 1).reshape(words * _WORD_BYTES, -1)
    bits = np.unpackbits(of_kinds, axis=0, bitorder="little")
    return alike, list(bits[: len(planes)])
