"""What the operators of a tape mean, on numbers and on arrays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from cradlegate.lca.tapes.tape import Operator

_TIE = 1e-8
"""Distance from the middle, in steps, that is taken as the middle."""

UFUNCS: Mapping[Operator, Callable[..., Any]] = {
    Operator.ADD: np.add,
    Operator.SUBTRACT: np.subtract,
    Operator.MULTIPLY: np.multiply,
    Operator.DIVIDE: np.divide,
    Operator.MINIMUM: np.minimum,
    Operator.MAXIMUM: np.maximum,
    Operator.EXP: np.exp,
    Operator.LOG: np.log,
    Operator.SQRT: np.sqrt,
}
"""Operators that are one call of NumPy, elementwise."""


def work_out(operator: Operator, operands: Sequence[Any], value: float, out: Any = None) -> Any:  # noqa: ANN401 - numbers and arrays alike
    """Work out one operation.

    Args:
        operands: numbers or arrays of one shape.
        value: the step of a rounding.
        out: array to write the result into; an operand may be that array.

    Returns:
        The result; what has none, such as the logarithm of −1, is not a number.
    """
    if operator is Operator.ROUND:
        return _round(operands[0], value, out)
    with np.errstate(all="ignore"):
        return UFUNCS[operator](*operands, out=out)


def _round(operand: Any, step: float, out: Any) -> Any:  # noqa: ANN401 - as above
    steps = np.divide(operand, step)
    doubled = np.multiply(steps, 2.0)
    halves = np.rint(doubled)
    is_tie = np.abs(doubled - halves) < 2.0 * _TIE
    return np.multiply(np.rint(np.where(is_tie, halves * 0.5, steps)), step, out=out)
