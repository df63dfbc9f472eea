"""Expressions over many lines: the tree that the interpreter reads, in planes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.expression.syntax import (
    All,
    Any,
    Comparison,
    Expression,
    FactName,
    Has,
    Literal,
    Not,
    Operator,
    ParameterName,
    QuestionName,
    Shifted,
    walk,
)
from cradlegate.regimes.lines.law import Law
from cradlegate.regimes.lines.operands import Axes, Operand, join_planes
from cradlegate.regimes.lines.terms import Column, Constant, move_term
from cradlegate.regimes.pack.check import MOST_READINGS
from cradlegate.regimes.pack.pack import DatedValue, Parameter
from cradlegate.regimes.pack.provision import Expressed
from cradlegate.regimes.planes.bits import EMPTY, FULL, Plane
from cradlegate.regimes.planes.joins import all_nodes, any_nodes, not_node
from cradlegate.regimes.planes.nodes import Node
from cradlegate.regimes.values import Value, ValueKind
from cradlegate.regimes.vocabulary import Anchor, Subject

_LEFT = Node(EMPTY, EMPTY, crowded=FULL)
"""Stands for what only the interpreter looks at."""
_OF_DOCUMENT = frozenset({Subject.DOCUMENT, Subject.FIT})
_ROUGH = frozenset({ValueKind.DATE, ValueKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression is judged.

    Args:
        anchor: the event whose day decides which law is read.
        slot: the document of each line that is looked at; None for none.
        is_read: whether open questions are taken as answered, reading by reading.
    """

    anchor: Anchor
    slot: int | None = None
    is_read: bool = True


class Reader:
    """Reads expressions over some lines."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._leaves = law.leaves
        self._pack = law.pack
        self._facts = law.vocabulary.facts
        self._axes = Axes(law.leaves)
        self._read: dict[tuple[str, Place], Node] = {}

    @property
    def axes(self) -> tuple[str, ...]:
        """The question of each axis of the planes."""
        return self._axes.names

    def read(self, expressed: Expressed, place: Place) -> Node:
        """Tell where an expression holds."""
        key = expressed.text, place
        if key not in self._read:
            is_left = self._is_left(expressed)
            node = _LEFT if is_left else self._node(expressed.tree, place).settled()
            self._read[key] = node
        return self._read[key]

    def _is_left(self, expressed: Expressed) -> bool:
        """Tell whether an expression is left to the interpreter, line by line.

        So it is where it can rest on too many readings, and where an index is no text.
        """
        named = {(each.name, expressed.text[each.first : each.end]) for each in expressed.questions}
        questions = [self._pack.questions[name] for name, _ in named]
        indexes = {self._facts[each.index].kind for each in questions if each.index}
        readings = prod(len(each.answers) for each in questions)
        return readings > MOST_READINGS or not indexes <= {ValueKind.TEXT}

    def _node(self, part: Expression, place: Place) -> Node:
        match part:
            case All():
                return all_nodes(self._node(each, place) for each in part.operands)
            case Any():
                return any_nodes(self._node(each, place) for each in part.operands)
            case Not():
                return not_node(self._node(part.operand, place))
            case Has():
                return self._is_there(part, place)
            case Comparison():
                return self._compare(part, place)
            case _:
                return self._operand(part, place).as_node()

    def _is_there(self, part: Has, place: Place) -> Node:
        fact = self._fact(part.fact, place)
        return Node(fact.known, fact.absent, points=fact.points)

    def _compare(self, part: Comparison, place: Place) -> Node:
        left, right = self._operand(part.left, place), self._operand(part.right, place)
        true = false = EMPTY
        for mine, term in left.choices:
            for theirs, other in right.choices:
                guard = mine & theirs
                if guard.any():
                    holds, fails = self._leaves.compare(part.operator, term, other)
                    true, false = true | (guard & holds), false | (guard & fails)
        # What is known to be absent is equal to nothing and stands in no order.
        absent = left.absent | right.absent
        if part.operator is Operator.UNEQUAL:
            true = true | absent
        else:
            false = false | absent
        unsure = left.known & right.known & ~(true | false)
        points = _merge(left, right)
        for point, plane in self._rough(part, place) if unsure.any() else ():
            points[point] = points.get(point, EMPTY) | (unsure & plane)
        return Node(true, false, left.parts + right.parts, points)

    def _rough(self, part: Comparison, place: Place) -> Iterator[tuple[OpenPoint, Plane]]:
        """Give the facts and parameters of a comparison that are known too roughly to decide it."""
        settled = replace(place, is_read=False)
        for inner in walk(part):
            if isinstance(inner, FactName) and self._facts[inner.name].kind in _ROUGH:
                column = self._column(inner, place)
                yield OpenPoint(OpenKind.FACT, inner.name), self._leaves.is_rough(column)
            elif isinstance(inner, ParameterName):
                found = self._parameter(inner, settled).choices
                rough = join_planes(plane for plane, term in found if _is_rough(term))
                yield _missing(self._pack.parameters[inner.name]), rough

    def _operand(self, part: Expression, place: Place) -> Operand:
        match part:
            case Literal():
                return Operand(((FULL, Constant(part.value)),))
            case FactName():
                return self._fact(part, place)
            case QuestionName():
                return self._question(part, place)
            case ParameterName():
                return self._parameter(part, place)
            case Shifted():
                return self._shift(part, place)
            case _:
                node = self._node(part, place)
                return Operand(_give_sides(node.true, node.false), parts=(node,))

    def _shift(self, part: Shifted, place: Place) -> Operand:
        day = self._operand(part.date, place)
        moved = (
            (plane, move_term(term, part.span, is_back=part.is_back)) for plane, term in day.choices
        )
        return replace(day, choices=tuple(moved))

    def _fact(self, part: FactName, place: Place) -> Operand:
        column = self._column(part, place)
        known, absent = self._leaves.known(column), self._leaves.absent(column)
        points = {OpenPoint(OpenKind.FACT, part.name): ~(known | absent)}
        if known is EMPTY:
            return Operand((), absent, points)
        if column.kind is ValueKind.YES_NO:
            yes = self._leaves.holds(column.name())
            return Operand(_give_sides(yes, known & ~yes), absent, points)
        return Operand(((known, column),), absent, points)

    def _column(self, part: FactName, place: Place) -> Column:
        spec = self._facts[part.name]
        return Column(part.name, spec.kind, place.slot if spec.subject in _OF_DOCUMENT else None)

    def _question(self, part: QuestionName, place: Place) -> Operand:
        question = self._pack.questions[part.name]
        index = self._index(part, place)
        asked = index.known | index.absent
        chosen = self.law.answers(question, place.anchor, lambda text: self._has(index, text))
        points = dict(index.points)
        if place.is_read:
            chosen = self._axes.choose(question, index, chosen, asked)
        else:
            open_law = OpenPoint(OpenKind(question.cause), question.id)
            points[open_law] = asked & ~join_planes(chosen)
        answers = zip(chosen, question.answers, strict=True)
        choices = tuple((plane, Constant(answer)) for plane, answer in answers)
        return Operand(choices, EMPTY, points, index.parts)

    def _index(self, part: QuestionName, place: Place) -> Operand:
        """Give the index of a question; none is the empty text, and so is one that is absent."""
        if part.index is None:
            return Operand(((FULL, Constant("")),))
        return self._operand(part.index, replace(place, is_read=False))

    def _parameter(self, part: ParameterName, place: Place) -> Operand:
        parameter = self._pack.parameters[part.name]
        keys = [self._operand(key, place) for key in part.keys]
        known = FULL
        for key in keys:
            known = known & (key.known | key.absent)
        choices: list[tuple[Plane, Constant]] = []
        dated = EMPTY
        for row in parameter.values:
            matched = known & self._match(row, keys)
            sure, never = self.law.within(place.anchor, row.first, row.last)
            choices.append((matched & sure, Constant(row.value)))
            dated = dated | (matched & ~never)
        missing = known & ~join_planes(plane for plane, _ in choices)
        points = _merge(*keys)
        for point, plane in (
            (self.law.day_point(place.anchor), missing & dated),
            (_missing(parameter), missing & ~dated),
        ):
            points[point] = points.get(point, EMPTY) | plane
        parts = tuple(each for key in keys for each in key.parts)
        return Operand(tuple(choices), EMPTY, points, parts)

    def _match(self, row: DatedValue, keys: list[Operand]) -> Plane:
        """Tell where the keys are those of a row."""
        matched = FULL
        for key, value in zip(keys, row.keys, strict=True):
            absent = key.absent if value == Blank.ABSENT else EMPTY
            matched = matched & (absent | self._has(key, value))
        return matched

    def _has(self, operand: Operand, value: Value) -> Plane:
        """Tell where an operand is one text."""
        return join_planes(
            plane & self._leaves.compare(Operator.EQUAL, term, Constant(value))[0]
            for plane, term in operand.choices
        )


def _give_sides(yes: Plane, no: Plane) -> tuple[tuple[Plane, Constant], ...]:
    return (yes, Constant(value=True)), (no, Constant(value=False))


def _merge(*operands: Operand) -> dict[OpenPoint, Plane]:
    """Put together what several operands leave open."""
    points: dict[OpenPoint, Plane] = {}
    for each in operands:
        for point, plane in each.points.items():
            points[point] = points.get(point, EMPTY) | plane
    return points


def _missing(parameter: Parameter) -> OpenPoint:
    return OpenPoint(OpenKind(parameter.missing), parameter.name)


def _is_rough(term: object) -> bool:
    value = term.value if isinstance(term, Constant) else None
    return isinstance(value, Interval) and value.first != value.last
