"""What was added to a log."""

from collections import Counter

from cradlegate.border.clearance.admission import Admission
from cradlegate.border.clearance.events import Event
from cradlegate.reports.clearance.document import DISCLAIMER
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    More,
    Report,
    Step,
    Table,
    Text,
)

MOST_LISTED = 20


def report_recording(admission: Admission, log: str) -> Report:
    """Tell which events were recorded, and which had been before."""
    added = admission.added
    corrections = sum(bool(each.corrects) for each in added)
    said = f"{len(added)} event{'' if len(added) == 1 else 's'} recorded"
    if corrections:
        said += f", {corrections} of them corrections"
    if admission.known:
        said += f"; {len(admission.known)} had been recorded before, word for word"
    counted = Counter(each.consignment for each in added)
    listed = added[:MOST_LISTED]
    left = len(added) - len(listed)
    columns = (
        Column("event_id", "id"),
        Column("consignment", "consignment"),
        Column("event", "event"),
        Column("at", "at"),
        Column("corrects", "corrects"),
    )
    more = More(left, "in the log") if left else None
    table = Table("recorded", "Recorded", columns, tuple(map(_show, listed)), more=more)
    return Report(
        title="Clearance events recorded",
        kind="recording",
        answer=Answer(said),
        next_steps=(Step("you", "see what they say with `cradlegate clearance report`"),),
        tables=(table,) if added else (),
        provenance=(("log", log), ("consignments", ", ".join(sorted(counted)) or "-")),
        disclaimer=DISCLAIMER,
    )


def _show(event: Event) -> tuple[Cell, ...]:
    at = "never happened" if event.takes_back else event.at.isoformat()
    return (
        Text(event.id),
        Text(event.consignment),
        Text(event.kind),
        Text(at),
        Text(event.corrects) if event.corrects else NOT_APPLICABLE,
    )
