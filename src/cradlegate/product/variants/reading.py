"""Reading a table of variants, with every fault of every row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import polars as pl

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.run import evaluate
from cradlegate.product.formula_faults import COLUMN_LEFT_OUT, NO_NUMBER, NO_VARIANTS
from cradlegate.product.formulas.units import NUMBER
from cradlegate.product.templates.template import Template
from cradlegate.product.variants.computed import ComputedColumns, compute_columns
from cradlegate.product.variants.rows import (
    Bools,
    GivenRows,
    Group,
    RowFault,
    SettledRows,
    settle_rows,
)
from cradlegate.product.variants.table import list_unused, numeric_columns, unit_of, variant_table
from cradlegate.tables.columnar.read import ABSENT, FAULT_COLUMNS, NOT_APPLICABLE, read_columns
from cradlegate.tables.columnar.texts import TextTable, read_texts
from cradlegate.tables.columns import CellType, Column, TableSpec
from cradlegate.tables.faults import DUPLICATE_ID

_WORDS = ("base_material", "country", "destination")


@dataclass(frozen=True, slots=True)
class VariantTable:
    """A table of variants, read.

    Args:
        ids: of the rows, null where there is none.
        rows: what each row states; rows with a fault are not usable.
        errors: a row for every fault: `row` of the file, `id` and what `FAULT_COLUMNS` names.
        warnings: of the table as a whole.
    """

    ids: pl.Series
    places: pl.Series
    rows: SettledRows
    errors: pl.DataFrame
    warnings: tuple[Fault, ...]


def read_variants(
    file: str, data: bytes, template: Template, settings: Sequence[str] = ()
) -> VariantTable:
    """Read a table of variants from CSV, XLSX or Parquet.

    Args:
        settings: computed columns, each `NAME = FORMULA`.

    Raises:
        FaultsError: a file that cannot be read as a whole, no rows, or formulas that cannot be.
    """
    texts, spec, computed = _read_texts(file, data, settings)
    texts, apart = _keep_places(texts)
    typed = read_columns(spec, texts.frame)
    frame = typed.frame
    if frame.is_empty():
        raise FaultsError([Fault(NO_VARIANTS, "no row below the headings", Place(file))])
    of_cells = typed.faults.filter(~pl.col("row").is_in(apart))
    faults = pl.concat([of_cells, _find_doubled(frame), _at_rows(texts)])
    unread = set(faults["row"].to_list())
    given, broken = _take(frame, spec, computed, unread)
    unread |= {each.row for each in broken}
    settled = settle_rows(template, given)
    own = [*broken, *(each for each in settled.faults if each.row not in unread)]
    is_usable = settled.is_usable.copy()
    is_usable[sorted(unread)] = False
    ids = frame["id"].cast(pl.String)
    errors = place_faults(pl.concat([faults, tabulate_faults(own)]), ids, texts.rows)
    return VariantTable(
        ids,
        texts.rows,
        replace(settled, is_usable=is_usable),
        errors.sort("row", maintain_order=True),
        (*texts.faults, *_warn(texts, given, template, file)),
    )


def tabulate_faults(faults: Sequence[RowFault]) -> pl.DataFrame:
    """Give faults as a table, as `FAULT_COLUMNS`."""
    return pl.DataFrame(
        [
            (
                each.row,
                each.column,
                each.fault.code,
                each.fault.found,
                each.fault.kind.rule,
                each.fault.remedy or each.fault.kind.remedy,
            )
            for each in faults
        ],
        schema=dict(FAULT_COLUMNS),
        orient="row",
    )


def place_faults(faults: pl.DataFrame, ids: pl.Series, places: pl.Series) -> pl.DataFrame:
    """Say of faults by row which variant they are of, and where it stands in the file."""
    at = faults["row"]
    return faults.select(
        places.gather(at).alias("row"), ids.gather(at).alias("id"), pl.exclude("row")
    )


def _read_texts(
    file: str, data: bytes, settings: Sequence[str]
) -> tuple[TextTable, TableSpec, ComputedColumns]:
    """Read the cells; columns of the table's own that a formula names are read as numbers."""
    spec = variant_table()
    texts = read_texts(spec, file, data)
    named = set(re.findall(r"[^\W\d]\w*", " ".join(settings)))
    own = [heading for heading in texts.ignored if heading in named]
    if own:
        columns = {name: Column(name, CellType.DECIMAL, "Named by a formula.") for name in own}
        spec = replace(spec, columns=MappingProxyType({**spec.columns, **columns}))
        texts = read_texts(spec, file, data)
    errors = [fault for fault in texts.faults if fault.is_error]
    if errors:
        raise FaultsError(errors)
    units = {name: unit_of(name) for name in numeric_columns()}
    return texts, spec, compute_columns(settings, units | dict.fromkeys(own, NUMBER))


def _find_doubled(frame: pl.DataFrame) -> pl.DataFrame:
    again = frame.filter(~pl.col("id").is_first_distinct() & pl.col("id").is_not_null())
    return tabulate_faults(
        [
            RowFault(row, "id", Fault(DUPLICATE_ID, f"{name} stands a second time"))
            for row, name in again.select("row", "id").iter_rows()
        ]
    )


def _keep_places(texts: TextTable) -> tuple[TextTable, list[int]]:
    """Put an empty row where one stands that cannot be told apart into cells; give their numbers.

    Every row of the file has its place in the result, whatever is wrong with it.
    """
    apart = texts.row_faults["row"].unique()
    apart = apart.filter(~apart.is_in(texts.rows.implode()))
    if apart.is_empty():
        return texts, []
    places = pl.concat([texts.rows, apart.cast(texts.rows.dtype)])
    order = places.arg_sort()
    frame = texts.frame.vstack(texts.frame.clear(len(apart)))[order]
    at = (order >= len(texts.rows)).arg_true()
    return replace(texts, frame=frame, rows=places[order]), at.to_list()


def _at_rows(texts: TextTable) -> pl.DataFrame:
    """Give the faults of whole rows by their number in the frame."""
    numbers = {place: at for at, place in enumerate(texts.rows.to_list())}
    number = pl.col("row").replace_strict(numbers, return_dtype=pl.UInt32)
    return texts.row_faults.with_columns(number)


def _take(
    frame: pl.DataFrame, spec: TableSpec, computed: ComputedColumns, unread: set[int]
) -> tuple[GivenRows, list[RowFault]]:
    numbers: dict[str, Floats] = {}
    absent: dict[str, Bools] = {}
    own = [name for name in spec.columns if name not in variant_table().columns]
    for name in (*numeric_columns(), *own):
        # By way of text, since a decimal that is divided would lose its last digit.
        values = frame[name].cast(pl.String).cast(pl.Float64)
        numbers[name] = values.fill_null(float("nan")).to_numpy()
        absent[name] = frame[f"{name}.blank"].is_in([ABSENT, NOT_APPLICABLE]).to_numpy()
    faults = _compute(computed, numbers, absent, unread)
    words = [frame[name].cast(pl.String).fill_null("").to_list() for name in _WORDS]
    return GivenRows(numbers, absent, [Group(*each) for each in zip(*words, strict=True)]), faults


def _compute(
    computed: ComputedColumns,
    numbers: dict[str, Floats],
    absent: Mapping[str, Bools],
    unread: set[int],
) -> list[RowFault]:
    """Fill in computed columns; a row that gives no number has a fault."""
    if not computed.names:
        return []
    height = len(numbers["net_mass"])
    given = [np.where(absent[name], 0.0, numbers[name]) for name in computed.given]
    results = evaluate(computed.tape, np.array(given).reshape(len(given), height))
    faults = []
    for name, values in zip(computed.names, results, strict=True):
        numbers[name] = np.where(np.isfinite(values), values, np.nan)
        faults += [
            RowFault(row, name, Fault(NO_NUMBER, f"{name} comes out as {values[row]}"))
            for row in map(int, np.flatnonzero(~np.isfinite(values)))
            if row not in unread
        ]
    return faults


def _warn(texts: TextTable, given: GivenRows, template: Template, file: str) -> list[Fault]:
    """Name the columns that no figure is made from."""
    unused = [name for name in list_unused(template) if np.isfinite(given.numbers[name]).any()]
    return [
        *(
            Fault(COLUMN_LEFT_OUT, f"column {name} of {file}: no column of ours", Place(file))
            for name in texts.ignored
        ),
        *(
            Fault(COLUMN_LEFT_OUT, f"{template.id} has no parameter {name}", Place(file))
            for name in unused
        ),
    ]
