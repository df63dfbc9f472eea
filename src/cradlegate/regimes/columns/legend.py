"""Everything that a pack can leave open, in one order."""

from collections.abc import Iterator

from cradlegate.regimes.columns.documents import NOBODY_SAID
from cradlegate.regimes.columns.judged import APPLIES, BENEFIT, VERDICT, Legend
from cradlegate.regimes.columns.unit import list_judged
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.expression.syntax import (
    Expression,
    FactName,
    walk,
)
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import Vocabulary


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
