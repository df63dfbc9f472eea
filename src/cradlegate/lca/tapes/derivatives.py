"""Running a tape backwards: how outputs change with every parameter (reverse mode)."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.arithmetic import work_out
from cradlegate.lca.tapes.tape import SOURCES, Operation, Operator, Tape

CHUNK = 1024
"""Sets together; every operation of the tape is kept for them."""


def differentiate(
    tape: Tape, parameters: Floats, outputs: Sequence[int] = (0,), chunk: int = CHUNK
) -> Floats:
    """Give the derivative of outputs with respect to every parameter, for every set.

    A rounding is passed by, so that the slope is that of what is rounded.  Where two operands of a
    minimum or maximum are equal, the first of them counts.

    Args:
        parameters: shape (parameters, sets).
        outputs: which outputs of the tape, from 0.
        chunk: how many sets are worked out together; it changes no bit of the result.

    Returns:
        Shape (chosen outputs, parameters, sets).

    Raises:
        ValueError: another number of parameters than the tape has.
    """
    if parameters.ndim != 2 or len(parameters) != tape.parameters:  # noqa: PLR2004 - rows and columns
        raise ValueError(f"{parameters.shape} for {tape.parameters} parameters")
    sets = parameters.shape[1]
    result = np.zeros((len(outputs), tape.parameters, sets))
    with np.errstate(all="ignore"):
        for first in range(0, sets, chunk):
            part = slice(first, min(first + chunk, sets))
            values = _run_forward(tape, parameters[:, part])
            for row, output in enumerate(outputs):
                _run_backward(tape, values, tape.outputs[output], result[row, :, part])
    return result


def _run_forward(tape: Tape, given: Floats) -> list[Floats]:
    values: list[Floats] = []
    for operation in tape.operations:
        if operation.operator is Operator.CONSTANT:
            values.append(np.array(operation.value))
        elif operation.operator is Operator.PARAMETER:
            values.append(given[int(operation.value)])
        else:
            operands = [values[each] for each in operation.operands]
            values.append(work_out(operation.operator, operands, operation.value))
    return values


def _run_backward(tape: Tape, values: Sequence[Floats], output: int, result: Floats) -> None:
    """Add up, from the output down, what every operation passes to its operands."""
    slopes: dict[int, Floats] = {output: np.ones(result.shape[1])}
    for number in range(output, -1, -1):
        slope = slopes.pop(number, None)
        operation = tape.operations[number]
        if slope is None or operation.operator is Operator.CONSTANT:
            continue
        if operation.operator is Operator.PARAMETER:
            result[int(operation.value)] += slope
            continue
        for operand, passed in zip(
            operation.operands, _pass_on(operation, values, number, slope), strict=True
        ):
            known = slopes.get(operand)
            slopes[operand] = passed if known is None else known + passed


def _pass_on(
    operation: Operation, values: Sequence[Floats], number: int, slope: Floats
) -> Sequence[Floats]:
    operands = [values[each] for each in operation.operands]
    return _RULES[operation.operator](slope, values[number], operands)


_Rule = Callable[[Floats, Floats, Sequence[Floats]], Sequence[Floats]]
_RULES: Mapping[Operator, _Rule] = {
    Operator.ADD: lambda slope, _, __: (slope, slope),
    Operator.SUBTRACT: lambda slope, _, __: (slope, -slope),
    Operator.MULTIPLY: lambda slope, _, given: (slope * given[1], slope * given[0]),
    Operator.DIVIDE: lambda slope, value, given: (slope / given[1], -slope * value / given[1]),
    Operator.MINIMUM: lambda slope, _, given: _choose(slope, given[0] <= given[1]),
    Operator.MAXIMUM: lambda slope, _, given: _choose(slope, given[0] >= given[1]),
    Operator.EXP: lambda slope, value, _: (slope * value,),
    Operator.LOG: lambda slope, _, given: (slope / given[0],),
    Operator.SQRT: lambda slope, value, _: (slope * 0.5 / value,),
    Operator.ROUND: lambda slope, _, __: (slope,),
}
"""What an operation passes to its operands of the slope that it is passed itself."""
assert set(_RULES) == set(Operator) - SOURCES  # noqa: S101 - every operator has its rule


def _choose(slope: Floats, is_first: NDArray[np.bool_]) -> Sequence[Floats]:
    return slope * is_first, slope * ~is_first
