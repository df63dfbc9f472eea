"""From a case to its footprint."""

from collections.abc import Sequence
from decimal import Decimal
from math import fsum
from typing import NamedTuple

import numpy as np

from cradlegate.background.quality import DataQuality, rate_factor
from cradlegate.core.category import CATEGORIES
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.kleene import Truth
from cradlegate.core.stage import STAGES_BY_VIEW, View
from cradlegate.footprint.appraisal.alternatives import share_by_other_keys
from cradlegate.footprint.appraisal.assumptions import judge_assumptions
from cradlegate.footprint.appraisal.coverage import measure_coverage
from cradlegate.footprint.appraisal.drawn_lines import DrawnLines, draw_databases
from cradlegate.footprint.appraisal.end_of_life_pair import EndOfLifePair, pair_end_of_life
from cradlegate.footprint.appraisal.plausibility import Plausibility, check_plausibility
from cradlegate.footprint.appraisal.priority import rank_improvements
from cradlegate.footprint.appraisal.quality import Quality, rate_quality
from cradlegate.footprint.appraisal.second_life import (
    SecondLifeMethod,
    choose_second_life,
    compare_second_lives,
    describe_lives,
    is_used,
    keep_headline_lines,
)
from cradlegate.footprint.appraisal.uncertainty import draw_lines
from cradlegate.footprint.boundary import describe_boundary, lines_of_view, list_views
from cradlegate.footprint.faults import (
    MIXED_GWP,
    MOSTLY_ESTIMATES,
    NO_OUTBOUND,
    NOT_OF_BUILD_YEAR,
    VIEW_EMPTY,
)
from cradlegate.footprint.footprint import METHOD, Footprint, InstrumentPair
from cradlegate.footprint.inventory.activity import Activity
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.plan import Plan, plan_activities
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.works.ledger import list_works_rows, reconcile
from cradlegate.lca.intensities import Intensities, characterize
from cradlegate.product.case import Case
from cradlegate.product.templates.template import Template

DEFAULT_DRAWS = 2000
DEFAULT_SEED = 24122
ESTIMATE_LIMIT = 0.5
"""Share of estimates above which a warning is given (house rule)."""

_DEFAULT_VIEW_BY_COUNTRY = {"VN": View.CIRCULAR_12}


class Settings(NamedTuple):
    """How a footprint is computed.

    Args:
        view: boundary of the headline; None takes the one that the destination asks for.
        draws: number of Monte Carlo draws.
        seed: key of all draws.
        is_draft_allowed: compute although rows are faulty, and mark the result as a draft.
    """

    view: View | None = None
    draws: int = DEFAULT_DRAWS
    seed: int = DEFAULT_SEED
    is_draft_allowed: bool = False


def calculate(
    case: Case, sources: Sources, settings: Settings, faults: Sequence[Fault] = ()
) -> Footprint:
    """Compute the footprint of a case.

    Args:
        sources: of every figure that the case does not state.
        faults: found while reading the case.

    Raises:
        FaultsError: errors in case or inventory, all of them, unless a draft is allowed.
    """
    basis = _judge_basis(case, plan_activities(case, sources), settings, faults)
    all_lines = score_activities(basis.plan.activities, case.machine.data_period.last.year)
    headline = keep_headline_lines(case, all_lines, basis.second_life)
    drawn = draw_databases(headline, sources.draw_figures, settings.seed, settings.draws)
    return _draw_up(case, sources, settings, basis, all_lines, drawn)


def choose_view(case: Case) -> View:
    """Choose the boundary that the destination asks for; cradle to gate where none does."""
    return _DEFAULT_VIEW_BY_COUNTRY.get(case.machine.destination[:2], View.CRADLE_TO_GATE)


def score_activities(activities: Sequence[Activity], year: int) -> tuple[Line, ...]:
    """Score activities: amount × intensity per category, and the quality of each factor.

    Args:
        year: the year the study describes, for the age of factors.
    """
    factors = {item.choice.chosen.id: item.choice.chosen for item in activities}
    position = {name: row for row, name in enumerate(factors)}
    values = np.array(
        [
            [float(factor.values.get(category, Decimal(0))) for category in CATEGORIES]
            for factor in factors.values()
        ]
    ).reshape(len(factors), len(CATEGORIES))
    scores = characterize(
        np.array([float(item.amount.value) for item in activities]),
        np.array([position[item.choice.chosen.id] for item in activities], dtype=np.intp),
        Intensities(tuple(factors), values),
    )
    rate = _Rating(year)
    return tuple(
        Line(activity, tuple(row), rate(activity))
        for activity, row in zip(activities, scores.tolist(), strict=True)
    )


class _Basis(NamedTuple):
    """What a footprint is computed on, once nothing stands against it."""

    plan: Plan
    view: View
    views: tuple[View, ...]
    second_life: SecondLifeMethod | None
    found: tuple[Fault, ...]
    is_draft: bool


def _judge_basis(case: Case, plan: Plan, settings: Settings, faults: Sequence[Fault]) -> _Basis:
    views = list_views(case)
    view = settings.view or choose_view(case)
    second_life, life_faults = choose_second_life(case.machine)
    found = (*faults, *plan.faults, *_judge_view(view, views), *life_faults)
    is_draft = any(fault.is_error for fault in found)
    if is_draft and not (settings.is_draft_allowed and view in views):
        raise FaultsError(found)
    return _Basis(plan, view, views, second_life, found, is_draft)


def _draw_up(
    case: Case,
    sources: Sources,
    settings: Settings,
    basis: _Basis,
    all_lines: tuple[Line, ...],
    drawn: DrawnLines,
) -> Footprint:
    plan, view, views, second_life, found, is_draft = basis
    lines, in_view = drawn.lines, lines_of_view(drawn.lines, view)
    quality = rate_quality(in_view)
    template = None if len(lines) < len(all_lines) else plan.template
    plausibility = _judge_plausibility(case, sources, lines, template)
    left_out = [item for item in plan.exclusions if item.stage in STAGES_BY_VIEW[view]]
    coverage = measure_coverage(in_view, left_out)
    return Footprint(
        machine=case.machine,
        use=case.use,
        case_digest=case.digest,
        library_digest=sources.library.digest,
        method=METHOD,
        view=view,
        views=views,
        boundary=describe_lives(describe_boundary(case.machine, view), second_life),
        lines=lines,
        exclusions=plan.exclusions,
        balance=plan.balance,
        draws=draw_lines(lines, views, view, settings.seed, settings.draws, drawn),
        seed=settings.seed,
        draw_count=settings.draws,
        coverage=coverage,
        quality=quality,
        priorities=rank_improvements(in_view),
        plausibility=plausibility,
        instruments=_pair_instruments(in_view),
        alternatives=share_by_other_keys(case, in_view),
        accounts=reconcile(list_works_rows(case)),
        second_life=compare_second_lives(case, all_lines, view, second_life)
        if second_life
        else None,
        end_of_life=_pair_end_of_life(case, basis, lines),
        faults=(
            *found,
            *(plan.gap_faults if is_draft else ()),
            *plausibility.faults,
            *_judge_quality(quality, case),
            *_judge_period(case),
            *judge_assumptions(case, lines, coverage, left_out),
            *drawn.faults,
        ),
        is_draft=is_draft,
    )


def _judge_plausibility(
    case: Case, sources: Sources, lines: Sequence[Line], template: Template | None
) -> Plausibility:
    to_gate = sum_emissions(lines_of_view(lines, View.CRADLE_TO_GATE))
    return check_plausibility(to_gate, case.machine.net_mass_kg, template, sources.library)


def _pair_end_of_life(case: Case, basis: _Basis, lines: Sequence[Line]) -> EndOfLifePair | None:
    if not case.end_of_life or View.WHOLE_LIFE not in basis.views:
        return None
    credit = score_activities(basis.plan.credits, case.machine.data_period.last.year)
    return pair_end_of_life(case.end_of_life.method, lines, credit)


class _Rating:
    """Rates each use of a factor once: many parts are of one material and one country."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._known: dict[tuple[str, int, str], DataQuality] = {}

    def __call__(self, activity: Activity) -> DataQuality:
        choice, region = activity.choice, activity.region
        key = (choice.chosen.id, choice.mapping_score, region)
        if key not in self._known:
            self._known[key] = rate_factor(choice.chosen, choice.mapping_score, region, self._year)
        return self._known[key]


def _judge_view(view: View, views: tuple[View, ...]) -> tuple[Fault, ...]:
    if view in views:
        return ()
    if view is View.CIRCULAR_12:
        place = Place("transport.csv", column="stage")
        return (Fault(NO_OUTBOUND, f"{view} is asked for and no A4 leg is there", place),)
    place = Place("use.yaml")
    return (Fault(VIEW_EMPTY, f"{view} is asked for without use or end of life", place),)


def _judge_quality(quality: Quality, case: Case) -> list[Fault]:
    faults = []
    target = case.machine.gwp_target
    others = {name: share for name, share in quality.gwp_mix.items() if name != target and share}
    if others:
        mix = ", ".join(f"{name} {share:.0%}" for name, share in others.items())
        found = f"{target} is the target set, {mix} of the result rests on others"
        faults.append(Fault(MIXED_GWP, found, Place("machine.yaml", column="gwp_target")))
    estimates = quality.grades.get("estimate", 0.0) + quality.grades.get("proxy", 0.0)
    if estimates > ESTIMATE_LIMIT:
        found = f"{estimates:.0%} of the result rests on estimates and proxies"
        faults.append(Fault(MOSTLY_ESTIMATES, found, Place("bom.csv")))
    return faults


def _judge_period(case: Case) -> list[Fault]:
    machine = case.machine
    if not is_used(machine) or machine.data_period.contains(machine.built) is not Truth.FALSE:
        return []
    found = f"{machine.condition}, built {machine.built}, data of {machine.data_period}"
    return [Fault(NOT_OF_BUILD_YEAR, found, Place("machine.yaml", column="data_period"))]


def _pair_instruments(lines: Sequence[Line]) -> InstrumentPair:
    """Give the result as it is and with the grid figure in place of every instrument."""
    total = sum_emissions(lines)
    changes = [
        float(line.activity.amount.value)
        * float(line.activity.without_instrument.chosen.total - line.activity.choice.chosen.total)
        for line in lines
        if line.activity.without_instrument is not None
    ]
    return InstrumentPair(total, total + fsum(changes))
