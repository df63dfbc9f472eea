"""The flows of an ecoSpold 2 package, put together from the exchanges that describe them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.ecospold2.activity import Activity
from cradlegate.background.ecospold2.master_data import MasterData
from cradlegate.background.ecospold2.stated_exchange import StatedExchange
from cradlegate.background.formats.faults import BAD_FIELD, MIXED_FLOW
from cradlegate.core.fault import Fault, Place

_USUAL_UNITS = ("kg", "MJ", "kBq", "m3", "m2")


@dataclass(frozen=True, slots=True)
class Use:
    """An exchange with the activity in which it stands."""

    activity: Activity
    exchange: StatedExchange


def gather_uses(activities: Iterable[Activity]) -> dict[str, list[Use]]:
    """Gather the uses of every flow, by its id, in the order of the activities."""
    uses: dict[str, list[Use]] = {}
    for activity in activities:
        for exchange in activity.exchanges:
            uses.setdefault(exchange.flow, []).append(Use(activity, exchange))
    return uses


def describe_uses(id_: str, uses: Sequence[Use], master: MasterData) -> Flow:
    """Put a flow together.

    Its unit is that of the master data; else that in which it is made as a reference product; else
    kg, MJ, kBq, m3 or m2 where it stands in one of these; else that of its first use.  Master data
    also goes first for name, path and CAS number, and then the first use that states them.

    A flow between processes is a waste where it is material for treatment (output group 3), or
    where all its reference products are negative, as those of treatments are; else it is a product.

    Args:
        id_: of the flow.
        uses: of this flow, at least one.
        master: what files of master data say.
    """
    descriptions = [use.exchange.description for use in uses]
    if id_ in master.flows:
        descriptions.insert(0, master.flows[id_])
    return Flow(
        id=id_,
        name=next((each.name for each in descriptions if each.name), ""),
        kind=_find_kind(uses),
        path=next((each.path for each in descriptions if each.path), ()),
        unit=_choose_unit(id_, uses, master),
        cas=next((each.cas for each in descriptions if each.cas), ""),
    )


def check_flow(flow: Flow, uses: Sequence[Use]) -> Iterator[Fault]:
    """Find what is wrong with a flow as its uses describe it."""
    first = uses[0]
    place = Place(first.activity.file, id=first.activity.id)
    if not flow.name:
        found = f"the flow {flow.id} has no name, in the exchange {first.exchange.id}"
        yield Fault(BAD_FIELD, f"{found} of {first.activity.name}", place)
    for use in uses:
        if use.exchange.is_elementary != first.exchange.is_elementary:
            one, other = (_say_kind(each.exchange) for each in (first, use))
            found = (
                f"the flow {flow.id} is {one} in {first.activity.name} ({first.activity.file})"
                f" and {other} in {use.activity.name}"
            )
            yield Fault(MIXED_FLOW, found, Place(use.activity.file, id=use.activity.id))
            return


def _say_kind(exchange: StatedExchange) -> str:
    return "an elementary flow" if exchange.is_elementary else "a product"


def _find_kind(uses: Sequence[Use]) -> FlowKind:
    if uses[0].exchange.is_elementary:
        return FlowKind.ELEMENTARY
    if any(use.exchange.is_for_treatment for use in uses):
        return FlowKind.WASTE
    made = [use.exchange.amount for use in uses if use.exchange.is_reference]
    is_waste = any(amount < 0 for amount in made) and all(amount <= 0 for amount in made)
    return FlowKind.WASTE if is_waste else FlowKind.PRODUCT


def _choose_unit(id_: str, uses: Sequence[Use], master: MasterData) -> str:
    stated = [master.name_unit(use.exchange.description) for use in uses]
    made = [unit for unit, use in zip(stated, uses, strict=True) if use.exchange.is_reference]
    usual = [unit for unit in _USUAL_UNITS if unit in stated]
    settled = [master.name_unit(master.flows[id_])] if id_ in master.flows else []
    return next((unit for unit in (*settled, *made, *usual, *stated) if unit), "")
