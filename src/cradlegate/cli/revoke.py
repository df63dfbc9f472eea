"""Commands on status lists: `trust revoke new|enter|lift|renew|show`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

if TYPE_CHECKING:
    from cradlegate.compose.statuses import Signing
    from cradlegate.verification.statuses.status_list import StatusList

Force = Annotated[bool, Parameter(negative="", help="Replace a file that exists.")]
Purpose = Literal["revocation", "suspension"]


def build_app() -> App:
    """Build the commands under `cradlegate trust revoke`."""
    app = App(name="revoke", help="Status lists: revoke or suspend what you have signed.")
    for command in (new, enter, lift, renew):
        app.command(command)
    app.command(show_list, name="show")
    return app


def new(
    out: Path,
    *,
    key: Path,
    purpose: Purpose = "revocation",
    url: str = "",
    until: date | None = None,
    at: datetime | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Begin a status list in which nothing is revoked; its ledger goes into the workspace.

    Example: `cradlegate trust revoke new status.json --key body.key --url https://body.example/s1`

    Args:
        out: Where the list goes.
        key: Key file of whoever signs the documents.
        purpose: What a set entry means: revocation is final, suspension can be lifted.
        url: Where the list will be published, which is its id; without one an id is made.
        until: Last day of this version; 31 days on if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import statuses
    from cradlegate.verification.statuses.status_list import StatusPurpose

    signing = _sign_with(key, at, until)
    made = statuses.begin_list(out, signing, StatusPurpose(purpose), url, force=force)
    return _show_new(made, out, output)


def enter(
    file: Path,
    *,
    key: Path,
    reason: str,
    document: Path | None = None,
    index: int | None = None,
    until: date | None = None,
    at: datetime | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Revoke or suspend a document, and write the next version of the list in its place.

    Example: `cradlegate trust revoke enter status.json --key body.key --document opinion.json
    --reason "meters were misread"`

    Args:
        file: The list.
        key: Key file of its issuer.
        reason: Why; it stays in the workspace, the list tells nobody.
        document: The declaration or opinion that is meant.
        index: Its entry, where the document is not at hand.
        until: Last day of this version; 31 days on if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import statuses

    meant = statuses.Meant(document, index)
    made = statuses.set_in_list(file, _sign_with(key, at, until), meant, reason)
    return _show_new(made, file, output)


def lift(
    file: Path,
    *,
    key: Path,
    reason: str,
    document: Path | None = None,
    index: int | None = None,
    until: date | None = None,
    at: datetime | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Lift a suspension, and write the next version of the list; a revocation is never lifted.

    Example: `cradlegate trust revoke lift holds.json --key body.key --document opinion.json
    --reason "meters were read again"`

    Args:
        file: The list.
        key: Key file of its issuer.
        reason: Why; it stays in the workspace.
        document: The declaration or opinion that is meant.
        index: Its entry, where the document is not at hand.
        until: Last day of this version; 31 days on if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import statuses

    meant = statuses.Meant(document, index)
    made = statuses.lift_in_list(file, _sign_with(key, at, until), meant, reason)
    return _show_new(made, file, output)


def renew(
    file: Path,
    *,
    key: Path,
    until: date | None = None,
    at: datetime | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write the next version of a list in its place before this one ends; nothing else changes.

    Example: `cradlegate trust revoke renew status.json --key body.key --until 2027-01-31`

    Args:
        file: The list.
        key: Key file of its issuer.
        until: Last day of this version; 31 days on if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import statuses

    made = statuses.renew_list(file, _sign_with(key, at, until))
    return _show_new(made, file, output)


def show_list(
    file: Path,
    *,
    trust: Path | None = None,
    at: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show a status list and judge it: 0 it speaks for the day, 1 changed, 3 open or stale.

    Example: `cradlegate trust revoke show status.json --trust list.json`

    Args:
        file: The list.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        at: Day for which it is judged; today if none is given.
    """
    from cradlegate.compose import dossiers, statuses, surroundings
    from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
    from cradlegate.reports.contents.status_report import report_status_list
    from cradlegate.verification.statuses.status_list import judge_status_days

    read, as_of = statuses.read_status_at(file), at or surroundings.today()
    trusted = dossiers.ask_with(trust, as_of, is_recomputed=False).trust_list
    findings = (
        ("signature", judge_proofs(read.document, trusted)),
        ("issuer", judge_owner(read.document, read.issuer.id, trusted, as_of)),
        ("days", judge_status_days(read, as_of)),
    )
    report = report_status_list(read, findings, statuses.read_ledger_at(read.id))
    show(report, output, inputs={"file": str(file), "digest": read.digest})
    return judge_exit_code(finding.outcome for _, finding in findings)


def _sign_with(key: Path, at: datetime | None, until: date | None) -> "Signing":
    from cradlegate.cli.declaration import demand_zone
    from cradlegate.compose import surroundings
    from cradlegate.compose.statuses import Signing
    from cradlegate.store.key_files import read_key_file

    moment = demand_zone(at) if at else surroundings.now()
    return Signing(read_key_file(key), moment, until)


def _show_new(made: "StatusList", out: Path, output: Output) -> int:
    from cradlegate.compose.statuses import read_ledger_at
    from cradlegate.dossier.checks.signatures import judge_proofs
    from cradlegate.reports.contents.status_report import report_status_list, steps_for_new_status
    from cradlegate.verification.statuses.status_list import judge_status_days

    findings = (
        ("signature", judge_proofs(made.document, None)),
        ("days", judge_status_days(made, made.first_day)),
    )
    steps = steps_for_new_status(str(out), made)
    show(report_status_list(made, findings, read_ledger_at(made.id), steps), output)
    name_files(out.parent, [out.name])
    return EXIT_YES
