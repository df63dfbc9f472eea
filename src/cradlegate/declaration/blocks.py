"""The blocks of a declaration; each is mandatory, and what is not known in it says so.

Source: ISO/TR 24122 as reported (S3-20) for boundary, unit, allocation, primary data share,
uncertainty and sensitivity; ISO 14067:2018, 7.3, for the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.grade import DataGrade
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.boundary import EndPoint
from cradlegate.footprint.inventory.activity import CoverageClass


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """Why the study was made, and which product rules it follows."""

    application: str
    reasons: str
    audience: str
    communication: str
    product_rules: str
    product_rules_deviation: str | Blank


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something left out, with its estimated effect in kg CO2e."""

    what: str
    stage: Stage
    reason: str
    estimate_kgco2e: Decimal | Blank


@dataclass(frozen=True, slots=True)
class BoundaryBlock:
    """What the headline covers; cut-off thresholds are shares of 1."""

    view: View
    stages: tuple[Stage, ...]
    transport_end: EndPoint
    destination: str
    data_period: str
    cutoff_mass: Decimal
    cutoff_energy: Decimal
    cutoff_ghg: Decimal
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class PerHour:
    """The whole life per machine-hour, with the life and profile it follows from."""

    kgco2e: Decimal
    life_years: Decimal
    hours_per_year: Decimal
    grid_region: str


@dataclass(frozen=True, slots=True)
class UnitBlock:
    """What the figures are per: one machine; the other units are derived from it (method 16)."""

    amount: Decimal
    unit: str
    reference_flow_kg: Decimal
    kgco2e_per_kg_at_gate: Decimal
    kgco2e_per_kw: Decimal
    rated_power_kw: Decimal
    rated_power_basis: str
    per_hour: PerHour | None


@dataclass(frozen=True, slots=True)
class SharedKey:
    """An allocation key, its driver, one machine's share of 1, and the headline it alone gives."""

    id: str
    driver: str
    share_per_machine: Decimal
    headline_kgco2e: Decimal


@dataclass(frozen=True, slots=True)
class AllocationBlock:
    """How shared inputs were divided, and how life cycles were cut from each other."""

    keys: tuple[SharedKey, ...]
    end_of_life_method: str | Blank
    end_of_life_region: str | Blank


@dataclass(frozen=True, slots=True)
class PrimaryDataBlock:
    """Primary data share of 1: activity and factor both primary, and activity alone."""

    strict: Decimal
    by_activity: Decimal


@dataclass(frozen=True, slots=True)
class UncertaintyBlock:
    """How the intervals were drawn; the intervals stand with the results."""

    level: Decimal
    draws: int
    seed: str
    factors_with_own_spread: int
    factors_with_default_spread: int


@dataclass(frozen=True, slots=True)
class Varied:
    """How far the headline moves when one figure alone takes the ends of its range, kg CO2e."""

    id: str
    low_kgco2e: Decimal
    high_kgco2e: Decimal


@dataclass(frozen=True, slots=True)
class SensitivityBlock:
    """What moves the headline: single figures, the widest first, and electricity instruments.

    Args:
        varied: the widest ones.
        count: of all that were varied.
    """

    varied: tuple[Varied, ...]
    count: int
    with_instruments_kgco2e: Decimal
    without_instruments_kgco2e: Decimal


@dataclass(frozen=True, slots=True)
class GwpBlock:
    """The GWP set that was aimed at, and the shares of 1 that the result rests on."""

    target: str
    mix: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class CoveredAxis:
    """Coverage on one axis: shares of 1 by class, and whether the first reaches the threshold."""

    axis: Axis
    shares: Mapping[CoverageClass, Decimal]
    threshold: Decimal
    judgement: Outcome
    unestimated: int


@dataclass(frozen=True, slots=True)
class CoverageBlock:
    """Coverage on mass, energy and greenhouse gas (method 9)."""

    axes: tuple[CoveredAxis, ...]
    undescribed_mass_kg: Decimal


@dataclass(frozen=True, slots=True)
class QualityBlock:
    """Data quality; scores from 1, best, to 5, the others shares of 1 (method 15)."""

    dqr: Decimal
    scores: Mapping[str, Decimal]
    grades: Mapping[DataGrade, Decimal]
    proxies: Decimal
    infrastructure: Decimal
    unsplit: Decimal
    stage_unsplit: Decimal


@dataclass(frozen=True, slots=True)
class UsedFactor:
    """A factor in use: what it says, how well it is known, and how much rests on it.

    Args:
        kgco2e_per_unit: sum over all categories.
        share: of the headline, of 1; negative for an uptake.
    """

    id: str
    name: str
    kgco2e_per_unit: Decimal
    unit: str
    region: str
    years: str
    gwp_set: str
    grade: DataGrade
    is_proxy: bool
    has_default_spread: bool
    source: str
    licence: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class DerivedDistance:
    """A distance that nobody stated, in km."""

    start: str
    end: str
    mode: str
    km: Decimal
    formula: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that stands beside the result."""

    code: str
    place: str
    found: str


@dataclass(frozen=True, slots=True)
class AssumptionsBlock:
    """Estimates and defaults that the result rests on, largest factor first."""

    factors: tuple[UsedFactor, ...]
    distances: tuple[DerivedDistance, ...]
    template: str | Blank
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A methodological choice with its reason."""

    subject: str
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class NamedFactor:
    """A factor that the maker chose instead of the default; effect in kg CO2e per unit."""

    line: str
    factor: str
    effect: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChoicesBlock:
    """Choices of method and of factors (ISO 14067:2018, 7.3: value choices)."""

    method: tuple[Chosen, ...]
    factors: tuple[NamedFactor, ...]


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """A file that the maker keeps as evidence, known by its digest."""

    id: str
    kind: str
    issuer: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SignedOff:
    """A section of the case that somebody answers for."""

    section: str
    digest: str
    role: str
    prepared_by: str
    reviewed_by: str
    date: str


@dataclass(frozen=True, slots=True)
class EvidenceBlock:
    """What stands behind the case."""

    kept: tuple[KeptEvidence, ...]
    signed_off: tuple[SignedOff, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks; a declaration without one of them is none."""

    goal: GoalBlock
    system_boundary: BoundaryBlock
    declared_unit: UnitBlock
    allocation: AllocationBlock
    primary_data: PrimaryDataBlock
    uncertainty: UncertaintyBlock
    sensitivity: SensitivityBlock
    gwp: GwpBlock
    coverage: CoverageBlock
    data_quality: QualityBlock
    assumptions: AssumptionsBlock
    choices: ChoicesBlock
    evidence: EvidenceBlock
