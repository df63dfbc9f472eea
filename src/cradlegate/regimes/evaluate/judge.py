"""A pack judged over the facts of one consignment or study."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import TypeAlias

from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.documents import (
    DocumentSearch,
    Test,
    join_searches,
    search_document,
)
from cradlegate.regimes.evaluate.judgement import (
    NOT_APPLICABLE,
    Finding,
    Judgement,
    Status,
    TraceLine,
    status_of,
)
from cradlegate.regimes.evaluate.readings import (
    ALWAYS,
    NEVER,
    Readings,
    all_readings,
    any_readings,
    not_readings,
    settled,
)
from cradlegate.regimes.evaluate.remarks import concerns
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.evaluate.trace import trace
from cradlegate.regimes.facts import DocumentFacts, FactBase, MachineFacts
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
_MODALITIES = tuple(Modality)
"""The strongest first."""


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
        verdict=_judge_verdict(bound, findings, pack),
        benefit=_judge_benefit(bound, findings, scopes),
        remarks=tuple(
            each for each in (*pack.disputes, *pack.not_modelled) if concerns(each, scopes)
        ),
        law_as_of=law_as_of,
    )


_Judges: TypeAlias = Callable[["_Unit", Provision], Readings]


def _once(judge: _Judges) -> _Judges:
    """Judge a provision once for a machine, however many others ask for it."""

    @wraps(judge)
    def look_up(unit: "_Unit", provision: Provision) -> Readings:
        key = judge.__name__, provision.id
        if key not in unit.known:
            unit.known[key] = judge(unit, provision)
        return unit.known[key]

    return look_up


@dataclass(frozen=True)
class _Unit:
    """One machine with everything that is judged of it.

    Args:
        known: what has been judged, by what was asked of which provision.
    """

    scopes: Scopes
    machine: MachineFacts
    known: dict[tuple[str, str], Readings] = field(default_factory=dict)

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

    @_once
    def judge(self, provision: Provision) -> Readings:
        """Judge a provision where it binds; where it does not, it is not broken."""
        return any_readings([not_readings(self.binds(provision)), self._meets(provision)])

    def judge_if_applies(self, judged: Readings) -> Readings:
        """Take what is judged as not broken where the regime does not apply to the machine."""
        return any_readings([not_readings(self.applies), judged])

    @_once
    def binds(self, provision: Provision) -> Readings:
        """Tell whether a provision binds the machine; `when` of a test is asked of its document."""
        parts = [self._stands(provision)]
        if provision.when and provision.of:
            parts.append(self.searches[provision.of].asks(provision))
        elif provision.when:
            parts += self._read(provision, provision.when)
        return all_readings(parts)

    @_once
    def _stands(self, provision: Provision) -> Readings:
        """Tell whether a provision is in force and no exclusion takes it away."""
        lifted = [
            not_readings(self._excludes(each))
            for each in self.scopes.pack.exclusions_of(provision)
            if each.lowers_to is None
        ]
        return all_readings([settled(self.scopes.is_in_force(provision)), *lifted])

    @_once
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
            Test(each, not_readings(self.is_closed(each)), not_readings(self._stands(each)))
            for each in self.scopes.pack.provisions
            if each.of == document
        ]

    def modality(self, provision: Provision) -> Modality:
        """Give the modality as it surely binds here."""
        for each in self.scopes.pack.exclusions_of(provision):
            if each.lowers_to and self._excludes(each).truth is Truth.TRUE:
                return each.lowers_to
        if self._is_raised(provision).truth is Truth.TRUE:
            return Modality.CONTRACTUAL
        return provision.modality

    @_once
    def is_closed(self, provision: Provision) -> Readings:
        """Tell whether the standard way is closed where a provision is not met."""
        own = ALWAYS if provision.modality.binds else self._is_raised(provision)
        if not self.scopes.pack.exclusions_of(provision):
            return own
        return all_readings([own, not_readings(self._is_lowered(provision, _MODALITIES))])

    def is_facilitated(self, provision: Provision) -> Readings:
        """Tell whether the benefit hangs on a provision."""
        if provision.kind is ProvisionKind.GRANTS:
            return ALWAYS
        lowered = self._is_lowered(provision, (Modality.FACILITATION,))
        if provision.modality is not Modality.FACILITATION:
            return lowered
        changed = [self._is_raised(provision), self._is_lowered(provision, _MODALITIES)]
        return any_readings([lowered, not_readings(any_readings(changed))])

    def _is_lowered(self, provision: Provision, to: tuple[Modality, ...]) -> Readings:
        exclusions = self.scopes.pack.exclusions_of(provision)
        return any_readings(self._excludes(each) for each in exclusions if each.lowers_to in to)

    def _is_raised(self, provision: Provision) -> Readings:
        if provision.raised_by is None:
            return NEVER
        return all_readings(self._read(provision, provision.raised_by))

    def _read(self, provision: Provision, expressed: Expressed | None) -> list[Readings]:
        machine = self.machine if provision.subject is Subject.MACHINE else None
        return [self.scopes.read(each, provision.anchor, machine) for each in (expressed,) if each]

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
        named = (search.witness(provision) for search in searches)
        return next((name for name in named if name), "")

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
        status = status_of(_judge_units(provision, binding), pack)
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
    """Give the strongest of them, None for none."""
    return min(modalities, key=_MODALITIES.index, default=None)


def _judge_units(provision: Provision, units: list[_Unit]) -> Readings:
    """Judge a provision for machines of which at least one is under the regime."""
    if len(units) == 1:
        return units[0].judge(provision)
    judged = [unit.judge(provision) for unit in units]
    if all(unit.applies.truth is Truth.TRUE for unit in units):
        return all_readings(judged)
    # A machine to which the regime may not apply can break the provision for the others only if
    # it does apply; where all break it, it is broken whichever of them is meant.
    lenient = [unit.judge_if_applies(each) for unit, each in zip(units, judged, strict=True)]
    return all_readings([*lenient, any_readings(judged)])


def _judge_verdict(bound: list[_Unit], findings: tuple[Finding, ...], pack: Pack) -> Status:
    """Judge everything that binds together, for every machine to which the regime applies."""
    if not bound:
        return NOT_APPLICABLE
    parts = [
        unit.judge_if_applies(
            any_readings([not_readings(unit.is_closed(each.provision)), unit.judge(each.provision)])
        )
        for unit in bound
        for each in findings
    ]
    return status_of(all_readings(parts), pack)


def _judge_benefit(
    bound: list[_Unit], findings: tuple[Finding, ...], scopes: Scopes
) -> Status | None:
    pack, benefit = scopes.pack, scopes.pack.benefit
    if benefit is None:
        return None
    if not bound:
        return NOT_APPLICABLE
    parts = [
        unit.judge_if_applies(_judge_for_benefit(unit, each.provision))
        for unit in bound
        for each in findings
    ]
    if benefit.void_when:
        parts += [unit.judge_if_applies(_is_kept(unit, benefit.void_when)) for unit in bound]
    return status_of(all_readings(parts), pack)


def _judge_for_benefit(unit: _Unit, provision: Provision) -> Readings:
    return any_readings([not_readings(unit.is_facilitated(provision)), unit.judge(provision)])


def _is_kept(unit: _Unit, void_when: Expressed) -> Readings:
    """Tell whether nothing has happened that takes the benefit away."""
    return not_readings(unit.scopes.read(void_when, Anchor.ENTRY, unit.machine))
