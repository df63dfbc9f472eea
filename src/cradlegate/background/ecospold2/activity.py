"""One dataset of ecoSpold 2, as it stands in its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cradlegate.background.ecospold2.formulas import check_formulas
from cradlegate.background.ecospold2.parts import NAMESPACE, id_of, text_of
from cradlegate.background.ecospold2.stated_exchange import (
    EXCHANGES,
    StatedExchange,
    read_exchange,
)
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    BAD_VALIDITY,
    DOUBLE_UUID,
    UNKNOWN_TYPE,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.reading.xml_trees import name_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNIT_PROCESS, _AGGREGATED = "1", "2"
_YEAR = 4
_ACCESS = {
    "1": "access for licensees only",
    "2": "access to results only",
    "3": "access restricted",
}


@dataclass(frozen=True, slots=True)
class Activity:
    """A dataset as its file states it.

    Args:
        id: of the activity; datasets of its other products may share it.
        terms: copyright and access, in words; empty where nothing binds.
        master_property: id of the property by which its products share it; empty for none.
    """

    id: str
    name: str
    location: str
    years: tuple[int, int] | None
    is_unit: bool
    exchanges: tuple[StatedExchange, ...]
    terms: str
    file: str
    master_property: str = ""


@dataclass(frozen=True, slots=True)
class ActivityReading:
    """What came of a dataset; no activity where not even its id or name can be read."""

    activity: Activity | None
    faults: tuple[Fault, ...]


def read_activity(dataset: "_Element", file: str) -> ActivityReading:
    """Read one dataset, with everything that is wrong in it.

    Args:
        dataset: an `activityDataset` or `childActivityDataset`.
        file: in which it stands.
    """
    head = dataset.find(f"{NAMESPACE}activityDescription/{NAMESPACE}activity")
    id_, name = ("", "") if head is None else (id_of(head, "id"), text_of(head, "activityName"))
    if head is None or not (id_ and name):
        found = "a dataset has no activity with an id and a name"
        return ActivityReading(None, (Fault(BAD_FIELD, found, Place(file)),))
    years, year_faults = _read_years(dataset, Place(file, id=id_), name)
    exchanges, exchange_faults = _read_exchanges(dataset, Place(file, id=id_), name)
    activity = Activity(
        id=id_,
        name=name,
        location=_read_location(dataset),
        years=years,
        is_unit=head.get("type") == _UNIT_PROCESS,
        exchanges=exchanges,
        terms=_read_terms(dataset),
        file=file,
        master_property=id_of(head, "masterAllocationPropertyId"),
    )
    faults = [*_check_type(head, Place(file, id=id_), name), *year_faults, *exchange_faults]
    return ActivityReading(activity, tuple(faults))


def _check_type(head: "_Element", place: Place, name: str) -> Iterator[Fault]:
    stated = head.get("type")
    if stated not in {_UNIT_PROCESS, _AGGREGATED}:
        found = f"{name} has the type {stated!r}" if stated else f"{name} has no type"
        yield Fault(UNKNOWN_TYPE, found, place)


def _read_location(dataset: "_Element") -> str:
    geography = dataset.find(f"{NAMESPACE}activityDescription/{NAMESPACE}geography")
    return "" if geography is None else text_of(geography, "shortname")


def _read_years(
    dataset: "_Element", place: Place, name: str
) -> tuple[tuple[int, int] | None, list[Fault]]:
    """Read the first and the last year; a date may be a year alone."""
    period = dataset.find(f"{NAMESPACE}activityDescription/{NAMESPACE}timePeriod")
    dates = [] if period is None else [period.get("startDate"), period.get("endDate")]
    if not any(dates):
        return None, []
    years = [(date or "").strip()[:_YEAR] for date in dates]
    if all(len(year) == _YEAR and year.isascii() and year.isdigit() for year in years):
        first, last = (int(year) for year in years)
        if first <= last:
            return (first, last), []
    found = f"{name} speaks for the time from {dates[0] or ''!r} to {dates[1] or ''!r}"
    return None, [Fault(BAD_VALIDITY, found, place)]


def _read_terms(dataset: "_Element") -> str:
    published = dataset.find(
        f"{NAMESPACE}administrativeInformation/{NAMESPACE}dataGeneratorAndPublication"
    )
    if published is None:
        return ""
    terms = [_ACCESS.get(published.get("accessRestrictedTo") or "", "")]
    if published.get("isCopyrightProtected") in {"true", "1"}:
        terms.insert(0, "protected by copyright")
    return "; ".join(text for text in terms if text)


def _read_exchanges(
    dataset: "_Element", place: Place, name: str
) -> tuple[tuple[StatedExchange, ...], list[Fault]]:
    flow_data = dataset.find(f"{NAMESPACE}flowData")
    elements = [] if flow_data is None else [e for e in flow_data if name_tag(e) in EXCHANGES]
    exchanges: dict[str, StatedExchange] = {}
    faults: list[Fault] = []
    for element in elements:
        try:
            exchange = read_exchange(element, place, name)
        except FaultsError as error:
            faults += error.faults
            continue
        if exchange.id in exchanges:
            found = f"{name} has two exchanges with the id {exchange.id}"
            faults.append(Fault(DOUBLE_UUID, found, place))
        exchanges[exchange.id] = exchange
    stated = tuple(exchanges.values())
    return stated, [*faults, *check_formulas(flow_data, stated, place, name)]
