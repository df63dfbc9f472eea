"""Unit processes of a package."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cradlegate.background.datasets.dataset import FlowKind, UnitProcess
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    BAD_VALIDITY,
    EMPTY_REFERENCE,
    INPUT_REFERENCE,
    NEGATIVE_REFERENCE,
    NO_REFERENCE,
    SEVERAL_REFERENCES,
)
from cradlegate.background.openlca.allocation import read_default, read_shares
from cradlegate.background.openlca.exchanges import ExchangeList, read_exchanges
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package
from cradlegate.background.openlca.surroundings import Surroundings
from cradlegate.core.fault import Fault

_IS_UNIT = {"": True, "UNIT_PROCESS": True, "LCI_RESULT": False}
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
    shares = read_shares(document, found, around.warnings)
    return UnitProcess(
        id=key,
        name=document.text("name") or key,
        location=around.places.code_of(document),
        years=_read_years(document, around.warnings),
        is_unit=_IS_UNIT.get(kind, True),
        exchanges=tuple(found.exchanges),
        reference=found.references[0] if found.references else None,
        allocation=shares.whole,
        file=document.file,
        shares=shares.by_exchange,
        default_allocation=read_default(document, around.warnings),
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
    if exchange.amount < 0:
        yield document.fault(NEGATIVE_REFERENCE, f"the amount of `{name}` is {exchange.amount:g}")


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
