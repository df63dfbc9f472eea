"""What came later is left out, so that an earlier decision is judged as it could have been."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cradlegate.border.shipments.known import as_known, find_later
from cradlegate.core.outcome import Outcome
from cradlegate.work.prepare import Prepared, prepare
from tests.border.shipments import consignment, read_one, shipment, terms


def states(day, **document):
    read = as_known(read_one(shipment(documents=[document])), date.fromisoformat(day))
    assert read.documents is not None
    return [each.values["state"] for each in read.documents]


def said(prepared: Prepared) -> list[tuple[str, str]]:
    return [(fault.code, fault.place.column) for fault in prepared.warnings]


@pytest.mark.parametrize(
    ("day", "known"),
    [("2026-08-11", []), ("2026-08-12", ["received"]), ("2026-08-13", ["checked"])],
)
def test_a_document_counts_from_its_day_and_its_confirmation_from_its_own(day, known):
    assert states(day, received_at="2026-08-12", checked_at="2026-08-13") == known


def test_what_is_not_dated_was_always_known():
    assert states("2026-01-01", checked_at="") == ["checked"]


def test_what_is_dated_roughly_counts_from_its_first_day():
    assert states("2026-08-01", received_at="2026-08", checked_at="2026-08") == ["checked"]
    assert states("2026-07-31", received_at="2026-08") == []


def test_a_promise_stays_a_promise():
    assert states("2026-01-01", state="promised", checked_at="2026-08") == ["promised"]


def test_a_decision_counts_from_its_day():
    read = read_one(shipment(decisions=[{}, {"id": "D2", "decided_at": "2026-09-01"}]))
    assert [each.id for each in as_known(read, date(2026, 8, 31)).decisions] == ["D1"]


def test_what_is_left_out_is_named_with_its_day():
    papers = [
        {},
        {"doc_id": "D2", "received_at": "2026-09-01", "checked_at": "2026-09-02"},
        {"doc_id": "D3", "received_at": "2026-08-12", "checked_at": "2026-09-02"},
    ]
    read = read_one(shipment(documents=papers, decisions=[{"decided_at": "2026-09-03"}]))
    told = [(each.place.id, each.found) for each in find_later(read, date(2026, 8, 31))]
    assert told == [
        ("D2", "it came on 2026-09-01, after 2026-08-31"),
        ("D3", "it was confirmed on 2026-09-02, after 2026-08-31"),
        ("", "D1 was decided on 2026-09-03, after 2026-08-31"),
    ]
    assert list(find_later(read, date(2026, 9, 3))) == []


def test_nobody_says_which_documents_there_were():
    assert as_known(read_one(shipment(documents=None)), date(2026, 1, 1)).documents is None


def test_before_the_report_came_it_was_not_met():
    earlier = datetime(2026, 8, 1, tzinfo=UTC)
    found = prepare(consignment("C01"), replace(terms(), known_as_of=earlier))
    (judgement,) = found.readiness.decision.judgements
    assert judgement.verdict.outcome is Outcome.NOT_MET
    assert found.readiness.consignment.documents == ()
    assert found.readiness.registers != ()
    assert said(found) == [("BD-017", "received_at")]


def test_a_register_that_was_fetched_later_is_left_out():
    earlier = datetime(2026, 6, 1, tzinfo=UTC)
    found = prepare(consignment("C05"), replace(terms(), known_as_of=earlier))
    assert found.readiness.registers == ()
    assert ("VR-031", "") in said(found)
