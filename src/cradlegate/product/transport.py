"""Transport legs."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.fault import NOWHERE, Place
from cradlegate.core.stage import Stage


@dataclass(frozen=True, slots=True)
class TransportLeg:
    """One leg of a transport chain.

    Args:
        leg: unique in the case; legs of one stage are travelled in file order.
        stage: A2, A4, A5 or C2.
        applies_to: `machine`, `packaging`, a subassembly, or a bom line id.
        start, end: UN/LOCODE.
        mode: road, rail, sea, air, inland_water.
        vehicle_class: key of the transport defaults, such as `truck_articulated`.
        distance_km: as stated, or a blank to be derived from the two places.
        distance_basis: actual, SFD (shortest feasible) or GCD (great circle).
        cargo_mass_kg: mass carried, packaging included; blank = taken from what it applies to.
        factor_id: a factor of the library, or a process of an imported database; empty = the
            default of the vehicle class.
        empty_in_factor: whether the factor contains empty running.
    """

    leg: str
    stage: Stage
    applies_to: str
    start: str
    end: str
    mode: str
    vehicle_class: str | Blank
    distance_km: Decimal | Blank
    distance_basis: str
    cargo_mass_kg: Decimal | Blank
    factor_id: str
    empty_in_factor: bool
    evidence_id: str | Blank
    place: Place = NOWHERE
