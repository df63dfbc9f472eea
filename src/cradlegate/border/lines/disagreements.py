"""Rows of one consignment that say different things of it, as `border.shipments` finds them."""

import numpy as np
import polars as pl

from cradlegate.border.faults import ROWS_DISAGREE
from cradlegate.border.shipments.checks import SHARED
from cradlegate.core.period import Interval
from cradlegate.tables.columnar.read import (
    ABSENT,
    FAULT_COLUMNS,
    NOT_APPLICABLE,
    UNKNOWN,
    VALUE,
)

_BLANKS = {VALUE: None, UNKNOWN: "?", ABSENT: "none", NOT_APPLICABLE: "-"}


def find_disagreements(lines: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """Find rows that say something else of their consignment than its first row does.

    Args:
        lines: typed rows of the table `shipments` without other faults.
        places: where each row stands in the file, by its number.

    Returns:
        as `FAULT_COLUMNS`, column after column.
    """
    names = lines["consignment_id"]
    later, first = pair_with_first(names, names.hash())
    pairs = pl.DataFrame({"later": later, "first": first})
    told = [
        _tell_apart(lines, is_other.name, pairs.filter(is_other), places)
        for is_other in _compare(lines, pairs).get_columns()
    ]
    return pl.concat([pl.DataFrame(schema=FAULT_COLUMNS), *told])


def pair_with_first(names: pl.Series, marks: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Pair every row but the first of each name with that first row.

    Args:
        marks: numbers that are the same for the same name, and seldom for two; they save time,
            and no pair hangs on them.

    Returns:
        numbers of rows from 0, and beside each that of the first row of its name.
    """
    later, first = _pair_equal(marks)
    if names.gather(later).equals(names.gather(first)):
        return later, first
    return _pair_equal(names)


def _pair_equal(names: pl.Series) -> tuple[pl.Series, pl.Series]:
    # Rows of one consignment mostly follow each other: each run of them is looked up once.
    begins = names.ne_missing(names.shift(1))
    starts = begins.arg_true()
    numbers = names.gather(starts).rank("dense").to_numpy() - 1
    first = np.zeros(starts.len(), np.uint32)
    first[numbers[::-1]] = starts.to_numpy()[::-1]
    firsts = pl.Series(first[numbers]).gather(begins.cum_sum() - 1)
    later = (firsts != pl.int_range(names.len(), dtype=pl.UInt32, eager=True)).arg_true()
    return later, firsts.gather(later)


def _compare(lines: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Tell of every pair and column whether the two rows differ; what never varies is left out."""
    others: dict[str, list[pl.Expr]] = {column: [] for column in SHARED}
    for each in lines.get_columns():
        column = each.name.partition(".")[0]
        if column in others and not _is_constant(each):
            part = pl.col(each.name)
            is_other = part.gather(pairs["later"]).ne_missing(part.gather(pairs["first"]))
            others[column].append(is_other)
    return lines.select(
        pl.any_horizontal(each).alias(name) for name, each in others.items() if each
    )


def _is_constant(part: pl.Series) -> bool:
    """Tell whether there is no value at all, or one sign for every blank."""
    if part.null_count() == part.len():
        return True
    return part.dtype == pl.UInt8 and part.min() == part.max()


def _tell_apart(
    lines: pl.DataFrame, column: str, pairs: pl.DataFrame, places: pl.Series
) -> pl.DataFrame:
    """Say of pairs that differ in a column what stands in either row."""
    cells = lines.select(
        "row", *(name for name in lines.columns if name.partition(".")[0] == column)
    )
    mine, theirs = (cells[pairs[each]] for each in ("later", "first"))
    words = _write(mine, column), places.gather(theirs["row"]), _write(theirs, column)
    kind = ROWS_DISAGREE
    return mine.select(
        "row",
        pl.lit(column).alias("column"),
        pl.lit(kind.code).alias("code"),
        pl.format(f"{column} is {{}}, in row {{}} it is {{}}", *words).alias("found"),
        pl.lit(kind.rule).alias("rule"),
        pl.lit(kind.remedy).alias("remedy"),
    )


def _write(cells: pl.DataFrame, column: str) -> pl.Series:
    """Write a column as its cells do, with `?` for what is unknown."""
    if column in cells.columns:
        texts = _write_values(cells[column])
    else:
        texts = _write_spans(cells[f"{column}.first"], cells[f"{column}.last"])
    blanks = cells[f"{column}.blank"].replace_strict(_BLANKS, return_dtype=pl.String)
    return pl.select(pl.coalesce(texts, blanks)).to_series()


def _write_values(values: pl.Series) -> pl.Series:
    if values.dtype == pl.Boolean:
        return values.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    return values.list.join("; ") if values.dtype == pl.List else values.cast(pl.String)


def _write_spans(first: pl.Series, last: pl.Series) -> pl.Series:
    spans = pl.DataFrame({"first": first, "last": last})
    different = spans.unique().drop_nulls()
    texts = [str(Interval(*days)) for days in different.iter_rows()]
    written = different.with_columns(pl.Series("text", texts, pl.String))
    return spans.join(written, on=["first", "last"], how="left", maintain_order="left")["text"]
