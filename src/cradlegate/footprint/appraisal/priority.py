"""Which lines to improve first, and whom to ask (S1-12, S3-23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from cradlegate.core.request import Request
from cradlegate.footprint.appraisal.quality import share_primary
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line

WORST_DQR = 5.0
_UNDESCRIBED = (CoverageClass.TEMPLATE, CoverageClass.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Priority:
    """A line worth improving.

    Args:
        share: of the view's emissions, of 1.
        weakness: 0 for the maker's own best data, 1 for a guess.
        score: share × weakness.
    """

    line: Line
    share: float
    weakness: float
    score: float

    @property
    def request(self) -> Request:
        """What to ask whom for."""
        return _ask(self.line)


def rank_improvements(lines: Sequence[Line]) -> tuple[Priority, ...]:
    """Rank the lines of a view by contribution × weakness, largest first, then by id."""
    whole = fsum(abs(line.emissions) for line in lines) or 1.0
    ranked = [_rate(line, abs(line.emissions) / whole) for line in lines if line.emissions]
    return tuple(sorted(ranked, key=lambda item: (-item.score, item.line.id)))


def measure_weakness(line: Line) -> float:
    """Measure how weak a line's data are: its data quality, less what is primary in it.

    Template and unknown amounts count as the worst rating, since nobody has described them.
    """
    if line.activity.coverage in _UNDESCRIBED:
        return 1.0
    return (float(line.quality.rating) - 1.0) / (WORST_DQR - 1.0) * (1.0 - share_primary(line))


def _rate(line: Line, share: float) -> Priority:
    weakness = measure_weakness(line)
    return Priority(line, share, weakness, share * weakness)


def _ask(line: Line) -> Request:
    activity = line.activity
    factor = activity.choice.chosen
    if activity.coverage is CoverageClass.TEMPLATE:
        what = f"the real amount for {activity.label}"
    elif activity.coverage is CoverageClass.UNKNOWN:
        what = f"a description of {activity.label}"
    else:
        what = f"a verified figure for {activity.id}, in place of {factor.id} ({factor.grade})"
    because = f"resting on {activity.activity_grade} × {factor.grade}"
    return Request(what, activity.ask, None, because, (activity.id,))
