"""Who supplies what: every input that a process could deliver, and by which rule it is linked.

One rule is tried after the other; what none of them settles stays open and is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.background.datasets.dataset import (
    Exchange,
    FlowKind,
    InventoryDatabase,
    UnitProcess,
)
from cradlegate.background.datasets.faults import UNKNOWN_SUPPLIER
from cradlegate.core.fault import Fault, FaultsError


class LinkRule(StrEnum):
    """How a supplier was found."""

    OVERRIDE = "said by the user"
    NAMED = "named in the data"
    SAME_PLACE = "the only supplier in the place of the process"
    ONLY = "the only supplier"
    FIRST = "the first of several suppliers by id"


class OpenKind(StrEnum):
    """Why an input has no supplier."""

    NO_SUPPLIER = "no supplier"
    SEVERAL = "several suppliers"


DEFAULT_RULES = (LinkRule.OVERRIDE, LinkRule.NAMED, LinkRule.SAME_PLACE, LinkRule.ONLY)
"""What is tried, in this order; of several suppliers none is taken."""
FIRST_RULES = (LinkRule.OVERRIDE, LinkRule.NAMED, LinkRule.ONLY, LinkRule.FIRST)
"""As databases are linked that name no places to choose by."""


@dataclass(frozen=True, slots=True)
class Link:
    """One input with the process that supplies it.

    Args:
        exchange: position among the exchanges of the consumer.
        others: ids of suppliers that were not taken.
    """

    consumer: str
    exchange: int
    supplier: str
    rule: LinkRule
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenInput:
    """One input without a supplier: a cut-off.

    Args:
        exchange: position among the exchanges of the consumer.
        suppliers: ids of those that there are.
        named: the process that the data name, which does not supply it; empty where none is named.
    """

    consumer: str
    exchange: int
    kind: OpenKind
    suppliers: tuple[str, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """All inputs of a database, linked or open, in the order of processes and exchanges."""

    links: tuple[Link, ...]
    open: tuple[OpenInput, ...]


Overrides = Mapping[tuple[str, str], str]
"""Id of the supplier, by ids of process and exchange; empty to leave the input open."""


def link_database(
    database: InventoryDatabase,
    rules: Sequence[LinkRule] = DEFAULT_RULES,
    overrides: Overrides | None = None,
) -> Links:
    """Link every input of a product, and every output of waste, to the process that deals with it.

    A process supplies the flow of its quantitative reference.  Co-products are nobody's supply:
    their burden stays with the reference (it is counted how many there are).

    Args:
        rules: in the order in which they are tried.
        overrides: suppliers that the user names.

    Raises:
        FaultsError: an override of an input that is not there, or to a process that does not
            supply it (BG-152).
    """
    suppliers = find_suppliers(database)
    _check_overrides(overrides or {}, suppliers, database)
    links: list[Link] = []
    left: list[OpenInput] = []
    for process in database.processes.values():
        for at, exchange in list_needs(process, database):
            asked = _Asked(process, exchange, at, suppliers.get(exchange.flow, ()), database)
            link = _link(asked, rules, overrides or {})
            if link:
                links.append(link)
            else:
                left.append(asked.leave_open())
    return Links(tuple(links), tuple(left))


def find_suppliers(database: InventoryDatabase) -> dict[str, tuple[str, ...]]:
    """Find by flow the processes that deliver it, or treat it, as their reference; by id."""
    found: dict[str, list[str]] = {}
    for process in database.processes.values():
        if supplies(process, database):
            found.setdefault(process.exchanges[process.reference or 0].flow, []).append(process.id)
    return {flow: tuple(sorted(ids)) for flow, ids in found.items()}


def _check_overrides(
    overrides: Overrides, suppliers: Mapping[str, Sequence[str]], database: InventoryDatabase
) -> None:
    faults = []
    for (consumer, exchange), supplier in overrides.items():
        process = database.processes.get(consumer)
        flows = {each.id: each.flow for each in process.exchanges} if process else {}
        if supplier and supplier not in suppliers.get(flows.get(exchange, ""), ()):
            found = f"{supplier} for exchange {exchange} of process {consumer}"
            faults.append(Fault(UNKNOWN_SUPPLIER, found))
    if faults:
        raise FaultsError(faults)


def supplies(process: UnitProcess, database: InventoryDatabase) -> bool:
    """Tell whether a process can be a supplier: it gives its reference off, or takes waste in."""
    if process.reference is None:
        return False
    reference = process.exchanges[process.reference]
    kind = database.flows[reference.flow].kind
    is_right_way = kind is not FlowKind.ELEMENTARY and (
        reference.is_input is (kind is FlowKind.WASTE)
    )
    return is_right_way and reference.amount != 0


def list_needs(process: UnitProcess, database: InventoryDatabase) -> Iterator[tuple[int, Exchange]]:
    """List what other processes do for this one: inputs of products, and outputs of waste."""
    for at, exchange in enumerate(process.exchanges):
        kind = database.flows[exchange.flow].kind
        is_need = kind is not FlowKind.ELEMENTARY and (
            exchange.is_input is (kind is FlowKind.PRODUCT)
        )
        if is_need and at != process.reference and exchange.amount:
            yield at, exchange


@dataclass(frozen=True, slots=True)
class _Asked:
    """An input for which a supplier is sought."""

    process: UnitProcess
    exchange: Exchange
    at: int
    suppliers: tuple[str, ...]
    database: InventoryDatabase

    def leave_open(self) -> OpenInput:
        kind = OpenKind.SEVERAL if self.suppliers else OpenKind.NO_SUPPLIER
        return OpenInput(self.process.id, self.at, kind, self.suppliers, self.exchange.provider)


def _link(asked: _Asked, rules: Sequence[LinkRule], overrides: Overrides) -> Link | None:
    if overrides.get((asked.process.id, asked.exchange.id)) == "":
        return None
    for rule in rules:
        supplier = _try(rule, asked, overrides)
        if supplier:
            others = tuple(each for each in asked.suppliers if each != supplier)
            return Link(asked.process.id, asked.at, supplier, rule, others)
    return None


def _try(rule: LinkRule, asked: _Asked, overrides: Overrides) -> str:
    match rule:
        case LinkRule.OVERRIDE:
            return overrides.get((asked.process.id, asked.exchange.id), "")
        case LinkRule.NAMED:
            named = asked.exchange.provider
            return named if named in asked.suppliers else ""
        case LinkRule.SAME_PLACE:
            return _only([each for each in asked.suppliers if _is_near(each, asked)])
        case LinkRule.ONLY:
            return _only(asked.suppliers)
        case LinkRule.FIRST:
            return asked.suppliers[0] if asked.suppliers else ""


def _is_near(supplier: str, asked: _Asked) -> bool:
    place = asked.exchange.location or asked.process.location
    return bool(place) and asked.database.processes[supplier].location == place


def _only(suppliers: Sequence[str]) -> str:
    return suppliers[0] if len(suppliers) == 1 else ""
