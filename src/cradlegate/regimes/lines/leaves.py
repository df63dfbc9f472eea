"""What Polars is asked of the columns: which lines have a value, and how two values compare."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

import polars as pl

from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.regimes.expression.syntax import Operator
from cradlegate.regimes.lines.frames import LAST, NONE
from cradlegate.regimes.lines.terms import (
    Column,
    Constant,
    Ends,
    Term,
    give_column_ends,
    give_constant_ends,
)
from cradlegate.regimes.planes.bits import EMPTY, FULL, Plane, first_lines, pack_bits
from cradlegate.regimes.values import ValueKind, are_equal, is_less, is_member

Sides: TypeAlias = tuple[Plane, Plane]
"""Where a comparison surely holds and where it surely does not, of lines that know both values."""

_KNOWN = "known"
_TEXTS = pl.List(pl.String)
_YES, _NO = (pl.lit(each, pl.UInt8) for each in (1, 0))


class Leaves:
    """The columns of some lines; what has been asked once is remembered.

    Args:
        count: of the lines; a frame without columns does not tell it.
    """

    def __init__(self, frame: pl.DataFrame, count: int) -> None:
        self._frame = frame
        self._names = frozenset(frame.columns)
        self._found: dict[object, Plane] = {}
        self.lines = first_lines(count)

    def known(self, column: Column) -> Plane:
        """Tell where a fact has a value."""
        name = column.name()
        if name not in self._names or self._frame[name].null_count() == self._frame.height:
            return EMPTY
        return self._ask((_KNOWN, name), pl.col(name).is_not_null)

    def absent(self, column: Column) -> Plane:
        """Tell where a fact is known not to be there."""
        return self.holds(column.name(NONE)) & ~self.known(column)

    def holds(self, name: str) -> Plane:
        """Tell where a column is yes; nowhere where there is no column."""
        return self._ask(name, lambda: pl.col(name)) if name in self._names else EMPTY

    def is_rough(self, column: Column) -> Plane:
        """Tell where a date or a number is known in part only."""
        if self._is_exact(column):
            return EMPTY
        first, last = pl.col(column.name()), pl.col(column.name(LAST))
        return self._ask(("rough", column.name()), lambda: first != last)

    def compare(self, operator: Operator, left: Term, right: Term) -> Sides:
        """Compare two values of one kind on every line."""
        if operator in _TURNED:
            base, is_swapped, is_opposite = _TURNED[operator]
            mine, other = (right, left) if is_swapped else (left, right)
            true, false = self.compare(base, mine, other)
            return (false, true) if is_opposite else (true, false)
        if isinstance(left, Constant) and isinstance(right, Constant):
            return _SIDES[_BASE[operator](left.value, right.value)]
        key = (operator, left, right)
        if operator is Operator.IN:
            return self._decide(key, lambda: self._is_member(left, right))
        if _is_text(left) or _is_text(right):
            return self._decide(key, lambda: self._is_same_text(left, right))
        mine_ends, other_ends = self._ends(left), self._ends(right)
        if self._is_exact(left) and self._is_exact(right):
            return self._decide(key, lambda: _compare_exact(operator, mine_ends[0], other_ends[0]))
        true_where, false_where = _compare_rough(operator, mine_ends, other_ends)
        return (
            self._ask((key, True), lambda: true_where),
            self._ask((key, False), lambda: false_where),
        )

    def _decide(self, key: object, make: Callable[[], pl.Expr]) -> Sides:
        true = self._ask(key, make)
        return true, ~true

    def _ask(self, key: object, make: Callable[[], pl.Expr]) -> Plane:
        if key not in self._found:
            # Numbers come out of Polars as they lie there, and yes and no only one by one.
            truths = self._frame.select(pl.when(make()).then(_YES).otherwise(_NO).alias("found"))
            self._found[key] = pack_bits(truths.to_series())
        return self._found[key]

    def _is_exact(self, term: Term) -> bool:
        if isinstance(term, Column):
            return term.name(LAST) not in self._names
        return not isinstance(term.value, Interval) or term.value.first == term.value.last

    def _ends(self, term: Term) -> Ends:
        if isinstance(term, Constant):
            return give_constant_ends(term.value)
        first = last = pl.col(term.name())
        if not self._is_exact(term):
            last = pl.coalesce(pl.col(term.name(LAST)), first)
        return give_column_ends(term, first, last)

    def _is_same_text(self, left: Term, right: Term) -> pl.Expr:
        if isinstance(left, Constant) or isinstance(right, Constant):
            return _write(left) == _write(right)
        schema = self._frame.schema
        mine, other = pl.col(left.name()), pl.col(right.name())
        if schema[left.name()] == schema[right.name()]:
            return mine == other
        return mine.cast(pl.String) == other.cast(pl.String)

    def _is_member(self, item: Term, items: Term) -> pl.Expr:
        if isinstance(items, Constant):
            return _write(item).is_in(cast("tuple[str, ...]", items.value))
        listed = pl.col(items.name())
        if isinstance(item, Constant):
            return listed.list.contains(_write(item))
        return listed.cast(_TEXTS).list.contains(_write(item).cast(pl.String))


def _is_text(term: Term) -> bool:
    """Tell whether a term is a text."""
    if isinstance(term, Column):
        return term.kind is ValueKind.TEXT
    return isinstance(term.value, str)


def _write(term: Term) -> pl.Expr:
    return pl.col(term.name()) if isinstance(term, Column) else pl.lit(term.value)


def _compare_exact(operator: Operator, mine: pl.Expr, other: pl.Expr) -> pl.Expr:
    return mine < other if operator is Operator.LESS else mine == other


def _compare_rough(operator: Operator, mine: Ends, other: Ends) -> tuple[pl.Expr, pl.Expr]:
    """Tell where a comparison surely holds, and where it surely does not."""
    (first, last), (other_first, other_last) = mine, other
    if operator is Operator.LESS:
        return last < other_first, first >= other_last
    is_same = (first == other_first) & (last == other_last) & (first == last)
    return is_same, (last < other_first) | (other_last < first)


_BASE: Mapping[Operator, Callable[..., Truth]] = {
    Operator.EQUAL: are_equal,
    Operator.LESS: is_less,
    Operator.IN: is_member,
}
_TURNED: Mapping[Operator, tuple[Operator, bool, bool]] = {
    Operator.UNEQUAL: (Operator.EQUAL, False, True),
    Operator.MORE: (Operator.LESS, True, False),
    Operator.AT_MOST: (Operator.LESS, True, True),
    Operator.AT_LEAST: (Operator.LESS, False, True),
}
"""Every other comparison as one of these: whether its sides are swapped, and its outcome turned."""
_SIDES = {
    Truth.TRUE: (FULL, EMPTY),
    Truth.FALSE: (EMPTY, FULL),
    Truth.UNKNOWN: (EMPTY, EMPTY),
}
