"""A text in the languages that somebody has written it in."""

from collections.abc import Mapping
from dataclasses import dataclass

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Localised:
    """A text by BCP 47 tag; there is always an English one.

    Args:
        texts: at least `en`.
    """

    texts: Mapping[str, str]

    def say(self, language: str) -> str:
        """Give the text in a language, or in English where nobody has written it."""
        return self.texts.get(language) or self.texts[FALLBACK]

    def __str__(self) -> str:
        """The English text."""
        return self.texts[FALLBACK]
