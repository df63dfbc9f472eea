"""Values that are known in part: intervals of days, extents of numbers, spans of the calendar."""

from datetime import date
from decimal import Decimal

import pytest

from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.regimes.values import (
    Extent,
    Span,
    are_equal,
    is_at_most,
    is_less,
    is_member,
    shift,
    write_value,
)

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def day(text):
    return Interval.parse(text)


def number(first, last=None):
    return Decimal(first) if last is None else Extent(Decimal(first), Decimal(last))


@pytest.mark.parametrize(
    ("left", "right", "equal", "less", "at_most"),
    [
        (day("2026-07-01"), day("2026-07-01"), TRUE, FALSE, TRUE),
        (day("2026-06-30"), day("2026-07-01"), FALSE, TRUE, TRUE),
        (day("2026-07-02"), day("2026-07-01"), FALSE, FALSE, FALSE),
        (day("2026-07"), day("2026-07-15"), UNKNOWN, UNKNOWN, UNKNOWN),
        (day("2026-07"), day("2026-07-31"), UNKNOWN, UNKNOWN, TRUE),
        (day("2026-07"), day("2026-07-01"), UNKNOWN, FALSE, UNKNOWN),
        (day("2026-07"), day("2026-07"), UNKNOWN, UNKNOWN, UNKNOWN),
        (day("2026-06"), day("2026-07"), FALSE, TRUE, TRUE),
        (number(5), number(5), TRUE, FALSE, TRUE),
        (number(5), number("5.0"), TRUE, FALSE, TRUE),
        (number(4), number(5), FALSE, TRUE, TRUE),
        (number(4, 6), number(5), UNKNOWN, UNKNOWN, UNKNOWN),
        (number(4, 6), number(6), UNKNOWN, UNKNOWN, TRUE),
        (number(4, 6), number(4), UNKNOWN, FALSE, UNKNOWN),
        (number(4, 6), number(7, 9), FALSE, TRUE, TRUE),
        (number(5, 5), number(5), TRUE, FALSE, TRUE),
    ],
)
def test_what_is_known_in_part_compares_as_all_its_values_do(left, right, equal, less, at_most):
    assert (are_equal(left, right), is_less(left, right), is_at_most(left, right)) == (
        equal,
        less,
        at_most,
    )


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("VN", "VN", TRUE), ("VN", "vn", FALSE), (True, True, TRUE), (True, False, FALSE)],
)
def test_texts_and_truths_are_equal_as_they_stand(left, right, expected):
    assert are_equal(left, right) is expected


def test_a_text_is_one_of_a_list_or_not():
    assert is_member("a", ("b", "a")) is TRUE
    assert is_member("a", ("b",)) is FALSE
    assert is_member("a", ()) is FALSE


@pytest.mark.parametrize("value", ["a", True, ("a",), Span(days=1)])
def test_what_has_no_order_is_not_ordered(value):
    with pytest.raises(TypeError, match="has no order"):
        is_less(value, value)


@pytest.mark.parametrize(
    ("start", "span", "is_back", "end"),
    [
        ("2024-02-29", Span(months=12), False, "2025-02-28"),
        ("2024-02-29", Span(months=48), False, "2028-02-29"),
        ("2026-01-31", Span(months=1), False, "2026-02-28"),
        ("2026-03-31", Span(months=1), True, "2026-02-28"),
        ("2026-12-15", Span(months=1), False, "2027-01-15"),
        ("2026-01-15", Span(months=1), True, "2025-12-15"),
        ("2026-07-01", Span(days=1), True, "2026-06-30"),
        ("2026-07-01", Span(days=92), False, "2026-10-01"),
        ("2026-02", Span(months=1), False, "2026-03-01/2026-03-28"),
        ("2021", Span(months=60), False, "2026"),
        ("9999-12-31", Span(days=1), False, "9999-12-31"),
        ("9999-12-31", Span(months=1), False, "9999-12-31"),
        ("0001-01-01", Span(days=1), True, "0001-01-01"),
        ("0001-01-01", Span(months=12), True, "0001-01-01"),
        ("2026-07-01", Span(months=10**30), False, "9999-12-31"),
        ("2026-07-01", Span(days=10**30), True, "0001-01-01"),
    ],
)
def test_a_date_moves_by_the_calendar_and_stays_within_it(start, span, is_back, end):
    assert shift(day(start), span, is_back=is_back) == day(end)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        ("VN", "VN"),
        ((), "none"),
        (("a", "b"), "a, b"),
        (number("1E+3"), "1000"),
        (number("0.50"), "0.50"),
        (number("1E+1", "2E+1"), "10–20"),
        (number(5, 5), "5"),
        (Interval(date(2026, 7, 1), date(2026, 7, 31)), "2026-07"),
        (Span(months=60), "5 years"),
        (Span(months=13, days=1), "1 year 1 month 1 day"),
        (Span(), "0 days"),
    ],
)
def test_values_are_written_for_readers(value, text):
    assert write_value(value) == text
