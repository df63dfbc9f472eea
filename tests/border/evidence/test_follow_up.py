"""Where requests stand: how old, whom to remind, what will not come."""

from datetime import date

import pytest

from cradlegate.border.evidence.follow_up import follow_up
from cradlegate.border.evidence.request_log import RequestStep
from cradlegate.core.period import Interval
from tests.border.evidence.letters import read


def step(state, at, document="L1", note=""):
    return RequestStep(document, state, Interval.parse(at), "A. Example", note)


def follow(document, *steps):
    followed = follow_up(read(documents=(document,), evidence=()), steps, 14)
    (request,) = followed.requests
    return request, followed


@pytest.mark.requirement("S0-11", part="requests with their state, age and reminder")
def test_an_asked_letter_has_an_age_and_a_day_of_reminder():
    """1 to 21 June are 20 days; 14 days after 1 June is 15 June."""
    request, followed = follow({"state": "asked", "asked_of": "agent"}, step("asked", "2026-06-01"))
    assert (request.party, request.is_open, request.is_blocked) == ("agent", True, False)
    assert request.count_days(date(2026, 6, 21)) == (20, 20)
    assert request.remind_on == date(2026, 6, 15)
    assert followed.faults == ()


def test_a_reminder_begins_the_count_anew():
    steps = (step("asked", "2026-06-01"), step("asked", "2026-06-20", note="reminded"))
    request, _ = follow({"state": "asked"}, *steps)
    assert request.remind_on == date(2026, 7, 4)
    assert request.note == "reminded"


def test_an_age_that_is_known_roughly_has_two_ends():
    """From 30 June it is one day, from 1 June it is thirty."""
    request, _ = follow({"state": "asked"}, step("asked", "2026-06"))
    assert request.count_days(date(2026, 7, 1)) == (1, 30)
    assert request.count_days(date(2026, 6, 15)) == (0, 14)


def test_a_promise_is_reminded_of_when_its_day_is_over():
    steps = (step("asked", "2026-06-01"), step("promised", "2026-06-05"))
    request, _ = follow({"state": "promised", "due": "2026-07-31"}, *steps)
    assert request.remind_on == date(2026, 8, 1)
    undated, _ = follow({"state": "promised"}, *steps)
    assert undated.remind_on == date(2026, 6, 19)


def test_without_a_log_age_and_reminder_are_unknown():
    request, _ = follow({"state": "asked"})
    assert request.count_days(date(2026, 7, 1)) is None
    assert request.remind_on is None


def test_what_will_not_come_is_blocked():
    request, _ = follow(
        {"state": "unsupported"}, step("asked", "2026-06-01"), step("unsupported", "2026-06-09")
    )
    assert (request.is_open, request.is_blocked) == (False, True)
    assert str(request.heard) == "2026-06-09"


def test_table_and_log_that_disagree_are_named():
    _, followed = follow({"state": "asked"}, step("asked", "2026-06-01"), step("received", "2026"))
    (fault,) = followed.faults
    assert (fault.code, fault.place.column) == ("BD-168", "state")
    assert fault.found == "L1 is asked, the log says received"


def test_steps_of_other_shipments_are_kept_apart():
    _, followed = follow({"state": "received"}, step("asked", "2026-06-01", "X9"))
    assert [each.document for each in followed.others] == ["X9"]


def test_without_a_table_of_documents_nothing_is_asked_for():
    assert follow_up(read(documents=None, evidence=()), (), 14).requests == ()
