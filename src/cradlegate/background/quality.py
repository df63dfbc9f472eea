"""Data quality of a factor where it is used, scored by rule and never by taste.

The rating is that of the European product environmental footprint: the mean of four scores from
1 (best) to 5, where unknown is 5.  The pedigree matrix of ecoinvent 3 is used for one thing only:
to widen the spread of a factor that does not match its use.

Source: Commission Recommendation (EU) 2021/2279, table 24 and the rating of secondary data sets;
ecoinvent data quality guideline, version 3 (added variances of the pedigree matrix).
"""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.factor import Factor, Region, Spread, SpreadKind
from cradlegate.core.blank import Blank
from cradlegate.core.grade import DataGrade

UNKNOWN = 5
_GLOBAL = "GLO"
_EU = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))  # fmt: skip
_EUROPE_OUTSIDE = frozenset((
    "AL", "BA", "BY", "CH", "GB", "IS", "LI", "MD", "ME", "MK", "NO", "RS", "RU", "UA",
))  # fmt: skip
_ASEAN = frozenset((
    "BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN",
))  # fmt: skip
_COUNTRIES_BY_REGION = {
    "EU": _EU,
    "150": _EU | _EUROPE_OUTSIDE,
    "021": frozenset(("US", "CA")),
    "ASEAN": _ASEAN,
}
_COUNTRY_SCHEMES = frozenset(("iso3166-1", "iso3166-2"))
_COUNTRY_BY_SCHEME = {"egrid": "US", "cn-grid": "CN", "my-grid": "MY", "id-grid": "ID"}
_WIDENING = {
    "time": ("0", "0.0002", "0.002", "0.008", "0.04"),
    "geography": ("0", "0.000025", "0.0001", "0.0006", "0.002"),
    "technology": ("0", "0.0006", "0.008", "0.04", "0.12"),
}


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Four scores of 1 (best) to 5 for one factor in one use.

    Args:
        technology: of the step from what is needed to what the factor describes (TeR).
        geography: of the factor's region against the place of the process (GeR).
        time: of the factor's years against the period of the study (TiR).
        precision: of the figure itself (P).
    """

    technology: int
    geography: int
    time: int
    precision: int

    @property
    def rating(self) -> Decimal:
        """The mean of the four scores."""
        return Decimal(self.technology + self.geography + self.time + self.precision) / 4


def rate_factor(factor: Factor, mapping_score: int, region: str, year: int | None) -> DataQuality:
    """Score a factor where it is used.

    Args:
        mapping_score: from the choice of the factor, 1-5.
        region: ISO 3166-1 alpha-2 or ISO 3166-2 code of the process, "" if unknown.
        year: of the data period; its last year where it spans several; None if unknown.
    """
    return DataQuality(
        technology=mapping_score,
        geography=score_geography(factor.region, region),
        time=score_time(factor.year_from, factor.year_to, year),
        precision=factor.precision or score_precision(factor),
    )


def score_geography(held: Region, wanted: str) -> int:
    """Score a region: 1 same place, 2 a part of it or a group around it, 3 world, 4 other.

    The recommendation defines 1 and 2; 3 for a world average and 4 for another country are ours.
    """
    country = wanted.partition("-")[0]
    if not country or held.code == Blank.UNKNOWN.value:
        return UNKNOWN
    if held.code in {wanted, country}:
        return 1
    if country in _COUNTRIES_BY_REGION.get(held.code, ()) or _country(held) == country:
        return 2
    world, other_country = 3, 4
    return world if held.code == _GLOBAL else other_country


def score_time(year_from: int | None, year_to: int | None, year: int | None) -> int:
    """Score years: 1 within them, 2 up to two years away, 3 up to four, 4 up to six, else 5."""
    if year_from is None or year_to is None or year is None:
        return UNKNOWN
    distance = max(year - year_to, year_from - year, 0)
    return min(UNKNOWN, 1 + (distance + 1) // 2)


def score_precision(factor: Factor) -> int:
    """Score the spread: ±10 % 1, ±20 % 2, ±30 % 3, ±50 % 4, wider 5.

    A default spread is no knowledge of the figure: 3 for database rows and 4 for proxies.  An
    estimate is 5.  The steps are ours.
    """
    if factor.grade is DataGrade.ESTIMATE:
        return UNKNOWN
    database, proxy = 3, 4
    if factor.spread.is_default:
        return database if factor.grade.rank <= DataGrade.DATABASE.rank else proxy
    width = relative_width(factor.spread, factor.total)
    steps = ("0.1", "0.2", "0.3", "0.5")
    return 1 + sum(width > Decimal(step) for step in steps)


def relative_width(spread: Spread, value: Decimal) -> Decimal:
    """Give the half width of the 95 % range as a share of the value; 0 for a value of 0."""
    if spread.kind is SpreadKind.REL95:
        return spread.value
    if spread.kind is SpreadKind.GSD:
        return spread.value**2 - 1
    return (spread.high - spread.low) / 2 / abs(value) if value else Decimal(0)


def widening_variance(quality: DataQuality) -> Decimal:
    """Give the variance of the logarithm that a mismatch in use adds to a factor's own."""
    return sum(
        (Decimal(steps[getattr(quality, name) - 1]) for name, steps in _WIDENING.items()),
        Decimal(0),
    )


def widen_gsd(gsd: Decimal, variance: Decimal) -> Decimal:
    """Give the geometric standard deviation after adding a variance of the logarithm."""
    return (gsd.ln() ** 2 + variance).sqrt().exp()


def _country(region: Region) -> str:
    """Give the country that a subdivision or grid belongs to, "" for aggregates."""
    if region.scheme in _COUNTRY_SCHEMES:
        return region.code.partition("-")[0]
    return _COUNTRY_BY_SCHEME.get(region.scheme, "")
