"""Exchanges of ecoSpold 2, in the units and on the sides that the flows have."""

import math
from collections.abc import Mapping

from cradlegate.background.datasets.dataset import (
    Distribution,
    Exchange,
    Flow,
    FlowKind,
)
from cradlegate.background.ecospold2.flows import Use
from cradlegate.background.ecospold2.master_data import MasterData
from cradlegate.background.formats.faults import BAD_NUMBER, MIXED_UNITS, UNKNOWN_UNIT
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.quantity import UnitError, conversion_factor


def settle_exchange(
    use: Use, flow: Flow, master: MasterData, providers: Mapping[tuple[str, str], str]
) -> Exchange:
    """Express an exchange in the unit of its flow.

    ecoSpold 2 writes a treatment as a process that makes a negative amount of the waste, and one
    that has waste to treat as taking in a negative amount.  Such exchanges of wastes change sides:
    the treatment takes the waste in, and the process that has it gives it out.

    Args:
        use: the exchange as stated.
        flow: that it is of.
        master: names of units.
        providers: ids of processes by activity and reference product; an activity that does not
            make the product stays the id that the file gives.

    Raises:
        FaultsError: a missing unit, one that does not convert, or an amount beyond all numbers.
    """
    stated, unit = use.exchange, master.name_unit(use.exchange.description)
    changes_side = flow.kind is FlowKind.WASTE and stated.amount < 0
    factor = _find_factor(use, unit, flow) * (-1.0 if changes_side else 1.0)
    amount, distribution = stated.amount * factor, stated.spread.distribution
    if distribution is not None:
        distribution = distribution.times(factor)
    if not all(math.isfinite(figure) for figure in (amount, *_list_figures(distribution))):
        found = f"{stated.amount} {unit} is beyond all numbers in {flow.unit}"
        raise _refuse(use, BAD_NUMBER, found)
    return Exchange(
        id=stated.id,
        flow=flow.id,
        is_input=stated.is_input != changes_side,
        amount=amount,
        distribution=distribution,
        provider=providers.get((stated.link, flow.id), stated.link),
    )


def _find_factor(use: Use, unit: str, flow: Flow) -> float:
    if not unit:
        raise _refuse(use, UNKNOWN_UNIT, f"the unit of {flow.name} is missing")
    if unit == flow.unit:
        return 1.0
    try:
        return float(conversion_factor(_spell(unit), _spell(flow.unit)))
    except UnitError:
        found = f"{flow.name} stands in {unit}, and elsewhere in {flow.unit}"
        raise _refuse(use, MIXED_UNITS, found) from None


def _spell(unit: str) -> str:
    """Write a unit of ecoSpold, such as `metric ton*km`, the way units are written here."""
    return unit.replace("metric ton", "t").replace("*", ".")


def _refuse(use: Use, kind: FaultKind, found: str) -> FaultsError:
    activity = use.activity
    where = f"in the exchange {use.exchange.id} of {activity.name}"
    return FaultsError([Fault(kind, f"{found}, {where}", Place(activity.file, id=activity.id))])


def _list_figures(distribution: Distribution | None) -> tuple[float, ...]:
    if distribution is None:
        return ()
    return distribution.center, distribution.scale, distribution.minimum, distribution.maximum
