"""A database whose processes make one product each: shared out, with avoided products credited.

ISO 14067:2018, 6.4.6: what can be avoided by expanding the system goes first, which avoided
products state; then shares by a physical relationship; then by another, such as value.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cradlegate.background.allocation.faults import (
    NOT_CREDITED,
    SHARES_ABSENT,
    SHARES_SCALED,
    SHARES_UNUSABLE,
)
from cradlegate.background.allocation.shares import WHOLE, Shares, find_methods, read_shares
from cradlegate.background.datasets.dataset import (
    Allocation,
    AllocationMethod,
    AvoidedProduct,
    Exchange,
    FlowKind,
    InventoryDatabase,
    SharedProcess,
    UnitProcess,
)
from cradlegate.background.datasets.link import Overrides, supplies
from cradlegate.core.fault import Fault, FaultKind, Place

BY_REFERENCE = "its reference bears all"


def allocate_database(database: InventoryDatabase, method: AllocationMethod) -> InventoryDatabase:
    """Share out every process with several products, and credit avoided products.

    A process becomes one for each of its products.  That of the reference keeps the id of the
    process; the others are called `process_flow`.  Each takes and emits its share of everything,
    so that together they are the process.  All draw the same amounts.

    A process that states no usable shares by the method is shared out by its own default, and else
    its reference bears all, as without allocation; either is a warning.  An avoided product is an
    input of a negative amount: what would have made it is credited.

    Args:
        method: `none` changes nothing, and credits nothing.
    """
    if method is AllocationMethod.NONE:
        return database
    processes = {key: _expand(each, database) for key, each in database.processes.items()}
    expanded = replace(database, processes=processes)
    shared: list[SharedProcess] = []
    parts: dict[str, UnitProcess] = {}
    faults: list[Fault] = []
    for process in processes.values():
        done = _share_out(process, expanded, method)
        parts.update({each.id: each for each in done.parts})
        shared += [done.told] if done.told else []
        faults += done.faults
    credited = tuple(
        AvoidedProduct(process.id, each.id, each.flow)
        for process in database.processes.values()
        for each in _list_avoided(process, database)
    )
    return replace(
        expanded,
        processes=_name_suppliers(parts),
        warnings=(*database.warnings, *faults),
        allocated=Allocation(method, tuple(shared), credited),
    )


def warn_of_uncredited(database: InventoryDatabase) -> tuple[Fault, ...]:
    """Warn of avoided products that give no credit, since no allocation was asked for (BG-183)."""
    if database.allocated.method is not AllocationMethod.NONE:
        return ()
    counts = [len([*_list_avoided(each, database)]) for each in database.processes.values()]
    carrying = sum(map(bool, counts), 0)
    if not carrying:
        return ()
    found = (
        f"avoided products that are not credited: {sum(counts, 0):,}, in {carrying:,} of "
        f"{len(counts):,} processes; `--allocation default` credits them"
    )
    return (Fault(NOT_CREDITED, found),)


def share_overrides(overrides: Overrides, database: InventoryDatabase) -> Overrides:
    """Let what a user says of a process hold for all its parts, and name the part that supplies.

    What is said of a part by its own id goes before what is said of the whole process.
    """
    parts = {each.process: each.parts for each in database.allocated.processes}
    suppliers = _index_parts(database.processes.values())
    found: dict[tuple[str, str], str] = {}
    for (consumer, exchange), supplier in sorted(
        overrides.items(), key=lambda item: item[0][0] not in parts
    ):
        own = [each for each in parts.get(consumer, ()) if _find_flow(each, exchange, database)]
        for part in own or (consumer,):
            flow = _find_flow(part, exchange, database)
            found[part, exchange] = suppliers.get((supplier, flow), supplier)
    return found


def list_products(process: UnitProcess, database: InventoryDatabase) -> tuple[Exchange, ...]:
    """List what a process makes, or takes in to treat, its reference first.

    Returns:
        Nothing for a process without a usable reference.
    """
    if process.reference is None or not supplies(process, database):
        return ()
    beside = (
        each
        for at, each in enumerate(process.exchanges)
        if at != process.reference
        and each.amount != 0
        and (kind := database.flows[each.flow].kind) is not FlowKind.ELEMENTARY
        and each.is_input is (kind is FlowKind.WASTE)
    )
    return process.exchanges[process.reference], *beside


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a process."""

    parts: tuple[UnitProcess, ...]
    told: SharedProcess | None = None
    faults: tuple[Fault, ...] = ()


def _expand(process: UnitProcess, database: InventoryDatabase) -> UnitProcess:
    """Make avoided products inputs, and avoided wastes outputs, of negative amounts."""
    avoided = {each.id for each in _list_avoided(process, database)}
    if not avoided:
        return process
    exchanges = (
        replace(_scale(each, -1.0), is_input=not each.is_input) if each.id in avoided else each
        for each in process.exchanges
    )
    return replace(process, exchanges=tuple(exchanges))


def _share_out(
    process: UnitProcess, database: InventoryDatabase, method: AllocationMethod
) -> _Done:
    products = list_products(process, database)
    if len(products) < 2:  # noqa: PLR2004 - one product needs no shares
        return _Done((process,))
    shares, problems = _choose(process, products, method, database)
    faults = tuple(
        Fault(kind, f"{process.name}: {text}", Place(process.file, id=process.id))
        for kind, text in problems
    )
    why = "; ".join(text for _, text in problems)
    if shares is None:
        why = why or "its own default is no allocation"
        return _Done((process,), SharedProcess(process.id, "", why, (process.id,)), faults)
    parts = tuple(_take_part(process, each, products, shares) for each in products)
    ids = tuple(each.id for each in parts)
    return _Done(parts, SharedProcess(process.id, shares.method, why, ids), faults)


def _choose(
    process: UnitProcess,
    products: Sequence[Exchange],
    method: AllocationMethod,
    database: InventoryDatabase,
) -> tuple[Shares | None, list[tuple[FaultKind, str]]]:
    """Choose the shares of a process: by the method asked for, else by its own default."""
    problem = _find_obstacle(process, products, database)
    if problem:
        return None, [(SHARES_UNUSABLE, f"{problem}, so {BY_REFERENCE}")]
    if method is AllocationMethod.DEFAULT and process.default_allocation == AllocationMethod.NONE:
        return None, []
    asked = dict.fromkeys(find_methods(process, method))
    own = dict.fromkeys(find_methods(process, AllocationMethod.DEFAULT))
    refused: list[str] = []
    for name in asked | own:
        found = read_shares(process, products, name)
        if isinstance(found, Shares):
            taken = f"shared out as `{name}`" if name in asked else f"its default `{name}` is taken"
            return found, [*_tell(refused, asked, method, taken), *_tell_scaled(found)]
        refused.append(f"{name}: {found}")
    return None, _tell(refused, asked, method, BY_REFERENCE)


def _tell(
    refused: Sequence[str], asked: Mapping[str, None], method: AllocationMethod, taken: str
) -> list[tuple[FaultKind, str]]:
    if refused:
        return [(SHARES_UNUSABLE, f"{'; '.join(refused)}, so {taken}")]
    if not asked:
        named = "no default" if method is AllocationMethod.DEFAULT else f"no {method} shares"
        return [(SHARES_ABSENT, f"it states {named}, so {taken}")]
    return []


def _tell_scaled(shares: Shares) -> list[tuple[FaultKind, str]]:
    text = f"shares by `{shares.method}` are off the whole by {shares.off:.2g}, and were scaled"
    return [(SHARES_SCALED, text)] if shares.off > WHOLE else []


def _find_obstacle(
    process: UnitProcess, products: Sequence[Exchange], database: InventoryDatabase
) -> str:
    """Tell why a process cannot become several, whatever its shares; empty where it can."""
    flows = [each.flow for each in products]
    for each in products:
        name = database.flows[each.flow].name
        if flows.count(each.flow) > 1:
            return f"it makes `{name}` more than once"
        if each.amount < 0:
            return f"it makes a negative amount of `{name}`"
        if each is not products[0] and _name_part(process, each) in database.processes:
            return f"another process has the id of what makes `{name}`"
    return ""


def _take_part(
    process: UnitProcess, product: Exchange, products: Sequence[Exchange], shares: Shares
) -> UnitProcess:
    exchanges = [
        each if each is product else _scale(each, shares.by_exchange[each.id][product.flow])
        for each in process.exchanges
        if each is product or shares.by_exchange.get(each.id, {}).get(product.flow)
    ]
    return replace(
        process,
        id=process.id if product is products[0] else _name_part(process, product),
        exchanges=tuple(exchanges),
        reference=exchanges.index(product),
        origin=process.id,
    )


def _name_part(process: UnitProcess, product: Exchange) -> str:
    return f"{process.id}_{product.flow}"


def _scale(exchange: Exchange, factor: float) -> Exchange:
    spread = exchange.distribution
    return replace(
        exchange,
        amount=exchange.amount * factor,
        distribution=spread.times(factor) if spread else None,
    )


def _name_suppliers(processes: Mapping[str, UnitProcess]) -> dict[str, UnitProcess]:
    """Let inputs whose supplier the data name come from the part of it that makes them."""
    parts = _index_parts(processes.values())
    if not parts:
        return dict(processes)
    return {
        key: replace(
            process,
            exchanges=tuple(
                replace(each, provider=parts.get((each.provider, each.flow), each.provider))
                for each in process.exchanges
            ),
        )
        for key, process in processes.items()
    }


def _index_parts(processes: Iterable[UnitProcess]) -> dict[tuple[str, str], str]:
    """Index the parts of processes by the process that they were, and by what they make."""
    return {
        (each.origin, each.exchanges[each.reference].flow): each.id
        for each in processes
        if each.origin and each.reference is not None
    }


def _find_flow(process: str, exchange: str, database: InventoryDatabase) -> str:
    found = database.processes.get(process)
    return next((each.flow for each in found.exchanges if each.id == exchange), "") if found else ""


def _list_avoided(process: UnitProcess, database: InventoryDatabase) -> Iterator[Exchange]:
    """List the avoided products and wastes; nothing of nature is made elsewhere."""
    for each in process.exchanges:
        is_made = database.flows[each.flow].kind is not FlowKind.ELEMENTARY
        if each.is_avoided and each.amount and is_made:
            yield each
