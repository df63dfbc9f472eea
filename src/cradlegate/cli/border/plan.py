"""The command `plan`: what must begin when, so that every sailing is met."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.case import DEFAULT_SEED, Seed
from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.faults import OPTION_RANGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_YES, Outcome, judge_exit_code
from cradlegate.footprint.draw_limits import MAX_DRAWS, MAX_SEED, MIN_DRAWS

DEFAULT_RUNS = 10_000

Registers = Annotated[
    tuple[Path, ...],
    Repeated,
    Parameter(
        name=("--register", "--registers"), help="Snapshot of a register of accredited bodies."
    ),
]
Only = Annotated[
    tuple[str, ...],
    Repeated,
    Parameter(name=("--only", "--pack"), help="Plan for these regimes alone, by id."),
]


def plan(
    shipments: Path,
    *,
    out: Path,
    leads: Path | None = None,
    verifier_time: str | None = None,
    trust: Path | None = None,
    register: Registers = (),
    status: Annotated[tuple[Path, ...], Repeated] = (),
    packs: Packs = (),
    only: Only = (),
    want: Annotated[tuple[str, ...], Repeated] = (),
    law_as_of: date | None = None,
    known_as_of: datetime | None = None,
    runs: int = DEFAULT_RUNS,
    seed: Seed = DEFAULT_SEED,
    fail_on: Literal["not-met", "undetermined"] | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Plan all sailings of a shipment file: latest starts, and the chance to miss each.

    Example: `cradlegate plan shipment --out plan --leads leads.csv`

    Args:
        shipments: Folder, XLSX workbook, zip, or `shipments.csv` alone.
        out: Folder for the plan: HTML, XLSX, JSON, and a calendar file.
        leads: Table of lead times, CSV or XLSX, which take the place of the shipped ones.
        verifier_time: Scenario: change the times of verification bodies, such as +50%.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        status: Status lists as their keepers publish them today; the newest decides.
        want: Count what closes no way too: facilitation, recommended, or one provision.
        law_as_of: Day whose law is read; that of each event if none is given.
        known_as_of: Moment at which the plan is made; now if none is given.
        runs: Number of Monte Carlo runs.
        fail_on: Judge too: exit 1 if a sailing is more likely missed, 3 if one is undetermined.
        force: Replace files that exist.
    """
    from cradlegate.compose import gate, surroundings
    from cradlegate.compose.border import plan as planner
    from cradlegate.reports.planning.document import report_plan

    _check_range(runs, seed)
    factor = planner.read_change(verifier_time) if verifier_time else 1.0
    reading = gate.read_shipment_at(shipments)
    table, remarks = planner.read_leads_at(leads)
    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    believed = gate.Believed(trust, register, status)
    terms = gate.draw_up_terms(packs, only, believed, law_as_of, moment, want)
    made, found = planner.plan_shipment(
        reading, terms, table, verifier_factor=factor, seed=seed, runs=runs
    )
    warnings = (*found, *remarks)
    names = planner.write_plan(made, out, warnings, force=force)
    report = report_plan(made, is_brief=not output.json)
    show(report, output, warnings, {"shipments": str(shipments), "seed": str(seed)})
    show_warnings(warnings, output)
    name_files(out, names)
    return _judge([each.outcome for each in made.sailings], fail_on)


def _check_range(runs: int, seed: int) -> None:
    """Refuse numbers of runs and seeds that are not possible.

    Raises:
        FaultsError: one that is out of range.
    """
    faults = []
    if not MIN_DRAWS <= runs <= MAX_DRAWS:
        found = f"{runs} runs; {MIN_DRAWS} to {MAX_DRAWS} are possible"
        faults.append(Fault(OPTION_RANGE, found))
    if not 0 <= seed <= MAX_SEED:
        faults.append(Fault(OPTION_RANGE, f"seed {seed}; 0 to {MAX_SEED} are possible"))
    if faults:
        raise FaultsError(faults)


def _judge(outcomes: list[Outcome], fail_on: str | None) -> int:
    if fail_on is None:
        return EXIT_YES
    if fail_on == "not-met":
        outcomes = [each for each in outcomes if each is Outcome.NOT_MET]
    return judge_exit_code(outcomes)
