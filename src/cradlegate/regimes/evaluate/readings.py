"""The truth of something under every combination of answers to the questions it hangs on.

A status is what all readings agree on.  Strong Kleene alone would call `q || !q` unknown; here it
is true, since both readings say so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
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
from cradlegate.regimes.pack.provision import Expressed
from cradlegate.regimes.values import Value

Answers: TypeAlias = Mapping[Variable, tuple[Value, ...]]
"""The answers that each open question can have."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What something is under every reading.

    Args:
        answers: of each question that it hangs on, in a fixed order.
        found: by the answers, in the order of the questions.
    """

    answers: Answers
    found: Mapping[tuple[Value, ...], Found]

    @property
    def truth(self) -> Truth:
        """What all readings agree on, else unknown."""
        truths = {each.truth for each in self.found.values()}
        return truths.pop() if len(truths) == 1 else Truth.UNKNOWN

    def is_always(self, truth: Truth) -> bool:
        """Tell whether it hangs on no question and is known to be so."""
        return not self.answers and self.found[()].truth is truth

    @property
    def decisive(self) -> tuple[Variable, ...]:
        """The questions whose answer alone can change the truth in some reading."""
        return tuple(variable for at, variable in enumerate(self.answers) if self._is_decisive(at))

    @property
    def points(self) -> frozenset[OpenPoint]:
        """What can still change the outcome: open facts and documents, and decisive questions."""
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
        kept = [at for at in range(len(self.answers)) if not self._is_idle(at)]
        if len(kept) == len(self.answers):
            return self
        variables = list(self.answers)
        answers = {variables[at]: self.answers[variables[at]] for at in kept}
        found = {tuple(key[at] for at in kept): each for key, each in self.found.items()}
        return Readings(answers, found)

    def collapsed(self) -> "Readings":
        """Give what is left without looking at single readings: the truth, and all that is open."""
        if self.truth is not Truth.UNKNOWN:
            return Readings({}, {(): Found(self.truth is Truth.TRUE)})
        laws = {OpenPoint(OpenKind.LAW, name, index) for name, index in self.decisive}
        return Readings({}, {(): Found(None, self.points | laws)})

    def _is_idle(self, at: int) -> bool:
        first: dict[tuple[Value, ...], Found] = {}
        return all(
            first.setdefault(key[:at] + key[at + 1 :], each) == each
            for key, each in self.found.items()
        )

    def tell_apart(self) -> Mapping[tuple[Value, ...], Truth]:
        """Give the truth by the answers to the decisive questions alone."""
        kept = [at for at, variable in enumerate(self.answers) if variable in self.decisive]
        return {
            tuple(answers[at] for at in kept): each.truth for answers, each in self.found.items()
        }


ALWAYS, NEVER = Readings({}, {(): TRUE}), Readings({}, {(): FALSE})


def read_everywhere(expressed: Expressed, scope: Scope) -> Readings:
    """Judge an expression under every reading of its questions."""
    variables = sorted(list_variables(expressed.questions, scope))
    answers = {each: scope.pack.questions[each[0]].answers for each in variables}
    found = {
        combination: interpret(
            expressed.tree, scope, dict(zip(variables, combination, strict=True))
        )
        for combination in product(*answers.values())
    }
    return Readings(answers, found).without_idle()


def settled(found: Found) -> Readings:
    """Give what hangs on no question."""
    return Readings({}, {(): found})


def missing_document(name: str) -> Readings:
    """Give what waits for a document that does not exist yet."""
    return settled(Found(None, frozenset({OpenPoint(OpenKind.DOCUMENT, name)})))


def all_readings(parts: Iterable[Readings]) -> Readings:
    """Join by and, reading by reading."""
    joined = tuple(parts)
    if any(part.is_always(Truth.FALSE) for part in joined):
        return NEVER
    return _join([part for part in joined if not part.is_always(Truth.TRUE)], all_found)


def any_readings(parts: Iterable[Readings]) -> Readings:
    """Join by or, reading by reading."""
    joined = tuple(parts)
    if any(part.is_always(Truth.TRUE) for part in joined):
        return ALWAYS
    return _join([part for part in joined if not part.is_always(Truth.FALSE)], any_found)


def not_readings(part: Readings) -> Readings:
    """Turn round, reading by reading."""
    return Readings(part.answers, {key: not_found(each) for key, each in part.found.items()})


def _join(parts: Sequence[Readings], fold: Callable[[Iterable[Found]], Found]) -> Readings:
    if len(parts) == 1:
        return parts[0]
    answers: dict[Variable, tuple[Value, ...]] = {}
    for part in parts:
        answers |= part.answers
    if not answers:
        return settled(fold(part.found[()] for part in parts))
    ordered = {variable: answers[variable] for variable in sorted(answers)}
    place = {variable: at for at, variable in enumerate(ordered)}
    picks = [tuple(place[variable] for variable in part.answers) for part in parts]
    found = {
        combination: fold(
            part.found[tuple(combination[at] for at in pick)]
            for part, pick in zip(parts, picks, strict=True)
        )
        for combination in product(*ordered.values())
    }
    return Readings(ordered, found)
