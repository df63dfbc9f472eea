"""One amount and the factor that answers it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from cradlegate.background.factor import Spread
from cradlegate.background.selection import Choice
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.term import Term


class CoverageClass(StrEnum):
    """Where the amount of a line comes from (method 9)."""

    RECORDED = "recorded"
    """Bill of materials, meters, bills, supplier data."""
    TEMPLATE = "template"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AmountSpread:
    """Uncertainty of an amount.

    Args:
        parameter: id it is drawn by; lines that share an id move together, so that splitting a
            line changes no interval.
        spread: of the amount; ends of a minmax are in the unit of `nominal`.
        nominal: the value that the spread is around, where its ends are not relative.
        is_share: whether it is a template share, drawn with all others so that mass closes.
    """

    parameter: str
    spread: Spread
    nominal: Decimal = Decimal(1)
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """An amount of a background activity, before it is scored.

    Args:
        id: unique, a path such as `bom/BED-01/machining`.
        subassembly: where it belongs; `machine` for what belongs to the whole.
        amount: in the unit of the factor.
        choice: the factor and why.
        coverage: where the amount comes from.
        mass_kg: finished mass that it accounts for in the mass balance; 0 for what has none.
        energy_mj: energy of the maker's sites that it accounts for; 0 for what has none.
        ask: who can improve it.
        region: ISO 3166-1 alpha-2 of the process, against which the factor is rated.
        amount_spreads: uncertainties of the amount; none where only the factor is uncertain.
        is_beyond_end_point: outbound transport past the declared end point.
        is_stage_unsplit: an aggregated figure whose stages cannot be told apart (method 3).
        without_instrument: what the choice would be if no instrument were used, else None.
        primary_share: of a supplier's own figure; 1 for factors measured by the maker, else 0.
        allocation_key: the key that shared it out; empty for what is not shared.
    """

    id: str
    stage: Stage
    subassembly: str
    label: str
    amount: Term
    choice: Choice
    coverage: CoverageClass
    ask: str
    region: str
    mass_kg: Decimal = Decimal(0)
    energy_mj: Decimal = Decimal(0)
    amount_spreads: tuple[AmountSpread, ...] = ()
    is_beyond_end_point: bool = False
    is_stage_unsplit: bool = False
    without_instrument: Choice | None = None
    primary_share: Decimal = Decimal(0)
    allocation_key: str = ""

    @property
    def activity_grade(self) -> DataGrade:
        """How well the amount is known."""
        return self.amount.grade


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something left out: reason, estimated effect in kg CO2e (None = not known), mass in kg."""

    id: str
    stage: Stage
    label: str
    reason: str
    estimate_kgco2e: Decimal | None
    mass_kg: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What one room of the case gives: activities, exclusions and faults."""

    activities: tuple[Activity, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    faults: tuple[Fault, ...] = ()

    @staticmethod
    def join(parts: "list[Inventory]") -> "Inventory":
        """Join parts in order; what several parts say alike is said once."""
        return Inventory(
            tuple(chain.from_iterable([part.activities for part in parts])),
            tuple(chain.from_iterable([part.exclusions for part in parts])),
            tuple(dict.fromkeys(chain.from_iterable([part.faults for part in parts]))),
        )
