"""One consignment and customs entry at the border: what happened, and how far it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cradlegate.border.clearance import faults as kinds
from cradlegate.border.clearance.admission import find_order_faults, split_by_entry
from cradlegate.border.clearance.events import Event, EventKind
from cradlegate.core.fault import Fault


class Start(StrEnum):
    """What starts a clock."""

    SUBMITTED = "submitted"
    ARRIVED = "arrived"
    BOTH = "submitted_and_arrived"
    """The later of the two."""
    REGISTERED = "entry_registered"
    COMPLETE = "documents_complete"
    """The last check at which customs found the documents complete."""
    LODGED = "arrived_and_lodged"
    """The later of arrival and entry, from which RCEP article 4.11 counts its 48 hours."""


class State(StrEnum):
    """How far a clearance is."""

    OPEN = "open"
    RELEASED = "released"
    CANCELLED = "cancelled"


class Channel(StrEnum):
    """How customs clears goods."""

    GREEN = "RCEP green customs channel"
    VOIDED = "RCEP green customs channel, benefit voided"
    STANDARD = "standard channel"
    UNKNOWN = "channel unknown"


_NAMES = {"rcep green customs channel": Channel.GREEN, "standard": Channel.STANDARD}
_ENDS = {EventKind.RELEASED: State.RELEASED, EventKind.CANCELLED: State.CANCELLED}


@dataclass(frozen=True, slots=True)
class Clearance:
    """What counts of the events of one consignment and customs entry.

    Args:
        entry: number of the customs entry, empty where none is recorded.
        events: by the time they happened.
    """

    consignment: str
    entry: str
    events: tuple[Event, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Tell it from all others."""
        return self.consignment, self.entry

    @property
    def name(self) -> str:
        """Name it by consignment and entry."""
        return f"{self.consignment} / {self.entry}" if self.entry else self.consignment

    @property
    def end(self) -> Event | None:
        """The release or cancellation."""
        return next((each for each in self.events if each.kind in _ENDS), None)

    @property
    def state(self) -> State:
        """How far it is."""
        return _ENDS[self.end.kind] if self.end else State.OPEN

    @property
    def voided(self) -> Event | None:
        """What took the benefit away."""
        return self.find(EventKind.BENEFIT_VOIDED)

    @property
    def channel(self) -> Channel:
        """The channel that customs assigned last; what nobody has recorded is unknown."""
        if self.voided:
            return Channel.VOIDED
        assigned = self.find_last(EventKind.CHANNEL_ASSIGNED)
        words = " ".join(assigned.reason.casefold().replace("_", " ").split()) if assigned else ""
        return next(
            (each for name, each in _NAMES.items() if words.startswith(name)), Channel.UNKNOWN
        )

    def find(self, kind: EventKind) -> Event | None:
        """Find the first event of a kind."""
        return next((each for each in self.events if each.kind is kind), None)

    def find_last(self, kind: EventKind) -> Event | None:
        """Find the last event of a kind."""
        return next((each for each in reversed(self.events) if each.kind is kind), None)

    def began(self, start: Start) -> datetime | None:
        """Tell when a clock began; None where an event that it needs is not recorded."""
        wanted = [
            self.find_last(kind) if start is Start.COMPLETE else self.find(kind)
            for kind in _STARTING[start]
        ]
        found = [each.at for each in wanted if each]
        return max(found) if len(found) == len(wanted) else None

    def list_queries(self) -> tuple[tuple[datetime, datetime | None], ...]:
        """List the times in which at least one query was open; None for the end of an open one."""
        spans: list[tuple[datetime, datetime | None]] = []
        count, since = 0, None
        for each in self.events:
            if each.kind is EventKind.QUERY_RAISED:
                count, since = count + 1, since or each.at
            elif each.kind is EventKind.QUERY_ANSWERED and since:
                count -= 1
                if not count:
                    spans.append((since, each.at))
                    since = None
        return (*spans, (since, None)) if since else tuple(spans)


_STARTING: Mapping[Start, tuple[EventKind, ...]] = {
    Start.SUBMITTED: (EventKind.CF_SUBMITTED,),
    Start.ARRIVED: (EventKind.ARRIVED,),
    Start.BOTH: (EventKind.CF_SUBMITTED, EventKind.ARRIVED),
    Start.REGISTERED: (EventKind.ENTRY_REGISTERED,),
    Start.COMPLETE: (EventKind.DOCUMENTS_CHECKED,),
    Start.LODGED: (EventKind.ARRIVED, EventKind.ENTRY_REGISTERED),
}


def list_clearances(events: Iterable[Event]) -> tuple[tuple[Clearance, ...], tuple[Fault, ...]]:
    """List the clearances that events tell of, and warn of what does not fit.

    Args:
        events: those that count, by the time they happened.
    """
    counted = tuple(events)
    clearances = tuple(Clearance(*key, group) for key, group in split_by_entry(counted).items())
    return clearances, (*find_order_faults(counted), *_find_unasked(clearances))


def _find_unasked(clearances: Iterable[Clearance]) -> Iterator[Fault]:
    for each in clearances:
        count = 0
        for event in each.events:
            count += event.kind is EventKind.QUERY_RAISED
            if event.kind is EventKind.QUERY_ANSWERED:
                if not count:
                    found = f"{each.name}: answered at {event.at}, with no query open"
                    yield Fault(kinds.UNASKED_ANSWER, found, event.place)
                count = max(count - 1, 0)
