"""Commands on suppliers: `supplier ask`, `import`, `rank`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from cradlegate.cli.case import DEFAULT_DRAWS, DEFAULT_SEED, Draws, Seed, ViewOption, settle
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_faults
from cradlegate.core.outcome import EXIT_YES

Force = Annotated[bool, Parameter(negative="")]
AskedLanguages = Annotated[
    tuple[Literal["en", "vi", "zh", "ja", "ko", "th", "id"], ...],
    Parameter(name="--language", consume_multiple=True),
]


def build_app() -> App:
    """Build the commands under `cradlegate supplier`."""
    app = App(
        name="supplier", help="Suppliers: questionnaires out, answers and PCFs in, whom to ask."
    )
    app.command(ask)
    app.command(take_in, name="import")
    app.command(rank)
    return app


def ask(
    case: Path,
    *,
    out: Path,
    due: date,
    supplier: str = "",
    languages: AskedLanguages = (),
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write a questionnaire to every supplier of lines with secondary data.

    Example: `cradlegate supplier ask my-machine --out asked --due 2026-10-31 --language zh en`

    Args:
        case: Folder, XLSX workbook or zip.
        out: Folder for workbook, page and JSON of every supplier, and the list of requests.
        due: Day by which answers are needed.
        supplier: Ask this one alone.
        languages: One language or two of what suppliers read; English if none is given.
        force: Replace files that exist.
    """
    from cradlegate.compose import suppliers
    from cradlegate.product.suppliers.wording import choose_wording
    from cradlegate.reports.suppliers.ask_report import report_asking

    wording = choose_wording(languages)
    asking = suppliers.ask_suppliers(case, due, supplier)
    report = report_asking(asking.questionnaires, asking.requests, asking.case_digest)
    written = suppliers.write_questionnaires(asking, report, out, wording=wording, force=force)
    name_files(out, written)
    show(report, output, asking.faults, {"case": asking.case_digest})
    return EXIT_YES


def take_in(
    case: Path,
    *files: Path,
    supplier: str = "",
    lines: str = "",
    use: Annotated[bool, Parameter(negative="")] = False,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Take in answered questionnaires, PCFs and EPDs; all of them, or none.

    Example: `cradlegate supplier import my-machine answer.xlsx --use`

    Args:
        case: Folder of the case.
        files: Answered questionnaires (XLSX, JSON), PCFs (PACT 2 or 3), EPDs (ILCD+EPD as JSON,
            XML or zip), CSV.
        supplier: Who sent them, where they do not say.
        lines: Lines of the parts list that they stand for, separated by commas.
        use: Let the lines take their figures from them, in bom.csv.
        force: Replace files that exist.
    """
    from cradlegate.compose import suppliers
    from cradlegate.reports.suppliers.import_report import report_import

    named = [line.strip() for line in lines.split(",") if line.strip()]
    intake = suppliers.take_in(case, files, supplier, named, is_used=use)
    name_files(case, suppliers.keep_intake(intake, case, force=force))
    made_from = (*intake.digests, *intake.sources)
    report = report_import(intake.footprints, intake.sums, made_from, is_used=use)
    if intake.faults and not output.json:
        show_faults(intake.faults, as_json=False, plain=output.plain)
    show(report, output, intake.faults, {"case": str(case)})
    return EXIT_YES


def rank(
    case: Path,
    *,
    shipments: Path | None = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    view: ViewOption = None,
    out: Path | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Rank suppliers: contribution × weakness of the data × exposure.

    Example: `cradlegate supplier rank my-machine --shipments shipments.csv`

    Args:
        case: Folder, XLSX workbook or zip.
        shipments: Shipments of all machines; the share of this model among them is its exposure.
        out: Folder for the ranking as HTML, XLSX, JSON and CSV.
        force: Replace files that exist.
    """
    from cradlegate.compose import supplier_ranking
    from cradlegate.reports.suppliers.rank_report import report_ranking

    ranking = supplier_ranking.rank_at(case, settle(view, draws, seed, draft=False), shipments)
    report = report_ranking(
        ranking.footprint,
        ranking.ranked,
        ranking.chains,
        ranking.classes,
        shipments.name if shipments else "",
    )
    if out is not None:
        name_files(out, supplier_ranking.write_ranking(ranking, report, out, force=force))
    show(report, output, ranking.footprint.faults, {"case": ranking.footprint.case_digest})
    return EXIT_YES
