"""A pack judged over many lines at once: what `judge_pack` gives for each of them alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeAlias

import numpy as np

from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import (
    APPLIES,
    BENEFIT,
    VERDICT,
    JudgedColumns,
    list_facts,
    make_legend,
)
from cradlegate.regimes.columns.sheet import Answer, Sheet, join_sheets
from cradlegate.regimes.columns.unit import Unit, list_judged
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.lines.express import Reader
from cradlegate.regimes.lines.frames import Frames, make_base
from cradlegate.regimes.lines.law import Law
from cradlegate.regimes.lines.leaves import Leaves
from cradlegate.regimes.lines.runs import Portfolio, Rows, Run
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.planes.bits import BITS, FULL
from cradlegate.regimes.planes.joins import MOST_BYTES, CrowdedRunError
from cradlegate.regimes.vocabulary import Vocabulary, shipped_vocabulary

LINES_AT_ONCE = 500_000
"""So many that asking takes little beside answering, and so few that a processor's cache helps."""
FEWEST = 64
"""Fewer lines than these are judged one by one where they have too many readings; so many are
written down together."""

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
    legend = make_legend(pack, vocabulary)

    def law_of(run: Run) -> Law:
        return Law(pack, Leaves(run.frame, len(run.rows)), law_as_of, vocabulary)

    every = np.arange(frames.lines.height)
    scope = Sheet(legend, [APPLIES], pack.questions, every, Outcome.NOT_MET)
    unread = _Pass(law_of, _answer_scope, scope).judge(portfolio.cut_lines(lines_at_once))
    bound = _join(scope.written, unread)
    sheet = Sheet(legend, legend.outputs[1:], pack.questions, bound, Outcome.NOT_APPLICABLE)
    read = np.setdiff1d(bound, unread, assume_unique=True) if len(unread) else bound
    runs = portfolio.cut_runs(read, lines_at_once)
    unread = _join(unread, _Pass(law_of, _answer_provisions, sheet).judge(runs))
    for first in range(0, len(unread), FEWEST):
        some = unread[first : first + FEWEST]
        alone = _judge_alone(pack, frames, some, law_as_of, vocabulary)
        scope.write_alone(alone)
        sheet.write_alone(alone)
    return join_sheets(scope, sheet, bound, legend)


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


def _judge_alone(
    pack: Pack, frames: Frames, lines: Rows, law_as_of: date | None, vocabulary: Vocabulary
) -> dict[int, Judgement]:
    return {
        line: judge_pack(
            pack, make_base(frames, line, vocabulary), law_as_of=law_as_of, vocabulary=vocabulary
        )
        for line in lines.tolist()
    }


def _join(rows: Rows, others: Rows) -> Rows:
    return np.union1d(rows, others) if len(others) else rows


@dataclass(frozen=True, slots=True)
class _Pass:
    """Looking once at some lines.

    Args:
        answer: gives what is asked of them.
        sheet: where it is written down.
    """

    law_of: _LawOf
    answer: Callable[[Unit], Iterable[Answer]]
    sheet: Sheet

    def judge(self, runs: Iterable[Run]) -> Rows:
        """Judge runs, and give the lines that the interpreter has to judge."""
        unread = [rows for run in runs for rows in self._work(run)]
        return np.unique(np.concatenate([_NO_ROWS, *unread]))

    def _work(self, run: Run) -> list[Rows]:
        """Judge a run, in parts where it has too many readings to be judged as a whole."""
        try:
            return [self._judge(run)]
        except CrowdedRunError as error:
            fit = min(len(run.rows) // 2, MOST_BYTES * BITS // error.readings)
        if fit < FEWEST:
            return [run.rows]
        return [rows for part in run.cut(fit) for rows in self._work(part)]

    def _judge(self, run: Run) -> Rows:
        unit = Unit(Reader(self.law_of(run)), run.slots)
        answers = list(self.answer(unit))
        self.sheet.write(answers, unit.reader.axes, run.rows)
        return run.pick(reduce(or_, (each.node.crowded for each in answers)))


def _answer_scope(unit: Unit) -> Iterator[Answer]:
    yield Answer(APPLIES, unit.applies, FULL)


def _answer_provisions(unit: Unit) -> Iterator[Answer]:
    """Answer everything else, for lines to which the regime may apply."""
    pack = unit.reader.law.pack
    yield Answer(VERDICT, unit.verdict, FULL)
    if pack.benefit:
        yield Answer(BENEFIT, unit.benefit, FULL)
    for each in list_judged(pack.provisions):
        yield Answer(each.id, unit.judge(each), unit.binds(each).may_hold)
