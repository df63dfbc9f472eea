"""What can be seen where a provision is judged: facts, the day of the law, recorded answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import (
    FALSE,
    TRUE,
    Found,
    OpenKind,
    OpenPoint,
    Reading,
    Scope,
    Variable,
)
from cradlegate.regimes.evaluate.readings import Readings, read_everywhere
from cradlegate.regimes.facts import DocumentFacts, FactBase, MachineFacts
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Expressed, Life, Provision
from cradlegate.regimes.values import Value
from cradlegate.regimes.vocabulary import Anchor, Subject, Vocabulary

_Place: TypeAlias = tuple[Anchor, str, str]
"""An event, and the ids of a machine and a document; empty for none."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Makes the scope of a provision for a machine and a document, and reads expressions there.

    Args:
        law_as_of: the day whose law is read; None for that of the event each provision hangs on.
    """

    pack: Pack
    base: FactBase
    law_as_of: date | None
    vocabulary: Vocabulary
    _subjects: Mapping[str, Subject] = field(init=False)
    _made: dict[_Place, Scope] = field(default_factory=dict, init=False)
    _read: dict[tuple[str, _Place], Readings] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Note once what every fact is about."""
        subjects = {name: spec.subject for name, spec in self.vocabulary.facts.items()}
        object.__setattr__(self, "_subjects", subjects)

    def scope(
        self, anchor: Anchor, machine: MachineFacts | None, document: DocumentFacts | None = None
    ) -> Scope:
        """Give everything that can be seen for one machine, and one document; made once."""
        place = _name_place(anchor, machine, document)
        if place not in self._made:
            self._made[place] = self._make(anchor, machine, document)
        return self._made[place]

    def read(
        self,
        expressed: Expressed,
        anchor: Anchor,
        machine: MachineFacts | None,
        document: DocumentFacts | None = None,
    ) -> Readings:
        """Judge an expression for one machine, and one document; once, however many ask it."""
        key = expressed.text, _name_place(anchor, machine, document)
        if key not in self._read:
            self._read[key] = read_everywhere(expressed, self.scope(anchor, machine, document))
        return self._read[key]

    def _make(
        self, anchor: Anchor, machine: MachineFacts | None, document: DocumentFacts | None
    ) -> Scope:
        facts = dict(self.base.facts)
        about = {Subject.CONSIGNMENT: self.base.id, Subject.STUDY: self.base.id}
        if machine:
            facts |= machine.facts
            about[Subject.MACHINE] = machine.id
        if machine and document:
            facts |= {**document.facts, **machine.fits.get(document.id, {})}
            about[Subject.DOCUMENT] = document.id
        day, point = self.day_of(anchor), self._day_point(anchor)
        return Scope(facts, about, self._subjects, self.pack, day, point, self._answers(day))

    def day_of(self, anchor: Anchor) -> Interval | None:
        """Give the day whose law applies to what hangs on an event; None where it is unknown."""
        if self.law_as_of:
            return Interval(self.law_as_of, self.law_as_of)
        fact = self.base.facts.get(self.vocabulary.anchors[anchor])
        return fact.value if fact and isinstance(fact.value, Interval) else None

    def is_in_force(self, provision: Provision) -> Found:
        """Tell whether a provision is law on the day of its event."""
        if provision.life is not Life.IN_FORCE:
            return FALSE
        first = provision.first or self.pack.instrument.first
        last = provision.last or self.pack.instrument.last
        day = self.day_of(provision.anchor)
        if day is not None and first <= day.first and (last is None or day.last <= last):
            return TRUE
        if day is not None and (day.last < first or (last is not None and last < day.first)):
            return FALSE
        return Found(None, frozenset({self._day_point(provision.anchor)}))

    def _day_point(self, anchor: Anchor) -> OpenPoint:
        return OpenPoint(OpenKind.FACT, self.vocabulary.anchors[anchor], self.base.id)

    def _answers(self, day: Interval | None) -> Reading:
        """List the recorded answers that surely hold on the day; what is recorded later goes first.

        Where a later answer holds on some of the days that may be meant, the question stays open.
        """
        answers: dict[Variable, Value] = {}
        for each in self.pack.answers:
            variable = each.question, each.index
            if each.first is None or (day is not None and each.first <= day.first):
                answers[variable] = each.answer
            elif day is None or each.first <= day.last:
                answers.pop(variable, None)
        return answers


def _name_place(
    anchor: Anchor, machine: MachineFacts | None, document: DocumentFacts | None
) -> _Place:
    return anchor, machine.id if machine else "", document.id if document else ""
