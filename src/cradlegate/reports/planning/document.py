"""A plan as a report: which sailings can be met, what must begin when, and how sure that is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cradlegate.border.planning.plan import Lane, Plan
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.reports.planning.chase import CHASE, list_next_steps, tabulate_chase
from cradlegate.reports.planning.tables import (
    ENGAGEMENTS,
    LAW,
    SAILINGS,
    STEPS,
    TIMES,
    judge_sailing,
    tabulate_costs,
    tabulate_engagements,
    tabulate_open,
    tabulate_sailings,
    tabulate_steps,
    tabulate_times,
)
from cradlegate.reports.readiness.words import is_unconfirmed
from cradlegate.reports.report import (
    Answer,
    Chart,
    ChartKind,
    More,
    Note,
    Part,
    Report,
    Section,
    Status,
    Table,
)

DISCLAIMER = (
    "This is a plan over what you stated and what trade press reports of the law. It is not legal "
    "advice, and nobody promises the times in it."
)
MOST_ROWS = 12
"""Rows that a terminal shows of a table."""
_ELSEWHERE = frozenset(
    {"route", "missing", "late_for_entry", "owner", "critical", "spare", "contact"}
)
"""Columns that a terminal has no room for."""
_ORDER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET)


def report_plan(plan: Plan, *, is_brief: bool = False) -> Report:
    """Draw up a plan.

    Args:
        is_brief: whether long tables are cut, for a terminal.
    """
    tables = [
        tabulate_sailings(plan),
        *(tabulate_steps(plan, lane) for lane in Lane),
        tabulate_engagements(plan),
        tabulate_open(plan),
        tabulate_costs(plan),
        tabulate_times(plan),
        tabulate_chase(plan),
    ]
    charts = (
        Chart(
            ChartKind.GANTT,
            STEPS[lane],
            "step",
            "begin_95",
            "done_by",
            words="state",
            line=plan.basis.day,
        )
        for lane in Lane
        if any(each.lane is lane for each in plan.steps)
    )
    return Report(
        title=f"Plan of {_count(len(plan.sailings), 'sailing')}",
        kind="plan",
        answer=Answer(_summarise(plan), verdict=_judge(plan)),
        next_steps=list_next_steps(plan),
        tables=tuple(_cut(each) if is_brief else each for each in tables if each.rows),
        charts=tuple(charts),
        notes=tuple(_list_notes(plan)),
        provenance=tuple(_list_provenance(plan)),
        disclaimer=DISCLAIMER,
        sections=(
            Section(SAILINGS, "Sailings and steps"),
            Section(ENGAGEMENTS, "Engagements"),
            Section(CHASE, "Whom to chase"),
            Section(LAW, "What is open"),
            Section(TIMES, "Times and costs"),
            Section(Part.HOW_SURE, "How sure"),
        ),
    )


def _cut(table: Table) -> Table:
    """Leave out of a table what a terminal has no room for."""
    left_out = _ELSEWHERE | ({"sailings"} if table.id in STEPS.values() else set())
    kept = [at for at, each in enumerate(table.columns) if each.id not in left_out]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows[:MOST_ROWS])
    rest = len(table.rows) - len(rows)
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=rows,
        more=More(rest, "they stand in plan.xlsx") if rest else None,
    )


def _judge(plan: Plan) -> Status:
    statuses = [judge_sailing(each) for each in plan.sailings]
    return min(statuses, key=lambda each: _ORDER.index(each.outcome))


def _summarise(plan: Plan) -> str:
    counted = Counter(each.outcome for each in plan.sailings)
    parts = [
        f"{counted[outcome]} {words}"
        for outcome, words in (
            (Outcome.NOT_MET, "more likely missed than met"),
            (Outcome.UNDETERMINED, "open"),
            (Outcome.MET, "more likely met"),
        )
        if counted[outcome]
    ]
    said = f"{_count(len(plan.sailings), 'sailing')}: {', '.join(parts)}"
    late = [each.late_days for each in plan.steps if each.late_days and each.lane is Lane.BINDING]
    if not plan.steps:
        return f"{said}; no document is missing"
    if not late:
        return f"{said}; no step that binds is late"
    return f"{said}; {_count(len(late), 'step')} late, the worst by {_count(max(late), 'day')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _list_notes(plan: Plan) -> Iterator[Note]:
    packs = {
        each.pack.id: each.pack for one in plan.readinesses for each in one.decision.judgements
    }
    for pack in packs.values():
        if is_unconfirmed(pack):
            yield Note(
                f"{pack.instrument.number} is reported by trade press and not confirmed in an "
                "official text; nobody here has read the law itself.",
                is_warning=True,
            )
    early = {
        each.sailing.consignment: each.before_order_days
        for each in plan.sailings
        if each.before_order_days
    }
    if early:
        yield Note(
            f"The first step must begin before the order is placed, by up to "
            f"{_count(max(early.values()), 'day')}, for {', '.join(early)}.",
            is_warning=True,
        )
    yield from _note_calendars(plan)
    yield from _note_assumptions(plan)


def _note_calendars(plan: Plan) -> Iterator[Note]:
    ends = {
        each.step.owner.country: each.calendar_ends for each in plan.steps if each.calendar_ends
    }
    for country, day in sorted(ends.items()):
        yield Note(
            f"Working days of {country} are announced until {day}. Later days follow from the law "
            "alone, without days that are still to be moved.",
            is_warning=True,
        )


def _note_assumptions(plan: Plan) -> Iterator[Note]:
    assumed = {each.step.owner.country for each in plan.steps if each.step.owner.is_country_assumed}
    if assumed:
        yield Note(
            "Nobody has said where some of the parties sit; their working days are those of "
            f"{', '.join(sorted(assumed))}."
        )
    if plan.basis.verifier_factor != 1:
        change = f"{(plan.basis.verifier_factor - 1) * 100:+g} %"
        yield Note(f"A scenario: the times of verification bodies are changed by {change}.")
    yield Note(
        "Times without another source are estimates of this house; put your own in their place "
        "with --leads."
    )
    yield Note(
        "A verification body or supplier that is slow in one step is slow in all of its steps of "
        "the same run; other steps are drawn by themselves."
    )
    yield Note("Where no series is named, the model stands for it.")


def _list_provenance(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "planned on", plan.basis.day.isoformat()
    first = plan.readinesses[0].decision
    yield "known as of", write_utc(first.known_as_of)
    yield "law as of", first.law_as_of.isoformat() if first.law_as_of else "the day of each event"
    for judgement in first.judgements:
        yield judgement.pack.id, f"version {judgement.pack.version}, {judgement.pack.digest}"
    yield "runs", str(plan.runs)
    yield "seed", str(plan.seed)
    yield "program", first.engine
