"""Commands on the factor library and on databases of unit processes."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.factor import FactorKind
from cradlegate.background.processes.figure import Standing
from cradlegate.cli.faults import UNKNOWN_FACTOR
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, show
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_NO, EXIT_YES

if TYPE_CHECKING:
    from cradlegate.background.library import Library


def build_app() -> App:
    """Build the commands under `cradlegate library`."""
    app = App(name="library", help="The factor library, and databases of unit processes.")
    for command in (import_database, list_databases, search, show_factor, check):
        app.command(command)
    return app


def import_database(
    database: Path,
    *,
    name: str = "",
    factors: str = "",
    links: Path | None = None,
    with_: Annotated[str, Parameter(name="--with")] = "",
    allocation: AllocationMethod = AllocationMethod.NONE,
    listed: Standing = Standing.UNKNOWN,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Read a database of unit processes, link and score it, and keep it in the workspace.

    openLCA JSON-LD (schema 1 and 2), ILCD and ecoSpold 2, told by content.

    Example: `cradlegate library import uslci.zip --factors AR6`

    Args:
        database: Zip archive or folder.
        name: What to call it; the name of the file if none is given.
        factors: AR6, AR5, a method of the package, or a CSV file with flow and factor.
        links: CSV file of suppliers: process, exchange, supplier.
        with_: Imported databases that supply what this one lacks, by name or id, with commas.
        allocation: How a process with several products is shared out; without it the reference
            bears all, and avoided products give no credit. `default` takes what the data state.
        listed: Whether it is listed as China's nationally recognised database.
    """
    from cradlegate.compose import backgrounds
    from cradlegate.reports.contents.database_report import report_import

    neighbours = tuple(each.strip() for each in with_.split(",") if each.strip())
    wishes = backgrounds.Wishes(name, factors, links, neighbours, listed, allocation)
    imported = backgrounds.import_database(database, wishes)
    report = report_import(imported.background, imported.id, str(imported.folder))
    show(report, output, imported.faults)
    return EXIT_YES


import_database.__name__ = "import"


def list_databases(*, output: Output = DEFAULT_OUTPUT) -> int:
    """List the databases in the workspace.

    Example: `cradlegate library list`
    """
    from cradlegate.compose import backgrounds
    from cradlegate.reports.contents.database_report import report_backgrounds

    show(report_backgrounds(backgrounds.open_backgrounds()), output)
    return EXIT_YES


list_databases.__name__ = "list"


def search(
    *words: str,
    region: str = "",
    kind: FactorKind | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find factors by words, and processes of the databases in the workspace.

    Example: `cradlegate library search cast iron --region DE`

    Args:
        words: Words of name, id or material, such as cast iron.
        region: Country or region code.
        kind: Kind of factor.
    """
    from cradlegate.background.search import search_factors
    from cradlegate.compose import backgrounds, study
    from cradlegate.reports.contents.library_report import report_search
    from cradlegate.reports.contents.process_report import tabulate_processes

    library = study.open_library()
    query = " ".join(words)
    limit = len(library.factors)
    hits = search_factors(library, query, region=region, kind=kind, limit=limit)
    found = [hit.factor for hit in hits]
    packed = backgrounds.open_backgrounds()
    processes = () if kind else backgrounds.find_processes(packed, words, region)
    report = report_search(library, query, found)
    tables = (*report.tables, tabulate_processes(processes)) if packed else report.tables
    show(replace(report, tables=tables), output)
    return EXIT_YES if found or processes else EXIT_NO


def show_factor(factor_id: str, *, output: Output = DEFAULT_OUTPUT) -> int:
    """Show one factor with source, grade, licence and review, or one process of a database.

    Example: `cradlegate library show est-cast-iron`

    Args:
        factor_id: Id of the factor or the process.
    """
    from cradlegate.compose import backgrounds, study
    from cradlegate.reports.contents.library_report import report_factor
    from cradlegate.reports.contents.process_report import report_process

    library = study.open_library()
    factor = library.factors.get(factor_id)
    if factor:
        show(report_factor(library, factor), output)
        return EXIT_YES
    found = [
        (packed, entry)
        for packed in backgrounds.open_backgrounds()
        for entry in packed.processes
        if entry.id == factor_id.lower()
    ]
    if not found:
        raise FaultsError([_name_unknown(library, factor_id)])
    suppliers = [backgrounds.open_links(packed, entry.id) for packed, entry in found]
    show(report_process(found, suppliers), output)
    return EXIT_YES


show_factor.__name__ = "show"


def _name_unknown(library: "Library", factor_id: str) -> Fault:
    from cradlegate.background.search import near_matches

    near = near_matches(factor_id, library.factors)
    remedy = f"near: {', '.join(near)}" if near else ""
    return Fault(
        UNKNOWN_FACTOR,
        f"{factor_id!r} is no factor of the library and no process in the workspace",
        remedy=remedy,
    )


def check(*, output: Output = DEFAULT_OUTPUT) -> int:
    """Check the shipped library against its own rules.

    Example: `cradlegate library check`
    """
    from cradlegate.background.library_check import check_library
    from cradlegate.compose import study
    from cradlegate.reports.faults_report import report_faults

    faults = check_library(study.open_library())
    show(report_faults(faults, "Check of the factor library"), output, faults)
    return EXIT_NO if any(fault.is_error for fault in faults) else EXIT_YES
