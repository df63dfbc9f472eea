"""Languages that declarations are handed out in: words and the way numbers are written."""

import gettext
import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.faults import NO_WORDS


class Language(StrEnum):
    """Languages by BCP 47 tag; the words of the program itself are English."""

    ENGLISH = "en"
    VIETNAMESE = "vi"
    CHINESE = "zh"
    THAI = "th"
    INDONESIAN = "id"
    JAPANESE = "ja"
    KOREAN = "ko"


PRINTED = (Language.ENGLISH, Language.VIETNAMESE)
"""Languages that a declaration is drawn in where none is named; its fonts have their signs."""
_BUDDHIST_ERA = 543
"""Years by which Thailand counts more."""
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """The signs between the digits of a number."""

    decimal: str
    thousands: str


@lru_cache(maxsize=4096)
def translate(text: str, language: str) -> str:
    """Say a text of the program in a language; one that is not in its list stays English.

    Names, ids and words of the maker are no texts of the program and stay as they are.

    Raises:
        FaultsError: another language without the extra `report`.
    """
    if language == Language.ENGLISH or not text:
        return text
    return _catalogue(language).gettext(text)


@lru_cache(maxsize=8)
def number_signs(language: str) -> NumberSigns:
    """Give the signs of a language; English takes a narrow space between thousands (ISO 80000-1).

    Raises:
        FaultsError: another language without the extra `report`.
    """
    if language == Language.ENGLISH:
        return NumberSigns(".", "\N{NARROW NO-BREAK SPACE}")
    try:
        from babel import Locale
    except ImportError as error:
        raise _name_missing(error, language) from error
    symbols = Locale.parse(language, sep="-").number_symbols["latn"]
    return NumberSigns(symbols["decimal"], symbols["group"])


def write_day(day: date, language: str) -> str:
    """Write a day as letters write it; in Thai by the Buddhist era.

    Raises:
        FaultsError: another language without the extra `report`.
    """
    if language == Language.ENGLISH:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    try:
        from babel.dates import format_date
    except ImportError as error:
        raise _name_missing(error, language) from error
    if language == Language.THAI:
        return f"{format_date(day, 'd MMMM', locale='th')} พ.ศ. {day.year + _BUDDHIST_ERA}"
    return format_date(day, "long", locale=language)


def list_spoken() -> tuple[Language, ...]:
    """List the languages whose words are here: all of them with the extra `report`."""
    try:
        number_signs(Language.VIETNAMESE)
    except FaultsError:
        return (Language.ENGLISH,)
    return tuple(Language)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError as error:
        raise _name_missing(error, language) from error
    path = resources.files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _name_missing(error: ImportError, language: str) -> FaultsError:
    return FaultsError([Fault(NO_WORDS, f"{language} needs the package {error.name}")])
