"""How sure the result is: where its draws fall, and what moves it most."""

from decimal import Decimal

import numpy as np

from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.rounding import DISPLAY_DIGITS
from cradlegate.footprint.sensitivity.one_at_a_time import vary_one_at_a_time
from cradlegate.reports.charts.distribution import cut_into_bins
from cradlegate.reports.charts.drawing import refuse_unfinite
from cradlegate.reports.contents.result_tables import CO2E, SHOWN, count_more
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Cell,
    Column,
    Figure,
    Table,
    Text,
)

_DIGITS = DISPLAY_DIGITS + 1
"""Digits of the ends of ranges, which lie close to each other."""


def tabulate_distribution(footprint: Footprint, part: str) -> Table:
    """Tabulate how many draws of the result fall in which range, and the marks between them.

    Raises:
        FaultsError: draws that are not finite (RP-010).
    """
    draws = footprint.draws.by_view[footprint.view]
    refuse_unfinite(*draws.tolist())
    ordered = np.sort(draws).tolist()
    rows = [*_list_marks(footprint)]
    for low, high, count in cut_into_bins(ordered):
        ends = (Figure.computed(end, CO2E).value for end in (low, high))
        first, last = (Figure(end, CO2E, _DIGITS) for end in ends)
        rows.append((Text("draws"), first, last, Figure(Decimal(count), digits=None)))
    columns = (
        Column("what", "what"),
        Column("low", "from or at", is_numeric=True),
        Column("high", "to", is_numeric=True),
        Column("draws", "draws", is_numeric=True),
    )
    title = "Where the draws fall"
    return Table("draws", title, columns, tuple(rows), part=part)


def _list_marks(footprint: Footprint) -> list[tuple[Cell, ...]]:
    interval = footprint.interval()
    marks = (
        ("the result, from the figures as they stand", footprint.total(), "total"),
        ("mean of the draws", interval.mean, "interval"),
        ("median of the draws", interval.median, "interval"),
        ("2.5 % of the draws lie below", interval.low, "interval"),
        ("2.5 % of the draws lie above", interval.high, "interval"),
    )
    return [
        (Text(name), Figure.computed(value, CO2E, path=path), NOT_APPLICABLE, NOT_APPLICABLE)
        for name, value, path in marks
    ]


def tabulate_tornado(footprint: Footprint, part: str) -> Table:
    """Tabulate how far the result moves when one figure alone takes the ends of its range."""
    varied = vary_one_at_a_time(footprint.lines_in_view)
    choices = [line.activity.choice.chosen for line in footprint.lines_in_view]
    names = {f"factor/{factor.id}": factor.name for factor in choices}
    rows = tuple(
        (
            Text(names.get(item.id, item.id)),
            Figure.computed(item.low, CO2E),
            Figure.computed(item.high, CO2E),
        )
        for item in varied[:SHOWN]
    )
    columns = (
        Column("figure", "varied alone"),
        Column("low", "lowest change", is_numeric=True),
        Column("high", "highest change", is_numeric=True),
    )
    more = count_more(len(varied), "cradlegate declare states them all")
    title = "Change of the result, one figure at a time"
    return Table("varied", title, columns, rows, more=more, part=part)
