"""A catalogue joined with its files: a table of variants in, a table of figures out."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from cradlegate import __version__
from cradlegate.compose.executors import open_executor
from cradlegate.compose.study import open_sources
from cradlegate.compose.variant_pieces import Basis, Refused, WorkedOut, work_out_table
from cradlegate.compute.following import NOBODY, Watch
from cradlegate.core.canonical import digest, digest_bytes
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.footprint.footprint import METHOD
from cradlegate.footprint.variants.catalogue import tabulate_cube, tabulate_figures
from cradlegate.footprint.variants.model import Asked
from cradlegate.product.formula_faults import ROWS_LEFT_OUT
from cradlegate.product.templates.expansion import find_template, shipped_template_files
from cradlegate.product.variants.reading import (
    VariantTable,
    place_faults,
    read_variants,
    tabulate_faults,
)
from cradlegate.product.variants.rows import RowFault
from cradlegate.product.variants.table import COLUMN_BY_PARAMETER
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file

LARGEST_TABLE = 2_000_000_000
ROWS_AT_ONCE = 8192
"""Rows of one group that are worked out together; they change no figure."""
Faults = tuple[Fault, ...]


class Order(NamedTuple):
    """What is wanted of a catalogue.

    Args:
        template: its id.
        settings: computed columns, each `NAME = FORMULA`.
        as_of: day of the drafts, as `cradlegate new` takes today.
        workers: processes; 1 works here.
        rows_at_once: rows that are worked out together.
        cluster: address of a Dask scheduler to work there.
    """

    template: str
    asked: Asked
    as_of: date
    settings: tuple[str, ...] = ()
    workers: int = 1
    rows_at_once: int = ROWS_AT_ONCE
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue, worked out.

    Args:
        frame: a row for every row of the table, in its order.
        cube: kg CO2e by row, stage and subassembly; None where nobody asked.
        errors: a row for every fault of a row.
        made_from: name and value of what the figures rest on, as the files keep them.
        groups: how many sets of formulas there were.
    """

    frame: pl.DataFrame
    cube: pl.DataFrame | None
    errors: pl.DataFrame
    warnings: Faults
    made_from: Mapping[str, str]
    groups: int

    @property
    def computed(self) -> int:
        """How many rows have a figure."""
        return self.frame.height - self.frame["kgco2e"].null_count()


def work_out_catalogue(
    path: Path,
    order: Order,
    *,
    with_cube: bool,
    resume: Path | None = None,
    watch: Watch = NOBODY,
) -> Catalogue:
    """Read a table of variants and work out the figures of every row that can be.

    Args:
        resume: folder that keeps what is done, to go on after a stop.
        watch: who follows the run.

    Raises:
        FaultsError: a table that cannot be read, or of which no row can be computed.
    """
    data = read_single_file(path, LARGEST_TABLE).data
    table = read_variants(path.name, data, find_template(order.template), order.settings)
    pieces, refused, unusable = _work_out(table, order, resume, watch)
    errors = _join_errors(table, refused)
    if not pieces:
        raise FaultsError(name_first_errors(errors, path.name))
    frame = _echo(table, order.template).hstack(tabulate_figures(len(table.ids), pieces))
    per_kg = (pl.col("kgco2e") / pl.col("net_mass")).alias("kgco2e_per_kg")
    cube = tabulate_cube(table.ids, pieces) if with_cube else None
    made_from = _name_origins(order, data)
    groups = len({id(piece.model) for piece in pieces})
    of_models = dict.fromkeys(fault for piece in pieces for fault in piece.model.warnings)
    warnings = (*table.warnings, *unusable, *of_models)
    catalogue = Catalogue(frame.with_columns(per_kg), cube, errors, warnings, made_from, groups)
    return _warn_of_rows(catalogue)


def write_catalogue(catalogue: Catalogue, out: Path, *, force: bool) -> tuple[str, ...]:
    """Write the figures, the errors beside them, and the cube where there is one."""
    files = {out.name: _write_parquet(catalogue.frame, catalogue.made_from)}
    files[f"{out.stem}.errors.csv"] = catalogue.errors.write_csv().encode()
    if catalogue.cube is not None:
        files[f"{out.stem}.cube.parquet"] = _write_parquet(catalogue.cube, catalogue.made_from)
    write_files(out.parent, files, force=force)
    return tuple(files)


def name_first_errors(errors: pl.DataFrame, file: str, most: int = 10) -> list[Fault]:
    """Give the first faults of rows as they are printed."""
    return [
        Fault(
            FaultKind(row["code"], row["found"], row["rule"], row["remedy"]),
            row["found"],
            Place(file, row["row"], row["column"] or "", row["id"] or ""),
        )
        for row in errors.head(most).iter_rows(named=True)
    ]


def _work_out(table: VariantTable, order: Order, resume: Path | None, watch: Watch) -> WorkedOut:
    basis = Basis(order.template, order.asked, order.as_of)
    with open_executor(order.workers, order.cluster) as executor:
        return work_out_table(executor, table, basis, order.rows_at_once, resume, watch)


def _join_errors(table: VariantTable, refused: Refused) -> pl.DataFrame:
    """Join the faults of rows with those of groups, which are those of each of their rows."""
    of_groups = [
        RowFault(int(row), "", fault)
        for each, faults in refused
        for row in each.rows
        for fault in faults
        if fault.is_error
    ]
    placed = place_faults(tabulate_faults(of_groups), table.ids, table.places)
    return pl.concat([table.errors, placed]).sort("row", maintain_order=True)


def _echo(table: VariantTable, template: str) -> pl.DataFrame:
    """Give what every row states, as it was computed."""
    words = ("base_material", "country", "destination")
    columns = {
        COLUMN_BY_PARAMETER.get(name, name): each for name, each in table.rows.values.items()
    }
    frame = pl.DataFrame(
        {
            "id": table.ids,
            "template": pl.Series([template] * len(table.ids), dtype=pl.String),
            **{
                word: pl.Series(
                    [getattr(each, word) or None for each in table.rows.groups], dtype=pl.String
                )
                for word in words
            },
            **columns,
        }
    )
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))


def _name_origins(order: Order, data: bytes) -> dict[str, str]:
    asked = order.asked
    templates = {name: digest_bytes(each) for name, each in shipped_template_files().items()}
    return {
        "cradlegate": __version__,
        "method": METHOD,
        "template": order.template,
        "templates_digest": digest(templates),
        "library_digest": open_sources().library.digest,
        "table_digest": digest_bytes(data),
        "computed": "; ".join(order.settings) or "none",
        "as_of": order.as_of.isoformat(),
        "view": str(asked.view or "as the destination asks"),
        "draws": str(asked.draws),
        "seed": str(asked.seed),
        "unit": "kg CO2e per machine",
    }


def _warn_of_rows(catalogue: Catalogue) -> Catalogue:
    if catalogue.errors.is_empty():
        return catalogue
    found = f"rows with a fault: {catalogue.errors['row'].n_unique():,}"
    return replace(catalogue, warnings=(*catalogue.warnings, Fault(ROWS_LEFT_OUT, found)))


def _write_parquet(frame: pl.DataFrame, made_from: Mapping[str, str]) -> bytes:
    written = io.BytesIO()
    names = {f"cradlegate.{name}": value for name, value in made_from.items()}
    frame.write_parquet(written, compression="zstd", metadata=names)
    return written.getvalue()
