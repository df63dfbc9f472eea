"""Rows of long tables looked at alone and beside each other, as `border.shipments` does it.

Columns tell which rows are wrong; what is wrong with them is said row by row.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

import polars as pl

from cradlegate.border.faults import (
    FORMULA,
    IMPOSSIBLE_DATES,
    NO_SUCH_EDITION,
    NO_SUCH_STAGE,
    NO_SUCH_SUBHEADING,
    SERIALS_DO_NOT_COUNT,
)
from cradlegate.border.lines.faults import TWO_LINES
from cradlegate.border.lines.papers import spell_codes
from cradlegate.border.shipments.checks import (
    DOCUMENT_ORDER,
    FORMULA_SIGN,
    MACHINE_ORDER,
    WORDS,
    say_formula,
)
from cradlegate.border.shipments.codes import HS_EDITIONS, plain_edition
from cradlegate.border.shipments.subheadings import list_instead, say_stranger
from cradlegate.core.fault import FaultKind
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.tables.columnar.read import FAULT_COLUMNS
from cradlegate.tables.columns import CellType, TableSpec
from cradlegate.tables.faults import UNKNOWN_REFERENCE

_Said = tuple[int, str, FaultKind, str]
"""Row, column, what kind of fault, and what was found."""
_FREE = frozenset({CellType.TEXT, CellType.CODE, CellType.ID})


def find_doubled_ids(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Find every row but the first of those that share an id; as `FAULT_COLUMNS`."""
    if not _may_repeat(rows[key]):
        return _tabulate(())
    again = rows.filter(~pl.col(key).is_first_distinct() & pl.col(key).is_not_null())
    return _tabulate(
        (row, key, TWO_LINES, f"{name} stands a second time")
        for row, name in again.select("row", key).iter_rows()
    )


def find_formulas(rows: pl.DataFrame, spec: TableSpec) -> pl.DataFrame:
    """Find texts that a spreadsheet would work out; as `FAULT_COLUMNS`.

    Args:
        spec: of the table.
    """
    names = [column.name for column in spec.columns.values() if column.type in _FREE]
    return _tabulate(
        (row, name, FORMULA, say_formula(text))
        for name in names
        for row, text in _begin_with(FORMULA_SIGN, rows["row"], rows[name])
    )


def find_line_faults(lines: pl.DataFrame) -> pl.DataFrame:
    """Find machines whose dates, serial numbers, code or edition cannot be.

    Args:
        lines: typed rows of the table `shipments` without other faults.

    Returns:
        as `FAULT_COLUMNS`.
    """
    own = (*_find_date_faults(lines, MACHINE_ORDER), *_find_miscounted(lines))
    codes = (*_find_no_edition(lines), *_find_stranger_codes(lines))
    return _tabulate([*own, *codes, *_find_doubled(lines)])


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


def _may_repeat(texts: pl.Series) -> bool:
    """Tell whether a text may stand twice; where hashes differ it cannot, and they are short."""
    known = texts.drop_nulls()
    return known.hash().n_unique() < known.len()


def _find_date_faults(rows: pl.DataFrame, order: Sequence[tuple[str, str]]) -> Iterator[_Said]:
    for earlier, later in order:
        is_wrong = pl.col(f"{later}.last") < pl.col(f"{earlier}.first")
        ends = [f"{name}.{end}" for name in (later, earlier) for end in ("first", "last")]
        for row, *days in rows.filter(is_wrong).select("row", *ends).iter_rows():
            last, first = _spell(*days[:2]), _spell(*days[2:])
            yield row, later, IMPOSSIBLE_DATES, f"{later} {last} lies before {earlier} {first}"


def _spell(first: date, last: date) -> str:
    return str(Interval(first, last))


def _begin_with(sign: str, rows: pl.Series, texts: pl.Series) -> Iterator[tuple[int, str]]:
    """Give the texts that begin with a sign, each with its row."""
    if texts.null_count() == texts.len():
        return iter(())
    frame = pl.DataFrame({"row": rows, "text": texts})
    text = pl.col("text")
    if texts.dtype == pl.List:
        frame = frame.explode("text")
    begins = text.cat if texts.dtype == pl.Categorical else text.str
    return frame.filter(begins.starts_with(sign)).iter_rows()


def _find_no_edition(lines: pl.DataFrame) -> Iterator[_Said]:
    for edition in lines["hs_edition"].unique(maintain_order=True):
        if plain_edition(edition) not in HS_EDITIONS:
            for row in lines.filter(pl.col("hs_edition") == edition)["row"]:
                yield row, "hs_edition", NO_SUCH_EDITION, f"{edition!r} is no edition"


def _find_stranger_codes(lines: pl.DataFrame) -> Iterator[_Said]:
    # Codes and editions are few: what stands together on no line is found to be on none.
    codes, editions = (lines[name].unique(maintain_order=True) for name in ("hs", "hs_edition"))
    for code, edition in product(codes, editions):
        instead = list_instead(code, edition)
        if instead:
            found = say_stranger(code, edition, instead)
            of_it = lines.filter((pl.col("hs") == code) & (pl.col("hs_edition") == edition))
            yield from ((row, "hs", NO_SUCH_SUBHEADING, found) for row in of_it["row"])


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
    if not _may_repeat(spelled["spelled"]):
        return
    twice = spelled.filter(pl.col("spelled").is_duplicated())
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
