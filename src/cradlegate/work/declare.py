"""From the files of a case to its declaration, and to what a dossier needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cradlegate.core.canonical import digest_files
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.declaration.free_texts import lint_declaration
from cradlegate.dossier.study import write_lines
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import note_use
from cradlegate.footprint.used_sources import Stock, write_used_sources
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration with what it was made from.

    Args:
        sources_files: rows, templates and distances that were used.
        lines: of the footprint, unrounded, as CSV.
        warnings: claims in the maker's words that need a second look.
        case: as it was read.
    """

    document: DeclarationDocument
    case_files: Mapping[str, bytes]
    sources_files: Mapping[str, bytes]
    lines: bytes
    warnings: tuple[Fault, ...]
    case: Case


def declare(
    case_files: Mapping[str, bytes],
    stock: Stock,
    settings: Settings,
    issued: date,
    *,
    product: str,
    supersedes: str | None = None,
    secret: bytes | None = None,
) -> Declared:
    """Compute the footprint of a case and declare it.

    Args:
        stock: where figures come from that the case does not state.
        issued: the day of issue.
        product: version of the program.
        supersedes: digest of the declaration that this one corrects.
        secret: of the case; with it the declaration commits to the lines of the bill.

    Raises:
        FaultsError: errors in the case, points still open before a declaration, or claims in the
            maker's words that a footprint does not support; all of them.
    """
    sources, use = note_use(stock.sources)
    reading = read_case_files(case_files, sources.library.families)
    if reading.case is None:
        raise FaultsError(reading.faults)
    footprint = calculate(reading.case, sources, settings, reading.faults)
    used = write_used_sources(use, stock)
    calculated = Calculated(
        reading.case, footprint, use, digest_files(used), product, digest_files(case_files)
    )
    document = make_document(draw_up(calculated, issued, supersedes, secret))
    claims = lint_declaration(document)
    if any(fault.is_error for fault in claims):
        raise FaultsError(claims)
    lines = write_lines(footprint.lines)
    return Declared(document, case_files, used, lines, claims, reading.case)
