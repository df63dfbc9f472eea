"""What happened to a regime, and what is expected, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval, PeriodError
from cradlegate.regimes.faults import NO_SUCH_DAYS
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Citation, Life
from cradlegate.regimes.values import write_value


class EventKind(StrEnum):
    """What happened."""

    SIGNED = "signed"
    PUBLISHED = "published"
    IN_FORCE = "in force"
    ENDS = "ends"
    ANSWERED = "answered"
    EXPECTED = "expected"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or within some days."""

    when: Interval
    kind: EventKind
    what: str
    cite: Citation | None


def list_events(pack: Pack, language: str, within: Interval | None = None) -> tuple[Event, ...]:
    """List the events of a pack by their first day.

    Args:
        within: days of which an event surely lies on none is left out; all days if none are given.
    """
    events = [*_instrument(pack), *_provisions(pack, language), *_values(pack)]
    events += _expected(pack, language)
    asked = (each for each in events if not within or _may_lie_in(within, each.when))
    return tuple(sorted(asked, key=lambda event: (event.when, event.kind, event.what)))


def read_days(text: str) -> Interval:
    """Read the days that are asked for.

    Raises:
        FaultsError: no days, or an end before the beginning (RG-023).
    """
    try:
        return Interval.parse(text)
    except PeriodError as error:
        raise FaultsError([Fault(NO_SUCH_DAYS, str(error))]) from error


def _may_lie_in(days: Interval, when: Interval) -> bool:
    return days.contains(when) is not Truth.FALSE


def _instrument(pack: Pack) -> Iterator[Event]:
    one = pack.instrument
    for day, kind in (
        (one.signed, EventKind.SIGNED),
        (one.published, EventKind.PUBLISHED),
        (one.first, EventKind.IN_FORCE),
        (one.last, EventKind.ENDS),
    ):
        if day:
            where = f", {one.gazette}" if kind is EventKind.PUBLISHED and one.gazette else ""
            yield Event(Interval(day, day), kind, f"{one.number}{where}", None)


def _provisions(pack: Pack, language: str) -> Iterator[Event]:
    for each in pack.provisions:
        begins = EventKind.EXPECTED if each.life is Life.ANNOUNCED else EventKind.IN_FORCE
        for day, kind in ((each.first, begins), (each.last, EventKind.ENDS)):
            if day:
                what = f"{each.id}: {each.title.say(language)}"
                yield Event(Interval(day, day), kind, what, each.cite)


def _values(pack: Pack) -> Iterator[Event]:
    for parameter in pack.parameters.values():
        for value in parameter.values:
            if value.first:
                of = ", ".join(map(write_value, value.keys))
                name = f"{parameter.name} of {of}" if of else parameter.name
                what = f"{name} is {write_value(value.value)}"
                yield Event(Interval(value.first, value.first), EventKind.CHANGED, what, value.cite)
    for answer in pack.answers:
        index = f"[{answer.index}]" if answer.index else ""
        what = f"{answer.question}{index}: {write_value(answer.answer)}"
        day = Interval(answer.known_from, answer.known_from)
        yield Event(day, EventKind.ANSWERED, what, answer.cite)


def _expected(pack: Pack, language: str) -> Iterator[Event]:
    for item in pack.watch:
        if item.expected:
            yield Event(item.expected, EventKind.EXPECTED, item.what.say(language), item.cite)
