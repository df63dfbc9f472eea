"""Tables of a shipment of any length: read from a file, typed, and looked at row by row."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl

from cradlegate.border.lines.checks import (
    find_document_faults,
    find_doubled_ids,
    find_formulas,
    find_line_faults,
    find_strangers,
)
from cradlegate.border.lines.disagreements import find_disagreements
from cradlegate.border.portfolio.mapping_file import read_mapping
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.store.single_file import read_single_file
from cradlegate.tables.columnar.mapping import AS_THEY_STAND, ColumnMapping
from cradlegate.tables.columnar.read import read_columns
from cradlegate.tables.columnar.texts import TextTable, read_texts
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.faults import TOO_LARGE

LARGEST_TABLE = 8_000_000_000


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table read from a file.

    Args:
        name: of the table.
        frame: typed rows that could be read.
        errors: a row for every fault of a row: file, row, id, column, code, found, rule, remedy.
        ignored: headings that mean no column of ours.
        warnings: of the file as a whole.
        digest: of the file.
    """

    name: str
    file: str
    frame: pl.DataFrame
    errors: pl.DataFrame
    ignored: tuple[str, ...]
    warnings: tuple[Fault, ...]
    digest: str


def read_long_table(
    path: Path,
    name: str,
    mapping: Path | None = None,
    documents: pl.Series | None = None,
    most_bytes: int = LARGEST_TABLE,
) -> LongTable:
    """Read one table of a shipment from a CSV, XLSX or Parquet file of any length.

    Args:
        documents: ids of the documents that there are, for a table of evidence.

    Raises:
        FaultsError: a file that cannot be read as a whole.
    """
    data = read_single_file(path, most_bytes).data
    if len(data) > most_bytes:
        found = f"more than {most_bytes:,} bytes"
        raise FaultsError([Fault(TOO_LARGE, found, Place(path.name))])
    spec = shipment_tables()[name]
    return read_long_data(name, path.name, data, _read_mapping_at(mapping, spec), documents)


def read_long_data(
    name: str,
    file: str,
    data: bytes,
    mapping: ColumnMapping = AS_THEY_STAND,
    documents: pl.Series | None = None,
) -> LongTable:
    """Read the bytes of such a file.

    Raises:
        FaultsError: as `read_long_table` does.
    """
    spec = shipment_tables()[name]
    # The digest of a long file takes as long as some of its columns, and waits for nothing.
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(_digest, data)
        texts = read_texts(spec, file, data, mapping)
        if any(each.is_error for each in texts.faults):
            raise FaultsError(texts.faults)
        typed = read_columns(spec, texts.frame)
        doubled = beside.submit(find_doubled_ids, typed.frame, spec.key)
        formulas = find_formulas(typed.frame, spec)
    faults = pl.concat([typed.faults, doubled.result(), formulas])
    read = _leave_out(_leave_out_places(typed.frame, texts), faults)
    others = _look_at_rows(name, read, texts.rows, documents)
    errors = _place(pl.concat([faults, others]), typed.frame, texts, file, spec)
    frame = _leave_out(read, others)
    return LongTable(name, file, frame, errors, texts.ignored, texts.faults, digest.result())


def _digest(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _leave_out(rows: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    if faults.is_empty():
        return rows
    return rows.filter(~pl.col("row").is_in(faults["row"].unique().implode()))


def _leave_out_places(rows: pl.DataFrame, texts: TextTable) -> pl.DataFrame:
    """Leave out rows that are wrong as they stand in the file."""
    if texts.row_faults.is_empty():
        return rows
    return rows.filter(~texts.rows.is_in(texts.row_faults["row"].implode()))


def _look_at_rows(
    name: str, rows: pl.DataFrame, places: pl.Series, documents: pl.Series | None
) -> pl.DataFrame:
    if name == "shipments":
        # Mostly no line has a fault of its own, and both can be looked for at once.
        with ThreadPoolExecutor(1) as beside:
            early = beside.submit(find_disagreements, rows, places)
            faults = find_line_faults(rows)
        if faults.is_empty():
            return early.result()
        return pl.concat([faults, find_disagreements(_leave_out(rows, faults), places)])
    if name == "documents":
        return find_document_faults(rows)
    known = pl.Series([], dtype=pl.String) if documents is None else documents
    return find_strangers(rows, "doc_id", known)


def _place(
    faults: pl.DataFrame, rows: pl.DataFrame, texts: TextTable, file: str, spec: TableSpec
) -> pl.DataFrame:
    """Say where in the file each fault stands, beside the faults of rows that are not apart."""
    ids = rows.select("row", pl.col(spec.key).cast(pl.String).alias("id"))
    named = faults.join(ids, on="row", how="left", maintain_order="left")
    placed = named.with_columns(texts.rows.gather(named["row"]).alias("row"))
    is_named = texts.rows.is_in(texts.row_faults["row"].implode())
    places = ids.filter(is_named).with_columns(texts.rows.filter(is_named).alias("row"))
    of_rows = texts.row_faults.join(places, on="row", how="left", maintain_order="left")
    whole = pl.concat([placed, of_rows.select(placed.columns)]).sort("row", maintain_order=True)
    return whole.select(pl.lit(file).alias("file"), "row", "id", pl.exclude("row", "id"))


def _read_mapping_at(path: Path | None, spec: TableSpec) -> ColumnMapping:
    if path is None:
        return AS_THEY_STAND
    data = read_single_file(path, 1_000_000).data
    return read_mapping(data, path.name, spec)


def no_evidence() -> pl.DataFrame:
    """Give a table of evidence without rows."""
    spec = shipment_tables()["oem_evidence"]
    return read_columns(spec, pl.DataFrame(schema={spec.key: pl.String})).frame


def name_first_errors(table: LongTable, most: int) -> list[Fault]:
    """Give the first faults of rows as they are printed."""
    rows = table.errors.head(most).iter_rows(named=True)
    return [
        Fault(
            FaultKind(row["code"], row["found"], row["rule"], row["remedy"]),
            row["found"],
            Place(row["file"], row["row"], row["column"] or "", row["id"] or ""),
        )
        for row in rows
    ]
