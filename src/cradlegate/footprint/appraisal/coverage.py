"""How much of mass, energy and greenhouse gas is described, and by what (method 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import fsum

from cradlegate.core.outcome import Outcome
from cradlegate.footprint.inventory.activity import CoverageClass, Exclusion
from cradlegate.footprint.line import Line

THRESHOLD = 0.95
"""Recommended share per axis, as reported of ISO/TR 24122 (S3-16)."""


class Axis(StrEnum):
    """What is covered."""

    MASS = "mass"
    ENERGY = "energy"
    GHG = "ghg"


@dataclass(frozen=True, slots=True)
class AxisCoverage:
    """Coverage on one axis.

    Args:
        unit: kg, MJ or kg CO2e.
        amounts: by class.
        judgement: whether what is recorded reaches the threshold; undetermined where the whole
            is not known.
        unestimated: number of exclusions without an estimate, which the whole cannot contain.
    """

    axis: Axis
    unit: str
    amounts: Mapping[CoverageClass, float]
    judgement: Outcome
    unestimated: int = 0

    @property
    def whole(self) -> float:
        """The sum over all classes."""
        return fsum(self.amounts.values())

    def share(self, coverage: CoverageClass) -> float | None:
        """Give a class's share of the whole; None if nothing is known of it."""
        return self.amounts[coverage] / self.whole if self.whole else None


def measure_coverage(
    lines: Sequence[Line], exclusions: Sequence[Exclusion]
) -> tuple[AxisCoverage, ...]:
    """Measure coverage on three axes.

    Args:
        lines: of the view that is judged.
        exclusions: what was left out, each with an estimate or without.
    """
    return (
        _measure_mass(lines, exclusions),
        _measure_energy(lines),
        _measure_ghg(lines, exclusions),
    )


def _measure_mass(lines: Sequence[Line], exclusions: Sequence[Exclusion]) -> AxisCoverage:
    amounts = dict.fromkeys(CoverageClass, 0.0)
    for line in lines:
        amounts[line.activity.coverage] += float(line.activity.mass_kg)
    amounts[CoverageClass.EXCLUDED] = float(sum((item.mass_kg for item in exclusions), Decimal(0)))
    return AxisCoverage(Axis.MASS, "kg", amounts, _judge(amounts))


def _measure_energy(lines: Sequence[Line]) -> AxisCoverage:
    amounts = dict.fromkeys(CoverageClass, 0.0)
    for line in lines:
        amounts[line.activity.coverage] += float(line.activity.energy_mj)
    return AxisCoverage(Axis.ENERGY, "MJ", amounts, _judge(amounts))


def _measure_ghg(lines: Sequence[Line], exclusions: Sequence[Exclusion]) -> AxisCoverage:
    amounts = dict.fromkeys(CoverageClass, 0.0)
    for line in lines:
        amounts[line.activity.coverage] += line.emissions
    estimates = [item.estimate_kgco2e for item in exclusions]
    amounts[CoverageClass.EXCLUDED] = float(
        sum((e for e in estimates if e is not None), Decimal(0))
    )
    unestimated = estimates.count(None)
    judgement = _judge(amounts)
    if unestimated and judgement is Outcome.MET:
        judgement = Outcome.UNDETERMINED
    return AxisCoverage(Axis.GHG, "kg CO2e", amounts, judgement, unestimated)


def _judge(amounts: Mapping[CoverageClass, float]) -> Outcome:
    whole = fsum(amounts.values())
    if not whole:
        return Outcome.UNDETERMINED
    is_met = amounts[CoverageClass.RECORDED] >= THRESHOLD * whole
    return Outcome.MET if is_met else Outcome.NOT_MET
