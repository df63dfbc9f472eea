"""What a machine consists of in the end: cast iron, steel, aluminium, copper, boards, other."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from cradlegate.product.templates.template import TemplatePart

OTHER = "other"


def sum_by_group(parts: Iterable[TemplatePart]) -> dict[str, Decimal]:
    """Give kg of each material group; bought components count with what they consist of.

    The sum over the groups is the mass of the parts.  Source: engineering estimates, one row per
    component and group in `product/data/component_materials.csv`.
    """
    masses: dict[str, Decimal] = {}
    for part in parts:
        for group, share in _component_materials().get(part.material, {OTHER: Decimal(1)}).items():
            masses[group] = masses.get(group, Decimal(0)) + part.mass_kg * share
    return masses


@lru_cache(maxsize=1)
def _component_materials() -> Mapping[str, Mapping[str, Decimal]]:
    path = files("cradlegate.product") / "data" / "component_materials.csv"
    shares: dict[str, dict[str, Decimal]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        shares.setdefault(row["material"], {})[row["group"]] = Decimal(row["share"])
    return MappingProxyType(shares)
