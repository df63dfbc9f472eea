"""Words that mean the same in every table: countries, and other spellings of units."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml


@cache
def countries() -> frozenset[str]:
    """Give the country codes of ISO 3166-1 alpha-2."""
    return frozenset(_words()["countries"].split())


@cache
def unit_by_other_spelling() -> Mapping[str, str]:
    """Give the unit behind spellings such as KGS or 公斤."""
    written = _words()["units_also_written"].items()
    return MappingProxyType({other: unit for unit, others in written for other in others})


@cache
def _words() -> Mapping[str, Any]:
    text = files("cradlegate.tables").joinpath("data/words.yaml").read_text("utf-8")
    words: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return words
