"""What happened to a consignment at the border, and what of it counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.core.fault import NOWHERE, Place


class EventKind(StrEnum):
    """What can happen."""

    CF_SUBMITTED = "cf_submitted"
    """The footprint was submitted to customs."""
    ARRIVED = "arrived"
    ENTRY_REGISTERED = "entry_registered"
    CHANNEL_ASSIGNED = "channel_assigned"
    QUERY_RAISED = "query_raised"
    QUERY_ANSWERED = "query_answered"
    DOCUMENTS_CHECKED = "documents_checked"
    """Customs found the documents complete."""
    INSPECTED = "inspected"
    TESTED = "tested"
    MANUAL_REVIEW = "manual_review"
    BENEFIT_VOIDED = "benefit_voided"
    RELEASED = "released"
    GATE_OUT = "gate_out"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded event; it is never changed, only corrected by another one.

    Args:
        consignment: id of the consignment.
        entry: number of the customs entry; empty for all entries of the consignment.
        at: when it happened, in its zone; of one that takes something back, when that was recorded.
        zone: as it was written, such as `Asia/Ho_Chi_Minh`.
        recorded_at: in UTC.
        receipt: digest of what proves it; absent where there is known to be none.
        corrects: id of the event in whose place it stands, empty for none.
        takes_back: whether the event that it corrects never happened.
        place: where it was read; makes no difference to what it says.
    """

    id: str
    consignment: str
    entry: str
    kind: EventKind
    at: datetime
    zone: str
    recorded_at: datetime
    source: str
    receipt: str | Blank
    reason: str
    corrects: str
    takes_back: bool = False
    place: Place = field(default=NOWHERE, compare=False)


def list_current(events: Iterable[Event], known_as_of: datetime) -> tuple[Event, ...]:
    """List what counts of everything that was recorded by a moment, by the time it happened.

    What a correction stands in the place of does not count, nor does a correction that only takes
    something back.  Of events at one moment the order of recording stays.
    """
    known = [each for each in events if each.recorded_at <= known_as_of]
    replaced = {each.corrects for each in known}
    counting = (each for each in known if not each.takes_back and each.id not in replaced)
    return tuple(sorted(counting, key=lambda each: each.at))
