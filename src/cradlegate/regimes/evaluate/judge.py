"""A pack judged over the facts of one consignment or study."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import prod

from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.documents import (
    DocumentSearch,
    Test,
    join_searches,
    search_document,
)
from cradlegate.regimes.evaluate.interpret import TRUE
from cradlegate.regimes.evaluate.judgement import (
    NOT_APPLICABLE,
    Finding,
    Judgement,
    Status,
    TraceLine,
    status_of,
)
from cradlegate.regimes.evaluate.readings import (
    Readings,
    all_readings,
    any_readings,
    not_readings,
    read_everywhere,
    settled,
)
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.evaluate.trace import trace
from cradlegate.regimes.facts import DocumentFacts, FactBase, MachineFacts
from cradlegate.regimes.pack.check import MOST_READINGS
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Expressed, Modality, Provision, ProvisionKind
from cradlegate.regimes.vocabulary import Anchor, Subject, Vocabulary, shipped_vocabulary

_WORST = (
    Outcome.NOT_MET,
    Outcome.UNDETERMINED,
    Outcome.WAITING,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


def judge_pack(
    pack: Pack, base: FactBase, *, law_as_of: date | None, vocabulary: Vocabulary | None = None
) -> Judgement:
    """Judge every provision of a pack.

    Args:
        base: the facts; a consignment without machines is judged as one thing.
        law_as_of: the day whose law is read; None for the day of the event that each provision
            hangs on, as the facts tell it.
        vocabulary: of the facts; the shipped one if none is given.
    """
    scopes = Scopes(pack, base, law_as_of, vocabulary or shipped_vocabulary())
    units = [
        _Unit(scopes, machine) for machine in base.machines or (MachineFacts(base.id, {}, {}),)
    ]
    bound = [unit for unit in units if unit.applies.truth is not Truth.FALSE]
    findings = tuple(
        _make_finding(each, bound, scopes)
        for each in pack.provisions
        if each.kind is not ProvisionKind.APPLIES and not each.is_exclusion
    )
    return Judgement(
        pack=pack,
        applies=status_of(any_readings(unit.applies for unit in units), pack),
        applies_to={unit.machine.id: status_of(unit.applies, pack) for unit in units},
        findings=findings,
        verdict=_judge_together(bound, [each for each in findings if _is_binding(each)], pack),
        benefit=_judge_benefit(bound, findings, scopes),
        law_as_of=law_as_of,
    )


@dataclass(frozen=True)
class _Unit:
    """One machine with everything that is judged of it."""

    scopes: Scopes
    machine: MachineFacts
    _judged: dict[str, Readings] = field(default_factory=dict)

    @cached_property
    def applies(self) -> Readings:
        """Whether the regime applies to the machine."""
        return any_readings(
            all_readings([self.binds(each), *self._read(each, each.test)])
            for each in self.scopes.pack.provisions
            if each.kind is ProvisionKind.APPLIES and not each.is_exclusion
        )

    @cached_property
    def searches(self) -> Mapping[str, DocumentSearch]:
        """What was found for every document that the pack asks for."""
        pack = self.scopes.pack
        return {
            each.id: search_document(each, self._tests(each.id), self.machine, self.scopes)
            for each in pack.documents.values()
            if each.types
        }

    def judge(self, provision: Provision) -> Readings:
        """Judge a provision where it binds; where it does not, it is not broken."""
        if provision.id not in self._judged:
            parts = [not_readings(self.binds(provision)), self._meets(provision)]
            self._judged[provision.id] = any_readings(parts)
        return self._judged[provision.id]

    def binds(self, provision: Provision) -> Readings:
        """Tell whether a provision binds the machine; `when` of a test is asked of its document."""
        parts = [self._stands(provision)]
        if provision.when and not provision.of:
            parts += self._read(provision, provision.when)
        return all_readings(parts)

    def holds(self, provision: Provision, expressed: Expressed | None) -> bool:
        """Tell whether an expression surely holds."""
        return all(each.truth is Truth.TRUE for each in self._read(provision, expressed))

    def _stands(self, provision: Provision) -> Readings:
        """Tell whether a provision is in force and no exclusion takes it away."""
        lifted = [
            not_readings(self._excludes(each))
            for each in self.scopes.pack.exclusions_of(provision)
            if each.lowers_to is None
        ]
        return all_readings([settled(self.scopes.is_in_force(provision)), *lifted])

    def _excludes(self, exclusion: Provision) -> Readings:
        parts = [self.binds(exclusion), *self._read(exclusion, exclusion.exclude_if)]
        return all_readings(parts)

    def _meets(self, provision: Provision) -> Readings:
        if provision.document:
            required = self.scopes.pack.documents[provision.document]
            members = [self.searches[name] for name in required.members or (required.id,)]
            return join_searches(required, members)
        if provision.of:
            return self.searches[provision.of].passes(provision)
        return all_readings(self._read(provision, provision.test))

    def _tests(self, document: str) -> list[Test]:
        return [
            Test(each, self.modality(each).binds, not_readings(self._stands(each)))
            for each in self.scopes.pack.provisions
            if each.of == document
        ]

    def modality(self, provision: Provision) -> Modality:
        """Give the modality as it binds here."""
        for each in self.scopes.pack.exclusions_of(provision):
            if each.lowers_to and self._excludes(each).truth is Truth.TRUE:
                return each.lowers_to
        if provision.raised_by and self.holds(provision, provision.raised_by):
            return Modality.CONTRACTUAL
        return provision.modality

    def _read(self, provision: Provision, expressed: Expressed | None) -> list[Readings]:
        if expressed is None:
            return []
        is_whole = provision.subject is not Subject.MACHINE
        machine = None if is_whole else self.machine
        return [read_everywhere(expressed, self.scopes.scope(provision.anchor, machine))]

    def trace(self, provision: Provision) -> tuple[TraceLine, ...]:
        """Trace what a provision asks, over the document that it rests on."""
        document = self._document(provision)
        scope = self.scopes.scope(provision.anchor, self.machine, document)
        if provision.of and document is None:
            return ()
        asked = [each for each in (provision.when, provision.test) if each]
        return tuple(line for each in asked for line in trace(each, scope))

    def document_id(self, provision: Provision) -> str:
        """Give the document that the judgement of a provision rests on, empty for none."""
        required = self.scopes.pack.documents.get(provision.of or provision.document)
        if required is None:
            return ""
        searches = [self.searches[name] for name in required.members or (required.id,)]
        return next((search.witness for search in searches if search.witness), "")

    def _document(self, provision: Provision) -> DocumentFacts | None:
        name = self.document_id(provision)
        return next((each for each in self.scopes.base.documents or () if each.id == name), None)


def _make_finding(provision: Provision, bound: list[_Unit], scopes: Scopes) -> Finding:
    pack = scopes.pack
    binding = [unit for unit in bound if unit.binds(provision).truth is not Truth.FALSE]
    by_machine = {
        unit.machine.id: status_of(unit.judge(provision), pack)
        if unit in binding
        else NOT_APPLICABLE
        for unit in bound
    }
    status = NOT_APPLICABLE
    if binding:
        status = status_of(all_readings(unit.judge(provision) for unit in binding), pack)
    outcomes = [_WORST.index(by_machine[unit.machine.id].outcome) for unit in binding]
    worst = binding[outcomes.index(min(outcomes))] if binding else None
    return Finding(
        provision=provision,
        status=status,
        modality=_strongest(unit.modality(provision) for unit in binding) or provision.modality,
        by_machine=by_machine,
        documents={
            unit.machine.id: name for unit in binding if (name := unit.document_id(provision))
        },
        trace=worst.trace(provision) if worst else (),
    )


def _strongest(modalities: Iterable[Modality]) -> Modality | None:
    """Give the strongest of them, None for none; the members of the enumeration stand in order."""
    present = set(modalities)
    return next((each for each in Modality if each in present), None)


def _is_binding(finding: Finding) -> bool:
    return finding.modality.binds


def _judge_together(bound: list[_Unit], findings: list[Finding], pack: Pack) -> Status:
    """Judge everything that binds together, for every machine to which the regime applies."""
    if not bound:
        return NOT_APPLICABLE
    parts = [
        any_readings([not_readings(unit.applies), unit.judge(finding.provision)])
        for unit in bound
        for finding in findings
    ]
    return status_of(_join_all(parts), pack)


def _join_all(parts: list[Readings]) -> Readings:
    """Join parts by and; one that is never true decides."""
    if any(part.truth is Truth.FALSE for part in parts):
        return next(part for part in parts if part.truth is Truth.FALSE)
    open_parts = [part for part in parts if part.truth is not Truth.TRUE]
    answers = {name: given for part in open_parts for name, given in part.answers.items()}
    if prod(len(given) for given in answers.values()) > MOST_READINGS:
        # Too many to list: what each part says alone stands in for the whole, and is cautious.
        open_parts = [part.collapsed() for part in open_parts]
    return all_readings(open_parts) if open_parts else settled(TRUE)


def _judge_benefit(
    bound: list[_Unit], findings: tuple[Finding, ...], scopes: Scopes
) -> Status | None:
    pack, benefit = scopes.pack, scopes.pack.benefit
    if benefit is None:
        return None
    granted = [
        finding
        for finding in findings
        if finding.modality is Modality.FACILITATION
        or finding.provision.kind is ProvisionKind.GRANTS
    ]
    parts = [unit.judge(finding.provision) for unit in bound for finding in granted]
    if benefit.void_when:
        seen = [scopes.scope(Anchor.ENTRY, unit.machine) for unit in bound]
        parts += [not_readings(read_everywhere(benefit.void_when, scope)) for scope in seen]
    return status_of(_join_all(parts), pack) if bound else NOT_APPLICABLE
