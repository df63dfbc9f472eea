"""Everything that a drafted case says, before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.product.draft.dispatch import PlannedLeg
from cradlegate.product.machine import BomState
from cradlegate.product.templates.template import Size, Template, TemplatePart

ESTIMATED = "template estimate"
"""How every basis of a drafted value reads."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something nobody stated, what was taken for it, and why."""

    subject: str
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a drafted case says.

    Args:
        stated: parameters of the size that somebody stated, by name.
        year: of building; bills are of the year before.
        annual_output: machines in a year over which the energy rows are spread.
        parts: of the template, for this machine.
        works: UN/LOCODE of the place where it is taken to be made.
        assumptions: what stands in for what the request left open.
    """

    template: Template
    size: Size
    stated: Mapping[str, Decimal]
    base_material: str
    bom: BomState
    year: int
    model: str
    maker: str
    country: str
    destination: str
    annual_output: Decimal
    parts: tuple[TemplatePart, ...]
    works: str
    legs: tuple[PlannedLeg, ...]
    assumptions: tuple[Assumption, ...]

    def estimate(self, name: str) -> Decimal:
        """Give a default of the template for this machine."""
        return self.template.defaults[name].amount.at(self.size)

    def estimates(self, table: str) -> dict[str, Decimal]:
        """Give the defaults of one table by the rest of their names."""
        return {
            name.removeprefix(f"{table}."): default.amount.at(self.size)
            for name, default in self.template.defaults.items()
            if name.startswith(f"{table}.")
        }

    @property
    def net_mass_kg(self) -> Decimal:
        """Net mass of the machine."""
        return self.size.values["net_mass_kg"]

    @property
    def subassemblies(self) -> tuple[str, ...]:
        """Subassemblies that this machine has, in the order of the template."""
        return tuple(dict.fromkeys(part.subassembly for part in self.parts))

    @property
    def gross_shipping_mass_kg(self) -> Decimal:
        """Net mass with the estimated packaging."""
        return self.net_mass_kg + sum(self.estimates("packaging").values(), Decimal(0))
