"""Parts of an expression over many lines: where they are yes, where no, and what is open.

What is open is looked for from the top: a part names its open points where every part above it is
open too, line by line and reading by reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cradlegate.regimes.evaluate.interpret import OpenPoint
from cradlegate.regimes.planes.bits import (
    EMPTY,
    FULL,
    Plane,
    differ,
    drop_idle,
    fold,
    join_shapes,
    some,
)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part that is yes, no or open on every line.

    Args:
        parts: those whose open points are open here too, where both are open.
        points: its own, each with the lines and readings where it is open.
        crowded: the lines for which the interpreter would not look at every reading.
    """

    true: Plane
    false: Plane
    parts: "tuple[Node, ...]" = ()
    points: Mapping[OpenPoint, Plane] = field(default_factory=dict)
    crowded: Plane = field(default_factory=lambda: EMPTY)
    open: Plane = field(init=False)
    span: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note once where it is open, and which questions it has to do with."""
        object.__setattr__(self, "open", ~(self.true | self.false))
        spans = [self.open.shape, *(part.span for part in self.parts)]
        object.__setattr__(self, "span", join_shapes(spans))

    def settled(self) -> "Node":
        """Give it without its parts and without the questions that make no difference to it."""
        points = find_open(self, by_reading=True)
        true, false, *planes = drop_idle([self.true, self.false, *points.values()])
        return Node(true, false, points=dict(zip(points, planes, strict=True)))

    @property
    def may_hold(self) -> Plane:
        """The lines on which not every reading says no; shape (bytes,)."""
        return some(~self.false)


ALWAYS, NEVER = Node(FULL, EMPTY), Node(EMPTY, FULL)


def lines_where(plane: Plane) -> Node:
    """Give what is yes on some lines and no on all others."""
    return Node(plane, ~plane)


def waits_where(plane: Plane, point: OpenPoint) -> Node:
    """Give what waits for one thing on some lines and is no on all others."""
    return Node(EMPTY, ~plane, points={point: plane})


def find_open(root: Node, *, by_reading: bool = False) -> dict[OpenPoint, Plane]:
    """Find the points that can still change it, each with the lines, or lines and readings.

    Where readings are not told apart, what a part has nothing to do with is left out on the way.
    """
    found: dict[OpenPoint, Plane] = {}
    reached = {id(root): root.open}
    for node in _from_the_top(root):
        here = reached.pop(id(node), EMPTY)
        if not here.any():
            continue
        for point, plane in node.points.items():
            where = here & plane if by_reading else some(here & plane)
            found[point] = found.get(point, EMPTY) | where
        folded: dict[tuple[int, ...], Plane] = {}
        for part in node.parts:
            if part.span not in folded:
                folded[part.span] = here if by_reading else fold(here, part.span)
            reached[id(part)] = reached.get(id(part), EMPTY) | (folded[part.span] & part.open)
    return found


def find_decisive(root: Node) -> Iterator[tuple[int, Plane]]:
    """Find where the answer to a question alone can change the truth; axes count from the first."""
    for plane in (root.true, root.false):
        for axis in range(plane.ndim - 1):
            if plane.shape[axis] > 1:
                yield plane.ndim - 2 - axis, differ(plane, axis)


def _from_the_top(root: Node) -> list[Node]:
    """List a part and everything under it, each once and below all that it is part of."""
    done: set[int] = set()
    below_first: list[Node] = []
    stack = [(root, False)]
    while stack:
        node, is_left = stack.pop()
        if is_left:
            below_first.append(node)
        elif id(node) not in done:
            done.add(id(node))
            stack.append((node, True))
            stack.extend((part, False) for part in node.parts)
    return below_first[::-1]
