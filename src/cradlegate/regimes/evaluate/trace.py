"""How a status came about, line by line, down to the facts and where each was found."""

from collections.abc import Callable, Iterator, Mapping

from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth, all_of, any_of
from cradlegate.regimes.evaluate.interpret import Found, OpenPoint, Scope, interpret
from cradlegate.regimes.evaluate.judgement import TraceLine
from cradlegate.regimes.expression.syntax import (
    All,
    Any,
    Expression,
    FactName,
    Not,
    ParameterName,
    QuestionName,
    list_parts,
    walk,
)
from cradlegate.regimes.pack.provision import Expressed
from cradlegate.regimes.values import write_value

JOINED = {All: "all of", Any: "one of", Not: "not"}
"""How the lines of joined operands begin."""
_TRUTHS: Mapping[type, Callable[[list[Truth]], Truth]] = {
    All: all_of,
    Any: any_of,
    Not: lambda truths: ~truths[0],
}


def trace(expressed: Expressed, scope: Scope) -> tuple[TraceLine, ...]:
    """Trace an expression: every comparison, and under it the facts that it looked at.

    Open questions are left open, so that the trace shows what hangs on them.
    """
    return tuple(_trace(expressed.tree, expressed.text, scope, 0)[1])


def _trace(part: Expression, text: str, scope: Scope, depth: int) -> tuple[Truth, list[TraceLine]]:
    """Give the truth of a part, and its lines; what joins others is judged by their truths."""
    if type(part) not in JOINED:
        truth = interpret(part, scope, {}).truth
        lines = [TraceLine(depth, text[part.first : part.end], truth)]
        return truth, [*lines, *_list_leaves(part, text, scope, depth + 1)]
    traced = [_trace(each, text, scope, depth + 1) for each in list_parts(part)]
    truth = _TRUTHS[type(part)]([truth for truth, _ in traced])
    below = (line for _, lines in traced for line in lines)
    return truth, [TraceLine(depth, JOINED[type(part)], truth), *below]


def _list_leaves(part: Expression, text: str, scope: Scope, depth: int) -> Iterator[TraceLine]:
    """Give a line for each fact, question and parameter that a part names."""
    for inner in walk(part):
        if isinstance(inner, FactName):
            yield _fact_line(inner, scope, depth)
        elif isinstance(inner, QuestionName | ParameterName):
            yield _law_line(inner, text, scope, depth)


def _fact_line(part: FactName, scope: Scope, depth: int) -> TraceLine:
    fact, found = scope.facts.get(part.name), interpret(part, scope, {})
    said = write_found(found)
    return TraceLine(depth, f"{part.name} = {said}", _truth(found), fact.source if fact else "")


def _law_line(part: QuestionName | ParameterName, text: str, scope: Scope, depth: int) -> TraceLine:
    found = interpret(part, scope, {})
    said = write_found(found)
    if isinstance(part, QuestionName) and found.value is None:
        answers = scope.pack.questions[part.name].answers
        said = f"open: {' or '.join(map(write_value, answers))}"
    return TraceLine(depth, f"{text[part.first : part.end]} = {said}", _truth(found))


def _truth(found: Found) -> Truth | None:
    """Give the truth of what is yes, no or unknown; a text or a number has none."""
    return found.truth if found.value is None or isinstance(found.value, bool) else None


def write_found(found: Found) -> str:
    """Write what a part of an expression gives, for readers."""
    if found.value is None:
        return "?"
    return Blank.ABSENT if isinstance(found.value, Blank) else write_value(found.value)


def name_point(point: OpenPoint) -> str:
    """Name an open point with what it is about."""
    return f"{point.name} of {point.about}" if point.about else point.name
