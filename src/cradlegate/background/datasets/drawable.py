"""A scored database with all that draws need, as it was made or as it was saved."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cradlegate.background.datasets.compile import EMISSION, CompiledDatabase, Unusable
from cradlegate.background.datasets.faults import DAMAGED_ARRAYS, SAVED_WITHOUT_SPREADS
from cradlegate.background.datasets.packed import SCHEMA, PackedBackground
from cradlegate.background.datasets.score import ScoredDatabase
from cradlegate.background.datasets.spread_table import SPREAD
from cradlegate.core.category import CATEGORIES
from cradlegate.core.fault import Fault, FaultsError

ARRAYS = ("outputs", "consumers", "suppliers", "amounts", "direct", "emissions", "spreads")
"""Names of the arrays that draws need; each is saved under its name with the ending `.npy`."""

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class DrawableDatabase:
    """A scored database as arrays.

    Args:
        name: what it is called.
        states: of every process that has a row, in the order of the rows, by id.
        arrays: by name, all of `ARRAYS`.
    """

    name: str
    states: Mapping[str, str]
    arrays: Mapping[str, Array]


def take_compiled(
    name: str, compiled: CompiledDatabase, scored: ScoredDatabase
) -> DrawableDatabase:
    """Take a database that was just scored."""
    states = dict(zip(compiled.process_ids, map(str, scored.states), strict=True))
    arrays = {name: getattr(compiled, name) for name in ARRAYS[:-1]}
    return DrawableDatabase(name, states, arrays | {ARRAYS[-1]: compiled.spreads.rows})


def open_packed(packed: PackedBackground, arrays: Mapping[str, Array]) -> DrawableDatabase:
    """Open a saved database.

    Args:
        packed: its index.
        arrays: by name, as `ARRAYS` has them; loaded, or mapped into memory.

    Raises:
        FaultsError: a database that was saved in another form (BG-161), or arrays that do not fit
            together (BG-163).
    """
    if packed.schema != SCHEMA:
        found = f"{packed.name} was saved as {packed.schema}, not as {SCHEMA}"
        raise FaultsError([Fault(SAVED_WITHOUT_SPREADS, found)])
    unusable = frozenset(map(str, Unusable))
    states = {each.id: each.state for each in packed.processes if each.state not in unusable}
    if not _fit(arrays, len(states)):
        raise FaultsError([Fault(DAMAGED_ARRAYS, packed.name)])
    return DrawableDatabase(packed.name, states, arrays)


def read_arrays(files: Mapping[str, bytes]) -> dict[str, Array]:
    """Read the arrays that draws need from saved files; what is missing or damaged is left out.

    Args:
        files: by name, such as `outputs.npy`.
    """
    found = {}
    for name in ARRAYS:
        try:
            found[name] = np.load(io.BytesIO(files[f"{name}.npy"]), allow_pickle=False)
        except (KeyError, ValueError, EOFError, OSError):
            continue
    return found


def _fit(arrays: Mapping[str, Array], count: int) -> bool:
    """Tell whether arrays are those of so many processes."""
    if not all(name in arrays for name in ARRAYS):
        return False
    links, emissions, spreads = arrays["amounts"], arrays["emissions"], arrays["spreads"]
    wanted = {
        "outputs": ((count,), np.dtype(np.float64)),
        "consumers": (links.shape, np.dtype(np.int64)),
        "suppliers": (links.shape, np.dtype(np.int64)),
        "amounts": ((links.size,), np.dtype(np.float64)),
        "direct": ((count, len(CATEGORIES)), np.dtype(np.float64)),
        "emissions": ((emissions.size,), EMISSION),
        "spreads": ((spreads.size,), SPREAD),
    }
    if any((arrays[name].shape, arrays[name].dtype) != want for name, want in wanted.items()):
        return False
    places = (
        (arrays["consumers"], count),
        (arrays["suppliers"], count),
        (emissions["process"], count),
        (emissions["column"], len(CATEGORIES)),
        (spreads["position"], count + links.size + emissions.size),
    )
    return all(bool(((at >= 0) & (at < end)).all()) for at, end in places)
