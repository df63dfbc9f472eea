"""Commands on a case: check, footprint, explain, compare."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.faults import OPTION_RANGE
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.compose.collection import pause_collection
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import (
    EXIT_NO,
    EXIT_UNDETERMINED,
    EXIT_YES,
    Outcome,
    judge_exit_code,
)
from cradlegate.core.stage import View
from cradlegate.footprint.draw_limits import MAX_DRAWS, MAX_SEED, MIN_DRAWS

if TYPE_CHECKING:
    from cradlegate.footprint.calculate import Settings
    from cradlegate.footprint.footprint import Footprint

Draws = Annotated[int, Parameter(help="Number of Monte Carlo draws.")]
Seed = Annotated[int, Parameter(help="Key of all draws; printed with the result.")]
ViewOption = Annotated[
    View | None, Parameter(help="Boundary of the headline; else what the destination asks for.")
]
FailOn = Annotated[
    Literal["not-met", "undetermined"] | None,
    Parameter(help="Judge coverage as well: exit 1 if not met, 3 if undetermined."),
]

DEFAULT_DRAWS = 2000
DEFAULT_SEED = 24122


def check(case: Path, *, output: Output = DEFAULT_OUTPUT) -> int:
    """List all faults and warnings of a case; nothing is computed.

    Example: `cradlegate check my-machine`

    Args:
        case: folder, XLSX workbook or zip.
    """
    from cradlegate.compose import study
    from cradlegate.reports.faults_report import report_faults

    faults = study.check_case_at(case).faults
    report = report_faults(faults, f"Check of {case}")
    show(report, output, faults, {"case": str(case)})
    return EXIT_NO if any(fault.is_error for fault in faults) else EXIT_YES


@pause_collection()
def footprint(
    case: Path,
    *,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    draft: Annotated[bool, Parameter(negative="")] = False,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    fail_on: FailOn = None,
    quality_thresholds: Path | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Compute the footprint of a case.

    Example: `cradlegate footprint my-machine --out results`

    Args:
        case: folder, XLSX workbook or zip.
        draft: Compute although rows are faulty; gaps stand at conservative estimates.
        out: Folder for the report as HTML, XLSX and JSON and for all lines as CSV.
        force: Replace files that exist.
        quality_thresholds: CSV table of the data quality that regions ask for; else the house
            rules that ship.
    """
    from cradlegate.compose import study, supplier_tiers
    from cradlegate.compose.quality_thresholds import open_thresholds
    from cradlegate.footprint.appraisal.quality_thresholds import warn_of_thresholds
    from cradlegate.reports.contents.footprint_report import report_footprint

    thresholds = open_thresholds(quality_thresholds)
    traced = supplier_tiers.compute_traced(case, settle(view, draws, seed, draft=draft))
    result = traced.footprint
    report = report_footprint(result, thresholds)
    faults = (*result.faults, *warn_of_thresholds(result.quality, thresholds))
    if out is not None:
        names = study.write_footprint(result, report, out, traced.tiers, force=force)
        name_files(out, names)
    show(report, output, faults, {"case": result.case_digest})
    return _judge(result, fail_on)


def settle(view: View | None, draws: int, seed: int, *, draft: bool) -> "Settings":
    """Settle how a footprint is computed.

    Raises:
        FaultsError: a number of draws or a seed out of range.
    """
    from cradlegate.footprint.calculate import Settings

    faults = []
    if not MIN_DRAWS <= draws <= MAX_DRAWS:
        faults.append(
            Fault(OPTION_RANGE, f"{draws} draws; {MIN_DRAWS} to {MAX_DRAWS} are possible")
        )
    if not 0 <= seed <= MAX_SEED:
        faults.append(Fault(OPTION_RANGE, f"seed {seed}; 0 to {MAX_SEED} are possible"))
    if faults:
        raise FaultsError(faults)
    return Settings(view, draws, seed, draft)


def _judge(result: "Footprint", fail_on: str | None) -> int:
    if result.is_draft:
        return EXIT_UNDETERMINED
    if fail_on is None:
        return EXIT_YES
    outcomes = [axis.judgement for axis in result.coverage]
    if fail_on == "not-met":
        outcomes = [item for item in outcomes if item is Outcome.NOT_MET]
    return judge_exit_code(outcomes)


def explain(
    case: Path,
    path: str = "total",
    *,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    draft: Annotated[bool, Parameter(negative="")] = False,
    all: Annotated[bool, Parameter(negative="")] = False,  # noqa: A002 - the option's own name
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Take any number back to formula, factor row, source and grade.

    Example: `cradlegate explain my-machine stage/A1`

    Args:
        case: folder, XLSX workbook or zip.
        path: Such as total, stage/A1, cell/A1/bed, line/bom/BED-01, coverage/ghg/recorded.
        draft: Explain a case that has faults.
        all: List every part and every path.
    """
    from cradlegate.compose import study
    from cradlegate.footprint.tracing.trace import explain as explain_path
    from cradlegate.reports.contents.explain_report import report_explanation

    result = study.compute_footprint(case, settle(view, draws, seed, draft=draft))
    show(report_explanation(result, explain_path(result, path), is_whole=all), output)
    return EXIT_YES


def compare(
    before: Path,
    after: Path,
    *,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    all: Annotated[bool, Parameter(negative="")] = False,  # noqa: A002 - the option's own name
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Say what changed between two cases, and why; or whether a declaration is still its case's.

    Two cases give exit 0. Of a declaration and a case: 0 it still is, 1 it is stale, 3 unknown.

    Example: `cradlegate compare my-machine my-machine-2`

    Args:
        before: folder, XLSX workbook or zip; or a declaration, its folder, or a dossier.
        after: folder, XLSX workbook or zip; or a declaration, its folder, or a dossier.
        all: List every line that changed.
    """
    from cradlegate.compose import study
    from cradlegate.compose.sides import is_statement
    from cradlegate.footprint.compare import compare as compare_footprints
    from cradlegate.reports.contents.compare_report import report_comparison

    if is_statement(before) or is_statement(after):
        return _judge_validity(before, after, is_whole=all, output=output)
    settings = settle(view, draws, seed, draft=False)
    old = study.compute_footprint(before, settings)
    new = study.compute_footprint(after, settings)
    comparison = compare_footprints(old, new)
    show(
        report_comparison(comparison, str(before), str(after), is_whole=all),
        output,
        comparison.faults,
    )
    return EXIT_YES


def _judge_validity(before: Path, after: Path, *, is_whole: bool, output: Output) -> int:
    from cradlegate.compose import statements
    from cradlegate.reports.contents.validity_report import report_validity

    judged = statements.judge_validity_at(before, after)
    names = str(judged.declared), str(judged.case)
    report = report_validity(judged.validity, judged.read, names, is_whole=is_whole)
    show(report, output, inputs={"declaration": judged.read.digest})
    return judge_exit_code([judged.validity.outcome])
