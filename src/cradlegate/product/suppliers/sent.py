"""A footprint as its sender states it, before it is brought into our form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.fault import NOWHERE, Fault, Place
from cradlegate.core.period import Interval


@dataclass(frozen=True, slots=True)
class Sent:
    """A footprint as sent; what is not stated is None or empty.

    Figures are kg CO2e per `amount` of `unit`.

    Args:
        units: every declared unit that is named, as written; one that can be used names one.
        amount: how many of the unit the figures are per.
        mass_kg: of that amount.
        excluding: the figure without biogenic uptake.
        including: the figure with it.
        parts: of `excluding`: fossil, biogenic, land_use_change; unsplit where it is known to be.
        aircraft: part that comes from aircraft, inside fossil or beside it.
        removals: biogenic uptake as stated, of any sign.
        gwp_sets: every set of GWP values that is named.
        exempted: share of 1 that the sender left out.
        dropped: names of fields that our form does not keep.
        left_out: stages that were stated apart and are not taken.
        source: who published it and in which version, as far as that is stated.
        faults: met while reading it.
    """

    id: str = ""
    supplier_id: str = ""
    product: str = ""
    line_ids: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    amount: Decimal = Decimal(1)
    mass_kg: Decimal | None = None
    boundary: str = ""
    excluding: Decimal | None = None
    including: Decimal | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    aircraft: Decimal = Decimal(0)
    removals: Decimal = Decimal(0)
    gwp_sets: tuple[str, ...] = ()
    period: Interval | None = None
    geography: str = ""
    recycling_model: str = ""
    exempted: Decimal | None = None
    primary_share: Decimal | Blank = Blank.UNKNOWN
    dqr: Decimal | Blank = Blank.UNKNOWN
    valid_to: Interval | Blank = Blank.UNKNOWN
    assurance: str = "none"
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    source: str = ""
    place: Place = NOWHERE
    faults: tuple[Fault, ...] = ()
