"""A formula whose dimensions have been checked, worked out exactly or written on a tape."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException, localcontext

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.quantity import is_unit
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.product.formula_faults import NO_NUMBER
from cradlegate.product.formulas.dimensions import Step, check_dimensions
from cradlegate.product.formulas.syntax import read_formula
from cradlegate.product.formulas.units import Unit

_DIGITS = 34


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be worked out.

    Args:
        text: as it was written.
        unit: of its result.
        names: what it is made from, in the order in which they first stand in it.
        root: its last step.
    """

    text: str
    unit: Unit
    names: tuple[str, ...]
    root: Step


def compile_formula(text: str, units: Mapping[str, Unit], result: Unit | None = None) -> Formula:
    """Read a formula and check its dimensions.

    Args:
        units: of every name that it may use.
        result: unit that the result is expressed in; None takes the one that follows.

    Raises:
        FaultsError: a formula that cannot be read (PR-060, PR-063), unknown names (PR-061),
            dimensions that do not fit (PR-062); each with its column.
    """
    tree = read_formula(text, is_unit)
    root, unit = check_dimensions(tree, units, result)
    return Formula(text, unit, tuple(dict.fromkeys(_list_names(root))), root)


def evaluate_exactly(formula: Formula, values: Mapping[str, Decimal]) -> Decimal:
    """Work out a formula for one set of values, to 34 digits.

    Args:
        values: by name, each in the unit it was compiled with.

    Raises:
        FaultsError: what has no value, such as a division by zero (PR-065).
    """
    with localcontext() as context:
        context.prec = _DIGITS
        try:
            return _work_out(formula.root, values)
        except DecimalException as error:
            found = f"{formula.text}: {type(error).__name__}"
            raise FaultsError([Fault(NO_NUMBER, found)]) from None


def write_formula(formula: Formula, tape: TapeBuilder, numbers: Mapping[str, int]) -> int:
    """Write a formula on a tape and give the number of its last operation.

    Args:
        numbers: of the operations that stand for its names.
    """
    return _write(formula.root, tape, numbers)


def _list_names(step: Step) -> list[str]:
    if step.word == "name":
        return [step.name]
    return [name for part in step.parts for name in _list_names(part)]


def _work_out(step: Step, values: Mapping[str, Decimal]) -> Decimal:
    if step.word == "number":
        return step.value
    if step.word == "name":
        return values[step.name]
    parts = [_work_out(part, values) for part in step.parts]
    if step.word == "power":
        return parts[0] ** int(step.value)
    return _EXACT[step.word](parts)


_EXACT: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "+": lambda given: given[0] + given[1],
    "-": lambda given: given[0] - given[1],
    "*": lambda given: given[0] * given[1],
    "/": lambda given: given[0] / given[1],
    "min": min,
    "max": max,
    "exp": lambda given: given[0].exp(),
    "log": lambda given: given[0].ln(),
    "sqrt": lambda given: given[0].sqrt(),
}


def _write(step: Step, tape: TapeBuilder, numbers: Mapping[str, int]) -> int:
    if step.word == "number":
        return tape.constant(float(step.value))
    if step.word == "name":
        return numbers[step.name]
    parts = [_write(part, tape, numbers) for part in step.parts]
    if step.word == "power":
        return tape.power(parts[0], int(step.value))
    write = {
        "+": tape.add,
        "-": tape.subtract,
        "*": tape.multiply,
        "/": tape.divide,
        "min": tape.minimum,
        "max": tape.maximum,
    }.get(step.word)
    if write is None:
        return {"exp": tape.exp, "log": tape.log, "sqrt": tape.sqrt}[step.word](parts[0])
    result = parts[0]
    for part in parts[1:]:
        result = write(result, part)
    return result
