"""The shares that products bear of a process: which are stated, and whether they can be used."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from cradlegate.background.datasets.dataset import AllocationMethod, Exchange, UnitProcess

WHOLE = 1e-4
"""Shares of all products add up to 1 within this; databases write percent with few decimals."""
ROUGH = 1e-2
"""Shares further than this from 1 are no rounding."""

_PHYSICAL = ("mass", "volume", "gross calorific value", "net calorific value", "exergetic content",
             "element content", "physical causality")  # fmt: skip
_ECONOMIC = ("market value", "ability to bear")
_CAUSAL = ("physical causality", "marginal causality")


def _name_approaches(names: Collection[str]) -> frozenset[str]:
    return frozenset(f"allocation - {name}" for name in names)


_METHODS = {
    AllocationMethod.PHYSICAL: {"physical"} | _name_approaches(_PHYSICAL),
    AllocationMethod.ECONOMIC: {"economic"} | _name_approaches(_ECONOMIC),
    AllocationMethod.CAUSAL: {"causal"} | _name_approaches(_CAUSAL),
}
"""What databases call each method; ILCD names approaches in words of its own."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares that make up the whole.

    Args:
        method: of the database.
        by_exchange: of every exchange that is shared out, by its id: of 1, by product flow.
        off: how far the shares of an exchange were from 1, at most, before they were scaled.
    """

    method: str
    by_exchange: Mapping[str, Mapping[str, float]]
    off: float


def find_methods(process: UnitProcess, method: AllocationMethod) -> Iterator[str]:
    """Find the methods of a database that are the one asked for; shares of exchanges are causal."""
    if method is AllocationMethod.DEFAULT:
        if process.default_allocation not in {"", AllocationMethod.NONE}:
            yield process.default_allocation
        return
    wanted: Collection[str] = _METHODS.get(method, ())
    named = dict.fromkeys((*process.allocation, *process.shares))
    is_causal = method is AllocationMethod.CAUSAL
    for name in named:
        if name.lower() in wanted or (is_causal and name in process.shares):
            yield name


def read_shares(process: UnitProcess, products: Sequence[Exchange], method: str) -> Shares | str:
    """Read the shares of a process by a method of its database.

    Shares of an exchange of its own go before those of the whole process.

    Args:
        products: what it makes, or takes in to treat.

    Returns:
        The shares, or why they cannot be used.
    """
    whole, own = process.allocation.get(method, {}), process.shares.get(method, {})
    flows, made = [each.flow for each in products], {each.id for each in products}
    found, off = {}, 0.0
    for exchange in process.exchanges:
        if exchange.id in made or not exchange.amount:
            continue
        stated = own.get(exchange.id) or whole
        if problem := _find_problem(stated, flows):
            return f"{problem}, of exchange {exchange.id}"
        total = fsum(stated[each] for each in flows)
        off = max(off, abs(total - 1.0))
        found[exchange.id] = {each: stated[each] / total for each in flows}
    return Shares(method, found, off)


def _find_problem(stated: Mapping[str, float], flows: Collection[str]) -> str:
    lacking = sum((each not in stated for each in flows), 0)
    if lacking:
        return f"{lacking} of {len(flows)} products have no share"
    if any(stated[each] < 0 for each in flows):
        return "a share is negative"
    total = fsum(stated[each] for each in flows)
    return f"the shares add up to {total:.6g}" if abs(total - 1.0) > ROUGH else ""
