"""The answers for all lines, written down run by run as numbers and masks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.alike import compare_bits, find_alike
from cradlegate.regimes.columns.judged import (
    APPLIES,
    BECAUSE,
    BENEFIT,
    CAUSES,
    OPEN,
    OUTCOMES,
    QUESTIONS,
    STATUS,
    VERDICT,
    WORD,
    JudgedColumns,
    Legend,
    list_words,
    name_word,
)
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.lines.operands import join_planes
from cradlegate.regimes.lines.runs import Rows
from cradlegate.regimes.pack.pack import Question
from cradlegate.regimes.planes.bits import EMPTY, Plane, every, pick_lines, unpack_bits
from cradlegate.regimes.planes.nodes import Node, find_decisive, find_open

_BINDS, _IS_MET, _IS_NOT_MET, _FIRST_CAUSE = 0, 1, 2, 3
"""Bits of the byte that a status is read from; one bit for each cause follows."""
_NO_BITS = np.zeros(1, np.uint8)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is judged of some lines.

    Args:
        node: what every reading says.
        bound: the lines to which it is applicable.
    """

    output: str
    node: Node
    bound: Plane


Bit: TypeAlias = tuple[str, int]
"""A column of a mask, and the place of a bit in it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer as bits of every line.

    Args:
        status: planes from which status and causes are read.
        marks: bits of masks, each with the lines where it is set.
    """

    output: str
    status: tuple[Plane, ...]
    marks: Sequence[tuple[Bit, Plane]]

    @property
    def planes(self) -> tuple[Plane, ...]:
        """Everything that is said."""
        return (*self.status, *(plane for _, plane in self.marks))


class Sheet:
    """Answers for some outputs of some lines; lines with the same answers share one row.

    Args:
        outputs: of the legend.
        questions: of the pack.
        rows: the lines.
        otherwise: the outcome of what is not written down.
    """

    def __init__(
        self,
        legend: Legend,
        outputs: Sequence[str],
        questions: Mapping[str, Question],
        rows: Rows,
        otherwise: Outcome,
    ) -> None:
        self._rows = rows
        self._otherwise = otherwise
        self._outputs = outputs
        self._causes = {name: each.cause for name, each in questions.items()}
        self._points = {point: at for at, point in enumerate(legend.points)}
        self._questions = {name: at for at, name in enumerate(legend.questions)}
        self._types: dict[str, npt.DTypeLike] = {}
        masks = {OPEN: len(legend.points), QUESTIONS: len(legend.questions)}
        for output in outputs:
            self._types |= {f"{output}{STATUS}": np.uint8, f"{output}{BECAUSE}": np.uint8}
            for mask, bits in masks.items():
                self._types |= list_words(f"{output}{mask}", bits)
        rest = self._start(1)
        for output in outputs:
            rest[f"{output}{STATUS}"][:] = OUTCOMES.index(otherwise)
        self._kinds = np.zeros(len(rows), np.int64)
        self._tables, self._height = [pl.DataFrame(rest)], 1

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def answers(self) -> pl.DataFrame:
        """What has been written down, a row for each kind of lines."""
        return pl.concat(self._tables)

    def find_kinds(self, rows: Rows) -> Rows:
        """Find the row of `answers` of some of the lines."""
        kinds: Rows = self._kinds[self._find_places(rows)]
        return kinds

    @property
    def written(self) -> Rows:
        """The lines of which something is written down."""
        written: Rows = self._rows[self._kinds.nonzero()[0]]
        return written

    def write(self, answers: Iterable[Answer], axes: Sequence[str], rows: Rows) -> None:
        """Write down all answers for some lines.

        Args:
            axes: the question of each axis of the planes.
        """
        told = [self._tell(each, axes) for each in answers]
        differs = join_planes(map(self._differs, told))
        places = unpack_bits(differs, len(rows)).nonzero()[0]
        planes = [pick_lines(plane, places, len(rows)) for each in told for plane in each.planes]
        alike, bits = compare_bits(planes, len(places))
        columns, left = self._start(len(alike.firsts)), iter(bits)
        for each in told:
            codes = sum((next(left) << at for at in range(len(each.status))), _NO_BITS)
            columns[f"{each.output}{STATUS}"][:] = _STATUS_BY_CODE[codes]
            columns[f"{each.output}{BECAUSE}"][:] = _BECAUSE_BY_CODE[codes]
            for (name, at), _ in each.marks:
                columns[name] |= next(left).astype(self._types[name]) << at
        self._add(columns, rows[places], alike.kinds)

    def write_alone(self, judgements: Mapping[int, Judgement]) -> None:
        """Write down what the interpreter gives for single lines."""
        columns = self._start(len(judgements))
        for place, judgement in enumerate(judgements.values()):
            statuses = {each.provision.id: each.status for each in judgement.findings}
            statuses |= {APPLIES: judgement.applies, VERDICT: judgement.verdict}
            if judgement.benefit:
                statuses[BENEFIT] = judgement.benefit
            for output in self._outputs:
                for name, number in self._number_status(output, statuses[output]):
                    columns[name][place] |= number
        self._add(columns, np.array(list(judgements), np.int64), np.arange(len(judgements)))

    def _differs(self, told: _Told) -> Plane:
        """Tell where an answer is not the one of lines that are not written down."""
        bound, _, false, *_ = told.status
        return bound & ~false if self._otherwise is Outcome.NOT_MET else bound

    def _start(self, count: int) -> dict[str, npt.NDArray[Any]]:
        return {name: np.zeros(count, dtype) for name, dtype in self._types.items()}

    def _add(self, columns: Mapping[str, npt.NDArray[Any]], rows: Rows, kinds: Rows) -> None:
        self._kinds[self._find_places(rows)] = kinds + self._height
        self._tables.append(pl.DataFrame(columns))
        self._height += self._tables[-1].height

    def _find_places(self, rows: Rows) -> Rows | slice:
        """Find where some of the lines stand."""
        return slice(None) if len(rows) == len(self._rows) else np.searchsorted(self._rows, rows)

    def _tell(self, answer: Answer, axes: Sequence[str]) -> _Told:
        causes = dict.fromkeys(CAUSES, EMPTY)
        points: dict[int, Plane] = {}
        for point, plane in find_open(answer.node).items():
            points[self._points[point]] = plane & answer.bound
            if point.kind is not OpenKind.DOCUMENT:
                causes[Cause(point.kind)] = causes[Cause(point.kind)] | plane
        questions: dict[int, Plane] = {}
        for axis, plane in find_decisive(answer.node):
            at, cause = self._questions[axes[axis]], self._causes[axes[axis]]
            questions[at] = questions.get(at, EMPTY) | (plane & answer.bound)
            causes[cause] = causes[cause] | plane
        marks = [
            (_find_bit(f"{answer.output}{mask}", at), plane)
            for mask, planes in ((OPEN, points), (QUESTIONS, questions))
            for at, plane in planes.items()
            if plane.any()
        ]
        agreed = every(answer.node.true), every(answer.node.false)
        return _Told(answer.output, (answer.bound, *agreed, *causes.values()), marks)

    def _number_status(self, output: str, status: Status) -> Iterator[tuple[str, int]]:
        """Give the columns of an output, with the bits of each that are set."""
        yield f"{output}{STATUS}", OUTCOMES.index(status.outcome)
        points = {self._points[OpenPoint(each.kind, each.name)] for each in status.points}
        questions = {self._questions[name] for name, _ in status.questions}
        for mask, bits in (
            (BECAUSE, map(CAUSES.index, status.because)),
            (OPEN, points),
            (QUESTIONS, questions),
        ):
            for bit in bits:
                name, at = _find_bit(f"{output}{mask}", bit)
                yield name, 1 << at


def join_sheets(scope: Sheet, sheet: Sheet, bound: Rows, legend: Legend) -> JudgedColumns:
    """Join what was written of all lines with what was written of those that may be bound."""
    both = pl.DataFrame({"scope": scope.find_kinds(bound), "own": sheet.find_kinds(bound)})
    alike = find_alike(both)
    # The first row is that of all other lines.
    firsts = pl.concat([both.clear(1).fill_null(0), both[alike.firsts]])
    answers = pl.concat(
        [scope.answers[firsts["scope"]], sheet.answers[firsts["own"]]], how="horizontal"
    )
    return JudgedColumns(scope.count, bound, alike.kinds + 1, answers, legend)


def _find_bit(mask: str, bit: int) -> Bit:
    word, at = divmod(bit, WORD)
    return name_word(mask, word), at


def _find_outcome(code: int) -> Outcome:
    if not code >> _BINDS & 1:
        return Outcome.NOT_APPLICABLE
    if code >> _IS_MET & 1:
        return Outcome.MET
    if code >> _IS_NOT_MET & 1:
        return Outcome.NOT_MET
    return Outcome.UNDETERMINED if code >> _FIRST_CAUSE else Outcome.WAITING


_CODES = range(1 << _FIRST_CAUSE + len(CAUSES))
_OUTCOME_BY_CODE = tuple(map(_find_outcome, _CODES))
_STATUS_BY_CODE = np.array([OUTCOMES.index(each) for each in _OUTCOME_BY_CODE], np.uint8)
_BECAUSE_BY_CODE = np.array(
    [
        code >> _FIRST_CAUSE if outcome is Outcome.UNDETERMINED else 0
        for code, outcome in zip(_CODES, _OUTCOME_BY_CODE, strict=True)
    ],
    np.uint8,
)
