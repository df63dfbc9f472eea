"""Footprints that suppliers sent, in our own form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.period import Interval


@dataclass(frozen=True, slots=True)
class SupplierFootprint:
    """A supplier's product footprint, normalised.

    Args:
        id: named by `source_id` of bom lines.
        product: what it is of.
        declared_unit: the unit its figures are per: kg, item, …
        mass_per_unit_kg: mass of one declared unit.
        boundary: stages inside, such as `A1-A3` or `A1-A4`.
        by_category: kg CO2e per declared unit.
        primary_share: share of 1, recursive through the supplier's own suppliers.
        dqr: PEF data quality rating 1-5.
        assurance: none, limited or reasonable.
        raw_digest: of the file as received.
    """

    id: str
    supplier_id: str
    product: str
    line_ids: tuple[str, ...]
    declared_unit: str
    mass_per_unit_kg: Decimal
    boundary: str
    by_category: Mapping[Category, Decimal]
    gwp_set: str
    period: Interval
    geography: str
    primary_share: Decimal | Blank
    dqr: Decimal | Blank
    valid_to: Interval | Blank
    assurance: str
    raw_digest: str

    @property
    def is_verified(self) -> bool:
        """Whether an independent body gave assurance."""
        return self.assurance in {"limited", "reasonable"}
