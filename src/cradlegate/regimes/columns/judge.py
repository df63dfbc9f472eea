"""A pack judged over many lines at once: what `judge_pack` gives for each of them alone."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeAlias

import numpy as np

from cradlegate.regimes.columns.express import Reader
from cradlegate.regimes.columns.frames import Frames, make_base
from cradlegate.regimes.columns.judged import (
    APPLIES,
    BENEFIT,
    VERDICT,
    JudgedColumns,
    list_facts,
    make_legend,
)
from cradlegate.regimes.columns.law import Law
from cradlegate.regimes.columns.leaves import Leaves
from cradlegate.regimes.columns.runs import Portfolio, Rows, Run
from cradlegate.regimes.columns.sheet import Answer, Sheet
from cradlegate.regimes.columns.unit import Unit, list_judged
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.planes.bits import BITS, EMPTY, FULL
from cradlegate.regimes.planes.joins import MOST_BYTES, CrowdedRunError
from cradlegate.regimes.vocabulary import Vocabulary, shipped_vocabulary

LINES_AT_ONCE = 200_000
"""So many that planes of a few hundred readings fit a processor's cache."""
FEWEST = 64
"""Fewer lines than these are judged one by one where they have too many readings."""

_LawOf: TypeAlias = Callable[[Run], Law]
_NO_ROWS: Rows = np.empty(0, np.int64)


def judge_columns(
    pack: Pack,
    frames: Frames,
    *,
    law_as_of: date | None,
    vocabulary: Vocabulary | None = None,
    lines_at_once: int = LINES_AT_ONCE,
) -> JudgedColumns:
    """Judge every provision of a pack over many lines.

    Args:
        frames: the lines, as `frames` lays them out.
        law_as_of: the day whose law is read; None for the day of the event that each provision
            hangs on, as the facts of each line tell it.
        vocabulary: of the facts; the shipped one if none is given.
        lines_at_once: how many lines are judged together; no answer hangs on it.

    Raises:
        ValueError: a number of the pack with more digits than a column holds.
    """
    vocabulary = vocabulary or shipped_vocabulary()
    types = {each for document in pack.documents.values() for each in document.types}
    portfolio = Portfolio(frames, list_facts(pack, vocabulary), types)
    sheet = Sheet(make_legend(pack, vocabulary), pack.questions, frames.lines.height)

    def law_of(run: Run) -> Law:
        return Law(pack, Leaves(run.frame, len(run.rows)), law_as_of, vocabulary)

    for line in _Job(law_of, portfolio, sheet).judge(lines_at_once).tolist():
        base = make_base(frames, line, vocabulary)
        alone = judge_pack(pack, base, law_as_of=law_as_of, vocabulary=vocabulary)
        sheet.write_alone(alone, line)
    return sheet.as_judged()


def judge_batches(
    pack: Pack,
    frames: Frames,
    *,
    law_as_of: date | None,
    vocabulary: Vocabulary | None = None,
    lines_at_once: int = LINES_AT_ONCE,
) -> Iterator[JudgedColumns]:
    """Judge lines slice by slice, so that the answers of one slice alone are in memory.

    Raises:
        ValueError: as `judge_columns` does.
    """
    for first in range(0, frames.lines.height, lines_at_once):
        some = frames.slice(first, lines_at_once)
        yield judge_columns(pack, some, law_as_of=law_as_of, vocabulary=vocabulary)


class _Job:
    """Judging one pack over some lines."""

    def __init__(self, law_of: _LawOf, portfolio: Portfolio, sheet: Sheet) -> None:
        self._law_of = law_of
        self._portfolio = portfolio
        self._sheet = sheet
        self._alone: list[Rows] = []

    def judge(self, most: int) -> Rows:
        """Judge where the regime applies, and all else of the lines to which it may.

        Returns:
            the lines that the interpreter has to judge.
        """
        found = [self._work(run, self._judge_scope) for run in self._portfolio.cut_lines(most)]
        bound = np.concatenate([_NO_ROWS, *(rows for part in found for rows in part)])
        for run in self._portfolio.cut_runs(bound, most):
            self._work(run, self._judge_provisions)
        return np.unique(np.concatenate([_NO_ROWS, *self._alone]))

    def _work(self, run: Run, judge: Callable[[Run], Rows]) -> list[Rows]:
        """Judge a run, in parts where it has too many readings to be judged as a whole."""
        try:
            return [judge(run)]
        except CrowdedRunError as error:
            fit = min(len(run.rows) // 2, MOST_BYTES * BITS // error.readings)
        if fit < FEWEST:
            self._alone.append(run.rows)
            return []
        return [rows for part in run.cut(fit) for rows in self._work(part, judge)]

    def _judge_scope(self, run: Run) -> Rows:
        """Judge where the regime applies, and give the lines to which it may."""
        unit = Unit(Reader(self._law_of(run)), run.slots)
        self._write([Answer(APPLIES, unit.applies, FULL)], unit, run)
        return run.pick(unit.applies.may_hold)

    def _judge_provisions(self, run: Run) -> Rows:
        """Judge everything else, of lines to which the regime may apply."""
        unit = Unit(Reader(self._law_of(run)), run.slots)
        pack = unit.reader.law.pack
        answers = [Answer(VERDICT, unit.verdict, FULL)]
        if pack.benefit:
            answers.append(Answer(BENEFIT, unit.benefit, FULL))
        answers += [
            Answer(each.id, unit.judge(each), unit.binds(each).may_hold)
            for each in list_judged(pack.provisions)
        ]
        self._write(answers, unit, run)
        return run.rows

    def _write(self, answers: Iterable[Answer], unit: Unit, run: Run) -> None:
        crowded = EMPTY
        for answer in answers:
            self._sheet.write(answer, unit.reader.axes, run.rows)
            crowded = crowded | answer.node.crowded
        self._alone.append(run.pick(crowded))
