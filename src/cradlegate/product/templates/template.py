"""What a template says, and what it gives for one machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.machine import MachineKind

BASE = "base"
"""The material of a template that stands for the chosen base material."""


@dataclass(frozen=True, slots=True)
class Band:
    """Two ends of a range in one unit, and where they come from."""

    low: Decimal
    high: Decimal
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Size:
    """The numeric parameters: net mass in kg, driven feed axes, rated spindle power in kW."""

    net_mass_kg: Decimal
    axes: int
    spindle_kw: Decimal


@dataclass(frozen=True, slots=True)
class Driver:
    """An amount that grows with the parameters along straight lines.

    Args:
        fixed: whatever the parameters are.
        per_kg: for every kg of net mass.
        per_axis: for every driven axis.
        per_spindle_kw: for every kW of rated spindle power.
    """

    fixed: Decimal = Decimal(0)
    per_kg: Decimal = Decimal(0)
    per_axis: Decimal = Decimal(0)
    per_spindle_kw: Decimal = Decimal(0)

    def at(self, size: Size) -> Decimal:
        """Give the amount for a machine of that size."""
        by_mass = self.per_kg * size.net_mass_kg
        by_axes = self.per_axis * size.axes
        return self.fixed + by_mass + by_axes + self.per_spindle_kw * size.spindle_kw


@dataclass(frozen=True, slots=True)
class MaterialShare:
    """What one material is of a subassembly.

    Args:
        material: family of the library, or `base` for the chosen base material.
        share: of the subassembly's mass, of 1.
        process_yield: finished mass over input mass; for `base` the chosen material decides.
        is_made_in_house: made or machined on the maker's own sites; likewise.
        spread_rel95: relative half width of the part's mass at 95 %.
    """

    material: str
    share: Decimal
    process_yield: Decimal
    is_made_in_house: bool
    spread_rel95: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class BaseMaterial:
    """A material that bed and column can be made of, mass for mass."""

    process_yield: Decimal
    is_made_in_house: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Subassembly:
    """One subassembly.

    Args:
        mass: its mass in kg where it follows axes or spindle power, else None.
        share: what it takes of the mass that the others leave, in the proportion of all shares.
        materials: they add up to 1.
    """

    id: str
    mass: Driver | None
    share: Decimal
    materials: tuple[MaterialShare, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Default:
    """A value that stands in a new case until the maker knows better."""

    amount: Driver
    unit: str
    spread_rel95: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Template:
    """A machine as a function of its parameters.

    Args:
        ranges: by parameter: `net_mass_kg`, `axes`, `spindle_kw`, and `driven_share`, the share of
            net mass that spindle, drives and cabinet may take.
        base_materials: by material family.
        cradle_to_gate: plausible intensity, kg CO2e per kg of machine; a band is never a pass.
        price: for the spend cross-check, USD per kg of machine.
        defaults: by name; the part before the dot says which table of a new case it fills.
    """

    id: str
    name: str
    kind: MachineKind
    ranges: Mapping[str, Band]
    base_materials: Mapping[str, BaseMaterial]
    subassemblies: tuple[Subassembly, ...]
    cradle_to_gate: Band
    price: Band
    defaults: Mapping[str, Default]


@dataclass(frozen=True, slots=True)
class TemplatePart:
    """One material of one subassembly of one machine.

    Args:
        id: template, subassembly and material, such as `vmc-3axis/bed/grey_iron`.
        mass_kg: finished mass.
        process_yield: finished mass over input mass, 0 < yield ≤ 1.
        spread_rel95: relative half width of the mass at 95 %.
    """

    id: str
    subassembly: str
    material: str
    mass_kg: Decimal
    process_yield: Decimal
    is_made_in_house: bool
    spread_rel95: Decimal
    grade: DataGrade
    source: Source
