"""Whether an expression makes sense before anybody asks it: names, kinds and possible values."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from cradlegate.core.fault import FaultKind
from cradlegate.core.period import Interval
from cradlegate.regimes.expression.errors import ExpressionError
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
)
from cradlegate.regimes.faults import (
    IMPOSSIBLE_VALUE,
    OTHER_SUBJECT,
    UNKNOWN_NAME,
    WRONG_TYPE,
)
from cradlegate.regimes.values import Span, Value, ValueKind
from cradlegate.regimes.vocabulary import FactSpec, Subject

_ORDERED = frozenset({ValueKind.NUMBER, ValueKind.DATE})
_EQUATED = _ORDERED | {ValueKind.TEXT, ValueKind.YES_NO}


@dataclass(frozen=True, slots=True)
class Type:
    """What stands somewhere in an expression.

    Args:
        allowed: the only texts that it can be; empty where any can.
        is_written: whether it is a literal.
    """

    kind: ValueKind
    allowed: tuple[str, ...] = ()
    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of an expression may stand for.

    Args:
        facts: by name.
        subjects: of which facts can be known where the expression is judged.
        questions: type of the answers by id.
        indexes: type of the index by id of an indexed question.
        parameters: type of the value, and types of the keys, by name; no keys, no table.
    """

    facts: Mapping[str, FactSpec]
    subjects: frozenset[Subject]
    questions: Mapping[str, Type]
    indexes: Mapping[str, Type]
    parameters: Mapping[str, tuple[Type, tuple[Type, ...]]]


def check_expression(expression: Expression, names: Names) -> tuple[ExpressionError, ...]:
    """Find everything in an expression that can never mean anything.

    Returns:
        none where it gives yes, no or unknown for all facts.
    """
    checker = _Checker(names)
    found = checker.type_of(expression)
    if found and found.kind is not ValueKind.YES_NO:
        checker.refuse(WRONG_TYPE, f"a {found.kind} stands where yes or no is asked", expression)
    return tuple(checker.errors)


class _Checker:
    """Walks a tree once and gathers what is wrong; a part that has no type is not judged on."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.errors: list[ExpressionError] = []

    def refuse(self, kind: FaultKind, found: str, at: Expression, remedy: str = "") -> None:
        self.errors.append(ExpressionError(kind, found, at.first + 1, remedy))

    def type_of(self, expression: Expression) -> Type | None:
        """Give the type of a part, None where it has none for a fault already named."""
        match expression:
            case Literal():
                return _type_of_value(expression.value)
            case FactName():
                return self._fact(expression)
            case QuestionName():
                return self._question(expression)
            case ParameterName():
                return self._parameter(expression)
            case Shifted():
                self._demand(expression.date, ValueKind.DATE)
                self._demand(expression.span, ValueKind.SPAN)
                return Type(ValueKind.DATE)
            case _:
                self._check_truth(expression)
                return Type(ValueKind.YES_NO)

    def _check_truth(self, expression: Has | Comparison | Not | All | Any) -> None:
        match expression:
            case Has():
                self._fact(expression.fact)
            case Comparison():
                self._compare(expression)
            case Not():
                self._demand(expression.operand, ValueKind.YES_NO)
            case _:
                for operand in expression.operands:
                    self._demand(operand, ValueKind.YES_NO)

    def _fact(self, name: FactName) -> Type | None:
        spec = self._names.facts.get(name.name)
        if spec is None:
            self._unknown("fact", name.name, self._names.facts, name)
            return None
        if spec.subject not in self._names.subjects:
            about = " or ".join(sorted(self._names.subjects))
            found = f"{spec.name} is a fact of a {spec.subject}, where only those of {about} exist"
            self.refuse(OTHER_SUBJECT, found, name)
        return Type(spec.kind, spec.allowed)

    def _question(self, name: QuestionName) -> Type | None:
        answers = self._names.questions.get(name.name)
        if answers is None:
            self._unknown("question", name.name, self._names.questions, name)
            return None
        index = self._names.indexes.get(name.name)
        if (name.index is None) != (index is None):
            has = "has no index" if index is None else "is asked once for each index"
            self.refuse(WRONG_TYPE, f"open.{name.name} {has}", name)
        elif name.index is not None and index is not None:
            self._demand_same(name.index, index)
        return answers

    def _parameter(self, name: ParameterName) -> Type | None:
        found = self._names.parameters.get(name.name)
        if found is None:
            self._unknown("parameter or table", name.name, self._names.parameters, name)
            return None
        value, keys = found
        if len(keys) != len(name.keys):
            wanted = f"{name.name} has {len(keys)} keys, not {len(name.keys)}"
            self.refuse(WRONG_TYPE, wanted, name)
        for key, kind in zip(name.keys, keys, strict=False):
            self._demand_same(key, kind)
        return value

    def _demand(self, part: Expression, kind: ValueKind) -> None:
        found = self.type_of(part)
        if found and found.kind is not kind:
            self.refuse(WRONG_TYPE, f"a {found.kind} stands where a {kind} is asked", part)

    def _demand_same(self, part: Expression, wanted: Type) -> None:
        found = self.type_of(part)
        if found:
            self._match(found, wanted, part)

    def _compare(self, comparison: Comparison) -> None:
        left, right = self.type_of(comparison.left), self.type_of(comparison.right)
        if left is None or right is None:
            return
        if comparison.operator is Operator.IN:
            if right.kind is not ValueKind.LIST:
                found = f"`in` asks for a list on its right, not for a {right.kind}"
                self.refuse(WRONG_TYPE, found, comparison.right)
            else:
                self._match(left, Type(ValueKind.TEXT, right.allowed, right.is_written), comparison)
            return
        is_equality = comparison.operator in {Operator.EQUAL, Operator.UNEQUAL}
        for side, part in ((left, comparison.left), (right, comparison.right)):
            if side.kind not in (_EQUATED if is_equality else _ORDERED):
                found = f"a {side.kind} {'equals nothing' if is_equality else 'has no order'}"
                remedy = "A list is asked with `in`." if side.kind is ValueKind.LIST else ""
                self.refuse(WRONG_TYPE, found, part, remedy)
                return
        self._match(left, right, comparison)

    def _match(self, left: Type, right: Type, at: Expression) -> None:
        if left.kind is not right.kind:
            self.refuse(WRONG_TYPE, f"a {left.kind} is compared with a {right.kind}", at)
        elif left.allowed and right.allowed:
            for text in _impossible(left, right):
                near = get_close_matches(text, left.allowed + right.allowed, n=3)
                near = [each for each in near if each != text]
                remedy = f"Did you mean {' or '.join(near)}?" if near else ""
                self.refuse(IMPOSSIBLE_VALUE, f"it can never be {text!r}", at, remedy)

    def _unknown(self, what: str, name: str, known: Collection[str], at: Expression) -> None:
        near = get_close_matches(name, list(known), n=3)
        remedy = f"Did you mean {' or '.join(near)}?" if near else ""
        self.refuse(UNKNOWN_NAME, f"there is no {what} {name}", at, remedy)


def _impossible(left: Type, right: Type) -> Iterator[str]:
    """Give the written texts that the other side can never be; of two unwritten ones, any pair."""
    if left.is_written or right.is_written:
        written, other = (left, right) if left.is_written else (right, left)
        yield from (text for text in written.allowed if text not in other.allowed)
    elif not set(left.allowed) & set(right.allowed):
        yield from left.allowed[:1]


def _type_of_value(value: Value) -> Type:
    match value:
        case bool():
            return Type(ValueKind.YES_NO, is_written=True)
        case str():
            return Type(ValueKind.TEXT, (value,), is_written=True)
        case tuple():
            return Type(ValueKind.LIST, value, is_written=True)
        case Interval():
            return Type(ValueKind.DATE, is_written=True)
        case Span():
            return Type(ValueKind.SPAN, is_written=True)
        case _:
            return Type(ValueKind.NUMBER, is_written=True)
