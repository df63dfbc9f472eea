"""The truth of something under every combination of answers to the questions it hangs on.

A status is what all readings agree on.  Strong Kleene alone would call `q || !q` unknown; here it
is true, since both readings say so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TypeAlias

from cradlegate.core.kleene import Truth
from cradlegate.regimes.evaluate.interpret import (
    FALSE,
    TRUE,
    Found,
    OpenKind,
    OpenPoint,
    Scope,
    Variable,
    all_found,
    any_found,
    interpret,
    list_variables,
    not_found,
)
from cradlegate.regimes.pack.check import MOST_READINGS
from cradlegate.regimes.pack.pack import Question
from cradlegate.regimes.pack.provision import Expressed
from cradlegate.regimes.values import Value

Questions: TypeAlias = Mapping[Variable, Question]
"""The open questions that something hangs on, with their indexes, in order."""

_Fold: TypeAlias = Callable[[Iterable[Found]], Found]


@dataclass(frozen=True, slots=True)
class Readings:
    """What something is under every reading.

    Args:
        found: by the answers, in the order of the questions.
        truth: what all readings agree on, else unknown.
    """

    questions: Questions
    found: Mapping[tuple[Value, ...], Found]
    truth: Truth = field(init=False)

    def __post_init__(self) -> None:
        """Note once what every join asks for."""
        found = iter(self.found.values())
        first = next(found).truth
        is_agreed = all(each.truth is first for each in found)
        object.__setattr__(self, "truth", first if is_agreed else Truth.UNKNOWN)

    @property
    def decisive(self) -> tuple[Variable, ...]:
        """The questions whose answer alone can change the truth in some reading."""
        return tuple(each for at, each in enumerate(self.questions) if self._is_decisive(at))

    @property
    def points(self) -> frozenset[OpenPoint]:
        """The open facts and documents that can still change the outcome in some reading."""
        if self.truth is not Truth.UNKNOWN:
            return frozenset()
        return frozenset(
            point for each in self.found.values() if each.value is None for point in each.points
        )

    def _is_decisive(self, at: int) -> bool:
        """Tell whether two readings that differ in one answer differ in truth."""
        truths: dict[tuple[Value, ...], Truth] = {}
        for answers, each in self.found.items():
            rest = answers[:at] + answers[at + 1 :]
            if truths.setdefault(rest, each.truth) is not each.truth:
                return True
        return False

    def without_idle(self) -> "Readings":
        """Leave out the questions that make no difference to anything."""
        kept = [at for at in range(len(self.questions)) if not self._is_idle(at)]
        if len(kept) == len(self.questions):
            return self
        variables = list(self.questions)
        questions = {variables[at]: self.questions[variables[at]] for at in kept}
        found = {tuple(key[at] for at in kept): each for key, each in self.found.items()}
        return Readings(questions, found)

    def collapsed(self) -> "Readings":
        """Give what is left without looking at single readings: the truth, and all that is open."""
        if not self.questions:
            return self
        if self.truth is not Truth.UNKNOWN:
            return settled(Found(self.truth is Truth.TRUE))
        open_law = (
            OpenPoint(OpenKind(self.questions[each].cause), *each) for each in self.decisive
        )
        return settled(Found(None, self.points.union(open_law)))

    def _is_idle(self, at: int) -> bool:
        first: dict[tuple[Value, ...], Found] = {}
        return all(
            first.setdefault(key[:at] + key[at + 1 :], each) == each
            for key, each in self.found.items()
        )

    def tell_apart(self) -> Mapping[tuple[Value, ...], Truth]:
        """Give the truth by the answers to the decisive questions alone."""
        kept = [at for at in range(len(self.questions)) if self._is_decisive(at)]
        return {
            tuple(answers[at] for at in kept): each.truth for answers, each in self.found.items()
        }


ALWAYS, NEVER = Readings({}, {(): TRUE}), Readings({}, {(): FALSE})


def read_everywhere(expressed: Expressed, scope: Scope) -> Readings:
    """Judge an expression under every reading of its questions."""
    if not expressed.questions:
        return settled(interpret(expressed.tree, scope, {}))
    variables = sorted(list_variables(expressed.questions, scope))
    questions = {each: scope.pack.questions[each[0]] for each in variables}
    if _count(questions) > MOST_READINGS:
        return settled(interpret(expressed.tree, scope, {}))
    found = {
        answers: interpret(expressed.tree, scope, dict(zip(variables, answers, strict=True)))
        for answers in _list_readings(questions)
    }
    return Readings(questions, found).without_idle()


def settled(found: Found) -> Readings:
    """Give what hangs on no question."""
    if found is TRUE:
        return ALWAYS
    return NEVER if found is FALSE else Readings({}, {(): found})


def missing_document(name: str) -> Readings:
    """Give what waits for a document that does not exist yet."""
    return settled(Found(None, frozenset({OpenPoint(OpenKind.DOCUMENT, name)})))


def all_readings(parts: Iterable[Readings]) -> Readings:
    """Join by and, reading by reading."""
    return _join(parts, all_found, ALWAYS, NEVER)


def any_readings(parts: Iterable[Readings]) -> Readings:
    """Join by or, reading by reading."""
    return _join(parts, any_found, NEVER, ALWAYS)


def not_readings(part: Readings) -> Readings:
    """Turn round, reading by reading."""
    if part.truth is not Truth.UNKNOWN:
        return NEVER if part.truth is Truth.TRUE else ALWAYS
    return Readings(part.questions, {key: not_found(each) for key, each in part.found.items()})


def _join(
    parts: Iterable[Readings], fold: _Fold, neutral: Readings, decisive: Readings
) -> Readings:
    """Join parts of which one may decide, and others make no difference."""
    still_open: list[Readings] = []
    for part in parts:
        if part.truth is decisive.truth:
            return decisive
        if part.truth is not neutral.truth:
            still_open.append(part)
    if len(still_open) <= 1:
        return still_open[0] if still_open else neutral
    return _join_open(still_open, fold)


def _join_open(parts: Sequence[Readings], fold: _Fold) -> Readings:
    both: dict[Variable, Question] = {}
    for part in parts:
        both |= part.questions
    if not both or _count(both) > MOST_READINGS:
        # Of too many to list, what each part says alone stands in for the whole, and is cautious.
        return settled(fold(part.collapsed().found[()] for part in parts))
    questions = {variable: both[variable] for variable in sorted(both)}
    place = {variable: at for at, variable in enumerate(questions)}
    picks = [tuple(place[variable] for variable in part.questions) for part in parts]
    found = {
        answers: fold(
            part.found[tuple(answers[at] for at in pick)]
            for part, pick in zip(parts, picks, strict=True)
        )
        for answers in _list_readings(questions)
    }
    return Readings(questions, found)


def _count(questions: Questions) -> int:
    return prod(len(each.answers) for each in questions.values())


def _list_readings(questions: Questions) -> Iterator[tuple[Value, ...]]:
    return product(*(each.answers for each in questions.values()))
