"""Amounts with units, exact in decimal."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from cradlegate.core.errors import CradlegateError

if TYPE_CHECKING:
    import pint


class UnitError(CradlegateError):
    """A unit that does not exist, or one that does not fit where it stands."""

    code = "CG-001"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a unit of measure, such as 5800 kg.

    Units are written as in the field: `kg`, `t`, `kWh`, `MJ`, `m3`, `L`, `km`, `t.km`, `h`, `kW`,
    `item`.  CO2e is never part of a unit: what is counted stands in the type that holds it.
    """

    value: Decimal
    unit: str

    def to(self, unit: str) -> "Quantity":
        """Express the same amount in another unit of the same dimension.

        Raises:
            UnitError: unknown unit or other dimension.
        """
        return Quantity(self.value * conversion_factor(self.unit, unit), unit)

    def __str__(self) -> str:
        """The value as written, a space, the unit."""
        return f"{self.value:f} {self.unit}"


@lru_cache(maxsize=1024)
def conversion_factor(unit: str, target: str) -> Decimal:
    """Give the exact number of target units in one unit.

    Raises:
        UnitError: unknown unit or other dimension.
    """
    if unit in _SIZES and target in _SIZES:
        (kind, size), (wanted, one) = _SIZES[unit], _SIZES[target]
        factor = size / one if kind == wanted else None
    else:
        factor = _ask_registry(unit, target)
    if factor is None:
        raise UnitError(f"{unit} cannot be expressed in {target}")
    return factor.normalize()


def is_unit(unit: str) -> bool:
    """Tell whether the unit exists."""
    if unit in _SIZES:
        return True
    try:
        _measure(unit)
    except UnitError:
        return False
    return True


_SIZES = {
    unit: (kind, Decimal(size))
    for kind, sizes in {
        "mass": {"g": "0.001", "kg": "1", "t": "1000"},
        "energy": {"Wh": "0.0036", "kWh": "3.6", "MWh": "3600", "MJ": "1", "GJ": "1000"},
        "power": {"W": "0.001", "kW": "1", "MW": "1000"},
        "length": {"mm": "0.001", "m": "1", "km": "1000"},
        "volume": {"L": "0.001", "m3": "1"},
        "carriage": {"t.km": "1"},
        "time": {"h": "1"},
        "pieces": {"item": "1"},
    }.items()
    for unit, size in sizes.items()
}
"""What common units measure, and how large they are by definition.

A case of these alone is read without the registry, which takes longer to load than most cases.
"""


def _ask_registry(unit: str, target: str) -> Decimal | None:
    """Give the number of target units in one unit, None for units of other dimensions."""
    one, goal = _measure(unit), _measure(target)
    if not one.is_compatible_with(goal):
        return None
    return Decimal(one.to(goal.units).magnitude / goal.magnitude)


@lru_cache(maxsize=1024)
def _measure(unit: str) -> "pint.Quantity[Decimal]":
    """Give one of a unit.

    Raises:
        UnitError: a unit that does not exist.
    """
    import pint

    try:
        return _registry().Quantity(Decimal(1), _spell(unit))
    except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, AttributeError, ValueError):
        raise UnitError(f"{unit} is not a known unit") from None


_FORM = re.compile(r"[^\W\d_]+[23]?([./][^\W\d_]+[23]?)*\Z|%\Z|1/[^\W\d_]+\Z")
_SPELLINGS = {"m2": "m**2", "m3": "m**3", "Nm3": "Nm3", "l": "L", "h": "hour", "a": "year"}


def _spell(unit: str) -> str:
    """Turn a unit written with dots and slashes into the registry's grammar."""
    if not _FORM.match(unit):
        raise UnitError(f"{unit!r} is not a unit such as kg, kWh, m3 or t.km")
    above, *below = unit.split("/")
    parts = ["*".join(_SPELLINGS.get(part, part) for part in above.split("."))]
    parts += ["*".join(_SPELLINGS.get(part, part) for part in side.split(".")) for side in below]
    return "/".join(f"({part})" for part in parts)


@lru_cache(maxsize=1)
def _registry() -> "pint.UnitRegistry[Decimal]":
    import pint

    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    registry.define("item = [item] = piece")
    # A normal cubic metre is an amount of gas (0 °C, 101.325 kPa), not of space.
    registry.define("Nm3 = [normal_volume]")
    return registry
