"""Everything that a log says of clearances at a moment: clocks, routes, savings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cradlegate.border.clearance import faults as kinds
from cradlegate.border.clearance.events import list_current
from cradlegate.border.clearance.log import EventLog
from cradlegate.border.clocks.clearances import Channel, Start, list_clearances
from cradlegate.border.clocks.clocks import TimedClearance, measure_clearances
from cradlegate.border.clocks.office_hours import Office, OfficeHours
from cradlegate.border.clocks.routes import (
    DaysSaved,
    Journey,
    RouteStatistics,
    list_savings,
    pool_waits,
    summarise_routes,
)
from cradlegate.border.clocks.statistics import Survival
from cradlegate.core.calendar import WorkCalendar
from cradlegate.core.fault import Fault, FaultsError


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a log is asked for.

    Args:
        known_as_of: what was recorded later is left out; open clearances have come so far.
        route: CNTAO-VNSGN or CN-VN; empty for all.
        channel: None for all.
    """

    known_as_of: datetime
    route: str = ""
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a log says.

    Args:
        timed: the clearances asked for, by consignment and entry.
        journeys: by consignment.
        counted: events that count, of all clearances.
        recorded: events recorded by then, corrections and what they replace too.
        head: digest that stands for the log.
        waits: by start, of all clearances together.
        warnings: what does not fit together.
    """

    asked: Asked
    timed: tuple[TimedClearance, ...]
    journeys: Mapping[str, Journey]
    routes: tuple[RouteStatistics, ...]
    savings: tuple[DaysSaved, ...]
    waits: Mapping[Start, Survival]
    hours: OfficeHours
    counted: int
    recorded: int
    head: str
    warnings: tuple[Fault, ...]

    def journey_of(self, timed: TimedClearance) -> Journey:
        """Tell where a clearance's goods go."""
        return self.journeys.get(timed.clearance.consignment, Journey())

    def list_offices(self) -> Iterator[tuple[Office, date]]:
        """List the offices that cleared, and the day until which their holidays are known."""
        offices = {each.office for each in self.timed if each.office}
        for office in sorted(offices, key=lambda each: (each.country, each.zone)):
            yield office, WorkCalendar(office.country).known_until


def draw_overview(
    log: EventLog, journeys: Mapping[str, Journey], hours: OfficeHours, asked: Asked
) -> Overview:
    """Draw up everything that a log says of what is asked for.

    Args:
        journeys: by consignment, as the shipments state them.

    Raises:
        FaultsError: nothing recorded of the route or channel (BD-135).
        CalendarError: a year without a calendar.
    """
    current = list_current(log.events, asked.known_as_of)
    clearances, warnings = list_clearances(current)
    chosen = [
        each
        for each in clearances
        if (not asked.route or journeys.get(each.consignment, Journey()).is_on(asked.route))
        and asked.channel in {None, each.channel}
    ]
    if not chosen and (asked.route or asked.channel):
        wanted = ", ".join(filter(None, (asked.route, asked.channel)))
        raise FaultsError([Fault(kinds.NO_SUCH_ROUTE, f"nothing is recorded of {wanted}")])
    countries = {name: each.country for name, each in journeys.items()}
    timed = measure_clearances(chosen, countries, hours, asked.known_as_of)
    routes = summarise_routes(timed, journeys)
    return Overview(
        asked,
        timed,
        journeys,
        routes,
        tuple(list_savings(routes)),
        pool_waits(timed),
        hours,
        len(current),
        sum(each.recorded_at <= asked.known_as_of for each in log.events),
        log.head,
        (*log.faults, *warnings),
    )
