"""Which documents a consignment still needs, for which machine, and on which condition."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.border.obligations.readiness import Readiness, list_wanted
from cradlegate.border.planning.conditions import Condition, Taken, take_cautiously
from cradlegate.border.planning.lead_times import find_chain
from cradlegate.border.shipments.consignment import Row
from cradlegate.border.shipments.roles import find_document
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.documents import DOCUMENTS
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.evaluate.judgement import Finding, Judgement, Status
from cradlegate.regimes.expression.syntax import (
    Comparison,
    FactName,
    Literal,
    Operator,
    list_facts,
    walk,
)
from cradlegate.regimes.facts import DocumentFacts, Standing
from cradlegate.regimes.pack.pack import Pack, RequiredDocument
from cradlegate.regimes.pack.provision import Provision
from cradlegate.regimes.values import write_value
from cradlegate.regimes.vocabulary import Asked

_LANGUAGES, _LEGALISED = "document.languages", "document.legalised"
_REFUSED = frozenset({"declined", "unsupported"})


class State(StrEnum):
    """Where a document stands that is needed."""

    MISSING = "missing"
    FAILING = "failing"
    """In hand, and not as it must be."""
    AWAITED = "awaited"
    REFUSED = "refused"
    """Declined or unsupported by the only one who can give it."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What must be done to a document beside making it.

    Args:
        step: id of the kind of step.
        detail: such as the languages of a translation.
        is_binding: whether the standard way is closed without it.
    """

    step: str
    detail: str
    is_binding: bool


@dataclass(frozen=True, slots=True)
class Need:
    """A document that one machine of a consignment needs.

    Args:
        required: the document, or the member of a choice or set that is planned for.
        provisions: ids of what asks for it.
        paper: id of the document that fails, is awaited or was refused; empty for none.
        failing: the tests that the one in hand fails.
        extras: what must be done to it besides.
        conditions: on which it is needed; none where it surely is.
    """

    readiness: Readiness
    pack: Pack
    machine: Row
    required: RequiredDocument
    state: State
    provisions: tuple[str, ...]
    paper: str
    failing: tuple[Provision, ...]
    extras: tuple[Extra, ...]
    conditions: tuple[Condition, ...]

    @property
    def is_other_body(self) -> bool:
        """Whether the exporter must engage another body than that of the document in hand."""
        return any(each.renews and each.asked is Asked.EXPORTER for each in self.failing)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a consignment needs, and what is open about it.

    Args:
        conditions: everything open that decides something, whether a document hangs on it or not.
    """

    needs: tuple[Need, ...]
    conditions: tuple[Condition, ...]


def find_needs(readiness: Readiness) -> Needs:
    """Find what a consignment needs under every pack that applies, or that may apply."""
    makers = [_Finder(readiness, each) for each in readiness.decision.judgements]
    needs = tuple(need for each in makers for need in each.find())
    conditions = (one for each in makers for one in each.list_conditions())
    return Needs(needs, tuple(dict.fromkeys(conditions)))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the needs of one consignment under one pack."""

    readiness: Readiness
    judgement: Judgement

    def find(self) -> Iterator[Need]:
        for machine in self.readiness.consignment.machines:
            applies = self._take_scope(machine)
            if applies.truth is Truth.FALSE:
                continue
            for finding in self._list_deciding():
                status = finding.by_machine.get(machine.id)
                if finding.provision.document and status:
                    yield from self._find_of(finding, status, machine, applies.conditions)

    def list_conditions(self) -> Iterator[Condition]:
        """List what is open of what decides."""
        for machine in self.readiness.consignment.machines:
            applies = self._take_scope(machine)
            yield from applies.conditions
            for finding in self._list_deciding() if applies.truth is not Truth.FALSE else ():
                status = finding.by_machine.get(machine.id)
                yield from self._take(status).conditions if status else ()

    def _take_scope(self, machine: Row) -> Taken:
        return self._take(self.judgement.applies_to[machine.id])

    def _take(self, status: Status) -> Taken:
        return take_cautiously(status, self.judgement.pack)

    def _list_deciding(self) -> Iterator[Finding]:
        wanted = {each.provision.id for each in list_wanted(self.judgement, self.readiness.wanted)}
        for each in self.judgement.findings:
            if each.modality.binds or each.provision.id in wanted:
                yield each

    def _find_of(
        self, finding: Finding, status: Status, machine: Row, under: tuple[Condition, ...]
    ) -> Iterator[Need]:
        taken = self._take(status)
        is_coming = any(each.kind is OpenKind.DOCUMENT for each in status.points)
        is_unlisted = any(each.name == DOCUMENTS for each in status.points)
        if taken.truth is Truth.TRUE or not (
            taken.truth is Truth.FALSE or is_coming or is_unlisted
        ):
            return
        required = self.judgement.pack.documents[finding.provision.document]
        conditions = tuple(sorted({*under, *taken.conditions}))
        for member in self._choose(required, machine):
            yield self._make(member, finding.provision, machine, conditions)

    def _choose(self, required: RequiredDocument, machine: Row) -> list[RequiredDocument]:
        """Choose the members to plan for: of a choice the one that has come furthest, else all."""
        members = [self.judgement.pack.documents[name] for name in required.members]
        if not members:
            return [required]
        if required.any_of:
            return [max(members, key=lambda each: bool(self._list_papers(each, machine)))]
        return [each for each in members if not self._is_there(each, machine)]

    def _is_there(self, member: RequiredDocument, machine: Row) -> bool:
        standings = {each.standing for each in self._list_papers(member, machine)}
        return standings == {Standing.IN_HAND} and not self._list_failing(member, machine)

    def _make(
        self,
        required: RequiredDocument,
        provision: Provision,
        machine: Row,
        conditions: tuple[Condition, ...],
    ) -> Need:
        state, paper = self._find_state(required, machine)
        failing = self._list_failing(required, machine) if state is State.FAILING else ()
        is_new = state in {State.MISSING, State.REFUSED} or any(each.renews for each in failing)
        return Need(
            self.readiness,
            self.judgement.pack,
            machine,
            required,
            state,
            (provision.id,),
            paper,
            failing,
            tuple(self._list_extras(required, machine, is_new=is_new)),
            conditions,
        )

    def _find_state(self, required: RequiredDocument, machine: Row) -> tuple[State, str]:
        papers = self._list_papers(required, machine)
        by_standing = {each.standing: each.id for each in reversed(papers)}
        if Standing.COMING in by_standing:
            return State.AWAITED, by_standing[Standing.COMING]
        if Standing.IN_HAND in by_standing and self._list_failing(required, machine):
            return State.FAILING, by_standing[Standing.IN_HAND]
        for each in papers if find_chain(required.types).is_own_maker else ():
            row = find_document(self.readiness.consignment, each.id)
            if row and row.values["state"] in _REFUSED:
                return State.REFUSED, each.id
        return State.MISSING, ""

    def _list_papers(self, required: RequiredDocument, machine: Row) -> list[DocumentFacts]:
        """List the documents of its types that may be about the machine."""
        base = self.readiness.decision.base
        (facts,) = (each for each in base.machines if each.id == machine.id)
        return [
            each
            for each in base.documents or ()
            if each.type in required.types and facts.fits[each.id]["fit.machine"].value is not False
        ]

    def _list_failing(self, required: RequiredDocument, machine: Row) -> tuple[Provision, ...]:
        return tuple(
            each.provision
            for each in self._list_deciding()
            if each.provision.of == required.id
            and machine.id in each.by_machine
            and self._take(each.by_machine[machine.id]).truth is Truth.FALSE
            and each.by_machine[machine.id].outcome is not Outcome.WAITING
        )

    def _list_extras(
        self, required: RequiredDocument, machine: Row, *, is_new: bool
    ) -> Iterator[Extra]:
        """List what the pack asks to be done to the document; a new one has it all before it."""
        deciding = {each.provision.id for each in self._list_deciding()}
        for each in self.judgement.findings:
            provision = each.provision
            status = each.by_machine.get(machine.id)
            if provision.of != required.id or provision.test is None or status is None:
                continue
            is_idle = status.outcome is Outcome.NOT_APPLICABLE
            if is_idle or not (is_new or self._take(status).truth is Truth.FALSE):
                continue
            facts = list_facts(provision.test.tree)
            is_binding = provision.id in deciding
            if _LANGUAGES in facts:
                yield Extra("translate", _list_languages(provision), is_binding)
            if _LEGALISED in facts:
                yield Extra("legalise", "", is_binding)


def _list_languages(provision: Provision) -> str:
    """List the languages that a test asks for."""
    assert provision.test is not None  # noqa: S101 - asked before
    named = (
        write_value(part.left.value)
        for part in walk(provision.test.tree)
        if isinstance(part, Comparison)
        and part.operator is Operator.IN
        and isinstance(part.left, Literal)
        and isinstance(part.right, FactName)
        and part.right.name == _LANGUAGES
    )
    return ", ".join(dict.fromkeys(named))
