"""Routes as tables: how long they take, what share keeps what is promised, what is saved."""

from collections.abc import Iterator
from decimal import Decimal

from cradlegate.border.clocks.clearances import Start
from cradlegate.border.clocks.overview import Overview
from cradlegate.border.clocks.routes import (
    STANDARD_DAYS,
    TARGETS,
    DaysSaved,
    RouteStatistics,
)
from cradlegate.footprint.rounding import signed_text
from cradlegate.reports.clearance.cells import (
    STARTS,
    show_count,
    show_hours,
    show_quantile,
    show_range,
    show_share,
)
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Table,
    Text,
    share_of_one,
)

ROUTES, CURVE = "routes", "curve"
_GRID = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 36, 48, 60, 72, 96, 120, 168, 240, 336, 480, 720)
"""Hours of the curve."""
_P50 = 0.5


def tabulate_routes(overview: Overview) -> Table:
    """Tabulate how long goods wait on every route, by channel and start."""
    rows = tuple(_show_route(each) for each in overview.routes if each.timed)
    return Table(
        "routes",
        "Hours until release",
        (
            Column("route", "route, channel and start"),
            Column("n", "n", is_numeric=True),
            Column("released", "released", is_numeric=True),
            Column("open", "open", is_numeric=True),
            Column("cancelled", "cancelled", is_numeric=True),
            Column("p50", "P50", is_numeric=True),
            Column("p80", "P80", is_numeric=True),
            Column("p95", "P95", is_numeric=True),
        ),
        rows,
        part=ROUTES,
        note="Kaplan-Meier: the shortest time by which at least that share was released. Open and "
        "cancelled ones count as waiting up to now or to their cancellation.",
    )


def tabulate_targets(overview: Overview) -> Table:
    """Tabulate which share was released in time, the targets side by side."""
    heads = [
        column
        for number, target in enumerate(TARGETS)
        for column in (
            Column(f"n_{number}", "n", is_numeric=True),
            Column(f"share_{number}", f"within {target.name}", is_numeric=True),
        )
    ]
    rows = tuple(
        (_name(route), *_show_shares(route))
        for route in overview.routes
        if any(each.trials for each in route.shares)
    )
    return Table(
        "targets",
        "Share released within 12 hours, 48 hours, 3 and 5 business days",
        (Column("route", "route, channel and start"), *heads),
        rows,
        part=ROUTES,
        note="n counts those that began at least so long ago and were not cancelled; Wilson "
        "interval of 95 %.",
    )


def tabulate_savings(overview: Overview) -> Table:
    """Tabulate what the RCEP green customs channel saves against the standard channel."""
    return Table(
        "savings",
        "Days saved by the RCEP green customs channel, by the medians",
        (
            Column("route", "route and start"),
            Column("green_n", "green n", is_numeric=True),
            Column("green", "green", is_numeric=True),
            Column("standard_n", "standard n", is_numeric=True),
            Column("standard", "standard", is_numeric=True),
            Column("against", "against"),
            Column("saved", "saved", is_numeric=True),
            Column("saved_hours", "saved by the wall", is_numeric=True),
        ),
        tuple(_show_saving(each) for each in overview.savings),
        part=ROUTES,
        note="A business day is the office hours of a working day. Where no standard clearance "
        "was timed from the same start, the reported 3-5 business days stand in its place.",
    )


def tabulate_curve(overview: Overview) -> Table:
    """Tabulate which share was released by which hour, of all clearances together."""
    longest = max(each.longest for each in overview.waits.values()) / 3600
    hours = [each for number, each in enumerate(_GRID) if not number or _GRID[number - 1] < longest]
    rows = tuple((Figure(Decimal(hour), "h", None), *_show_ended(overview, hour)) for hour in hours)
    columns = (Column(f"from_{start}", name, is_numeric=True) for start, name in STARTS.items())
    return Table(
        CURVE,
        "Share released by the hour, from every start, all clearances of this report",
        (Column("hours", "hours", is_numeric=True), *columns),
        rows if longest else (),
        part=ROUTES,
        note="Kaplan-Meier; ? where nobody was seen to wait so long.",
    )


def draw_curve() -> Chart:
    """Draw the curve beside its table."""
    first, last = (f"from_{each}" for each in (Start.SUBMITTED, Start.LODGED))
    return Chart(ChartKind.WAITING_TIMES, CURVE, "hours", first, last)


def _name(route: RouteStatistics) -> Text:
    return Text(f"{route.journey.name}, {route.channel}, from {STARTS[route.start]}")


def _show_route(route: RouteStatistics) -> tuple[Cell, ...]:
    counts = (route.timed, route.released, route.open, route.cancelled)
    return (
        _name(route),
        *(show_count(each) for each in counts),
        *(
            show_quantile(None if each is None else each / 3600, "h", is_timed=True)
            for each in route.elapsed.values()
        ),
    )


def _show_shares(route: RouteStatistics) -> Iterator[Cell]:
    for each in route.shares:
        yield show_count(each.trials)
        yield show_share(each)


def _show_saving(saving: DaysSaved) -> tuple[Cell, ...]:
    green, standard = saving.green, saving.standard
    days = saving.business_days
    usual = f"{STANDARD_DAYS[0]}-{STANDARD_DAYS[1]} days as reported"
    return (
        Text(f"{green.journey.name}, from {STARTS[green.start]}"),
        show_count(green.timed),
        _show_median(green),
        show_count(standard.timed) if standard else NOT_APPLICABLE,
        _show_median(standard) if standard else NOT_APPLICABLE,
        Text("measured" if standard else usual),
        show_range(days, "business days") if days else UNKNOWN,
        NOT_APPLICABLE if standard is None else show_hours(saving.elapsed),
    )


def _show_median(route: RouteStatistics) -> Cell:
    return show_quantile(route.office_days[_P50], "business days", is_timed=route.office_timed > 0)


def _show_ended(overview: Overview, hour: int) -> Iterator[Cell]:
    for start in STARTS:
        share = overview.waits[start].share_ended(hour * 3600)
        yield UNKNOWN if share is None else share_of_one(Decimal(signed_text(share)))
