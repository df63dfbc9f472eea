"""The command `sensitivity`: what drives a result."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.case import DEFAULT_DRAWS, DEFAULT_SEED, Draws, Seed, ViewOption, settle
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_UNDETERMINED, EXIT_YES

DEFAULT_POINTS = 4096


def sensitivity(
    case: Path,
    *,
    method: Literal["local", "sobol"] = "local",
    points: int | None = None,
    target: float | None = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    draft: Annotated[bool, Parameter(negative="")] = False,
    all: Annotated[bool, Parameter(negative="")] = False,  # noqa: A002 - the option's own name
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find which figures and choices drive a result, and whom to ask for better ones.

    Example: `cradlegate sensitivity my-machine --method sobol --out drivers`

    Args:
        case: folder, XLSX workbook or zip.
        method: local looks at one figure at a time, sobol at all of them together.
        points: Points of --method sobol, a power of two; 4096 if none are given.
        target: Result in kg CO2e; says at which value of each figure it is crossed.
        draft: Look at a case that has faults; gaps stand at conservative estimates.
        all: List every figure and every choice.
        out: Folder for the report as HTML, XLSX and JSON and for all rows as CSV.
        force: Replace files that exist.
    """
    from cradlegate.compose import sensitivity as driving
    from cradlegate.footprint.sensitivity.analyse import Question, SensitivityMethod
    from cradlegate.footprint.sensitivity.faults import POINTS_WITHOUT_SOBOL
    from cradlegate.reports.contents.sensitivity_report import report_sensitivity

    if points is not None and method == "local":
        raise FaultsError([Fault(POINTS_WITHOUT_SOBOL, f"--points {points}")])
    question = Question(
        SensitivityMethod(method), DEFAULT_POINTS if points is None else points, target
    )
    found = driving.analyse_at(case, settle(view, draws, seed, draft=draft), question)
    if out is not None:
        names = driving.write_sensitivity(found, out, force=force)
        name_files(out, names)
    footprint = found.footprint
    report = report_sensitivity(found, is_whole=all or output.json)
    show(report, output, footprint.faults, {"case": footprint.case_digest})
    return EXIT_UNDETERMINED if footprint.is_draft else EXIT_YES
