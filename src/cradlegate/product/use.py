"""The use profile of the machine."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank


@dataclass(frozen=True, slots=True)
class UseState:
    """An operating state (ISO 14955): power in kW, hours per year, and how both are known."""

    name: str
    power_kw: Decimal
    hours_per_year: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium used up: amount per year in a unit of its factor."""

    name: str
    material: str
    amount_per_year: Decimal
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class Refrigerant:
    """Refrigerant charge in kg and the share of it that leaks in a year."""

    type: str
    charge_kg: Decimal
    leak_per_year: Decimal


@dataclass(frozen=True, slots=True)
class Spare:
    """A spare part: family, mass of one in kg, and how many over the life."""

    name: str
    material: str
    mass_kg: Decimal
    number_in_life: Decimal


@dataclass(frozen=True, slots=True)
class UseProfile:
    """Years of life, hours a year, and what is used (ISO 14067:2018, 6.3.7).

    Args:
        compressed_air_kwh_per_year: electricity of compressed air made outside the machine.
        excluded: what is left out, with the reason.
        parts_per_hour: parts made in an hour of service; without it no figure per part.
    """

    life_years: Decimal
    hours_per_year: Decimal
    states: tuple[UseState, ...]
    grid_region: str
    media: tuple[Medium, ...]
    compressed_air_kwh_per_year: Decimal | Blank
    refrigerant: Refrigerant | Blank
    spares: tuple[Spare, ...]
    excluded: tuple[str, ...]
    parts_per_hour: Decimal | Blank = Blank.UNKNOWN
