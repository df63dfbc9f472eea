"""Which lines a view counts, and how it is called (method 3)."""

from collections.abc import Iterable
from enum import StrEnum

from cradlegate.core.stage import STAGES_BY_VIEW, Stage, View
from cradlegate.footprint.line import Line
from cradlegate.product.case import Case
from cradlegate.product.machine import Machine


class EndPoint(StrEnum):
    """Where outbound transport ends for all views but the whole life."""

    PORT_OF_ENTRY = "port_of_entry"
    BORDER = "border"
    SITE = "site"


END_POINTS = {
    EndPoint.PORT_OF_ENTRY: "port of entry",
    EndPoint.BORDER: "border",
    EndPoint.SITE: "site of use",
}
"""Names of the end points, as documents say them."""


def lines_of_view(lines: Iterable[Line], view: View) -> tuple[Line, ...]:
    """Give the lines that a view counts.

    Transport past the declared end point counts in the whole life alone.
    """
    stages, is_whole = STAGES_BY_VIEW[view], view is View.WHOLE_LIFE
    return tuple(
        [
            line
            for line in lines
            if line.activity.stage in stages and (is_whole or not line.activity.is_beyond_end_point)
        ]
    )


def list_views(case: Case) -> tuple[View, ...]:
    """List the views that a case can answer: a whole life needs use and end of life."""
    views = [View.CRADLE_TO_GATE]
    if any(leg.stage is Stage.A4 for leg in case.transport):
        views.append(View.CIRCULAR_12)
    if case.use is not None and case.end_of_life is not None:
        views.append(View.WHOLE_LIFE)
    return tuple(views)


def describe_boundary(machine: Machine, view: View) -> str:
    """Say in words what a view covers, and never call a part the whole (ISO 14067, 3.1.1)."""
    if view is View.CRADLE_TO_GATE:
        return "partial footprint A1–A3, cradle to gate"
    if view is View.CIRCULAR_12:
        end = END_POINTS[EndPoint(machine.transport_end)]
        return f"partial footprint A1–A4, cradle to {end} {machine.destination}"
    return "footprint of the whole life A1–C4"


STAGE_GROUPS = ("A1", "A2", "A3", "A4", "A5", "B", "C")
"""Columns that stages are shown in: those before use each for itself, the others together."""


def is_in_group(line: Line, group: str) -> bool:
    """Tell whether a line belongs to a stage, or to a group named by its letter."""
    return line.stage == group or (len(group) == 1 and line.stage.startswith(group))
