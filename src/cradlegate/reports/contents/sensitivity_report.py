"""What drives a result, as a report."""

from collections.abc import Iterable
from math import sqrt

from cradlegate.footprint.rounding import decimal_text, round_significant
from cradlegate.footprint.sensitivity.analyse import Sensitivity
from cradlegate.footprint.sensitivity.asking import Helper, Narrowing, narrow_by
from cradlegate.footprint.sensitivity.figures import FigureKind
from cradlegate.footprint.sensitivity.variance import MOST_ALONE, DecidedVariance
from cradlegate.lca.sobol import SCRAMBLES
from cradlegate.reports.contents.result_tables import CO2E, SHOWN
from cradlegate.reports.contents.sensitivity_tables import (
    CHOICES,
    tabulate_choices,
    tabulate_crossings,
    tabulate_figures,
)
from cradlegate.reports.report import (
    DRAFT,
    SECTIONS,
    Answer,
    Chart,
    ChartKind,
    Figure,
    Note,
    Report,
    Section,
    Step,
    Table,
)

_HALF, _NAMED = 0.5, 3
_LEAST = 0.01
"""Share of the variance below which a figure is not worth a letter."""


def report_sensitivity(found: Sensitivity, *, is_whole: bool = False) -> Report:
    """Draw up what drives a result: who decides its spread, whom to ask, which choices count.

    Args:
        is_whole: list every figure and every choice instead of the first ones.
    """
    footprint = found.footprint
    return Report(
        title=f"What drives the carbon footprint of {footprint.machine.model}",
        kind="sensitivity",
        answer=_answer(found),
        next_steps=tuple(_list_steps(found)),
        tables=tuple(_list_tables(found, None if is_whole else SHOWN)),
        charts=(Chart(ChartKind.TORNADO, "figures", "figure", "low", "high"),),
        notes=tuple(_list_notes(found)),
        provenance=_list_provenance(found),
        status=DRAFT if footprint.is_draft else "",
        sections=(SECTIONS[0], Section(CHOICES, "Choices"), *SECTIONS[1:]),
    )


def _answer(found: Sensitivity) -> Answer:
    footprint = found.footprint
    interval = footprint.interval()
    figure = Figure.computed(
        footprint.total(), CO2E, path="total", bounds=(interval.low, interval.high)
    )
    boundary = f"{footprint.boundary}; 95 % interval, biogenic uptake left out"
    return Answer(f"{_say_who_decides(found)} {footprint.machine.model}", figure, boundary)


def _say_who_decides(found: Sensitivity) -> str:
    """Name as many figures as decide half of the spread, three at most."""
    named: list[Narrowing] = []
    held = 0.0
    for item in found.narrowings[:_NAMED]:
        named.append(item)
        held += item.share
        if held >= _HALF:
            break
    if not named:
        return "no figure is uncertain in the footprint of"
    names = [item.figure.name for item in named]
    who = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    verb = "decides" if len(names) == 1 else "decide"
    return f"{who} {verb} {_percent(held)} of the spread of"


def _list_steps(found: Sensitivity) -> Iterable[Step]:
    errors = sum(fault.is_error for fault in found.footprint.faults)
    if errors:
        yield Step("you", "mend what `cradlegate check` lists", because="the case is a draft")
    for helper in found.helpers[:_NAMED]:
        if helper.share >= _LEAST:
            yield Step(helper.party, f"send {_say_what(helper)}", because=_why(helper))


def _say_what(helper: Helper) -> str:
    others = len(helper.requests) - 1
    figures = "figure" if others == 1 else "figures"
    return helper.requests[0].what + (f"; {others} other {figures} too" if others else "")


def _why(helper: Helper) -> str:
    return (
        f"{_percent(helper.share)} of the spread goes with it, and the 95 % interval narrows by "
        f"{_percent(narrow_by(helper.share))}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _list_tables(found: Sensitivity, shown: int | None) -> Iterable[Table]:
    yield tabulate_figures(found, shown)
    if found.target is not None:
        yield tabulate_crossings(found.target, shown)
    if found.scenarios:
        yield tabulate_choices(found.scenarios, shown)


def _list_notes(found: Sensitivity) -> Iterable[Note]:
    if found.variance is None:
        yield from _say_how_local(found)
    else:
        yield from _say_how_whole(found.variance, found.local.drawn_deviation)
    yield Note(
        "How far an interval narrows is an expectation over the values that a figure may turn out "
        "to have, at unchanged shape."
    )
    if any(effect.figure.kind is FigureKind.DATABASE for effect in found.local.effects):
        yield Note(
            "All processes of one database are one figure, since its draws move them together; how "
            "well each of them fits its use is a figure by its own name."
        )
    defaults = found.footprint.draws.default_spreads
    if defaults:
        words = (
            f"{defaults} factors have the default spread of their data class: for them, who "
            "decides rests on that default."
        )
        yield Note(words, is_warning=True)


def _say_how_local(found: Sensitivity) -> Iterable[Note]:
    local = found.local
    yield Note(
        "Shares are those of first-order variances around the headline; their sum of squares "
        f"gives a standard deviation of {_kg(local.deviation)}, the draws give "
        f"{_kg(local.drawn_deviation)}. Where the two lie apart, ask --method sobol."
    )
    chance = 1.96 / sqrt(found.footprint.draw_count - 1)
    yield Note(f"A rank correlation below {chance:.2f} may be chance at this number of draws.")


def _say_how_whole(variance: DecidedVariance, drawn_deviation: float) -> Iterable[Note]:
    alone, error = 100 * variance.first_sum.value, 100 * variance.first_sum.half_width
    yield Note(
        f"Interactions: the figures alone decide {alone:.1f} % of the spread. The rest, "
        f"{100 - alone:.1f} ± {error:.1f} %, is decided by figures together, as far as it is more "
        "than sampling error."
    )
    yield Note(
        f"Standard deviation {_kg(variance.deviation)} from the points, {_kg(drawn_deviation)} "
        "from the draws. Figures beyond 99 % of the first-order variance, or beyond "
        f"{MOST_ALONE}, are one group."
    )


def _kg(value: float) -> str:
    return f"{decimal_text(round_significant(value))} {CO2E}"


def _list_provenance(found: Sensitivity) -> tuple[tuple[str, str], ...]:
    footprint, variance = found.footprint, found.variance
    points = (
        (("points", f"{variance.points} in {SCRAMBLES} scrambles, seed {footprint.seed}"),)
        if variance is not None
        else ()
    )
    return (
        ("method", footprint.method),
        ("sensitivity", "local" if variance is None else "sobol"),
        ("case", footprint.case_digest),
        ("factor library", footprint.library_digest),
        ("draws", f"{footprint.draw_count}, seed {footprint.seed}"),
        *points,
    )
