"""Commands on what is handed over beside a declaration: `declaration export|cover`."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES

Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]
EachOne = Annotated[tuple[str, ...], Parameter(negative="")]


def export(
    *declarations: Path,
    out: Path,
    format: Annotated[  # noqa: A002 - the option's own name
        Literal["tender"], Parameter(name="--format")
    ] = "tender",
    cost: EachOne = (),
    delivery: EachOne = (),
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write declarations in another format; every field that it leaves out is listed.

    Example: `cradlegate declaration export declared --format tender --out tender.csv`

    Args:
        declarations: Declarations, or folders that `declare` wrote; one row of the sheet each.
        out: File for the sheet, .csv or .xlsx; what it leaves out is listed beside it.
        format: tender: the footprint beside cost and delivery, in fixed columns.
        cost: The tenderer's own, such as "182000 EUR"; once for each declaration, ? if unknown.
        delivery: The tenderer's own, such as 2026-11-30; once for each declaration, ? if unknown.
    """
    from cradlegate.compose import handing_over
    from cradlegate.reports.contents.tender_report import report_tender

    written = handing_over.write_tender(declarations, out, cost, delivery, force=force)
    report = report_tender(written.sheet, *written.names, is_whole=output.json)
    name_files(out.parent, written.names)
    show(report, output, inputs={"format": format})
    return EXIT_YES


def cover(
    declaration: Path,
    *,
    issued_by: Literal["body", "maker"],
    out: Path,
    opinion: Path | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Draw a cover sheet for one reading of who issues the statement: the body, or the maker.

    Example: `cradlegate declaration cover declared --issued-by body --out covers`

    Args:
        declaration: Folder that `declare` wrote, or the declaration in it.
        issued_by: body: its certificate with the report annexed; maker: declaration with opinion.
        out: Folder for the cover, as a page and as text.
        opinion: Opinion of a body on the declaration.
    """
    from cradlegate.compose import handing_over
    from cradlegate.reports.contents.cover_report import Issuer

    issuer = Issuer(issued_by)
    report = handing_over.draw_cover_at(declaration, issuer, opinion)
    names = handing_over.write_cover(report, issuer, out, force=force)
    name_files(out, names)
    show(report, output)
    return EXIT_YES
