"""How one body stood on a day, as a report: what held, on which rows, and what came later."""

from collections.abc import Iterator, Sequence
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.cause import Cause
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.values import Span, shift
from cradlegate.reports.registers.register_report import (
    REGISTER_DISCLAIMER,
    mark_example,
    name_provenance,
    show_term,
)
from cradlegate.reports.report import (
    ABSENT,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.verification.registers.days import rows_of_body
from cradlegate.verification.registers.losses import Loss, find_losses
from cradlegate.verification.registers.register import (
    AccreditationStatus,
    RegisterRow,
    RegisterSnapshot,
    plain_number,
)
from cradlegate.verification.registers.standing import Blindness, Standing, find_standing
from cradlegate.verification.registers.words import describe_row

LONGEST_SUSPENSION_MONTHS = 6
"""After how long a suspended body is given up (house rule; a French order on certification bodies
says so)."""

_TOLD = {
    Truth.TRUE: Status(Outcome.MET),
    Truth.FALSE: Status(Outcome.NOT_MET),
    Truth.UNKNOWN: Status(Outcome.UNDETERMINED, Cause.FACT),
}
_AFTER = {
    AccreditationStatus.SUSPENDED: "a statement signed before it stands until its own end",
    AccreditationStatus.WITHDRAWN: "whether a statement signed before it stays valid is a question "
    "of law that a register cannot answer",
    None: "why it is gone is not known; get the extract of the register from its publisher",
}


def report_body(snapshots: Sequence[RegisterSnapshot], body: str, day: date) -> Report:
    """Show how a body stood on a day.

    Args:
        snapshots: of one register or several.
        body: its number.
        day: the day asked for, such as that of a signature.
    """
    answer = find_standing(snapshots, body, Interval(day, day))
    rows = _tabulate_rows(snapshots, body)
    losses = find_losses(snapshots, body, day)
    held: tuple[Table, ...] = ()
    if isinstance(answer, Standing):
        held = (_tabulate_standing(answer), _tabulate_countries(answer))
    tables = (*held, rows, _tabulate_losses(losses))
    return Report(
        title=f"{body} on {day}",
        kind="register body",
        answer=_answer(answer, body, day),
        next_steps=tuple(_list_steps(answer, snapshots, body, day)),
        tables=tuple(table for table in tables if table.rows),
        notes=(Note(answer.found), *_tell_losses(losses)),
        provenance=name_provenance(snapshots),
        status=mark_example(snapshots),
        disclaimer=REGISTER_DISCLAIMER,
    )


def _answer(answer: Standing | Blindness, body: str, day: date) -> Answer:
    if isinstance(answer, Blindness):
        said = f"nobody can tell how {body} stood on {day}"
        return Answer(said, verdict=Status(Outcome.UNDETERMINED, Cause.FACT))
    if not answer.is_listed:
        return Answer(f"{body} is not in the register", verdict=Status(Outcome.NOT_MET))
    if not answer.accredited_by:
        state = answer.status or "not yet accredited"
        said = f"{answer.body_no} was in good standing with nobody on {day}: {state}"
        return Answer(said, verdict=Status(Outcome.NOT_MET))
    by = ", ".join(answer.accredited_by)
    said = f"{answer.body_no} was in good standing with {by} on {day}"
    return Answer(said, verdict=Status(Outcome.MET))


def _list_steps(
    answer: Standing | Blindness, snapshots: Sequence[RegisterSnapshot], body: str, day: date
) -> Iterator[Step]:
    if isinstance(answer, Blindness):
        yield Step("you", answer.remedy)
        return
    if answer.status is AccreditationStatus.SUSPENDED:
        begun = [
            loss.since
            for loss in find_losses(snapshots, body, date.min)
            if loss.status is AccreditationStatus.SUSPENDED and loss.since.last <= day
        ]
        months = Span(LONGEST_SUSPENSION_MONTHS, 0)
        over = [each for each in begun if shift(each, months, is_back=False).last < day]
        if over:
            yield Step(
                "Maker",
                "engage another verification body",
                because=f"suspended since {min(over)}, longer than {months} (house rule)",
            )


def _tabulate_standing(answer: Standing) -> Table:
    facts = (
        ("status", (str(answer.status),) if answer.status else ()),
        ("accredited by", answer.accredited_by),
        ("recognised by", answer.recognised_by),
        ("standards", answer.standards),
    )
    rows: list[tuple[Cell, ...]] = [
        (Text(name), Text(", ".join(values)) if values else ABSENT) for name, values in facts
    ]
    if isinstance(answer.scope_terms, Blank):
        rows.append((Text("scope"), UNKNOWN))
    elif not answer.scope_terms:
        rows.append((Text("scope"), ABSENT))
    else:
        rows += [(Text("scope"), Text(show_term(term))) for term in answer.scope_terms]
    columns = (Column("what", "what"), Column("held", "on that day"))
    return Table("standing", "What held", columns, tuple(rows))


def _tabulate_countries(answer: Standing) -> Table:
    told = {*answer.acceptance_told, *answer.designation_told}
    rows = tuple(
        (
            Text(each),
            _TOLD[answer.is_accepted_in(each)],
            _TOLD[answer.is_designated_in(each)],
        )
        for each in sorted(told)
    )
    columns = (
        Column("destination", "country"),
        Column("accepted", "accepts its accreditation body"),
        Column("designated", "designated it"),
    )
    note = "Of a country that is not listed here the register says nothing: unknown."
    return Table("countries", "By country of destination", columns, rows, note=note)


def _tabulate_rows(snapshots: Sequence[RegisterSnapshot], body: str) -> Table:
    rows = tuple(
        (
            Text(snapshot.name),
            Text(table),
            Text(describe_row(row)),
            Text(source) if source else UNKNOWN,
        )
        for snapshot in sorted(snapshots, key=lambda each: (each.as_of, each.digest))
        for row, table, source in _rows_of(snapshot, plain_number(body))
    )
    columns = (
        Column("snapshot", "snapshot"),
        Column("table", "table"),
        Column("row", "row"),
        Column("source", "source"),
    )
    return Table("rows", "What the register says", columns, rows)


def _rows_of(snapshot: RegisterSnapshot, number: str) -> Iterator[tuple[RegisterRow, str, str]]:
    """Give the rows that an answer rests on, each with its table and where it was taken from."""
    rows = rows_of_body(snapshot, number)
    for each in rows.accreditations:
        yield each, "bodies.csv", snapshot.source
    for table, others in (
        ("recognitions.csv", rows.recognitions),
        ("designations.csv", rows.designations),
        ("accepted.csv", rows.accepted),
    ):
        for row in others:
            yield row, table, row.source


def _tabulate_losses(losses: Sequence[Loss]) -> Table:
    rows = tuple(
        (
            Text(str(loss.status or "no longer listed")),
            Text(str(loss.since)),
            Text(f"{loss.accreditation_body}, {loss.standard}"),
            Text(", ".join(loss.lost_terms)) if loss.lost_terms else Text("all of it"),
        )
        for loss in losses
    )
    columns = (
        Column("status", "what"),
        Column("since", "begun"),
        Column("of", "accreditation"),
        Column("terms", "of its scope"),
    )
    return Table("losses", "What came later", columns, rows)


def _tell_losses(losses: Sequence[Loss]) -> Iterator[Note]:
    for status in dict.fromkeys(loss.status for loss in losses):
        named = status or "gone from the register"
        yield Note(f"Later {named}: {_AFTER[status]} (house rule).", is_warning=True)
