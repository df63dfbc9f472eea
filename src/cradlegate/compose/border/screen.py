"""Screening joined with its files: long tables in, sheets and their summary out."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl

from cradlegate.border.lines.known import find_later, leave_out_later
from cradlegate.border.portfolio.faults import COLUMNS_IGNORED, NO_LINES, OTHER_PARTS
from cradlegate.border.portfolio.log import (
    LoggedScreening,
    find_other_inputs,
    read_log,
    write_log,
)
from cradlegate.border.portfolio.screen import Portfolio
from cradlegate.border.portfolio.screening import (
    Screening,
    ScreenTerms,
    Sheets,
    screen_portfolio,
)
from cradlegate.compose import gate
from cradlegate.compose.border.long_tables import (
    LARGEST_TABLE,
    LongTable,
    name_first_errors,
    no_evidence,
    read_long_data,
    read_long_table,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.screening.document import report_screening
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.registers.freshness import take_known
from cradlegate.verification.registers.register import RegisterSnapshot

LOG = "screening.json"
CSV, PARQUET = "csv", "parquet"
SHEETS = ("findings", "lines", "impact")
"""Tables with a row for each line, in parts."""
_FORMULA = "^[=+@-]."
"""How a text begins that a spreadsheet works out; a dash alone says that nothing applies."""
_ROWS_TOGETHER = 500_000
"""Rows of a group in Parquet: so many that the id of a line stands in it again and again."""
MOST_NAMED, MOST_PAGE_ROWS = 10, 50
MOST_SHEET_ROWS = 5_000
"""Rows of one list in the workbook; the CSV beside it has all of them."""


@dataclass(slots=True)
class _Written:
    """The sheets of every piece, as the bytes of files."""

    form: str
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, number: int, sheets: Sheets) -> None:
        """Add the rows of a piece as one more part of each sheet."""
        file = f"part-{number + 1:04}.{self.form}"
        self.files[f"findings/{file}"] = _write(sheets.findings, self.form)
        self.files[f"lines/{file}"] = _write(sheets.lines, self.form)
        if sheets.impact.height:
            self.files[f"impact/{file}"] = _write(sheets.impact, self.form)


def _write(frame: pl.DataFrame, form: str) -> bytes:
    written = io.BytesIO()
    if form == PARQUET:
        frame.write_parquet(
            written, compression="lz4", statistics=False, row_group_size=_ROWS_TOGETHER
        )
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
        left_out: what came after the day for which it was asked.
        is_as_before: whether it came out as the log says that was replayed.
    """

    screening: Screening
    tables: tuple[LongTable, ...]
    files: Mapping[str, bytes]
    left_out: tuple[Fault, ...] = ()
    is_as_before: bool = True

    @property
    def errors(self) -> pl.DataFrame:
        """Every fault of a row, of all tables."""
        return pl.concat([each.errors for each in self.tables])

    @property
    def lists(self) -> Mapping[str, pl.DataFrame]:
        """The short tables by name, as they are written."""
        found = self.screening
        lists = {
            "chase": found.chase,
            "routes": found.routes,
            "families": found.families,
            "open_law": found.open_law,
            "errors": self.errors,
        }
        return {**lists, "impact": found.impact} if found.terms.against else lists

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is to be known of the files as a whole, and columns of theirs that mean nothing."""
        ignored = [
            Fault(COLUMNS_IGNORED, f"not read: {', '.join(each.ignored)}", Place(each.file))
            for each in self.tables
            if each.ignored
        ]
        of_files = (fault for each in self.tables for fault in each.warnings)
        return (*of_files, *ignored, *self.left_out)


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
    evidence = None
    if paths.evidence:
        known = documents.frame["doc_id"] if documents else None
        evidence = read_long_table(paths.evidence, "oem_evidence", documents=known)
    tables = tuple(each for each in (lines, documents, evidence) if each)
    registers = gate.read_registers_at(paths.registers)
    inputs = {each.name: each.digest for each in tables}
    inputs |= {f"register {each.name}": each.digest for each in registers}
    if paths.columns:
        inputs["columns"] = _digest_at(paths.columns)
    terms, logged = _draw_up(paths, only, law_as_of, known_as_of, inputs)
    _demand_lines(lines)
    portfolio = _fill_portfolio(lines, documents, evidence, registers, terms)
    written = _Written(form)
    screening = screen_portfolio(portfolio, terms, written.add)
    is_as_before = logged is None or logged.result_digest == screening.result_digest
    left_out = tuple(_find_left_out(documents, registers, terms.known_as_of.date()))
    return Screened(screening, tables, written.files, left_out, is_as_before)


def _find_left_out(
    documents: LongTable | None, registers: Sequence[RegisterSnapshot], day: date
) -> Iterator[Fault]:
    yield from take_known(registers, day)[1]
    if documents:
        yield from find_later(documents.frame, day, documents.file)


def _digest_at(path: Path) -> str:
    return f"sha256:{sha256(read_single_file(path, LARGEST_TABLE).data).hexdigest()}"


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


@dataclass(frozen=True, slots=True)
class ScreenedFrame:
    """A portfolio screened in memory.

    Args:
        findings: a row for each line and requirement.
        lines: a row for each line.
        errors: a row for every fault of a row that was not read.
        chase, open_law, routes, families: as `screen` writes them.
    """

    findings: pl.DataFrame
    lines: pl.DataFrame
    errors: pl.DataFrame
    chase: pl.DataFrame
    open_law: pl.DataFrame
    routes: pl.DataFrame
    families: pl.DataFrame


def screen_frames(
    lines: pl.DataFrame,
    documents: pl.DataFrame | None,
    law_as_of: date | None,
    known_as_of: datetime,
) -> ScreenedFrame:
    """Screen the rows of a frame under the shipped packs that gate trade.

    Raises:
        FaultsError: a frame without the columns that are needed, or without a row to be read.
    """
    tables = [_read_frame("shipments", lines)]
    if documents is not None:
        tables.append(_read_frame("documents", documents))
    moment = known_as_of.astimezone(UTC)
    packs = gate.choose_packs(gate.open_packs(), (), moment.date())
    inputs = {each.name: each.digest for each in tables}
    terms = ScreenTerms(packs, (), law_as_of, moment, gate.ENGINE, inputs)
    papers = tables[1] if documents is not None else None
    _demand_lines(tables[0])
    portfolio = _fill_portfolio(tables[0], papers, None, (), terms)
    sheets: dict[int, Sheets] = {}
    screening = screen_portfolio(portfolio, terms, sheets.__setitem__)
    in_order = [sheets[number] for number in sorted(sheets)]
    return ScreenedFrame(
        pl.concat([each.findings for each in in_order]),
        pl.concat([each.lines for each in in_order]),
        pl.concat([each.errors for each in tables]),
        screening.chase,
        screening.open_law,
        screening.routes,
        screening.families,
    )


def _read_frame(name: str, frame: pl.DataFrame) -> LongTable:
    """Read a frame as the Parquet file that it could stand in."""
    written = io.BytesIO()
    frame.write_parquet(written)
    return read_long_data(name, name, written.getvalue())


def _demand_lines(lines: LongTable) -> None:
    if not lines.frame.height:
        found = f"{lines.errors.height} faults, and no line"
        first = name_first_errors(lines, MOST_NAMED)
        raise FaultsError([Fault(NO_LINES, found, Place(lines.file)), *first])


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
        take_known(registers, day)[0],
    )


def write_screened(screened: Screened, out: Path, warnings: Sequence[Fault], *, force: bool) -> int:
    """Write sheets, lists, errors, summary and log into a folder; give how many files.

    Raises:
        FaultsError: files that exist, without `force`, or parts of another screening in the folder.
    """
    screening = screened.screening
    page, book = (
        report_screening(screening, screened.errors, most_rows=most)
        for most in (MOST_PAGE_ROWS, MOST_SHEET_ROWS)
    )
    files = {
        **screened.files,
        **{f"{name}.csv": _write(_defuse(each), CSV) for name, each in screened.lists.items()},
        "summary.html": render_html(page).encode(),
        "summary.xlsx": render_workbook(book),
        "summary.json": render_json(page, faults=warnings).encode(),
        LOG: write_log(screening),
    }
    _refuse_strangers(out, files)
    write_files(out, files, force=force)
    return len(files)


def _defuse(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep a spreadsheet from taking texts of a list for formulas."""
    return rows.with_columns(pl.col(pl.String).str.replace(_FORMULA, "'$0"))


def _refuse_strangers(out: Path, files: Mapping[str, bytes]) -> None:
    """Refuse a folder with parts that would be read beside ours."""
    parts = [each for sheet in SHEETS for each in sorted((out / sheet).glob("part-*"))]
    strangers = [each for each in parts if each.relative_to(out).as_posix() not in files]
    if strangers:
        found = f"{len(strangers)} parts, such as {strangers[0].relative_to(out).as_posix()}"
        raise FaultsError([Fault(OTHER_PARTS, found, Place(str(out)))])
