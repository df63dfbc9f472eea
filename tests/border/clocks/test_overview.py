"""One look at a log: what was known at a moment, of one route and channel."""

from datetime import date

import pytest

from cradlegate.border.clearance.log import EventLog
from cradlegate.border.clocks.clearances import Channel
from cradlegate.border.clocks.office_hours import shipped_office_hours
from cradlegate.border.clocks.overview import Asked, draw_overview
from cradlegate.border.clocks.routes import Journey
from cradlegate.core.fault import FaultsError
from tests.border.clearance.happenings import NOW, events_of, happened
from tests.border.clocks.timed import utc

QINGDAO = Journey("CNTAO", "VNSGN", "sea", "VN")
GREEN = happened(
    "arrived 2026-07-06T08:00",
    "channel_assigned 2026-07-06T08:00 RCEP green customs channel",
    "released 2026-07-06T10:00",
)
OTHER = happened("arrived 2026-07-06T08:00", consignment="C2", zone="Asia/Tokyo")


def draw(*events, **asked):
    log = EventLog(tuple(events), "sha256:ab", 0)
    moment = asked.pop("known_as_of", NOW)
    return draw_overview(log, {"C1": QINGDAO}, shipped_office_hours(), Asked(moment, **asked))


def names(overview):
    return [each.clearance.consignment for each in overview.timed]


def test_a_log_is_seen_whole():
    overview = draw(*GREEN, *OTHER)
    assert names(overview) == ["C1", "C2"]
    assert (overview.recorded, overview.counted, overview.head) == (4, 4, "sha256:ab")
    assert [overview.journey_of(each) for each in overview.timed] == [QINGDAO, Journey()]
    assert [(office.country, until) for office, until in overview.list_offices()] == [
        ("JP", date(2026, 12, 31)), ("VN", date(2026, 12, 31)),
    ]  # fmt: skip


def test_it_is_seen_as_it_was_known():
    """Half an hour after the arrival nobody knew of a release."""
    (timed,) = draw(*GREEN, known_as_of=utc("2026-07-06T01:30")).timed
    assert timed.clearance.state == "open"


def test_a_correction_counts_from_when_it_was_recorded():
    """The release was typed an hour too late; the correction came two days after."""
    row = {
        "event_id": "K1", "consignment_id": "C1", "event": "released", "at": "2026-07-06T09:00",
        "zone": "Asia/Ho_Chi_Minh", "recorded_at": "2026-07-08T10:00", "source": "customs",
        "reason": "typed wrong", "corrects": "C1-3",
    }  # fmt: skip
    corrected = (*GREEN, *events_of([(9, row)]))
    hours = {}
    for moment in ("2026-07-07T00:00", "2026-07-09T00:00"):
        (timed,) = draw(*corrected, known_as_of=utc(moment)).timed
        end = timed.clearance.end
        assert end
        hours[moment] = end.at.hour
    assert hours == {"2026-07-07T00:00": 10, "2026-07-09T00:00": 9}
    assert draw(*corrected).counted == 3
    assert draw(*corrected).recorded == 4


def test_a_route_or_a_channel_alone_can_be_asked_for():
    assert names(draw(*GREEN, *OTHER, route="CN-VN")) == ["C1"]
    assert names(draw(*GREEN, *OTHER, channel=Channel.UNKNOWN)) == ["C2"]


@pytest.mark.parametrize("asked", [{"route": "JP-VN"}, {"channel": Channel.STANDARD}])
def test_asking_for_what_nobody_recorded_is_a_fault(asked):
    with pytest.raises(FaultsError) as caught:
        draw(*GREEN, **asked)
    assert [each.code for each in caught.value.faults] == ["BD-135"]


def test_an_empty_log_is_no_fault():
    overview = draw()
    assert (overview.timed, overview.routes, overview.savings) == ((), (), ())
