"""The footprint of a dossier computed again, and what differs from what was signed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cradlegate.core.fault import FaultsError
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.declaration.figures import list_figures
from cradlegate.dossier.study import StudyLine, find_differences
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import METHOD, Footprint
from cradlegate.footprint.sources import note_use
from cradlegate.footprint.used_sources import read_used_sources
from cradlegate.product.case_files import read_case_files


@dataclass(frozen=True, slots=True)
class Recomputation:
    """What recomputing gave.

    Args:
        figures: how many were compared.
        lines: how many were compared; None where none are stored.
        differences: every one, in words; none means that the figures are those signed.
    """

    figures: int
    lines: int | None
    differences: tuple[str, ...]


def can_recompute(declaration: Declaration) -> bool:
    """Tell whether this version still holds the method that a declaration was made by."""
    return declaration.made_from.method == METHOD


def recompute(
    declaration: Declaration,
    case_files: Mapping[str, bytes],
    sources_files: Mapping[str, bytes],
    lines: tuple[StudyLine, ...] | None,
) -> Recomputation:
    """Compute the footprint again from case and sources, and compare every signed figure.

    Figures are compared as decimal text, lines to 1e-12 of their size (method 17).

    Args:
        lines: as stored; None where the maker keeps them back.

    Raises:
        FaultsError: files from which no footprint comes.
    """
    again, footprint = _calculate(declaration, case_files, sources_files)
    signed, computed = list_figures(declaration), list_figures(again)
    differences = tuple(_compare(signed, computed))
    if lines is None:
        return Recomputation(len(signed), None, differences)
    differing = find_differences(lines, footprint.lines)
    return Recomputation(len(signed), len(lines), (*differences, *differing))


def _calculate(
    declaration: Declaration, case_files: Mapping[str, bytes], sources_files: Mapping[str, bytes]
) -> tuple[Declaration, Footprint]:
    sources, use = note_use(read_used_sources(sources_files))
    reading = read_case_files(case_files, sources.library.families)
    if reading.case is None:
        raise FaultsError(reading.faults)
    block = declaration.blocks.uncertainty
    settings = Settings(declaration.results.headline, block.draws, int(block.seed))
    footprint = calculate(reading.case, sources, settings, reading.faults)
    made_from = declaration.made_from
    calculated = Calculated(reading.case, footprint, use, made_from.sources, made_from.product)
    again = draw_up(calculated, declaration.issued, declaration.supersedes)
    return replace(again, made_from=made_from), footprint


def _compare(signed: Mapping[str, str], computed: Mapping[str, str]) -> Iterator[str]:
    for path in (*signed, *(path for path in computed if path not in signed)):
        before, after = signed.get(path, "missing"), computed.get(path, "missing")
        if before != after:
            yield f"{path}: signed {before}, computed {after}"
