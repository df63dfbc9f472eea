"""Tables of events: every fault has its code and its place, and nothing is half read."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from cradlegate.border.clearance.events import EventKind, list_current
from cradlegate.border.clearance.files import event_tables, read_event_files
from cradlegate.core.blank import Blank
from cradlegate.reports.clearance.clocks_csv import COLUMNS
from tests.border.clearance.happenings import NOW, ROW, codes, read, table

ROOT = Path(__file__).parents[3]


def test_a_row_is_an_event():
    (event,) = read({"entry_no": "10512", "receipt_sha256": "ab" * 32, "reason": "none"})
    assert (event.id, event.consignment, event.entry) == ("E1", "C1", "10512")
    assert event.kind is EventKind.ARRIVED
    assert event.at.isoformat() == "2026-07-03T09:10:00+07:00"
    assert event.recorded_at == datetime(2026, 7, 3, 3, tzinfo=UTC)
    assert event.receipt == "sha256:" + "ab" * 32
    assert event.reason == ""
    assert event.place.row == 2


def test_a_receipt_may_be_unknown_or_known_to_be_absent():
    unknown, absent = read({"receipt_sha256": ""}, {"receipt_sha256": "none"})
    assert (unknown.receipt, absent.receipt) == (Blank.UNKNOWN, Blank.ABSENT)


def test_every_event_of_the_model_is_known():
    """Their names are fixed; other people's tables hold them."""
    assert event_tables()["events"].columns["event"].allowed == tuple(EventKind)
    assert list(event_tables()["events"].columns) == [
        "event_id", "consignment_id", "entry_no", "event", "at", "zone", "recorded_at", "source",
        "receipt_sha256", "reason", "corrects",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"event": "relased"}, "CF-039"),
        ({"at": ""}, "CF-030"),
        ({"zone": ""}, "CF-030"),
        ({"recorded_at": ""}, "CF-030"),
        ({"source": ""}, "CF-030"),
        ({"zone": "none"}, "CF-031"),
        ({"at": "2026-07-03"}, "BD-120"),
        ({"recorded_at": "yesterday"}, "BD-120"),
        ({"zone": "ICT"}, "BD-121"),
        ({"at": "2026-07-03T09:10+09:00"}, "BD-122"),
        ({"recorded_at": "2026-07-03T09:09"}, "BD-123"),
        ({"corrects": "E0"}, "BD-130"),
        ({"at": "none"}, "BD-131"),
        ({"receipt_sha256": "abc"}, "CF-042"),
    ],
)
def test_a_row_that_cannot_be_is_refused(row, code):
    assert codes(row) == [code]


def test_faults_are_gathered_with_their_places():
    reading = read_event_files(
        {"events.csv": table({"at": "soon", "recorded_at": "later"}, {}, {"zone": "Mars/Base"})}
    )
    assert [(each.code, each.place.row, each.place.column) for each in reading.faults] == [
        ("BD-120", 2, "at"),
        ("BD-120", 2, "recorded_at"),
        ("BD-121", 4, "zone"),
    ]
    assert [each.id for each in reading.events] == ["E2"]


def test_an_id_stands_once_in_a_file():
    assert codes({"event_id": "E7"}, {"event_id": "E7", "at": "2026-07-03T09:20"}) == ["CF-050"]


def test_a_workbook_reads_as_the_table():
    """Its times are texts or the dates of a spreadsheet; a midnight needs its time as text."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("events")
    sheet.write_row(0, 0, list(ROW))
    sheet.write_row(1, 0, list(ROW.values()))
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_datetime(1, list(ROW).index("at"), datetime(2026, 7, 3, 9, 10), moment)  # noqa: DTZ001 - spreadsheets have no zone
    book.close()
    (event,) = read_event_files({"log.xlsx": data.getvalue()}).events
    assert event == read({})[0]


def test_a_correction_stands_in_the_place_of_what_it_corrects():
    events = read(
        {"at": "2026-07-03T09:10"},
        {"at": "2026-07-03T08:10", "corrects": "E1", "reason": "typed wrong"},
    )
    assert [each.id for each in list_current(events, NOW)] == ["E2"]


def test_an_event_that_never_happened_is_taken_back():
    events = read({}, {"at": "none", "corrects": "E1", "reason": "another consignment"})
    assert events[1].takes_back
    assert list_current(events, NOW) == ()


def test_what_was_recorded_later_is_left_out():
    """A correction of the next day does not change what was known on the first."""
    events = read(
        {"recorded_at": "2026-07-03T10:00"},
        {
            "at": "2026-07-03T08:10",
            "corrects": "E1",
            "reason": "typed wrong",
            "recorded_at": "2026-07-04T10:00",
        },
    )
    same_day = datetime(2026, 7, 3, 3, tzinfo=UTC)  # 10:00 in Vietnam, when E1 was recorded
    assert [each.id for each in list_current(events, same_day)] == ["E1"]
    assert [each.id for each in list_current(events, datetime(2026, 7, 4, 3, tzinfo=UTC))] == ["E2"]


def test_events_count_in_the_order_in_which_they_happened():
    events = read(
        {"at": "2026-07-03T09:30"}, {"at": "2026-07-03T09:10"}, {"at": "2026-07-03T09:20"}
    )
    assert [each.id for each in list_current(events, NOW)] == ["E2", "E3", "E1"]


def test_the_page_on_events_names_every_column_event_and_row():
    page = (ROOT / "docs" / "reference" / "clearance-events.md").read_text(encoding="utf-8")
    names = [*event_tables()["events"].columns, *EventKind, *COLUMNS]
    assert [name for name in names if f"`{name}`" not in page] == []
