"""Lines on processes of imported databases, drawn with all other processes of these (method 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from cradlegate.background.factor import Factor, Spread, SpreadKind
from cradlegate.background.processes.drawn import DrawFigures, FigureDraws, name_drawn
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.core.fault import Fault
from cradlegate.footprint.appraisal.faults import LEFT_OUT, MOSTLY_LEFT_OUT, NOT_DRAWN
from cradlegate.footprint.line import Line
from cradlegate.lca.elementary import Floats

_ENDS = (0.025, 0.975)
_Z_95 = Decimal("1.959963984540054")
_MOST_NAMED = 10
_FEWEST = Decimal("1.000001")


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLines:
    """Lines with the spreads that the draws of their databases give.

    Args:
        lines: the factor of one that is drawn has the spread of its draws, not a default.
        multipliers: of the figure of each factor that is drawn, shape (draws,), by factor id.
        left_out: numbers of the draws that leave one of them without a figure.
        drawn, by_default: numbers of lines on processes of databases.
    """

    lines: tuple[Line, ...]
    multipliers: Mapping[str, Floats] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()
    drawn: int = 0
    by_default: int = 0
    faults: tuple[Fault, ...] = ()


def draw_databases(lines: Sequence[Line], draw: DrawFigures, seed: int, count: int) -> DrawnLines:
    """Draw the processes that lines stand on, all of one database together.

    Draws are left out for all lines alike.  Where that would be half of them or more, the
    processes that lack figures keep their default spreads instead.

    Args:
        draw: is asked once, and only where a line stands on a process.
        count: number of draws.
    """
    figures = _list_figures(lines)
    if not figures:
        return DrawnLines(tuple(lines))
    found = draw(list(figures.values()), seed, count)
    kept, patchy = _drop_patchy(found, count)
    by_factor = {name: kept[key] for name, key in _name_all(figures) if key in kept}
    spread = {name: spread_like(row) for name, row in by_factor.items()}
    left_out = tuple(np.flatnonzero(_find_gaps(kept, count)).tolist())
    own = [line for line in lines if line.activity.choice.chosen.origin]
    drawn = sum((line.activity.choice.chosen.id in by_factor for line in own), 0)
    faults = _tell(figures, found.reasons, patchy, left_out, count)
    return DrawnLines(
        _take_spreads(lines, spread), by_factor, left_out, drawn, len(own) - drawn, faults
    )


def spread_like(multipliers: Floats) -> Spread:
    """Give the spread with the 95 % ends of draws, for what asks for a spread and not for draws.

    A lognormal whose ends lie as far apart; a triangle between them where a draw may turn the sign.
    The ends of the triangle are multiples of the nominal value.
    """
    low, high = np.quantile(multipliers[~np.isnan(multipliers)], _ENDS)
    if low > 0.0:
        gsd = ((Decimal(float(high)) / Decimal(float(low))).ln() / (2 * _Z_95)).exp()
        return Spread(SpreadKind.GSD, value=max(round(gsd, 6), _FEWEST))
    return Spread(SpreadKind.MINMAX, low=_spell(low), high=_spell(high))


def _spell(end: float) -> Decimal:
    return Decimal(f"{end:.6f}")


def _list_figures(lines: Sequence[Line]) -> dict[str, ProcessFigure]:
    chosen = (line.activity.choice.chosen for line in lines)
    return {factor.id: factor.origin for factor in chosen if factor.origin}


def _name_all(figures: Mapping[str, ProcessFigure]) -> list[tuple[str, str]]:
    return [(name, name_drawn(figure)) for name, figure in figures.items()]


def _drop_patchy(found: FigureDraws, count: int) -> tuple[dict[str, Floats], list[str]]:
    """Drop what lacks figures where half of the draws or more would have to be left out."""
    rows = dict(found.multipliers)
    if 2 * int(_find_gaps(rows, count).sum()) < count:
        return rows, []
    patchy = [name for name, row in rows.items() if np.isnan(row).any()]
    return {name: row for name, row in rows.items() if name not in patchy}, patchy


def _find_gaps(
    rows: Mapping[str, Floats], count: int
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    gaps = np.zeros(count, np.bool_)
    for row in rows.values():
        gaps |= np.isnan(row)
    return gaps


def _take_spreads(lines: Sequence[Line], spreads: Mapping[str, Spread]) -> tuple[Line, ...]:
    """Give lines the spreads of their factors; lines of one factor go on sharing it."""
    known: dict[int, Factor] = {}
    taken = []
    for line in lines:
        chosen = line.activity.choice.chosen
        if chosen.id in spreads:
            own = known.setdefault(id(chosen), _take(chosen, spreads[chosen.id]))
            choice = replace(line.activity.choice, chosen=own)
            taken.append(replace(line, activity=replace(line.activity, choice=choice)))
        else:
            taken.append(line)
    return tuple(taken)


def _take(factor: Factor, spread: Spread) -> Factor:
    """Take a spread; one between ends is counted in the unit of the factor."""
    low, high = sorted((spread.low * factor.total, spread.high * factor.total))
    return replace(factor, spread=replace(spread, low=low, high=high))


def _tell(
    figures: Mapping[str, ProcessFigure],
    reasons: Mapping[str, str],
    patchy: Sequence[str],
    left_out: Sequence[int],
    count: int,
) -> tuple[Fault, ...]:
    faults = []
    for name, key in _name_all(figures):
        if key in reasons:
            faults.append(Fault(NOT_DRAWN, f"{name}: {reasons[key]}"))
        if key in patchy:
            faults.append(Fault(MOSTLY_LEFT_OUT, name))
    if left_out:
        named = ", ".join(map(str, left_out[:_MOST_NAMED]))
        more = " …" if left_out[_MOST_NAMED:] else ""
        faults.append(Fault(LEFT_OUT, f"{len(left_out)} of {count} draws: {named}{more}"))
    return tuple(faults)
