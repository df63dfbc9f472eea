"""Looks up the flows of an ILCD process, its reference and the shares of its co-products."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cradlegate.background.datasets.dataset import Exchange, Flow, FlowKind, UnitProcess
from cradlegate.background.formats.faults import (
    EMPTY_REFERENCE,
    INPUT_REFERENCE,
    NEGATIVE_REFERENCE,
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
    rows = _read_shares(published, kept, found)
    is_whole = all(row == next(iter(rows.values())) for row in rows.values())
    method = published.allocation
    return UnitProcess(
        id=published.id,
        name=published.name,
        location=published.location,
        years=published.years,
        is_unit=published.is_unit,
        exchanges=tuple(_turn_avoided(each.exchange, flows) for each in kept),
        reference=reference,
        allocation={method: next(iter(rows.values()))} if rows and is_whole else {},
        file=published.file,
        shares={} if is_whole else {method: rows},
        default_allocation=method if rows else "",
    )


def _turn_avoided(exchange: Exchange, flows: Mapping[str, Flow]) -> Exchange:
    """Show an avoided product as an output, and an avoided waste as an input.

    openLCA, whose extension of ILCD has them, writes both on the other side.
    """
    if not exchange.is_avoided:
        return exchange
    return replace(exchange, is_input=flows[exchange.flow].kind is FlowKind.WASTE)


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
    if reference.amount < 0:
        words = f"its reference, exchange {reference.id}, has the amount {reference.amount:g}"
        yield _report(published, NEGATIVE_REFERENCE, words)


def _read_shares(
    published: PublishedProcess, kept: Sequence[PublishedExchange], found: list[Fault]
) -> dict[str, dict[str, float]]:
    """Give the share of each exchange that each co-product bears, by exchange.

    Exchanges with shares that are not of all its products, or do not make up the whole, are told,
    and then none of the process is taken.
    """
    products = {number for each in kept for number, _ in each.shares} | set(published.references)
    shared = [each for each in kept if each.exchange.id not in products]
    if not any(each.shares for each in shared):
        return {}
    flow_by_number = {each.exchange.id: each.exchange.flow for each in kept}
    rows: dict[str, dict[str, float]] = {}
    for each in shared:
        problem = _find_problem(each.shares, flow_by_number)
        if problem:
            words = f"exchange {each.exchange.id}: {problem}"
            found.append(_report(published, UNUSED_ALLOCATION, words))
            return {}
        row = rows.setdefault(each.exchange.id, {})
        for number, share in each.shares:
            flow = flow_by_number[number]
            row[flow] = row.get(flow, 0.0) + share / 100
    return rows


def _find_problem(shares: Sequence[tuple[str, float]], flow_by_number: Mapping[str, str]) -> str:
    if not shares:
        return "it has no shares, and others have"
    if any(number not in flow_by_number or share < 0 for number, share in shares):
        return f"it is shared out as {_show(shares)}"
    if abs(sum((share for _, share in shares), 0.0) / 100 - 1) > WHOLE:
        return f"its shares {_show(shares)} do not add up to 100 %"
    return ""


def _show(shares: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{share:g} % to exchange {number or '?'}" for number, share in shares)


def _report(published: PublishedProcess, kind: FaultKind, words: str) -> Fault:
    return Fault(kind, words, Place(published.file, id=published.id))
