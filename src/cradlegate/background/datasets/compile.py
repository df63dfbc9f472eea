"""A linked database as arrays: who needs how much of whom, and what each emits itself.

Amounts are per run of a process as it was published, in the reference units of the flows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cradlegate.background.datasets.characterise import Characterisation, Score
from cradlegate.background.datasets.dataset import (
    Exchange,
    FlowKind,
    InventoryDatabase,
    UnitProcess,
)
from cradlegate.background.datasets.link import Links, supplies
from cradlegate.background.datasets.spread_table import (
    Site,
    SpreadTable,
    tabulate_spreads,
)
from cradlegate.core.category import CATEGORIES
from cradlegate.lca.elementary import Floats

Places = npt.NDArray[np.int64]

EMISSION = np.dtype([("process", "<i8"), ("column", "<i8"), ("amount", "<f8"), ("factor", "<f8")])
"""One exchange with nature that counts: row of the process, column of the category, amount per run,
kg CO2e per unit."""


class Unusable(StrEnum):
    """Why a process has no score."""

    NO_REFERENCE = "it has no quantitative reference"
    ZERO_REFERENCE = "its reference amounts to 0"
    WRONG_WAY = "its reference is an input"
    NATURE = "its reference is a flow of nature"
    WASTE_OUT = "its reference is a waste that it gives off"


@dataclass(frozen=True, slots=True)
class CompiledDatabase:
    """The arrays of a database.

    Args:
        process_ids: in the order of rows and columns; processes with a usable reference alone.
        outputs: shape (processes,); amount of the reference.
        consumers, suppliers: shape (links,); rows of the two ends.
        amounts: shape (links,); units of the supplier's reference.
        direct: shape (processes, categories); kg CO2e that a process itself emits, by category of
            `CATEGORIES`.
        direct_by_method: shape (processes,); the same as the method counts, biogenic CO2 at 0.
        climate_flows: shape (processes,); how many exchanges of a process were scored.
        emissions: shape (emissions,), of `EMISSION`; what makes up `direct`.
        spreads: of outputs, amounts and emissions, behind one another.
        unusable: why other processes have no row, by id.
    """

    process_ids: tuple[str, ...]
    outputs: Floats
    consumers: Places
    suppliers: Places
    amounts: Floats
    direct: Floats
    direct_by_method: Floats
    climate_flows: Places
    emissions: npt.NDArray[np.void]
    spreads: SpreadTable
    unusable: Mapping[str, Unusable]


def compile_database(
    database: InventoryDatabase, links: Links, scores: Characterisation
) -> CompiledDatabase:
    """Make the arrays of a linked database."""
    unusable = {
        each.id: why
        for each in database.processes.values()
        if (why := _find_unusable(each, database))
    }
    usable = [each for each in database.processes.values() if each.id not in unusable]
    rows = {each.id: at for at, each in enumerate(usable)}
    linked = _list_links(links, database, rows)
    scored = _list_scored(usable, scores)
    emissions = _tabulate(scored)
    outputs = [Site(each.published_id, _reference(each)) for each in usable]
    sites = [*outputs, *(each.site for each in linked), *(each.site for each in scored)]
    direct, by_method, counts = _score_directly(len(usable), emissions, scored)
    return CompiledDatabase(
        tuple(rows),
        np.array([_reference(each).amount for each in usable]),
        np.array([each.consumer for each in linked], np.int64),
        np.array([each.supplier for each in linked], np.int64),
        np.array([each.site.exchange.amount for each in linked], np.float64),
        direct,
        by_method,
        counts,
        emissions,
        tabulate_spreads(sites),
        unusable,
    )


def _find_unusable(process: UnitProcess, database: InventoryDatabase) -> Unusable | None:
    if process.reference is None:
        return Unusable.NO_REFERENCE
    if process.exchanges[process.reference].amount == 0:
        return Unusable.ZERO_REFERENCE
    if supplies(process, database):
        return None
    kind = database.flows[_reference(process).flow].kind
    others = {FlowKind.ELEMENTARY: Unusable.NATURE, FlowKind.WASTE: Unusable.WASTE_OUT}
    return others.get(kind, Unusable.WRONG_WAY)


def _reference(process: UnitProcess) -> Exchange:
    return process.exchanges[process.reference or 0]


@dataclass(frozen=True, slots=True)
class _Linked:
    """An input with the rows of the process that takes it and of the one that supplies it."""

    site: Site
    consumer: int
    supplier: int


def _list_links(
    links: Links, database: InventoryDatabase, rows: Mapping[str, int]
) -> list[_Linked]:
    """List the inputs between usable processes."""
    found = []
    for link in links.links:
        if link.consumer in rows and link.supplier in rows:
            process = database.processes[link.consumer]
            site = Site(process.published_id, process.exchanges[link.exchange])
            found.append(_Linked(site, rows[link.consumer], rows[link.supplier]))
    return found


@dataclass(frozen=True, slots=True)
class _Scored:
    """An exchange with nature that counts."""

    site: Site
    row: int
    score: Score


def _list_scored(
    processes: Sequence[UnitProcess], characterisation: Characterisation
) -> list[_Scored]:
    return [
        _Scored(Site(process.published_id, exchange), row, score)
        for row, process in enumerate(processes)
        for exchange in process.exchanges
        if (score := characterisation.scores.get(exchange.flow))
        and score.is_input is exchange.is_input
    ]


def _tabulate(scored: Sequence[_Scored]) -> npt.NDArray[np.void]:
    columns = {category: at for at, category in enumerate(CATEGORIES)}
    rows = [
        (each.row, columns[each.score.category], each.site.exchange.amount, each.score.value)
        for each in scored
    ]
    return np.array(rows, EMISSION)


def _score_directly(
    count: int, emissions: npt.NDArray[np.void], scored: Sequence[_Scored]
) -> tuple[Floats, Floats, Places]:
    direct, by_method = np.zeros((count, len(CATEGORIES))), np.zeros(count)
    rows, amounts = emissions["process"], emissions["amount"]
    # What leaves the range of numbers here leaves its process without a figure, by name.
    with np.errstate(over="ignore", invalid="ignore"):
        np.add.at(direct, (rows, emissions["column"]), amounts * emissions["factor"])
        np.add.at(by_method, rows, amounts * np.array([each.score.by_method for each in scored]))
    return direct, by_method, np.bincount(rows, minlength=count)
