from decimal import Decimal
from itertools import combinations
from math import dist, prod

import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.reports.charts.palette import (
    INKS,
    PAPER,
    REST,
    SERIES,
    SHADES,
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
    colours = colours_by_part({str(size): Decimal(size) for size in range(16)})
    assert [colours[str(size)] for size in (15, 14, 9)] == [SERIES[0], SERIES[1], SERIES[6]]
    assert [colours[str(size)] for size in (8, 2)] == [SHADES[0], SHADES[6]]
    assert colours["1"] == colours["0"] == REST


@pytest.mark.parametrize(("hue", "shade"), list(zip(SERIES, SHADES, strict=True)))
def test_a_shade_is_told_from_its_hue_by_how_dark_it_is(hue, shade):
    assert contrast(hue, shade) >= 2
    assert contrast(PAPER, shade) >= 4.5


CONES = {
    "none lacking": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "long": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "middle": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "short": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""What is left of linear red, green and blue without one kind of cone (Machado, 2009)."""


def seen(colour, cones):
    """The colour as CIE Lab, as somebody without these cones sees it (CSS Color 4, D65)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    rgb = [min(max(sum(map(prod, zip(row, linear, strict=True))), 0), 1) for row in cones]
    to_xyz = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
    xyz = [sum(map(prod, zip(row, rgb, strict=True))) for row in to_xyz]
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("lacking", CONES)
def test_all_colours_stay_apart_for_every_reader(lacking):
    """A difference of 10 in CIE Lab is several times what can just be seen (about 2)."""
    fills = [seen(fill, CONES[lacking]) for fill in (*SERIES, *SHADES, REST)]
    assert min(dist(one, other) for one, other in combinations(fills, 2)) >= 10
