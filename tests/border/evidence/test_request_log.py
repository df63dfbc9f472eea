"""The log of requests: only steps that can follow, and nothing that was written is changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.evidence.request_log import (
    FOLLOWS,
    RequestStep,
    add_step,
    find_impossible,
    read_log,
)
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.fault import FaultsError
from cradlegate.core.period import Interval

TODAY = date(2026, 8, 1)
HEADING = b"document,state,at,by,note\n"
STATES = shipment_tables()["documents"].columns["state"].allowed


def step(state, at="2026-07-01", document="L1", note=""):
    return RequestStep(document, state, Interval.parse(at), "A. Example", note)


def codes(data):
    with pytest.raises(FaultsError) as caught:
        read_log(data, "log.csv", TODAY)
    return [fault.code for fault in caught.value.faults]


def test_a_step_that_is_added_is_read_back():
    data = add_step(b"", "log.csv", step("asked", note='by "mail", twice'), TODAY)
    (read,) = read_log(data, "log.csv", TODAY)
    assert (read.document, read.state, read.by) == ("L1", "asked", "A. Example")
    assert (str(read.at), read.note) == ("2026-07-01", 'by "mail", twice')


def test_what_was_written_stays_byte_by_byte():
    before = HEADING + b"L1,asked,2026-06,A. Example,  kept as it is  "
    after = add_step(before, "log.csv", step("promised"), TODAY)
    assert after.startswith(before)
    assert len(read_log(after, "log.csv", TODAY)) == 2


@given(st.lists(st.sampled_from(STATES), max_size=6))
def test_the_log_takes_a_step_where_its_state_may_follow_and_no_other(states):
    data, last = b"", ""
    for state in states:
        if state in FOLLOWS[last]:
            data, last = add_step(data, "log.csv", step(state), TODAY), state
        else:
            with pytest.raises(FaultsError, match="BD-167"):
                add_step(data, "log.csv", step(state), TODAY)
    read = read_log(data, "log.csv", TODAY)
    assert [each.state for each in read][-1:] == ([last] if last else [])


def test_every_state_of_the_documents_has_its_place():
    assert set(FOLLOWS) == {"", *STATES}
    assert set().union(*FOLLOWS.values()) == set(STATES)


@pytest.mark.parametrize("last", ["declined", "unsupported", "expired"])
def test_what_will_not_come_can_only_be_asked_for_again(last):
    assert FOLLOWS[last] == {"asked"}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("2026-07-02", "2026-07-01", 1), ("2026-07", "2026-07-01", 0), ("2026-07-01",) * 2 + (0,)],
)
def test_steps_stand_in_the_order_of_their_days(first, second, count):
    """What is dated roughly may lie before or after."""
    assert len(find_impossible((step("asked", first), step("received", second)), TODAY)) == count


def test_a_step_that_lies_ahead_is_refused():
    assert find_impossible((step("asked", "2026-08-01"),), TODAY) == []
    (fault,) = find_impossible((step("asked", "2026-08-02"),), TODAY)
    assert "lies ahead" in fault.found


def test_requests_do_not_mix():
    steps = (step("asked"), step("asked", document="L2"), step("received"))
    assert find_impossible(steps, TODAY) == []


def test_an_impossible_log_is_refused_with_its_row():
    data = HEADING + b"L1,asked,2026-06-01,x,\nL1,checked,2026-06-02,x,\n"
    assert codes(data) == ["BD-167"]
    with pytest.raises(FaultsError, match="row 3"):
        read_log(data, "log.csv", TODAY)


def test_a_faulty_row_is_refused_before_the_order_is_looked_at():
    assert codes(HEADING + b"L1,lost,2026-06-01,x,\nL1,checked,2026-06-02,x,\n") == ["CF-039"]


def test_another_heading_is_not_added_to():
    data = b"document,at,state,by\nL1,2026-06-01,asked,x\n"
    assert len(read_log(data, "log.csv", TODAY)) == 1
    with pytest.raises(FaultsError, match="BD-177"):
        add_step(data, "log.csv", step("received"), TODAY)
