"""Reading a database in ILCD 1.1, as XML or as the JSON of TIDAS."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cradlegate.background.datasets.dataset import Flow, InventoryDatabase
from cradlegate.background.datasets.elementary import is_called_gas
from cradlegate.background.formats.faults import (
    FLOW_WITHOUT_UNIT,
    MISSING_FLOW,
    MISSING_GAS,
    NOTHING_TO_READ,
    UNKNOWN_UNIT,
)
from cradlegate.background.formats.licences import read_licences
from cradlegate.background.ilcd.flows import PublishedFlow, settle_unit
from cradlegate.background.ilcd.linking import link_process
from cradlegate.background.ilcd.package import Package, read_package
from cradlegate.core.canonical import digest, digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place


def read_ilcd(files: Mapping[str, bytes], name: str) -> InventoryDatabase:
    """Read a database of ILCD 1.1.

    Amounts of ILCD stand in the reference unit of the flow's reference property already, which
    the unit groups and flow properties of the package name.  Names are English where there is
    English, and the first there is otherwise.

    Args:
        files: unpacked members of the package, by path; folders do not matter.
        name: of the package, such as that of its file.

    Raises:
        FaultsError: every error of every file; BG-100 to BG-105, BG-107 and BG-120 to BG-122.

    Source: ILCD Data Network, data set format 1.1.
    """
    package = read_package(files)
    found = list(package.found)
    uses = _count_uses(package)
    flows, gaps = _settle_flows(package)
    found.extend(_report_flows(package.flows, gaps, uses))
    found.extend(_report_missing(package, uses))
    processes = {
        key: link_process(published, flows, found) for key, published in package.processes.items()
    }
    errors = [fault for fault in found if fault.is_error]
    if not (processes or package.methods or errors):
        errors = [Fault(NOTHING_TO_READ, f"{name} has no process of ILCD 1.1", Place(name))]
    if errors:
        raise FaultsError(errors)
    return InventoryDatabase(
        name=name,
        format="ILCD 1.1",
        flows=MappingProxyType(flows),
        processes=MappingProxyType(processes),
        methods=MappingProxyType(package.methods),
        licences=MappingProxyType({**read_licences(files), **package.terms}),
        warnings=tuple(found),
        digest=digest({path: digest_bytes(data) for path, data in files.items()}),
    )


@dataclass(slots=True)
class _Uses:
    """How often processes use a flow, where they do first, and whether one gives it off."""

    name: str
    first: str
    place: Place
    count: int = 0
    is_emitted: bool = False


def _count_uses(package: Package) -> dict[str, _Uses]:
    uses: dict[str, _Uses] = {}
    for process in package.processes.values():
        for each in process.exchanges:
            first = f"exchange {each.exchange.id} of {process.name} ({process.id})"
            place = Place(process.file, each.row, id=process.id)
            use = uses.setdefault(each.exchange.flow, _Uses(each.flow_name, first, place))
            use.count += 1
            use.is_emitted |= not each.exchange.is_input
    return uses


def _settle_flows(package: Package) -> tuple[dict[str, Flow], dict[str, str]]:
    """Give every flow its unit, and what is missing of those that have none."""
    flows: dict[str, Flow] = {}
    gaps: dict[str, str] = {}
    for key, published in package.flows.items():
        flow = settle_unit(published, package.properties, package.units)
        if isinstance(flow, Flow):
            flows[key] = flow
        else:
            gaps[key] = flow
    return flows, gaps


def _report_flows(
    flows: Mapping[str, PublishedFlow], gaps: Mapping[str, str], uses: Mapping[str, _Uses]
) -> Iterator[Fault]:
    for key, gap in gaps.items():
        flow, use = flows[key], uses.get(key)
        if use is None:
            yield Fault(FLOW_WITHOUT_UNIT, f"{flow.flow.name}: {gap}", Place(flow.file, id=key))
        else:
            words = f"{use.first} is of {flow.flow.name} ({key}): {gap}"
            yield Fault(UNKNOWN_UNIT, words, use.place)


def _report_missing(package: Package, uses: Mapping[str, _Uses]) -> Iterator[Fault]:
    for key, use in uses.items():
        if key not in package.flows:
            number = "one exchange is" if use.count == 1 else f"{use.count} exchanges are"
            words = (
                f"{use.name or 'a flow'} ({key}) is not in the package, and {number} left out:"
                f" {use.first}{' and others' if use.count > 1 else ''}"
            )
            is_gas = use.is_emitted and is_called_gas(use.name)
            yield Fault(MISSING_GAS if is_gas else MISSING_FLOW, words, use.place)
