"""Writing a tape: small constructors that write every operation once."""

from collections.abc import Iterable, Sequence

import numpy as np

from cradlegate.lca.tapes.arithmetic import work_out
from cradlegate.lca.tapes.tape import Operation, Operator, Tape

_COMMUTES = frozenset((Operator.ADD, Operator.MULTIPLY, Operator.MINIMUM, Operator.MAXIMUM))


class TapeBuilder:
    """Writes operations; every constructor gives the number of the operation.

    The same operation on the same operands is written once, constants are worked out at once, and
    a constant factor of a constant factor becomes one.
    """

    def __init__(self, parameters: int) -> None:
        self._parameters = parameters
        self._operations: list[Operation] = []
        self._numbers: dict[Operation, int] = {}

    def finish(self, outputs: Sequence[int]) -> Tape:
        """Give the tape with what it is asked for; what nobody asks for is left out.

        Every operation stands right before the first that needs it, so that few results wait.
        """
        place = {number: at for at, number in enumerate(self._order(outputs))}
        operations = tuple(
            Operation(one.operator, tuple(place[each] for each in one.operands), one.value)
            for one in (self._operations[number] for number in place)
        )
        return Tape(operations, self._parameters, tuple(place[each] for each in outputs))

    def _order(self, outputs: Sequence[int]) -> list[int]:
        """Walk from the outputs down to what they need, and list what is needed first."""
        listed: dict[int, None] = {}
        waiting = list(reversed(outputs))
        while waiting:
            number = waiting[-1]
            needed = [each for each in self._operations[number].operands if each not in listed]
            if number in listed or not needed:
                listed.setdefault(waiting.pop())
            else:
                waiting += reversed(needed)
        return list(listed)

    def constant(self, value: float) -> int:
        """Write a number."""
        return self._write(Operation(Operator.CONSTANT, (), float(value)))

    def parameter(self, index: int) -> int:
        """Write a parameter by its number, from 0.

        Raises:
            IndexError: a number that the tape has no parameter for.
        """
        if not 0 <= index < self._parameters:
            raise IndexError(f"parameter {index} of {self._parameters}")
        return self._write(Operation(Operator.PARAMETER, (), float(index)))

    def add(self, left: int, right: int) -> int:
        """Write left + right."""
        if self._value(left) == 0.0:
            return right
        return left if self._value(right) == 0.0 else self._combine(Operator.ADD, left, right)

    def subtract(self, left: int, right: int) -> int:
        """Write left − right."""
        return left if self._value(right) == 0.0 else self._combine(Operator.SUBTRACT, left, right)

    def multiply(self, left: int, right: int) -> int:
        """Write left × right."""
        constant, other = (left, right) if self._value(left) is not None else (right, left)
        value = self._value(constant)
        if value == 1.0:
            return other
        inner = self._operations[other]
        if value is not None and inner.operator is Operator.MULTIPLY:
            factor, rest = inner.operands
            scale = self._value(factor)
            if scale is not None:
                return self.multiply(self.constant(value * scale), rest)
        return self._combine(Operator.MULTIPLY, constant, other)

    def divide(self, left: int, right: int) -> int:
        """Write left ÷ right."""
        return left if self._value(right) == 1.0 else self._combine(Operator.DIVIDE, left, right)

    def power(self, base: int, exponent: int) -> int:
        """Write a whole power as products; a negative one divides 1 by them.

        Products are made by squaring, so that x⁹ takes four of them.
        """
        if exponent < 0:
            return self.divide(self.constant(1.0), self.power(base, -exponent))
        result, square = self.constant(1.0), base
        while exponent:
            if exponent & 1:
                result = self.multiply(result, square)
            exponent >>= 1
            if exponent:
                square = self.multiply(square, square)
        return result

    def minimum(self, left: int, right: int) -> int:
        """Write the smaller of two."""
        return self._combine(Operator.MINIMUM, left, right)

    def maximum(self, left: int, right: int) -> int:
        """Write the larger of two."""
        return self._combine(Operator.MAXIMUM, left, right)

    def exp(self, operand: int) -> int:
        """Write e to a power."""
        return self._combine(Operator.EXP, operand)

    def log(self, operand: int) -> int:
        """Write a natural logarithm."""
        return self._combine(Operator.LOG, operand)

    def sqrt(self, operand: int) -> int:
        """Write a square root."""
        return self._combine(Operator.SQRT, operand)

    def round_to(self, operand: int, step: float) -> int:
        """Write a rounding to a multiple of a step, half to even.

        What lies within a hundred-millionth of a step from the middle is taken to lie in the
        middle, as the decimal numbers of tables do.

        Raises:
            ValueError: a step that is not above 0.
        """
        if not step > 0.0:
            raise ValueError(f"{step} is no step to round to")
        return self._combine(Operator.ROUND, operand, value=step)

    def sum(self, terms: Iterable[tuple[float, int]]) -> int:
        """Write a sum of operations, each times a number, in the order given."""
        total = self.constant(0.0)
        for scale, operand in terms:
            total = self.add(total, self.multiply(self.constant(scale), operand))
        return total

    def _combine(self, operator: Operator, *operands: int, value: float = 0.0) -> int:
        if operator in _COMMUTES:
            operands = tuple(sorted(operands, key=lambda each: (self._value(each) is None, each)))
        values = [self._value(each) for each in operands]
        known = [np.float64(each) for each in values if each is not None]
        if len(known) == len(operands):
            return self.constant(float(work_out(operator, known, value)))
        return self._write(Operation(operator, operands, value))

    def _value(self, number: int) -> float | None:
        operation = self._operations[number]
        return operation.value if operation.operator is Operator.CONSTANT else None

    def _write(self, operation: Operation) -> int:
        number = self._numbers.setdefault(operation, len(self._operations))
        if number == len(self._operations):
            self._operations.append(operation)
        return number
