"""A tape: operations in the order in which they are worked out, each written once."""

from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """What an operation does with what it is given."""

    CONSTANT = "constant"
    PARAMETER = "parameter"
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    EXP = "exp"
    LOG = "log"
    SQRT = "sqrt"
    ROUND = "round"
    """To a multiple of `value`, half to even."""


SOURCES = frozenset((Operator.CONSTANT, Operator.PARAMETER))
"""Operators that are given nothing."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a tape.

    Args:
        operands: numbers of earlier operations.
        value: of a constant; the number of a parameter, from 0; the step of a rounding.
    """

    operator: Operator
    operands: tuple[int, ...] = ()
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Tape:
    """Operations, and which of them are asked for.

    Args:
        operations: each after those it is given.
        parameters: how many parameters there are; a tape may use fewer.
        outputs: numbers of operations; one may be asked for more than once.
    """

    operations: tuple[Operation, ...]
    parameters: int
    outputs: tuple[int, ...]
