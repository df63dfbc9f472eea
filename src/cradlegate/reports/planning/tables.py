"""The tables of a plan: sailings, steps, engagements, whom to chase, open points, costs, times."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cradlegate.border.planning.conditions import Condition
from cradlegate.border.planning.lead_times import LeadTime
from cradlegate.border.planning.plan import CHANCES, USUAL, Lane, Plan, SailingPlan, StepPlan
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.display import UNICODE
from cradlegate.reports.planning.words import (
    name_owner,
    name_step,
    say_lane,
    say_late,
)
from cradlegate.reports.readiness.law import name_authorities
from cradlegate.reports.readiness.words import ROLES
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Column,
    Figure,
    Grade,
    Share,
    Status,
    Table,
    Text,
)

SAILINGS, ENGAGEMENTS, LAW, TIMES = "plan", "engagements", "law", "times"
STEPS = {Lane.BINDING: "steps", Lane.OPEN: "steps_open", Lane.ADVISED: "steps_advised"}
"""Ids of the tables of steps."""
_TITLES = {
    Lane.BINDING: "Steps that bind",
    Lane.OPEN: "Steps that hang on open points",
    Lane.ADVISED: "Steps that are advised, and close no way",
}
_STEPS_NOTE = (
    "Latest starts for three chances of being in time, each on a working day of whoever takes the "
    "step. Days to spare run from the day on which half of the runs can begin it to the start for "
    "80 %. "
    "`Holds up` is the share of runs in which it lies on the longest way."
)
"""Stands under the first table of steps."""
_HIGH, _MEDIUM = 0.5, 0.2
"""Chances to miss a sailing from which its risk is high or medium; a house rule."""


def judge_sailing(each: SailingPlan) -> Status:
    """Show whether a departure is met, and what keeps that open."""
    if each.outcome is not Outcome.UNDETERMINED:
        return Status(each.outcome)
    is_law = any(point.is_law for point in each.sailing.conditions)
    return Status(each.outcome, Cause.LAW if is_law else Cause.FACT)


def tabulate_sailings(plan: Plan) -> Table:
    """Tabulate every departure: the chance to miss it, and what to shorten first."""
    columns = (
        Column("status", "in time"),
        Column("consignment", "sailing"),
        Column("route", "route"),
        Column("leaves", "leaves"),
        Column("missing", "papers to come", is_numeric=True),
        Column("missed", "chance to miss it", is_numeric=True),
        Column("missed_if", "with open points", is_numeric=True),
        Column("late_for_entry", "not there at entry", is_numeric=True),
        Column("late", "days late", is_numeric=True),
        Column("risk", "risk"),
        Column("shorten", "shorten first (days that it wins)"),
    )
    note = (
        f"Chances of {plan.runs} runs. The first counts what surely binds, the second also what "
        "binds only if open points are taken cautiously; facts that are still asked for count in "
        "neither. Risk is a house rule: high from 50 %, medium from 20 %."
    )
    steps = {each.step.id: each for each in plan.steps}
    rows = tuple(_show_sailing(each, steps) for each in plan.sailings)
    return Table("sailings", "Sailings", columns, rows, part=SAILINGS, note=note)


def _show_sailing(each: SailingPlan, steps: Mapping[str, StepPlan]) -> tuple[Cell, ...]:
    return (
        judge_sailing(each),
        Text(each.sailing.consignment),
        Text(each.sailing.route) if each.sailing.route else UNKNOWN,
        _show_day(each.sailing.day),
        _count(len({goal.what for goal in each.sailing.goals if goal.is_binding})),
        _show_chance(each.missed),
        _show_chance(each.missed_if),
        _show_chance(each.late_for_entry),
        _count(_count_late(each, steps)),
        Text(_rate(each)),
        Text(f"{name_step(steps[each.hold_up].step)} ({each.saved_days:.0f})")
        if round(each.saved_days) > 0
        else NOT_APPLICABLE,
    )


def tabulate_steps(plan: Plan, lane: Lane) -> Table:
    """Tabulate the steps of one lane with their latest starts, what must begin first on top."""
    columns = (
        Column("step", "step"),
        Column("owner", "who"),
        Column("begin_95", "begin by, 95 %"),
        Column("begin_80", "80 %"),
        Column("begin_50", "50 %"),
        Column("done_by", "done by"),
        Column("state", "state"),
        Column("spare", "days to spare", is_numeric=True),
        Column("critical", "holds up", is_numeric=True),
        Column("sailings", "for"),
        Column("lane", "why"),
    )
    rows = tuple(_show_step(each) for each in plan.steps if each.lane is lane)
    note = _STEPS_NOTE if rows and plan.steps[0].lane is lane else ""
    return Table(STEPS[lane], _TITLES[lane], columns, rows, part=SAILINGS, note=note)


def _show_step(each: StepPlan) -> tuple[Cell, ...]:
    return (
        Text(name_step(each.step)),
        Text(name_owner(each.step.owner)),
        *(_show_day(each.begin.get(chance)) for chance in CHANCES),
        _show_day(each.done_by),
        Text(say_late(each)),
        UNKNOWN if each.spare_days is None else _count(each.spare_days),
        _show_chance(each.critical),
        Text(", ".join(each.sailings)),
        Text(say_lane(each)),
    )


def tabulate_engagements(plan: Plan) -> Table:
    """Tabulate what is made once for a series, and every departure that hangs on it."""
    steps = {each.step.id: each for each in plan.steps}
    rows = tuple(
        (
            Text(engagement.series),
            Text(engagement.what),
            Text(name_owner(steps[engagement.last].step.owner)),
            Text(sailing.sailing.consignment),
            _show_day(sailing.sailing.day),
            _show_day(min(begins, default=None)),
            _show_chance(sailing.missed_if),
        )
        for engagement in plan.network.engagements
        for sailing in plan.sailings
        if sailing.sailing.consignment in engagement.sailings
        for begins in (
            [sailing.begin[name][USUAL] for name in engagement.steps if sailing.begin.get(name)],
        )
    )
    columns = (
        Column("series", "series"),
        Column("what", "what is made"),
        Column("owner", "by whom"),
        Column("consignment", "sailing"),
        Column("leaves", "leaves"),
        Column("begin", "begin for it (80 %)"),
        Column("missed", "chance to miss it", is_numeric=True),
    )
    note = (
        "One verification serves a whole series and every regime that asks for such a document; "
        "whether its body counts is judged under each regime by itself."
    )
    title = "What is made once, and the sailings that hang on it"
    return Table("engagements", title, columns, rows, part=ENGAGEMENTS, note=note)


def tabulate_open(plan: Plan) -> Table:
    """Tabulate the open points that a plan had to take one way or the other."""
    packs = {
        each.pack.id: each.pack for one in plan.readinesses for each in one.decision.judgements
    }
    behind = {
        point: [name_step(each.step) for each in plan.steps if point in each.conditions]
        for point in _list_points(plan)
    }
    rows = tuple(
        (
            Text(f"{point.pack}: {point.name}" + (f" ({point.index})" if point.index else "")),
            Text(_say_point(point, packs[point.pack])),
            Text(point.answer) if point.answer else UNKNOWN,
            Text(_name_answerer(point, packs[point.pack])),
            Text(", ".join(_list_sailings(point, plan))),
            Text("; ".join(steps)) if steps else NOT_APPLICABLE,
        )
        for point, steps in behind.items()
    )
    columns = (
        Column("point", "point"),
        Column("ask", "what is open"),
        Column("plan_for", "planned for"),
        Column("authority", "who can answer"),
        Column("sailings", "sailings"),
        Column("steps", "steps behind it"),
    )
    note = (
        "Nobody knows how long an answer takes, so none is in the plan. Where no answer is planned "
        "for (?), the worst is taken."
    )
    return Table("open", "Open points", columns, rows, part=LAW, note=note)


def _list_points(plan: Plan) -> list[Condition]:
    found = (one for each in plan.sailings for one in each.sailing.conditions)
    return sorted(set(found), key=lambda each: (not each.is_law, each))


def _list_sailings(point: Condition, plan: Plan) -> Iterator[str]:
    for each in plan.sailings:
        if point in each.sailing.conditions:
            yield each.sailing.consignment


def _say_point(point: Condition, pack: Pack) -> str:
    if point.is_law:
        return str(pack.questions[point.name].ask)
    return str(shipped_vocabulary().facts[point.name].ask)


def _name_answerer(point: Condition, pack: Pack) -> str:
    if point.is_law:
        return name_authorities(pack.questions[point.name], pack)
    return ROLES[shipped_vocabulary().facts[point.name].asked]


def tabulate_costs(plan: Plan) -> Table:
    """Tabulate the prices of the steps by the quarter in which they must begin."""
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for each in plan.steps:
        time = each.step.time
        if time and time.cost is not None:
            day = each.begin.get(USUAL)
            quarter = _name_quarter(max(day, plan.basis.day)) if day else "?"
            sums.setdefault((quarter, time.currency), []).append(time.cost)
    rows = tuple(
        (
            Text(quarter) if quarter != "?" else UNKNOWN,
            _count(len(costs)),
            Figure(sum(costs, Decimal(0)), currency, digits=None),
        )
        for (quarter, currency), costs in sorted(sums.items())
    )
    columns = (
        Column("quarter", "quarter"),
        Column("steps", "steps with a price", is_numeric=True),
        Column("cost", "cost", is_numeric=True),
    )
    priced = sum(len(costs) for costs in sums.values())
    note = f"{len(plan.steps) - priced} of {len(plan.steps)} steps have no price."
    return Table("costs", "Costs as offered", columns, rows, part=TIMES, note=note)


def _name_quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def tabulate_times(plan: Plan) -> Table:
    """Tabulate the times that the plan was made with, and who says so."""
    used: dict[tuple[str, str, LeadTime], None] = {}
    for each in plan.steps:
        if each.step.time and each.step.kind != "await":
            used[each.step.kind, name_owner(each.step.owner), each.step.time] = None
    rows = tuple(
        (
            Text(kind.replace("_", " ")),
            Text(owner),
            *(Figure(Decimal(f"{day:g}"), digits=None) for day in time.days),
            Text(time.unit.replace("_", " ")),
            Text(time.source),
            Grade(time.grade) if time.grade else NOT_APPLICABLE,
        )
        for kind, owner, time in used
    )
    columns = (
        Column("kind", "step"),
        Column("owner", "who"),
        Column("min", "shortest", is_numeric=True),
        Column("likely", "likely", is_numeric=True),
        Column("max", "longest", is_numeric=True),
        Column("unit", "in"),
        Column("source", "source"),
        Column("grade", "grade"),
    )
    return Table("times", "Times in use", columns, rows, part=TIMES)


def _rate(each: SailingPlan) -> str:
    if each.outcome is Outcome.NOT_MET:
        return "high"
    if each.missed_if is None:
        return UNICODE.marks[UNKNOWN.blank]
    if each.missed_if >= _HIGH:
        return "high"
    return "medium" if each.missed_if >= _MEDIUM else "low"


def _count_late(each: SailingPlan, steps: Mapping[str, StepPlan]) -> int:
    """Count the days by which the latest of its steps is late for this departure."""
    late = [
        (first - begin[USUAL]).days
        for name, begin in each.begin.items()
        if begin and (first := steps[name].ready)
    ]
    return max([0, *late])


def _show_day(day: date | None) -> Cell:
    return Text(day.isoformat()) if day else UNKNOWN


def _show_chance(share: float | None) -> Cell:
    if share is None:
        return UNKNOWN
    return Share(Decimal(f"{share:.6f}"), Decimal(round(share * 100)), Decimal(1))


def _count(number: int) -> Figure:
    return Figure(Decimal(number), digits=None)
