"""The answers for all lines, written down run by run as numbers and masks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
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
from cradlegate.regimes.columns.runs import Rows
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.pack.pack import Question
from cradlegate.regimes.planes.bits import BITS, EMPTY, Plane, every, stack_bits
from cradlegate.regimes.planes.nodes import Node, find_decisive, find_open

_BINDS, _IS_MET, _IS_NOT_MET, _FIRST_CAUSE = 0, 1, 2, 3
"""Bits of the byte that a status is read from; one bit for each cause follows."""
_UNJUDGED = OUTCOMES.index(Outcome.NOT_APPLICABLE)


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


class Sheet:
    """Numbers for every output and line; what is not written down is not applicable.

    Args:
        questions: of the pack.
    """

    def __init__(self, legend: Legend, questions: Mapping[str, Question], count: int) -> None:
        self._legend = legend
        self._causes = {name: each.cause for name, each in questions.items()}
        self._points = {point: at for at, point in enumerate(legend.points)}
        self._questions = {name: at for at, name in enumerate(legend.questions)}
        self._columns: dict[str, npt.NDArray[Any]] = {
            name: np.full(count, _UNJUDGED if mask == STATUS else 0, dtype)
            for output in legend.outputs
            for mask, bits in (
                (STATUS, 1),
                (BECAUSE, 1),
                (OPEN, len(legend.points)),
                (QUESTIONS, len(legend.questions)),
            )
            for name, dtype in list_words(f"{output}{mask}", bits).items()
        }

    def write(self, answer: Answer, axes: Sequence[str], rows: Rows) -> None:
        """Write down one answer for some lines.

        Args:
            axes: the question of each axis of the planes.
        """
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
        self._write_status(answer, tuple(causes.values()), rows)
        self._write_mask(f"{answer.output}{OPEN}", points, rows)
        self._write_mask(f"{answer.output}{QUESTIONS}", questions, rows)

    def write_alone(self, judgement: Judgement, line: int) -> None:
        """Write down what the interpreter gives for one line."""
        statuses = {each.provision.id: each.status for each in judgement.findings}
        statuses |= {APPLIES: judgement.applies, VERDICT: judgement.verdict}
        if judgement.benefit:
            statuses[BENEFIT] = judgement.benefit
        for output, status in statuses.items():
            because = sum(1 << CAUSES.index(cause) for cause in status.because)
            self._columns[f"{output}{STATUS}"][line] = OUTCOMES.index(status.outcome)
            self._columns[f"{output}{BECAUSE}"][line] = because
            points = (OpenPoint(point.kind, point.name) for point in status.points)
            self._set_bits(f"{output}{OPEN}", {self._points[point] for point in points}, line)
            questions = {self._questions[name] for name, _ in status.questions}
            self._set_bits(f"{output}{QUESTIONS}", questions, line)

    def _set_bits(self, mask: str, places: Collection[int], line: int) -> None:
        words = [name for name in self._columns if name.partition("+")[0] == mask]
        for at, name in enumerate(words):
            bits = sum(1 << place % WORD for place in places if place // WORD == at)
            self._columns[name][line] = bits

    def as_judged(self) -> JudgedColumns:
        """Give all that has been written."""
        return JudgedColumns(pl.DataFrame(self._columns), self._legend)

    def _write_status(self, answer: Answer, causes: Sequence[Plane], rows: Rows) -> None:
        agreed = every(answer.node.true), every(answer.node.false)
        codes = stack_bits((answer.bound, *agreed, *causes), len(rows))
        self._put(f"{answer.output}{STATUS}", _STATUS_BY_CODE[codes], rows)
        self._put(f"{answer.output}{BECAUSE}", _BECAUSE_BY_CODE[codes], rows)

    def _write_mask(self, mask: str, planes: Mapping[int, Plane], rows: Rows) -> None:
        """Write the bits of a mask, eight at a time."""
        by_word: dict[int, list[int]] = {}
        for at in sorted(at for at, plane in planes.items() if plane.any()):
            by_word.setdefault(at // WORD, []).append(at)
        for word, places in by_word.items():
            name = name_word(mask, word)
            found = np.zeros(len(rows), self._columns[name].dtype)
            for first in range(0, len(places), BITS):
                some = places[first : first + BITS]
                codes = stack_bits([planes[at] for at in some], len(rows))
                found |= _spread(some, found.dtype)[codes]
            self._put(name, found, rows)

    def _put(self, name: str, found: npt.NDArray[Any], rows: Rows) -> None:
        if len(rows) == rows[-1] - rows[0] + 1:
            self._columns[name][rows[0] : rows[-1] + 1] = found
        else:
            self._columns[name][rows] = found


def _spread(places: Sequence[int], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    """Give for every byte the mask that has its bits at some places."""
    codes = np.arange(1 << BITS)
    spread = np.zeros(1 << BITS, dtype)
    for bit, at in enumerate(places):
        spread |= (codes >> bit & 1).astype(dtype) << np.array(at % WORD, dtype)
    return spread


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
