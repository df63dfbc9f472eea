"""How a supplier's footprint is kept in a case: its JSON, its row of the index, its lines."""

import csv
import io
import json
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Context, Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.case_tables import case_tables
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.faults import UNKNOWN_ENCODING
from cradlegate.tables.reading.csv_tables import guess_separator, split_rows
from cradlegate.tables.reading.raw_table import read_heading
from cradlegate.tables.records.record import text_of

INDEX, BILL = "suppliers/index.csv", "bom.csv"
RECEIVED = "suppliers/received"
_LEVELS = ("none", "limited", "reasonable")
_DIGITS = Context(prec=18)
"""Digits kept of a quotient that does not end; a figure that ends earlier is exact."""


def name_file(id_: str) -> str:
    """Give the file of a footprint: its id with everything that no file name takes as a dash."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", id_).strip(".-")
    return f"suppliers/{stem or 'footprint'}.json"


def write_footprint(footprint: SupplierFootprint) -> bytes:
    """Write a footprint as the file that a case reads."""
    values = {
        "id": footprint.id,
        "supplier_id": footprint.supplier_id,
        "product": footprint.product,
        "line_ids": list(footprint.line_ids),
        "declared_unit": footprint.declared_unit,
        "mass_per_unit": f"{_figure(footprint.mass_per_unit_kg)} kg",
        "boundary": footprint.boundary,
        "by_category": {
            str(category): _figure(footprint.by_category[category])
            for category in Category
            if category in footprint.by_category
        },
        "gwp_set": footprint.gwp_set,
        "period": str(footprint.period),
        "geography": footprint.geography,
        "primary_share": _share(footprint.primary_share),
        "dqr": _share(footprint.dqr),
        "valid_to": text_of(footprint.valid_to),
        "assurance": footprint.assurance,
        "raw_digest": footprint.raw_digest,
    }
    return f"{json.dumps(values, ensure_ascii=False, indent=2)}\n".encode()


def index_row(
    file: str, digest: str, pairs: Sequence[tuple[Sent, SupplierFootprint]]
) -> dict[str, str]:
    """Give the row of the index for a file; figures only where it holds a single footprint."""
    first = pairs[0][1]
    row = {
        "file": file,
        "sha256": digest,
        "supplier_id": first.supplier_id,
        "line_ids": "; ".join(line for _, each in pairs for line in each.line_ids),
        "assurance": min((each.assurance for _, each in pairs), key=_LEVELS.index),
    }
    return row if len(pairs) > 1 else row | _index_figures(*pairs[0])


def _index_figures(sent: Sent, first: SupplierFootprint) -> dict[str, str]:
    removals = first.by_category.get(Category.BIOGENIC_REMOVALS, Decimal(0))
    whole = sum(first.by_category.values(), Decimal(0))
    return {
        "declared_unit": first.declared_unit,
        "mass_per_unit": f"{_figure(first.mass_per_unit_kg)} kg",
        "pcf_excl_uptake": _figure(whole - removals),
        "pcf_incl_uptake": _figure(whole),
        "boundary": first.boundary,
        "gwp_set": first.gwp_set,
        "period": str(first.period),
        "geography": first.geography,
        "recycling_model": sent.recycling_model,
        "exempted": "" if sent.exempted is None else _figure(sent.exempted),
        "pds": _share(first.primary_share),
        "dqr": _share(first.dqr),
        "valid_to": text_of(first.valid_to),
    }


def with_index_row(index: bytes | None, row: Mapping[str, str]) -> bytes:
    """Put a row into the index, in place of the one of the same file."""
    spec = case_tables()["supplier_index"]
    heading, rows = _read_grid(index or b"", spec, INDEX)
    heading = list(dict.fromkeys([*heading, *(heading or spec.columns), *row]))
    kept = [each for each in rows if each.get("file") != row["file"]]
    return _write_grid(heading, [*kept, row])


def with_sources(bill: bytes, source_by_line: Mapping[str, tuple[str, str]]) -> bytes:
    """Let lines of the parts list take their figures from footprints.

    Args:
        source_by_line: source kind and footprint id by line.
    """
    heading, rows = _read_grid(bill, case_tables()["bom"], BILL)
    names = {read_heading(text, case_tables()["bom"]).column: text for text in heading}
    kind, source = (names.get(name, name) for name in ("source_kind", "source_id"))
    line_id = names.get("line_id", "line_id")
    changed = []
    for row in rows:
        named = source_by_line.get(row.get(line_id, "").strip())
        changed.append(row | ({kind: named[0], source: named[1]} if named else {}))
    return _write_grid(list(dict.fromkeys([*heading, kind, source])), changed)


def _read_grid(data: bytes, spec: TableSpec, file: str) -> tuple[list[str], list[dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = f"{file} is not UTF-8, and would be rewritten in it"
        raise FaultsError([Fault(UNKNOWN_ENCODING, found, Place(file))]) from None
    grid = [
        [cell.text for cell in cells]
        for _, cells in split_rows(text, guess_separator(text, spec)[1])
        if any(cell.text.strip() for cell in cells)
    ]
    heading = grid[0] if grid else []
    return heading, [dict(zip(heading, cells, strict=False)) for cells in grid[1:]]


def _write_grid(heading: Collection[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(heading), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _figure(value: Decimal) -> str:
    return f"{_DIGITS.plus(value).normalize():f}"


def _share(value: Decimal | Blank) -> str:
    return text_of(value) if isinstance(value, Blank) else _figure(value)
