"""Screening joined with its files: long tables in, sheets and their summary out."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl

from cradlegate.border.portfolio.faults import COLUMNS_IGNORED, NO_LINES, TWO_LINES
from cradlegate.border.portfolio.known import leave_out_later
from cradlegate.border.portfolio.log import (
    LoggedScreening,
    find_other_inputs,
    read_log,
    write_log,
)
from cradlegate.border.portfolio.mapping_file import read_mapping
from cradlegate.border.portfolio.screen import Portfolio
from cradlegate.border.portfolio.screening import (
    Screening,
    ScreenTerms,
    Sheets,
    screen_portfolio,
)
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.compose import gate
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.screening.document import report_screening
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file
from cradlegate.tables.columnar.mapping import AS_THEY_STAND, ColumnMapping
from cradlegate.tables.columnar.read import ColumnarTable, read_columns
from cradlegate.tables.columnar.texts import TextTable, read_texts
from cradlegate.tables.columns import TableSpec
from cradlegate.verification.registers.register import RegisterSnapshot

LARGEST_TABLE = 8_000_000_000
LOG = "screening.json"
CSV, PARQUET = "csv", "parquet"
MOST_SHEET_ROWS = 5_000
"""Rows of one list in the workbook; the CSV beside it has all of them."""


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


def read_long_table(path: Path, name: str, mapping: Path | None = None) -> LongTable:
    """Read one table of a shipment from a CSV, XLSX or Parquet file of any length.

    Raises:
        FaultsError: a file that cannot be read as a whole.
    """
    spec = shipment_tables()[name]
    file = read_single_file(path, LARGEST_TABLE)
    named = _read_mapping_at(mapping, spec)
    texts = read_texts(spec, path.name, file.data, named)
    fatal = [each for each in texts.faults if each.is_error]
    if fatal:
        raise FaultsError(texts.faults)
    typed = read_columns(spec, texts.frame)
    errors = _gather_errors(texts, typed, path.name, spec)
    is_read = ~typed.frame["row"].is_in(_unread(typed, spec).implode())
    warnings = tuple(each for each in texts.faults if not each.is_error)
    digest = f"sha256:{sha256(file.data).hexdigest()}"
    return LongTable(
        name, path.name, typed.frame.filter(is_read), errors, texts.ignored, warnings, digest
    )


def _unread(table: ColumnarTable, spec: TableSpec) -> pl.Series:
    """Give the rows that are left out: with a refused cell, or the second of one id."""
    twice = table.frame.filter(~pl.col(spec.key).is_first_distinct())["row"]
    return pl.concat([table.unread, twice])


def _gather_errors(
    texts: TextTable, typed: ColumnarTable, file: str, spec: TableSpec
) -> pl.DataFrame:
    ids = typed.frame.select("row", pl.col(spec.key).cast(pl.String).alias("id"))
    again = typed.frame.filter(
        ~pl.col(spec.key).is_first_distinct() & pl.col(spec.key).is_not_null()
    )
    doubled = again.select(
        "row",
        pl.lit(spec.key).alias("column"),
        pl.lit(TWO_LINES.code).alias("code"),
        pl.concat_str(pl.col(spec.key).cast(pl.String), pl.lit(" stands a second time")).alias(
            "found"
        ),
        pl.lit(TWO_LINES.rule).alias("rule"),
        pl.lit(TWO_LINES.remedy).alias("remedy"),
    )
    of_cells = pl.concat([typed.faults, doubled]).join(ids, on="row", how="left")
    placed = of_cells.with_columns(texts.rows.gather(of_cells["row"]).alias("row"))
    of_rows = texts.row_faults.with_columns(pl.lit(None, pl.String).alias("id"))
    whole = pl.concat([placed, of_rows.select(placed.columns)]).sort("row", maintain_order=True)
    return whole.select(pl.lit(file).alias("file"), "row", "id", pl.exclude("row", "id"))


def _read_mapping_at(path: Path | None, spec: TableSpec) -> ColumnMapping:
    if path is None:
        return AS_THEY_STAND
    data = read_single_file(path, 1_000_000).data
    return read_mapping(data, path.name, spec)


@dataclass(slots=True)
class _Written:
    """The sheets of every batch, as the bytes of files."""

    form: str
    files: dict[str, bytes] = field(default_factory=dict)
    batches: int = 0

    def add(self, sheets: Sheets) -> None:
        """Add the rows of a batch as one more part of each sheet."""
        self.batches += 1
        for name, frame in (("findings", sheets.findings), ("lines", sheets.lines)):
            self.files[f"{name}/part-{self.batches:04}.{self.form}"] = _write(frame, self.form)
        if sheets.impact.height:
            name = f"impact/part-{self.batches:04}.{self.form}"
            self.files[name] = _write(sheets.impact, self.form)


def _write(frame: pl.DataFrame, form: str) -> bytes:
    written = io.BytesIO()
    if form == PARQUET:
        frame.write_parquet(written, compression="lz4", statistics=False)
    else:
        flat = frame.with_columns(pl.col(pl.List(pl.String)).list.join("; "))
        flat.write_csv(written)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything lies that goes into a screening; None for what there is not.

    Args:
        columns: mapping of the columns of `shipments`.
        packs: files and folders of packs and answers, beside the shipped packs.
        against: folder of packs whose statuses are compared.
        replay: log of an earlier screening.
    """

    shipments: Path
    documents: Path | None = None
    evidence: Path | None = None
    columns: Path | None = None
    registers: tuple[Path, ...] = ()
    packs: tuple[Path, ...] = ()
    against: Path | None = None
    replay: Path | None = None


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening with the tables that it was made from, and what is to be written of it.

    Args:
        is_as_before: whether it came out as the log says that was replayed.
    """

    screening: Screening
    tables: tuple[LongTable, ...]
    files: Mapping[str, bytes]
    is_as_before: bool = True

    @property
    def errors(self) -> pl.DataFrame:
        """Every fault of a row, of all tables."""
        return pl.concat([each.errors for each in self.tables])

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is to be known of the files as a whole, and columns of theirs that mean nothing."""
        ignored = [
            Fault(COLUMNS_IGNORED, f"not read: {', '.join(each.ignored)}", Place(each.file))
            for each in self.tables
            if each.ignored
        ]
        return (*(fault for each in self.tables for fault in each.warnings), *ignored)


def screen_files(
    paths: Paths, only: Sequence[str], law_as_of: date | None, known_as_of: datetime, form: str
) -> Screened:
    """Screen the lines of a table.

    Raises:
        FaultsError: files that cannot be used, no line that can be read, or inputs that are not
            those of the log that is replayed.
    """
    lines = read_long_table(paths.shipments, "shipments", paths.columns)
    documents = read_long_table(paths.documents, "documents") if paths.documents else None
    evidence = read_long_table(paths.evidence, "oem_evidence") if paths.evidence else None
    tables = tuple(each for each in (lines, documents, evidence) if each)
    registers = gate.read_registers_at(paths.registers)
    inputs = {each.name: each.digest for each in tables}
    inputs |= {each.name: each.digest for each in registers}
    terms, logged = _draw_up(paths, only, law_as_of, known_as_of, inputs)
    if not lines.frame.height:
        raise FaultsError([Fault(NO_LINES, f"{lines.errors.height} faults, and no line")])
    portfolio = _fill_portfolio(lines, documents, evidence, registers, terms)
    written = _Written(form)
    screening = screen_portfolio(portfolio, terms, written.add)
    is_as_before = logged is None or logged.result_digest == screening.result_digest
    return Screened(screening, tables, written.files, is_as_before)


def _draw_up(
    paths: Paths,
    only: Sequence[str],
    law_as_of: date | None,
    known_as_of: datetime,
    inputs: Mapping[str, str],
) -> tuple[ScreenTerms, LoggedScreening | None]:
    if paths.replay is None:
        moment = known_as_of.astimezone(UTC)
        packs = gate.choose_packs(gate.open_packs(paths.packs), only, moment.date())
        against = _open_against(paths.against, moment.date())
        return ScreenTerms(packs, against, law_as_of, moment, gate.ENGINE, inputs), None
    logged = read_log(read_single_file(paths.replay, LARGEST_TABLE).data, paths.replay.name)
    if faults := find_other_inputs(logged, inputs):
        raise FaultsError(faults)
    again = ScreenTerms(logged.packs, (), logged.law_as_of, logged.known_as_of, gate.ENGINE, inputs)
    return again, logged


def _open_against(path: Path | None, day: date) -> tuple[Pack, ...]:
    if path is None:
        return ()
    shelf = gate.open_only(path)
    return tuple(shelf.as_known(name, day) for name in sorted(shelf.packs))


def _fill_portfolio(
    lines: LongTable,
    documents: LongTable | None,
    evidence: LongTable | None,
    registers: Sequence[RegisterSnapshot],
    terms: ScreenTerms,
) -> Portfolio:
    day = terms.known_as_of.date()
    return Portfolio(
        lines.frame,
        leave_out_later(documents.frame, day) if documents else None,
        evidence.frame if evidence else no_evidence(),
        tuple(each for each in registers if each.retrieved_at <= day),
    )


def no_evidence() -> pl.DataFrame:
    """Give a table of evidence without rows."""
    spec = shipment_tables()["oem_evidence"]
    return read_columns(spec, pl.DataFrame(schema={spec.key: pl.String})).frame


def write_screened(screened: Screened, out: Path, warnings: Sequence[Fault], *, force: bool) -> int:
    """Write sheets, lists, errors, summary and log into a folder; give how many files."""
    screening = screened.screening
    report = report_screening(screening, screened.errors, most_rows=MOST_SHEET_ROWS)
    files = {
        **screened.files,
        "chase.csv": _write(screening.chase, CSV),
        "routes.csv": _write(screening.routes, CSV),
        "families.csv": _write(screening.families, CSV),
        "open_law.csv": _write(screening.open_law, CSV),
        "errors.csv": _write(screened.errors, CSV),
        "summary.html": render_html(report).encode(),
        "summary.xlsx": render_workbook(report),
        "summary.json": render_json(report, faults=warnings).encode(),
        LOG: write_log(screening),
    }
    if screening.terms.against:
        files["impact.csv"] = _write(screening.impact, CSV)
    write_files(out, files, force=force)
    return len(files)
