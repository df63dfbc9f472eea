"""One row and one day: every status on the day before, the first day, the last day, and the day after."""

from dataclasses import replace
from typing import Any

import pytest

from cradlegate.core.blank import Blank
from cradlegate.verification.registers.days import (
    EITHER,
    NO,
    YES,
    UntoldRow,
    judge_accreditation,
    judge_body,
    judge_days,
    rows_of_body,
)
from tests.verification.registers import (
    LCA,
    MACHINERY,
    accreditation,
    days,
    designation,
    recognition,
    snapshot,
)

AS_OF = days("2026-06-30").first


def status(day: str, **changes: Any) -> str:
    """The status on a day, `?` where the row does not tell, `none` before the accreditation."""
    return str(judge_accreditation(accreditation(**changes), AS_OF, days(day).first).status)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-12-31", "none"),
        ("2025-01-01", "granted"),
        ("2027-12-31", "granted"),
        ("2028-01-01", "expired"),
    ],
)
def test_an_accreditation_holds_from_its_first_to_its_last_day(day, expected):
    assert status(day) == expected


@pytest.mark.parametrize("blank", [Blank.UNKNOWN, Blank.ABSENT])
def test_without_a_last_day_it_does_not_end(blank):
    row = replace(accreditation(), valid_to=blank)
    assert judge_accreditation(row, AS_OF, days("2099-01-01").first).status == "granted"


@pytest.mark.parametrize("lost", ["suspended", "withdrawn", "expired"])
def test_before_its_loss_an_accreditation_was_granted(lost):
    changes = {"status": lost, "status_from": "2026-06-25"}
    assert status("2024-12-31", **changes) == "none"
    assert status("2026-06-24", **changes) == "granted"
    assert status("2026-06-25", **changes) == lost
    assert status("2027-12-31", **changes) == lost


def test_a_loss_that_is_announced_begins_on_its_day():
    changes = {"status": "suspended", "status_from": "2026-07-15"}
    assert [status(day, **changes) for day in ("2026-07-14", "2026-07-15")] == [
        "granted",
        "suspended",
    ]


@pytest.mark.parametrize(
    ("lost", "after"),
    [("suspended", "expired"), ("withdrawn", "withdrawn"), ("expired", "expired")],
)
def test_after_the_last_day_of_an_accreditation_only_a_withdrawal_is_more_than_expired(lost, after):
    assert status("2028-01-01", status=lost, status_from="2026-06-25") == after


@pytest.mark.parametrize("lost", ["suspended", "withdrawn", "expired"])
def test_without_its_first_day_a_loss_holds_from_the_day_of_the_snapshot_and_is_unknown_before(
    lost,
):
    assert [status(day, status=lost) for day in ("2026-06-29", "2026-06-30", "2026-07-01")] == [
        "?",
        lost,
        lost,
    ]


def test_an_expired_accreditation_without_other_dates_expired_after_its_last_day():
    changes = {"status": "expired", "valid_to": "2026-03-31"}
    assert [status(day, **changes) for day in ("2026-03-31", "2026-04-01")] == [
        "granted",
        "expired",
    ]


def test_after_the_last_day_of_a_status_nobody_can_tell():
    """A suspension ends in a new grant or in a withdrawal; only a later snapshot tells which."""
    for stated in ("granted", "suspended", "withdrawn", "expired"):
        changes = {"status": stated, "status_from": "2026-06-25", "status_to": "2026-07-31"}
        assert [status(day, **changes) for day in ("2026-07-31", "2026-08-01")] == [stated, "?"]
        assert status("2028-01-01", **changes) == "expired"


def test_before_the_first_day_of_a_grant_it_may_have_been_anything():
    changes = {"status_from": "2026-03-01"}
    assert [status(day, **changes) for day in ("2024-12-31", "2026-02-28", "2026-03-01")] == [
        "none",
        "?",
        "granted",
    ]


def test_a_month_for_a_day_leaves_the_days_of_that_month_open():
    changes = {"status": "suspended", "status_from": "2026-05"}
    days_asked = ("2026-04-30", "2026-05-01", "2026-05-30", "2026-05-31")
    assert [status(day, **changes) for day in days_asked] == ["granted", "?", "?", "suspended"]
    days_asked = ("2024-12-31", "2025-01-01", "2025-12-30", "2025-12-31")
    assert [status(day, valid_from="2025") for day in days_asked] == ["none", "?", "?", "granted"]
    days_asked = ("2027-01-01", "2027-01-02", "2027-12-31", "2028-01-01")
    assert [status(day, valid_to="2027") for day in days_asked] == ["granted", "?", "?", "expired"]


@pytest.mark.parametrize("lost", ["suspended", "withdrawn"])
def test_a_loss_in_part_leaves_the_other_terms_in_force(lost):
    row = accreditation(
        status=lost, status_from="2026-06-25", partial_scope=("METALWORKING  machinery",)
    )
    before, after = (
        judge_accreditation(row, AS_OF, days(day).first) for day in ("2026-06-24", "2026-06-25")
    )
    assert (before.status, before.scope_terms) == ("granted", (MACHINERY, LCA))
    assert (after.status, after.scope_terms) == ("granted", (LCA,))


@pytest.mark.parametrize("lost", ["suspended", "withdrawn"])
def test_a_loss_in_part_that_names_every_term_is_a_whole_one(lost):
    assert status("2026-06-30", status=lost, partial_scope=(LCA, MACHINERY)) == lost


def test_a_loss_in_part_of_unknown_beginning_is_unknown():
    assert status("2026-06-29", status="suspended", partial_scope=(LCA,)) == "?"


@pytest.mark.parametrize(
    "row",
    [
        recognition(valid_from="2026-03", valid_to="2026-05"),
        designation(valid_from="2026-03", valid_to="2026-05"),
    ],
)
def test_recognitions_and_designations_hold_from_their_first_to_their_last_day(row):
    expected = {"2026-02-28": NO, "2026-03-01": EITHER, "2026-03-31": YES, "2026-05-01": YES, "2026-05-02": EITHER, "2026-05-31": EITHER, "2026-06-01": NO}  # fmt: skip
    assert {day: judge_days(row, days(day).first) for day in expected} == expected


def test_another_row_of_the_same_accreditation_may_tell_what_one_row_does_not():
    """The history of one accreditation, a row a status."""
    then = accreditation(status="suspended", status_from="2026-01-01", status_to="2026-02-28")
    now = accreditation(status_from="2026-03-01")
    rows = rows_of_body(snapshot("2026-06-30", then, now), "x1")
    answers = {
        day: judge_body(rows, days(day).first) for day in ("2025-12-31", "2026-02-28", "2026-03-01")
    }
    assert [getattr(answer, "status", None) for answer in answers.values()] == [
        "granted",
        "suspended",
        "granted",
    ]


@pytest.mark.parametrize("other", [{"accreditation_body": "B"}, {"standard": "ISO 14064"}])
def test_a_row_of_another_accreditation_tells_nothing_of_it(other):
    rows = rows_of_body(
        snapshot("2026-06-30", accreditation(status_from="2026-03-01"), accreditation(**other)),
        "x1",
    )
    assert judge_body(rows, days("2026-02-28").first) == UntoldRow(
        accreditation(status_from="2026-03-01")
    )


def test_an_expired_row_of_the_same_accreditation_does_not_tell_what_followed():
    past = accreditation(valid_from="2020", valid_to="2024-12-31")
    rows = rows_of_body(snapshot("2026-06-30", past, accreditation(status_from="2026-03-01")), "x1")
    assert isinstance(judge_body(rows, days("2026-02-28").first), UntoldRow)
