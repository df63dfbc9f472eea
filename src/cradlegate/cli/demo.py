"""The command `demo`: the whole way on a shipped machine."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, say, show
from cradlegate.core.outcome import EXIT_YES

MACHINE = "vmc-850"
DEFAULT_FOLDER = Path("demo")


def demo(
    folder: Path = DEFAULT_FOLDER,
    *,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Compute the shipped machine, explain its largest line, and name the files written.

    Example: `cradlegate demo`

    Args:
        folder: Where case and results go; the default folder is replaced on each run.
        force: Replace files that exist.
    """
    from cradlegate import compose
    from cradlegate.footprint.calculate import Settings
    from cradlegate.footprint.tracing.trace import explain
    from cradlegate.reports.contents.explain_report import report_explanation
    from cradlegate.reports.contents.footprint_report import report_footprint
    from cradlegate.store.atomic import write_files

    may_replace = force or folder == DEFAULT_FOLDER
    case, results = folder / MACHINE, folder / "results"
    examples = compose.read_examples()
    write_files(folder, examples, force=may_replace)
    result = compose.compute_footprint(case, Settings())
    report = report_footprint(result)
    show(report, output, result.faults, {"case": result.case_digest})
    largest = max(result.lines_in_view, key=lambda line: line.emissions)
    path = f"line/{largest.id}"
    if not output.json:
        say(f"\n$ cradlegate explain {case} {path}\n")
        show(report_explanation(result, explain(result, path)), output)
    names = compose.write_footprint(result, report, results, force=may_replace)
    name_files(folder, list(examples))
    name_files(results, names)
    return EXIT_YES
