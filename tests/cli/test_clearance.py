"""Events recorded and reported as their keepers do it."""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import python_calamine

from cradlegate.reports.json_envelope import envelope_schema

pytestmark = pytest.mark.through("command line")

HEAD = "event_id,consignment_id,event,at,zone,recorded_at,source,reason,corrects\n"
ROWS = """\
E1,C1,cf_submitted,2025-07-01T09:00,Asia/Ho_Chi_Minh,2025-07-01T09:30,portal,,
E2,C1,arrived,2025-07-02T09:00,Asia/Ho_Chi_Minh,2025-07-02T09:30,carrier,,
E3,C1,channel_assigned,2025-07-02T09:05,Asia/Ho_Chi_Minh,2025-07-02T09:30,VNACCS,RCEP green customs channel,
E4,C1,released,2025-07-02T20:59,Asia/Ho_Chi_Minh,2025-07-02T21:30,VNACCS,,
"""
SHIPMENT = """\
id,consignment_id,kind,condition,model,qty,hs,hs_edition,destination,exporter_id,from,to,mode
M1,C1,laser_cutting_machine,new,LC-1,1,845611,2022,VN,maker,CNTAO,VNSGN,sea
"""
ONE = (
    "--event", "arrived", "--consignment", "C2", "--at", "2025-07-03T09:10",
    "--zone", "Asia/Ho_Chi_Minh", "--source", "carrier",
)  # fmt: skip


@pytest.fixture
def clearance(own_process, monkeypatch):
    monkeypatch.setenv("CRADLEGATE_HOME", str(own_process.folder / "home"))
    (own_process.folder / "events.csv").write_text(HEAD + ROWS, encoding="utf-8")
    (own_process.folder / "shipments.csv").write_text(SHIPMENT, encoding="utf-8")

    return Clearance(own_process.folder, own_process)


@dataclass(frozen=True)
class Clearance:
    """Runs `cradlegate clearance` in a folder."""

    folder: Path
    run: Any

    def __call__(self, *arguments):
        return self.run("clearance", *arguments)


def log_of(run, name="home/clearance/events.jsonl"):
    return run.folder / name


def faults(done):
    return [each["code"] for each in json.loads(done.stdout)["faults"]]


def rows(done, table):
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    return next(each["rows"] for each in envelope["result"]["tables"] if each["id"] == table)


def test_an_empty_file_records_nothing_and_says_so(clearance):
    (clearance.folder / "events.csv").write_bytes(b"")
    done = clearance("record", "events.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "[BD-232]" in done.stderr
    assert not log_of(clearance).exists()


def test_a_table_without_events_yet_is_no_fault(clearance):
    (clearance.folder / "events.csv").write_text(HEAD, encoding="utf-8")
    done = clearance("record", "events.csv")
    assert done.returncode == 0
    assert done.stdout.startswith("0 events recorded")


def test_a_table_is_recorded_and_reported(clearance):
    done = clearance("record", "events.csv")
    assert done.returncode == 0
    assert done.stdout.startswith("4 events recorded\n")
    done = clearance("report")
    assert done.returncode == 0
    assert done.stdout.startswith("1 clearance: 1 released; of the 12 hours,")
    assert "not legal advice" in " ".join(done.stdout.split())


@pytest.mark.requirement("S2-4")
@pytest.mark.parametrize(
    ("released", "outcome"),
    [("2025-07-01T20:59", "met"), ("2025-07-01T21:00", "met"), ("2025-07-01T21:01", "not met")],
)
def test_the_clock_tells_twelve_hours_to_the_minute(clearance, released, outcome):
    text = HEAD + ROWS.splitlines(keepends=True)[0]
    text += f"E4,C1,released,{released},Asia/Ho_Chi_Minh,2025-07-02T21:30,VNACCS,,\n"
    (clearance.folder / "events.csv").write_text(text, encoding="utf-8")
    clearance("record", "events.csv")
    first = rows(clearance("report", "--json"), "clocks")[0]
    assert first["clock"]["text"] == "C1, from submitted"
    assert first["within_12h"]["outcome"] == outcome


def test_one_event_is_recorded_with_its_receipt(clearance):
    (clearance.folder / "notice.pdf").write_bytes(b"scan")
    done = clearance("record", *ONE, "--receipt", "notice.pdf", "--json")
    assert done.returncode == 0
    assert rows(done, "recorded")[0]["event"]["text"] == "arrived"
    recorded = json.loads(log_of(clearance).read_text())["recorded"][0]
    assert recorded["event_id"] == "C2-arrived-2025-07-03T09:10"
    # By `printf scan | sha256sum`.
    assert recorded["receipt_sha256"] == (
        "sha256:59ad1b2fc74287ded1bba7af67765d23ad4a49f1ae51902cc2ed3f8ebee96cfa"
    )


def test_the_same_event_is_not_recorded_twice_by_a_slip(clearance):
    clearance("record", *ONE, "--recorded-at", "2025-07-03T10:00")
    again = clearance("record", *ONE, "--json")
    assert (again.returncode, faults(again)) == (2, ["BD-127"])


def test_a_table_may_be_recorded_again_when_it_has_grown(clearance):
    clearance("record", "events.csv")
    with (clearance.folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("E5,C1,gate_out,2025-07-03T08:00,Asia/Ho_Chi_Minh,2025-07-03T09:30,yard,,\n")
    done = clearance("record", "events.csv")
    assert done.stdout.startswith("1 event recorded; 4 had been recorded before, word for word\n")
    assert len(log_of(clearance).read_text().splitlines()) == 2
    assert clearance("record", "events.csv").stdout.startswith("0 events recorded; 5 had")


def test_one_fault_keeps_all_events_out(clearance):
    with (clearance.folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("E5,C1,gate_out,2025-07-01T08:00,Asia/Ho_Chi_Minh,2025-07-03T09:30,yard,,\n")
        file.write("E6,C1,arrived,2025-07-01T08:00,Asia/Ho_Chi_Minh,2025-07-03T09:30,yard,,\n")
    done = clearance("record", "events.csv", "--json")
    assert done.returncode == 2
    assert faults(done) == ["BD-126", "BD-125"]
    assert not log_of(clearance).exists()


def test_a_correction_is_a_new_event(clearance):
    clearance("record", "events.csv")
    before = log_of(clearance).read_bytes()
    done = clearance(
        "record", "--event", "released", "--consignment", "C1", "--at", "2025-07-02T20:29",
        "--zone", "Asia/Ho_Chi_Minh", "--source", "VNACCS", "--corrects", "E4",
        "--reason", "typed wrong", "--id", "K1",
    )  # fmt: skip
    assert done.returncode == 0
    assert log_of(clearance).read_bytes().startswith(before)
    elapsed = rows(clearance("report", "--json"), "clocks")[1]["elapsed"]
    assert elapsed["value"].startswith("11.48333")
    # Of the evening of the release nobody knew the correction.
    earlier = clearance("report", "--json", "--known-as-of", "2025-07-03T00:00:00Z")
    assert rows(earlier, "clocks")[1]["elapsed"]["value"].startswith("11.98333")


def test_a_table_or_one_event_and_not_both(clearance):
    for arguments in ([], ["events.csv", *ONE]):
        done = clearance("record", *arguments, "--json")
        assert (done.returncode, faults(done)) == (2, ["CL-001"])


def test_a_workbook_with_a_sheet_that_is_not_read_is_warned_of(clearance):
    import xlsxwriter

    with xlsxwriter.Workbook(clearance.folder / "events.xlsx") as book:
        sheet = book.add_worksheet("events")
        for row, line in enumerate((HEAD + ROWS).splitlines()):
            sheet.write_row(row, 0, line.split(","))
        book.add_worksheet("notes")
    done = clearance("record", "events.xlsx")
    assert done.returncode == 0
    assert done.stdout.startswith("4 events recorded")
    assert "[CF-017]" in done.stderr


def test_a_changed_log_is_refused(clearance):
    clearance("record", "events.csv")
    clearance("record", *ONE, "--log", "home/clearance/events.jsonl")
    log = log_of(clearance)
    log.write_text(log.read_text().replace("20:59", "20:29", 1))
    for arguments in (["report"], ["record", *ONE, "--id", "X"]):
        done = clearance(*arguments, "--json")
        assert (done.returncode, faults(done)) == (2, ["BD-132"])


def test_a_line_that_breaks_off_is_warned_of_and_then_overwritten(clearance):
    clearance("record", "events.csv")
    whole = log_of(clearance).read_bytes()
    log_of(clearance).write_bytes(whole + b'{"previous":"sha')
    done = clearance("report")
    assert done.returncode == 0
    assert "[BD-133]" in done.stderr
    clearance("record", *ONE)
    assert log_of(clearance).read_bytes().startswith(whole)
    assert clearance("report").stderr == ""


def test_without_a_log_the_remedy_says_how_to_begin(clearance):
    done = clearance("report")
    assert done.returncode == 2
    assert "cradlegate clearance record" in done.stderr


def test_the_log_lies_in_the_workspace(clearance, monkeypatch):
    clearance("record", "events.csv", "--workspace", "named")
    assert log_of(clearance, "named/clearance/events.jsonl").exists()
    assert clearance.run("--workspace", "named", "clearance", "report").returncode == 0
    monkeypatch.delenv("CRADLEGATE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(clearance.folder / "data"))
    clearance("record", "events.csv")
    assert log_of(clearance, "data/cradlegate/clearance/events.jsonl").exists()
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(clearance.folder / "someone"))
    clearance("record", "events.csv")
    path = "someone/.local/share/cradlegate/clearance/events.jsonl"
    assert log_of(clearance, path).exists()


@pytest.mark.requirement("S2-22")
def test_routes_stand_in_the_shipments(clearance):
    clearance("record", "events.csv")
    done = clearance("report", "--shipments", "shipments.csv", "--route", "CN-VN", "--json")
    first = rows(done, "routes")[0]
    assert first["route"]["text"] == (
        "CNTAO-VNSGN by sea, RCEP green customs channel, from submitted"
    )
    other = clearance("report", "--shipments", "shipments.csv", "--route", "JP-VN", "--json")
    assert (other.returncode, faults(other)) == (2, ["BD-135"])


@pytest.mark.requirement("S2-28")
def test_days_saved_are_reported(clearance):
    clearance("record", "events.csv")
    done = clearance("report", "--json")
    saved = rows(done, "savings")[0]
    assert saved["against"]["text"] == "3-5 days as reported"
    # 1 July 9:00 to 2 July 20:59: 7 + 8 = 15 office hours, 1.875 days; 3 and 5 less that.
    assert (saved["saved"]["low"], saved["saved"]["high"]) == ("1.125", "3.125")


def test_a_channel_alone_can_be_asked_for(clearance):
    clearance("record", "events.csv")
    assert clearance("report", "--channel", "green").returncode == 0
    assert clearance("report", "--channel", "standard").returncode == 2


def test_office_hours_can_be_replaced(clearance):
    clearance("record", "events.csv")
    done = clearance("report", "--office-hours", "00:00-24:00", "--json")
    notes = json.loads(done.stdout)["result"]["notes"]
    assert not any("assumed" in each["text"] for each in notes)
    clock = rows(done, "clocks")[1]
    assert clock["office"]["value"] == clock["elapsed"]["value"]
    done = clearance("report", "--office-hours", "9 to 5", "--json")
    assert (done.returncode, faults(done)) == (2, ["BD-136"])


def test_shipments_with_a_fault_are_refused(clearance):
    (clearance.folder / "shipments.csv").write_text("id\n", encoding="utf-8")
    clearance("record", "events.csv")
    done = clearance("report", "--shipments", "shipments.csv", "--json")
    assert done.returncode == 2


def test_reports_are_written_as_page_workbook_and_rows(clearance):
    clearance("record", "events.csv")
    wanted = ("--csv", "c.csv", "--xlsx", "r.xlsx", "--html", "r.html")
    done = clearance("report", *wanted)
    assert done.returncode == 0
    assert "wrote c.csv" in done.stderr
    page = (clearance.folder / "r.html").read_text(encoding="utf-8")
    assert "<path" in page
    data = (clearance.folder / "r.xlsx").read_bytes()
    book = python_calamine.load_workbook(BytesIO(data))
    assert "Clocks" in book.sheet_names
    assert (clearance.folder / "c.csv").read_text().count("\n") == 7


def test_no_file_is_replaced_and_none_is_written_beside_one_that_exists(clearance):
    clearance("record", "events.csv")
    (clearance.folder / "r.xlsx").write_bytes(b"mine")
    done = clearance("report", "--csv", "c.csv", "--xlsx", "r.xlsx", "--json")
    assert (done.returncode, faults(done)) == (2, ["CF-006"])
    assert not (clearance.folder / "c.csv").exists()
    assert clearance("report", "--xlsx", "r.xlsx", "--force").returncode == 0
    assert (clearance.folder / "r.xlsx").read_bytes() != b"mine"


def test_a_moment_without_a_zone_is_refused(clearance):
    clearance("record", "events.csv")
    done = clearance("report", "--known-as-of", "2025-07-03T00:00:00", "--json")
    assert (done.returncode, faults(done)) == (2, ["CL-006"])
