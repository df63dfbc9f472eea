"""Dates of manufacture in any calendar become spans of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.inventory.built import read_built
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval

ON = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2018", "2018"),
        ("２０１８", "2018"),
        ("2018-05", "2018-05"),
        ("2018/5", "2018-05"),
        ("05.2018", "2018-05"),
        ("2018-05-14", "2018-05-14"),
        ("2018-05-14 00:00:00", "2018-05-14"),
        ("2018年5月14日", "2018-05-14"),
        ("14.05.2018", "2018-05-14"),
        ("5/14/2018", "2018-05-14"),
        ("03/04/2018", "2018-03-04/2018-04-03"),
        ("Baujahr 2016", "2016"),
        ("năm 2019", "2019"),
        ("2018年製", "2018"),
        ("2015-2017", "2015/2017"),
        ("2015 ～ 2017", "2015/2017"),
        ("từ 2015", None),
        ("2015 đến 2017", "2015/2017"),
        ("2010s", "2010/2019"),
        ("2020s", "2020/2026"),
        ("approx 2018", "2017/2019"),
        ("ca. 2018", "2017/2019"),
        ("约2018年", "2017/2019"),
        ("ประมาณ พ.ศ. 2561", "2017/2019"),
        ("พ.ศ. 2561", "2018"),
        ("2561", "2018"),
        ("05/2561", "2018-05"),
        ("2558-2560", "2015/2017"),
        ("平成30年", "2018"),
        ("平成30年5月", "2018-05"),
        ("平成元年", "1989-01-08/1989-12-31"),
        ("平成31年", "2019-01-01/2019-04-30"),
        ("令和元年", "2019-05-01/2019-12-31"),
        ("昭和64年", "1989-01-01/1989-01-07"),
        ("H30", "2018"),
        ("R.2", "2020"),
        ("", None),
        ("?", None),
        ("18", None),
        ("soon", None),
        ("before 2015", None),
        ("1899", None),
        ("2027", None),
        ("2107", None),
        ("2017-2015", None),
        ("30.02.2018", None),
        ("13/13/2018", None),
        ("平成40年", None),
        ("平成35年", None),
        ("令和20年", None),
    ],
)
@pytest.mark.requirement("S0-4", part="years only, rough years, spans, Buddhist and Japanese years")
def test_a_date_is_read_as_the_days_it_may_mean(text, span):
    """2561 less 543 is 2018; Heisei 30 is 1988 + 30; Reiwa began on 1 May 2019."""
    expected = Blank.UNKNOWN if span is None else Interval.parse(span)
    assert read_built(text, ON).span == expected


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("2018", ""),
        ("2561", "Buddhist era"),
        ("H30", "Japanese era 平成"),
        ("approx 2018", "rough, 1 year either way"),
        ("ประมาณ 2561", "Buddhist era, rough, 1 year either way"),
        ("2015-2017", "a span of years"),
        ("2010s", "a decade"),
        ("03/04/2018", "day and month in either order"),
        ("soon", "no date can be read in it"),
    ],
)
def test_how_a_date_was_read_is_said(text, how):
    assert read_built(text, ON).how == how


@given(st.dates(date(1901, 1, 1), date(2026, 7, 31)))
def test_every_day_is_read_back_in_every_form(day):
    for text in (
        f"{day}",
        f"{day:%d.%m.%Y}",
        f"{day:%Y年%m月%d日}",
        f"{day.year + 543}-{day:%m-%d}",
    ):
        span = read_built(text, ON).span
        assert isinstance(span, Interval)
        assert span.first <= day <= span.last


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text):
    span = read_built(text, ON).span
    assert isinstance(span, Blank) or span.first.year >= 1899
