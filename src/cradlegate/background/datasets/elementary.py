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


_CODE = re.compile(r"\b(?:h?c?fc|pfc|halon)[- ]\w+$")
"""The code of a refrigerant behind its name."""
_SUSPECTS = re.compile(
    r"\b(?:h?c?fc|pfc|halon|hcc)[- ]?\d|perfluor|sul(?:f|ph)ur hexafluor|nitrogen (?:tri)?fluor"
    r"|(?<!non-)(?<!than )\bmethane\b|carbon dioxide|\bco2\b|\bch4\b|nitrous oxide|dinitrogen monox"
)
"""Names that sound like a greenhouse gas."""
_AIR = re.compile(r"\b(?:air|atmosphere|stratosphere|troposphere)\b")
_ELSEWHERE = re.compile(r"\b(?:water|soil|ground|ocean|river|lake|sea|biosphere)\b")


def find_gas(flow: Flow) -> Gas | None:
    """Tell which gas a flow is; None where its name is none that is known, or it is not in air."""
    if flow.kind is not FlowKind.ELEMENTARY or _is_elsewhere(flow):
        return None
    return name_gas(flow.name)


def name_gas(name: str) -> Gas | None:
    """Tell which gas a name means, wherever it goes; None where it is none that is known."""
    plain = _plain(name)
    code = _CODE.search(plain)
    return _gases().get(plain) or (_gases().get(code[0].replace(" ", "-")) if code else None)


def sounds_like_gas(flow: Flow) -> bool:
    """Tell whether the name of a flow sounds like a greenhouse gas in air."""
    is_in_air = flow.kind is FlowKind.ELEMENTARY and not _is_elsewhere(flow)
    return is_in_air and bool(_SUSPECTS.search(_plain(flow.name)))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(" .;")


def _is_elsewhere(flow: Flow) -> bool:
    path = " / ".join(flow.path).casefold()
    return not _AIR.search(path) and bool(_ELSEWHERE.search(path))


@lru_cache(maxsize=1)
def _gases() -> Mapping[str, Gas]:
    data = resources.files("cradlegate.background.datasets") / "data" / "greenhouse_gases.csv"
    rows = csv.DictReader(io.StringIO(data.read_text(encoding="utf-8")))
    return {row["name"]: Gas(row["gas"], Origin(row["origin"])) for row in rows}
