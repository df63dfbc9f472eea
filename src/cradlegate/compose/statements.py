"""Whether a declaration is still that of its case, joined with files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from cradlegate.compose.collection import pause_collection
from cradlegate.compose.dossiers import open_dossier_at
from cradlegate.compose.sides import DOSSIER, is_statement
from cradlegate.compose.study import demand_case, open_sources, read_case_at, read_declaration_at
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.stage import STAGES_BY_VIEW, View
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.faults import WRONG_FORM
from cradlegate.declaration.statement_faults import TWO_STATEMENTS
from cradlegate.declaration.validity import Validity, judge_validity
from cradlegate.dossier.study import StudyLine
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.draw_limits import MIN_DRAWS


@dataclass(frozen=True, slots=True)
class Judged:
    """A declaration judged against a case.

    Args:
        declared, case: as they were named.
    """

    read: DeclarationDocument
    validity: Validity
    declared: Path
    case: Path


def judge_validity_at(first: Path, second: Path) -> Judged:
    """Judge whether a declaration is still that of a case, whichever of them is named first.

    Raises:
        FaultsError: two declarations (DC-115), or what cannot be read.
    """
    if is_statement(first) and is_statement(second):
        raise FaultsError([Fault(TWO_STATEMENTS, f"{first} and {second}")])
    declared, case = (first, second) if is_statement(first) else (second, first)
    read, lines = _open(declared)
    view = read.declaration.results.headline
    reading = read_case_at(case)
    # The headline is the deterministic value, so that the number of draws makes no difference.
    settings = Settings(view, MIN_DRAWS, is_draft_allowed=True)
    with pause_collection():
        now = calculate(demand_case(reading), open_sources(), settings, reading.faults)
    validity = judge_validity(read.declaration, demand_case(reading), now, lines)
    return Judged(read, validity, declared, case)


def _open(path: Path) -> tuple[DeclarationDocument, Mapping[str, float] | None]:
    if path.is_dir() or path.suffix.lower() != DOSSIER:
        return read_declaration_at(path), None
    contents = open_dossier_at(path)
    if contents.declaration is None:
        found = contents.reasons["declaration"].found
        raise FaultsError([Fault(WRONG_FORM, found, Place(path.name))])
    view = contents.declaration.declaration.results.headline
    lines = contents.lines
    return contents.declaration, None if lines is None else _count(lines, view)


def _count(lines: Iterable[StudyLine], view: View) -> Mapping[str, float]:
    """Give kg CO2e by line of a view, removals left out (method 2)."""
    removals = CATEGORIES.index(Category.BIOGENIC_REMOVALS)
    is_whole = view is View.WHOLE_LIFE
    return {
        line.id: fsum(value for at, value in enumerate(line.values) if at != removals)
        for line in lines
        if line.stage in STAGES_BY_VIEW[view] and (is_whole or not line.is_beyond_end_point)
    }
