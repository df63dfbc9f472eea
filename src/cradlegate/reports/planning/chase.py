"""Whom to chase for what: every step by its owner, and every fact that is still asked for."""

from datetime import date

from cradlegate.border.planning.plan import USUAL, Plan, StepPlan
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.reports.display import UNICODE
from cradlegate.reports.planning.words import name_owner, name_step, say_late
from cradlegate.reports.readiness.words import name_asked
from cradlegate.reports.report import NOT_APPLICABLE, UNKNOWN, Cell, Column, Step, Table, Text

CHASE = "chase"
MOST_STEPS = 6

_Row = tuple[str, date, tuple[Cell, ...]]


def list_next_steps(plan: Plan) -> tuple[Step, ...]:
    """List what can begin now and must begin first."""
    begun = [
        each
        for each in plan.steps
        if not each.step.after and each.begin and each.step.kind != "await"
    ]
    first = tuple(_make_step(each) for each in begun[:MOST_STEPS])
    rest = len(begun) - len(first)
    if rest > 0:
        first += (Step("you", f"see the {rest} other steps that can begin, in the chase list"),)
    return first


def _make_step(each: StepPlan) -> Step:
    because = [f"for {', '.join(each.sailings)}"]
    because += [say_late(each)] if each.late_days else []
    return Step(
        name_owner(each.step.owner), name_step(each.step), each.begin[USUAL], "; ".join(because)
    )


def tabulate_chase(plan: Plan) -> Table:
    """Tabulate by party what it has to do or send, what is due first on top."""
    rows = sorted([*_list_steps(plan), *_list_asks(plan)], key=lambda each: each[:2])
    columns = (
        Column("party", "party"),
        Column("contact", "contact"),
        Column("what", "what"),
        Column("begin", "begin by (80 %)"),
        Column("by", "needed by"),
        Column("sailings", "for"),
        Column("state", "state"),
    )
    cells = tuple(each for _, _, each in rows)
    return Table("chase", "Chase list by party", columns, cells, part=CHASE)


def _list_steps(plan: Plan) -> list[_Row]:
    return [
        (
            name_owner(each.step.owner),
            each.begin.get(USUAL, each.done_by or date.max),
            (
                Text(name_owner(each.step.owner)),
                Text(each.step.owner.contact) if each.step.owner.contact else UNKNOWN,
                Text(name_step(each.step)),
                _show_day(each.begin.get(USUAL)),
                _show_day(each.done_by),
                Text(", ".join(each.sailings)),
                Text(say_late(each)),
            ),
        )
        for each in plan.steps
    ]


def _list_asks(plan: Plan) -> list[_Row]:
    """List the open facts; documents are steps already."""
    rows = []
    for readiness in plan.readinesses:
        consignment = readiness.consignment
        asks = (ask for asks in readiness.asks.values() for ask in asks)
        for ask in asks:
            if ask.is_binding and ask.found:
                party = name_asked(ask, consignment, UNICODE)
                cells: tuple[Cell, ...] = (
                    Text(party),
                    _find_contact(ask.party, consignment),
                    Text(f"{ask.what}" + (f" ({ask.about})" if ask.about else "")),
                    NOT_APPLICABLE,
                    _show_day(ask.by),
                    Text(consignment.id),
                    Text("to be answered"),
                )
                rows.append((party, ask.by or date.max, cells))
    return rows


def _find_contact(party: str, consignment: Consignment) -> Cell:
    known = consignment.parties.get(party)
    return Text(known.contact) if known and known.contact else UNKNOWN


def _show_day(day: date | None) -> Cell:
    return Text(day.isoformat()) if day else UNKNOWN
