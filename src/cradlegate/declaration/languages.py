"""Languages that declarations are handed out in: words and the way numbers are written."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources


class Language(StrEnum):
    """Languages by BCP 47 tag; the words of the program itself are English."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """The signs between the digits of a number."""

    decimal: str
    thousands: str


@lru_cache(maxsize=4096)
def translate(text: str, language: str) -> str:
    """Say a text of the program in a language; one that is not in its list stays English.

    Names, ids and words of the maker are no texts of the program and stay as they are.
    """
    if language == Language.ENGLISH or not text:
        return text
    return _catalogue(language).gettext(text)


def read_messages(language: str) -> Mapping[str, str]:
    """Read the list of a language: English text → text in that language.

    Needs the extra `report`.
    """
    from babel.messages.pofile import read_po

    path = resources.files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


@lru_cache(maxsize=8)
def number_signs(language: str) -> NumberSigns:
    """Give the signs of a language; English takes a narrow space between thousands (ISO 80000-1).

    Needs the extra `report` for other languages.
    """
    if language == Language.ENGLISH:
        return NumberSigns(".", "\N{NARROW NO-BREAK SPACE}")
    from babel import Locale

    symbols = Locale.parse(language, sep="-").number_symbols["latn"]
    return NumberSigns(symbols["decimal"], symbols["group"])


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = resources.files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
