from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval, PeriodError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-05-14", date(2026, 5, 14), date(2026, 5, 14)),
        ("2025-11/2026-02", date(2025, 11, 1), date(2026, 2, 28)),
    ],
)
def test_a_date_is_the_interval_of_its_days(text, first, last):
    assert Interval.parse(text) == Interval(first, last)


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "2026-02-30", "26", "2026-5", "14.05.2026", "", "2026/2025", "0000"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(PeriodError):
        Interval.parse(text)


@given(st.dates(), st.dates())
def test_an_interval_reads_back_from_its_own_text(one, two):
    interval = Interval(min(one, two), max(one, two))
    assert Interval.parse(str(interval)) == interval


def test_whether_a_year_lies_before_one_of_its_months_is_unknown():
    assert Interval.parse("2026").is_before(Interval.parse("2026-07")) is Truth.UNKNOWN
    assert Interval.parse("2025").is_before(Interval.parse("2026-07")) is Truth.TRUE
    assert Interval.parse("2027").is_before(Interval.parse("2026-07")) is Truth.FALSE


def test_a_year_contains_its_months_and_no_others():
    year = Interval.parse("2025")
    assert year.contains(Interval.parse("2025-12")) is Truth.TRUE
    assert year.contains(Interval.parse("2026-01")) is Truth.FALSE
    assert year.contains(Interval.parse("2025-12/2026-01")) is Truth.UNKNOWN


def test_a_month_counts_its_days():
    assert Interval.parse("2025-02").days == 28
