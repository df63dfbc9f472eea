"""What judging many lines gives: a status for every provision and line, and what is still open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.documents import NOBODY_SAID
from cradlegate.regimes.columns.unit import list_judged
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.expression.syntax import Expression, FactName, walk
from cradlegate.regimes.lines.runs import Rows
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import Vocabulary

APPLIES, VERDICT, BENEFIT = "regime:applies", "regime:verdict", "regime:benefit"
"""What is judged beside the provisions; no provision is called so."""
STATUS, BECAUSE, OPEN, QUESTIONS = ":status", ":because", ":open", ":questions"

OUTCOMES = tuple(Outcome)
"""A status is the place of its outcome here: 0 met, 1 not met, 2 undetermined, 3 waiting, 4 not
applicable."""
CAUSES = tuple(Cause)
"""A cause is the bit of its place here: 1 fact, 2 law, 4 unread."""
WORD = 64
"""Bits of one column of a mask."""
_T = TypeVar("_T")
_WIDTHS = ((8, np.uint8), (16, np.uint16), (32, np.uint32))


@dataclass(frozen=True, slots=True)
class LineStatus:
    """One outcome of one line, as `status_of` gives it but for the ids of machine and document.

    Args:
        points: open facts, and documents that it waits for.
        questions: the decisive ones, without their indexes.
    """

    outcome: Outcome
    because: tuple[Cause, ...]
    points: tuple[OpenPoint, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the bits of the masks stand for.

    Args:
        outputs: what has a status: the provisions, and whether the regime applies, everything
            that binds, and the benefit of a pack that has one.
        points: by bit of the masks of open points.
        questions: by bit of the masks of decisive questions.
    """

    outputs: tuple[str, ...]
    points: tuple[OpenPoint, ...]
    questions: tuple[str, ...]

    def is_open(self, output: str, point: OpenPoint) -> pl.Expr:
        """Ask a frame where a point can still change an outcome."""
        return _has_bit(f"{output}{OPEN}", self.points.index(point))

    def is_decisive(self, output: str, question: str) -> pl.Expr:
        """Ask a frame where the answer to a question alone can change an outcome."""
        return _has_bit(f"{output}{QUESTIONS}", self.questions.index(question))


@dataclass(frozen=True, slots=True)
class JudgedColumns:
    """A pack judged over many lines.

    Lines of which everything is the same share one row of answers: a million lines have a few
    hundred.  Of a line to which the regime surely does not apply nothing else is judged.

    Args:
        count: of the lines.
        rows: numbers of the lines to which the regime may apply, rising.
        kinds: of each of them, its row of `answers`.
        answers: for every output `<output>:status`, `:because`, `:open` and `:questions`; masks of
            more than 64 bits go on in `:open+1` and so on.  Row 0 is that of all other lines.
    """

    count: int
    rows: Rows
    kinds: Rows
    answers: pl.DataFrame
    legend: Legend

    @property
    def frame(self) -> pl.DataFrame:
        """The columns of `answers` with one row for each line."""
        return self.answers.select(map(self.mark, self.answers))

    @property
    def lines(self) -> pl.Series:
        """How many lines have each row of `answers`."""
        counts = np.bincount(self.kinds, minlength=self.answers.height)
        counts[0] = self.count - len(self.rows)
        return pl.Series(counts)

    def slice(self, first: int, most: int) -> "JudgedColumns":
        """Give some lines that follow each other."""
        count = min(most, self.count - first)
        start, end = np.searchsorted(self.rows, (first, first + count))
        rows, kinds = self.rows[start:end] - first, self.kinds[start:end]
        return JudgedColumns(count, rows, kinds, self.answers, self.legend)

    def list_statuses(self, output: str) -> pl.Series:
        """Give the status of every line."""
        return self.mark(self.answers[f"{output}{STATUS}"])

    def mark(self, told: pl.Series) -> pl.Series:
        """Give every line what is told of its row of `answers`."""
        values = told.to_numpy()
        found = np.full(self.count, values[0])
        found[self.rows] = values[self.kinds]
        return pl.Series(told.name, found)

    def explain(self, output: str, line: int) -> LineStatus:
        """Say what the numbers of one line and one output mean."""
        place = int(np.searchsorted(self.rows, line))
        is_bound = place < len(self.rows) and self.rows[place] == line
        row = self.answers.row(int(self.kinds[place]) if is_bound else 0, named=True)
        because = row[f"{output}{BECAUSE}"]
        return LineStatus(
            OUTCOMES[row[f"{output}{STATUS}"]],
            tuple(each for at, each in enumerate(CAUSES) if because >> at & 1),
            _read_mask(row, f"{output}{OPEN}", self.legend.points),
            _read_mask(row, f"{output}{QUESTIONS}", self.legend.questions),
        )


def _read_mask(row: Mapping[str, int], name: str, table: Sequence[_T]) -> tuple[_T, ...]:
    words = [row[each] for each in list_words(name, len(table))]
    return tuple(each for at, each in enumerate(table) if words[at // WORD] >> at % WORD & 1)


def name_word(mask: str, word: int) -> str:
    """Name the column of one word of a mask."""
    return f"{mask}+{word}" if word else mask


def list_words(mask: str, bits: int) -> dict[str, npt.DTypeLike]:
    """List the columns of a mask with their types, the narrowest that hold it."""
    for most, dtype in _WIDTHS:
        if bits <= most:
            return {mask: dtype}
    return {name_word(mask, word): np.uint64 for word in range(ceil(bits / WORD))}


def _has_bit(mask: str, at: int) -> pl.Expr:
    word = pl.col(name_word(mask, at // WORD)).cast(pl.UInt64)
    return (word & pl.lit(1 << at % WORD, dtype=pl.UInt64)) != 0


def make_legend(pack: Pack, vocabulary: Vocabulary) -> Legend:
    """Put the points and questions of a pack in an order that hangs on the pack alone."""
    judged = tuple(each.id for each in list_judged(pack.provisions))
    outputs = (APPLIES, VERDICT, *([BENEFIT] if pack.benefit else ()), *judged)
    points = tuple(sorted(set(_list_points(pack, vocabulary))))
    return Legend(outputs, points, tuple(sorted(pack.questions)))


def list_facts(pack: Pack, vocabulary: Vocabulary) -> tuple[str, ...]:
    """List the facts that a pack looks at, and those that tell the days of its events."""
    named = {part.name for part in _walk(pack) if isinstance(part, FactName)}
    return tuple(sorted(named.union(vocabulary.anchors.values())))


def _list_points(pack: Pack, vocabulary: Vocabulary) -> Iterator[OpenPoint]:
    yield from (OpenPoint(OpenKind.FACT, name) for name in list_facts(pack, vocabulary))
    yield from (OpenPoint(OpenKind(each.missing), each.name) for each in pack.parameters.values())
    for document in pack.documents.values():
        yield OpenPoint(OpenKind.DOCUMENT, document.id)
        yield NOBODY_SAID
    # A question is a point of its own where a line has too many readings to look at each.
    yield from (OpenPoint(OpenKind(each.cause), each.id) for each in pack.questions.values())


def _walk(pack: Pack) -> Iterator[Expression]:
    """Give every part of every expression that is judged."""
    for provision in pack.provisions:
        for each in provision.expressions.values():
            yield from walk(each.tree)
    relations = (each.relates for each in pack.documents.values())
    voids = (pack.benefit.void_when if pack.benefit else None,)
    for expressed in (*relations, *voids):
        if expressed:
            yield from walk(expressed.tree)
