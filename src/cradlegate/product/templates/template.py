"""What a template says, and what it gives for one machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

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
class ParameterKind:
    """What a parameter of that name is: its unit, and the word for an amount per unit of it."""

    unit: str
    word: str


PARAMETERS: Mapping[str, ParameterKind] = MappingProxyType(
    {
        "net_mass_kg": ParameterKind("kg", "per_kg"),
        "axes": ParameterKind("1", "per_axis"),
        "spindle_kw": ParameterKind("kW", "per_spindle_kw"),
        "beam_kw": ParameterKind("kW", "per_beam_kw"),
        "tools": ParameterKind("1", "per_tool"),
        "pallets": ParameterKind("1", "per_pallet"),
    }
)
"""Everything that a template may take as a number, by name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of one template.

    Args:
        low, high: the range that the template was drawn up for; both ends belong to it.
        usual: what is taken where nobody states it; None where it must be stated.
        contained: what the shares hold already; only what lies above it counts.
    """

    low: Decimal
    high: Decimal
    unit: str
    source: Source
    usual: Decimal | None = None
    contained: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Size:
    """The parameters of one machine by name: net mass in kg, driven axes, power in kW, numbers.

    Args:
        values: as stated, or as the template takes them.
        contained: what the shares of the template hold already.
    """

    values: Mapping[str, Decimal]
    contained: Mapping[str, Decimal] = field(default_factory=dict)

    def counted(self, name: str) -> Decimal:
        """Give what counts of a parameter: all above what is contained, never less than zero."""
        value = self.values.get(name, Decimal(0))
        return max(value - self.contained.get(name, Decimal(0)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Driver:
    """An amount that grows with the parameters along straight lines.

    Args:
        fixed: whatever the parameters are.
        per: for every unit of a parameter, by its name; never negative.
    """

    fixed: Decimal = Decimal(0)
    per: Mapping[str, Decimal] = field(default_factory=dict)

    def at(self, size: Size) -> Decimal:
        """Give the amount for a machine of that size."""
        return self.fixed + sum(
            (each * size.counted(name) for name, each in self.per.items()), Decimal(0)
        )


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
        mass: its mass in kg that follows parameters, None where none does.
        share: what it takes of the mass that these leave, in the proportion of all shares.
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


class Maturity(StrEnum):
    """How far a template can be relied on."""

    ESTABLISHED = "established"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class Template:
    """A machine as a function of its parameters.

    Args:
        parameters: by name, see `PARAMETERS`.
        driven_share: share of the net mass that may follow parameters other than it.
        base_materials: by material family.
        cradle_to_gate: plausible intensity, kg CO2e per kg of machine; a band is never a pass.
        price: for the spend cross-check, USD per kg of machine.
        defaults: by name; the part before the dot says which table of a new case it fills.
        picked_for: ranges of stated parameters for which a new case takes this template.
        laser_type: of the source, empty for a machine without one.
        maturity_reason: why it is experimental.
        excluded: what no factor stands for, as a new case says it.
    """

    id: str
    name: str
    kind: MachineKind
    parameters: Mapping[str, Parameter]
    driven_share: Band
    base_materials: Mapping[str, BaseMaterial]
    subassemblies: tuple[Subassembly, ...]
    cradle_to_gate: Band
    price: Band
    defaults: Mapping[str, Default]
    picked_for: Mapping[str, tuple[Decimal, Decimal]]
    laser_type: str
    maturity: Maturity
    maturity_reason: str
    excluded: tuple[str, ...]

    def size(self, stated: Mapping[str, Decimal | int | None]) -> Size:
        """Give the size of a machine; what is not stated is what is usual, or zero.

        Args:
            stated: values by parameter; those that the template does not have are left out.
        """
        values = {}
        for name, parameter in self.parameters.items():
            value = stated.get(name)
            taken = parameter.usual if value is None else value
            values[name] = Decimal(0) if taken is None else Decimal(taken)
        contained = {name: each.contained for name, each in self.parameters.items()}
        return Size(MappingProxyType(values), MappingProxyType(contained))


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
