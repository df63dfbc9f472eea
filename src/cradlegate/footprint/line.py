"""A scored activity: one row of a footprint."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from math import fsum

from cradlegate.background.quality import DataQuality
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.stage import Stage
from cradlegate.footprint.inventory.activity import Activity

_REMOVALS = CATEGORIES.index(Category.BIOGENIC_REMOVALS)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a footprint: stage × subassembly × line.

    Args:
        values: kg CO2e by category, in the order of `CATEGORIES`; removals are negative.
        quality: scores of the factor for this use.
        emissions: what the headline counts: all categories but removals, kg CO2e (method 2).
    """

    activity: Activity
    values: tuple[float, ...]
    quality: DataQuality
    emissions: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sum once what every table and draw of a footprint asks for."""
        object.__setattr__(self, "emissions", fsum(self.values) - self.values[_REMOVALS])

    @property
    def id(self) -> str:
        """The path of the line."""
        return self.activity.id

    @property
    def stage(self) -> Stage:
        """The stage it belongs to."""
        return self.activity.stage

    @property
    def subassembly(self) -> str:
        """The subassembly it belongs to."""
        return self.activity.subassembly

    @property
    def total(self) -> float:
        """All categories, removals included, kg CO2e."""
        return fsum(self.values)


def sum_emissions(lines: Iterable[Line]) -> float:
    """Sum what the headline counts, kg CO2e; exactly rounded, so in no order."""
    values = [line.values for line in lines]
    # What is added and taken away again leaves no trace in an exact sum.
    return fsum(chain(chain.from_iterable(values), [-each[_REMOVALS] for each in values]))


def sum_category(lines: Iterable[Line], category: Category) -> float:
    """Sum one category, kg CO2e."""
    column = CATEGORIES.index(category)
    return fsum(line.values[column] for line in lines)
