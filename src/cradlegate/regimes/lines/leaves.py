"""What Polars is asked of the columns: which lines have a value, and how two values compare."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.regimes.expression.syntax import Operator
from cradlegate.regimes.lines.frames import LAST, NONE, NUMBER
from cradlegate.regimes.lines.terms import (
    Column,
    Constant,
    Days,
    End,
    Ends,
    Term,
    give_constant_ends,
    move_days,
)
from cradlegate.regimes.planes.bits import EMPTY, FULL, Bytes, Plane, first_lines, pack_bits
from cradlegate.regimes.values import ValueKind, are_equal, is_less, is_member

Sides: TypeAlias = tuple[Plane, Plane]
"""Where a comparison surely holds and where it surely does not, of lines that know both values."""

Where: TypeAlias = pl.Expr | npt.NDArray[np.bool_]
"""Yes or no of every line, as Polars finds it or as it was found."""
_Ask: TypeAlias = Callable[[Ends, Ends], Where]

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
        self._days: dict[Column, tuple[Days, Days]] = {}
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
        if self._is_exact(left) and self._is_exact(right):
            return self._decide(
                key, lambda: _compare_exact(operator, self._ends(left)[0], self._ends(right)[0])
            )
        holds, fails = _COMPARED[operator]
        return (
            self._ask((key, True), lambda: holds(self._ends(left), self._ends(right))),
            self._ask((key, False), lambda: fails(self._ends(left), self._ends(right))),
        )

    def _decide(self, key: object, make: Callable[[], Where]) -> Sides:
        true = self._ask(key, make)
        return true, ~true

    def _ask(self, key: object, make: Callable[[], Where]) -> Plane:
        if key not in self._found:
            where = make()
            self._found[key] = pack_bits(self._read(where) if isinstance(where, pl.Expr) else where)
        return self._found[key]

    def _read(self, where: pl.Expr) -> Bytes:
        # Numbers come out of Polars as they lie there, and yes and no only one by one.
        told = self._frame.select(pl.when(where).then(_YES).otherwise(_NO).alias("found"))
        truths: Bytes = told.to_series().to_numpy()
        return truths

    def _is_exact(self, term: Term) -> bool:
        if isinstance(term, Column):
            return term.name(LAST) not in self._names
        return not isinstance(term.value, Interval) or term.value.first == term.value.last

    def _ends(self, term: Term) -> Ends:
        if isinstance(term, Constant):
            return give_constant_ends(term.value)
        if term.kind is ValueKind.DATE:
            return self._take_days(term)
        first = last = pl.col(term.name()).cast(NUMBER)
        if not self._is_exact(term):
            last = pl.coalesce(pl.col(term.name(LAST)).cast(NUMBER), first)
        return first, last

    def _take_days(self, term: Column) -> tuple[Days, Days]:
        """Take both ends of a date, moved; one that moves in several ways is read once."""
        if term not in self._days:
            if term.moves:
                first, last = self._take_days(replace(term, moves=()))
                moved = move_days(first, term.moves), move_days(last, term.moves)
                self._days[term] = moved
            else:
                self._days[term] = self._read_days(term)
        return self._days[term]

    def _read_days(self, term: Column) -> tuple[Days, Days]:
        """Read both ends of a date out of its columns; what is unknown is any day."""
        first = last = pl.col(term.name())
        if not self._is_exact(term):
            last = pl.coalesce(pl.col(term.name(LAST)), first)
        told = self._frame.select(first=first, last=last)
        days = told.select(pl.all().to_physical().fill_null(0)).get_columns()
        first_days, last_days = (each.to_numpy() for each in days)
        return first_days, last_days

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


def _compare_exact(operator: Operator, mine: End, other: End) -> Where:
    where: Where = mine < other if operator is Operator.LESS else mine == other
    return where


def _is_surely_less(mine: Ends, other: Ends) -> Where:
    where: Where = mine[1] < other[0]
    return where


def _is_never_less(mine: Ends, other: Ends) -> Where:
    where: Where = mine[0] >= other[1]
    return where


def _is_surely_equal(mine: Ends, other: Ends) -> Where:
    (first, last), (other_first, other_last) = mine, other
    where: Where = (first == other_first) & (last == other_last) & (first == last)
    return where


def _is_never_equal(mine: Ends, other: Ends) -> Where:
    where: Where = (mine[1] < other[0]) | (other[1] < mine[0])
    return where


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
_COMPARED: Mapping[Operator, tuple[_Ask, _Ask]] = {
    Operator.LESS: (_is_surely_less, _is_never_less),
    Operator.EQUAL: (_is_surely_equal, _is_never_equal),
}
"""Where a comparison surely holds, and where it surely does not."""
_SIDES = {
    Truth.TRUE: (FULL, EMPTY),
    Truth.FALSE: (EMPTY, FULL),
    Truth.UNKNOWN: (EMPTY, EMPTY),
}
