"""Commands on the factor library: search, show, check."""

from typing import TYPE_CHECKING

from cyclopts import App

from cradlegate.background.factor import FactorKind
from cradlegate.cli.faults import UNKNOWN_FACTOR
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, show
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_NO, EXIT_YES

if TYPE_CHECKING:
    from cradlegate.background.library import Library


def build_app() -> App:
    """Build the commands under `cradlegate library`."""
    app = App(name="library", help="The factor library: search, show and check it.")
    for command in (search, show_factor, check):
        app.command(command)
    return app


def search(
    *words: str,
    region: str = "",
    kind: FactorKind | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find factors by words.

    Example: `cradlegate library search cast iron --region DE`

    Args:
        words: Words of name, id or material, such as cast iron.
        region: Country or region code.
        kind: Kind of factor.
    """
    from cradlegate.background.search import search_factors
    from cradlegate.compose import study
    from cradlegate.reports.contents.library_report import report_search

    library = study.open_library()
    query = " ".join(words)
    limit = len(library.factors)
    hits = search_factors(library, query, region=region, kind=kind, limit=limit)
    found = [hit.factor for hit in hits]
    show(report_search(library, query, found), output)
    return EXIT_YES if found else EXIT_NO


def show_factor(factor_id: str, *, output: Output = DEFAULT_OUTPUT) -> int:
    """Show one factor with source, grade, licence and review.

    Example: `cradlegate library show est-cast-iron`

    Args:
        factor_id: Id of the factor.
    """
    from cradlegate.compose import study
    from cradlegate.reports.contents.library_report import report_factor

    library = study.open_library()
    factor = library.factors.get(factor_id)
    if factor is None:
        raise FaultsError([_name_unknown(library, factor_id)])
    show(report_factor(library, factor), output)
    return EXIT_YES


show_factor.__name__ = "show"


def _name_unknown(library: "Library", factor_id: str) -> Fault:
    from cradlegate.background.search import near_matches

    near = near_matches(factor_id, library.factors)
    remedy = f"near: {', '.join(near)}" if near else ""
    return Fault(UNKNOWN_FACTOR, f"{factor_id!r} is no factor of the library", remedy=remedy)


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
