"""The log only grows, and a line that was changed shows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.clearance.log import EventLog, read_log, write_recording
from tests.border.clearance.happenings import happened, read

ARRIVED = happened("arrived 2026-07-03T09:10")
RELEASED = happened("released 2026-07-03T16:10", "gate_out 2026-07-03T17:10", entry="N1")


def record(*recordings):
    """A log of recordings, one line each."""
    data = b""
    for events in recordings:
        data += write_recording(read_log(data, "log"), events)
    return data


def test_what_is_recorded_is_read_again():
    log = read_log(record(ARRIVED, RELEASED), "log")
    assert log.events == (*ARRIVED, *RELEASED)
    assert log.faults == ()


def test_an_event_keeps_what_its_row_said():
    """All columns, with a receipt that is known to be absent, and one that was taken back."""
    events = read(
        {"entry_no": "N1", "receipt_sha256": "none", "reason": "first call"},
        {"at": "none", "corrects": "E1", "reason": "another consignment"},
        {"at": "2026-07-03T09:12:30", "receipt_sha256": "ab" * 32},
    )
    assert read_log(record(events), "log").events == events


def test_an_empty_log_holds_nothing():
    assert read_log(b"", "log") == EventLog((), "", 0)


def test_a_line_names_the_digest_of_the_line_before():
    """The digest by hashlib, over the bytes of the line without its end."""
    import hashlib

    first, second = record(ARRIVED, RELEASED).splitlines()
    assert json.loads(first)["previous"] == ""
    assert json.loads(second)["previous"] == "sha256:" + hashlib.sha256(first).hexdigest()
    assert read_log(record(ARRIVED, RELEASED), "log").head == (
        "sha256:" + hashlib.sha256(second).hexdigest()
    )


def test_a_changed_line_shows_at_the_next():
    data = record(ARRIVED, RELEASED).replace(b"09:10", b"09:09")
    (fault,) = read_log(data, "log").faults
    assert (fault.code, fault.place.row) == ("BD-132", 2)


def test_a_line_that_is_left_out_shows():
    lines = record(ARRIVED, RELEASED, happened("arrived 2026-07-04T09:10", consignment="C2"))
    first, _, third = lines.splitlines(keepends=True)
    assert [each.code for each in read_log(first + third, "log").faults] == ["BD-132"]


@pytest.mark.parametrize(
    "line",
    [
        b"not json", b"[]", b'{"previous":""}', b'{"previous":"","recorded":{}}', b"",
        b'{"previous":"","recorded":["E1"]}', b'{"previous":"","recorded":[{"event_id":7}]}',
        b'{"previous":"sha256:00","recorded":[]}', b'{"previous":"","recorded":[],"more":1}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_recording_shows(line):
    assert [each.code for each in read_log(line + b"\n", "log").faults] == ["BD-132"]


def test_an_event_in_the_log_that_cannot_be_has_its_own_fault():
    data = b'{"previous":"","recorded":[{"event_id":"E1"}]}\n'
    assert {each.code for each in read_log(data, "log").faults} == {"CF-030"}


@given(st.integers(min_value=0, max_value=500))
def test_a_line_that_breaks_off_does_not_count(length):
    """Wherever a disk stopped, the whole lines before stay and nothing of the rest is read."""
    whole = record(ARRIVED)
    data = whole + record(ARRIVED, RELEASED)[len(whole) : len(whole) + length]
    log = read_log(data, "log")
    if data.endswith(b"\n"):
        return
    assert log.events == ARRIVED
    assert log.length == len(whole)
    assert [(each.code, each.is_error) for each in log.faults] == [("BD-133", False)]
