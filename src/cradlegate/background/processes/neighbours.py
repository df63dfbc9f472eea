"""A packed database as one that supplies others."""

from cradlegate.background.datasets.packed import PackedBackground, ProcessEntry
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.processes.figure import LinkedDatabase
from cradlegate.background.processes.outside import Neighbour, Provider

_SUPPLYING = frozenset(str(each) for each in ScoreState)
"""States of processes that have a usable reference; all others supply nothing."""
_ADDING_NOTHING = str(ScoreState.NO_CLIMATE_FLOW)


def as_neighbour(packed: PackedBackground) -> Neighbour:
    """Give a packed database as a neighbour: its processes that can supply, and what it lacks."""
    own = packed.as_linked
    return Neighbour(
        own,
        packed.linked,
        tuple(
            _as_provider(entry, own)
            for entry in packed.processes
            if entry.flow and entry.state in _SUPPLYING
        ),
        packed.missing,
    )


def _as_provider(entry: ProcessEntry, database: LinkedDatabase) -> Provider:
    has_figure = entry.by_method is not None
    return Provider(
        database,
        entry.id,
        entry.flow,
        entry.unit,
        entry.values,
        entry.bounds,
        entry.by_method,
        is_lacking=not has_figure and entry.state != _ADDING_NOTHING,
    )
