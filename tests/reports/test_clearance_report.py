"""The report on clearances says what the log says, in every rendering, and how sure that is."""

import csv
import io
import json

import jsonschema
import pytest

from cradlegate.border.clearance.admission import Admission
from cradlegate.border.clearance.log import EventLog
from cradlegate.border.clocks.office_hours import shipped_office_hours
from cradlegate.border.clocks.overview import Asked, draw_overview
from cradlegate.border.clocks.routes import Journey
from cradlegate.core.blank import Blank
from cradlegate.reports.clearance.clearance_tables import MOST_LISTED
from cradlegate.reports.clearance.clocks_csv import COLUMNS, write_clocks
from cradlegate.reports.clearance.document import report_overview
from cradlegate.reports.clearance.recording import report_recording
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import envelope_schema, render_json
from cradlegate.reports.report import Figure, Mark, Status, Text
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook
from tests.border.clearance.happenings import NOW, happened
from tests.border.clocks.timed import utc

QINGDAO = Journey("CNTAO", "VNSGN", "sea", "VN")
GREEN = happened(
    "cf_submitted 2026-07-02T09:00",
    "arrived 2026-07-02T10:00",
    "entry_registered 2026-07-02T10:00",
    "channel_assigned 2026-07-02T10:05 RCEP green customs channel",
    "query_raised 2026-07-02T11:00",
    "query_answered 2026-07-02T11:30",
    "documents_checked 2026-07-02T11:30",
    "tested 2026-07-02T12:00",
    "released 2026-07-02T20:59:30",
    entry="N1",
)
OPEN = happened(
    "cf_submitted 2026-11-20T09:00",
    "arrived 2026-11-20T08:00",
    "query_raised 2026-11-20T11:00",
    "benefit_voided 2026-11-20T12:00 serial number differs",
    consignment="C2",
)
STANDARD = happened(
    "arrived 2026-07-02T08:00",
    "channel_assigned 2026-07-02T08:05 standard",
    "cancelled 2026-07-02T10:00",
    consignment="C3",
)


def overview(*events, known_as_of=NOW, journeys=None, **asked):
    log = EventLog(tuple(events), "sha256:ab", 0)
    by_name = {"C1": QINGDAO, "C2": QINGDAO, "C3": QINGDAO} if journeys is None else journeys
    return draw_overview(log, by_name, shipped_office_hours(), Asked(known_as_of, **asked))


def report(*events, is_full=True, **asked):
    return report_overview(overview(*events, **asked), is_full=is_full)


def rows(found, table):
    """The rows of a table by the ids of its columns."""
    chosen = found.table(table)
    return [
        dict(zip((each.id for each in chosen.columns), row, strict=True)) for row in chosen.rows
    ]


def test_the_answer_counts_what_every_reading_agrees_on():
    found = report(*GREEN, *OPEN, *STANDARD)
    assert found.answer.headline == (
        "3 clearances: 1 open, 1 released, 1 cancelled; of the 12 hours, 1 in time by every "
        "reading, 1 depending on the reading, 1 not promised them or cancelled"
    )


def test_an_empty_log_says_so():
    found = report()
    assert found.answer.headline == "no event is recorded by 2026-11-22T09:00:00Z"
    assert found.tables == ()
    assert found.charts == ()


def test_eleven_hours_fifty_nine_is_not_shown_as_twelve():
    """11 h 59 min 30 s are 11.99167 h; three decimals keep them from twelve."""
    clock = rows(report(*GREEN), "clocks")[0]
    assert clock["clock"] == Text("C1 / N1, from submitted")
    assert isinstance(clock["elapsed"], Figure)
    shown = render_terminal(report(*GREEN), width=100)
    assert "11.992" in shown
    assert str(clock["elapsed"].value) == "11.9916666667"


def test_a_clock_is_shown_with_and_without_its_queries():
    """From 9:00 to 20:59:30 the office has 7 h; half an hour of both was in a query."""
    clock = rows(report(*GREEN), "clocks")[0]
    found = [str(clock[each].value) for each in ("office", "asked", "office_less")]
    assert found == ["7", "0.5", "6.5"]
    assert str(clock["elapsed_less"].value) == "11.4916666667"


def test_every_start_is_shown_side_by_side():
    clocks = [
        str(each["clock"].text).partition(", from ")[2] for each in rows(report(*GREEN), "clocks")
    ]
    assert clocks == [
        "submitted", "arrived", "submitted and arrived", "entry registered", "documents complete",
        "arrived and lodged",
    ]  # fmt: skip


def test_what_is_not_recorded_is_unknown_and_what_never_ran_is_not_applicable():
    late = happened("released 2026-07-02T09:00", "documents_checked 2026-07-02T10:00")
    clocks = {str(each["clock"].text): each for each in rows(report(*late), "clocks")}
    assert clocks["C1, from arrived"]["elapsed"] == Mark(Blank.UNKNOWN)
    assert clocks["C1, from documents complete"]["elapsed"] == Mark(Blank.NOT_APPLICABLE)


@pytest.mark.requirement(
    "S2-9", part="the window of the standard channel by the calendar of the destination"
)
def test_the_standard_channel_has_a_window_of_business_days():
    """Three to five days after Friday, 28 August 2026; 31 August to 2 September are holidays.

    Counted: Thursday 3, Friday 4, Monday 7, Tuesday 8, Wednesday 9 September.
    """
    clock = rows(report(*happened("arrived 2026-08-28T16:00")), "clocks")[1]
    assert clock["window"] == Text("2026-09-07/2026-09-09")
    unknown = happened("arrived 2026-08-28T16:00", zone="+07:00")
    assert rows(report(*unknown, journeys={}), "clocks")[1]["window"] == Mark(Blank.UNKNOWN)


@pytest.mark.requirement("S2-5", part="the benefit of a route, and which event took it away")
def test_a_lost_benefit_names_its_event():
    first, second = rows(report(*GREEN, *OPEN), "clearances")
    assert first["voided_by"] == Text("C2-4, 2026-11-20 12:00+07:00")
    assert first["channel"] == Text("RCEP green customs channel, benefit voided")
    assert second["voided_by"] == Mark(Blank.NOT_APPLICABLE)
    assert second["tested"] == Text("C1N1-8, 2026-07-02 12:00+07:00")


def test_a_submission_is_judged_against_the_arrival():
    first, second = rows(report(*GREEN, *OPEN), "clearances")
    third = rows(report(*STANDARD), "clearances")[0]
    found = [each["before_arrival"] for each in (second, first, third)]
    assert [isinstance(each, Status) and each.outcome for each in found] == [
        "met", "not met", "undetermined",
    ]  # fmt: skip


def test_next_steps_name_who_does_what():
    steps = [f"{each.who}: {each.what}" for each in report(*OPEN).next_steps]
    assert steps == [
        "broker: answer the query on C2 of 2026-11-20T04:00:00Z",
        "broker: record for C2: entry registered, documents complete",
        "broker: find out with `cradlegate match` what differs in C2",
    ]
    assert report(*GREEN).next_steps == ()


def test_a_clearance_that_customs_holds_is_asked_after():
    held = happened(
        "cf_submitted 2026-07-02T09:00", "arrived 2026-07-02T09:00",
        "entry_registered 2026-07-02T09:00", "documents_checked 2026-07-02T09:00",
        "channel_assigned 2026-07-02T09:00 RCEP green customs channel",
    )  # fmt: skip
    (step,) = report(*held).next_steps
    assert step.what == "ask customs what holds C1, and record the answer"


def test_the_rest_of_many_steps_is_counted():
    many = [
        event
        for number in range(8)
        for event in happened("arrived 2026-07-02T09:00", consignment=f"K{number}")
    ]
    steps = report(*many, journeys={}).next_steps
    assert len(steps) == 7
    assert steps[-1].what == "see 4 more under Clearances"


def test_a_short_report_lists_ten_and_says_how_many_more():
    many = [
        event
        for number in range(12)
        for event in happened("arrived 2026-07-02T09:00", consignment=f"K{number}")
    ]
    short = report(*many, is_full=False)
    assert len(short.table("clearances").rows) == MOST_LISTED
    more = short.table("clearances").more
    assert more
    assert more.rows == 2
    assert "curve" not in {each.id for each in short.tables}
    assert report(*many).table("clearances").more is None


def test_days_saved_are_shown_against_what_is_reported():
    """Entry to release, 10:00 to 20:59:30: 6 office hours of 8, so 0.75 of a day; 2.25 to 4.25."""
    saved = {str(each["route"].text): each for each in rows(report(*GREEN), "savings")}
    row = saved["CNTAO-VNSGN by sea, from entry registered"]
    assert row["against"] == Text("3-5 days as reported")
    figure = row["saved"]
    assert isinstance(figure, Figure)
    assert figure.bounds
    assert (str(figure.bounds.low), str(figure.bounds.high)) == ("2.25", "4.25")
    assert row["standard"] == Mark(Blank.NOT_APPLICABLE)


def test_days_saved_are_shown_against_what_was_measured():
    usual = happened(
        "arrived 2026-07-02T10:00",
        "channel_assigned 2026-07-02T10:00 standard",
        "released 2026-07-06T10:00",
        consignment="C3",
    )
    saved = {str(each["route"].text): each for each in rows(report(*GREEN, *usual), "savings")}
    row = saved["CNTAO-VNSGN by sea, from arrived"]
    assert row["against"] == Text("measured")
    assert row["saved"] == Figure(row["saved"].value, "business days", row["saved"].digits)
    assert str(row["saved"].value) == "1.25"  # two days less three quarters


def test_a_quantile_says_why_it_is_missing():
    found = rows(report(*happened("arrived 2026-07-02T09:00"), journeys={}), "routes")
    assert found[0]["p50"] == Text("not reached")
    green = happened(
        "arrived 2026-07-02T09:00", "channel_assigned 2026-07-02T09:00 RCEP green customs channel",
        zone="+07:00",
    )  # fmt: skip
    assert rows(report(*green, journeys={}), "savings")[0]["green"] == Mark(Blank.UNKNOWN)
    assert rows(report(*green, journeys={}), "targets")[0]["share_1"] == Mark(Blank.UNKNOWN)


def test_how_sure_it_is_stands_in_every_report():
    notes = " ".join(each.text for each in report(*GREEN).notes)
    assert "reported by trade press, not confirmed in an official text" in notes
    assert "open question" in notes
    assert "Office hours are assumed" in notes
    assert "not legal advice" in report(*GREEN).disclaimer


def test_holidays_that_nobody_has_announced_are_warned_of():
    later = happened("arrived 2026-12-30T09:00", "released 2027-01-04T09:00")
    found = report(*later, known_as_of=utc("2027-02-01T00:00"))
    assert [each.text for each in found.notes if "announced" in each.text] == [
        "VN: holidays after 2026-12-31 are computed, not announced; a clock ran until 2027-01-04."
    ]


def test_an_unknown_office_is_warned_of():
    found = report(*happened("arrived 2026-07-02T09:00", zone="+07:00"), journeys={})
    assert any("office hours are unknown" in each.text for each in found.notes)


def test_what_was_asked_for_stands_in_the_report():
    from cradlegate.border.clocks.clearances import Channel

    found = dict(report(*GREEN, *OPEN, route="CN-VN", channel=Channel.GREEN).provenance)
    assert found["route"] == "CN-VN"
    assert found["channel"] == "RCEP green customs channel"
    assert found["log"] == "sha256:ab"
    assert dict(report().provenance)["known as of"] == "2026-11-22T09:00:00Z"


def test_every_rendering_holds_the_report():
    found = report(*GREEN, *OPEN, *STANDARD)
    envelope = json.loads(render_json(found))
    jsonschema.validate(envelope, envelope_schema())
    page = render_html(found)
    assert page.count("<figure>") == 1
    assert "11.992" in page
    assert render_workbook(found) == render_workbook(found)
    assert "RCEP green customs channel" in render_terminal(found, plain=True, unicode=False)


def test_the_table_for_programs_is_in_seconds():
    found = list(csv.DictReader(io.StringIO(write_clocks(overview(*GREEN, *OPEN)))))
    assert len(found) == 12
    first = found[0]
    assert list(first) == list(COLUMNS)
    assert first == {
        "consignment_id": "C1", "entry_no": "N1", "from": "CNTAO", "to": "VNSGN", "mode": "sea",
        "country": "VN", "channel": "RCEP green customs channel", "state": "released",
        "voided_by": "-", "office_zone": "Asia/Ho_Chi_Minh", "start": "submitted",
        "began_at": "2026-07-02T02:00:00Z", "ended_at": "2026-07-02T13:59:30Z",
        "elapsed_s": "43170", "office_s": "25200", "business_days": "0",
        "queries_elapsed_s": "1800", "queries_office_s": "1800",
        "within_12h": "met", "within_12_office_h": "met",
    }  # fmt: skip
    unknown = next(
        each for each in found if each["consignment_id"] == "C2" and not each["began_at"]
    )
    assert (unknown["elapsed_s"], unknown["ended_at"], unknown["voided_by"]) == ("", "-", "C2-4")


def test_a_table_for_programs_keeps_unknown_and_not_applicable_apart():
    late = happened(
        "released 2026-07-02T09:00", "documents_checked 2026-07-02T10:00", zone="+07:00"
    )
    found = {
        each["start"]: each
        for each in csv.DictReader(io.StringIO(write_clocks(overview(*late, journeys={}))))
    }
    assert found["documents_complete"]["elapsed_s"] == "-"
    assert found["arrived"]["elapsed_s"] == ""
    assert (found["arrived"]["country"], found["arrived"]["office_zone"]) == ("", "")
    ran = happened("arrived 2026-07-02T09:00", zone="+07:00")
    text = write_clocks(overview(*ran, journeys={}))
    row = next(each for each in csv.DictReader(io.StringIO(text)) if each["start"] == "arrived")
    assert (row["office_s"], row["queries_elapsed_s"]) == ("", "0")


def test_a_recording_lists_what_was_added():
    found = report_recording(Admission(GREEN, OPEN, ()), "log")
    assert found.answer.headline == ("9 events recorded; 4 had been recorded before, word for word")
    assert len(found.table("recorded").rows) == 9


def test_a_recording_counts_corrections_and_what_never_happened():
    rows_of = {
        "at": "none",
        "corrects": "C1-1",
        "reason": "another",
        "recorded_at": "2026-07-03T09:00",
    }
    from tests.border.clearance.happenings import read

    (back,) = read(rows_of)
    found = report_recording(Admission((back,), (), ()), "log")
    assert found.answer.headline == "1 event recorded, 1 of them corrections"
    assert found.table("recorded").rows[0][3:] == (Text("never happened"), Text("C1-1"))


def test_a_recording_of_many_lists_twenty():
    many = tuple(
        event
        for number in range(21)
        for event in happened("arrived 2026-07-02T09:00", consignment=f"K{number}")
    )
    more = report_recording(Admission(many, (), ()), "log").table("recorded").more
    assert more
    assert more.rows == 1
    assert report_recording(Admission((), many, ()), "log").tables == ()
