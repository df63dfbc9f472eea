"""The command `readiness`: may this consignment go, what is missing, from whom, by when."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cradlegate.cli.declaration import Languages, demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.outcome import judge_exit_code
from cradlegate.declaration.languages import Language, list_spoken

Packs = Annotated[
    tuple[Path, ...],
    Repeated,
    Parameter(name="--packs", help="Pack, answer or folder of them, beside the shipped ones."),
]


def readiness(
    shipment: Path,
    *,
    consignment: str | None = None,
    trust: Path | None = None,
    register: Annotated[tuple[Path, ...], Repeated] = (),
    status: Annotated[tuple[Path, ...], Repeated] = (),
    packs: Packs = (),
    only: Annotated[tuple[str, ...], Repeated] = (),
    want: Annotated[tuple[str, ...], Repeated] = (),
    entry: Path | None = None,
    submission: Path | None = None,
    events: Path | None = None,
    law_as_of: date | None = None,
    known_as_of: datetime | None = None,
    languages: Languages | None = None,
    trace: Annotated[bool, Parameter(negative="")] = False,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Judge one consignment under every pack; exit 0 ready, 1 not, 3 undetermined.

    Example: `cradlegate readiness shipment --trust list.json --register register-2026-q2`

    Args:
        shipment: Folder, XLSX workbook, zip, or `shipments.csv` alone.
        consignment: The one that is meant, where there are several.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        register: Snapshot of a register of accredited bodies.
        status: Status lists as their keepers publish them today; the newest decides.
        only: Judge these regimes alone, by id.
        want: Count what closes no way too: facilitation, recommended, or one provision.
        entry: Customs entry, to be compared with the signed declaration of the consignment.
        submission: What was submitted of the footprint beside the entry.
        events: Log of events at the border, as `clearance record` keeps it.
        law_as_of: Day whose law is read; that of each event if none is given.
        known_as_of: What became known later is left out; now if none is given.
        languages: Languages of the files; the first is that of what is printed. All whose words
            are here if none is given.
        trace: Show every step behind what is not met, and every rule of a method.
        out: Folder for checklist, requests and decision.
        force: Replace files that exist.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.compose.border.told import Told, hear
    from cradlegate.reports.readiness.document import report_readiness
    from cradlegate.work.prepare import prepare

    reading = gate.read_shipment_at(shipment)
    chosen = gate.choose_consignment(reading, consignment)
    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    believed = gate.Believed(trust, register, status)
    terms = gate.draw_up_terms(packs, only, believed, law_as_of, moment, want)
    told = Told(entry, submission, events)
    heard = hear(chosen, told, terms.ask(), terms.known_as_of)
    prepared = prepare(chosen, replace(terms, told=heard.facts))
    judged = prepared.readiness
    warnings = (*reading.faults, *heard.warnings, *prepared.warnings)
    spoken = tuple(map(Language, languages)) if languages else list_spoken()
    methods = gate.judge_methods_of(judged, packs)
    report = report_readiness(judged, spoken[0], methods, is_traced=trace or output.json)
    names = gate.write_readiness(judged, out, spoken, warnings, methods, force=force) if out else ()
    show(report, output, warnings, {"shipment": str(shipment)})
    show_warnings(warnings, output)
    if out:
        name_files(out, names)
    deciding = (judged.list_deciding(each) for each in judged.decision.judgements)
    return judge_exit_code(status.outcome for each in deciding for status in each)
