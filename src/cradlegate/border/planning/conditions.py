"""What a plan takes for granted where the law or a fact is open: always the cautious answer."""

from dataclasses import dataclass

from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.interpret import OpenKind, Variable
from cradlegate.regimes.evaluate.judgement import Status
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.values import write_value

_CLEAR = {
    Outcome.MET: Truth.TRUE,
    Outcome.NOT_APPLICABLE: Truth.TRUE,
    Outcome.NOT_MET: Truth.FALSE,
    Outcome.WAITING: Truth.FALSE,
}


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """Something open that a step hangs on, and how the plan takes it.

    Args:
        name: of the question or fact.
        index: of the question, or id of what the fact is about.
        answer: that is planned for; empty where the pack names none, and the worst is taken.
        is_law: whether the law is open; else somebody can say it.
    """

    pack: str
    name: str
    index: str
    answer: str
    is_law: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """How a status is taken for planning.

    Args:
        truth: whether it is met as far as is planned for; unknown hangs on facts.
        conditions: what that hangs on; none where the status is clear.
    """

    truth: Truth
    conditions: tuple[Condition, ...] = ()


def take_cautiously(status: Status, pack: Pack) -> Taken:
    """Take a status as its pack plans for it: not met if one reading within that says so."""
    if status.outcome in _CLEAR:
        return Taken(_CLEAR[status.outcome])
    facts = tuple(
        Condition(pack.id, each.name, each.about, "", is_law=False)
        for each in status.points
        if each.kind is OpenKind.FACT
    )
    if not status.questions:
        return Taken(Truth.UNKNOWN, facts)
    law = tuple(_plan_for(each, pack) for each in status.questions)
    truths = set(_read_planned(status, pack))
    if Truth.FALSE in truths:
        return Taken(Truth.FALSE, law)
    if truths == {Truth.TRUE}:
        return Taken(Truth.TRUE, law)
    return Taken(Truth.UNKNOWN, (*law, *facts))


def _read_planned(status: Status, pack: Pack) -> list[Truth]:
    """List the truths of the readings that hold every answer that is planned for."""
    planned = [pack.questions[name].plan_for for name, _ in status.questions]
    return [
        truth
        for answers, truth in (status.readings or {}).items()
        if all(plan in {None, one} for plan, one in zip(planned, answers, strict=True))
    ]


def _plan_for(variable: Variable, pack: Pack) -> Condition:
    name, index = variable
    answer = pack.questions[name].plan_for
    written = "" if answer is None else write_value(answer)
    return Condition(pack.id, name, index, written, is_law=True)
