"""Footprints in the shape of Catena-X 9, whose groups hold fields named as in PACT 3.

Source: Catena-X aspect model PCF 9.0.0; field names only, the program carries no text of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cradlegate.core.fault import Fault, Place
from cradlegate.product.suppliers.pact import read_pcf
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.faults import WRONG_SHAPE

STAGES = "productLifeCycleStagesAndEmissions"
"""The group that tells a footprint of Catena-X 9."""
_GROUPS = ("companyAndProductInformation", "scopeOfPcfForm", "pcfAssessmentAndMethodology")
_OUTSIDE = ("id", "productNameCompany", "partialFullPcf", "validityPeriodEnd")
"""Fields that PACT 3 has outside `pcf`."""
_ONCE = (
    "id", "declaredUnitOfMeasurement", "declaredUnitAmount", "productMassPerDeclaredUnit",
    "pcfExcludingBiogenicUptake", "fossilGhgEmissions", "referencePeriodStart",
    "referencePeriodEnd", "geographyCountry",
)  # fmt: skip
"""Fields that one footprint states once."""
_PRECEDING = "precedingPfIds"
"""The group of the footprints that this one replaces, which have ids too."""
_RATINGS = ("technologicalDQR", "geographicalDQR", "temporalDQR")
"""Of a scale that the model does not state, so that no rating is taken."""
_STAGES_NOT_KEPT = {"packagingStage": "packaging", "distributionStage": "distributionStage"}
"""Stages beside production, by what their field names begin with."""
_FIGURES = ("PcfExcludingBiogenicUptake", "FossilGhgEmissions")
"""Ends of field names whose figures tell whether a stage has any emissions."""


def read_catena_x(document: Mapping[str, Any], place: Place) -> Sent:
    """Read the production stage of a footprint; other stages are named as not kept."""
    stages = dict(_list_leaves(document.get(STAGES), is_flat=True))
    fields = [pair for name in _GROUPS for pair in _list_leaves(document.get(name))]
    fields += _list_leaves(stages.get("productionStage"))
    names = [name for name, _ in fields]
    if twice := [name for name in _ONCE if names.count(name) > 1]:
        found = f"{', '.join(twice)} is stated more than once"
        return Sent(place=place, faults=(Fault(WRONG_SHAPE, found, place),))
    by_name = dict(fields)
    pcf = {name: value for name, value in fields if name not in (*_OUTSIDE, *_RATINGS)}
    attested = dict(_list_leaves(document.get("attestationOfConformance")))
    if attested:
        pcf["verification"] = {"providerName": attested.get("providerName", "")}
    outside = {name: by_name[name] for name in _OUTSIDE if name in by_name}
    sent = read_pcf({**outside, "pcf": pcf}, place)
    return replace(sent, dropped=(*sent.dropped, *_list_not_kept(stages)))


def _list_leaves(value: object, *, is_flat: bool = False) -> Iterator[tuple[str, Any]]:
    """Give names and values below groups; a group is an object, or a list of objects."""
    for group in value if isinstance(value, list) else [value]:
        for name, item in group.items() if isinstance(group, dict) else ():
            if not is_flat and _is_group(item):
                yield from _list_leaves(item if name != _PRECEDING else None)
            else:
                yield str(name), item


def _is_group(value: object) -> bool:
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) for item in items)


def _list_not_kept(stages: Mapping[str, Any]) -> Iterator[str]:
    for stage, prefix in _STAGES_NOT_KEPT.items():
        fields = dict(_list_leaves(stages.get(stage)))
        figures = (fields.get(f"{prefix}{end}") for end in _FIGURES)
        if any(str(figure or "").strip("0.") for figure in figures):
            yield stage
