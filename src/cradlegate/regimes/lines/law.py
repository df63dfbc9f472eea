"""The law on every line: what is in force, and which recorded answers hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.expression.syntax import Operator
from cradlegate.regimes.lines.leaves import Leaves
from cradlegate.regimes.lines.terms import Column, Constant
from cradlegate.regimes.pack.pack import Pack, Question
from cradlegate.regimes.pack.provision import Life, Provision
from cradlegate.regimes.planes.bits import EMPTY, FULL, Plane
from cradlegate.regimes.planes.nodes import ALWAYS, NEVER, Node
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import Anchor, Vocabulary


@dataclass(frozen=True, slots=True)
class Law:
    """The law of some lines.

    Args:
        law_as_of: the day whose law is read; None for that of the event each provision hangs on.
    """

    pack: Pack
    leaves: Leaves
    law_as_of: date | None
    vocabulary: Vocabulary

    def day_point(self, anchor: Anchor) -> OpenPoint:
        """Give the fact that tells the day of an event."""
        return OpenPoint(OpenKind.FACT, self.vocabulary.anchors[anchor])

    def within(self, anchor: Anchor, first: date | None, last: date | None) -> tuple[Plane, Plane]:
        """Tell where every day of an event that may be meant lies within two days, and where none.

        Where the event has no day that is known, nothing is sure but what holds on all days.
        """
        if first is None and last is None:
            return FULL, EMPTY
        if self.law_as_of:
            is_within = (first or date.min) <= self.law_as_of <= (last or date.max)
            return (FULL, EMPTY) if is_within else (EMPTY, FULL)
        day = Column(self.vocabulary.anchors[anchor], ValueKind.DATE)
        known = self.leaves.known(day)
        sure, never = known, EMPTY
        if known is EMPTY:
            return EMPTY, EMPTY
        if first:
            before, after = self.leaves.compare(Operator.LESS, day, _day(first))
            sure, never = sure & after, never | (known & before)
        if last:
            after, before = self.leaves.compare(Operator.LESS, _day(last), day)
            sure, never = sure & before, never | (known & after)
        return sure, never

    def is_in_force(self, provision: Provision) -> Node:
        """Tell where a provision is law on the day of its event."""
        if provision.life is not Life.IN_FORCE:
            return NEVER
        instrument = self.pack.instrument
        first, last = provision.first or instrument.first, provision.last or instrument.last
        sure, never = self.within(provision.anchor, first, last)
        if self.law_as_of:
            return ALWAYS if sure is FULL else NEVER
        return Node(sure, never, points={self.day_point(provision.anchor): ~(sure | never)})

    def answers(
        self, question: Question, anchor: Anchor, has_index: Callable[[str], Plane]
    ) -> list[Plane]:
        """Tell where each answer to a question is recorded and surely holds.

        Args:
            has_index: where the question is asked for an index; everywhere for one without.
        """
        found = [EMPTY] * len(question.answers)
        for each in self.pack.answers:
            if each.question == question.id:
                sure, never = self.within(anchor, each.first, None)
                asked = has_index(each.index)
                found = [plane & ~(asked & ~never) for plane in found]
                found[question.answers.index(each.answer)] |= asked & sure
        return found


def _day(day: date) -> Constant:
    return Constant(Interval(day, day))
