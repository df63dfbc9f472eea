"""Operands of comparisons over many lines, and the answers to questions among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cradlegate.regimes.evaluate.interpret import OpenPoint
from cradlegate.regimes.expression.syntax import Operator
from cradlegate.regimes.lines.leaves import Leaves
from cradlegate.regimes.lines.terms import Constant, Term
from cradlegate.regimes.pack.pack import Question
from cradlegate.regimes.planes.bits import EMPTY, Plane
from cradlegate.regimes.planes.joins import CrowdedRunError
from cradlegate.regimes.planes.nodes import Node

_MOST_AXES = 60
"""An array has at most 64 axes."""


@dataclass(frozen=True, slots=True)
class Operand:
    """What stands on one side of a comparison.

    Args:
        choices: what it can be, each with the lines and readings where it is that.
        absent: where it is known not to be there.
        points: what is open, where it is neither.
        parts: what its own parts leave open.
    """

    choices: tuple[tuple[Plane, Term], ...]
    absent: Plane = field(default_factory=lambda: EMPTY)
    points: Mapping[OpenPoint, Plane] = field(default_factory=dict)
    parts: tuple[Node, ...] = ()

    @property
    def known(self) -> Plane:
        """Where it has a value."""
        return join_planes(plane for plane, _ in self.choices)

    def as_node(self) -> Node:
        """Take it as yes or no; what is absent is no."""
        true = join_planes(plane for plane, term in self.choices if term == Constant(value=True))
        return Node(true, self.absent | (self.known & ~true), self.parts, self.points)


def join_planes(planes: Iterable[Plane]) -> Plane:
    """Join by or."""
    joined = EMPTY
    for plane in planes:
        joined = joined | plane
    return joined


@dataclass(frozen=True, slots=True)
class Axes:
    """The open questions of some lines: each, with its index, is an axis of the planes."""

    leaves: Leaves
    _axes: dict[str, list[tuple[Operand, int]]] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """The question of each axis, the last axis but that of the lines first."""
        return tuple(self._names)

    def choose(
        self, question: Question, index: Operand, answered: list[Plane], asked: Plane
    ) -> list[Plane]:
        """Tell where each answer is the one that is meant, reading by reading.

        Two indexes that are the same on a line are one question there.

        Args:
            answered: where each answer is recorded.
            asked: where it is known for which index it is asked.
        """
        chosen = list(answered)
        rest = self.leaves.lines & asked
        for plane in answered:
            rest = rest & ~plane
        axes = self._axes.setdefault(question.id, [])
        for other, axis in axes:
            same = rest & self._is_same(index, other)
            if same.any():
                chosen = _choose_along(chosen, same, axis)
                rest = rest & ~same
        if rest.any():
            axes.append((index, self._new_axis(question)))
            chosen = _choose_along(chosen, rest, axes[-1][1])
        return chosen

    def _new_axis(self, question: Question) -> int:
        if len(self._names) == _MOST_AXES:
            raise CrowdedRunError(2 ** (_MOST_AXES + 1))
        self._names.append(question.id)
        return len(self._names) - 1

    def _is_same(self, one: Operand, other: Operand) -> Plane:
        """Tell where two indexes are the same text, or both absent."""
        same = one.absent & other.absent
        for mine, term in one.choices:
            for theirs, other_term in other.choices:
                equal, _ = self.leaves.compare(Operator.EQUAL, term, other_term)
                same = same | (mine & theirs & equal)
        return same


def _choose_along(chosen: list[Plane], where: Plane, axis: int) -> list[Plane]:
    """Let each answer hold in its readings of one axis."""
    shape = (len(chosen),) + (1,) * (axis + 1)
    readings = np.eye(len(chosen), dtype=np.uint8) * 0xFF
    return [
        plane | (where & row.reshape(shape)) for plane, row in zip(chosen, readings, strict=True)
    ]
