"""What an expression gives for known facts and one answer to each question.

Nothing is cut short: of parts joined by `&&` or `||` all are looked at, so that every open point
that keeps the whole from being known is named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
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
from cradlegate.regimes.facts import Facts
from cradlegate.regimes.pack.pack import DatedValue, Pack, Parameter
from cradlegate.regimes.values import (
    Extent,
    Span,
    Value,
    are_equal,
    is_at_most,
    is_less,
    is_member,
    shift,
    write_value,
)
from cradlegate.regimes.vocabulary import Subject


class OpenKind(StrEnum):
    """What kind of thing is open."""

    FACT = "fact"
    LAW = "law"
    UNREAD = "unread"
    DOCUMENT = "document"
    """A document that does not exist yet."""


@dataclass(frozen=True, slots=True, order=True)
class OpenPoint:
    """Something that keeps an outcome from being known.

    Args:
        name: of the fact, question, parameter or document.
        about: id of the machine or document that it is about, or index of the question.
    """

    kind: OpenKind
    name: str
    about: str = ""


Variable: TypeAlias = tuple[str, str]
"""A question and its index, empty for a question that has none."""
Reading: TypeAlias = Mapping[Variable, Value]
"""One answer to each of some questions."""

NOTHING_OPEN: frozenset[OpenPoint] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of an expression gives.

    Args:
        value: None where it is not known; `Blank.ABSENT` for what is known not to be there.
        points: what is open, where it is not known.
    """

    value: Value | Blank | None
    points: frozenset[OpenPoint] = NOTHING_OPEN

    @property
    def truth(self) -> Truth:
        """The value of a part that gives yes or no; what is absent is no."""
        if self.value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if self.value is True else Truth.FALSE


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression is judged.

    Args:
        facts: all that are visible there.
        about: ids of the subjects there.
        pack: whose questions and parameters are meant.
        day: the day whose law applies; None where it is not known.
        day_point: the fact that tells that day.
        answers: those recorded that hold on that day.
        found: what facts give, noted when first asked for.
    """

    facts: Facts
    about: Mapping[Subject, str]
    subjects: Mapping[str, Subject]
    pack: Pack
    day: Interval | None
    day_point: OpenPoint
    answers: Reading
    found: dict[str, Found] = field(default_factory=dict, init=False)


def interpret(expression: Expression, scope: Scope, reading: Reading) -> Found:
    """Give what an expression is under one reading."""
    return _BY_NODE[type(expression)](expression, scope, reading)


def list_variables(questions: Iterable[QuestionName], scope: Scope) -> tuple[Variable, ...]:
    """List the questions that are still open, each with its index there."""
    found: dict[Variable, None] = {}
    for part in questions:
        index = _index_of(part, scope)
        if index.value is not None and (variable := _variable(part, index)) not in scope.answers:
            found[variable] = None
    return tuple(found)


def _literal(part: Literal, _scope: Scope, _reading: Reading) -> Found:
    return _give(part.value)


def _fact(part: FactName, scope: Scope, _reading: Reading) -> Found:
    found = scope.found.get(part.name)
    if found is None:
        found = scope.found[part.name] = _find_fact(part.name, scope)
    return found


def _find_fact(name: str, scope: Scope) -> Found:
    fact = scope.facts.get(name)
    if fact is None or fact.value is Blank.UNKNOWN:
        return Found(None, frozenset({_fact_point(name, scope)}))
    return Found(Blank.ABSENT) if isinstance(fact.value, Blank) else _give(fact.value)


def _has(part: Has, scope: Scope, reading: Reading) -> Found:
    found = _fact(part.fact, scope, reading)
    if found.value is None:
        return found
    return FALSE if found.value is Blank.ABSENT else TRUE


def _question(part: QuestionName, scope: Scope, reading: Reading) -> Found:
    index = _index_of(part, scope)
    if index.value is None:
        return index
    variable = _variable(part, index)
    if variable in scope.answers:
        return _give(scope.answers[variable])
    if variable in reading:
        return _give(reading[variable])
    cause = scope.pack.questions[part.name].cause
    return Found(None, frozenset({OpenPoint(OpenKind(cause), part.name, variable[1])}))


def _index_of(part: QuestionName, scope: Scope) -> Found:
    return _NO_INDEX if part.index is None else interpret(part.index, scope, {})


def _variable(part: QuestionName, index: Found) -> Variable:
    value = index.value
    return part.name, write_value(value) if value is not None and value is not Blank.ABSENT else ""


def _parameter(part: ParameterName, scope: Scope, reading: Reading) -> Found:
    parameter = scope.pack.parameters[part.name]
    keys = [interpret(key, scope, reading) for key in part.keys]
    if unknown := _points(key for key in keys if key.value is None):
        return Found(None, unknown)
    rows = [row for row in parameter.values if list(row.keys) == [key.value for key in keys]]
    for row in rows:
        if _holds(row, scope.day):
            return _give(row.value)
    is_dated = any(_may_hold(row, scope.day) for row in rows)
    point = scope.day_point if is_dated else _missing(parameter)
    return Found(None, frozenset({point}))


def _holds(row: DatedValue, day: Interval | None) -> bool:
    """Tell whether a dated value holds on every day that may be meant."""
    if day is None:
        return row.first is None and row.last is None
    return (row.first is None or row.first <= day.first) and (
        row.last is None or day.last <= row.last
    )


def _may_hold(row: DatedValue, day: Interval | None) -> bool:
    """Tell whether a dated value holds on some of the days that may be meant."""
    if day is None:
        return True
    return (row.first is None or row.first <= day.last) and (
        row.last is None or day.first <= row.last
    )


def _missing(parameter: Parameter) -> OpenPoint:
    return OpenPoint(OpenKind(parameter.missing), parameter.name)


def _shifted(part: Shifted, scope: Scope, reading: Reading) -> Found:
    day, span = interpret(part.date, scope, reading), interpret(part.span, scope, reading)
    if isinstance(day.value, Interval) and isinstance(span.value, Span):
        return Found(shift(day.value, span.value, is_back=part.is_back))
    return Found(None if day.value is None else Blank.ABSENT, day.points)


def _compare(part: Comparison, scope: Scope, reading: Reading) -> Found:
    left, right = interpret(part.left, scope, reading), interpret(part.right, scope, reading)
    if isinstance(left.value, Blank) or isinstance(right.value, Blank):
        # What is known to be absent is equal to nothing and stands in no order, whatever else
        # the other side may turn out to be.
        return TRUE if part.operator is Operator.UNEQUAL else FALSE
    if left.value is None or right.value is None:
        return Found(None, left.points | right.points)
    found = _SETTLED.get(_COMPARED[part.operator](left.value, right.value))
    return found or Found(None, frozenset(_spread_points(part, scope)))


def _not(part: Not, scope: Scope, reading: Reading) -> Found:
    return not_found(interpret(part.operand, scope, reading))


def _all(part: All, scope: Scope, reading: Reading) -> Found:
    return all_found([interpret(each, scope, reading) for each in part.operands])


def _any(part: Any, scope: Scope, reading: Reading) -> Found:
    return any_found([interpret(each, scope, reading) for each in part.operands])


def all_found(parts: Iterable[Found]) -> Found:
    """Join parts by and: one no decides; open is what keeps it from being known."""
    points, is_open = NOTHING_OPEN, False
    for part in parts:
        if part.value is None:
            points, is_open = points | part.points, True
        elif part.value is not True:
            return FALSE
    return Found(None, points) if is_open else TRUE


def any_found(parts: Iterable[Found]) -> Found:
    """Join parts by or: one yes decides; open is what keeps it from being known."""
    points, is_open = NOTHING_OPEN, False
    for part in parts:
        if part.value is True:
            return TRUE
        if part.value is None:
            points, is_open = points | part.points, True
    return Found(None, points) if is_open else FALSE


def not_found(part: Found) -> Found:
    """Turn a part round; what is open stays open."""
    if part.value is None:
        return part
    return FALSE if part.value is True else TRUE


TRUE, FALSE = Found(value=True), Found(value=False)
_SETTLED = {Truth.TRUE: TRUE, Truth.FALSE: FALSE}
_NO_INDEX = Found("")


def _give(value: Value) -> Found:
    """Give what is known; of yes and no there is one each."""
    if value is True:
        return TRUE
    return FALSE if value is False else Found(value)


def _points(parts: Iterable[Found]) -> frozenset[OpenPoint]:
    return frozenset(point for part in parts for point in part.points)


def _spread_points(part: Comparison, scope: Scope) -> Iterable[OpenPoint]:
    """Name the facts and parameters of a comparison that are known too roughly to decide it."""
    for inner in walk(part):
        if isinstance(inner, FactName | ParameterName):
            value = interpret(inner, scope, {}).value
            if isinstance(value, Interval | Extent) and value.first != value.last:
                is_fact = isinstance(inner, FactName)
                parameters = scope.pack.parameters
                yield (
                    _fact_point(inner.name, scope) if is_fact else _missing(parameters[inner.name])
                )


def _fact_point(name: str, scope: Scope) -> OpenPoint:
    subject = scope.subjects.get(name, Subject.CONSIGNMENT)
    about = scope.about.get(Subject.DOCUMENT if subject is Subject.FIT else subject, "")
    return OpenPoint(OpenKind.FACT, name, about)


_COMPARED: Mapping[Operator, Callable[..., Truth]] = {
    Operator.EQUAL: are_equal,
    Operator.UNEQUAL: lambda left, right: ~are_equal(left, right),
    Operator.LESS: is_less,
    Operator.AT_MOST: is_at_most,
    Operator.MORE: lambda left, right: is_less(right, left),
    Operator.AT_LEAST: lambda left, right: is_at_most(right, left),
    Operator.IN: is_member,
}
_BY_NODE: Mapping[type, Callable[..., Found]] = {
    Literal: _literal,
    FactName: _fact,
    QuestionName: _question,
    ParameterName: _parameter,
    Has: _has,
    Shifted: _shifted,
    Comparison: _compare,
    Not: _not,
    All: _all,
    Any: _any,
}
