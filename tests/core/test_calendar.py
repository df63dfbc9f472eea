"""Working days: every day here was read in the holiday notice of its country."""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.calendar import CalendarError, WorkCalendar, list_countries

COUNTRIES = ("VN", "CN", "JP", "KR", "TH", "ID", "TW", "MY", "SG", "DE", "IT", "US")
DAY = timedelta(days=1)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
countries = st.sampled_from(COUNTRIES)


def test_the_chinese_national_day_week_of_2026_has_no_working_day():
    """State Council notice for 2026: off from 1 to 7 October, worked on 20 September and 10 October."""
    china = WorkCalendar("CN")
    assert not any(china.is_workday(date(2026, 10, each)) for each in range(1, 8))
    assert china.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert china.subtract_workdays(date(2026, 10, 8), 1) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("country", "day"),
    [("CN", date(2026, 9, 20)), ("CN", date(2026, 10, 10)), ("VN", date(2026, 8, 22))],
)
def test_a_weekend_day_that_makes_up_for_a_day_off_is_worked(country, day):
    assert day.weekday() > 4
    assert WorkCalendar(country).is_workday(day)


def test_a_week_has_five_working_days_and_the_weekend_counts_for_nothing():
    germany = WorkCalendar("DE")
    assert germany.count_workdays(date(2026, 9, 14), date(2026, 9, 20)) == 5
    assert germany.add_workdays(date(2026, 9, 18), 1) == date(2026, 9, 21)
    assert germany.add_workdays(date(2026, 9, 19), 1) == date(2026, 9, 21)
    assert germany.subtract_workdays(date(2026, 9, 21), 1) == date(2026, 9, 18)
    assert germany.add_workdays(date(2026, 9, 19), 0) == date(2026, 9, 19)


def test_a_half_day_counts_as_half():
    """28 October 2026 is worked until 13:00 in Turkey, and 29 October is Republic Day."""
    turkey = WorkCalendar("TR")
    assert turkey.workday_share(date(2026, 10, 28)) == Fraction(1, 2)
    assert turkey.is_workday(date(2026, 10, 28))
    assert turkey.count_workdays(date(2026, 10, 26), date(2026, 10, 30)) == Fraction(7, 2)
    assert turkey.add_workdays(date(2026, 10, 27), 1) == date(2026, 10, 30)


def test_a_half_day_for_some_people_closes_no_office():
    assert WorkCalendar("CN").workday_share(date(2026, 5, 4)) == 0, "Labour Day is made up for"
    assert WorkCalendar("CN").workday_share(date(2026, 6, 1)) == 1, "Children's Day"


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_of_the_trade_has_a_calendar(country):
    year = WorkCalendar(country).count_workdays(date(2026, 1, 1), date(2026, 12, 31))
    assert 240 <= year <= 255


@pytest.mark.parametrize("country", ["CN", "VN", "TH", "KR", "TW", "ID", "MY", "SG", "JP"])
def test_a_calendar_that_is_announced_year_by_year_is_known_until_the_last_announcement(country):
    assert WorkCalendar(country).known_until == date(2026, 12, 31)
    names = holidays.country_holidays(country, years=2026, language="en_US").values()
    assert not any("estimated" in name for name in names)


def test_the_library_has_announced_no_chinese_or_vietnamese_year_after_the_known_one():
    """Fails with the library that brings the next notices: then the known year moves on."""
    for country in ("CN", "VN"):
        notices = holidays.country_holidays(country).special_public_holidays
        assert max(notices) == WorkCalendar(country).known_until.year


def test_a_calendar_fixed_by_law_is_known_as_far_as_it_goes():
    assert WorkCalendar("DE").known_until.year > 2050


@pytest.mark.parametrize("country", ["XX", "", "vn", "Vietnam"])
def test_a_country_without_a_calendar_is_an_error_with_the_list(country):
    with pytest.raises(CalendarError, match=r"they are known of AD, .*VN") as error:
        WorkCalendar(country)
    assert error.value.code == "CG-005"
    assert "VN" in list_countries()


def test_a_day_beyond_the_calendar_is_an_error():
    with pytest.raises(CalendarError, match="CN in 2101"):
        WorkCalendar("CN").is_workday(date(2101, 1, 3))


def test_a_negative_number_of_days_is_an_error():
    with pytest.raises(ValueError, match="-1"):
        WorkCalendar("CN").add_workdays(date(2026, 1, 5), -1)


@given(countries, days, st.integers(1, 60))
def test_walking_ends_on_the_first_day_that_makes_up_the_number(country, day, number):
    calendar = WorkCalendar(country)
    end = calendar.add_workdays(day, number)
    assert calendar.is_workday(end)
    assert calendar.count_workdays(day + DAY, end) >= number
    assert calendar.count_workdays(day + DAY, end - DAY) < number


@given(countries, days, st.integers(1, 60))
def test_walking_back_undoes_walking_from_a_working_day(country, day, number):
    calendar = WorkCalendar(country)
    start = calendar.add_workdays(day, 1)
    assert calendar.subtract_workdays(calendar.add_workdays(start, number), number) == start


@given(countries, days, days, days)
def test_counts_of_neighbouring_spans_add_up(country, one, two, three):
    first, middle, last = sorted((one, two, three))
    count = WorkCalendar(country).count_workdays
    assert count(first, middle) + count(middle + DAY, last) == count(first, last)


def test_the_holidays_are_loaded_by_the_first_calendar_only():
    code = "import cradlegate.core.calendar, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
