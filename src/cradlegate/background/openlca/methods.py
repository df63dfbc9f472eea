"""Methods for climate change that a package brings along."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    CharacterisationMethod,
    Flow,
)
from cradlegate.background.formats.faults import UNEVALUATED_FORMULA, UNUSED_METHOD
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package
from cradlegate.background.openlca.quantities import find_factor
from cradlegate.background.openlca.surroundings import Surroundings, convert

_NAMES = re.compile(r"climate[ _-]*change|global[ _-]*warming", re.IGNORECASE)
_UNIT = re.compile(r"kg[ _-]*co2[ _-]*e(?:q|quiv(?:alents?)?)?[.]?", re.IGNORECASE)


def read_methods(package: Package, around: Surroundings) -> Mapping[str, CharacterisationMethod]:
    """Read the impact categories that are about climate change, by id.

    Each becomes a method of its own, named with the methods to which it belongs.
    """
    methods_by_category: dict[str, list[str]] = {}
    for _, document in package.documents("lcia_methods", "method"):
        for entry in document.each("impactCategories"):
            names = methods_by_category.setdefault(entry.text("@id").lower(), [])
            names.append(document.text("name"))
    return MappingProxyType(
        {
            key: method
            for key, document in package.documents("lcia_categories", "impact category")
            if (method := _read_method(key, document, methods_by_category.get(key, []), around))
        }
    )


def _read_method(
    key: str, document: JsonObject, methods: list[str], around: Surroundings
) -> CharacterisationMethod | None:
    name = document.text("name")
    if not _NAMES.search(name):
        return None
    unit = document.text("refUnit", "referenceUnitName", "referenceUnit")
    if not _UNIT.fullmatch(unicodedata.normalize("NFKC", unit)):
        found = f"its unit `{unit}` is not kg of CO2 equivalents"
        around.warnings.append(document.fault(UNUSED_METHOD, found))
        return None
    direction = document.text("direction")
    formulas = 0
    factors = []
    for entry in document.each("impactFactors"):
        factor = _read_factor(entry, direction, around)
        formulas += bool(entry.text("formula") and not entry.content.get("value"))
        factors += [factor] if factor else []
    if formulas:
        found = f"a formula without a figure in {formulas} of its factors"
        around.warnings.append(document.fault(UNEVALUATED_FORMULA, found, "impactFactors"))
    return CharacterisationMethod(key, ", ".join([*methods, name]), unit, tuple(factors))


def _read_factor(
    entry: JsonObject, direction: str, around: Surroundings
) -> CharacterisationFactor | None:
    measured = around.flow_of(entry)
    if measured is None:
        return None
    entry = entry.about(f"{entry.subject}, factor of `{measured.flow.name}`")
    factor = find_factor(entry, measured.measures, around.groups)
    value = entry.number("value") if entry.text("formula") else entry.needed_number("value")
    if factor is None or value is None:
        return None
    return CharacterisationFactor(
        flow=measured.flow.id,
        flow_name=entry.name_of("flow"),
        is_input=direction == "INPUT" if direction else _is_resource(measured.flow),
        value=convert(entry, value, 1 / factor),
        location=around.places.code_of(entry),
    )


def _is_resource(flow: Flow) -> bool:
    """Tell whether a flow is taken from nature, where the category does not say so.

    Source: the top compartments of the flow lists of openLCA and of the US agencies (FEDEFL).
    """
    return any("resource" in word.casefold() for word in flow.path)
