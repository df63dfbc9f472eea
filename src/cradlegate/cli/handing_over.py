"""Commands on what is handed over beside a declaration: `declaration export|cover`."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.declaration import Bilingual, Fonts, Languages, choose_editions
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES

Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]
CoverFormats = Annotated[
    tuple[Literal["html", "txt", "pdf"], ...],
    Parameter(name="--format", consume_multiple=True, help="Formats of the covers."),
]
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
    languages: Languages = ("en",),
    bilingual: Bilingual = False,
    formats: CoverFormats = ("html", "txt"),
    fonts: Fonts = (),
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Draw a cover sheet for one reading of who issues the statement: the body, or the maker.

    Example: `cradlegate declaration cover declared --issued-by body --language vi --out covers`

    Args:
        declaration: Folder that `declare` wrote, or the declaration in it.
        issued_by: body: its certificate with the report annexed; maker: declaration with opinion.
        out: Folder for the covers.
        opinion: Opinion of a body on the declaration.
    """
    from cradlegate.compose import handing_over
    from cradlegate.reports.contents.cover_report import Issuer
    from cradlegate.reports.renderings import list_languages

    issuer, editions = Issuer(issued_by), choose_editions(languages, bilingual=bilingual)
    papers = handing_over.read_cover_papers(declaration, opinion)
    chosen = [handing_over.CoverFormat(name) for name in formats]
    names = handing_over.write_covers(papers, issuer, editions, chosen, fonts, out, force=force)
    name_files(out, names)
    show(handing_over.draw_cover_of(papers, issuer, list_languages(editions[0])[0]), output)
    return EXIT_YES
