"""Which greenhouse gas an elementary flow is, by its name: databases rarely share identifiers."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.core.category import Category


class Origin(StrEnum):
    """Where the carbon of a gas comes from, or goes to."""

    FOSSIL = "fossil"
    BIOGENIC = "biogenic"
    LAND_USE = "land_use"
    UPTAKE = "uptake"
    UNSTATED = "unstated"


CATEGORY_OF = {
    Origin.FOSSIL: Category.FOSSIL_OTHER,
    Origin.BIOGENIC: Category.BIOGENIC_EMISSIONS,
    Origin.LAND_USE: Category.LAND_USE_CHANGE,
    Origin.UPTAKE: Category.BIOGENIC_REMOVALS,
    Origin.UNSTATED: Category.UNSPLIT,
}


@dataclass(frozen=True, slots=True)
class Gas:
    """A greenhouse gas.

    Args:
        key: by which the factor library has its figures, such as `ch4-fossil`.
    """

    key: str
    origin: Origin


_CODE = re.compile(r"\b(?:h?c?fc|pfc|halon|r)[- ]\w+$")
"""The code of a refrigerant behind its name."""
_SUSPECTS = re.compile(
    r"\b(?:h?c?f[ce]|pfc|halon|hcc)[- ]?\d|perfluor|sul(?:f|ph)ur hexafluor|nitrogen (?:tri)?fluor"
    r"|(?:di|tri|tetra|penta|hexa|hepta|octa|nona|deca|chloro|bromo)fluoro"
    r"|\br[- ]?\d{2,4}[a-z]{0,2}$"
    r"|(?<!non-)(?<!than )\bmethane\b|carbon dioxide|\bco2\b|\bch4\b|nitrous oxide|dinitrogen monox"
)
"""Names that sound like a greenhouse gas."""
_STOCK = "to soil or biomass stock"
"""Carbon that is stored: a flow into the soil, which methods count below 0."""
_AIR = re.compile(r"\b(?:air|atmosphere|stratosphere|troposphere)\b")
_ELSEWHERE = re.compile(r"\b(?:water|soil|ground|ocean|river|lake|sea|biosphere)\b")


def find_gas(flow: Flow) -> Gas | None:
    """Tell which gas a flow is; None where its name is none that is known, or it is not in air.

    Plain carbon dioxide among the resources is what plants take up: flow lists that have it there
    have no other flow for uptake.

    Source: Federal Elementary Flow List, context resource/air.
    """
    if flow.kind is not FlowKind.ELEMENTARY or _is_elsewhere(flow):
        return None
    gas = name_gas(flow.name)
    is_plain = gas is not None and (gas.key, gas.origin) == ("co2", Origin.UNSTATED)
    return Gas("co2", Origin.UPTAKE) if is_plain and _is_air_resource(flow) else gas


def name_gas(name: str) -> Gas | None:
    """Tell which gas a name means, wherever it goes; None where it is none that is known."""
    plain = _plain(name)
    code = _CODE.search(plain)
    return _gases().get(plain) or (_gases().get(code[0].replace(" ", "-")) if code else None)


def sounds_like_gas(flow: Flow) -> bool:
    """Tell whether the name of a flow sounds like a greenhouse gas in air."""
    if flow.kind is not FlowKind.ELEMENTARY:
        return False
    name = _plain(flow.name)
    return _STOCK in name or (not _is_elsewhere(flow) and bool(_SUSPECTS.search(name)))


def is_called_gas(name: str) -> bool:
    """Tell whether a name is that of a greenhouse gas or sounds like one, wherever it goes."""
    return name_gas(name) is not None or bool(_SUSPECTS.search(_plain(name)))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(" .;")


def _is_elsewhere(flow: Flow) -> bool:
    path = " / ".join(flow.path).casefold()
    return not _AIR.search(path) and bool(_ELSEWHERE.search(path))


def _is_air_resource(flow: Flow) -> bool:
    path = " / ".join(flow.path).casefold()
    return "resource" in path and bool(_AIR.search(path))


@lru_cache(maxsize=1)
def _gases() -> Mapping[str, Gas]:
    data = resources.files("cradlegate.background.datasets") / "data" / "greenhouse_gases.csv"
    rows = csv.DictReader(io.StringIO(data.read_text(encoding="utf-8")))
    return {row["name"]: Gas(row["gas"], Origin(row["origin"])) for row in rows}
