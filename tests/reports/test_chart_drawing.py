"""What all pictures share: words that fit, colours that read, figures that are numbers."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.reports.charts.drawing import (
    fit,
    ink_on,
    is_bundle,
    measure,
    name_bundle,
    refuse_unfinite,
)
from cradlegate.reports.charts.palette import REST, SERIES, contrast


def test_a_text_that_fits_stays_whole_and_another_ends_in_a_mark():
    assert fit("bed", 16, 100) == "bed"
    short = fit("bed casting of grey iron, machined on three sides", 16, 100)
    assert short.startswith("bed")
    assert short.endswith("…")
    assert measure(short, 16) <= 100
    assert fit("bed", 16, 5) == ""


def test_chinese_signs_are_twice_as_wide_as_most_letters():
    assert measure("电气柜", 10) == 30
    assert measure("nnn", 10) == pytest.approx(16.8)
    assert measure("nnn", 10, is_bold=True) > measure("nnn", 10)
    assert fit("数控机床主轴箱体总成", 16, 100) == "数控机床主…"


@pytest.mark.parametrize("fill", [*SERIES, REST])
def test_words_on_every_colour_of_the_palette_have_contrast(fill):
    """WCAG AA asks for 4.5 : 1."""
    assert contrast(ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_finite_number_never_reaches_a_chart(value):
    with pytest.raises(FaultsError) as refused:
        refuse_unfinite(1.0, value)
    assert [fault.code for fault in refused.value.faults] == ["RP-010"]
    assert "1 of 2" in refused.value.faults[0].found


def test_a_bundle_is_known_by_its_name():
    assert name_bundle(3) == "others (3)"
    assert is_bundle(name_bundle(3))
    assert not is_bundle("bed")
