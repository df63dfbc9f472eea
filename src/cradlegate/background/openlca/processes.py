"""Unit processes of a package."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cradlegate.background.datasets.dataset import FlowKind, UnitProcess
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    BAD_VALIDITY,
    EMPTY_REFERENCE,
    INPUT_REFERENCE,
    NO_REFERENCE,
    SEVERAL_REFERENCES,
    UNUSED_ALLOCATION,
)
from cradlegate.background.openlca.exchanges import ExchangeList, read_exchanges
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package
from cradlegate.background.openlca.surroundings import Surroundings
from cradlegate.core.fault import Fault

_IS_UNIT = {"": True, "UNIT_PROCESS": True, "LCI_RESULT": False}
_METHODS = {
    "PHYSICAL_ALLOCATION": "physical",
    "ECONOMIC_ALLOCATION": "economic",
    "CAUSAL_ALLOCATION": "causal",
}
_YEAR = re.compile(r"(\d{4})(?:-.*)?", re.DOTALL)


def read_processes(package: Package, around: Surroundings) -> Mapping[str, UnitProcess]:
    """Read the unit processes of a package, by id; one file after the other."""
    return MappingProxyType(
        {
            key: _read_process(key, document, around)
            for key, document in package.documents("processes", "process")
        }
    )


def _read_process(key: str, document: JsonObject, around: Surroundings) -> UnitProcess:
    kind = document.text("processType")
    if kind not in _IS_UNIT:
        document.refuse(BAD_FIELD, f"processType is {kind[:60]!r}", "processType")
    found = read_exchanges(document, around)
    around.warnings.extend(_doubt_reference(document, found, around))
    return UnitProcess(
        id=key,
        name=document.text("name") or key,
        location=around.places.code_of(document),
        years=_read_years(document, around.warnings),
        is_unit=_IS_UNIT.get(kind, True),
        exchanges=tuple(found.exchanges),
        reference=found.references[0] if found.references else None,
        allocation=_read_allocation(document, around.warnings),
        file=document.file,
    )


def _doubt_reference(
    document: JsonObject, found: ExchangeList, around: Surroundings
) -> Iterator[Fault]:
    if not found.references:
        yield document.fault(NO_REFERENCE, "no exchange is the quantitative reference")
        return
    if len(found.references) > 1:
        text = f"{len(found.references)} exchanges are quantitative references"
        yield document.fault(SEVERAL_REFERENCES, text)
    exchange = found.exchanges[found.references[0]]
    flow = around.flows[exchange.flow]
    name = flow.flow.name if flow else exchange.flow
    if exchange.is_input and (flow is None or flow.flow.kind is not FlowKind.WASTE):
        yield document.fault(INPUT_REFERENCE, f"the reference `{name}` is an input")
    if not exchange.amount:
        yield document.fault(EMPTY_REFERENCE, f"the amount of the reference `{name}` is 0")


def _read_years(document: JsonObject, warnings: list[Fault]) -> tuple[int, int] | None:
    """Read the years of the validity; one date alone stands for both ends."""
    documentation = document.inside("processDocumentation")
    if documentation is None:
        return None
    dates = [documentation.text(name) for name in ("validFrom", "validUntil")]
    stated = [date for date in dates if date]
    years = [int(found[1]) for date in stated if (found := _YEAR.fullmatch(date))]
    if len(years) == len(stated) and years == sorted(years):
        return (years[0], years[-1]) if years else None
    text = f"validity from {dates[0][:40]!r} until {dates[1][:40]!r}"
    warnings.append(documentation.fault(BAD_VALIDITY, text, "validFrom"))
    return None


def _read_allocation(
    document: JsonObject, warnings: list[Fault]
) -> Mapping[str, Mapping[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    left_out: Counter[str] = Counter()
    for entry in document.each("allocationFactors"):
        method = _METHODS.get(entry.text("allocationType"), "")
        product, share = entry.id_of("product"), entry.needed_number("value")
        if why := _find_reason(entry, method, product, shares):
            left_out[why] += 1
        elif share is not None:
            shares.setdefault(method, {})[product] = share
    if left_out:
        reasons = ", ".join(f"{count} {why}" for why, count in left_out.items())
        text = f"{left_out.total()} allocation factors left out: {reasons}"
        warnings.append(document.fault(UNUSED_ALLOCATION, text, "allocationFactors"))
    return MappingProxyType(
        {method: MappingProxyType(by_product) for method, by_product in shares.items()}
    )


def _find_reason(
    entry: JsonObject, method: str, product: str, shares: Mapping[str, Mapping[str, float]]
) -> str:
    if not method:
        return "of no known method"
    if not product:
        return "without a product"
    if entry.content.get("exchange") is not None:
        return "for single exchanges"
    return "stated twice" if product in shares.get(method, {}) else ""
