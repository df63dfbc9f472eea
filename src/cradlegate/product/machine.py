"""The machine itself, and what its study is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.core.party import Party
from cradlegate.core.period import Interval


class MachineKind(StrEnum):
    """Kinds of machine; the names are fixed."""

    MACHINING_CENTRE = "machining_centre"
    CNC_LATHE = "cnc_lathe"
    TURN_MILL = "turn_mill"
    MILLING_MACHINE = "milling_machine"
    GRINDING_MACHINE = "grinding_machine"
    LATHE = "lathe"
    LASER_CUTTING_MACHINE = "laser_cutting_machine"
    LASER_WELDING_MACHINE = "laser_welding_machine"
    OTHER = "other"


class BomState(StrEnum):
    """How much of a subassembly the bill of materials covers (method 8)."""

    NONE = "none"
    PARTIAL = "partial"
    COMPLETE = "complete"


class MassBasis(StrEnum):
    """How a mass is known."""

    WEIGHED = "weighed"
    DRAWING = "drawing"
    SUPPLIER = "supplier"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Goal:
    """Why the study is made (ISO 14067:2018, 6.3.1)."""

    application: str
    reasons: str
    audience: str
    communication: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something left out, with a reason and its estimated effect in kg CO2e (6.3.4)."""

    what: str
    reason: str
    estimate_kgco2e: Decimal | Blank


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Thresholds of the cut-off rule, as shares of 1 (6.3.4.3)."""

    mass: Decimal
    energy: Decimal
    ghg: Decimal


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """A methodological choice with its reason."""

    subject: str
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lives:
    """Years of service of a used machine: before this life, in it, and expected after it."""

    before_years: Decimal | Blank = Blank.UNKNOWN
    this_years: Decimal | Blank = Blank.UNKNOWN
    after_years: Decimal | Blank = Blank.UNKNOWN


@dataclass(frozen=True, slots=True)
class Site:
    """A production site; region is an ISO 3166-2 code where known."""

    id: str
    name: str
    country: str
    region: str | Blank
    unlocode: str | Blank


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine and the frame of its study; fields as in the case file `machine.yaml`.

    Masses in kg, power in kW; shares are of 1.  A `Blank` says which kind of nothing stands there.
    """

    kind: MachineKind
    model: str
    series: str | Blank
    serials: tuple[str, ...]
    declared_for: str
    maker: Party
    sites: tuple[Site, ...]
    built: Interval
    condition: str
    hs_code: str | Blank
    hs_edition: str | Blank
    net_mass_kg: Decimal
    gross_shipping_mass_kg: Decimal
    mass_basis: MassBasis
    rated_power_kw: Decimal
    rated_power_basis: str
    axes: int | Blank
    base_material: str | Blank
    tools: int | Blank
    pallets: int | Blank
    scope_of_delivery: tuple[str, ...]
    annual_output: Decimal | Blank
    destination: str
    transport_end: str
    template: str | Blank
    subassemblies: Mapping[str, BomState]
    nameplate: Mapping[str, str]
    gwp_target: str
    bom_version: str | Blank
    data_period: Interval
    goal: Goal
    pcr: str
    pcr_deviation: str | Blank
    exclusions: tuple[Exclusion, ...]
    cutoff: Cutoff
    choices: tuple[MethodChoice, ...]
    laser_type: str | Blank = Blank.UNKNOWN
    laser_beam_power_kw: Decimal | Blank = Blank.UNKNOWN
    sources_digest: str | Blank = Blank.UNKNOWN
    lives: Lives = Lives()

    def site(self, site_id: str) -> Site:
        """Give the site of that id.

        Raises:
            KeyError: no such site; readers have refused the case before.
        """
        return {site.id: site for site in self.sites}[site_id]
