"""From the files of a case to its declaration, and to what a dossier needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.declaration.free_texts import lint_declaration
from cradlegate.dossier.study import write_lines
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import note_use
from cradlegate.footprint.used_sources import Stock, digest_sources, write_used_sources
from cradlegate.product.case_files import read_case_files


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration with what it was made from.

    Args:
        sources_files: rows, templates and distances that were used.
        lines: of the footprint, unrounded, as CSV.
        warnings: claims in the maker's words that need a second look.
    """

    document: DeclarationDocument
    case_files: Mapping[str, bytes]
    sources_files: Mapping[str, bytes]
    lines: bytes
    warnings: tuple[Fault, ...]


def declare(
    case_files: Mapping[str, bytes],
    stock: Stock,
    settings: Settings,
    issued: date,
    *,
    product: str,
    supersedes: str | None = None,
) -> Declared:
    """Compute the footprint of a case and declare it.

    Args:
        stock: where figures come from that the case does not state.
        issued: the day of issue.
        product: version of the program.
        supersedes: digest of the declaration that this one corrects.

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
    calculated = Calculated(reading.case, footprint, use, digest_sources(used), product)
    document = make_document(draw_up(calculated, issued, supersedes))
    claims = lint_declaration(document)
    if any(fault.is_error for fault in claims):
        raise FaultsError(claims)
    return Declared(document, case_files, used, write_lines(footprint.lines), claims)
