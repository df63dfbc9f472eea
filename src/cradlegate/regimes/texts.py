"""What packs and the vocabulary say in other languages, by their English."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


def find_text(english: str, language: str) -> str:
    """Find a text in a language; empty where nobody has written it."""
    return _read_texts(language).get(english, "")


@cache
def _read_texts(language: str) -> Mapping[str, str]:
    file = files("cradlegate.regimes").joinpath(f"data/texts/{language}.yaml")
    if not file.is_file():
        return {}
    rows = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {row["en"]: row[language] for row in rows}
