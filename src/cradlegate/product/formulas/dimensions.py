"""Checking that only amounts of one dimension are added and compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.fault import FaultsError
from cradlegate.product.formula_faults import UNKNOWN_NAME, WRONG_DIMENSION
from cradlegate.product.formulas.syntax import Syntax, fail
from cradlegate.product.formulas.units import NUMBER, Unit, read_unit
from cradlegate.tables.columns import near_matches

HIGHEST_POWER = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a formula whose units have been settled.

    Args:
        word: `number`, `name`, `power`, a sign, or the name of a function.
        value: of a number; the exponent of a power.
        name: of a name.
    """

    word: str
    parts: tuple["Step", ...] = ()
    value: Decimal = Decimal(0)
    name: str = ""


def check_dimensions(
    tree: Syntax, units: Mapping[str, Unit], result: Unit | None
) -> tuple[Step, Unit]:
    """Settle the unit of every step; conversions become factors.

    Raises:
        FaultsError: unknown names (PR-061), dimensions that do not fit (PR-062).
    """
    unknown = [fault for error in _find_unknown(tree, units) for fault in error.faults]
    if unknown:
        raise FaultsError(unknown)
    step, unit = _check(tree, units)
    if result is None:
        return step, unit
    return _express(step, unit, result, tree.at), result


def _find_unknown(tree: Syntax, units: Mapping[str, Unit]) -> list[FaultsError]:
    if tree.word == "name" and tree.text not in units:
        near = near_matches(tree.text, units)
        known = f"near to {', '.join(near)}" if near else f"there are {', '.join(units)}"
        return [fail(UNKNOWN_NAME, f"{tree.text!r}; {known}", tree.at)]
    return [error for part in tree.parts for error in _find_unknown(part, units)]


def _check(tree: Syntax, units: Mapping[str, Unit]) -> tuple[Step, Unit]:
    if tree.word == "number":
        return Step("number", value=tree.value), read_unit(tree.text)
    if tree.word == "name":
        return Step("name", name=tree.text), units[tree.text]
    if tree.word == "^":
        return _check_power(tree, units)
    checked = [_check(part, units) for part in tree.parts]
    if tree.word in {"*", "/"}:
        (first, unit), (second, other) = checked
        return Step(tree.word, (first, second)), unit * other if tree.word == "*" else unit / other
    if tree.word == "sqrt":
        return _check_root(tree, *checked[0])
    return _check_alike(tree, checked)


def _check_alike(tree: Syntax, checked: list[tuple[Step, Unit]]) -> tuple[Step, Unit]:
    """Express what is added or compared in one unit, and what exp and log take as a number."""
    first, unit = checked[0]
    if tree.word == "negate":
        return Step("*", (Step("number", value=Decimal(-1)), first)), unit
    if tree.word in {"exp", "log"}:
        unit = NUMBER
    return Step(tree.word, tuple(_express(one, its, unit, tree.at) for one, its in checked)), unit


def _check_root(tree: Syntax, step: Step, unit: Unit) -> tuple[Step, Unit]:
    root = unit.root
    if root is None:
        raise fail(WRONG_DIMENSION, f"sqrt of {unit}", tree.at)
    return Step("sqrt", (step,)), root


def _check_power(tree: Syntax, units: Mapping[str, Unit]) -> tuple[Step, Unit]:
    base, unit = _check(tree.parts[0], units)
    exponent = _read_exponent(tree.parts[1])
    if exponent is None:
        found = f"a power that is no whole number up to {HIGHEST_POWER}"
        raise fail(WRONG_DIMENSION, found, tree.at)
    result = NUMBER
    for _ in range(abs(exponent)):
        result = result * unit if exponent > 0 else result / unit
    return Step("power", (base,), value=Decimal(exponent)), result


def _read_exponent(tree: Syntax) -> int | None:
    sign = 1
    if tree.word == "negate":
        sign, tree = -1, tree.parts[0]
    is_whole = tree.word == "number" and not tree.text and tree.value == int(tree.value)
    return sign * int(tree.value) if is_whole and tree.value <= HIGHEST_POWER else None


def _express(step: Step, unit: Unit, wanted: Unit, at: int) -> Step:
    ratio = unit.ratio_to(wanted)
    if ratio is None:
        raise fail(WRONG_DIMENSION, f"{unit} where {wanted} is needed", at)
    return step if ratio == 1 else Step("*", (Step("number", value=ratio), step))
