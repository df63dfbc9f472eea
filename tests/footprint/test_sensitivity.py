"""One figure at a time takes the ends of its range: worked by hand, and against plain draws.

The hand calculations use the standard library alone: `math`, and the quantile of `statistics`.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import exp, fsum, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.factor import (
    Centre,
    Factor,
    FactorFamily,
    FactorKind,
    Region,
    Role,
    Spread,
    SpreadKind,
)
from cradlegate.background.quality import DataQuality
from cradlegate.background.selection import Choice
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.uncertainty import draw_lines, summarise_draws
from cradlegate.footprint.inventory.activity import Activity, AmountSpread, CoverageClass
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.one_at_a_time import Variation, vary_one_at_a_time
from cradlegate.footprint.term import Term

D = Decimal
Z = 1.959963985
"""97.5 % quantile of the standard normal, as tables print it."""
FITS = DataQuality(technology=1, geography=1, time=1, precision=1)
FIXED = Spread(SpreadKind.GSD, D(1))


def gsd(value: str, centre: Centre = Centre.MEDIAN) -> Spread:
    return Spread(SpreadKind.GSD, D(value), centre=centre)


def between(low: str, high: str) -> Spread:
    return Spread(SpreadKind.MINMAX, low=D(low), high=D(high))


def factor(name: str, spread: Spread = FIXED, per_kg: str = "1", **more: str) -> Factor:
    category = Category.BIOGENIC_REMOVALS if D(per_kg) < 0 else Category.UNSPLIT
    return Factor(
        id=name,
        name=name,
        kind=FactorKind.MATERIAL,
        material_key="",
        values={category: D(per_kg)},
        unit="kg",
        family=FactorFamily.CRADLE_TO_GATE,
        scope=frozenset(),
        role=Role.BURDEN,
        pair=more.get("pair", ""),
        region=Region("GLO", "aggregate"),
        year_from=2025,
        year_to=2025,
        gwp_set="AR6",
        spread=spread,
        technology=1,
        precision=1,
        grade=DataGrade.DATABASE,
        source=Source("worked by hand", "here", DataGrade.DATABASE),
    )


def line(
    name: str, kg: str, of: Factor, *spreads: AmountSpread, quality: DataQuality = FITS
) -> Line:
    activity = Activity(
        id=name,
        stage=Stage.A1,
        subassembly="bed",
        label=name,
        amount=Term("mass", D(kg), "kg"),
        choice=Choice(name, of, "default", (), "", "", 1, is_proxy=False),
        coverage=CoverageClass.RECORDED,
        ask="",
        region="CN",
        mass_kg=D(kg),
        amount_spreads=spreads,
    )
    values = tuple(float(D(kg) * of.values.get(item, D(0))) for item in CATEGORIES)
    return Line(activity, values, quality)


def only(lines: Sequence[Line]) -> Variation:
    [found] = vary_one_at_a_time(lines)
    return found


def total(lines: Sequence[Line]) -> float:
    return fsum(one.emissions for one in lines)


# --- One factor ---------------------------------------------------------------------------------


def test_the_two_ends_are_the_quantiles_of_2_5_and_97_5_percent():
    assert pytest.approx(NormalDist().inv_cdf(0.975), rel=1e-9) == Z


def test_a_lognormal_around_its_median_reaches_gsd_to_the_power_of_1_96():
    """1.3^1.959963985 = 1.672340 and its inverse 0.597965, of 1000 kg × 2 kg CO2e."""
    found = only([line("L1", "1000", factor("iron", gsd("1.3"), "2"))])
    assert found.id == "factor/iron"
    assert found.high == pytest.approx(2000 * (1.3**Z - 1), rel=1e-8)
    assert found.low == pytest.approx(2000 * (1.3**-Z - 1), rel=1e-8)
    assert found.high == pytest.approx(1344.68, abs=0.01)
    assert found.low == pytest.approx(-804.07, abs=0.01)
    assert found.span == found.high - found.low


def test_a_lognormal_around_its_mean_is_shifted_down_by_half_its_variance():
    shift = exp(-(log(1.3) ** 2) / 2)
    found = only([line("L1", "1000", factor("iron", gsd("1.3", Centre.MEAN), "2"))])
    assert shift == pytest.approx(0.966169, rel=1e-6)
    assert found.high == pytest.approx(2000 * (1.3**Z * shift - 1), rel=1e-8)
    assert found.low == pytest.approx(2000 * (1.3**-Z * shift - 1), rel=1e-8)


def test_a_range_in_percent_is_a_lognormal_whose_gsd_squared_is_one_plus_it():
    found = only([line("L1", "100", factor("iron", Spread(SpreadKind.REL95, D("0.44"))))])
    assert sqrt(1.44) == 1.2
    assert found.high == pytest.approx(100 * (1.2**Z - 1), rel=1e-8)
    assert found.low == pytest.approx(100 * (1.2**-Z - 1), rel=1e-8)


def test_a_triangle_follows_its_quantile_formula():
    """From half to double, mode 1: 0.5 + √(0.025·1.5·0.5) and 2 − √(0.025·1.5·1)."""
    found = only([line("L1", "100", factor("iron", between("2", "8"), "4"))])
    low, high = 0.5 + sqrt(0.025 * 1.5 * 0.5), 2 - sqrt(0.025 * 1.5 * 1.0)
    assert low == pytest.approx(0.636931, abs=1e-6)
    assert high == pytest.approx(1.806351, abs=1e-6)
    assert found.low == pytest.approx(400 * (low - 1), rel=1e-9)
    assert found.high == pytest.approx(400 * (high - 1), rel=1e-9)


def test_a_triangle_whose_mode_is_an_end_follows_the_other_side_alone():
    """From 1 to 3, mode 1: both quantiles lie on the falling side, 3 − √((1 − u)·2·2)."""
    found = only([line("L1", "10", factor("iron", between("1", "3")))])
    assert found.low == pytest.approx(10 * (3 - sqrt(0.975 * 4) - 1), rel=1e-9)
    assert found.high == pytest.approx(10 * (3 - sqrt(0.025 * 4) - 1), rel=1e-9)


def test_a_factor_that_does_not_fit_its_use_reaches_further():
    """Technology 3, geography 2 and time 4 add 0.008 + 0.000025 + 0.008 to the variance."""
    poor = DataQuality(technology=3, geography=2, time=4, precision=1)
    found = only([line("L1", "100", factor("iron", gsd("1.3")), quality=poor)])
    sigma = sqrt(log(1.3) ** 2 + 0.016025)
    assert found.high == pytest.approx(100 * (exp(Z * sigma) - 1), rel=1e-8)
    assert found.low == pytest.approx(100 * (exp(-Z * sigma) - 1), rel=1e-8)


def test_a_factor_in_two_lines_moves_both():
    iron = factor("iron", gsd("1.3"), "2")
    found = only([line("L1", "1000", iron), line("L2", "500", iron)])
    assert found.high == pytest.approx(3000 * (1.3**Z - 1), rel=1e-8)
    assert found.low == pytest.approx(3000 * (1.3**-Z - 1), rel=1e-8)


def test_a_factor_moves_each_line_by_how_well_it_fits_there():
    poor = replace(FITS, time=5)
    iron = factor("iron", gsd("1.3"))
    found = only([line("L1", "100", iron), line("L2", "50", iron, quality=poor)])
    wider = exp(Z * sqrt(log(1.3) ** 2 + 0.04))
    assert found.high == pytest.approx(100 * (1.3**Z - 1) + 50 * (wider - 1), rel=1e-8)


def test_both_sides_of_a_balance_are_one_figure_and_the_headline_counts_the_release_alone():
    """Both are named after the first of the two ids."""
    uptake = factor("bio-in", gsd("1.1"), "-1.65", pair="bio-out")
    release = factor("bio-out", gsd("1.1"), "1.65", pair="bio-in")
    found = only([line("in", "300", uptake), line("out", "300", release)])
    assert found.id == "factor/bio-in"
    assert found.high == pytest.approx(495 * (1.1**Z - 1), rel=1e-8)


def test_a_burden_that_is_negative_has_its_ends_turned():
    credit = replace(factor("credit", gsd("1.3")), values={Category.UNSPLIT: D(-1)})
    found = only([line("L1", "100", credit)])
    assert found.low == pytest.approx(-100 * (1.3**Z - 1), rel=1e-8)
    assert found.high == pytest.approx(-100 * (1.3**-Z - 1), rel=1e-8)
    assert found.low < 0 < found.high


# --- Amounts ------------------------------------------------------------------------------------


def test_an_uncertain_amount_moves_every_line_that_takes_it():
    chips = AmountSpread("reference/chips", between("1", "3"), nominal=D(2))
    grid = factor("grid", FIXED, "0.6")
    found = only(
        [line("L1", "100", grid, chips), line("L2", "50", grid, chips), line("L3", "7", grid)]
    )
    high = 1.5 - sqrt(0.025 * 1.0 * 0.5)
    assert found.id == "reference/chips"
    assert found.high == pytest.approx(90 * (high - 1), rel=1e-9)
    assert found.low == pytest.approx(-found.high, rel=1e-9)


def share(name: str, spread: Spread) -> AmountSpread:
    return AmountSpread(f"share/{name}", spread, is_share=True)


def test_what_one_share_takes_more_the_others_leave():
    """60 kg at 2 and 40 kg at 5 kg CO2e: 320.  Iron × m leaves 100 kg in the ratio 60 m : 40."""
    lines = [
        line("iron", "60", factor("iron", FIXED, "2"), share("iron", gsd("1.3"))),
        line("boards", "40", factor("boards", FIXED, "5"), share("boards", FIXED)),
    ]

    def result(m: float) -> float:
        iron = 100 * 60 * m / (60 * m + 40)
        return 2 * iron + 5 * (100 - iron)

    found = only(lines)
    assert found.id == "share/iron"
    assert result(1) == total(lines) == 320
    assert found.low == pytest.approx(result(1.3**Z) - 320, rel=1e-8)
    assert found.high == pytest.approx(result(1.3**-Z) - 320, rel=1e-8)


@given(st.floats(1, 1000), st.floats(1, 1000), st.floats(1.01, 3))
def test_shares_of_one_factor_keep_the_mass_and_so_the_result(
    one: float, other: float, width: float
):
    iron = factor("iron")
    lines = [
        line("a", f"{one:.3f}", iron, share("a", gsd(f"{width:.3f}"))),
        line("b", f"{other:.3f}", iron, share("b", gsd("1.5"))),
    ]
    for found in vary_one_at_a_time(lines):
        assert (found.low, found.high) == pytest.approx((0, 0), abs=1e-9 * total(lines))


def test_a_line_that_is_no_share_stays_where_the_shares_close():
    shares = [
        line("iron", "60", factor("iron", FIXED, "2"), share("iron", gsd("1.3"))),
        line("boards", "40", factor("boards", FIXED, "5"), share("boards", FIXED)),
    ]
    assert only([*shares, line("grid", "1000", factor("grid", FIXED))]) == only(shares)


def test_what_follows_from_a_share_moves_with_it():
    """Machining of the iron has no mass of its own, and takes the share of the iron."""
    iron = share("iron", gsd("1.3"))
    chips = line("iron/machining", "10", factor("grid", FIXED, "6"), iron)
    chips = replace(chips, activity=replace(chips.activity, mass_kg=D(0)))
    lines = [
        line("iron", "60", factor("iron", FIXED, "2"), iron),
        line("boards", "40", factor("boards", FIXED, "5"), share("boards", FIXED)),
        chips,
    ]

    def result(m: float) -> float:
        scale = 100 / (60 * m + 40)
        return 120 * m * scale + 200 * scale + 60 * m * scale

    found = only(lines)
    assert found.high == pytest.approx(result(1.3**-Z) - 380, rel=1e-8)
    assert found.low == pytest.approx(result(1.3**Z) - 380, rel=1e-8)


# --- Which, and in which order ------------------------------------------------------------------


def test_the_widest_comes_first_and_equals_by_their_id():
    wide, narrow = gsd("1.5"), gsd("1.1")
    lines = [
        line("L1", "10", factor("narrow", narrow)),
        line("L2", "10", factor("b", wide)),
        line("L3", "10", factor("a", wide)),
        line("L4", "100", factor("heavy", narrow)),
    ]
    names = [item.id for item in vary_one_at_a_time(lines)]
    assert names == ["factor/heavy", "factor/a", "factor/b", "factor/narrow"]
    assert names == [item.id for item in vary_one_at_a_time(lines[::-1])]


@pytest.mark.parametrize("spread", [FIXED, between("4", "4")])
def test_a_figure_without_spread_is_not_listed(spread: Spread):
    certain = line("L1", "10", factor("certain", spread, "4"))
    assert vary_one_at_a_time([certain]) == ()
    assert only([certain, line("L2", "1", factor("iron", gsd("1.3")))]).id == "factor/iron"


def test_a_line_of_nothing_moves_nothing():
    assert vary_one_at_a_time([line("L1", "0", factor("iron", gsd("1.3")))]) == ()
    assert vary_one_at_a_time([]) == ()


# --- Against draws in which that figure alone varies --------------------------------------------

SHARES = (
    line("s1", "60", factor("f1", FIXED, "2"), share("one", gsd("1.4"))),
    line("s2", "40", factor("f2", FIXED, "5"), share("two", FIXED)),
)


@pytest.mark.parametrize(
    "lines",
    [
        (line("L1", "100", factor("iron", gsd("1.3"), "2")), line("L2", "50", factor("fixed"))),
        (line("L1", "100", factor("iron", gsd("1.6", Centre.MEAN), "2")),),
        (line("L1", "100", factor("iron", Spread(SpreadKind.REL95, D("0.5")))),),
        (line("L1", "100", factor("iron", between("2", "8"), "4")), line("L2", "90", factor("fixed"))),
        (line("L1", "100", factor("iron"), AmountSpread("x", between("1", "3"), nominal=D(2))),),
        SHARES,
        (*SHARES, line("L1", "100", factor("fixed"))),
    ],
    ids=["median", "mean", "percent", "triangle", "amount", "shares", "shares and more"],
)  # fmt: skip
def test_the_ends_are_the_quantiles_of_draws_in_which_that_figure_alone_varies(
    lines: tuple[Line, ...],
):
    view = View.CRADLE_TO_GATE
    drawn = draw_lines(lines, [view], view, seed=1, count=200_000)
    interval = summarise_draws(drawn.by_view[view])
    found = only(lines)
    assert total(lines) + found.low == pytest.approx(interval.low, rel=0.01)
    assert total(lines) + found.high == pytest.approx(interval.high, rel=0.01)
    assert found.high - found.low == pytest.approx(interval.high - interval.low, rel=0.02)
