"""Where the records of a long CSV file begin, and how many cells each has.

The reader of frames fills short records up and refuses the whole file for a long one; here both
are found, record by record, so that nothing is lost and nothing is shifted in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _NEWLINE = ord('"'), ord("\n")
_AT_ONCE = 1 << 20
"""Bytes that are looked at together."""
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a CSV file, the heading among them.

    Args:
        lines: on which line of the file each begins, 1 for the first.
        cells: how many cells each has; 1 for an empty line.
        starts: at which byte each begins.
    """

    lines: Counts
    cells: Counts
    starts: Counts


def find_records(data: bytes, separator: str) -> Records:
    """Find the records of a CSV file; line ends between quotation marks end none.

    Args:
        data: UTF-8, so that no byte of another sign looks like a mark.
    """
    found = np.concatenate([np.zeros((1, 3), np.int64), *_find_ends(data, ord(separator))])
    ends, separators, newlines = found.T
    return Records(newlines[:-1] + 1, np.diff(separators) + 1, ends[:-1])


def count_signs(data: bytes, sign: str) -> int:
    """Count how often an ASCII sign stands in a file."""
    signs = np.frombuffer(data, np.uint8)
    slices = (signs[first : first + _AT_ONCE] for first in range(0, len(signs), _AT_ONCE))
    return sum(int(np.count_nonzero(some == ord(sign))) for some in slices)


def _find_ends(data: bytes, separator: int) -> Iterator[Counts]:
    """Give where records end, and how many separators and lines end before; three columns."""
    is_quoted = separators = newlines = 0
    for first in range(0, len(data), _AT_ONCE):
        signs = np.frombuffer(data, np.uint8, min(_AT_ONCE, len(data) - first), first)
        quoted = np.bitwise_xor.accumulate((signs == _QUOTE).view(np.uint8))
        outside = quoted == is_quoted
        every_line = np.flatnonzero(signs == _NEWLINE)
        between = np.flatnonzero((signs == separator) & outside)
        ends = every_line[outside[every_line]]
        yield np.column_stack(
            [
                first + ends + 1,
                separators + np.searchsorted(between, ends),
                newlines + np.searchsorted(every_line, ends, side="right"),
            ]
        )
        is_quoted ^= int(quoted[-1])
        separators += between.size
        newlines += every_line.size
    if data and (is_quoted or not data.endswith(b"\n")):
        yield np.array([[len(data), separators, newlines]])
