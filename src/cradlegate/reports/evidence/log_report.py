"""Where requests for documents stand: whom to ask, to remind, and what will not come."""

from collections.abc import Iterator, Sequence
from datetime import date

from cradlegate.border.evidence.faults import NOT_TO_BE_HAD
from cradlegate.border.evidence.follow_up import FollowUp, Request
from cradlegate.border.evidence.request_log import RequestStep
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.core.blank import known
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Note,
    Report,
    Step,
    Table,
    Text,
)

LOG_DISCLAIMER = (
    "Made from what was recorded. Whether a machine may go without a document is judged by "
    "`readiness`; it is not legal advice."
)


def report_requests(
    followed: FollowUp, consignment: Consignment, today: date, remind_after_days: int
) -> Report:
    """Show every request, what is open first, by party.

    Args:
        consignment: any of the file, for the names of its parties.
    """
    still_open = sorted(
        (each for each in followed.requests if each.is_open), key=lambda each: each.party
    )
    blocked = [each for each in followed.requests if each.is_blocked]
    others = [each for each in followed.requests if not each.is_open and not each.is_blocked]
    tables = (
        _tabulate_open(still_open, consignment, today),
        _tabulate_blocked(blocked, consignment),
        _tabulate_others(others, consignment),
    )
    return Report(
        title="Requests for documents",
        kind="evidence log",
        answer=Answer(_say(still_open, blocked, today)),
        next_steps=tuple(_list_steps(followed.requests, consignment, today)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_list_notes(followed, remind_after_days)),
        provenance=(("today", today.isoformat()),),
        disclaimer=LOG_DISCLAIMER,
    )


def report_recorded(step: RequestStep, log: str) -> Report:
    """Say what was recorded of a request, and what is left to do by hand."""
    return Report(
        title="Request recorded",
        kind="evidence record",
        answer=Answer(f"{step.document} is {step.state} on {step.at}"),
        next_steps=(Step("you", f"write {step.state} into its column state too"),),
        provenance=(("log", log), ("said by", step.by)),
        disclaimer=LOG_DISCLAIMER,
    )


def _say(still_open: Sequence[Request], blocked: Sequence[Request], today: date) -> str:
    due = sum(_is_due(each, today) for each in still_open)
    reminders = f"{due} reminder{'' if due == 1 else 's'} due"
    return f"{len(still_open)} open, {reminders}, {len(blocked)} will not come"


def _is_due(request: Request, today: date) -> bool:
    return request.remind_on is not None and request.remind_on <= today


def _list_steps(
    requests: Sequence[Request], consignment: Consignment, today: date
) -> Iterator[Step]:
    for each in requests:
        name, document = consignment.name_of(each.party), each.document.id
        if each.state == "needed":
            yield Step("you", f"ask {name} for {document}")
        elif _is_due(each, today):
            yield Step("you", f"remind {name} of {document}", each.remind_on)
        elif each.state == "received":
            yield Step("you", f"confirm {document} with its issuer")
        elif each.is_blocked:
            what = f"find another way for {document}, which is {each.state}"
            yield Step("you", what, because=NOT_TO_BE_HAD.code)


def _tabulate_open(requests: Sequence[Request], consignment: Consignment, today: date) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Text(consignment.name_of(each.party)),
            Text(each.document.id),
            Text(each.document.values["type"]),
            Text(each.state),
            _show_age(each, today),
            _show_day(known(each.document.values["due"])),
            _show_reminder(each, today),
            Text(each.note) if each.note else NOT_APPLICABLE,
        )
        for each in requests
    )
    columns = (
        Column("party", "party"),
        Column("document", "document"),
        Column("type", "type"),
        Column("state", "state"),
        Column("age", "days since asked", is_numeric=True),
        Column("due", "promised for"),
        Column("remind", "remind"),
        Column("note", "note"),
    )
    return Table("open", "Open requests by party", columns, rows)


def _tabulate_blocked(requests: Sequence[Request], consignment: Consignment) -> Table:
    rows = tuple(
        (
            Text(consignment.name_of(each.party)),
            Text(each.document.id),
            Text(each.state),
            Text(NOT_TO_BE_HAD.code),
            _show_day(each.heard),
            Text(each.note) if each.note else UNKNOWN,
        )
        for each in requests
    )
    columns = (
        Column("party", "party"),
        Column("document", "document"),
        Column("state", "state"),
        Column("reason", "reason code"),
        Column("heard", "since"),
        Column("note", "what was said"),
    )
    return Table("blocked", "Will not come: the gate stays shut", columns, rows)


def _tabulate_others(requests: Sequence[Request], consignment: Consignment) -> Table:
    rows = tuple(
        (
            Text(consignment.name_of(each.party)),
            Text(each.document.id),
            Text(each.state),
            _show_day(each.heard),
        )
        for each in requests
    )
    columns = (
        Column("party", "party"),
        Column("document", "document"),
        Column("state", "state"),
        Column("heard", "since"),
    )
    return Table("in_hand", "In hand", columns, rows)


def _show_age(request: Request, today: date) -> Cell:
    if request.state == "needed":
        return NOT_APPLICABLE
    days = request.count_days(today)
    if days is None:
        return UNKNOWN
    least, most = days
    return Text(str(least) if least == most else f"{least}–{most}")


def _show_reminder(request: Request, today: date) -> Cell:
    if request.state == "needed":
        return NOT_APPLICABLE
    if request.remind_on is None:
        return UNKNOWN
    return Text("due" if _is_due(request, today) else f"from {request.remind_on}")


def _show_day(day: object) -> Cell:
    return Text(str(day)) if day else UNKNOWN


def _list_notes(followed: FollowUp, remind_after_days: int) -> Iterator[Note]:
    text = f"A reminder is due after {remind_after_days} days without a word: a house rule."
    yield Note(text)
    if followed.others:
        names = ", ".join(dict.fromkeys(each.document for each in followed.others))
        yield Note(f"The log tells of documents of other shipments too: {names}.")
