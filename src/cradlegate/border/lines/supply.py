"""The facts of many machines, each a line of a long table, as columns."""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from cradlegate.border.facts.supply import CODE_DIGITS, CONSIGNMENT_COLUMNS, MACHINE_COLUMNS
from cradlegate.regimes.lines.frames import LAST, LISTED, NONE
from cradlegate.tables.columnar.read import ABSENT
from cradlegate.tables.columns import CellType, TableSpec


def supply_lines(rows: pl.DataFrame, spec: TableSpec, *, is_listed: bool) -> pl.DataFrame:
    """Supply what every line says of its consignment and its machine.

    Args:
        rows: typed rows of the table `shipments`, as `tables.columnar` gives them.
        is_listed: whether there is a table of documents at all.

    Returns:
        the lines of `regimes.lines.frames`, in the same order.
    """
    columns = {**CONSIGNMENT_COLUMNS, **MACHINE_COLUMNS}
    told = [part for fact, name in columns.items() for part in _take(fact, name, spec)]
    return rows.select(
        *told,
        *_count_years(),
        *_take_digits(rows["hs"]),
        pl.lit(is_listed).alias(LISTED),
    )


def supply_columns(columns: Mapping[str, str], spec: TableSpec) -> Iterator[pl.Expr]:
    """Take facts out of columns of their own.

    Args:
        columns: name of the column by name of the fact.
    """
    return (part for fact, name in columns.items() for part in _take(fact, name, spec))


def _take(fact: str, name: str, spec: TableSpec) -> Iterable[pl.Expr]:
    """Take one fact: its value, its last end if it has two, and whether it is known absent."""
    if spec.columns[name].type is CellType.PERIOD:
        yield pl.col(f"{name}.first").alias(fact)
        yield pl.col(f"{name}.last").alias(f"{fact}{LAST}")
    else:
        yield pl.col(name).alias(fact)
    yield (pl.col(f"{name}.blank") >= ABSENT).alias(f"{fact}{NONE}")


def _take_digits(codes: pl.Series) -> Iterator[pl.Series]:
    """Take the first digits of the commodity codes, once of each that differs."""
    different = (
        codes.unique()
        .to_frame()
        .with_columns(
            pl.col(codes.name).cast(pl.String).str.slice(0, count).cast(pl.Categorical).alias(fact)
            for fact, count in CODE_DIGITS.items()
        )
    )
    told = codes.to_frame().join(
        different, on=codes.name, how="left", nulls_equal=True, maintain_order="left"
    )
    return told.drop(codes.name).iter_columns()


def _count_years() -> Iterator[pl.Expr]:
    """Count from the year of manufacture to the year of entry, as calendar years."""
    first = pl.col("entry_date.first").dt.year() - pl.col("built.last").dt.year()
    last = pl.col("entry_date.last").dt.year() - pl.col("built.first").dt.year()
    yield first.cast(pl.Int64).alias("age.calendar")
    yield pl.when(first < last).then(last).cast(pl.Int64).alias(f"age.calendar{LAST}")
