"""Unit processes of an ILCD package, as they stand in their files."""

import re
from dataclasses import dataclass

from cradlegate.background.formats.faults import BAD_VALIDITY, UNKNOWN_TYPE
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find,
    find_all,
    find_name,
    find_text,
    find_words,
)
from cradlegate.background.ilcd.exchanges import PublishedExchange, read_exchanges
from cradlegate.core.fault import Fault
from cradlegate.tables.reading.xml_trees import name_tag

_UNIT_PROCESS = "unit process"
_AGGREGATED = frozenset({"lci result", "partly terminated system", "avoided product system", "epd"})
_ALLOCATION = "allocation"
_AS_PUBLISHED = "as published"
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class PublishedProcess:
    """A process whose flows have not been looked up.

    Args:
        references: numbers of the exchanges that the process is referred to.
        allocation: what the file says of how shares of co-products were found.
    """

    id: str
    file: str
    name: str
    location: str
    years: tuple[int, int] | None
    is_unit: bool
    exchanges: tuple[PublishedExchange, ...]
    references: tuple[str, ...]
    allocation: str


def read_process(data_set: DataSet, found: list[Fault]) -> PublishedProcess:
    """Read a process; its reference and its shares are settled when the flows are known."""
    root, information = data_set.root, "processInformation"
    return PublishedProcess(
        id=data_set.id,
        file=data_set.file,
        name=find_name(root, f"{information}/dataSetInformation/name") or data_set.id,
        location=_read_location(data_set),
        years=_read_years(data_set, found),
        is_unit=_is_unit(data_set, found),
        exchanges=read_exchanges(data_set, found),
        references=tuple(
            (each.text or "").strip()
            for each in find_all(
                root, f"{information}/quantitativeReference/referenceToReferenceFlow"
            )
        ),
        allocation=_read_allocation(data_set),
    )


def read_terms(data_set: DataSet) -> str:
    """Give the licence and the restrictions of access that a data set states."""
    place = "administrativeInformation/publicationAndOwnership"
    stated = (
        find_text(data_set.root, f"{place}/licenseType"),
        find_words(data_set.root, f"{place}/accessRestrictions"),
    )
    return ". ".join(text for text in stated if text)


def _read_location(data_set: DataSet) -> str:
    place = "processInformation/geography/locationOfOperationSupplyOrProduction"
    element = find(data_set.root, place)
    return "" if element is None else (element.get("location") or "").strip()


def _read_years(data_set: DataSet, found: list[Fault]) -> tuple[int, int] | None:
    first = find_text(data_set.root, "processInformation/time/referenceYear")
    last = find_text(data_set.root, "processInformation/time/dataSetValidUntil") or first
    if not first:
        return None
    if not _YEAR.fullmatch(first) or not _YEAR.fullmatch(last) or first > last:
        found.append(data_set.report(BAD_VALIDITY, f"it is valid from `{first}` until `{last}`"))
        return None
    return int(first), int(last)


def _is_unit(data_set: DataSet, found: list[Fault]) -> bool:
    stated = find_text(data_set.root, "modellingAndValidation/*/typeOfDataSet")
    is_unit = stated.lower().startswith(_UNIT_PROCESS)
    if not is_unit and stated.lower() not in _AGGREGATED:
        found.append(data_set.report(UNKNOWN_TYPE, f"the process is of type `{stated}`"))
    return is_unit


def _read_allocation(data_set: DataSet) -> str:
    """Give the allocation approaches that a process names, out of all its approaches."""
    approaches = (
        (each.text or "").strip()
        for each in find_all(data_set.root, "modellingAndValidation/LCIMethodAndAllocation/*")
        if name_tag(each).startswith("LCIMethodApproach")
    )
    named = dict.fromkeys(text for text in approaches if text.lower().startswith(_ALLOCATION))
    return ", ".join(named) or _AS_PUBLISHED
