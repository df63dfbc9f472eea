"""Inputs of one database that another, imported before, supplies: found, recorded and added.

The other database's figures are fixed inputs: what its processes cause per unit is added to what
the taking process emits itself, and the bound of its figures is carried through to every process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import numpy as np

from cradlegate.background.datasets.compile import CompiledDatabase, Places
from cradlegate.background.datasets.dataset import Exchange, InventoryDatabase
from cradlegate.background.datasets.link import (
    Links,
    OpenKind,
    Overrides,
    find_suppliers,
    list_needs,
)
from cradlegate.background.processes.as_factor import spell_unit
from cradlegate.background.processes.faults import NEEDED_BOTH_WAYS, OTHER_SET
from cradlegate.background.processes.figure import LinkedDatabase
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.lca.elementary import Floats

_MOST_NAMED = 5
_ENDLESS = Decimal("Infinity")
"""Bound of a figure that has none."""


class OutsideRule(StrEnum):
    """How a supplier in another database was found."""

    NAMED = "named in the data, in another database"
    ONLY = "the only supplier, in another database"


@dataclass(frozen=True, slots=True)
class Provider:
    """A process of another database that supplies its reference flow.

    Args:
        flow: id of its reference flow; unit: of that flow.
        values: kg CO2e per unit by category; empty where nothing counts.
        bounds: how far the values can be from the exact ones.
        by_method: in one sum, as the set or method counts; None where it has no figure.
        is_lacking: whether what takes from it has no figure either; one without a climate flow
            only adds nothing.
    """

    database: LinkedDatabase
    process: str
    flow: str
    unit: str
    values: Mapping[Category, Decimal]
    bounds: Mapping[Category, Decimal]
    by_method: Decimal | None
    is_lacking: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another database, with what it can supply.

    Args:
        linked: databases that it takes from itself.
        missing: ids of flows that it takes and that nobody supplied when it was imported.
    """

    database: LinkedDatabase
    linked: tuple[LinkedDatabase, ...]
    providers: tuple[Provider, ...]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """One input that another database supplies.

    Args:
        exchange: position among the exchanges of the consumer.
        amount: per run of the consumer, in the unit of the provider.
    """

    consumer: str
    exchange: int
    provider: Provider
    rule: OutsideRule
    amount: float


def refuse_misfits(
    neighbours: Sequence[Neighbour], database: InventoryDatabase, factors: str
) -> None:
    """Refuse databases that count otherwise, or that take from this one.

    Raises:
        FaultsError: another set of factors (BG-175), or a circle (BG-176).
    """
    faults = []
    for each in neighbours:
        name = each.database.name
        if each.database.factors != factors:
            found = f"{name} counts by {each.database.factors}, {database.name} by {factors}"
            faults.append(Fault(OTHER_SET, found))
        if database.digest in {other.source for other in (each.database, *each.linked)}:
            found = f"{name} takes from {database.name}, or is the same files"
            faults.append(Fault(NEEDED_BOTH_WAYS, found))
    if faults:
        raise FaultsError(faults)


def link_named(
    database: InventoryDatabase, neighbours: Sequence[Neighbour], overrides: Overrides
) -> dict[tuple[str, str], OutsideLink]:
    """Link the inputs whose supplier the data name, where it stands in another database.

    Returns:
        Links by ids of process and exchange; what the user settled is not among them.
    """
    by_process = {
        each.process: each for neighbour in reversed(neighbours) for each in neighbour.providers
    }
    found = {}
    for process in database.processes.values() if by_process else ():
        for at, exchange in list_needs(process, database):
            provider = _find_named(exchange, by_process)
            is_settled = (process.id, exchange.id) in overrides
            is_inside = exchange.provider in database.processes
            if provider and not is_settled and not is_inside:
                link = _join(database, process.id, at, provider, OutsideRule.NAMED)
                if link:
                    found[process.id, exchange.id] = link
    return found


def _find_named(exchange: Exchange, by_process: Mapping[str, Provider]) -> Provider | None:
    """Find the process that the data name, or the part of it that makes the flow."""
    named = (exchange.provider, f"{exchange.provider}_{exchange.flow}")
    found = (by_process.get(name) for name in named if exchange.provider)
    return next((each for each in found if each and each.flow == exchange.flow), None)


def link_only(
    database: InventoryDatabase,
    links: Links,
    neighbours: Sequence[Neighbour],
    overrides: Overrides,
) -> tuple[OutsideLink, ...]:
    """Link what nobody supplies to the one process of the other databases that does, if it is one.

    Args:
        overrides: what the user left open stays open.
    """
    by_flow: dict[str, list[Provider]] = {}
    for neighbour in neighbours:
        for provider in neighbour.providers:
            by_flow.setdefault(provider.flow, []).append(provider)
    found = []
    for left in links.open:
        exchange = database.processes[left.consumer].exchanges[left.exchange]
        providers = by_flow.get(exchange.flow, [])
        is_settled = (left.consumer, exchange.id) in overrides
        if left.kind is OpenKind.NO_SUPPLIER and len(providers) == 1 and not is_settled:
            link = _join(database, left.consumer, left.exchange, providers[0], OutsideRule.ONLY)
            if link:
                found.append(link)
    return tuple(found)


def refuse_circles(
    database: InventoryDatabase, links: Sequence[OutsideLink], neighbours: Sequence[Neighbour]
) -> None:
    """Refuse to take from a database that lacks what this one makes: its figures are too low.

    Raises:
        FaultsError: such a database (BG-176).
    """
    made = find_suppliers(database)
    used = {each.provider.database.id for each in links}
    faults = []
    for each in neighbours:
        both = sorted(each.missing & made.keys())
        if each.database.id in used and both:
            named = ", ".join(database.flows[flow].name for flow in both[:_MOST_NAMED])
            found = f"{each.database.name} lacks what {database.name} makes: {named}"
            faults.append(Fault(NEEDED_BOTH_WAYS, found))
    if faults:
        raise FaultsError(faults)


def add_outside(
    compiled: CompiledDatabase, links: Sequence[OutsideLink]
) -> tuple[CompiledDatabase, Places, Floats]:
    """Add what the other databases' processes cause to what each process emits itself.

    Returns:
        The arrays; rows that need a process without a figure; and how far what was added can be
        from the exact amounts, shape (processes, categories), kg CO2e per run.
    """
    rows = {name: at for at, name in enumerate(compiled.process_ids)}
    direct, by_method = compiled.direct.copy(), compiled.direct_by_method.copy()
    counts, doubt = compiled.climate_flows.copy(), np.zeros(direct.shape)
    lacking = []
    for link in links:
        row, provider = rows.get(link.consumer), link.provider
        if row is not None and provider.is_lacking:
            lacking.append(row)
        elif row is not None and provider.by_method is not None:
            direct[row] += link.amount * _lay_out(provider.values)
            by_method[row] += link.amount * float(provider.by_method)
            doubt[row] += abs(link.amount) * _lay_out(
                dict.fromkeys(provider.values, _ENDLESS) | dict(provider.bounds)
            )
            counts[row] += 1
    joined = replace(compiled, direct=direct, direct_by_method=by_method, climate_flows=counts)
    return joined, np.array(lacking, np.int64), doubt


def _join(
    database: InventoryDatabase, consumer: str, at: int, provider: Provider, rule: OutsideRule
) -> OutsideLink | None:
    """Join the two; None where the units of the two databases do not fit each other."""
    exchange = database.processes[consumer].exchanges[at]
    own, other = spell_unit(database.flows[exchange.flow].unit), spell_unit(provider.unit)
    try:
        ratio = 1.0 if own == other else float(conversion_factor(own, other))
    except UnitError:
        return None
    return OutsideLink(consumer, at, provider, rule, exchange.amount * ratio)


def _lay_out(values: Mapping[Category, Decimal]) -> Floats:
    return np.array([float(values.get(category, 0)) for category in CATEGORIES])
