"""Own material codes, replaced by the families that the user confirmed for them."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

from cradlegate.tables.columns import near_matches
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable, read_blank
from cradlegate.tables.records.record import Record


def confirmed_families(records: Collection[Record]) -> Mapping[str, str]:
    """Give the family by own code, codes plainly spelled."""
    return {
        plain_code(record.values["own_material_code"]): record.values["material"]
        for record in records
        if not record.is_gap
    }


def plain_code(code: str) -> str:
    """Spell a material code in one way: width, case and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split())


def with_families(
    table: RawTable, families: Collection[str], family_by_code: Mapping[str, str]
) -> RawTable:
    """Put families in the place of own codes, in `material` or in `own_material_code` alone."""
    columns = table.spec.columns
    if not any(column.refers.startswith("families") for column in columns.values()):
        return table
    rows = tuple(_with_family(row, families, family_by_code, columns) for row in table.rows)
    return replace(table, rows=rows)


def _with_family(
    row: RawRow,
    families: Collection[str],
    family_by_code: Mapping[str, str],
    columns: Collection[str],
) -> RawRow:
    named, code = _filled(row, "material"), _filled(row, "own_material_code")
    own = named or code
    if own is None or own.text.strip() in families:
        return row
    family = family_by_code.get(plain_code(own.text), own.text)
    cells = {**row.cells, "material": own._replace(text=family)}
    if "own_material_code" in columns and code is None:
        cells["own_material_code"] = own
    return replace(row, cells=cells)


def _filled(row: RawRow, column: str) -> Cell | None:
    cell = row.cells.get(column)
    return None if cell is None or read_blank(cell.text) is not None else cell


def nearest_families(word: str, families: Collection[str]) -> str:
    """Say which families the word may mean; empty if none is spelled like it."""
    near = near_matches(word, sorted(families))
    return (
        f"Did you mean {' or '.join(near)}? Else map the code in material_map.csv." if near else ""
    )
