"""Processes of imported databases as reports: which were found, and what one of them says."""

from collections.abc import Iterator, Sequence

from cradlegate.background.datasets.packed import PackedBackground, ProcessEntry
from cradlegate.background.processes.suppliers import Suppliers
from cradlegate.core.blank import Blank
from cradlegate.reports.contents.database_report import LONGEST_NOTICE, SHOWN
from cradlegate.reports.report import (
    Answer,
    Cell,
    Column,
    Figure,
    Mark,
    More,
    Note,
    Report,
    Table,
    Text,
)


def tabulate_processes(found: Sequence[tuple[PackedBackground, ProcessEntry]]) -> Table:
    """Tabulate processes that a search found."""
    columns = (
        Column("id", "id"),
        Column("name", "name"),
        Column("place", "place"),
        Column("value", "value", is_numeric=True),
        Column("database", "database"),
    )
    rows = tuple(
        (
            Text(entry.id),
            Text(entry.name),
            Text(entry.location),
            _show_value(entry),
            Text(packed.name),
        )
        for packed, entry in found[:SHOWN]
    )
    more = More(len(found) - SHOWN, "a longer query") if len(found) > SHOWN else None
    return Table("processes", f"Processes of databases: {len(found):,}", columns, rows, more=more)


def report_process(
    found: Sequence[tuple[PackedBackground, ProcessEntry]], suppliers: Sequence[Suppliers]
) -> Report:
    """Draw up one process as every database of the workspace has it.

    Args:
        found: at least one.
        suppliers: of each of them.
    """
    packed, entry = found[0]
    if entry.by_method is None:
        headline = f"{entry.name} has no figure: {entry.state}"
    else:
        headline = f"{entry.name}: {entry.by_method} kg CO2e per {entry.unit} by {packed.factors}"
    return Report(
        title=entry.name,
        kind="library show",
        answer=Answer(headline),
        tables=tuple(_tabulate_found(found, suppliers)),
        notes=tuple(_tell_terms(found)),
        provenance=tuple((each.name, each.id) for each, _ in found),
    )


def _tabulate_found(
    found: Sequence[tuple[PackedBackground, ProcessEntry]], suppliers: Sequence[Suppliers]
) -> Iterator[Table]:
    for at, ((packed, entry), own) in enumerate(zip(found, suppliers, strict=True), 1):
        yield _tabulate_process(at, packed, entry)
        if own:
            yield _tabulate_suppliers(at, packed, own)


def _tabulate_suppliers(at: int, packed: PackedBackground, suppliers: Suppliers) -> Table:
    columns = (
        Column("supplier", "supplier"),
        Column("amount", "amount per run", is_numeric=True),
        Column("database", "database"),
        Column("rule", "found as"),
        Column("id", "id"),
    )
    rows = tuple(
        (
            Text(each.name or each.process),
            Figure(each.amount, each.unit),
            Text(each.database),
            Text(each.rule or "supplier in its own database"),
            Text(each.process),
        )
        for each in suppliers[:SHOWN]
    )
    hidden = len(suppliers) - SHOWN
    more = More(hidden, "the arrays of the database") if hidden > 0 else None
    title = f"What it takes, in {packed.name}: {len(suppliers):,}"
    return Table(f"suppliers_{at}", title, columns, rows, more=more)


def _tell_terms(found: Sequence[tuple[PackedBackground, ProcessEntry]]) -> Iterator[Note]:
    """Tell the terms of each database; where files speak of single processes, those of this."""
    for packed, entry in found:
        for each in (packed.as_linked, *packed.linked):
            own = {file: text for file, text in each.licences.items() if entry.id in file}
            for file, text in (own or each.licences).items():
                yield Note(f"{each.name}, {file}: {' '.join(text.split())[:LONGEST_NOTICE]}")


def _tabulate_process(at: int, packed: PackedBackground, entry: ProcessEntry) -> Table:
    unit = f"kg CO2e/{entry.unit}"
    rows: list[tuple[Cell, ...]] = [
        (Text("database"), Text(packed.name)),
        (Text("process"), Text(entry.id)),
        (Text("product"), Text(entry.product)),
        (Text("place"), Text(entry.location)),
        (Text("years"), Text(" to ".join(str(year) for year in entry.years))),
        (Text("state"), Text(entry.state)),
        (Text("China's national database"), Text(packed.standing.replace("_", " "))),
    ]
    rows = [(*row, Mark(Blank.NOT_APPLICABLE)) for row in rows]
    for name, value in entry.values.items():
        bound = entry.bounds.get(name)
        exact = Mark(Blank.UNKNOWN) if bound is None else Figure(bound, unit, digits=2)
        rows.append((Text(str(name)), Figure(value, unit), exact))
    if entry.by_method is not None:
        by_method = Figure(entry.by_method, unit)
        rows.append((Text(f"by {packed.factors}"), by_method, Mark(Blank.NOT_APPLICABLE)))
    columns = (
        Column("what", "what"),
        Column("value", "value"),
        Column("bound", "no further off than"),
    )
    return Table(f"process_{at}", f"In {packed.name}", columns, tuple(rows))


def _show_value(entry: ProcessEntry) -> Cell:
    if entry.by_method is None:
        return Mark(Blank.UNKNOWN)
    return Figure(entry.by_method, f"kg CO2e/{entry.unit}")
