"""The footprint of one machine, with everything that is said beside the number."""

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.alternatives import AllocationAlternative
from cradlegate.footprint.appraisal.coverage import AxisCoverage
from cradlegate.footprint.appraisal.plausibility import Plausibility
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.appraisal.quality import Quality
from cradlegate.footprint.appraisal.uncertainty import Draws, Interval95, summarise_draws
from cradlegate.footprint.boundary import lines_of_view
from cradlegate.footprint.inventory.activity import Exclusion
from cradlegate.footprint.inventory.masses import MassBalance
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.product.machine import Machine
from cradlegate.product.use import UseProfile

if TYPE_CHECKING:
    import polars as pl

METHOD = "cradlegate-2026.1"
"""Version of the method; a change of any reported figure changes it."""

_AXES = ("stage", "subassembly", "line", "factor", "coverage", "grade")


@dataclass(frozen=True, slots=True)
class InstrumentPair:
    """The result with contractual instruments, and with the grid in their place, kg CO2e."""

    with_instruments: float
    without_instruments: float


@dataclass(frozen=True, slots=True)
class Footprint:
    """A footprint: lines, draws, and what they rest on.

    Args:
        view: the boundary of the headline; coverage, quality and priorities speak about it.
        views: every view that the case can answer.
        lines: one row per stage × subassembly × line, of all stages.
        exclusions: what was left out, with estimates.
        faults: warnings, and in a draft errors as well.
        is_draft: whether faulty rows are shown as gaps at conservative estimates.
    """

    machine: Machine
    use: UseProfile | None
    case_digest: str
    library_digest: str
    method: str
    view: View
    views: tuple[View, ...]
    boundary: str
    lines: tuple[Line, ...]
    exclusions: tuple[Exclusion, ...]
    balance: MassBalance
    draws: Draws
    seed: int
    draw_count: int
    coverage: tuple[AxisCoverage, ...]
    quality: Quality
    priorities: tuple[Priority, ...]
    plausibility: Plausibility
    instruments: InstrumentPair
    alternatives: tuple[AllocationAlternative, ...]
    faults: tuple[Fault, ...]
    is_draft: bool

    @property
    def lines_in_view(self) -> tuple[Line, ...]:
        """The lines that the headline counts."""
        return lines_of_view(self.lines, self.view)

    def total(self, view: View | None = None) -> float:
        """The headline of a view: kg CO2e without biogenic uptake (method 2)."""
        return sum_emissions(lines_of_view(self.lines, view or self.view))

    def total_with_uptake(self, view: View | None = None) -> float:
        """The figure that includes biogenic uptake, kg CO2e."""
        lines = lines_of_view(self.lines, view or self.view)
        return fsum(value for line in lines for value in line.values)

    def interval(self, view: View | None = None) -> Interval95:
        """The 95 % interval of a view."""
        return summarise_draws(self.draws.by_view[view or self.view])

    @property
    def service_hours(self) -> float | None:
        """Hours of service over the life, None without a use profile (method 16)."""
        return float(self.use.life_years * self.use.hours_per_year) if self.use else None

    @property
    def biogenic_carbon_kg(self) -> float:
        """Biogenic carbon that packaging holds, kg C: what was taken up × 12/44."""
        uptake = sum_category(self.lines_in_view, Category.BIOGENIC_REMOVALS)
        return -uptake * 12.0 / 44.0

    def by(self, *axes: str) -> "pl.DataFrame":
        """Sum the lines of the view along axes.

        Args:
            axes: any of stage, subassembly, line, factor, coverage, grade.

        Returns:
            A row per combination: the axes, one column per category and `kgco2e` (without
            removals), in the order in which combinations first appear.

        Raises:
            ValueError: an axis that does not exist.
        """
        import polars as pl

        unknown = set(axes) - set(_AXES)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: the axes are {', '.join(_AXES)}")
        groups: dict[tuple[str, ...], list[Line]] = {}
        for line in self.lines_in_view:
            groups.setdefault(tuple(_name(line, axis) for axis in axes), []).append(line)
        return pl.DataFrame(
            [
                {
                    **dict(zip(axes, key, strict=True)),
                    **{category.value: sum_category(lines, category) for category in CATEGORIES},
                    "kgco2e": sum_emissions(lines),
                }
                for key, lines in groups.items()
            ]
        )


def _name(line: Line, axis: str) -> str:
    return {
        "stage": str(line.stage),
        "subassembly": line.subassembly,
        "line": line.id,
        "factor": line.activity.choice.chosen.id,
        "coverage": str(line.activity.coverage),
        "grade": str(line.activity.activity_grade),
    }[axis]
