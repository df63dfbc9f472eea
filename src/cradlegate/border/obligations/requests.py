"""What is asked of whom: everything that would settle what is open or not met.

A request is made of an open fact, of a document that is missing or fails, or of a requirement
that is not met.  Nobody is asked what only the law can answer; that stands with its authority.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from cradlegate.border.obligations.asks import Ask, put_together
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.border.shipments.roles import find_author, find_document, find_party
from cradlegate.core.blank import Blank
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.facts import Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.pack.pack import RequiredDocument
from cradlegate.regimes.pack.provision import ProvisionKind
from cradlegate.regimes.vocabulary import Anchor, Asked, FactSpec, Subject, Vocabulary

_LOOKED_UP_ON: Mapping[str, str] = MappingProxyType(
    {
        "body.accredited_by": "document.signed_at",
        "body.recognised_by": "document.signed_at",
        "body.scope": "document.signed_at",
        "body.standards": "document.signed_at",
        "body.accepted": "document.signed_at",
        "body.designated": "document.signed_at",
        "body.withdrawn_on": "document.signed_at",
        "body.status_at_entry": "consignment.entry_date",
        "register.age_at_entry": "consignment.entry_date",
    }
)
"""Facts that a register tells, and the day for which they are looked up in it."""


def list_asks(
    judgement: Judgement,
    consignment: Consignment,
    base: FactBase,
    vocabulary: Vocabulary,
    wanted: Collection[str] = (),
) -> tuple[Ask, ...]:
    """List what to ask, binding things first, each thing once.

    Args:
        wanted: ids of provisions that count as if they bound.
    """
    return put_together(_Maker(judgement, consignment, base, vocabulary, wanted).make())


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the asks of one judgement."""

    judgement: Judgement
    consignment: Consignment
    base: FactBase
    vocabulary: Vocabulary
    wanted: Collection[str]

    def make(self) -> Iterator[Ask]:
        scopes = tuple(
            each.id
            for each in self.judgement.pack.provisions
            if each.kind is ProvisionKind.APPLIES and not each.is_exclusion
        )
        yield from self._ask_facts(self.judgement.applies.points, scopes, is_binding=True)
        for finding in self.judgement.findings:
            yield from self._ask_remedies(finding)
            points, ids = finding.status.points, (finding.provision.id,)
            yield from self._ask_facts(points, ids, is_binding=self._is_binding(finding))

    def _is_binding(self, finding: Finding) -> bool:
        return finding.modality.binds or finding.provision.id in self.wanted

    def _ask_remedies(self, finding: Finding) -> Iterator[Ask]:
        provision, outcome = finding.provision, finding.status.outcome
        if provision.remedy is None:
            return
        if provision.document and outcome is Outcome.WAITING:
            yield from self._ask_awaited(finding)
        elif outcome is Outcome.NOT_MET:
            for about in dict.fromkeys(self._list_failing(finding)):
                yield self._ask_remedy(finding, about)

    def _list_failing(self, finding: Finding) -> Iterator[str]:
        """List what fails: the document that a test is asked of, or else the machine.

        Of a document in hand its tests say what is wrong with it.
        """
        is_alone = len(self.consignment.machines) == 1
        for machine, status in finding.by_machine.items():
            document = finding.documents.get(machine, "")
            if status.outcome is not Outcome.NOT_MET:
                continue
            if finding.provision.of:
                yield document
            elif not document:
                yield "" if is_alone else machine

    def _ask_awaited(self, finding: Finding) -> Iterator[Ask]:
        """Ask for what was asked for already, of whoever has promised it."""
        required = self.judgement.pack.documents[finding.provision.document]
        waiting = [
            each
            for each in self.base.machines
            if each.id in finding.by_machine
            and finding.by_machine[each.id].outcome is Outcome.WAITING
        ]
        for name in self._list_coming(required, waiting):
            yield self._ask_remedy(finding, name, is_awaited=True)

    def _ask_remedy(self, finding: Finding, about: str, *, is_awaited: bool = False) -> Ask:
        provision = finding.provision
        document = self.judgement.pack.documents.get(provision.document or provision.of)
        by = self._find_last_day(document.needed_by if document else Anchor.ENTRY)
        lead = document.lead if document and provision.renews and not is_awaited else None
        assert provision.remedy is not None  # noqa: S101 - asked before
        return Ask(
            role=provision.asked,
            party=find_party(self.consignment, provision.asked, about),
            what=provision.remedy,
            about=about,
            by=by,
            start=by - timedelta(days=lead.longest_days) if by and lead else None,
            promised=self._find_promise(about) if is_awaited else None,
            unblocks=(provision.id,),
            is_binding=self._is_binding(finding),
        )

    def _list_coming(
        self, required: RequiredDocument, machines: Iterable[MachineFacts]
    ) -> Iterator[str]:
        """List the documents that were asked for and may be about one of the machines."""
        types = {*required.types, *(one for each in self._members(required) for one in each.types)}
        for each in self.base.documents or ():
            fits = [one.fits[each.id]["fit.machine"].value for one in machines]
            is_theirs = any(fit is not False for fit in fits)
            if each.type in types and each.standing is Standing.COMING and is_theirs:
                yield each.id

    def _members(self, required: RequiredDocument) -> Iterator[RequiredDocument]:
        return (self.judgement.pack.documents[name] for name in required.members)

    def _find_promise(self, document_id: str) -> Interval | None:
        document = find_document(self.consignment, document_id)
        due = document.values["due"] if document else None
        return due if isinstance(due, Interval) else None

    def _ask_facts(
        self, points: tuple[OpenPoint, ...], provisions: tuple[str, ...], *, is_binding: bool
    ) -> Iterator[Ask]:
        for point in points:
            if point.kind is OpenKind.FACT and point.name in self.vocabulary.facts:
                yield self._ask_fact(point, provisions, is_binding=is_binding)

    def _ask_fact(self, point: OpenPoint, provisions: tuple[str, ...], *, is_binding: bool) -> Ask:
        spec = self._find_asked(point)
        of_document = {Subject.DOCUMENT, Subject.FIT, Subject.MACHINE}
        about = point.about if spec.subject in of_document else ""
        party = find_party(self.consignment, spec.asked, about)
        if not party and spec.asked is Asked.VERIFIER:
            party = find_author(self.consignment, about)
        is_day = spec.name in self.vocabulary.anchors.values()
        return Ask(
            role=spec.asked,
            party=party,
            what=spec.ask,
            about=about,
            by=None if is_day else self._find_last_day(Anchor.ENTRY),
            found=self._find_source(spec, about),
            unblocks=provisions,
            is_binding=is_binding,
        )

    def _find_asked(self, point: OpenPoint) -> FactSpec:
        """Find what to ask: no register can be looked into before the day is known."""
        facts = self.vocabulary.facts
        day = facts.get(_LOOKED_UP_ON.get(point.name, ""))
        is_open = day and any(map(_is_rough, self._list_facts(day, point.about)))
        return day if day and is_open else facts[point.name]

    def _find_source(self, spec: FactSpec, about: str) -> str:
        """Tell where an open fact was looked for, and what is known of it."""
        found = self._list_facts(spec, about)
        rough = [each for each in found if _is_rough(each)]
        return next((each.source for each in (*rough, *found)), "")

    def _list_facts(self, spec: FactSpec, about: str) -> list[Fact]:
        holders: dict[Subject, list[Facts]] = {
            Subject.MACHINE: [each.facts for each in self.base.machines if each.id == about],
            Subject.DOCUMENT: [
                each.facts for each in self.base.documents or () if each.id == about
            ],
            Subject.FIT: [each.fits.get(about, {}) for each in self.base.machines],
        }
        facts = holders.get(spec.subject, [self.base.facts])
        return [each[spec.name] for each in facts if spec.name in each]

    def _find_last_day(self, anchor: Anchor) -> date | None:
        fact = self.base.facts.get(self.vocabulary.anchors[anchor])
        return fact.value.first if fact and isinstance(fact.value, Interval) else None


def _is_rough(fact: Fact) -> bool:
    """Tell whether a fact is unknown, or a day that is known too roughly."""
    value = fact.value
    return value is Blank.UNKNOWN or (isinstance(value, Interval) and value.first != value.last)
