"""A snapshot has one digest for one content, and one number has many spellings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.verification.registers.register import AcceptedAccreditor, plain_number, plain_term
from tests.verification.registers import (
    Q2,
    Q3,
    accreditation,
    days,
    designation,
    recognition,
    shipped,
    snapshot,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "ex-vb-03",
        "EX VB 03",
        "EXVB03",
        " EX–VB—03 ",
        "ＥＸ－ＶＢ－０３",
        "EX−VB−03",
        "EX\u00adVB\u200b03",
    ],
)
def test_spellings_of_a_number_are_one_number(spelling):
    assert plain_number(spelling) == plain_number("EX-VB-03")


@pytest.mark.parametrize(
    "other", ["EX-VB-3", "EX-VB-003", "EX.VB.03", "EX/VB/03", "EX-VB-03A", "ЕХ-VB-03"]
)
def test_other_signs_make_another_number(other):
    assert plain_number(other) != plain_number("EX-VB-03")


def test_a_number_of_dashes_is_none():
    assert plain_number(" -–— ") == ""


@given(st.text(max_size=20))
def test_blanks_and_dashes_around_a_number_make_no_other_number(text):
    assert plain_number(f" {text}-") == plain_number(text)


def test_terms_are_compared_without_case_width_and_blanks():
    assert plain_term(" Metalworking  ＭＡＣＨＩＮＥＲＹ ") == "metalworking machinery"


def test_the_order_of_rows_makes_no_other_digest():
    rows = (
        accreditation("X-1"),
        accreditation("X-2"),
        accreditation("X-1", accreditation_body="B"),
    )
    assert snapshot("2026-06-30", *rows).digest == snapshot("2026-06-30", *rows[::-1]).digest


@pytest.mark.parametrize(
    "change",
    [
        {"edition": "2"},
        {"retrieved_at": days("2026-07-02").first},
        {"is_example": False},
        {"bodies": (accreditation(status="suspended"),)},
        {"recognitions": (recognition(),)},
        {"designations": (designation(),)},
        {"accepted": (AcceptedAccreditor("A", "VN", days("2026")),)},
        {"source": "elsewhere"},
    ],
)
def test_everything_that_is_known_goes_into_the_digest(change):
    one = snapshot("2026-06-30", accreditation())
    assert replace(one, **change).digest != one.digest


def test_the_digests_of_the_shipped_registers_stay():
    """Decisions name them; a change of the canonical form would orphan these."""
    assert (
        shipped(Q2).digest
        == "sha256:7a28a9764de6dd3a68b9479d7e908f28a337672fb2b9aa4a7e44869ea4155994"
    )
    assert (
        shipped(Q3).digest
        == "sha256:12219b1c249e13e82f9ba4ea94fb78274d0e5f8a01395109f555e3c3b81e0609"
    )


def test_a_snapshot_names_its_edition_or_else_its_register():
    assert snapshot("2026-06-30", edition="Q2").name == "register Q2 as of 2026-06-30"
    assert snapshot("2026-06-30", edition="").name == "register R as of 2026-06-30"
