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
    Legend,
    list_words,
    name_word,
)
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.lines.runs import Rows
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
    """Numbers for some outputs of some lines; what is not written down is not applicable.

    Args:
        outputs: of the legend.
        questions: of the pack.
        rows: the lines.
    """

    def __init__(
        self,
        legend: Legend,
        outputs: Sequence[str],
        questions: Mapping[str, Question],
        rows: Rows,
    ) -> None:
        self._rows = rows
        self._outputs = outputs
        self._causes = {name: each.cause for name, each in questions.items()}
        self._points = {point: at for at, point in enumerate(legend.points)}
        self._questions = {name: at for at, name in enumerate(legend.questions)}
        self._columns: dict[str, npt.NDArray[Any]] = {}
        masks = {OPEN: len(legend.points), QUESTIONS: len(legend.questions)}
        for output in outputs:
            self._columns[f"{output}{STATUS}"] = np.full(len(rows), _UNJUDGED, np.uint8)
            self._columns[f"{output}{BECAUSE}"] = np.zeros(len(rows), np.uint8)
            for mask, bits in masks.items():
                for name, dtype in list_words(f"{output}{mask}", bits).items():
                    self._columns[name] = np.zeros(len(rows), dtype)

    def find_places(self, rows: Rows) -> Rows:
        """Find where some of the lines stand."""
        is_each = len(rows) == len(self._rows)
        return np.arange(len(rows)) if is_each else np.searchsorted(self._rows, rows)

    def find_other(self, output: str, outcome: Outcome) -> Rows:
        """Find the lines of which an output has another outcome."""
        is_other = self._columns[f"{output}{STATUS}"] != OUTCOMES.index(outcome)
        others: Rows = self._rows[is_other]
        return others

    def take(self, rows: Rows) -> pl.DataFrame:
        """Give what has been written of some of the lines."""
        if len(rows) == len(self._rows):
            return pl.DataFrame(self._columns)
        places = self.find_places(rows)
        return pl.DataFrame({name: each[places] for name, each in self._columns.items()})

    def write(self, answer: Answer, axes: Sequence[str], places: Rows) -> None:
        """Write down one answer for some lines.

        Args:
            axes: the question of each axis of the planes.
            places: where the lines stand.
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
        self._write_status(answer, tuple(causes.values()), places)
        self._write_mask(f"{answer.output}{OPEN}", points, places)
        self._write_mask(f"{answer.output}{QUESTIONS}", questions, places)

    def write_alone(self, judgement: Judgement, line: int) -> None:
        """Write down what the interpreter gives for one line."""
        (place,) = self.find_places(np.array([line])).tolist()
        statuses = {each.provision.id: each.status for each in judgement.findings}
        statuses |= {APPLIES: judgement.applies, VERDICT: judgement.verdict}
        if judgement.benefit:
            statuses[BENEFIT] = judgement.benefit
        for output in self._outputs:
            status = statuses[output]
            because = sum(1 << CAUSES.index(cause) for cause in status.because)
            self._columns[f"{output}{STATUS}"][place] = OUTCOMES.index(status.outcome)
            self._columns[f"{output}{BECAUSE}"][place] = because
            points = (OpenPoint(point.kind, point.name) for point in status.points)
            self._set_bits(f"{output}{OPEN}", {self._points[point] for point in points}, place)
            questions = {self._questions[name] for name, _ in status.questions}
            self._set_bits(f"{output}{QUESTIONS}", questions, place)

    def _set_bits(self, mask: str, bits: Collection[int], place: int) -> None:
        words = [name for name in self._columns if name.partition("+")[0] == mask]
        for at, name in enumerate(words):
            word = sum(1 << bit % WORD for bit in bits if bit // WORD == at)
            self._columns[name][place] = word

    def _write_status(self, answer: Answer, causes: Sequence[Plane], places: Rows) -> None:
        agreed = every(answer.node.true), every(answer.node.false)
        codes = stack_bits((answer.bound, *agreed, *causes), len(places))
        self._put(f"{answer.output}{STATUS}", _STATUS_BY_CODE[codes], places)
        self._put(f"{answer.output}{BECAUSE}", _BECAUSE_BY_CODE[codes], places)

    def _write_mask(self, mask: str, planes: Mapping[int, Plane], places: Rows) -> None:
        """Write the bits of a mask, eight at a time."""
        by_word: dict[int, list[int]] = {}
        for at in sorted(at for at, plane in planes.items() if plane.any()):
            by_word.setdefault(at // WORD, []).append(at)
        for word, bits in by_word.items():
            name = name_word(mask, word)
            found = np.zeros(len(places), self._columns[name].dtype)
            for first in range(0, len(bits), BITS):
                some = bits[first : first + BITS]
                codes = stack_bits([planes[at] for at in some], len(places))
                found |= _spread(some, found.dtype)[codes]
            self._put(name, found, places)

    def _put(self, name: str, found: npt.NDArray[Any], places: Rows) -> None:
        if len(places) == places[-1] - places[0] + 1:
            self._columns[name][places[0] : places[-1] + 1] = found
        else:
            self._columns[name][places] = found


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
