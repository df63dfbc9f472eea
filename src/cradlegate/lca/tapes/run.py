"""Working a tape out for many sets of parameters, a cache's worth of sets at a time."""

from dataclasses import dataclass

import numpy as np

from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.arithmetic import UFUNCS, work_out
from cradlegate.lca.tapes.tape import SOURCES, Operator, Tape

CHUNK = 8192
"""Sets worked out together: a handful of such arrays stays in the cache of one core."""


def evaluate(tape: Tape, parameters: Floats, chunk: int = CHUNK) -> Floats:
    """Work out a tape.

    Every set is worked out by itself, so that the result has the same bits whatever the chunk.

    Args:
        parameters: shape (parameters, sets).
        chunk: how many sets are worked out together.

    Returns:
        Shape (outputs, sets).

    Raises:
        ValueError: another number of parameters than the tape has, or a chunk below 1.
    """
    if parameters.ndim != 2 or len(parameters) != tape.parameters or chunk < 1:  # noqa: PLR2004 - rows and columns
        raise ValueError(f"{parameters.shape} for {tape.parameters} parameters, chunk {chunk}")
    sets = parameters.shape[1]
    given = np.ascontiguousarray(parameters)
    result = np.empty((len(tape.outputs), sets))
    plan = plan_buffers(tape)
    pool = np.empty((plan.buffers, min(chunk, sets)))
    values = [np.array(one.value) for one in tape.operations]
    with np.errstate(all="ignore"):
        for first in range(0, sets, chunk):
            part = slice(first, min(first + chunk, sets))
            _run(tape, plan, values, given[:, part], pool, result[:, part])
    return result


@dataclass(frozen=True, slots=True)
class BufferPlan:
    """Where every operation is kept while it is needed.

    Args:
        buffers: how many are needed at once.
        buffer_of: by operation; −1 for what is written straight into the result, or is given.
        output_of: by operation, the first output that asks for it, else −1.
    """

    buffers: int
    buffer_of: tuple[int, ...]
    output_of: tuple[int, ...]


def plan_buffers(tape: Tape) -> BufferPlan:
    """Find how few buffers a tape needs: one is free again after the last use of what it holds."""
    outputs: dict[int, int] = {}
    for row, number in enumerate(tape.outputs):
        outputs.setdefault(number, row)
    last_use = {each: at for at, one in enumerate(tape.operations) for each in one.operands}
    buffer_of = [-1] * len(tape.operations)
    free: list[int] = []
    count = 0
    for at, operation in enumerate(tape.operations):
        ending = (each for each in dict.fromkeys(operation.operands) if last_use[each] == at)
        free.extend(buffer_of[each] for each in ending if buffer_of[each] >= 0)
        if operation.operator in SOURCES or at in outputs:
            continue
        if not free:
            free.append(count)
            count += 1
        buffer_of[at] = free.pop()
    output_of = tuple(outputs.get(at, -1) for at in range(len(tape.operations)))
    return BufferPlan(count, tuple(buffer_of), output_of)


def _run(
    tape: Tape,
    plan: BufferPlan,
    values: list[Floats],
    given: Floats,
    pool: Floats,
    result: Floats,
) -> None:
    """Work out one chunk; `values` holds the constants and takes what is worked out."""
    buffers = pool[:, : given.shape[1]]
    for at, operation in enumerate(tape.operations):
        if operation.operator in SOURCES:
            if operation.operator is Operator.PARAMETER:
                values[at] = given[int(operation.value)]
            continue
        row = plan.output_of[at]
        out = result[row] if row >= 0 else buffers[plan.buffer_of[at]]
        operands = [values[each] for each in operation.operands]
        ufunc = UFUNCS.get(operation.operator)
        if ufunc is None:
            work_out(operation.operator, operands, operation.value, out)
        else:
            ufunc(*operands, out=out)
        values[at] = out
    for row, number in enumerate(tape.outputs):
        is_there = plan.output_of[number] == row and tape.operations[number].operator not in SOURCES
        if not is_there:
            result[row] = values[number]
