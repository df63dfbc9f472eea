"""Which subheadings of machine tools an edition of the Harmonized System has."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from cradlegate.border.shipments.codes import HS_DIGITS, plain_edition

_HEADING_DIGITS = 4


def list_instead(code: str, edition: str) -> tuple[str, ...]:
    """List the subheadings that an edition has in the place of one that it does not have.

    Args:
        code: 6 digits or more.
        edition: its year, however it is spelled.

    Returns:
        those of the same heading; none where the code is one of them, and none where nobody here
        has read the heading in that edition.

    Source: list of HS 2022 of UN Comtrade, `data/hs_codes.yaml`.
    """
    heading, subheading = code[:_HEADING_DIGITS], code[_HEADING_DIGITS:HS_DIGITS]
    listed = _read_listed().get(plain_edition(edition), {}).get(heading, ())
    return () if subheading in listed else tuple(f"{heading}.{each}" for each in listed)


def say_stranger(code: str, edition: str, instead: tuple[str, ...]) -> str:
    """Say that a code is none of its edition, and which ones are."""
    year = plain_edition(edition)
    return f"{code} is no code of HS {year}, which has {', '.join(instead)}"


@cache
def _read_listed() -> Mapping[str, Mapping[str, list[str]]]:
    text = (files("cradlegate.border") / "data" / "hs_codes.yaml").read_text("utf-8")
    listed: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(text)
    return listed
