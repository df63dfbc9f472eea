"""The whole life by both end-of-life methods, side by side (method 11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from cradlegate.core.stage import View
from cradlegate.footprint.boundary import lines_of_view
from cradlegate.footprint.line import Line, sum_emissions

_ROUTE_PARTS = 4


@dataclass(frozen=True, slots=True)
class EndOfLifePair:
    """What each method gives for the whole life, kg CO2e.

    Both give one total, since treatment up to the scrap gate counts in both and credits in
    neither; what the avoided burden adds stands in stage D, in no total.

    Args:
        declared: the method of the case, `cut_off` or `avoided_burden`.
        total_kgco2e: stages A1 to C4.
        credits_kgco2e: stage D under avoided burden: credits, and burdens that are there only
            because of them; negative where the credits are larger.
        uncredited: waste groups that are recycled and have no substitution factor.
    """

    declared: str
    total_kgco2e: float
    credits_kgco2e: float
    uncredited: tuple[str, ...]


def pair_end_of_life(
    method: str, lines: Sequence[Line], credit_lines: Sequence[Line]
) -> EndOfLifePair:
    """Set the two methods side by side.

    Args:
        lines: of the footprint.
        credit_lines: what stands in stage D under avoided burden.
    """
    weighed = [line for line in lines if line.activity.amount.value]
    recycled = [parts[2] for parts in _split_routes(weighed) if parts[3] == "recycling"]
    credited = {parts[2] for parts in _split_routes(credit_lines)}
    return EndOfLifePair(
        method,
        sum_emissions(lines_of_view(lines, View.WHOLE_LIFE)),
        sum_emissions(credit_lines),
        tuple(group for group in dict.fromkeys(recycled) if group not in credited),
    )


def _split_routes(lines: Sequence[Line]) -> list[list[str]]:
    """Split the ids of treatments and credits, such as `end_of_life/3/ferrous/recycling`."""
    split = [line.id.split("/") for line in lines if line.id.startswith("end_of_life/")]
    return [parts for parts in split if len(parts) == _ROUTE_PARTS]
