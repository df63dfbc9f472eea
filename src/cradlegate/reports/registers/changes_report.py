"""What became of a register between two snapshots, as a report."""

from collections.abc import Sequence
from decimal import Decimal

from cradlegate.reports.registers.register_report import (
    REGISTER_DISCLAIMER,
    mark_example,
    name_provenance,
)
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    Note,
    Report,
    Step,
    Table,
    Text,
)
from cradlegate.verification.registers.compare import (
    Matter,
    RegisterChange,
    Turn,
    count_by_matter,
)
from cradlegate.verification.registers.register import RegisterSnapshot

_SPAN = (
    "A register seldom says when it changed. Each change lies after the day on which the old state "
    "was last seen, and on or before the day on which the new one was first seen."
)


def report_changes(
    old: RegisterSnapshot, new: RegisterSnapshot, changes: Sequence[RegisterChange]
) -> Report:
    """Show changes with counts, and what to do about those that take something away."""
    count = len(changes)
    said = f"{count} change{'' if count == 1 else 's'}" if count else "no change"
    return Report(
        title=f"Register {new.register_id}, {old.as_of} to {new.as_of}",
        kind="register diff",
        answer=Answer(f"{said} from {old.name} to {new.name}"),
        next_steps=tuple(_list_steps(changes)),
        tables=(_tabulate_counts(changes), _tabulate(changes)) if changes else (),
        notes=(Note(_SPAN),),
        provenance=name_provenance([old, new]),
        status=mark_example([old, new]),
        disclaimer=REGISTER_DISCLAIMER,
    )


def _list_steps(changes: Sequence[RegisterChange]) -> list[Step]:
    lost = sorted({each.body_no for each in changes if _takes_away(each)})
    if not lost:
        return []
    named = ", ".join(each for each in lost if each)
    whose = f"by {named}" if named else "by bodies of an accreditation body no longer accepted"
    text = f"judge consignments again whose documents were issued {whose}"
    return [Step("you", text, because="these lost something")]


def _takes_away(change: RegisterChange) -> bool:
    if change.matter is Matter.STATUS:
        return change.after != "granted"
    return change.turn is Turn.GONE


def _tabulate_counts(changes: Sequence[RegisterChange]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Text(matter), Text(turn), Figure(Decimal(number), digits=None))
        for (matter, turn), number in count_by_matter(changes).items()
    )
    columns = (
        Column("matter", "what"),
        Column("turn", "how"),
        Column("count", "number", is_numeric=True),
    )
    return Table("counts", "How many", columns, rows)


def _tabulate(changes: Sequence[RegisterChange]) -> Table:
    rows = tuple(
        (
            Text(f"{each.matter} {each.turn}"),
            _text(each.body_no),
            Text(each.of),
            _text(each.before),
            _text(each.after),
            Text(_say_span(each)),
        )
        for each in changes
    )
    columns = (
        Column("what", "what"),
        Column("body", "body"),
        Column("of", "of"),
        Column("before", "before"),
        Column("after", "after"),
        Column("when", "when"),
    )
    return Table("changes", "Changes", columns, rows)


def _say_span(change: RegisterChange) -> str:
    seen = f"{change.seen.first}/{change.seen.last}"
    return f"{seen}; stated {change.stated}" if change.stated else seen


def _text(text: str) -> Cell:
    return Text(text) if text else NOT_APPLICABLE
