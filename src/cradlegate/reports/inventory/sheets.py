"""The sheets of a sorted stock list: in, unclear and out, and what could not be read."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from cradlegate.border.inventory.sort import Placing, SortedItem
from cradlegate.border.inventory.stock import Stock
from cradlegate.core.blank import Blank
from cradlegate.reports.report import ABSENT, UNKNOWN, Cell, Column, More, Table, Text

GROUPS = ("in", "unclear", "out")
_TITLES = {
    "in": ("In", "At least one regime applies."),
    "unclear": ("Unclear", "None surely applies, and at least one may."),
    "out": ("Out", "No regime applies that was asked."),
}
FEW = 10
"""Rows of a sheet that are shown where there is little room."""
HOW_TO_SEE_MORE = "they stand in the files of --out"
_OF_OCCASION = frozenset({"destination", "entry_date", "ship_date", "procedure"})
"""What is the same for every machine, and is left out beside what is its own."""
FINDINGS = (
    "row",
    "id",
    "said",
    "kind",
    "condition",
    "built",
    "destination",
    "regime",
    "group",
    "decided_by",
    "because",
    "open_columns",
    "open_questions",
)


def tabulate_group(group: str, machines: Sequence[SortedItem], most: int | None) -> Table:
    """Tabulate the machines of one group, one row for each destination.

    Args:
        most: rows that are listed; None for all.
    """
    own = [each for each in machines if each.group == group]
    columns = (
        Column("row", "row", is_numeric=True),
        Column("id", "id"),
        Column("said", "what the list says"),
        Column("kind", "kind"),
        Column("condition", "condition"),
        Column("built", "built"),
        Column("destination", "to"),
        Column("why", "regime and why"),
    )
    rows = tuple(_show(each) for each in own[:most])
    rest = len(own) - len(rows)
    more = More(rest, HOW_TO_SEE_MORE) if rest else None
    title, note = _TITLES[group]
    return Table(group, title, columns, rows, more=more, note=note)


def tabulate_unread(stock: Stock, most: int | None) -> Table:
    """Tabulate the rows that cannot be read, with the code of the fault."""
    columns = (
        Column("row", "row", is_numeric=True),
        Column("column", "column"),
        Column("code", "code"),
        Column("found", "what was found"),
        Column("remedy", "what to do"),
    )
    rows = tuple(
        (
            Text(str(each.row)),
            Text(each.column) if each.column else ABSENT,
            Text(each.code),
            Text(each.found),
            Text(each.remedy),
        )
        for each in stock.unread[:most]
    )
    rest = len(stock.unread) - len(rows)
    more = More(rest, HOW_TO_SEE_MORE) if rest else None
    return Table("unread", "Unread rows", columns, rows, more=more)


def tabulate_doubts(stock: Stock, most: int | None) -> Table:
    """Tabulate the texts that leave something unknown, those of most rows first."""
    columns = (
        Column("column", "column"),
        Column("code", "code"),
        Column("found", "what was found"),
        Column("rows", "rows", is_numeric=True),
        Column("first", "first row", is_numeric=True),
    )
    ranked = sorted(stock.doubts, key=lambda each: -len(each.rows))
    rows = tuple(
        (
            Text(each.fault.place.column),
            Text(each.fault.code),
            Text(each.fault.found),
            Text(str(len(each.rows))),
            Text(str(each.rows[0])),
        )
        for each in ranked[:most]
    )
    rest = len(ranked) - len(rows)
    more = More(rest, HOW_TO_SEE_MORE) if rest else None
    title = "Words that leave something unknown"
    return Table("doubts", title, columns, rows, more=more)


def write_findings(machines: Iterable[SortedItem]) -> bytes:
    """Write a CSV table with a row for every machine, destination and regime."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FINDINGS)
    for each in machines:
        writer.writerows(_list_findings(each))
    return text.getvalue().encode("utf-8-sig")


def write_unread(stock: Stock) -> bytes:
    """Write a CSV table of the rows that cannot be read."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("row", "column", "code", "found", "remedy"))
    writer.writerows(
        (each.row, each.column, each.code, each.found, each.remedy) for each in stock.unread
    )
    return text.getvalue().encode("utf-8-sig")


def _list_findings(machine: SortedItem) -> Iterable[tuple[object, ...]]:
    item = machine.item
    for each in machine.placings:
        yield (
            item.row,
            _defuse(item.id),
            _defuse(item.said["kind"]),
            _plain(item.kind.value),
            _plain(item.condition.value),
            _plain(item.built.span),
            machine.destination,
            each.regime,
            each.group,
            _say_values(each.because),
            "; ".join(each.status.because),
            "; ".join(each.open_columns),
            "; ".join(each.status.questions),
        )


def _defuse(text: str) -> str:
    """Keep a spreadsheet from taking a text of the list for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _plain(value: object) -> str:
    return "" if isinstance(value, Blank) else str(value)


def _show(machine: SortedItem) -> tuple[Cell, ...]:
    item = machine.item
    values = (item.kind.value, item.condition.value, item.built.span)
    return (
        Text(str(item.row)),
        Text(item.id),
        Text(item.said["kind"]) if item.said["kind"] else UNKNOWN,
        *(UNKNOWN if isinstance(each, Blank) else Text(str(each)) for each in values),
        Text(machine.destination),
        Text("; ".join(_say_placings(machine))),
    )


def _say_placings(machine: SortedItem) -> Iterable[str]:
    """Say first what puts it into its group; regimes that leave it out alone where all do."""
    order = GROUPS[: GROUPS.index("unclear") + 1] if machine.group != "out" else ("out",)
    for group in order:
        reasons: dict[str, list[str]] = {}
        for each in machine.placings:
            if each.group == group:
                reasons.setdefault(_say_reason(each), []).append(each.regime)
        for reason, regimes in reasons.items():
            yield f"{group} {', '.join(regimes)}: {reason}"


def _say_reason(placing: Placing) -> str:
    if placing.because:
        own = {name: each for name, each in placing.because.items() if name not in _OF_OCCASION}
        return _say_values(own or placing.because)
    said = [f"unknown {', '.join(placing.open_columns)}"] if placing.open_columns else []
    said += [f"law {', '.join(placing.status.questions)}"] if placing.status.questions else []
    return ", ".join(said)


def _say_values(values: Mapping[str, str]) -> str:
    return ", ".join(f"{column} {value}" for column, value in values.items())
