from decimal import Decimal

import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.reports.charts.palette import (
    INKS,
    PAPER,
    REST,
    SERIES,
    SIGNALS,
    SMALL_PRINT,
    TEXT,
    WARNING,
    colours_by_part,
    contrast,
)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_every_outcome_has_its_colours():
    assert set(INKS) == set(SIGNALS) == set(Outcome)


@pytest.mark.parametrize("ink", [*INKS.values(), TEXT, SMALL_PRINT, WARNING])
def test_words_reach_aa_on_paper(ink):
    assert contrast(ink, PAPER) >= 4.5


@pytest.mark.parametrize("fill", [*SERIES, REST])
def test_label_inside_a_bar_reaches_aa(fill):
    assert max(contrast(TEXT, fill), contrast(PAPER, fill)) >= 4.5


def test_largest_parts_have_colours_of_their_own():
    colours = colours_by_part({str(size): Decimal(size) for size in range(9)})
    assert [colours[str(size)] for size in (8, 7, 2)] == [SERIES[0], SERIES[1], SERIES[6]]
    assert colours["1"] == colours["0"] == REST
