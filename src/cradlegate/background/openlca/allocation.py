"""Shares of products in a process, as a package states them: of the whole, or of one exchange."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from cradlegate.background.formats.faults import UNUSED_ALLOCATION
from cradlegate.background.openlca.exchanges import ExchangeList
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.core.fault import Fault

_METHODS = {
    "PHYSICAL_ALLOCATION": "physical",
    "ECONOMIC_ALLOCATION": "economic",
    "CAUSAL_ALLOCATION": "causal",
}
_DEFAULTS = {**_METHODS, "NO_ALLOCATION": "none", "": "", "USE_DEFAULT_ALLOCATION": ""}


@dataclass(frozen=True, slots=True)
class StatedShares:
    """The shares of a process.

    Args:
        whole: by method and product flow.
        by_exchange: by method, exchange and product flow.
    """

    whole: dict[str, dict[str, float]] = field(default_factory=dict)
    by_exchange: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)


def read_default(process: JsonObject, warnings: list[Fault]) -> str:
    """Read the method that a process itself takes; empty where it does not say."""
    stated = process.content.get("defaultAllocationMethod") or ""
    if not isinstance(stated, str) or stated not in _DEFAULTS:
        text = f"the default allocation method is {str(stated)[:60]!r}"
        warnings.append(process.fault(UNUSED_ALLOCATION, text, "defaultAllocationMethod"))
        return ""
    return _DEFAULTS[stated]


def read_shares(process: JsonObject, found: ExchangeList, warnings: list[Fault]) -> StatedShares:
    """Read the allocation factors of a process; those that cannot be used are counted.

    Args:
        found: the exchanges of the process.

    Source: openLCA schema, AllocationFactor; the exchange of a causal one is named by its
        `internalId`, in schema 1 by its `@id` or, where that is missing, by its flow.
    """
    shares, left_out = StatedShares(), Counter[str]()
    exchanges = _index_exchanges(found)
    for entry in process.each("allocationFactors"):
        method = _METHODS.get(entry.text("allocationType"), "")
        product, share = entry.id_of("product"), entry.needed_number("value")
        exchange = _find_exchange(entry, exchanges)
        table = shares.whole
        if exchange:
            table = shares.by_exchange.setdefault(method, {})
        row = table.setdefault(exchange or method, {})
        if why := _find_reason(method, product, exchange, row):
            left_out[why] += 1
        elif share is not None:
            row[product] = share
    if left_out:
        reasons = ", ".join(f"{count} {why}" for why, count in left_out.items())
        text = f"{left_out.total()} allocation factors left out: {reasons}"
        warnings.append(process.fault(UNUSED_ALLOCATION, text, "allocationFactors"))
    return _without_empty(shares)


def _index_exchanges(found: ExchangeList) -> Mapping[str, str]:
    """Give the ids of exchanges by every name that an allocation factor may call them."""
    times = Counter(each.flow for each in found.exchanges)
    by_flow = {each.flow: each.id for each in found.exchanges if times[each.flow] == 1}
    return by_flow | {name: key for name, key in found.ids.items() if name}


def _find_exchange(entry: JsonObject, exchanges: Mapping[str, str]) -> str | None:
    """Find the exchange that a factor is of; empty for the whole process, None for an unknown."""
    named = entry.content.get("exchange")
    if named is None:
        return ""
    named = named if isinstance(named, dict) else {}
    flow = named.get("flow")
    stated = (
        named.get("internalId"),
        named.get("@id"),
        flow.get("@id") if isinstance(flow, dict) else "",
    )
    names = (str(each).strip().lower() for each in stated if each)
    return next((exchanges[name] for name in names if name in exchanges), None)


def _find_reason(method: str, product: str, exchange: str | None, row: Mapping[str, float]) -> str:
    if not method:
        return "of no known method"
    if not product:
        return "without a product"
    if exchange is None:
        return "of an exchange that is not there"
    return "stated twice" if product in row else ""


def _without_empty(shares: StatedShares) -> StatedShares:
    whole = {method: row for method, row in shares.whole.items() if row}
    by_exchange = {
        method: kept
        for method, rows in shares.by_exchange.items()
        if (kept := {exchange: row for exchange, row in rows.items() if row})
    }
    return StatedShares(whole, by_exchange)
