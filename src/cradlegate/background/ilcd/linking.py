"""Looks up the flows of an ILCD process, its reference and the shares of its co-products."""

from collections.abc import Iterator, Mapping, Sequence

from cradlegate.background.datasets.dataset import Exchange, Flow, FlowKind, UnitProcess
from cradlegate.background.formats.faults import (
    EMPTY_REFERENCE,
    INPUT_REFERENCE,
    NO_REFERENCE,
    SEVERAL_REFERENCES,
    UNUSED_ALLOCATION,
)
from cradlegate.background.ilcd.exchanges import PublishedExchange
from cradlegate.background.ilcd.processes import PublishedProcess
from cradlegate.core.fault import Fault, FaultKind, Place

WHOLE = 1e-4
"""Shares of all co-products add up to 1 within this; ILCD writes percent with three decimals."""


def link_process(
    published: PublishedProcess, flows: Mapping[str, Flow], found: list[Fault]
) -> UnitProcess:
    """Make a unit process of what its file states.

    Exchanges of flows that are not there are left out; whoever calls reports them.  A reference
    that is missing, double, an input or 0 is a warning, and the process is kept.

    Args:
        flows: of the package, by id.
    """
    kept = [each for each in published.exchanges if each.exchange.flow in flows]
    reference = _find_reference(published, kept, found)
    if reference is not None:
        exchange = kept[reference].exchange
        found.extend(_check_reference(published, exchange, flows[exchange.flow].kind))
    return UnitProcess(
        id=published.id,
        name=published.name,
        location=published.location,
        years=published.years,
        is_unit=published.is_unit,
        exchanges=tuple(each.exchange for each in kept),
        reference=reference,
        allocation=_read_shares(published, kept, found),
        file=published.file,
    )


def _find_reference(
    published: PublishedProcess, kept: Sequence[PublishedExchange], found: list[Fault]
) -> int | None:
    position_by_number = {each.exchange.id: position for position, each in enumerate(kept)}
    stated = published.references
    there = [number for number in stated if number in position_by_number]
    if len(stated) > 1:
        words = f"its references are the exchanges {', '.join(stated)}"
        found.append(_report(published, SEVERAL_REFERENCES, words))
    if not there:
        which = f"exchange {', '.join(stated)}, which is not there" if stated else "nothing"
        found.append(_report(published, NO_REFERENCE, f"it is referred to {which}"))
    return position_by_number[there[0]] if there else None


def _check_reference(
    published: PublishedProcess, reference: Exchange, kind: FlowKind
) -> Iterator[Fault]:
    if reference.is_input and kind is not FlowKind.WASTE:
        words = f"its reference, exchange {reference.id}, is an input"
        yield _report(published, INPUT_REFERENCE, words)
    if reference.amount == 0:
        words = f"its reference, exchange {reference.id}, has the amount 0"
        yield _report(published, EMPTY_REFERENCE, words)


def _read_shares(
    published: PublishedProcess, kept: Sequence[PublishedExchange], found: list[Fault]
) -> Mapping[str, Mapping[str, float]]:
    """Give the share of the process that each co-product bears.

    ILCD states shares exchange by exchange.  They are read where all exchanges but the
    co-products themselves have the same, which add up to the whole.
    """
    products = {number for each in kept for number, _ in each.shares} | set(published.references)
    stated = {each.shares for each in kept if each.exchange.id not in products}
    if stated <= {()}:
        return {}
    flow_by_number = {each.exchange.id: each.exchange.flow for each in kept}
    shares = stated.pop()
    problem = ""
    if stated:
        problem = f"its exchanges are shared out in {len(stated) + 1} ways"
    elif any(number not in flow_by_number or share < 0 for number, share in shares):
        problem = f"its exchanges are shared out as {_show(shares)}"
    elif abs(sum(share for _, share in shares) / 100 - 1) > WHOLE:
        problem = f"its shares {_show(shares)} do not add up to 100 %"
    if problem:
        found.append(_report(published, UNUSED_ALLOCATION, problem))
        return {}
    by_flow: dict[str, float] = {}
    for number, share in shares:
        flow = flow_by_number[number]
        by_flow[flow] = by_flow.get(flow, 0.0) + share / 100
    return {published.allocation: by_flow}


def _show(shares: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{share:g} % to exchange {number or '?'}" for number, share in shares)


def _report(published: PublishedProcess, kind: FaultKind, words: str) -> Fault:
    return Fault(kind, words, Place(published.file, id=published.id))
