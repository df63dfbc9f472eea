"""Readiness takes in what a customs entry and events at the border tell."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cradlegate.compose.border.clearance import read_events_at, record_events
from cradlegate.compose.border.told import Heard, Told, hear
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.dossier.checks.questions import Questions
from tests.border.clearance.happenings import table as event_table
from tests.border.matching.entries import draft, rows_of
from tests.border.matching.entries import table as csv_table
from tests.border.shipments import consignment, trust_list
from tests.dossier.test_opinion_check import list_of, register
from tests.reports.verifier_cases import opinion_with

NOW = datetime(2026, 8, 20, 9, tzinfo=UTC)
SUBMITTED = {"event": "cf_submitted", "at": "2026-08-18T10:00", "recorded_at": "2026-08-18T10:05"}
ARRIVED = {"event": "arrived", "at": "2026-08-19T08:00", "recorded_at": "2026-08-19T08:10"}


def log_of(folder: Path, *rows: dict[str, str]) -> Path:
    """A log with events of the consignment C05."""
    written = folder / "events.csv"
    written.write_bytes(event_table(*({"consignment_id": "C05", **row} for row in rows)))
    log = folder / "events.jsonl"
    record_events(read_events_at(written), log, NOW)
    return log


def test_without_files_nothing_is_told():
    assert hear(consignment("C05"), Told(), Questions(NOW.date(), trust_list()), NOW) == Heard({})


@pytest.mark.requirement("S2-7", part="events tell what came first")
def test_events_tell_when_the_footprint_was_submitted_and_whether_that_was_before_arrival(tmp_path):
    told = Told(events=log_of(tmp_path, SUBMITTED, ARRIVED))
    facts = hear(consignment("C05"), told, Questions(NOW.date(), trust_list()), NOW).facts
    assert facts["consignment.submitted_at"].value == Interval.parse("2026-08-18")
    assert facts["consignment.arrival"].value == Interval.parse("2026-08-19")
    assert facts["submission.before_arrival"].value is True
    assert facts["clearance.voided"].value is Blank.UNKNOWN


def test_events_of_another_consignment_tell_nothing_of_this_one(tmp_path):
    log = log_of(tmp_path, SUBMITTED)
    facts = hear(
        consignment("C01"), Told(events=log), Questions(NOW.date(), trust_list()), NOW
    ).facts
    assert "consignment.submitted_at" not in facts
    assert facts["submission.before_arrival"].value is Blank.UNKNOWN


def test_an_entry_is_compared_with_the_signed_declaration_of_the_consignment(tmp_path):
    entry = tmp_path / "draft.csv"
    entry.write_bytes(draft({"model": "VMC-851"}))
    facts = hear(
        consignment("C05"), Told(entry=entry), Questions(NOW.date(), trust_list()), NOW
    ).facts
    assert facts["match.outcome"].value == "conflict"
    assert "consignment.submitted_at" not in facts


def test_a_submission_tells_its_day_and_what_an_entry_leaves_open_events_tell(tmp_path):
    entry, sent = tmp_path / "draft.csv", tmp_path / "submission.csv"
    entry.write_bytes(draft({"arrival_at": ""}))
    sent.write_bytes(
        csv_table([{**rows_of("submission.csv")[0], "submitted_at": "2026-08-17T10:00"}])
    )
    told = Told(entry=entry, submission=sent, events=log_of(tmp_path, SUBMITTED, ARRIVED))
    facts = hear(consignment("C05"), told, Questions(NOW.date(), trust_list()), NOW).facts
    assert facts["consignment.submitted_at"].value == Interval.parse("2026-08-17")
    assert facts["submission.before_arrival"].value is True


def test_the_signed_declaration_of_another_consignment_is_not_compared(tmp_path):
    """The one dossier of the file goes with C05."""
    entry = tmp_path / "draft.csv"
    entry.write_bytes(draft())
    facts = hear(
        consignment("C02"), Told(entry=entry), Questions(NOW.date(), trust_list()), NOW
    ).facts
    assert facts["match.outcome"].value is Blank.UNKNOWN
    assert "no signed declaration" in facts["match.outcome"].source


def test_a_file_that_is_no_dossier_is_compared_with_nothing(tmp_path):
    """A sealed file that cannot be opened holds no declaration."""
    whole = consignment("C05")
    files = {
        name: (b"broken" if name.endswith(".dossier") else data)
        for name, data in whole.files.items()
    }
    entry = tmp_path / "draft.csv"
    entry.write_bytes(draft())

    facts = hear(
        replace(whole, files=files), Told(entry=entry), Questions(NOW.date(), trust_list()), NOW
    ).facts
    assert facts["match.outcome"].value is Blank.UNKNOWN


@pytest.mark.parametrize(("meant", "is_compared"), [("VN", True), ("TH", False)])
def test_a_declaration_whose_opinion_is_for_another_country_is_not_compared(
    tmp_path, meant, is_compared
):
    whole = consignment("C05")
    data = opinion_with(destinations=(meant,))
    files = {
        name: data if name.endswith(".dossier") else each for name, each in whole.files.items()
    }
    entry = tmp_path / "draft.csv"
    entry.write_bytes(draft())
    asked = Questions(NOW.date(), list_of("verifier"), registers=(register(),))
    facts = hear(replace(whole, files=files), Told(entry=entry), asked, NOW).facts
    outcome = facts["match.outcome"]
    assert (outcome.value is not Blank.UNKNOWN) is is_compared
    assert is_compared or outcome.source.endswith("it is meant for TH, not for VN")


def test_what_is_to_be_warned_of_in_the_files_is_handed_on(tmp_path):
    """A log whose last line has no end, and an entry with a code that its edition does not have."""
    log, entry = log_of(tmp_path, SUBMITTED), tmp_path / "draft.csv"
    log.write_bytes(log.read_bytes() + b'{"previous":')
    entry.write_bytes(draft({"hs_national": "84579900"}))
    heard = hear(
        consignment("C05"), Told(entry=entry, events=log), Questions(NOW.date(), trust_list()), NOW
    )
    assert heard.facts["consignment.submitted_at"].value == Interval.parse("2026-08-18")
    assert [each.code for each in heard.warnings] == ["BD-133", "BD-231"]
