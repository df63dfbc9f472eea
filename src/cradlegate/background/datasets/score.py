"""What one unit of every process of a database scores with its whole supply chain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

import numpy as np
import numpy.typing as npt

from cradlegate.background.datasets.compile import CompiledDatabase, Places
from cradlegate.background.datasets.faults import (
    FEEDS_ON_ITSELF,
    KNOWN_ROUGHLY,
    NOT_SCALABLE,
)
from cradlegate.core.fault import Fault
from cradlegate.lca.elementary import Floats
from cradlegate.lca.solve import Solution, solve_intensities
from cradlegate.lca.technosphere import (
    SelfFeedingLoop,
    Technosphere,
    Unscalable,
    build_technosphere,
)

_Rows = npt.NDArray[np.bool_]

LARGEST_PER_UNIT = 1e30
"""Of an amount, or of kg CO2e, per unit that is made: the Earth weighs 6e27 g.  What is larger is
no figure of anybody, and a few such steps leave the range of numbers."""
_ROUGH, _NOTHING = 1e-6, 1e-9
"""Share of a figure, and kg CO2e per unit, that may be lost without a word."""
_NAMED = 3


class ScoreState(StrEnum):
    """Whether a process has a figure; 0 and none are two things."""

    SCORED = "scored"
    NO_CLIMATE_FLOW = "neither it nor its suppliers have a flow that counts"
    IN_LOOP = "it feeds on itself"
    NOT_SCALABLE = "its amounts are no usable numbers per unit of what it makes"
    NEEDS_UNSCORED = "it needs a process without a figure"


@dataclass(frozen=True, slots=True)
class ScoredDatabase:
    """The intensities of a database.

    Args:
        states: shape (processes,), in the order of the compiled rows.
        values: shape (processes, categories); kg CO2e per unit of the reference; NaN where a
            process has no figure.
        by_method: shape (processes,); the same in one sum, as the method counts.
        bounds: shape (processes, categories); no value is further than this from the exact one.
        faults: spreads that cannot be drawn, loops that feed on themselves, and processes that
            cannot be scaled.
    """

    states: tuple[ScoreState, ...]
    values: Floats
    by_method: Floats
    bounds: Floats
    faults: tuple[Fault, ...]


def score_database(compiled: CompiledDatabase, lacking: Places | None = None) -> ScoredDatabase:
    """Score every process; what feeds on itself has no figure, and what needs it has none.

    Args:
        lacking: rows that need a process of another database that has no figure.
    """
    states = np.full(len(compiled.process_ids), ScoreState.SCORED, object)
    if lacking is not None:
        states[_add_dependents(compiled, lacking)] = ScoreState.NEEDS_UNSCORED
    kept, faults = states == ScoreState.SCORED, list(compiled.spreads.faults)
    # What the method counts is one more column.
    columns = np.column_stack([compiled.direct, compiled.direct_by_method])
    solved = _find_too_large(compiled, columns, kept) or _solve(compiled, kept, columns)
    while not isinstance(solved, Solution | None):
        members = np.flatnonzero(kept)[list(solved.members)]
        faults += _tell(solved, [compiled.process_ids[at] for at in members])
        states[_add_dependents(compiled, members) & kept] = ScoreState.NEEDS_UNSCORED
        is_loop = isinstance(solved, SelfFeedingLoop)
        states[members] = ScoreState.IN_LOOP if is_loop else ScoreState.NOT_SCALABLE
        kept = states == ScoreState.SCORED
        solved = _solve(compiled, kept, columns)
    states[kept & ~_add_dependents(compiled, np.flatnonzero(compiled.climate_flows))] = (
        ScoreState.NO_CLIMATE_FLOW
    )
    return _lay_out(compiled, kept, states, solved, faults)


def widen_bounds(
    compiled: CompiledDatabase, scored: ScoredDatabase, doubt: Floats
) -> ScoredDatabase:
    """Widen the bounds by how far direct burdens can be from the exact ones.

    Args:
        doubt: shape (processes, categories); kg CO2e per run, not negative.
    """
    kept = np.isfinite(scored.by_method)
    sizes = replace(compiled, outputs=np.abs(compiled.outputs), amounts=np.abs(compiled.amounts))
    solved = _solve(sizes, kept, doubt)
    wider = np.full(scored.bounds.shape, np.inf)
    if isinstance(solved, Solution):
        wider[kept] = scored.bounds[kept] + solved.values + solved.bounds
    return replace(scored, bounds=np.where(kept[:, None], wider, scored.bounds))


def doubt_figures(compiled: CompiledDatabase, scored: ScoredDatabase) -> tuple[Fault, ...]:
    """Name the processes whose figures can be further off than a millionth of themselves.

    They are where a loop gives almost nothing off: every digit lost there is lost in the result.
    """
    sizes, bounds = np.abs(scored.values).sum(axis=1), scored.bounds.sum(axis=1)
    with np.errstate(invalid="ignore"):
        rough = np.flatnonzero((bounds > _ROUGH * sizes) & (bounds > _NOTHING))
    if not rough.size:
        return ()
    worst = rough[np.argsort(-bounds[rough] / np.maximum(sizes[rough], _NOTHING), kind="stable")]
    named = (f"{compiled.process_ids[at]} by {bounds[at]:.2g} of {sizes[at]:.6g}" for at in worst)
    more = ", …" if len(worst) > _NAMED else ""
    told = f"{len(rough)} can be off, {', '.join(islice(named, _NAMED))}{more}"
    return (Fault(KNOWN_ROUGHLY, told),)


def _find_too_large(compiled: CompiledDatabase, columns: Floats, kept: _Rows) -> Unscalable | None:
    """Find the kept rows that take or cause more per unit than any figure can be of."""
    with np.errstate(all="ignore"):
        largest = np.abs(columns / compiled.outputs[:, None]).max(axis=1, initial=0.0)
        taken = np.abs(compiled.amounts / compiled.outputs[compiled.consumers])
    np.maximum.at(largest, compiled.consumers, taken)
    # Written so that NaN is found too.
    members = np.flatnonzero(~(largest[kept] <= LARGEST_PER_UNIT))
    return Unscalable(tuple(members.tolist())) if members.size else None


def _solve(
    compiled: CompiledDatabase, kept: _Rows, columns: Floats
) -> Solution | SelfFeedingLoop | Unscalable | None:
    """Solve the rows that are kept; figures that no bound holds for are none."""
    if not kept.any():
        return None
    technosphere = _build(compiled, kept)
    if not isinstance(technosphere, Technosphere):
        return technosphere
    solved = solve_intensities(technosphere, columns[kept])
    if isinstance(solved, Solution):
        lost = ~np.isfinite(solved.values + solved.bounds).all(axis=1)
        return Unscalable(tuple(np.flatnonzero(lost).tolist())) if lost.any() else solved
    return solved


def _build(compiled: CompiledDatabase, kept: _Rows) -> Technosphere | SelfFeedingLoop | Unscalable:
    is_linked = kept[compiled.consumers] & kept[compiled.suppliers]
    rows = np.cumsum(kept) - 1
    return build_technosphere(
        compiled.outputs[kept],
        rows[compiled.suppliers[is_linked]],
        rows[compiled.consumers[is_linked]],
        compiled.amounts[is_linked],
    )


def _add_dependents(compiled: CompiledDatabase, rows: Places) -> _Rows:
    """Add to some processes all those that need one of them, however far down the chain."""
    found = np.zeros(len(compiled.process_ids), np.bool_)
    found[rows] = True
    while True:
        needing = compiled.consumers[found[compiled.suppliers]]
        fresh = needing[~found[needing]]
        if not fresh.size:
            return found
        found[fresh] = True


def _tell(solved: SelfFeedingLoop | Unscalable, members: Sequence[str]) -> list[Fault]:
    if isinstance(solved, SelfFeedingLoop):
        return [Fault(FEEDS_ON_ITSELF, f"{' ← '.join(members)}: gain {solved.gain:.6g}")]
    return [Fault(NOT_SCALABLE, each) for each in members]


def _lay_out(
    compiled: CompiledDatabase,
    kept: _Rows,
    states: npt.NDArray[np.object_],
    solved: Solution | None,
    faults: Sequence[Fault],
) -> ScoredDatabase:
    shape = len(kept), compiled.direct.shape[1] + 1
    values, bounds = np.full(shape, np.nan), np.full(shape, np.nan)
    if solved:
        values[kept], bounds[kept] = solved.values, solved.bounds
    is_scored = states == ScoreState.SCORED
    values[~is_scored] = bounds[~is_scored] = np.nan
    return ScoredDatabase(
        tuple(map(ScoreState, states)), values[:, :-1], values[:, -1], bounds[:, :-1], tuple(faults)
    )
