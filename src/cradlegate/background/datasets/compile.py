"""A linked database as arrays: who needs how much of whom, and what each emits itself.

Amounts are per run of a process as it was published, in the reference units of the flows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from cradlegate.background.datasets.characterise import Characterisation
from cradlegate.background.datasets.dataset import Exchange, InventoryDatabase, UnitProcess
from cradlegate.background.datasets.link import Links, supplies
from cradlegate.core.category import CATEGORIES
from cradlegate.lca.elementary import Floats

Places = npt.NDArray[np.int64]


class Unusable(StrEnum):
    """Why a process has no score."""

    NO_REFERENCE = "it has no quantitative reference"
    ZERO_REFERENCE = "its reference amounts to 0"
    WRONG_WAY = "its reference is an input"


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
    ends, amounts = _list_links(links, database, rows)
    direct, by_method, counts = _score_directly(usable, scores)
    return CompiledDatabase(
        tuple(rows),
        np.array([_reference(each).amount for each in usable]),
        np.array([consumer for consumer, _ in ends], np.int64),
        np.array([supplier for _, supplier in ends], np.int64),
        np.array(amounts, np.float64),
        direct,
        by_method,
        counts,
        unusable,
    )


def _find_unusable(process: UnitProcess, database: InventoryDatabase) -> Unusable | None:
    if process.reference is None:
        return Unusable.NO_REFERENCE
    if process.exchanges[process.reference].amount == 0:
        return Unusable.ZERO_REFERENCE
    return None if supplies(process, database) else Unusable.WRONG_WAY


def _reference(process: UnitProcess) -> Exchange:
    return process.exchanges[process.reference or 0]


def _list_links(
    links: Links, database: InventoryDatabase, rows: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[float]]:
    ends, amounts = [], []
    for link in links.links:
        if link.consumer in rows and link.supplier in rows:
            consumer = database.processes[link.consumer]
            ends.append((rows[link.consumer], rows[link.supplier]))
            amounts.append(consumer.exchanges[link.exchange].amount)
    return ends, amounts


def _score_directly(
    processes: list[UnitProcess], characterisation: Characterisation
) -> tuple[Floats, Floats, Places]:
    direct = np.zeros((len(processes), len(CATEGORIES)))
    by_method = np.zeros(len(processes))
    counts = np.zeros(len(processes), np.int64)
    columns = {category: at for at, category in enumerate(CATEGORIES)}
    for row, process in enumerate(processes):
        for exchange in process.exchanges:
            score = characterisation.scores.get(exchange.flow)
            if score and score.is_input is exchange.is_input:
                direct[row, columns[score.category]] += exchange.amount * score.value
                by_method[row] += exchange.amount * score.by_method
                counts[row] += 1
    return direct, by_method, counts
