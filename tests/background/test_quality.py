from dataclasses import replace
from decimal import Decimal

import pytest

from cradlegate.background.factor import Region, Spread, SpreadKind
from cradlegate.background.library import shipped_library
from cradlegate.background.quality import (
    DataQuality,
    rate_factor,
    relative_width,
    score_geography,
    score_precision,
    score_time,
    widen_gsd,
    widening_variance,
)

FACTORS = shipped_library().factors


@pytest.mark.parametrize(
    ("year", "score"),
    [
        (2018, 1),
        (2021, 1),
        (2022, 2),
        (2023, 2),
        (2024, 3),
        (2025, 3),
        (2026, 4),
        (2027, 4),
        (2028, 5),
        (2016, 2),
        (2010, 5),
        (None, 5),
    ],
)
def test_time_is_scored_by_the_distance_to_the_years_described(
    year: int | None, score: int
) -> None:
    assert score_time(2018, 2021, year) == score


def test_unknown_years_score_five() -> None:
    assert score_time(None, 2021, 2021) == 5
    assert score_time(2018, None, 2021) == 5


@pytest.mark.parametrize(
    ("code", "scheme", "wanted", "score"),
    [
        ("CN", "iso3166-1", "CN", 1),
        ("CN", "iso3166-1", "CN-GD", 1),
        ("CN-GD", "iso3166-2", "CN-GD", 1),
        ("CN-GD", "iso3166-2", "CN", 2),
        ("CAMX", "egrid", "US", 2),
        ("EU", "aggregate", "DE", 2),
        ("150", "un-m49", "CH", 2),
        ("021", "un-m49", "US", 2),
        ("GLO", "aggregate", "CN", 3),
        ("FR", "iso3166-1", "CN", 4),
        ("021", "un-m49", "CN", 4),
        ("CN", "iso3166-1", "", 5),
    ],
)
def test_geography_is_scored_by_what_the_region_covers(
    code: str, scheme: str, wanted: str, score: int
) -> None:
    assert score_geography(Region(code, scheme), wanted) == score


@pytest.mark.parametrize(
    ("factor_id", "score"),
    [
        ("bc-26729", 1),  # ±10 %
        ("bc-20836", 2),  # ±20 %
        ("bc-26731", 3),  # ±30 %
        ("bc-20906", 4),  # ±50 %
        ("bc-20643", 5),  # ±100 %
        ("mat-uslci-bc251c04", 3),  # database row, default spread
        ("mat-carb-gf", 4),  # proxy, default spread
        ("est-cast-iron", 5),  # estimate
    ],
)
def test_precision_is_scored_by_the_spread(factor_id: str, score: int) -> None:
    assert score_precision(FACTORS[factor_id]) == score


def test_width_of_a_range_is_half_of_it_over_the_value() -> None:
    spread = Spread(SpreadKind.MINMAX, low=Decimal("0.74"), high=Decimal("0.91"))
    assert relative_width(spread, Decimal("0.82")) == Decimal("0.085") / Decimal("0.82")
    assert relative_width(spread, Decimal(0)) == 0
    assert relative_width(Spread(SpreadKind.GSD, Decimal("1.1")), Decimal(3)) == Decimal("0.21")


@pytest.mark.requirement("S3-9", part="rating by rule; no threshold per region yet")
def test_rating_is_the_mean_of_the_four_scores() -> None:
    quality = rate_factor(FACTORS["bc-26729"], 2, "CN", 2025)
    assert quality == DataQuality(technology=2, geography=4, time=3, precision=1)
    assert quality.rating == Decimal("2.5")  # (2 + 4 + 3 + 1) / 4


def test_a_row_may_decide_its_own_precision() -> None:
    assert rate_factor(replace(FACTORS["bc-26729"], precision=4), 2, "FR", 2018).precision == 4


def test_perfect_match_widens_nothing() -> None:
    assert widening_variance(DataQuality(1, 1, 1, 5)) == 0


def test_worst_match_widens_by_the_pedigree_table() -> None:
    # time 0.04 + geography 0.002 + technology 0.12
    assert widening_variance(DataQuality(5, 5, 5, 1)) == Decimal("0.162")
    # time score 3: 0.002, geography 2: 0.000025, technology 4: 0.04
    assert widening_variance(DataQuality(4, 2, 3, 1)) == Decimal("0.042025")


def test_widened_gsd_by_hand() -> None:
    assert widen_gsd(Decimal("1.25"), Decimal(0)) == pytest.approx(Decimal("1.25"))
    # ln 1.25 = 0.223143551; squared 0.049793; + 0.162 = 0.211793; root 0.460210; exp 1.584407
    assert float(widen_gsd(Decimal("1.25"), Decimal("0.162"))) == pytest.approx(1.584407, abs=2e-6)
