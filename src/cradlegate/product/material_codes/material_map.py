"""The map from own material codes to families, for somebody to confirm once per code."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cradlegate.background.families import MaterialFamily
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.case_tables import case_tables
from cradlegate.product.material_codes.aliases import AliasProposal, propose_families
from cradlegate.product.template_faults import NO_MATERIAL_COLUMN, UNMAPPED_MATERIAL
from cradlegate.tables.columns import plain_heading

FILE = "material_map.csv"
HEADINGS = ("own_material_code", "material", "proposal_basis", "confirmed_by")
CODE_COLUMNS = ("own_material_code", "material")
"""Columns of a bill of materials in which codes stand, the surer first."""


@dataclass(frozen=True, slots=True)
class MaterialMap:
    """A proposed map.

    Args:
        heading: of the column that the codes were read from.
        proposals: one a code, in the order in which the codes first stand.
        file: bytes of `material_map.csv`; nobody has confirmed anything in it.
        faults: one warning for every code without a proposal.
    """

    heading: str
    proposals: tuple[AliasProposal, ...]
    file: bytes
    faults: tuple[Fault, ...]


def propose_map(
    rows: Iterable[Mapping[str, str]], families: Mapping[str, MaterialFamily], heading: str = ""
) -> MaterialMap:
    """Propose a family for every material code of a table.

    Args:
        rows: cells by heading, as they stand in a bill of materials or an export.
        families: of the library.
        heading: of the column with the codes; empty = found by its name.

    Raises:
        FaultsError: no such column, or none whose heading is known.
    """
    table = list(rows)
    headings = list(dict.fromkeys(name for row in table for name in row))
    chosen = heading if heading in headings else _find_heading(headings, heading)
    cells = (row.get(chosen, "").strip() for row in table)
    codes = tuple(dict.fromkeys(cell for cell in cells if cell not in {"", "?", "-", "none"}))
    proposals = propose_families(codes, families)
    faults = tuple(
        Fault(UNMAPPED_MATERIAL, f"{one.code}: {one}", Place(FILE, column="material", id=one.code))
        for one in proposals
        if not one.family
    )
    return MaterialMap(chosen, proposals, _write(proposals), faults)


def _find_heading(headings: list[str], asked: str) -> str:
    columns = case_tables()["bom"].column_by_heading
    known = {columns.get(plain_heading(name), ""): name for name in reversed(headings)}
    found = [known[column] for column in CODE_COLUMNS if column in known]
    if asked or not found:
        named = f"no column {asked!r}" if asked else "no column of material codes"
        fault = Fault(NO_MATERIAL_COLUMN, f"{named} among: {', '.join(headings) or 'none'}")
        raise FaultsError([fault])
    return found[0]


def _write(proposals: tuple[AliasProposal, ...]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows((one.code, one.family, str(one), "") for one in proposals)
    return buffer.getvalue().encode()
