"""Rows of long tables looked at alone and beside each other, as `border.shipments` does it.

Columns tell which rows are wrong; what is wrong with them is said row by row.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import polars as pl

from cradlegate.border.faults import IMPOSSIBLE_DATES, NO_SUCH_STAGE, SERIALS_DO_NOT_COUNT
from cradlegate.border.portfolio.faults import TWO_LINES
from cradlegate.border.portfolio.papers import spell_codes
from cradlegate.border.shipments.checks import DOCUMENT_ORDER, MACHINE_ORDER, WORDS
from cradlegate.core.fault import FaultKind
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.tables.columnar.read import FAULT_COLUMNS
from cradlegate.tables.faults import UNKNOWN_REFERENCE

_Said = tuple[int, str, FaultKind, str]
"""Row, column, what kind of fault, and what was found."""


def find_doubled_ids(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Find every row but the first of those that share an id; as `FAULT_COLUMNS`."""
    again = rows.filter(~pl.col(key).is_first_distinct() & pl.col(key).is_not_null())
    return _tabulate(
        (row, key, TWO_LINES, f"{name} stands a second time")
        for row, name in again.select("row", key).iter_rows()
    )


def find_line_faults(lines: pl.DataFrame) -> pl.DataFrame:
    """Find machines whose dates cannot be, or whose serial numbers do not fit.

    Args:
        lines: typed rows of the table `shipments` without other faults.

    Returns:
        as `FAULT_COLUMNS`.
    """
    return _tabulate(
        [*_find_date_faults(lines, MACHINE_ORDER), *_find_miscounted(lines), *_find_doubled(lines)]
    )


def find_document_faults(documents: pl.DataFrame) -> pl.DataFrame:
    """Find documents whose dates cannot be, or that use words of which nobody knows.

    Args:
        documents: typed rows of the table `documents` without other faults.
    """
    ids = documents["doc_id"]
    strangers = find_strangers(documents, "translation_of", ids)
    said = [*_find_date_faults(documents, DOCUMENT_ORDER), *_find_unknown_words(documents)]
    return pl.concat([_tabulate(said), strangers])


def find_strangers(rows: pl.DataFrame, column: str, ids: pl.Series) -> pl.DataFrame:
    """Find rows with a column that names an id which is not there."""
    named = rows.select("row", pl.col(column).cast(pl.String)).drop_nulls()
    strangers = named.filter(~pl.col(column).is_in(ids.cast(pl.String).implode()))
    return _tabulate(
        (row, column, UNKNOWN_REFERENCE, f"{column} names {name!r}, which is not there")
        for row, name in strangers.iter_rows()
    )


def _find_date_faults(rows: pl.DataFrame, order: Sequence[tuple[str, str]]) -> Iterator[_Said]:
    for earlier, later in order:
        is_wrong = pl.col(f"{later}.last") < pl.col(f"{earlier}.first")
        ends = [f"{name}.{end}" for name in (later, earlier) for end in ("first", "last")]
        for row, *days in rows.filter(is_wrong).select("row", *ends).iter_rows():
            last, first = _spell(*days[:2]), _spell(*days[2:])
            yield row, later, IMPOSSIBLE_DATES, f"{later} {last} lies before {earlier} {first}"


def _spell(first: date, last: date) -> str:
    return str(Interval(first, last))


def _find_miscounted(lines: pl.DataFrame) -> Iterator[_Said]:
    counted = lines.select("row", pl.col("serials").list.len().alias("count"), "qty")
    for row, count, quantity in counted.filter(pl.col("count") != pl.col("qty")).iter_rows():
        found = f"{count} serial numbers for {quantity} machines"
        yield row, "serials", SERIALS_DO_NOT_COUNT, found


def _find_doubled(lines: pl.DataFrame) -> Iterator[_Said]:
    """Find serial numbers that stand twice; two makers may use one and the same."""
    each = lines.select("row", "maker_id", "maker_id.blank", pl.col("serials")).explode("serials")
    each = each.drop_nulls("serials")
    spelled = each.with_columns(spell_codes(each["serials"]).alias("spelled"))
    twice = spelled.filter(pl.col("spelled").is_duplicated())
    if twice.is_empty():
        return
    owned = pl.struct(pl.col("maker_id").cast(pl.String), "maker_id.blank", "spelled")
    doubled = twice.filter(owned.is_duplicated()).group_by("row", maintain_order=True)
    for row, names in doubled.agg(pl.col("serials").unique(maintain_order=True)).iter_rows():
        yield row, "serials", SERIALS_DO_NOT_COUNT, f"{', '.join(names)} stands more than once"


def _find_unknown_words(documents: pl.DataFrame) -> Iterator[_Said]:
    for column, fact in WORDS.items():
        allowed = shipped_vocabulary().facts[fact].allowed
        words = documents.select("row", column).explode(column).drop_nulls()
        for row, word in words.filter(~pl.col(column).is_in(allowed)).iter_rows():
            yield row, column, NO_SUCH_STAGE, f"{word!r} is none of {', '.join(allowed)}"


def _tabulate(said: Iterable[_Said]) -> pl.DataFrame:
    rows = [
        (row, column, kind.code, found, kind.rule, kind.remedy) for row, column, kind, found in said
    ]
    return pl.DataFrame(rows, schema=dict(FAULT_COLUMNS), orient="row")
