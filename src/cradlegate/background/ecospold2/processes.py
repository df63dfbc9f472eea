"""Unit processes out of ecoSpold 2 activities: their ids, suppliers and reference products."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cradlegate.background.datasets.dataset import Exchange, Flow, UnitProcess
from cradlegate.background.ecospold2.activity import Activity
from cradlegate.background.ecospold2.allocation import read_shares
from cradlegate.background.ecospold2.exchanges import settle_exchange
from cradlegate.background.ecospold2.flows import Use
from cradlegate.background.ecospold2.master_data import MasterData
from cradlegate.background.formats.faults import (
    BAD_DISTRIBUTION,
    DOUBLE_UUID,
    EMPTY_REFERENCE,
    NO_REFERENCE,
    SEVERAL_REFERENCES,
)
from cradlegate.core.fault import Fault, FaultsError, Place

_NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Processes:
    """The unit processes of a package by id, with what was found on the way."""

    by_id: Mapping[str, UnitProcess]
    faults: tuple[Fault, ...]


def settle_processes(
    activities: Sequence[Activity], flows: Mapping[str, Flow], master: MasterData
) -> Processes:
    """Make a unit process of every activity.

    System models give an activity one dataset per reference product, all with its id.  The id of
    such a process is `activity_product`, as its file is called; an activity with one dataset keeps
    its own id.  Suppliers are named in the same way.

    Args:
        activities: in the order of the files.
        flows: by id, with the units that amounts are expressed in.
        master: names of units.
    """
    references = [_find_reference(activity) for activity in activities]
    ids = _name_processes(activities, references)
    providers = {
        (activity.id, activity.exchanges[reference].flow): id_
        for activity, reference, id_ in zip(activities, references, ids, strict=True)
        if reference is not None
    }
    by_id: dict[str, UnitProcess] = {}
    faults: list[Fault] = []
    for activity, reference, id_ in zip(activities, references, ids, strict=True):
        exchanges, refused = _settle_exchanges(activity, flows, master, providers)
        faults += [*refused, *_check_reference(activity, id_), *_check_spreads(activity, id_)]
        if id_ in by_id:
            found = f"{activity.name} has the id of a process in {by_id[id_].file}"
            faults.append(Fault(DOUBLE_UUID, found, Place(activity.file, id=id_)))
        shares, default = read_shares(activity, flows)
        made = _describe(activity, id_, exchanges, reference)
        by_id[id_] = replace(made, allocation=shares, default_allocation=default)
    return Processes(by_id, tuple(faults))


def _describe(
    activity: Activity, id_: str, exchanges: tuple[Exchange, ...], reference: int | None
) -> UnitProcess:
    return UnitProcess(
        id=id_,
        name=activity.name,
        location=activity.location,
        years=activity.years,
        is_unit=activity.is_unit,
        exchanges=exchanges,
        reference=reference,
        allocation={},
        file=activity.file,
    )


def _name_processes(
    activities: Sequence[Activity], references: Sequence[int | None]
) -> tuple[str, ...]:
    numbers = Counter(activity.id for activity in activities)
    return tuple(
        activity.id
        if numbers[activity.id] == 1 or reference is None
        else f"{activity.id}_{activity.exchanges[reference].flow}"
        for activity, reference in zip(activities, references, strict=True)
    )


def _list_references(activity: Activity) -> list[int]:
    """List the reference products; co-products that were allocated away stay behind with 0."""
    stated = [place for place, each in enumerate(activity.exchanges) if each.is_reference]
    return [place for place in stated if activity.exchanges[place].amount != 0] or stated


def _find_reference(activity: Activity) -> int | None:
    return next(iter(_list_references(activity)), None)


def _settle_exchanges(
    activity: Activity,
    flows: Mapping[str, Flow],
    master: MasterData,
    providers: Mapping[tuple[str, str], str],
) -> tuple[tuple[Exchange, ...], list[Fault]]:
    exchanges: list[Exchange] = []
    faults: list[Fault] = []
    for stated in activity.exchanges:
        use = Use(activity, stated)
        try:
            exchanges.append(settle_exchange(use, flows[stated.flow], master, providers))
        except FaultsError as error:
            faults += error.faults
    return tuple(exchanges), faults


def _check_reference(activity: Activity, id_: str) -> Iterator[Fault]:
    places = _list_references(activity)
    place = Place(activity.file, id=id_)
    if not places:
        yield Fault(NO_REFERENCE, f"{activity.name} has no reference product", place)
    elif activity.exchanges[places[0]].amount == 0:
        yield Fault(EMPTY_REFERENCE, f"{activity.name} makes 0 of its reference product", place)
    elif len(places) > 1:
        products = ", ".join(activity.exchanges[each].description.name for each in places)
        found = f"{activity.name} has {len(places)} reference products: {products}"
        yield Fault(SEVERAL_REFERENCES, found, place)


def _check_spreads(activity: Activity, id_: str) -> Iterator[Fault]:
    """Name the spreads that were left out, in one warning for the whole process."""
    dropped = [
        f"{each.description.name} in the exchange {each.id} ({each.spread.problem})"
        for each in activity.exchanges
        if each.spread.problem
    ]
    if dropped:
        named = "; ".join(dropped[:_NAMED_AT_MOST])
        others = len(dropped) - _NAMED_AT_MOST
        rest = f"; and {others} more" if others > 0 else ""
        number = f"{len(dropped)} spreads" if len(dropped) > 1 else "1 spread"
        found = f"{activity.name} has {number} that cannot be: {named}{rest}"
        yield Fault(BAD_DISTRIBUTION, found, Place(activity.file, id=id_))
