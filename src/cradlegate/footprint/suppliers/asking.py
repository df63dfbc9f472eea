"""Which lines rest on secondary data, and what is asked of whom (S1-11, S3-22)."""

from collections.abc import Iterable
from itertools import groupby

from cradlegate.background.library import Library
from cradlegate.core.blank import known
from cradlegate.core.request import Request
from cradlegate.footprint.inventory.masses import list_leaves
from cradlegate.product.bill import BomLine, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.suppliers.questionnaire import OTHER, Questionnaire, find_module

_ANSWERED = frozenset((SourceKind.PCF, SourceKind.EPD, SourceKind.EXCLUDED))


def list_secondary_lines(case: Case, library: Library) -> tuple[BomLine, ...]:
    """List the lines whose figure is secondary data.

    Lines answered by a supplier's footprint, lines whose named factor is the maker's own or a
    supplier's, excluded lines, and parents are none of them.
    """
    return tuple(
        line
        for line in list_leaves(case.bom)
        if line.source_kind not in _ANSWERED and not _is_primary(line, library)
    )


def draw_up_requests(questionnaires: Iterable[Questionnaire]) -> tuple[Request, ...]:
    """Ask every supplier once for each plant and process: a PCF or EPD, else the questionnaire."""
    requests = []
    for asked in questionnaires:
        ordered = sorted(asked.lines, key=_place)
        for (plant, module), group in groupby(ordered, key=_place):
            lines = tuple(line.line_id for line in group)
            where = f" made at {plant}" if plant else ""
            sheet = "" if module == OTHER else f" with its sheet {module}"
            what = f"the PCF or EPD of {', '.join(lines)}{where}, else the questionnaire{sheet}"
            rest = "line rests" if len(lines) == 1 else "lines rest"
            because = f"{len(lines)} {rest} on secondary data"
            requests.append(Request(what, asked.supplier_id, asked.due, because, lines))
    return tuple(requests)


def _place(line: BomLine) -> tuple[str, str]:
    return known(line.plant) or "", find_module(line)


def _is_primary(line: BomLine, library: Library) -> bool:
    factor = library.factors.get(line.source_id)
    return factor is not None and factor.grade.is_primary
