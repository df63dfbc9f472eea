"""Whether an accreditation was withdrawn after a signature, and on which days that may have been."""

import pytest

from cradlegate.core.blank import Blank
from cradlegate.verification.registers.withdrawals import find_withdrawal
from tests.verification.registers import (
    LCA,
    Q2,
    Q3,
    accreditation,
    days,
    shipped,
    snapshot,
    stand,
)

MARCH, JUNE, SEPTEMBER = "2026-03-31", "2026-06-30", "2026-09-30"


def find(signed, *snapshots, body="X-1"):
    return find_withdrawal(snapshots, stand(signed, *snapshots, body=body), days(signed))


def withdrawn(signed, *snapshots, body="X-1"):
    day = find(signed, *snapshots, body=body).day
    return day if isinstance(day, Blank) else str(day)


@pytest.mark.requirement("S1-20", part="a later withdrawal is found with its day")
def test_a_withdrawal_after_the_signature_has_the_day_that_the_register_states():
    taken = shipped(Q2), shipped(Q3)
    later = find("2026-07-10", *taken, body="EX-VB-06")
    assert str(later.day) == "2026-09-01"
    assert later.found.startswith("EX-VB-06 in register Example edition 2026-Q3 as of 2026-09-30: ")


@pytest.mark.requirement("S1-20", part="a later suspension is no withdrawal")
def test_a_suspension_after_the_signature_is_no_withdrawal():
    later = find("2026-07-10", shipped(Q2), shipped(Q3), body="EX-VB-05")
    assert later.day is Blank.ABSENT
    assert later.found == (
        "EX-VB-05 in register Example edition 2026-Q3 as of 2026-09-30: no withdrawal after "
        "2026-07-10"
    )


def test_a_withdrawal_without_a_day_lies_between_two_snapshots():
    good, bad = snapshot(MARCH, accreditation()), snapshot(JUNE, accreditation(status="withdrawn"))
    assert withdrawn("2026-02-01", good, bad) == "2026-04-01/2026-06-30"


def test_an_accreditation_that_is_gone_before_its_last_day_counts_as_withdrawn():
    good, without = snapshot(MARCH, accreditation()), snapshot(JUNE, accreditation("X-2"))
    assert withdrawn("2026-02-01", good, without) == "2026-04-01/2026-06-30"
    ended = snapshot(MARCH, accreditation(valid_to="2026-05-31"))
    assert withdrawn("2026-02-01", ended, without) is Blank.ABSENT


def test_of_two_withdrawals_the_first_counts():
    """A's lies in April to June, B's on 1 June: the first of them is not later than 1 June."""
    good = snapshot(MARCH, accreditation(), accreditation(accreditation_body="B"))
    bad = snapshot(
        JUNE,
        accreditation(status="withdrawn"),
        accreditation(accreditation_body="B", status="withdrawn", status_from="2026-06-01"),
    )
    assert withdrawn("2026-02-01", good, bad) == "2026-04-01/2026-06-01"


def test_what_was_not_in_force_at_the_signature_cannot_be_lost_after_it():
    """B's was suspended when the statement was signed, so nothing rests on it."""
    held = (
        accreditation(),
        accreditation(accreditation_body="B", status="suspended", status_from="2026-01-01"),
    )
    lost = (
        accreditation(),
        accreditation(accreditation_body="B", status="withdrawn", status_from="2026-05-01"),
    )
    assert withdrawn("2026-02-01", snapshot(MARCH, *held), snapshot(JUNE, *lost)) is Blank.ABSENT


def test_a_body_in_good_standing_with_nobody_has_nothing_to_lose():
    taken = shipped(Q2), shipped(Q3)
    later = find("2026-09-02", *taken, body="EX-VB-06")
    assert later.day is Blank.ABSENT
    assert later.found == stand("2026-09-02", *taken, body="EX-VB-06").found
    assert withdrawn("2026-07-10", *taken, body="EX-VB-99") is Blank.ABSENT


def test_a_withdrawal_of_single_terms_is_none():
    part = accreditation(status="withdrawn", status_from="2026-05-01", partial_scope=(LCA,))
    assert withdrawn("2026-02-01", snapshot(JUNE, part)) is Blank.ABSENT


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2026-09-28", Blank.ABSENT),
        ("2026-09-29", Blank.ABSENT),
        ("2026-09-30", Blank.UNKNOWN),  # 92 days: of 1 October nothing is known
    ],
)
def test_a_register_that_is_too_old_for_the_day_after_the_signature_tells_nothing(signed, expected):
    later = find(signed, snapshot(JUNE, accreditation()))
    assert later.day is expected
    if expected is Blank.UNKNOWN:
        assert later.found == (
            "register 2026-06-30 as of 2026-06-30 says nothing of the days after 2026-09-30"
        )


def test_a_loss_that_may_lie_before_the_signature_is_not_known_to_lie_after_it():
    """B's vanished between March and June, and the statement was signed in May."""
    good = snapshot(MARCH, accreditation(), accreditation(accreditation_body="B"))
    without = snapshot(JUNE, accreditation())
    signed = days("2026-03-30/2026-05-04")
    standing = stand("2026-03-30", good, without)
    later = find_withdrawal((good, without), standing, signed)
    assert later.day is Blank.UNKNOWN
    assert later.found.endswith("; no longer there, which may lie before 2026-03-30/2026-05-04")


def test_another_register_says_nothing_of_the_body():
    """Of two registers only the one that holds the body is asked, however new the other is."""
    own, other = (
        snapshot(JUNE, accreditation()),
        snapshot("2026-12-31", accreditation("X-2"), register_id="S"),
    )
    assert withdrawn("2026-09-30", own, other) is Blank.UNKNOWN
