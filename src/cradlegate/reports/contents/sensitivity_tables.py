"""Tables of what drives a result: figures, crossings of a target, and choices."""

from collections.abc import Sequence
from decimal import Decimal

from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.sensitivity.analyse import Sensitivity, Target
from cradlegate.footprint.sensitivity.crossing import Crossing
from cradlegate.footprint.sensitivity.figures import FigureKind
from cradlegate.footprint.sensitivity.local import LocalEffect
from cradlegate.footprint.sensitivity.scenarios import Scenario
from cradlegate.footprint.sensitivity.variance import DecidedShare, DecidedVariance
from cradlegate.lca.sobol import Estimate
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Cell,
    Column,
    Figure,
    More,
    Table,
    Text,
    share_of_one,
)

CHOICES = "choices"
"""Id of the section on choices."""

_HOW = "--all lists them, the files of --out hold them"
_RANGE = (
    Column("low", "lowers by", is_numeric=True),
    Column("high", "raises by", is_numeric=True),
)
_NARROWER = Column("narrower", "interval narrower by", is_numeric=True)


_LOCAL_COLUMNS = (
    Column("figure", "figure"),
    *_RANGE,
    Column("elasticity", "elasticity", is_numeric=True),
    Column("share", "share of spread", is_numeric=True),
    Column("rank", "rank correlation", is_numeric=True),
    _NARROWER,
)
_LOCAL_NOTE = (
    "Each figure alone at the ends of its 95 % range, all others at their nominal values; template "
    "shares close around it. Elasticity: percent of the result per percent of the figure. The last "
    "column: if the figure were known exactly."
)
_SOBOL_COLUMNS = (
    Column("figure", "figure"),
    *_RANGE,
    Column("alone", "decides alone", is_numeric=True),
    Column("together", "with others", is_numeric=True),
    _NARROWER,
)
_SOBOL_NOTE = (
    "Share of the variance that a figure decides alone (first-order index), and alone and together "
    "with others (total index), each with its 95 % interval of sampling. Ends of the range: the "
    "figure alone. The last column: if the figure were known exactly."
)
_CHOICE_COLUMNS = (
    Column("kind", "choice"),
    Column("chosen", "as it stands"),
    Column("instead", "instead"),
    Column("kgco2e", "result", is_numeric=True),
    Column("change", "change", is_numeric=True),
)
_CHOICE_NOTE = (
    "Scenarios, one at a time: they are no part of the interval and of no share above. Factors are "
    "those of the library with the same key, unit, family and steps inside, the lowest and the "
    "highest; whether one fits the part is for you to judge. Which vehicle carries a leg is a fact "
    "and no choice."
)
_TITLE = "Figures that drive the result"


def tabulate_figures(found: Sensitivity, shown: int | None) -> Table:
    """Tabulate the uncertain figures with what each does.

    Args:
        shown: how many rows are listed; None for all.
    """
    if found.variance is None:
        return _tabulate_locally(found, shown)
    return _tabulate_shares(found, found.variance, shown)


def _tabulate_locally(found: Sensitivity, shown: int | None) -> Table:
    narrower = {item.figure.id: item.width for item in found.narrowings}
    rows = tuple(
        (
            Text(effect.figure.name),
            *_range(effect),
            Figure.computed(effect.elasticity, ""),
            share_of_one(Decimal(signed_text(effect.variance_share))),
            Figure.computed(effect.rank_correlation, ""),
            Figure.computed(narrower[effect.figure.id], CO2E),
        )
        for effect in found.local.effects[:shown]
    )
    more = _more(len(found.local.effects), shown)
    return Table("figures", _TITLE, _LOCAL_COLUMNS, rows, more=more, note=_LOCAL_NOTE)


def _tabulate_shares(found: Sensitivity, variance: DecidedVariance, shown: int | None) -> Table:
    shares = variance.shares
    effects = {effect.figure.id: effect for effect in found.local.effects}
    narrower = {item.figure.id: item.width for item in found.narrowings}
    alone = [share for share in shares if len(share.figures) == 1]
    listed = [*alone[:shown], *(share for share in shares if len(share.figures) > 1)]
    rows = tuple(
        (
            *_name_share(share, effects),
            _estimate(share.first),
            _estimate(share.total),
            _narrowing(narrower.get(share.figures[0].id)),
        )
        for share in listed
    )
    more = _more(len(alone), shown)
    return Table("figures", _TITLE, _SOBOL_COLUMNS, rows, more=more, note=_SOBOL_NOTE)


def _range(effect: LocalEffect) -> tuple[Cell, Cell]:
    variation, figure = effect.variation, effect.figure
    path = figure.id if figure.kind is FigureKind.FACTOR else ""
    low, high = (Figure.computed(end, CO2E, path=path) for end in (variation.low, variation.high))
    return low, high


def _name_share(share: DecidedShare, effects: dict[str, LocalEffect]) -> tuple[Cell, ...]:
    figure = share.figures[0]
    if len(share.figures) > 1:
        words = f"all {len(share.figures)} smaller figures"
        return (Text(words), NOT_APPLICABLE, NOT_APPLICABLE)
    effect = effects.get(figure.id)
    ends = _range(effect) if effect else (NOT_APPLICABLE, NOT_APPLICABLE)
    return (Text(figure.name), *ends)


def _estimate(estimate: Estimate) -> Figure:
    low, high = estimate.value - estimate.half_width, estimate.value + estimate.half_width
    return Figure.computed(100 * estimate.value, "%", bounds=(100 * low, 100 * high))


def _narrowing(width: float | None) -> Cell:
    return NOT_APPLICABLE if width is None else Figure.computed(width, CO2E)


def tabulate_crossings(target: Target, shown: int | None) -> Table:
    """Tabulate at which value of each figure the result crosses the target."""
    rows = tuple(
        (
            Text(crossing.figure.name),
            *_say_values(crossing),
            Text(_say_reach(crossing)),
        )
        for crossing in target.crossings[:shown]
    )
    columns = (
        Column("figure", "figure"),
        Column("now", "now", is_numeric=True),
        Column("then", "at the crossing", is_numeric=True),
        Column("multiple", "times its value", is_numeric=True),
        Column("reach", "in its 95 % range"),
    )
    return Table(
        "crossings",
        f"Where the result crosses {target.kgco2e:,.0f} kg CO2e",
        columns,
        rows,
        more=_more(len(target.crossings), shown),
        note=f"{100 * target.share_above:.1f} % of the draws lie above; each figure moves alone.",
    )


def _say_values(crossing: Crossing) -> tuple[Cell, Cell, Cell]:
    figure, multiple = crossing.figure, crossing.multiple
    factor = figure.lines[0].activity.choice.chosen
    is_factor = figure.kind is FigureKind.FACTOR
    unit = f"{CO2E}/{factor.unit}"
    now: Cell = Figure(factor.total, unit) if is_factor else NOT_APPLICABLE
    if multiple is None:
        return now, NOT_APPLICABLE, NOT_APPLICABLE
    then = Figure.computed(float(factor.total) * multiple, unit) if is_factor else NOT_APPLICABLE
    return now, then, Figure.computed(multiple, "")


def _say_reach(crossing: Crossing) -> str:
    if crossing.multiple is None:
        return "no value of it crosses"
    return "yes" if crossing.is_within else "no"


def tabulate_choices(scenarios: Sequence[Scenario], shown: int | None) -> Table:
    """Tabulate what other choices would give; they are scenarios and no part of the spread."""
    rows = tuple(
        (
            Text(str(item.kind)),
            Text(item.chosen),
            Text(item.instead),
            Figure.computed(item.kgco2e, CO2E),
            Figure.computed(item.change, CO2E),
        )
        for item in scenarios[:shown]
    )
    return Table(
        "choices",
        "What other choices would give",
        _CHOICE_COLUMNS,
        rows,
        more=_more(len(scenarios), shown),
        part=CHOICES,
        note=_CHOICE_NOTE,
    )


def _more(count: int, shown: int | None) -> More | None:
    return More(count - shown, _HOW) if shown is not None and count > shown else None
