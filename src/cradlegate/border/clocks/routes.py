"""How long a route takes: quantiles, shares within what is promised, and days saved."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.border.clocks.clearances import Channel, Start, State
from cradlegate.border.clocks.clocks import HOUR, PROMISED_HOURS, Measure, TimedClearance
from cradlegate.border.clocks.statistics import (
    Survival,
    estimate_survival,
    estimate_wilson,
    find_quantile,
)
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.core.blank import Blank

QUANTILES = (0.5, 0.8, 0.95)
STANDARD_DAYS = (3, 5)
"""The business days that the standard channel is reported to take."""


@dataclass(frozen=True, slots=True)
class Target:
    """A length of time within which goods should be released, its end included."""

    name: str
    length: int
    measure: Measure


TARGETS = (
    Target("12 h", PROMISED_HOURS * HOUR, Measure.ELAPSED),
    Target("12 office h", PROMISED_HOURS * HOUR, Measure.OFFICE),
    Target("48 h", 48 * HOUR, Measure.ELAPSED),
    *(Target(f"{days} business days", days, Measure.WORKDAYS) for days in STANDARD_DAYS),
)


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a consignment goes; what nobody has stated is empty.

    Args:
        origin, destination: UN/LOCODE.
        country: of import, ISO 3166-1 alpha-2.
    """

    origin: str = ""
    destination: str = ""
    mode: str = ""
    country: str = ""

    @property
    def name(self) -> str:
        """Name the route, such as `CNTAO-VNSGN by sea`."""
        if not (self.origin or self.destination or self.country):
            return "route unknown"
        places = f"{self.origin or '?'}-{self.destination or self.country or '?'}"
        return f"{places} by {self.mode.replace('_', ' ')}" if self.mode else places

    def is_on(self, route: str) -> bool:
        """Tell whether it lies on a route: CNTAO-VNSGN, or CN-VN for all between two countries."""
        ends = route.upper().replace(" ", "").split("-")
        own = (self.origin, self.destination or self.country)
        pairs = zip(own, ends, strict=False)
        return len(ends) == len(own) and all(bool(end) and at.startswith(end) for at, end in pairs)


@dataclass(frozen=True, slots=True)
class TargetShare:
    """How many were released within a target.

    Args:
        trials: clearances that began at least so long ago and were not cancelled; of each of them
            it is known.
        low, high: Wilson interval of 95 %.
    """

    target: Target
    hits: int
    trials: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RouteStatistics:
    """What the clearances of one route and channel say, by one start of the clock.

    Args:
        released, open, cancelled: clearances whose clock ran; cancelled ones count as waiting up
            to their cancellation.
        untimed: clearances without this clock.
        office_timed: clearances whose clock ran where the office is known.
        elapsed: seconds by quantile; None where so many have not been released.
        office_days: office time by quantile in office days; None also where no office is known.
        shares: by target; those in office hours and working days of clearances with a known office.
    """

    journey: Journey
    channel: Channel
    start: Start
    released: int
    open: int
    cancelled: int
    untimed: int
    office_timed: int
    elapsed: Mapping[float, float | None]
    office_days: Mapping[float, float | None]
    shares: tuple[TargetShare, ...]

    @property
    def timed(self) -> int:
        """The clearances whose clock ran."""
        return self.released + self.open + self.cancelled


@dataclass(frozen=True, slots=True)
class DaysSaved:
    """What the RCEP green customs channel saves against the standard one, by their medians.

    Args:
        green, standard: the statistics of both; of the standard channel None where none was timed.
        business_days: fewest and most office days saved; None where a median is not reached.
        elapsed: seconds saved where both were measured.
    """

    green: RouteStatistics
    standard: RouteStatistics | None
    business_days: tuple[float, float] | None
    elapsed: float | None


def list_journeys(consignments: Iterable[Consignment]) -> Mapping[str, Journey]:
    """Give where consignments go, by their ids."""
    columns = ("from", "to", "mode", "destination")
    return {
        each.id: Journey(*(_text(each.common(column)) for column in columns))
        for each in consignments
    }


def summarise_routes(
    timed: Iterable[TimedClearance], journeys: Mapping[str, Journey]
) -> tuple[RouteStatistics, ...]:
    """Summarise clearances by route, channel and start, in this order.

    Args:
        journeys: by consignment; a route that nobody has stated stays unknown.
    """
    groups: dict[tuple[Journey, Channel], list[TimedClearance]] = {}
    for each in timed:
        journey = journeys.get(each.clearance.consignment, Journey())
        groups.setdefault((journey, each.clearance.channel), []).append(each)
    ordered = sorted(groups, key=lambda key: (key[0].name, list(Channel).index(key[1])))
    return tuple(_summarise(*key, start, groups[key]) for key in ordered for start in Start)


def pool_waits(timed: Iterable[TimedClearance]) -> Mapping[Start, Survival]:
    """Give for every start how long goods waited, of all clearances together."""
    counted = tuple(timed)
    return {start: estimate_survival(*_split(_list_waits(counted, start))) for start in Start}


def list_savings(routes: Sequence[RouteStatistics]) -> Iterator[DaysSaved]:
    """Compare the RCEP green customs channel with the standard one, route by route.

    Where the standard channel was not timed, its reported days stand in its place.
    """
    standards = {
        (each.journey, each.start): each for each in routes if each.channel is Channel.STANDARD
    }
    for green in routes:
        if green.channel is Channel.GREEN and green.timed:
            standard = standards.get((green.journey, green.start))
            yield _compare(green, standard if standard and standard.timed else None)


def _compare(green: RouteStatistics, standard: RouteStatistics | None) -> DaysSaved:
    own, usual = green.office_days[0.5], standard.office_days[0.5] if standard else None
    ends = STANDARD_DAYS if standard is None else (usual, usual)
    saved = [end - own for end in ends if end is not None and own is not None]
    elapsed = None
    if standard and standard.elapsed[0.5] is not None and green.elapsed[0.5] is not None:
        elapsed = standard.elapsed[0.5] - green.elapsed[0.5]
    return DaysSaved(green, standard, (saved[0], saved[-1]) if saved else None, elapsed)


def _summarise(
    journey: Journey, channel: Channel, start: Start, group: Sequence[TimedClearance]
) -> RouteStatistics:
    waits = _list_waits(group, start)
    office_days = _list_office_days(group, start)
    states = Counter(state for _, state in waits)
    return RouteStatistics(
        journey,
        channel,
        start,
        states[State.RELEASED],
        states[State.OPEN],
        states[State.CANCELLED],
        len(group) - len(waits),
        len(office_days),
        _find_quantiles(waits),
        _find_quantiles(office_days),
        tuple(_count_share(target, start, group) for target in TARGETS),
    )


def _list_waits(timed: Iterable[TimedClearance], start: Start) -> list[tuple[float, State]]:
    """List how long each waited whose clock ran, in seconds."""
    return [
        (span.elapsed, each.clearance.state)
        for each in timed
        if (span := each.clocks[start].taken) is not None
    ]


def _list_office_days(timed: Iterable[TimedClearance], start: Start) -> list[tuple[float, State]]:
    return [
        (span.office / (60 * each.office.hours.minutes), each.clearance.state)
        for each in timed
        if each.office and (span := each.clocks[start].taken) and span.office is not None
    ]


def _split(waits: Sequence[tuple[float, State]]) -> tuple[list[float], list[bool]]:
    return [wait for wait, _ in waits], [state is State.RELEASED for _, state in waits]


def _find_quantiles(waits: Sequence[tuple[float, State]]) -> Mapping[float, float | None]:
    survival = estimate_survival(*_split(waits))
    return {share: find_quantile(survival, share) for share in QUANTILES}


def _count_share(target: Target, start: Start, timed: Iterable[TimedClearance]) -> TargetShare:
    """Count those that began long enough ago, so that it is known of each of them.

    Leaving out only what is open and young would leave out the slow ones: the quick ones of the
    same day have ended already.
    """
    hits = trials = 0
    for each in timed:
        clock, state = each.clocks[start], each.clearance.state
        if clock.age is None or clock.taken is None or state is State.CANCELLED:
            continue
        age, taken = clock.age.read(target.measure), clock.taken.read(target.measure)
        if age is None or taken is None or age < target.length:
            continue
        trials += 1
        hits += state is State.RELEASED and taken <= target.length
    return TargetShare(target, hits, trials, *estimate_wilson(hits, trials))


def _text(value: object) -> str:
    return "" if isinstance(value, Blank) else str(value)
