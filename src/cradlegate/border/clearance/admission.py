"""What may be added to the log: ids, corrections and sequences that can be."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cradlegate.border.clearance import faults as kinds
from cradlegate.border.clearance.events import Event, EventKind, list_current
from cradlegate.core.fault import Fault, FaultKind

_ONCE = (
    EventKind.CF_SUBMITTED,
    EventKind.ARRIVED,
    EventKind.ENTRY_REGISTERED,
    EventKind.RELEASED,
    EventKind.GATE_OUT,
    EventKind.CANCELLED,
)
_ORDER = (
    (EventKind.ARRIVED, EventKind.INSPECTED),
    (EventKind.ARRIVED, EventKind.RELEASED),
    (EventKind.ARRIVED, EventKind.GATE_OUT),
    (EventKind.ENTRY_REGISTERED, EventKind.CHANNEL_ASSIGNED),
    (EventKind.ENTRY_REGISTERED, EventKind.RELEASED),
    (EventKind.ENTRY_REGISTERED, EventKind.CANCELLED),
    (EventKind.CF_SUBMITTED, EventKind.BENEFIT_VOIDED),
    (EventKind.RELEASED, EventKind.GATE_OUT),
)
_NEVER_BOTH = ((EventKind.CANCELLED, EventKind.RELEASED), (EventKind.CANCELLED, EventKind.GATE_OUT))
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Admission:
    """What is to be added, what the log holds already word for word, and every fault."""

    added: tuple[Event, ...]
    known: tuple[Event, ...]
    faults: tuple[Fault, ...]


def admit(events: Iterable[Event], log: Iterable[Event], now: datetime) -> Admission:
    """Tell which events may be added to those of a log, at a moment.

    Events may be recorded in any order; what one of them contradicts must not be recorded yet, or
    be corrected with it.

    Args:
        events: as they were read, each id once.
        log: everything recorded before.
        now: nothing was recorded after it.
    """
    recorded = {each.id: each for each in log}
    given = tuple(events)
    known = tuple(each for each in given if recorded.get(each.id) == each)
    known_ids = {each.id for each in known}
    added = tuple(each for each in given if each.id not in known_ids)
    faults = [
        *_find_id_faults(added, recorded, now),
        *_find_correction_faults(added, recorded),
    ]
    if not faults:
        whole = (*recorded.values(), *added)
        named = {each.consignment for each in added}
        corrected = (recorded.get(each.corrects) for each in added)
        named |= {each.consignment for each in corrected if each}
        current = list_current(whole, _END_OF_TIME)
        faults = list(find_order_faults(each for each in current if each.consignment in named))
    return Admission(added, known, tuple(faults))


def find_order_faults(events: Iterable[Event]) -> Iterator[Fault]:
    """Find what cannot be among events that count, consignment by consignment and entry by entry.

    Args:
        events: by the time they happened.
    """
    seen: set[tuple[str, str]] = set()
    for group in split_by_entry(events).values():
        for fault in _find_group_faults(group):
            # What belongs to all entries of a consignment would be named once for each.
            key = fault.code, fault.found
            if key not in seen:
                seen.add(key)
                yield fault


def split_by_entry(events: Iterable[Event]) -> Mapping[tuple[str, str], tuple[Event, ...]]:
    """Split events by consignment and customs entry, keeping their order.

    An event without an entry belongs to all entries of its consignment.
    """
    by_consignment: dict[str, list[Event]] = {}
    for each in events:
        by_consignment.setdefault(each.consignment, []).append(each)
    return {
        (name, entry): tuple(each for each in group if each.entry in {"", entry})
        for name, group in sorted(by_consignment.items())
        for entry in sorted({each.entry for each in group if each.entry}) or [""]
    }


def _find_id_faults(
    added: Iterable[Event], recorded: Mapping[str, Event], now: datetime
) -> Iterator[Fault]:
    for each in added:
        if each.id in recorded:
            found = f"{each.id} is recorded with other content"
            yield Fault(kinds.OTHER_CONTENT, found, each.place)
        if each.recorded_at > now:
            found = f"{each.id} was recorded at {each.recorded_at}, and it is {now}"
            yield Fault(kinds.RECORDED_AHEAD, found, each.place)


def _find_correction_faults(
    added: Iterable[Event], recorded: Mapping[str, Event]
) -> Iterator[Fault]:
    whole = {**{each.id: each for each in added}, **recorded}
    times = Counter(each.corrects for each in whole.values() if each.corrects)
    for each in added:
        if not each.corrects:
            continue
        target = whole.get(each.corrects)
        if target is None or _leads_back(each, whole):
            found = f"{each.id} corrects {each.corrects}, which is not there"
            yield Fault(kinds.CORRECTS_NOTHING, found, each.place)
        elif times[each.corrects] > 1:
            found = f"{each.corrects} is corrected {times[each.corrects]} times"
            yield Fault(kinds.CORRECTED_TWICE, found, each.place)
        elif each.recorded_at < target.recorded_at:
            found = f"{each.id} was recorded before {target.id}, which it corrects"
            yield Fault(kinds.RECORDED_EARLY, found, each.place)


def _leads_back(event: Event, whole: Mapping[str, Event]) -> bool:
    """Tell whether following corrections from an event leads around in a circle."""
    seen, at = set(), event
    while at.corrects in whole and at.id not in seen:
        seen.add(at.id)
        at = whole[at.corrects]
    return at.id in seen


def _find_group_faults(group: tuple[Event, ...]) -> Iterator[Fault]:
    for kind in _ONCE:
        for other in [each for each in group if each.kind is kind][1:]:
            yield _tell(kinds.HAPPENS_ONCE, other, f"a second time {kind}")
    for earlier, later in _ORDER:
        first = next((each.at for each in group if each.kind is earlier), None)
        for other in group:
            if first and other.kind is later and other.at < first:
                yield _tell(kinds.IMPOSSIBLE_ORDER, other, f"{later} before {earlier}")
    held = {each.kind: each for each in group}
    for one, another in _NEVER_BOTH:
        if one in held and another in held:
            yield _tell(kinds.IMPOSSIBLE_ORDER, held[another], f"{another}, and {one}")


def _tell(kind: FaultKind, event: Event, what: str) -> Fault:
    entry = f" (entry {event.entry})" if event.entry else ""
    return Fault(kind, f"{event.consignment}{entry}: {what}, at {event.at}", event.place)
