"""A text in the languages that somebody has written it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from cradlegate.regimes.texts import find_text

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Localised:
    """A text by BCP 47 tag; there is always an English one.

    Args:
        texts: at least `en`; other languages stand here or in the lists that come with the package.
    """

    texts: Mapping[str, str]

    def say(self, language: str) -> str:
        """Give the text in a language, or in English where nobody has written it."""
        own = self.texts.get(language)
        return own or find_text(self.texts[FALLBACK], language) or self.texts[FALLBACK]

    def __str__(self) -> str:
        """The English text."""
        return self.texts[FALLBACK]


def read_localised(entry: str | Mapping[str, str]) -> Localised:
    """Read a text of a pack: English alone, or several languages by tag."""
    return Localised({FALLBACK: entry} if isinstance(entry, str) else entry)
