"""The planner joined with its files: shipments, lead times, and the folder that it writes."""

import re
from collections.abc import Sequence
from pathlib import Path

from cradlegate.border.planning.faults import NO_SUCH_SCENARIO
from cradlegate.border.planning.lead_times import LEADS_FILE, LeadTable, read_leads
from cradlegate.border.planning.plan import Plan, make_plan
from cradlegate.border.planning.productions import Basis
from cradlegate.border.shipments.consignment import ShipmentReading
from cradlegate.compose.border.named_tables import load_named_tables
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.planning.calendar_file import write_calendar
from cradlegate.reports.planning.document import report_plan
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.work.prepare import Terms, prepare

_CHANGE = re.compile(r"([+-]\d{1,3}(?:\.\d{1,2})?) ?%?", re.ASCII)
_LEAST, _MOST = -100, 900


def read_change(text: str) -> float:
    """Read by what the times of verifiers are multiplied: 1.5 for `+50%`.

    Raises:
        FaultsError: no such percentage.
    """
    match = _CHANGE.fullmatch(text.strip())
    percent = float(match[1]) if match else _LEAST
    if not _LEAST < percent <= _MOST:
        raise FaultsError([Fault(NO_SUCH_SCENARIO, f"{text!r} is no change in per cent")])
    return 1 + percent / 100


def read_leads_at(path: Path | None) -> tuple[LeadTable, tuple[Fault, ...]]:
    """Read the lead times in a table or workbook, if one is named, with their warnings.

    Raises:
        FaultsError: all faults of a table that has errors.
    """
    if path is None:
        return LeadTable(), ()
    leads, faults = read_leads(load_named_tables(path, LEADS_FILE))
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)
    return leads, faults


def plan_shipment(
    reading: ShipmentReading,
    terms: Terms,
    leads: LeadTable,
    *,
    verifier_factor: float,
    seed: int,
    runs: int,
) -> tuple[Plan, tuple[Fault, ...]]:
    """Judge every consignment of a shipment and plan them together.

    Returns:
        the plan, and the warnings met on the way, each once.

    Raises:
        FaultsError: all faults of a shipment that has errors, or a plan that cannot be made.
    """
    if any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    prepared = [prepare(each, terms) for each in reading.consignments]
    basis = Basis(leads, terms.known_as_of.date(), verifier_factor)
    plan = make_plan([each.readiness for each in prepared], basis, seed=seed, runs=runs)
    warnings = (fault for each in prepared for fault in each.warnings)
    return plan, tuple(dict.fromkeys((*reading.faults, *warnings, *plan.faults)))


def write_plan(
    plan: Plan, folder: Path, warnings: Sequence[Fault], *, force: bool
) -> tuple[str, ...]:
    """Write a plan into a folder; give the names."""
    report = report_plan(plan)
    written = {
        "plan.html": render_html(report).encode(),
        "plan.xlsx": render_workbook(report),
        "plan.ics": write_calendar(plan),
        "plan.json": render_json(report, faults=warnings).encode(),
    }
    write_files(folder, written, force=force)
    return tuple(written)
