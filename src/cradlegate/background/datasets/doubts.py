"""Exchanges that stand the wrong way round: what is said of them, since they are not counted so."""

from collections.abc import Iterator, Sequence

from cradlegate.background.datasets.characterise import Characterisation
from cradlegate.background.datasets.dataset import (
    Exchange,
    FlowKind,
    InventoryDatabase,
    UnitProcess,
)
from cradlegate.background.datasets.faults import NEGATIVE_GAS, OTHER_SIDE, TURNED_NEED
from cradlegate.core.fault import Fault, FaultKind

_NAMED = 3


def doubt_exchanges(
    database: InventoryDatabase, characterisation: Characterisation
) -> tuple[Fault, ...]:
    """Tell needs with side and sign turned, gases on the other side, and negative amounts of gases.

    Each kind is one warning, which counts its exchanges and names the first.
    """
    turned, other_side, negative = list[str](), list[str](), list[str]()
    for process in database.processes.values():
        turned += [_name(each, process, database) for each in _list_turned(process, database)]
        for exchange in process.exchanges:
            score = characterisation.scores.get(exchange.flow)
            if score is None or not score.value or not exchange.amount:
                continue
            if score.is_input is not exchange.is_input:
                other_side.append(_name(exchange, process, database))
            elif exchange.amount < 0:
                negative.append(_name(exchange, process, database))
    kinds = ((TURNED_NEED, turned), (OTHER_SIDE, other_side), (NEGATIVE_GAS, negative))
    return tuple(_count(kind, found) for kind, found in kinds if found)


def _list_turned(process: UnitProcess, database: InventoryDatabase) -> Iterator[Exchange]:
    """List products given off and wastes taken in, beside the reference, in negative amounts."""
    for at, exchange in enumerate(process.exchanges):
        is_given = exchange.is_input is (database.flows[exchange.flow].kind is FlowKind.WASTE)
        is_flow_between = database.flows[exchange.flow].kind is not FlowKind.ELEMENTARY
        if is_flow_between and is_given and at != process.reference and exchange.amount < 0:
            yield exchange


def _name(exchange: Exchange, process: UnitProcess, database: InventoryDatabase) -> str:
    flow = database.flows[exchange.flow].name
    return f"{exchange.amount:g} of `{flow}` in exchange {exchange.id} of process {process.id}"


def _count(kind: FaultKind, found: Sequence[str]) -> Fault:
    more = f" and {len(found) - _NAMED} others" if len(found) > _NAMED else ""
    return Fault(kind, f"{len(found)}: {', '.join(found[:_NAMED])}{more}")
