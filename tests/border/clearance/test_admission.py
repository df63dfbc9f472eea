"""What contradicts the log is not recorded, and everything that does is named at once."""

from datetime import UTC, datetime

import pytest

from cradlegate.border.clearance.admission import admit, find_order_faults, split_by_entry
from tests.border.clearance.happenings import NOW, happened, read


def codes(events, log=(), now=NOW):
    return [each.code for each in admit(events, log, now).faults]


FIRST = happened("cf_submitted 2026-07-01T09:00", "arrived 2026-07-02T09:00")


def test_events_may_be_recorded_in_any_order():
    early = happened("released 2026-07-03T09:10", "gate_out 2026-07-03T10:10")
    late = read({"event_id": "L1", "at": "2026-07-02T09:00"})
    assert codes(early) == []
    assert codes(late, early) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("arrived", "released"),
        ("arrived", "inspected"),
        ("arrived", "gate_out"),
        ("entry_registered", "channel_assigned"),
        ("entry_registered", "released"),
        ("entry_registered", "cancelled"),
        ("cf_submitted", "benefit_voided"),
        ("released", "gate_out"),
    ],
)
def test_an_order_that_cannot_be_is_refused(earlier, later):
    """A minute too early is refused; the same minute is not, nor any later one."""
    assert codes(happened(f"{earlier} 2026-07-03T09:10", f"{later} 2026-07-03T09:09")) == ["BD-125"]
    for at in ("09:10", "09:11"):
        assert codes(happened(f"{earlier} 2026-07-03T09:10", f"{later} 2026-07-03T{at}")) == []


def test_the_log_and_the_file_are_judged_together():
    released = read({"event_id": "R", "event": "released", "at": "2026-07-01T09:00"})
    (fault,) = admit(released, FIRST, NOW).faults
    assert fault.code == "BD-125"
    assert fault.found == "C1: released before arrived, at 2026-07-01 09:00:00+07:00"


@pytest.mark.parametrize("later", ["released", "gate_out"])
def test_what_is_cancelled_is_not_released(later):
    assert codes(happened("cancelled 2026-07-03T09:10", f"{later} 2026-07-03T10:10")) == ["BD-125"]


@pytest.mark.parametrize(
    "kind", ["cf_submitted", "arrived", "entry_registered", "released", "gate_out", "cancelled"]
)
def test_what_happens_once_is_not_recorded_twice(kind):
    assert codes(happened(f"{kind} 2026-07-03T09:10", f"{kind} 2026-07-03T10:10")) == ["BD-126"]


def test_two_entries_of_one_consignment_each_have_their_own():
    """The first entry is cancelled, the second released; the arrival belongs to both."""
    arrived = happened("arrived 2026-07-02T09:00")
    first = happened("entry_registered 2026-07-02T10:00", "cancelled 2026-07-02T11:00", entry="N1")
    second = happened("entry_registered 2026-07-02T12:00", "released 2026-07-02T13:00", entry="N2")
    events = (*arrived, *first, *second)
    assert codes(events) == []
    assert {key: len(group) for key, group in split_by_entry(events).items()} == {
        ("C1", "N1"): 3,
        ("C1", "N2"): 3,
    }


def test_what_belongs_to_all_entries_is_named_once():
    twice = happened("arrived 2026-07-02T09:00", "arrived 2026-07-02T09:30")
    entries = [happened("inspected 2026-07-02T10:00", entry=name)[0] for name in ("N1", "N2")]
    assert [each.code for each in find_order_faults((*twice, *entries))] == ["BD-126"]


def test_the_same_file_is_recorded_once():
    again = admit(FIRST, FIRST, NOW)
    assert (again.added, again.known, again.faults) == ((), FIRST, ())


def test_an_id_never_stands_for_another_event():
    changed = happened("cf_submitted 2026-07-01T09:30", "arrived 2026-07-02T09:00")
    found = admit(changed, FIRST, NOW)
    assert [each.code for each in found.faults] == ["BD-127"]
    assert [each.id for each in found.known] == ["C1-2"]


def test_nothing_is_recorded_in_the_future():
    recorded = datetime(2026, 7, 2, 2, 1, tzinfo=UTC)  # 9:01 in Vietnam
    assert codes(FIRST, now=recorded) == []
    assert codes(FIRST, now=recorded.replace(minute=0)) == ["BD-124"]


def correction(of, number=1, **cells):
    row = {"event_id": f"K{number}", "at": "2026-07-02T08:00", "corrects": of, "reason": "slip"}
    return {**row, "recorded_at": "2026-07-05T09:00", **cells}


def test_a_correction_needs_something_to_correct():
    assert codes(read(correction("C1-2")), FIRST) == []
    assert codes(read(correction("C1-9")), FIRST) == ["BD-128"]
    assert codes(read(correction("K1")), FIRST) == ["BD-128"]


def test_corrections_that_lead_in_a_circle_correct_nothing():
    circle = read(correction("K2"), correction("K1", 2))
    assert codes(circle) == ["BD-128", "BD-128"]


def test_a_correction_may_be_corrected():
    chain = read(correction("C1-2"), correction("K1", 2, at="2026-07-02T08:30"))
    assert codes(chain, FIRST) == []


def test_an_event_is_corrected_once():
    assert codes(read(correction("C1-2"), correction("C1-2", 2)), FIRST) == ["BD-129", "BD-129"]


def test_a_correction_is_recorded_after_what_it_corrects():
    early = correction("C1-2", at="2026-07-01T08:00", recorded_at="2026-07-02T08:59")
    assert codes(read(early), FIRST) == ["BD-123"]


def test_a_correction_can_make_a_wrong_sequence_right():
    """The release was recorded first; the arrival a day too late, and is corrected with it."""
    released = read({"event_id": "R", "event": "released", "at": "2026-07-01T18:00"})
    assert codes(released, FIRST) == ["BD-125"]
    both = (*released, *read(correction("C1-2", at="2026-07-01T08:00")))
    assert codes(both, FIRST) == []


def test_a_correction_that_leaves_a_wrong_sequence_behind_is_refused():
    """Moved to another consignment, the arrival there comes after the release."""
    other = happened("released 2026-07-01T18:00", consignment="C2")
    moved = read(correction("C1-2", consignment_id="C2"))
    assert codes(moved, (*FIRST, *other)) == ["BD-125"]


def test_taking_back_an_arrival_takes_back_its_contradiction():
    log = (*FIRST,)
    back = read(correction("C1-2", at="none"))
    released = read({"event_id": "R", "event": "released", "at": "2026-07-01T18:00"})
    assert codes((*back, *released), log) == []


def test_every_fault_is_named_at_once():
    events = (
        *read(correction("C1-9")),
        *read({"event_id": "C1-1", "source": "someone else"}),
        *read({"event_id": "F", "recorded_at": "2026-12-01T00:00"}),
    )
    assert sorted(codes(events, FIRST)) == ["BD-124", "BD-127", "BD-128"]
