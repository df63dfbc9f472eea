"""Databases of a few processes, written in a test."""

from collections.abc import Mapping

from cradlegate.background.datasets.dataset import (
    Exchange,
    Flow,
    FlowKind,
    InventoryDatabase,
    UnitProcess,
)

CO2, CO2_BIO, CH4, CO2_IN = "co2-fossil", "co2-biogenic", "ch4", "co2-in"
_ELEMENTARY = {
    CO2: "Carbon dioxide, fossil",
    CO2_BIO: "Carbon dioxide, biogenic",
    CH4: "Methane, biogenic",
    CO2_IN: "Carbon dioxide, in air",
}


def flow(name: str, kind: FlowKind = FlowKind.PRODUCT, path: tuple[str, ...] = ()) -> Flow:
    return Flow(name, name, kind, path, "kg")


def gas(name: str, *path: str) -> Flow:
    return Flow(name, name, FlowKind.ELEMENTARY, path or ("air", "unspecified"), "kg")


def process(
    name: str,
    *exchanges: Exchange,
    gives: float = 1.0,
    product: str = "",
    location: str = "",
    takes_in: bool = False,
) -> UnitProcess:
    """A process whose first exchange is its reference: `product`, or else a flow of its own name."""
    reference = Exchange("0", product or name, takes_in, gives)
    numbered = [
        Exchange(
            str(at), each.flow, each.is_input, each.amount, None, each.provider, each.is_avoided,
            each.location,
        )
        for at, each in enumerate(exchanges, 1)
    ]  # fmt: skip
    return UnitProcess(name, name, location, None, True, (reference, *numbered), 0, {}, name)


def takes(name: str, amount: float, provider: str = "", location: str = "") -> Exchange:
    return Exchange("", name, True, amount, provider=provider, location=location)


def emits(name: str, amount: float) -> Exchange:
    return Exchange("", name, False, amount)


def database(
    *processes: UnitProcess,
    flows: tuple[Flow, ...] = (),
    kinds: Mapping[str, FlowKind] | None = None,
) -> InventoryDatabase:
    """A database with a flow for each name that occurs."""
    kinds = kinds or {}
    found = {each.id: each for each in flows}
    for name, title in _ELEMENTARY.items():
        found.setdefault(name, Flow(name, title, FlowKind.ELEMENTARY, ("air",), "kg"))
    for each in processes:
        for exchange in each.exchanges:
            kind = kinds.get(exchange.flow, FlowKind.PRODUCT)
            found.setdefault(exchange.flow, flow(exchange.flow, kind))
    by_id = {each.id: each for each in processes}
    return InventoryDatabase("written in a test", "test", found, by_id, {}, {}, (), "sha256:0")
