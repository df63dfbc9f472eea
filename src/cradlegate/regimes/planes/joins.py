"""The strong tables of Kleene over many lines, reading by reading."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import TypeAlias

import numpy as np

from cradlegate.regimes.pack.check import MOST_READINGS
from cradlegate.regimes.planes.bits import (
    BITS,
    EMPTY,
    Plane,
    count_readings,
    differ,
    drop_idle,
    every,
    join_shapes,
    unpack_bits,
)
from cradlegate.regimes.planes.nodes import ALWAYS, NEVER, Node

MOST_BYTES = 1 << 25
"""Of one plane: so large that its readings and lines are cut instead."""

_Live: TypeAlias = dict[int, tuple[Plane, int]]
"""By axis, counted from the last: the lines that hang on it, and how many answers it has."""
_Fold: TypeAlias = Callable[[Plane, Plane], Plane]


class CrowdedRunError(Exception):
    """Lines that hang on more combinations of answers than fit the memory together."""

    def __init__(self, readings: int) -> None:
        super().__init__(f"{readings:,} combinations of answers")
        self.readings = readings


def all_nodes(parts: Iterable[Node]) -> Node:
    """Join by and."""
    return _join(parts, ALWAYS, NEVER, (np.bitwise_and, np.bitwise_or))


def any_nodes(parts: Iterable[Node]) -> Node:
    """Join by or."""
    return _join(parts, NEVER, ALWAYS, (np.bitwise_or, np.bitwise_and))


def not_node(part: Node) -> Node:
    """Turn round."""
    if part is ALWAYS or part is NEVER:
        return NEVER if part is ALWAYS else ALWAYS
    return Node(part.false, part.true, (part,), crowded=part.crowded)


def _join(parts: Iterable[Node], neutral: Node, decisive: Node, folds: tuple[_Fold, _Fold]) -> Node:
    joined = tuple(part for part in parts if part is not neutral)
    if any(part is decisive for part in joined):
        return decisive
    if len(joined) <= 1:
        return joined[0] if joined else neutral
    crowded = reduce(np.bitwise_or, (part.crowded for part in joined))
    span = _span(joined)
    readings = count_readings(span)
    if readings > MOST_READINGS or readings * span[-1] > MOST_BYTES:
        joined, own = _thin_out(joined, is_and=decisive is NEVER)
        crowded = crowded | own
    by_size = sorted(joined, key=lambda part: part.open.size)
    return Node(
        reduce(folds[0], (part.true for part in by_size)),
        reduce(folds[1], (part.false for part in by_size)),
        joined,
        crowded=crowded,
    )


def _span(parts: Iterable[Node]) -> tuple[int, ...]:
    return join_shapes(part.open.shape for part in parts)


def _thin_out(parts: tuple[Node, ...], *, is_and: bool) -> tuple[tuple[Node, ...], Plane]:
    """Leave out the answers that cannot matter because one part decides a line by itself.

    Returns:
        the parts, and the lines for which the interpreter would not look at every reading.

    Raises:
        CrowdedRunError: there are still too many.
    """
    sides = [part.false if is_and else part.true for part in parts]
    decided = reduce(np.bitwise_or, map(every, sides))
    crowded = _find_crowded(parts) & ~decided
    thin = tuple(_decide(part, decided, is_and=is_and) for part in parts)
    span = _span(thin)
    if count_readings(span) * span[-1] > MOST_BYTES:
        raise CrowdedRunError(count_readings(span))
    return thin, crowded


def _decide(part: Node, decided: Plane, *, is_and: bool) -> Node:
    """Take some lines of a part as decided, and leave out what then makes no difference."""
    true, false = (part.true & ~decided, part.false | decided)
    if not is_and:
        true, false = (part.true | decided, part.false & ~decided)
    true, false = drop_idle([true, false])
    return Node(true, false, (part,), crowded=part.crowded)


def _find_crowded(parts: Iterable[Node]) -> Plane:
    """Find the lines on which parts that are not settled hang on too many questions together.

    No line is left out that has too many; some may be found that have a few less.
    """
    live: _Live = {}
    known: dict[int, _Live] = {}
    for part in parts:
        _merge_live(live, _list_live(part, known), part)
    planes = [plane for plane, _ in live.values()]
    count = BITS * max(plane.shape[-1] for plane in planes)
    readings = np.ones(count)
    for plane, answers in live.values():
        readings *= np.where(unpack_bits(plane, count), answers, 1)
    return np.packbits(readings > MOST_READINGS, bitorder="little")


def _list_live(node: Node, known: dict[int, _Live]) -> _Live:
    """List the axes that a part hangs on."""
    if id(node) not in known:
        live: _Live = {}
        for part in node.parts:
            _merge_live(live, _list_live(part, known), part)
        for plane in () if node.parts else (node.true, node.false, *node.points.values()):
            for axis in range(plane.ndim - 1):
                if plane.shape[axis] > 1:
                    at = plane.ndim - axis
                    before, _ = live.get(at, (EMPTY, 0))
                    live[at] = before | differ(plane, axis), plane.shape[axis]
        known[id(node)] = live
    return known[id(node)]


def _merge_live(live: _Live, found: _Live, part: Node) -> None:
    """Add what a part hangs on, where it is not settled."""
    unsettled = ~(every(part.true) | every(part.false))
    for axis, (plane, answers) in found.items():
        before, _ = live.get(axis, (EMPTY, 0))
        live[axis] = before | (plane & unsettled), answers
