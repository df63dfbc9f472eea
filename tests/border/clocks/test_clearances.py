"""How far a clearance is, by which channel, and how long customs waited for an answer."""

import pytest

from cradlegate.border.clearance.events import list_current
from cradlegate.border.clocks.clearances import Channel, Start, State, list_clearances
from tests.border.clearance.happenings import NOW, happened
from tests.border.clocks.timed import utc


def clear(*told, **same):
    (one,), _ = list_clearances(list_current(happened(*told, **same), NOW))
    return one


def warned(*told):
    _, warnings = list_clearances(list_current(happened(*told), NOW))
    return [each.code for each in warnings]


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (["arrived 2026-07-03T09:10"], State.OPEN),
        (["arrived 2026-07-03T09:10", "released 2026-07-03T16:10"], State.RELEASED),
        (["arrived 2026-07-03T09:10", "cancelled 2026-07-03T16:10"], State.CANCELLED),
        (["released 2026-07-03T16:10", "gate_out 2026-07-03T18:10"], State.RELEASED),
    ],
)
def test_a_clearance_is_open_until_it_is_released_or_cancelled(told, state):
    assert clear(*told).state is state


@pytest.mark.parametrize(
    ("told", "channel"),
    [
        (["channel_assigned 2026-07-03T09:10 RCEP green customs channel"], Channel.GREEN),
        (["channel_assigned 2026-07-03T09:10 rcep_green_customs_channel"], Channel.GREEN),
        (["channel_assigned 2026-07-03T09:10 Standard (yellow)"], Channel.STANDARD),
        # The bare word means another thing to customs in Vietnam.
        (["channel_assigned 2026-07-03T09:10 green"], Channel.UNKNOWN),
        (["channel_assigned 2026-07-03T09:10"], Channel.UNKNOWN),
        (["cf_submitted 2026-07-03T09:10"], Channel.UNKNOWN),
        (
            [
                "channel_assigned 2026-07-03T09:10 RCEP green customs channel",
                "channel_assigned 2026-07-03T11:10 standard (red)",
            ],
            Channel.STANDARD,
        ),
        (
            [
                "channel_assigned 2026-07-03T09:10 RCEP green customs channel",
                "benefit_voided 2026-07-03T11:10 serial number differs",
            ],
            Channel.VOIDED,
        ),
    ],
)
def test_the_channel_is_the_one_that_was_assigned_last(told, channel):
    assert clear(*told).channel is channel


def test_a_voided_benefit_names_its_event():
    one = clear("arrived 2026-07-03T09:10", "benefit_voided 2026-07-03T11:10 serial differs")
    assert one.voided
    assert (one.voided.id, one.voided.reason) == ("C1-2", "serial differs")


ALL = (
    "cf_submitted 2026-07-01T09:00",
    "arrived 2026-07-02T09:00",
    "entry_registered 2026-07-02T10:00",
    "documents_checked 2026-07-02T11:00",
    "documents_checked 2026-07-02T15:00",
)


def test_every_start_has_its_moment():
    """Vietnam is seven hours ahead; documents are complete when they were checked last."""
    one = clear(*ALL)
    assert {start: one.began(start) for start in Start} == {
        Start.SUBMITTED: utc("2026-07-01T02:00"),
        Start.ARRIVED: utc("2026-07-02T02:00"),
        Start.BOTH: utc("2026-07-02T02:00"),
        Start.REGISTERED: utc("2026-07-02T03:00"),
        Start.COMPLETE: utc("2026-07-02T08:00"),
        Start.LODGED: utc("2026-07-02T03:00"),
    }


def test_both_is_the_later_of_the_two_whichever_that_is():
    one = clear("arrived 2026-07-02T09:00", "cf_submitted 2026-07-02T12:00")
    assert one.began(Start.BOTH) == utc("2026-07-02T05:00")


@pytest.mark.parametrize("start", [Start.BOTH, Start.LODGED])
def test_a_start_that_needs_two_events_is_unknown_with_one(start):
    assert clear("arrived 2026-07-02T09:00").began(start) is None


def test_a_query_pauses_the_clock_from_the_first_question_to_the_last_answer():
    """Two queries overlap from 10:00 to 14:00; a third is still open."""
    one = clear(
        "query_raised 2026-07-02T10:00",
        "query_raised 2026-07-02T11:00",
        "query_answered 2026-07-02T12:00",
        "query_answered 2026-07-02T14:00",
        "query_raised 2026-07-02T15:00",
    )
    assert one.list_queries() == (
        (utc("2026-07-02T03:00"), utc("2026-07-02T07:00")),
        (utc("2026-07-02T08:00"), None),
    )


def test_an_answer_without_a_query_is_warned_of_and_counts_nothing():
    told = ("query_answered 2026-07-02T09:00", "query_raised 2026-07-02T10:00")
    assert warned(*told) == ["BD-134"]
    assert clear(*told).list_queries() == ((utc("2026-07-02T03:00"), None),)


def test_what_contradicts_itself_is_warned_of():
    """Such a view may come of a moment at which a correction was not known yet."""
    assert warned("arrived 2026-07-02T09:00", "released 2026-07-02T08:00") == ["BD-125"]


def test_an_entry_makes_a_clearance_of_its_own():
    shared = happened("arrived 2026-07-02T09:00")
    first = happened("cancelled 2026-07-02T11:00", entry="N1")
    second = happened("released 2026-07-02T13:00", entry="N2")
    found, warnings = list_clearances(list_current((*shared, *first, *second), NOW))
    assert [(each.name, each.state) for each in found] == [
        ("C1 / N1", State.CANCELLED),
        ("C1 / N2", State.RELEASED),
    ]
    assert warnings == ()
