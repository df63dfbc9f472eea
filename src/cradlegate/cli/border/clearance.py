"""Commands on clearance events: `clearance record|report`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.faults import USAGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import EXIT_YES

Log = Annotated[
    Path | None, Parameter(help="File of the log; that of the workspace if none is given.")
]
ChannelName = Literal["green", "voided", "standard", "unknown"]


def build_app() -> App:
    """Build the commands under `cradlegate clearance`."""
    app = App(
        name="clearance", help="Clearance: what happened at the border, and how long it took."
    )
    app.command(record)
    app.command(report)
    return app


def record(
    events: Path | None = None,
    *,
    event: str = "",
    consignment: str = "",
    at: str = "",
    zone: str = "",
    source: str = "",
    entry_no: str = "",
    recorded_at: str = "",
    receipt: Path | None = None,
    reason: str = "",
    corrects: str = "",
    id: str = "",  # noqa: A002 - the option is called --id
    log: Log = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Record events of a table, or one event, in a log that only grows.

    Example: `cradlegate clearance record --event arrived --consignment C-2026-014
    --at 2026-07-03T09:10 --zone Asia/Ho_Chi_Minh --source "notice of the carrier"`

    Args:
        events: Table of events: CSV, XLSX workbook, zip or folder.
        event: What happened, such as released; in place of a table.
        consignment: Consignment that it happened to.
        at: When it happened; none takes back an event that never happened.
        zone: Zone of the place where it happened, such as Asia/Ho_Chi_Minh.
        source: Who or what says so.
        entry_no: Number of the customs entry.
        recorded_at: When it was written down; now if nothing is given.
        receipt: File that proves it; its digest is recorded.
        reason: Why; of channel_assigned, the channel.
        corrects: Id of the event in whose place it stands.
        id: Id of the event; made of consignment, event and time if none is given.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import clearance
    from cradlegate.reports.clearance.recording import report_recording

    if bool(events) == bool(event):
        raise FaultsError([Fault(USAGE, "name a table of events, or one event with --event")])
    now = surroundings.now()
    cells = {
        "event_id": id or f"{consignment}-{event}-{at}",
        "consignment_id": consignment,
        "entry_no": entry_no,
        "event": event,
        "at": at,
        "zone": zone,
        "recorded_at": recorded_at or write_utc(now),
        "source": source,
        "reason": reason,
        "corrects": corrects,
    }
    reading = clearance.read_events_at(events) if events else clearance.read_event(cells, receipt)
    path = clearance.find_log(log)
    admission = clearance.record_events(reading, path, now)
    show(report_recording(admission, str(path)), output, reading.faults, {"log": str(path)})
    show_warnings(reading.faults, output)
    return EXIT_YES


def report(
    *,
    log: Log = None,
    shipments: Path | None = None,
    route: str = "",
    channel: ChannelName | None = None,
    known_as_of: datetime | None = None,
    office_hours: str | None = None,
    full: Annotated[bool, Parameter(negative="")] = False,
    csv: Path | None = None,
    xlsx: Path | None = None,
    html: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Report how long clearances took, by every start of the clock, and what routes take.

    Example: `cradlegate clearance report --shipments shipment --route CNTAO-VNSGN`

    Args:
        shipments: Shipments whose routes the consignments travelled.
        route: One route, such as CNTAO-VNSGN, or CN-VN for all between two countries.
        channel: One channel; voided is the green one whose benefit was voided.
        known_as_of: What was recorded later is left out; now if none is given.
        office_hours: In place of the assumed ones, such as "08:00-11:30, 13:30-17:00".
        full: List every clearance, and the curve of all.
        csv: File for the clocks as rows, in seconds.
        xlsx: File for the report as a workbook.
        html: File for the report as a page.
        force: Replace files that exist.
    """
    from cradlegate.border.clocks.clearances import Channel
    from cradlegate.border.clocks.overview import Asked
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import clearance
    from cradlegate.reports.clearance.document import report_overview

    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    asked = Asked(moment, route, Channel[channel.upper()] if channel else None)
    path = clearance.find_log(log)
    overview = clearance.open_overview(path, shipments, office_hours, asked)
    targets = clearance.Targets(csv, xlsx, html)
    clearance.write_overview(overview, targets, force=force)
    inputs = {"log": str(path), **({"shipments": str(shipments)} if shipments else {})}
    shown = report_overview(overview, is_full=full or output.json)
    show(shown, output, overview.warnings, inputs)
    show_warnings(overview.warnings, output)
    for file in (csv, xlsx, html):
        if file:
            name_files(file.parent, [file.name])
    return EXIT_YES
