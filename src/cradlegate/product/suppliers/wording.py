"""What a questionnaire says, in one language or in two of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.product.suppliers import faults as kinds

MOST_LANGUAGES = 2
"""Languages that one questionnaire is written in."""


class AskedIn(StrEnum):
    """Languages of suppliers by BCP 47 tag; the words of the program itself are English."""

    ENGLISH = "en"
    VIETNAMESE = "vi"
    CHINESE = "zh"
    JAPANESE = "ja"
    KOREAN = "ko"
    THAI = "th"
    INDONESIAN = "id"


@dataclass(frozen=True, slots=True)
class Wording:
    """The languages that a questionnaire is written in, the first of them leading."""

    languages: tuple[AskedIn, ...] = (AskedIn.ENGLISH,)

    @property
    def is_plain(self) -> bool:
        """Whether it says what the program says, in English alone."""
        return self.languages == (AskedIn.ENGLISH,)

    def say(self, text: str, of: str = "", **named: object) -> str:
        """Say a text in every language, joined by a stroke.

        Args:
            of: a second text that stands in place of `{of}`, in the same language.
            named: what stands for the other names in braces.

        Raises:
            KeyError: a text that the list of words does not have.
        """
        lists = [words_in(each) for each in self.languages]
        said = (words[text].format(of=words[of] if of else "", **named) for words in lists)
        return " / ".join(dict.fromkeys(said))

    def explain(self, code: str) -> str:
        """Say what a code means; empty where no language has another word than the code itself."""
        said = (words_in(each)[code] for each in self.languages)
        return " / ".join(word for word in dict.fromkeys(said) if word != code)


PLAIN = Wording()
"""English alone."""


def choose_wording(languages: Iterable[str]) -> Wording:
    """Choose the languages of a questionnaire; English where none is named.

    Raises:
        FaultsError: more than two (CF-105).
    """
    chosen = tuple(dict.fromkeys(map(AskedIn, languages)))
    if len(chosen) > MOST_LANGUAGES:
        raise FaultsError([Fault(kinds.MANY_LANGUAGES, f"{', '.join(chosen)} are named")])
    return Wording(chosen) if chosen else PLAIN


@cache
def words_in(language: AskedIn) -> Mapping[str, str]:
    """Give the words of a language by the English text; every list has the same texts."""
    listed = _listed()
    texts: Mapping[str, Sequence[str]] = listed["words"]
    if language is AskedIn.ENGLISH:
        return MappingProxyType({text: text for text in texts})
    place = listed["languages"].index(str(language))
    return MappingProxyType({text: words[place] for text, words in texts.items()})


@cache
def _listed() -> Mapping[str, Any]:
    text = files("cradlegate.product").joinpath("data/questionnaire_words.yaml").read_text("utf-8")
    listed: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return listed
