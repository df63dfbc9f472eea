"""Whatever packs and the vocabulary say to people is there in every language that is spoken."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.resources import files

import pytest
import yaml

from cradlegate.compose.gate import open_packs
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.pack.pack import PackType
from cradlegate.regimes.vocabulary import Subject
from tests.regimes.packs import VOCABULARY

FOLDER = files("cradlegate.regimes").joinpath("data/texts")
LANGUAGES = ("id", "th", "vi", "zh")
SAME_EVERYWHERE: frozenset[str] = frozenset()
"""Texts that are names alone."""


def find_texts(thing: object) -> Iterator[Localised]:
    """Every text for people inside packs and facts."""
    if isinstance(thing, Localised):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "entry":
                yield from find_texts(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for each in thing.values():
            yield from find_texts(each)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from find_texts(each)


@cache
def spoken() -> tuple[Localised, ...]:
    """What readiness can say; methods judge studies, in English."""
    facts = [each for each in VOCABULARY.facts.values() if each.subject is not Subject.STUDY]
    trade = [each for each in open_packs().packs.values() if each.type is PackType.TRADE]
    return tuple(find_texts((*facts, *trade)))


@cache
def rows(language: str) -> list[dict[str, str]]:
    text = FOLDER.joinpath(f"{language}.yaml").read_text("utf-8")
    found: list[dict[str, str]] = yaml.load(text, yaml.CSafeLoader)
    return found


def test_there_is_a_list_for_every_language_that_is_spoken():
    assert sorted(each.name for each in FOLDER.iterdir()) == [f"{each}.yaml" for each in LANGUAGES]
    assert len(spoken()) > 600


@pytest.mark.requirement("S0-13", part="every check has its help in every language")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(language):
    missing = {str(text) for text in spoken() if text.say(language) == str(text)}
    assert missing - SAME_EVERYWHERE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_holds_what_nobody_says_or_says_it_twice(language):
    english = [row["en"] for row in rows(language)]
    assert set(english) - {str(text) for text in spoken()} == set()
    assert english == sorted(set(english))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_holds_one_text_and_its_english(language):
    for row in rows(language):
        assert set(row) == {"en", language}
        assert row[language] == row[language].strip() != ""
