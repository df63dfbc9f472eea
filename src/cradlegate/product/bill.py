"""The bill of materials."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.core.fault import NOWHERE, Place
from cradlegate.product.machine import MassBasis


class BomKind(StrEnum):
    """What a line is: only parts count towards the machine's net mass."""

    PART = "part"
    FLUID = "fluid"
    PACKAGING = "packaging"
    ACCESSORY = "accessory"
    REPLACEMENT = "replacement"
    """A part put in when a used machine was refurbished; it takes the place of one that weighed
    as much, so it does not count towards the net mass either."""


class SourceKind(StrEnum):
    """Where a line's figure comes from."""

    FACTOR = "factor"
    DATASET = "dataset"
    PCF = "pcf"
    EPD = "epd"
    TEMPLATE = "template"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class BomLine:
    """One line of the bill of materials.

    Args:
        line_id: unique in the case.
        parent_id: the line it is part of; a parent carries no figure of its own.
        subassembly: where it belongs.
        kind: part, fluid, packaging, accessory or replacement.
        description: in the maker's words.
        material: material family of the library.
        own_material_code: the maker's code.
        quantity: number of pieces in one machine.
        net_mass_each_kg: finished mass of one piece, kg.
        amount, amount_unit: per machine, where the factor is not per kg.
        is_made_in_house: made on the maker's own sites.
        process_yield: finished mass over input mass, 0 < yield ≤ 1.
        source_kind, source_id: where the figure comes from; source_id empty = the default factor.
        mass_basis: how the mass is known.
        recycled_content: share of 1.
        origin_country: ISO 3166-1 alpha-2.
        exclusion_reason, exclusion_estimate_kgco2e: for excluded lines.
        defaulted: names of columns that were filled with a documented default.
        place: where it stands in the file.
    """

    line_id: str
    parent_id: str
    subassembly: str
    kind: BomKind
    description: str
    material: str
    own_material_code: str | Blank
    quantity: Decimal
    net_mass_each_kg: Decimal
    amount: Decimal | Blank
    amount_unit: str | Blank
    is_made_in_house: bool
    process_yield: Decimal
    source_kind: SourceKind
    source_id: str
    mass_basis: MassBasis
    recycled_content: Decimal | Blank
    origin_country: str | Blank
    plant: str | Blank
    supplier_id: str | Blank
    tier: int | Blank
    exclusion_reason: str | Blank
    exclusion_estimate_kgco2e: Decimal | Blank
    evidence_id: str | Blank
    defaulted: tuple[str, ...] = ()
    place: Place = NOWHERE

    @property
    def net_mass_kg(self) -> Decimal:
        """Finished mass of all pieces, kg."""
        return self.quantity * self.net_mass_each_kg
