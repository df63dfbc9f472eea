"""Watch items as a report: all of them, or those that are overdue."""

from collections.abc import Sequence
from datetime import date

from cradlegate.border.watching.items import Overdue, WatchedItem, find_overdue, next_look
from cradlegate.reports.regimes.pack_report import DISCLAIMER
from cradlegate.reports.report import (
    ABSENT,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Grade,
    Note,
    Report,
    Step,
    Table,
    Text,
)

Late = tuple[tuple[WatchedItem, tuple[Overdue, ...]], ...]


def report_items(items: Sequence[WatchedItem], today: date, longest_days: int, log: str) -> Report:
    """List watch items with the last look at each.

    Args:
        longest_days: after how many days an item is looked at again.
        log: name of the log; empty where there is none yet.
    """
    late = find_late(items, today, longest_days)
    count = f"{len(items)} watch item{'' if len(items) == 1 else 's'}"
    return Report(
        title="What is watched",
        kind="watch",
        answer=Answer(f"{count}, {len(late)} of them overdue on {today}"),
        next_steps=_list_steps(late, today),
        tables=tuple(
            table
            for table in (_tabulate_items(items, today, longest_days), _tabulate_places(items))
            if table.rows
        ),
        notes=_tell_log(log),
        provenance=_name_packs(items),
        disclaimer=DISCLAIMER,
    )


def report_overdue(items: Sequence[WatchedItem], late: Late, today: date, log: str) -> Report:
    """List the items that are overdue, each with every reason."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(watched.name),
            Text(str(each.reason)),
            Text(str(each.since)) if each.since else NOT_APPLICABLE,
            Text(watched.item.what.say("en")),
        )
        for watched, reasons in late
        for each in reasons
    )
    columns = (
        Column("item", "item"),
        Column("reason", "why"),
        Column("since", "since"),
        Column("what", "what"),
    )
    tables = (
        Table("overdue", "Overdue", columns, rows),
        _tabulate_places([watched for watched, _ in late]),
    )
    said = f"{len(late)} of {len(items)} watch items overdue on {today}"
    return Report(
        title="What is overdue",
        kind="watch overdue",
        answer=Answer(said),
        next_steps=_list_steps(late, today),
        tables=tuple(table for table in tables if table.rows),
        notes=_tell_log(log),
        provenance=_name_packs(items),
        disclaimer=DISCLAIMER,
    )


def find_late(items: Sequence[WatchedItem], today: date, longest_days: int) -> Late:
    """Find the items that are overdue, each with every reason."""
    judged = ((each, find_overdue(each, today, longest_days)) for each in items)
    return tuple((each, reasons) for each, reasons in judged if reasons)


def _list_steps(late: Late, today: date) -> tuple[Step, ...]:
    if not late:
        return ()
    return (
        Step(
            "you",
            "look where the table says, save what you see, and add it with `cradlegate watch add`",
            by=today,
            because="nothing here looks by itself",
        ),
    )


def _tabulate_items(items: Sequence[WatchedItem], today: date, longest_days: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in items:
        last = each.last_look
        rows.append(
            (
                Text(each.name),
                Text(each.item.what.say("en")),
                Text(str(each.item.expected)) if each.item.expected else UNKNOWN,
                Text(f"{last.at.date()}, {last.by}") if last else ABSENT,
                Text(str(last.verdict)) if last else NOT_APPLICABLE,
                Text(str(next_look(each, today, longest_days))),
            )
        )
    columns = (
        Column("item", "item"),
        Column("what", "what"),
        Column("expected", "expected"),
        Column("last", "last look"),
        Column("verdict", "verdict"),
        Column("next", "next look by"),
    )
    return Table("items", "What is watched", columns, tuple(rows))


def _tabulate_places(items: Sequence[WatchedItem]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(each.name),
            Text(f"{each.authority.name} ({each.authority.country})"),
            Text(each.item.where),
            Text(each.item.counts),
            Text(", ".join(each.item.settles)) if each.item.settles else ABSENT,
            Grade(each.pack.grade_of(each.item.cite)),
        )
        for each in items
    )
    columns = (
        Column("item", "item"),
        Column("authority", "who can settle it"),
        Column("where", "where to look"),
        Column("counts", "what counts"),
        Column("settles", "questions"),
        Column("grade", "known from"),
    )
    return Table("places", "Where to look, and what counts as an answer", columns, rows)


def _tell_log(log: str) -> tuple[Note, ...]:
    if log:
        return ()
    return (Note("There is no log yet: every item counts as never looked at.", is_warning=True),)


def _name_packs(items: Sequence[WatchedItem]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((each.pack.id, each.pack.digest) for each in items))
