"""The one tree behind an expression; parser, checker and every back end share it.

Every node knows where it stands in its text: `first` and `end` are positions of characters.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from cradlegate.regimes.values import Value


class Operator(StrEnum):
    """What stands between two operands."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    IN = "in"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text; several of them in brackets are a list."""

    value: Value
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact of the vocabulary, such as `machine.kind`."""

    name: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class QuestionName:
    """An open legal question, such as `open.accreditor` or `open.binding[consignment.country]`."""

    name: str
    index: "Expression | None"
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class ParameterName:
    """A dated value of the pack, such as `param.age_limit`, or `table.limit[machine.sector]`.

    Args:
        keys: of a table, in the order of its key columns; none for a parameter.
    """

    name: str
    keys: tuple["Expression", ...]
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Has:
    """Whether a fact is there, as against known to be absent."""

    fact: FactName
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """A date moved by a span of time, forwards or backwards."""

    date: "Expression"
    span: "Expression"
    is_back: bool
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands compared, or membership in a list."""

    left: "Expression"
    operator: Operator
    right: "Expression"
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    operand: "Expression"
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class All:
    """Operands joined by `&&`."""

    operands: tuple["Expression", ...]
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Any:
    """Operands joined by `||`."""

    operands: tuple["Expression", ...]
    first: int
    end: int


Expression: TypeAlias = (
    Literal | FactName | QuestionName | ParameterName | Has | Shifted | Comparison | Not | All | Any
)


def walk(expression: Expression) -> Iterator[Expression]:
    """Give an expression and everything in it, outside first, left to right."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(list_parts(part))


def list_parts(expression: Expression) -> tuple[Expression, ...]:
    """List what an expression is made of, left to right; none where it is made of nothing."""
    return _PARTS[type(expression)](expression)


def list_facts(expression: Expression) -> tuple[str, ...]:
    """List the facts that an expression names, each once."""
    named = (part.name for part in walk(expression) if isinstance(part, FactName))
    return tuple(dict.fromkeys(named))


def list_questions(expression: Expression) -> tuple[QuestionName, ...]:
    """List the places of an expression at which an open question stands."""
    return tuple(part for part in walk(expression) if isinstance(part, QuestionName))


_PARTS: Mapping[type, Callable[..., tuple[Expression, ...]]] = {
    Literal: lambda _: (),
    FactName: lambda _: (),
    QuestionName: lambda part: (part.index,) if part.index else (),
    ParameterName: lambda part: part.keys,
    Has: lambda part: (part.fact,),
    Shifted: lambda part: (part.date, part.span),
    Comparison: lambda part: (part.left, part.right),
    Not: lambda part: (part.operand,),
    All: lambda part: part.operands,
    Any: lambda part: part.operands,
}
