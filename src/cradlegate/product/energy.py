"""Energy of the maker's own sites, how it is shared out, and what instruments back it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.core.fault import NOWHERE, Place
from cradlegate.core.period import Interval


class EnergyScope(StrEnum):
    """A bill of a whole site, a meter reading of one process on it, or what refurbishing took."""

    SITE_TOTAL = "site_total"
    PROCESS = "process"
    REFURBISHMENT = "refurbishment"


class Supply(StrEnum):
    """How electricity comes to the site, in the order of ISO 14067:2018, 6.4.9.4."""

    OWN = "own"
    DIRECT = "direct"
    INSTRUMENT = "instrument"
    GRID = "grid"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class EnergyRow:
    """One bill or meter reading.

    Args:
        scope: site total or process; process rows refine the total of their site and carrier.
            Refurbishment: what the shop used in the period of its key, no part of any total.
        carrier: electricity, natural_gas, diesel, lpg, propane, heavy_fuel_oil, …
        period: the days it covers.
        amount, unit: as billed; converted to the factor's unit when it is used.
        cv_basis: `net` or `gross` calorific value for fuels in energy units, else a blank.
        supply: for electricity; GRID where the file leaves it to the default.
        basis: metered, invoiced or estimated.
        key_id: the allocation key that shares it out.
        factor_id: a factor of the library, or a process of an imported database; empty = default.
    """

    row_id: str
    scope: EnergyScope
    process: str | Blank
    site: str
    meter: str | Blank
    carrier: str
    period: Interval
    amount: Decimal
    unit: str
    cv_basis: str | Blank
    supply: Supply
    instrument_id: str | Blank
    basis: str
    key_id: str
    subassembly: str | Blank
    evidence_id: str | Blank
    place: Place = NOWHERE
    factor_id: str = ""


class Driver(StrEnum):
    """What an allocation shares by; value comes last (ISO 14067:2018, 6.4.6)."""

    MACHINE_HOURS = "machine_h"
    LABOUR_HOURS = "labour_h"
    MASS = "mass"
    UNIT = "unit"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """What one co-product takes of a driver in a period; all co-products of a key are listed."""

    key_id: str
    product: str
    driver: Driver
    amount: Decimal
    period: Interval
    is_this_machine: bool
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contractual instrument for electricity (ISO 14067:2018, 6.4.9.4); amount in kWh."""

    id: str
    type: str
    amount_kwh: Decimal
    generation_period: Interval
    market: str
    technology: str
    registry: str
    retirement_ref: str
    beneficiary: str
    place: Place = NOWHERE
