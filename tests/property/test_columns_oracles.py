"""Expressions over columns against two other engines: CEL in Rust, and the SQL of DuckDB.

CEL knows no unknown, so it is asked where every fact is known.  SQL joins by the same three-valued
tables; what is absent or known in part is spelled out for it.
"""

from datetime import date
from pathlib import Path
from random import Random

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.columns.judge import judge_columns
from cradlegate.regimes.columns.judged import OUTCOMES, STATUS
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.expression.syntax import (
    All,
    Any,
    Comparison,
    Expression,
    FactName,
    Has,
    Literal,
    Not,
    Operator,
    Shifted,
)
from cradlegate.regimes.lines.express import Place, Reader
from cradlegate.regimes.lines.frames import Frames
from cradlegate.regimes.lines.law import Law
from cradlegate.regimes.lines.leaves import Leaves
from cradlegate.regimes.pack.provision import Expressed
from cradlegate.regimes.planes.bits import unpack_bits
from cradlegate.regimes.values import Span, ValueKind
from cradlegate.regimes.vocabulary import Anchor, Subject
from tests.property import test_cel_oracle as cel
from tests.regimes.packs import VOCABULARY, make_pack, provision, scope

PACK = make_pack(scope())
DTYPES = {
    ValueKind.YES_NO: pl.Boolean(),
    ValueKind.TEXT: pl.Categorical(),
    ValueKind.NUMBER: pl.Int64(),
    ValueKind.DATE: pl.Date(),
    ValueKind.LIST: pl.List(pl.String()),
}


# CEL.


@given(text=cel.expressions, rows=st.lists(cel.facts, min_size=1, max_size=9))
@settings(max_examples=60)
def test_with_every_fact_known_columns_give_what_cel_gives(text, rows):
    specs = {name: VOCABULARY.facts[name] for name in rows[0]}
    frame = pl.DataFrame(
        [
            pl.Series(
                f"{name}@0" if spec.subject is Subject.DOCUMENT else name,
                [row[name] for row in rows],
                DTYPES[spec.kind],
            )
            for name, spec in specs.items()
        ]
    )
    reader = Reader(Law(PACK, Leaves(frame, len(rows)), None, VOCABULARY))
    node = reader.read(Expressed(text, parse_expression(text), ()), Place(Anchor.ENTRY, 0))
    found = unpack_bits(node.true, len(rows)).tolist()
    assert found == [cel.theirs(text, row) for row in rows]
    assert unpack_bits(node.false, len(rows)).tolist() == [not each for each in found]


# SQL.

TRUTHS = ("machine.cnc", "machine.y_axis", "machine.driven_tools", "machine.tool_changer")
TEXTS = ("machine.model", "consignment.destination", "consignment.dispatch", "machine.made_in")
WORDS = ("LA", "CN", "VN", "TH")
NUMBERS = ("machine.quantity",)
DATES = ("machine.built", "consignment.entry_date", "consignment.ship_date", "consignment.arrival")
LISTS = ("consignment.contract_cites", "machine.serials")
SIGNS, EQUALITIES = ("<", "<=", ">", ">=", "==", "!="), ("==", "!=")
SQL_SIGNS = {Operator.EQUAL: "=", Operator.UNEQUAL: "<>"}
FIRST = (date(2026, 7, 1) - date(1970, 1, 1)).days
CODES = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED)


def draw_expression(lot, depth=3):
    if depth and lot.random() < 0.7:
        parts = [draw_expression(lot, depth - 1) for _ in range(lot.choice((2, 2, 3)))]
        joined = f"({lot.choice((' && ', ' || ')).join(parts)})"
        return f"!{joined}" if lot.random() < 0.25 else joined
    day, other = lot.choice(DATES), lot.choice((*DATES, "date('2026-07-15')"))
    moved = f"{day} {lot.choice('+-')} {lot.choice(('days(40)', 'months(1)', 'years(1)'))}"
    return lot.choice(
        (
            lot.choice(TRUTHS),
            f"has({lot.choice((*TRUTHS, *TEXTS, *DATES))})",
            f"{lot.choice(TEXTS)} {lot.choice(EQUALITIES)} {lot.choice((*TEXTS, repr('VN')))}",
            f"{lot.choice(TEXTS)} in {lot.choice((*LISTS, repr(['VN', 'LA'])))}",
            f"'VN' in {lot.choice(LISTS)}",
            f"{lot.choice(NUMBERS)} {lot.choice(SIGNS)} {lot.choice('123')}",
            f"{day} {lot.choice(SIGNS)} {other}",
            f"{moved} {lot.choice(SIGNS)} {other}",
        )
    )


def draw_lines(rows, seed):
    """Lines of which some facts are missing, some absent, and some dates and numbers rough."""
    draw = np.random.default_rng(seed)
    lists = pl.Series([["VN"], [], ["TH", "LA"], ["CN", "VN"]])
    found = {
        **{name: pl.Series(draw.random(rows) < 0.5) for name in TRUTHS},
        **{
            name: pl.Series(WORDS, dtype=pl.Categorical)[draw.integers(0, 4, rows)]
            for name in TEXTS
        },
        **{name: pl.Series(draw.integers(1, 4, rows)) for name in NUMBERS},
        **{
            name: pl.Series((FIRST + draw.integers(-60, 60, rows)).astype(np.int32)).cast(pl.Date)
            for name in DATES
        },
        **{name: lists[draw.integers(0, 4, rows)] for name in LISTS},
    }
    columns = [pl.Series("row", np.arange(rows))]
    for name, values in found.items():
        gone = draw.random(rows)
        columns.append(values.set(pl.Series(gone < 0.2), None).alias(name))
        columns.append(pl.Series(f"{name}:none", gone < 0.05))
        if name in (*DATES, *NUMBERS):
            later = (
                values + pl.Series(draw.integers(0, 3, rows))
                if name in NUMBERS
                else (
                    values.cast(pl.Int32) + pl.Series(draw.integers(0, 45, rows)).cast(pl.Int32)
                ).cast(pl.Date)
            )
            is_rough = pl.Series((draw.random(rows) < 0.3) & (gone >= 0.2))
            columns.append(later.set(~is_rough, None).alias(f"{name}:last"))
    return pl.DataFrame(columns)


def write_sql(part: Expression) -> str:
    """Write an expression as a condition that is true, false or null."""
    match part:
        case All():
            return f"({' AND '.join(map(write_sql, part.operands))})"
        case Any():
            return f"({' OR '.join(map(write_sql, part.operands))})"
        case Not():
            return f"(NOT {write_sql(part.operand)})"
        case Has(fact=FactName(name=name)):
            return f'(CASE WHEN "{name}:none" THEN FALSE WHEN "{name}" IS NOT NULL THEN TRUE END)'
        case FactName(name=name):
            return f'(CASE WHEN "{name}:none" THEN FALSE ELSE "{name}" END)'
        case Comparison():
            return _write_comparison(part)
    raise TypeError(part)


def _write_comparison(part: Comparison) -> str:
    sides = [*_list_absent(part.left), *_list_absent(part.right)]
    unequal = str(part.operator is Operator.UNEQUAL).upper()
    compared = _write_compared(part)
    return (
        f"(CASE WHEN {' OR '.join(sides)} THEN {unequal} ELSE {compared} END)"
        if sides
        else compared
    )


def _write_compared(part: Comparison) -> str:
    (first, last), (other_first, other_last) = _write_ends(part.left), _write_ends(part.right)
    if part.operator is Operator.IN:
        return f"list_contains({other_first}, {first})"
    is_less = _when(f"{last} < {other_first}", f"{first} >= {other_last}")
    is_more = _when(f"{other_last} < {first}", f"{other_first} >= {last}")
    is_same = f"{first} = {other_first} AND {last} = {other_last} AND {first} = {last}"
    is_equal = _when(is_same, f"{last} < {other_first} OR {other_last} < {first}")
    return {
        Operator.LESS: is_less,
        Operator.MORE: is_more,
        Operator.AT_LEAST: f"(NOT {is_less})",
        Operator.AT_MOST: f"(NOT {is_more})",
        Operator.EQUAL: is_equal,
        Operator.UNEQUAL: f"(NOT {is_equal})",
    }[part.operator]


def _when(true: str, false: str) -> str:
    return f"(CASE WHEN {true} THEN TRUE WHEN {false} THEN FALSE END)"


def _write_ends(part: Expression) -> tuple[str, str]:
    match part:
        case Literal(value=tuple() as texts):
            return f"[{', '.join(map(repr, texts))}]", ""
        case Literal(value=Interval() as day):
            return f"DATE '{day.first}'", f"DATE '{day.last}'"
        case Literal(value=value):
            return repr(value) if isinstance(value, str) else str(value), _again(value)
        case FactName(name=name) if name in (*DATES, *NUMBERS):
            return f'"{name}"', f'coalesce("{name}:last", "{name}")'
        case FactName(name=name):
            return f'"{name}"', f'"{name}"'
        case Shifted(span=Literal(value=Span() as span)):
            sign = "-" if part.is_back else "+"
            by = f"{sign} INTERVAL {span.months} MONTH {sign} INTERVAL {span.days} DAY"
            first, last = _write_ends(part.date)
            return f"CAST({first} {by} AS DATE)", f"CAST({last} {by} AS DATE)"
    raise TypeError(part)


def _again(value: object) -> str:
    return repr(value) if isinstance(value, str) else str(value)


def _list_absent(part: Expression) -> list[str]:
    match part:
        case FactName(name=name):
            return [f'"{name}:none"']
        case Shifted():
            return _list_absent(part.date)
    return []


def compare_with_sql(folder: Path, rules: int, rows: int, seed: int) -> int:
    """Judge rules over lines in both engines, and count the cells that differ."""
    lot = Random(seed)  # noqa: S311 - rules are drawn, nothing is kept secret
    texts = {f"rule{at:02}": draw_expression(lot) for at in range(rules)}
    pack = make_pack(scope(), *(provision(name, test=text) for name, text in texts.items()))
    lines = draw_lines(rows, seed)
    judged = judge_columns(pack, Frames(lines), law_as_of=date(2026, 7, 1)).frame
    lines.write_parquet(folder / "lines.parquet")
    conditions = [f"{write_sql(parse_expression(text))} AS {name}" for name, text in texts.items()]
    asked = ", ".join(conditions)
    query = f"SELECT row, {asked} FROM '{folder / 'lines.parquet'}'"  # noqa: S608 - all is ours
    duckdb.connect().execute(f"COPY ({query}) TO '{folder / 'found.parquet'}' (FORMAT parquet)")
    # DuckDB gives rows back in another order, so they are joined by their number.
    theirs = pl.read_parquet(folder / "found.parquet").sort("row")
    assert theirs["row"].equals(lines["row"])
    met, not_met, undetermined = map(OUTCOMES.index, CODES)
    wanted = theirs.select(
        pl.when(name)
        .then(met)
        .when(~pl.col(name))
        .then(not_met)
        .otherwise(undetermined)
        .alias(name)
        for name in texts
    )
    assert sum(wanted[name].n_unique() == len(CODES) for name in texts) > rules / 2
    return sum(int((wanted[name] != judged[f"{name}{STATUS}"]).sum()) for name in texts)


def test_columns_give_what_sql_gives(tmp_path):
    assert compare_with_sql(tmp_path, rules=40, rows=2_000, seed=11) == 0


@pytest.mark.slow
def test_columns_give_what_sql_gives_in_thirty_million_cells(tmp_path):
    assert compare_with_sql(tmp_path, rules=30, rows=1_000_000, seed=7) == 0
