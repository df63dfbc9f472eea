"""A status list as a report."""

from collections.abc import Iterator, Sequence

from cradlegate.core.finding import Finding
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.reports.report import (
    Answer,
    Column,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.trust.status_list import StatusEntry
from cradlegate.verification.statuses.ledger import Ledger
from cradlegate.verification.statuses.status_list import StatusList

DISCLAIMER = (
    "Made by software. A list tells what its issuer revoked by the day on which it was signed, and "
    "nothing of what came later; why stays with the issuer."
)
"""What a report on a status list is not."""

Findings = Sequence[tuple[str, Finding]]
_WORST = (Outcome.NOT_MET, Outcome.UNDETERMINED)


def report_status_list(
    status_list: StatusList, findings: Findings, ledger: Ledger | None, steps: Sequence[Step] = ()
) -> Report:
    """Draw up a list: what is set in it, what was checked, and the reasons where they are here.

    Args:
        ledger: of the list, if it lies in this workspace.
    """
    outcome = next(
        (worst for worst in _WORST if any(each.outcome is worst for _, each in findings)),
        Outcome.MET,
    )
    return Report(
        title=f"Status list of {_name_issuer(status_list)}",
        kind="status list",
        answer=Answer(_summarise(status_list), verdict=Status(outcome)),
        next_steps=tuple(steps) or tuple(_list_steps(status_list, findings, outcome)),
        tables=(_tabulate(findings), *_tabulate_entries(status_list, ledger)),
        provenance=(
            ("list", status_list.id),
            ("digest", status_list.digest),
            ("speaks from", write_utc(status_list.begun)),
            ("last day", f"{status_list.last_day or 'none is stated'}"),
        ),
        disclaimer=DISCLAIMER,
    )


def steps_for_new_status(file: str, status_list: StatusList) -> tuple[Step, ...]:
    """Say what the issuer of a new version does with it."""
    because = "a reader counts a list that ended as unknown, not as clear"
    return (
        Step("you", f"publish {file} in place of the version before"),
        Step("you", "sign the next version by then", status_list.last_day, because),
    )


def _summarise(status_list: StatusList) -> str:
    count = len(tuple(status_list.bits.list_set()))
    purposes = " and ".join(status_list.purposes)
    number = f"{count} {'entry is' if count == 1 else 'entries are'} set"
    return f"{purposes} list: {number} of {len(status_list.bits):,}"


def name_status(status: StatusEntry | None) -> str:
    """Say in words where the status of a document stands."""
    if status is None:
        return "in no list"
    return f"{status.purpose} at entry {status.index} of {status.list_id}"


def _name_issuer(status_list: StatusList) -> str:
    return status_list.issuer.name or status_list.issuer.id


def _list_steps(status_list: StatusList, findings: Findings, outcome: Outcome) -> Iterator[Step]:
    issuer = _name_issuer(status_list)
    if outcome is Outcome.NOT_MET:
        yield Step("you", f"do not rely on this list; get it again from {issuer}")
    elif outcome is Outcome.UNDETERMINED:
        is_in_time = dict(findings)["days"].outcome is Outcome.MET
        list_of_own = f"check again with --trust and a list of your own that knows {issuer}"
        yield Step("you", list_of_own if is_in_time else f"ask {issuer} for the current list")


def _tabulate(findings: Findings) -> Table:
    columns = (Column("check", "check"), Column("outcome", "outcome"), Column("found", "found"))
    rows = tuple(
        (Text(name), Status(finding.outcome), Text(finding.found)) for name, finding in findings
    )
    return Table("findings", "What was checked", columns, rows)


def _tabulate_entries(status_list: StatusList, ledger: Ledger | None) -> tuple[Table, ...]:
    """List what is set, with the reasons of the ledger; nothing where nothing is set or known."""
    if ledger is None or not status_list.bits.raw.strip(b"\0"):
        return ()
    columns = (
        Column("index", "entry", is_numeric=True),
        Column("document", "document"),
        Column("since", "since"),
        Column("reason", "reason"),
    )
    rows = tuple(
        (Text(str(index)), Text(ledger.given[index]), Text(line.at), Text(line.said))
        for index, line in sorted(ledger.reasons.items())
    )
    note = "Out of the ledger of this workspace; the list itself holds numbers alone."
    return (Table("entries", "What is revoked or suspended", columns, rows, note=note),)
