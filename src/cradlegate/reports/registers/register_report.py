"""A register as a report: its bodies, and what others say of them."""

from collections.abc import Sequence
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Mark,
    Note,
    Report,
    Step,
    Table,
    Text,
)
from cradlegate.verification.registers.compare import group_accreditations, tell_status
from cradlegate.verification.registers.register import RegisterRow, RegisterSnapshot
from cradlegate.verification.registers.scope import name_term

REGISTER_DISCLAIMER = (
    "A register says what its publisher had on one day. How it is read here is a house rule until "
    "a national text answers; it is not legal advice."
)
"""What a report on a register is not."""

EXAMPLE = "EXAMPLE: every body is invented"

_WINDOW = (Column("from", "from"), Column("to", "to"), Column("source", "source"))


def report_register(snapshots: Sequence[RegisterSnapshot], day: date) -> Report:
    """Show the newest of some snapshots whole, and name the others.

    Args:
        day: on which it is asked for.
    """
    newest = max(snapshots, key=lambda each: (each.as_of, each.retrieved_at))
    numbers = {row.body_no for row in newest.bodies}
    tables = (
        _tabulate_bodies(newest),
        _tabulate_recognitions(newest),
        _tabulate_designations(newest),
        _tabulate_accepted(newest),
        _tabulate_snapshots(snapshots),
    )
    age = max(0, (day - newest.as_of).days)
    return Report(
        title=newest.title or f"Register {newest.register_id}",
        kind="register",
        answer=Answer(f"{newest.name}: {len(numbers)} bodies; {age} days old on {day}"),
        next_steps=(Step("you", "see how one stood with `--body NUMBER --on DAY`"),),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_tell_silence(newest)),
        provenance=name_provenance([newest]),
        status=mark_example(snapshots),
        disclaimer=REGISTER_DISCLAIMER,
    )


def name_provenance(snapshots: Sequence[RegisterSnapshot]) -> tuple[tuple[str, str], ...]:
    """Name snapshots with publisher, source and digest."""
    return tuple(
        (each.name, f"{each.publisher}; {each.source or 'source not said'}; {each.digest}")
        for each in sorted(snapshots, key=lambda each: (each.as_of, each.digest))
    )


def mark_example(snapshots: Sequence[RegisterSnapshot]) -> str:
    """Give the words that stand over everything read from invented bodies."""
    return EXAMPLE if any(each.is_example for each in snapshots) else ""


def show_days(row: RegisterRow) -> tuple[Cell, Cell]:
    """Show the first and the last day of a row; without a last day nothing ends."""
    return Text(str(row.valid_from)), show_end(row.valid_to)


def show_end(last: Interval | Blank) -> Text | Mark:
    """Show a last day."""
    return Text(str(last)) if isinstance(last, Interval) else Mark(last)


def show_term(term: str) -> str:
    """Show a term as it is written, and the name under which it is read where that differs."""
    name = name_term(term)
    return term if name == term else f"{term} (read as {name})"


def show_source(source: str) -> Text | Mark:
    """Show where a row stands; one that does not say is unknown."""
    return Text(source) if source else UNKNOWN


def _tabulate_bodies(snapshot: RegisterSnapshot) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in group_accreditations(snapshot.bodies).values():
        row = each[-1]
        rows.append(
            (
                Text(row.body_no),
                Text("; ".join(row.names)),
                Text(row.country),
                Text(row.accreditation_body),
                Text(row.standard),
                Text(tell_status(each, snapshot)),
                Text("; ".join(map(show_term, row.scope_terms))),
            )
        )
    columns = (
        Column("body_no", "number"),
        Column("names", "names"),
        Column("country", "country"),
        Column("accreditation_body", "accredited by"),
        Column("standard", "standard"),
        Column("status", f"on {snapshot.as_of}"),
        Column("scope", "scope"),
    )
    return Table("bodies", "Bodies", columns, tuple(rows))


def _tabulate_recognitions(snapshot: RegisterSnapshot) -> Table:
    rows = tuple(
        (
            Text(row.body_no),
            Text(row.recognised_by),
            Text(row.basis) if row.basis else NOT_APPLICABLE,
            *show_days(row),
            show_source(row.source),
        )
        for row in snapshot.recognitions
    )
    columns = (Column("body", "body"), Column("by", "recognised by"), Column("basis", "basis"))
    return Table("recognitions", "Recognitions", (*columns, *_WINDOW), rows)


def _tabulate_designations(snapshot: RegisterSnapshot) -> Table:
    rows = tuple(
        (
            Text(row.body_no),
            Text(row.destination),
            Text(row.designated_by),
            *show_days(row),
            show_source(row.source),
        )
        for row in snapshot.designations
    )
    columns = (Column("body", "body"), Column("destination", "for"), Column("by", "by"))
    return Table("designations", "Designations", (*columns, *_WINDOW), rows)


def _tabulate_accepted(snapshot: RegisterSnapshot) -> Table:
    rows = tuple(
        (
            Text(row.destination),
            Text(row.accreditation_body),
            *show_days(row),
            show_source(row.source),
        )
        for row in snapshot.accepted
    )
    columns = (Column("destination", "country"), Column("ab", "accepts accreditation by"))
    return Table("accepted", "Accepted accreditation bodies", (*columns, *_WINDOW), rows)


def _tabulate_snapshots(snapshots: Sequence[RegisterSnapshot]) -> Table:
    rows = tuple(
        (
            Text(each.register_id),
            Text(each.edition) if each.edition else NOT_APPLICABLE,
            Text(str(each.as_of)),
            Text(str(each.retrieved_at)),
            Text(each.digest),
        )
        for each in sorted(snapshots, key=lambda each: (each.as_of, each.digest))
    )
    columns = (
        Column("register", "register"),
        Column("edition", "edition"),
        Column("as_of", "as of"),
        Column("retrieved_at", "fetched"),
        Column("digest", "digest"),
    )
    return Table("snapshots", "Snapshots", columns, rows if len(snapshots) > 1 else ())


def _tell_silence(snapshot: RegisterSnapshot) -> tuple[Note, ...]:
    notes = []
    if not snapshot.accepted:
        text = "It names no accepted accreditation body: for every country that is unknown."
        notes.append(Note(text, is_warning=True))
    if not snapshot.designations:
        text = "It names no designation: for every country that is unknown."
        notes.append(Note(text, is_warning=True))
    return tuple(notes)
