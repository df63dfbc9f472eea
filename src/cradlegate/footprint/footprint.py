"""The footprint of one machine, with everything that is said beside the number."""

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from cradlegate.core.blank import known
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.alternatives import AllocationAlternative
from cradlegate.footprint.appraisal.coverage import AxisCoverage
from cradlegate.footprint.appraisal.end_of_life_pair import EndOfLifePair
from cradlegate.footprint.appraisal.plausibility import Plausibility
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.appraisal.quality import Quality
from cradlegate.footprint.appraisal.second_life import SecondLife, describe_lives
from cradlegate.footprint.appraisal.uncertainty import Draws, Interval95, summarise_draws
from cradlegate.footprint.boundary import describe_boundary, lines_of_view
from cradlegate.footprint.inventory.activity import Exclusion
from cradlegate.footprint.inventory.masses import MassBalance
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.works.ledger import Account
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
        accounts: bills and meters of the works side by side.
        second_life: the result by each second-life method, for a used machine.
        end_of_life: the whole life by both end-of-life methods.
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
    accounts: tuple[Account, ...]
    second_life: SecondLife | None
    end_of_life: EndOfLifePair | None
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
    def parts_in_life(self) -> float | None:
        """Parts made over the life, None without a profile that says how many an hour."""
        per_hour = known(self.use.parts_per_hour) if self.use else None
        hours = self.service_hours
        return hours * float(per_hour) if hours and per_hour and self.has_whole_life else None

    def describe(self, view: View) -> str:
        """Say in words what a view covers, and that the first life is not in it where it is not."""
        method = self.second_life.headline if self.second_life else None
        return describe_lives(describe_boundary(self.machine, view), method)

    @property
    def has_whole_life(self) -> bool:
        """Whether use and end of life are known."""
        return View.WHOLE_LIFE in self.views

    @property
    def biogenic_carbon_kg(self) -> float:
        """Biogenic carbon that packaging holds, kg C: what was taken up × 12/44."""
        return -self.packaging_uptake * 12.0 / 44.0

    @property
    def packaging_uptake(self) -> float:
        """Biogenic CO2 that packaging holds, kg, not positive.

        What processes of databases and suppliers took up for other things is not in the crate.
        """
        holding = (
            line
            for line in self.lines_in_view
            if (line.stage is Stage.A3 and line.id.startswith("bom/"))
            or not (line.activity.choice.chosen.origin or line.activity.choice.rule == "supplier")
        )
        return sum_category(holding, Category.BIOGENIC_REMOVALS)

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
