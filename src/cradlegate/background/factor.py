"""One row of the factor library, typed: nothing about it must be read out of prose."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.core.category import Category
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source


class FactorKind(StrEnum):
    """What an amount of the factor's unit is an amount of."""

    MATERIAL = "material"
    ELECTRICITY = "electricity"
    FUEL = "fuel"
    TRANSPORT = "transport"
    END_OF_LIFE = "end_of_life"
    GAS = "gas"
    SPEND = "spend"


class FactorFamily(StrEnum):
    """What the figure covers; only figures of fitting families may be added up (method 5)."""

    # materials and end of life
    CRADLE_TO_GATE = "cradle_to_gate"
    GATE_TO_GATE = "gate_to_gate"
    TREATMENT = "treatment"
    TRANSPORT_ONLY = "transport_only"
    AVOIDED = "avoided"
    # electricity
    LIFE_CYCLE = "life_cycle"
    CO2E_AVERAGE = "co2e_average"
    CO2_ONLY = "co2_only"
    RESIDUAL = "residual"
    MARGINAL = "marginal"
    PROJECTION = "projection"
    GENERATION_ONLY = "generation_only"
    COMPONENT = "component"
    FOSSIL_ONLY = "fossil_only"
    TECHNOLOGY = "technology"
    # fuels and transport
    WELL_TO_TANK = "well_to_tank"
    TANK_TO_WHEEL = "tank_to_wheel"
    WELL_TO_WHEEL = "well_to_wheel"
    # others
    GWP = "gwp"
    SPEND = "spend"


class Scope(StrEnum):
    """Steps that a figure already contains; modelling them again would count them twice."""

    FORMING = "forming"
    MACHINING = "machining"
    INBOUND = "inbound"
    OUTBOUND = "outbound"
    PACKAGING = "packaging"
    INFRASTRUCTURE = "infrastructure"
    CREDIT_INSIDE = "credit_inside"
    SECONDARY_PRODUCTION = "secondary_production"
    RADIATIVE_FORCING = "radiative_forcing"
    EMPTY_RUNNING = "empty_running"
    NET_CALORIFIC = "net_calorific"


class Role(StrEnum):
    """Which side of a balance the figure stands on."""

    BURDEN = "burden"
    UPTAKE = "uptake"
    CREDIT = "credit"


class SpreadKind(StrEnum):
    """How a published spread is to be read (method 14)."""

    REL95 = "rel95"
    """± this share of the value, at 95 %; drawn as a lognormal whose GSD² is 1 + share."""
    GSD = "gsd"
    """Geometric standard deviation, lognormal."""
    MINMAX = "minmax"
    """Between two values; drawn as a triangle whose mode is the value."""


class Centre(StrEnum):
    """What the published value is of its distribution."""

    MEDIAN = "median"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of a figure.

    Args:
        kind: how the numbers are to be read.
        value: the relative half width for rel95 (0.1 is ±10 %), the GSD for gsd, unused for minmax.
        low: lower end for minmax, in the figure's unit.
        high: upper end for minmax.
        centre: what the nominal value is of the distribution.
        is_default: whether it is the documented default of the data class, not a published spread.
    """

    kind: SpreadKind
    value: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    centre: Centre = Centre.MEDIAN
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A region code and the scheme it belongs to.

    Args:
        code: such as `CN`, `CN-SD`, `CAMX`, `GLO`, `EU`.
        scheme: `iso3166-1`, `iso3166-2`, `egrid`, `cn-grid`, `my-grid`, `id-grid`, `supplier`,
            `un-m49` or `aggregate`.
    """

    code: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Factor:
    """A published figure: kg CO2e per unit, with everything that decides where it may be used.

    Args:
        id: unique in the library, stable.
        name: as published.
        kind: what is counted.
        material_key: material family for materials, carrier for fuels, mode for transport, else "".
        values: kg CO2e per unit by category; categories that are not named are 0.
        unit: of the amount it multiplies: kg, kWh, t.km, m3, Nm3, L, m, m2, item, USD, EUR.
        family: what the figure covers.
        scope: steps that it already contains.
        role: burden, uptake or credit, with the id of its pair where it has one.
        region: where it holds.
        year_from: first year it describes, with year_to its last.
        gwp_set: AR4, AR5, AR6, mixed, unstated, or none for CO2-only figures.
        spread: of the figure; never missing, since a default stands in and is marked.
        technology, precision: PEF scores 1-5 where the row itself decides them (0 = derived).
        grade: on the ladder of data.
        source: citation, locator, grade, licence class.
        barred: why the row must never enter a total; empty if it may.
        decision: what was decided when the row was reviewed; empty if it came through unchanged.
        origin: the process of an imported database that it is; None for a row of the library.
    """

    id: str
    name: str
    kind: FactorKind
    material_key: str
    values: Mapping[Category, Decimal]
    unit: str
    family: FactorFamily
    scope: frozenset[Scope]
    role: Role
    pair: str
    region: Region
    year_from: int | None
    year_to: int | None
    gwp_set: str
    spread: Spread
    technology: int
    precision: int
    grade: DataGrade
    source: Source
    barred: str = ""
    decision: str = ""
    origin: ProcessFigure | None = None

    @property
    def total(self) -> Decimal:
        """The sum over all categories, kg CO2e per unit."""
        return sum(self.values.values(), Decimal(0))
