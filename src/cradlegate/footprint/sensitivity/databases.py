"""Lines whose processes one database draws: one figure, since its exchanges are drawn once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import factor_parameter, fit_parameter
from cradlegate.footprint.appraisal.uncertainty import LEVEL
from cradlegate.footprint.line import Line
from cradlegate.lca.draws import Parameter
from cradlegate.lca.elementary import Floats

PREFIX = "database/"
_TAIL = float((1 - LEVEL) / 2)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnDatabase:
    """What one database draws.  The draws of all its lines of one number belong together.

    Args:
        id: `database/` and the digest of its files, whose imports all draw alike.
        name: of the database, or of several imports of the same files.
        lines: in the order of the case.
        rows: multipliers of the factor of each line, shape (draws kept,); without what widens it
            for how well it fits its use, which is a figure of its own.
    """

    id: str
    name: str
    lines: tuple[Line, ...]
    rows: tuple[Floats, ...]

    def move(self, without: Collection[str] = ()) -> Floats:
        """Give how far each draw moves the result, kg CO2e, shape (draws kept,).

        Args:
            without: ids of lines that stay at their nominal values.
        """
        moved = np.zeros(self.rows[0].shape)
        for line, row in zip(self.lines, self.rows, strict=True):
            if line.id not in without:
                moved = moved + line.emissions * (row - 1.0)
        return moved

    def deviate(self, without: Collection[str] = ()) -> float:
        """Give the standard deviation of the result over the draws, kg CO2e."""
        moved = self.move(without)
        mean = fsum(moved) / len(moved)
        return sqrt(fsum((moved - mean) ** 2) / (len(moved) - 1))

    def find_ends(self) -> tuple[float, float]:
        """Give the 2.5 % and the 97.5 % quantile of how far the draws move the result, kg CO2e."""
        low, high = np.quantile(self.move(), (_TAIL, 1.0 - _TAIL))
        return float(low), float(high)

    def rank_draws(self) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        """Give the numbers of the draws from the one that lowers the result most to the highest."""
        return np.argsort(self.move(), kind="stable")


def list_databases(
    lines: Sequence[Line], of_databases: DrawnLines | None
) -> tuple[DrawnDatabase, ...]:
    """List the databases that draw lines of a view, by id."""
    if of_databases is None:
        return ()
    found: dict[str, list[Line]] = {}
    for line in lines:
        factor = line.activity.choice.chosen
        if factor.origin and factor.id in of_databases.multipliers:
            found.setdefault(PREFIX + factor.origin.database.source, []).append(line)
    return tuple(_gather(key, found[key], of_databases) for key in sorted(found))


def line_parameter(line: Line, of_databases: DrawnLines | None) -> Parameter:
    """Give what varies of a line's factor by itself: of one that a database draws, how it fits."""
    is_drawn = of_databases and line.activity.choice.chosen.id in of_databases.multipliers
    return fit_parameter(line) if is_drawn else factor_parameter(line)


def _gather(key: str, lines: Sequence[Line], of_databases: DrawnLines) -> DrawnDatabase:
    kept: dict[str, Floats] = {}
    for line in lines:
        name = line.activity.choice.chosen.id
        if name not in kept:
            kept[name] = np.delete(of_databases.multipliers[name], of_databases.left_out)
    origins = (line.activity.choice.chosen.origin for line in lines)
    names = sorted({origin.database.name for origin in origins if origin})
    rows = tuple(kept[line.activity.choice.chosen.id] for line in lines)
    return DrawnDatabase(key, f"database {' and '.join(names)}", tuple(lines), rows)
