"""Dates of manufacture as dealers write them, as spans of days.

Years of the Buddhist era and of Japanese eras are read as such and said; what is written roughly
becomes a span; what may be two things becomes the span of both.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval, PeriodError

ROUGH_YEARS = 1
"""How far a year lies off at most that is said to be rough (house rule)."""
BUDDHIST_YEARS = 543
"""Years by which the Buddhist era of Thailand is ahead; it begins on 1 January since 1941."""
_FIRST_YEAR = 1900
_ERAS = {
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}
"""First and last day of Japanese eras; their first year is the rest of the calendar year."""
_ERA_LETTERS = {"s": "昭和", "h": "平成", "r": "令和"}
_ROUGH = re.compile(
    r"\b(?:approximately|approx|around|about|circa|ca|etwa|ungefahr|um|sekitar|kira kira|khoang)\b"
    r"\.?|[~≈±]|约|約|大约|左右|頃|ごろ|ประมาณ"
)
_FILLERS = re.compile(
    r"\b(?:year|built|made|in|yom|nam|san xuat|doi|tahun|baujahr|bj|model year|a\.?d\.?)\b\.?:?"
    r"|ค\.?ศ\.?|ปี|ผลิต|出厂|制造|生产|製造|製|式|西暦|公元"
)
_BUDDHIST = re.compile(r"พ\.?ศ\.?|\bb\.?e\.?(?=\W|$)|仏暦|佛历")
_JAPANESE = re.compile(
    r"(昭和|平成|令和|^[shr])\s*\.?\s*(元|\d{1,2})\s*(?:[年.]|$)\s*(?:(\d{1,2})\s*月?)?$"
)
_TO = r"\s*(?:-|–|—|~|/|to|bis|den|sampai|s/d|ถึง|至|到|から)\s*"
_RANGE = re.compile(rf"(\d{{4}})年?{_TO}(\d{{4}})年?$")
_DECADE = re.compile(r"(\d{3})0\s*(?:'?s|er|年代)$")
_YEAR = re.compile(r"(\d{4})\s*年?$")
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*(?:月|(?:[-./月]\s*(\d{1,2})\s*日?))?(?:[ t]00:00(?::00)?)?$"
)
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{4})$")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})$")


@dataclass(frozen=True, slots=True)
class Built:
    """When a machine was built.

    Args:
        span: the days on which it may have been; unknown where the text says none.
        how: how the text was read, where that is not plain.
    """

    span: Interval | Blank
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Years:
    """How the years of a text are counted, and which are possible."""

    is_buddhist: bool
    latest: int

    def read(self, text: str) -> int:
        """Give a year of the common era.

        Raises:
            PeriodError: a year that lies ahead, or too far back.
        """
        year = int(text)
        if self.is_buddhist or year > _FIRST_YEAR + BUDDHIST_YEARS:
            year -= BUDDHIST_YEARS
        if not _FIRST_YEAR <= year <= self.latest:
            raise PeriodError(f"{text} is no year of manufacture")
        return year


def read_built(text: str, on: date) -> Built:
    """Read a date of manufacture.

    Args:
        on: the day of the list; what was built later cannot stand in it.
    """
    plain = _fold(text)
    if plain in {"", "?", "-", "none"}:
        return Built(Blank.UNKNOWN)
    is_range = bool(_RANGE.search(plain))
    is_rough = not is_range and bool(_ROUGH.search(plain))
    is_buddhist = bool(_BUDDHIST.search(plain))
    for pattern in (_BUDDHIST, _FILLERS, *([] if is_range else [_ROUGH])):
        plain = pattern.sub(" ", plain)
    try:
        span, how = _read(" ".join(plain.split()).strip(" .,:;()"), _Years(is_buddhist, on.year))
    except (PeriodError, ValueError):
        return Built(Blank.UNKNOWN, "no date can be read in it")
    if _is_buddhist(text) or is_buddhist:
        how = "Buddhist era"
    return _roughen(span, how) if is_rough else Built(span, how)


def _read(text: str, years: _Years) -> tuple[Interval, str]:
    for pattern, read in _READERS:
        if match := pattern.match(text):
            return read(match, years)
    raise PeriodError(f"{text!r} is no date of manufacture")


def _read_japanese(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    era = _ERA_LETTERS.get(match[1], match[1])
    first, last = _ERAS[era]
    year = first.year + (1 if match[2] == "元" else int(match[2])) - 1
    span = _make(_Years(is_buddhist=False, latest=years.latest).read(str(year)), match[3])
    if span.last < first or last < span.first:
        raise PeriodError(f"{era} has no year {match[2]}")
    return Interval(max(span.first, first), min(span.last, last)), f"Japanese era {era}"


def _read_range(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    first, last = _make(years.read(match[1])), _make(years.read(match[2]))
    return Interval(first.first, last.last), "a span of years"


def _read_decade(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    first = years.read(match[1] + "0")
    last = min(first + 9, years.latest)
    return Interval(date(first, 1, 1), date(last, 12, 31)), "a decade"


def _read_year_first(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    return _make(years.read(match[1]), match[2], match[3]), ""


def _read_month_first(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    return _make(years.read(match[2]), match[1]), ""


def _read_year_last(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    """Read day and month in either order; where both are possible, the span of both."""
    year, spans = years.read(match[3]), []
    for day, month in ((match[1], match[2]), (match[2], match[1])):
        if int(month) <= 12:  # noqa: PLR2004 - months of a year
            spans.append(_make(year, month, day))
    if not spans:
        raise PeriodError(f"{match[0]} has no month")
    first, last = min(each.first for each in spans), max(each.last for each in spans)
    return Interval(first, last), "" if first == last else "day and month in either order"


def _read_year(match: re.Match[str], years: _Years) -> tuple[Interval, str]:
    return _make(years.read(match[1])), ""


_READERS: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], _Years], tuple[Interval, str]]], ...
] = (
    (_JAPANESE, _read_japanese),
    (_RANGE, _read_range),
    (_DECADE, _read_decade),
    (_YEAR_FIRST, _read_year_first),
    (_YEAR_LAST, _read_year_last),
    (_MONTH_FIRST, _read_month_first),
    (_YEAR, _read_year),
)


def _make(year: int, month: str | None = None, day: str | None = None) -> Interval:
    parts = [f"{year:04}", *(f"{int(each):02}" for each in (month, day) if each)]
    return Interval.parse("-".join(parts))


def _roughen(span: Interval, how: str) -> Built:
    first = date(span.first.year - ROUGH_YEARS, 1, 1)
    last = date(span.last.year + ROUGH_YEARS, 12, 31)
    said = f"rough, {ROUGH_YEARS} year either way"
    return Built(Interval(first, last), f"{how}, {said}" if how else said)


def _is_buddhist(text: str) -> bool:
    """Tell whether a year of four figures can be of the Buddhist era alone."""
    years = (int(each) for each in re.findall(r"\d{4}", unicodedata.normalize("NFKC", text)))
    return any(year > _FIRST_YEAR + BUDDHIST_YEARS for year in years)


def _fold(text: str) -> str:
    """Spell a text in one way, without accents on Latin letters."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().strip())
    plain = "".join(sign for sign in apart if not 0x300 <= ord(sign) < 0x370)  # noqa: PLR2004
    return unicodedata.normalize("NFC", plain).replace("đ", "d")
