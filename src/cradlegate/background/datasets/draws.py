"""Monte Carlo of processes of a database: what a unit of each scores in every draw.

All processes of a database share its draws, and so do all cases that draw with the same seed:
differences between two machines are those of the machines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cradlegate.background.datasets.drawable import Array, DrawableDatabase
from cradlegate.background.datasets.faults import (
    DAMAGED_ARRAYS,
    DRAWS_WITHOUT_FIGURE,
    NO_FIGURE_TO_DRAW,
)
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.datasets.spread_table import Kept, count_kept
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.run import DrawnIntensities, Run, draw_intensities
from cradlegate.lca.monte_carlo.spreads import Spreads
from cradlegate.lca.monte_carlo.system import UnitSystem

_MOST_NAMED = 10
_REMOVALS = CATEGORIES.index(Category.BIOGENIC_REMOVALS)


@dataclass(frozen=True, slots=True, eq=False)
class ProcessDraws:
    """Draws of processes.

    Args:
        processes: ids, in the order asked for.
        nominal: shape (processes,); kg CO2e per unit of the reference, without removals.
        values: shape (processes, draws); the same in each draw; NaN where a draw leaves none.
        uncertain: how many amounts of the database were drawn.
        kept: how many of them keep the nominal amount as what of their distribution.
        without_figure: numbers of the draws that leave one of the processes without a figure.
        faults: that there are such draws.
    """

    processes: tuple[str, ...]
    nominal: Floats
    values: Floats
    uncertain: int
    kept: Mapping[Kept, int]
    without_figure: tuple[int, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeadlineSystem:
    """The processes of a database that have a figure, with one column: all but removals.

    Args:
        rows: position of each process, by id.
        kept: of each uncertain amount, `Kept`.
    """

    rows: Mapping[str, int]
    system: UnitSystem
    spreads: Spreads
    kept: tuple[int, ...]


def draw_processes(
    database: DrawableDatabase, processes: Sequence[str], seed: int, count: int, run: Run = map
) -> ProcessDraws:
    """Draw all uncertain amounts of a database, and score some of its processes in every draw.

    Args:
        processes: ids.
        seed: 0 ≤ seed < 2^64; with one seed, the draws of a process are the same wherever it is
            asked for.
        count: number of draws.
        run: does the chunks of draws; one after the other unless told otherwise.

    Raises:
        FaultsError: processes without a figure (BG-162), or arrays that have no solution (BG-163).
    """
    _refuse_unknown(database, processes)
    headline = take_headline(database)
    rows = np.array([headline.rows[each] for each in processes], np.int64)
    drawn = draw_intensities(headline.system, headline.spreads, rows, seed, count, run)
    if not isinstance(drawn, DrawnIntensities):
        raise FaultsError([Fault(DAMAGED_ARRAYS, database.name)])
    return ProcessDraws(
        tuple(processes),
        drawn.nominal[:, 0],
        drawn.values[:, 0],
        headline.spreads.count,
        count_kept(headline.kept),
        drawn.without_figure,
        _tell_without(drawn.without_figure, count, database.name),
    )


def take_headline(database: DrawableDatabase) -> HeadlineSystem:
    """Take the processes that have a figure, with all that counts in the headline (method 2)."""
    is_scored = np.array([each == ScoreState.SCORED for each in database.states.values()], np.bool_)
    rows = np.cumsum(is_scored) - 1
    arrays = database.arrays
    emissions = arrays["emissions"]
    is_linked = is_scored[arrays["consumers"]] & is_scored[arrays["suppliers"]]
    is_emitted = is_scored[emissions["process"]] & (emissions["column"] != _REMOVALS)
    other = np.where(is_scored, _find_other(arrays["direct"], emissions), 0.0)
    fixed, counted = np.flatnonzero(other), emissions[is_emitted]
    emitters = np.concatenate([rows[counted["process"]], rows[fixed]])
    system = UnitSystem(
        np.array(arrays["outputs"][is_scored]),
        rows[arrays["consumers"][is_linked]],
        rows[arrays["suppliers"][is_linked]],
        np.array(arrays["amounts"][is_linked]),
        emitters,
        np.zeros(len(emitters), np.int64),
        np.concatenate([counted["amount"], other[fixed]]),
        np.concatenate([counted["factor"], np.ones(len(fixed))]),
        1,
    )
    is_kept = np.concatenate([is_scored, is_linked, is_emitted])
    spreads, kept = _take_spreads(arrays["spreads"], is_kept)
    ids = [name for name, keep in zip(database.states, is_scored, strict=True) if keep]
    return HeadlineSystem({name: at for at, name in enumerate(ids)}, system, spreads, kept)


def _find_other(direct: Floats, emissions: Array) -> Floats:
    """Find what processes of other databases add to each process, shape (processes,), kg CO2e.

    It is added to what a process emits itself, and is not drawn.
    """
    own, added = np.zeros(direct.shape), emissions["amount"] * emissions["factor"]
    np.add.at(own, (emissions["process"], emissions["column"]), added)
    other: Floats = np.delete(direct - own, _REMOVALS, axis=1).sum(axis=1)
    return other


def _take_spreads(table: Array, is_kept: Array) -> tuple[Spreads, tuple[int, ...]]:
    """Take the spreads of the amounts that are kept, with their positions among these."""
    taken = table[is_kept[table["position"]]]
    taken = taken[np.argsort(taken["kind"], kind="stable")]
    positions = np.cumsum(is_kept) - 1
    spreads = Spreads(
        taken["kind"].astype(np.uint8),
        positions[taken["position"]],
        np.array(taken["id"]),
        np.array(taken["center"]),
        np.array(taken["scale"]),
        np.array(taken["low"]),
        np.array(taken["high"]),
    )
    return spreads, tuple(taken["kept"].tolist())


def _refuse_unknown(database: DrawableDatabase, processes: Sequence[str]) -> None:
    states = {name: database.states.get(name, "it has no figure") for name in processes}
    faults = [
        Fault(NO_FIGURE_TO_DRAW, f"{name} in {database.name}: {state}")
        for name, state in states.items()
        if state != ScoreState.SCORED
    ]
    if faults:
        raise FaultsError(faults)


def _tell_without(draws: Sequence[int], count: int, name: str) -> tuple[Fault, ...]:
    if not draws:
        return ()
    named = ", ".join(map(str, draws[:_MOST_NAMED])) + (" …" if draws[_MOST_NAMED:] else "")
    found = f"{len(draws)} of {count} draws of {name}: {named}"
    return (Fault(DRAWS_WITHOUT_FIGURE, found),)
