"""Judging a consignment: its documents opened, its facts supplied, every pack asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cradlegate.border import faults as kinds
from cradlegate.border.facts.document import list_contradictions
from cradlegate.border.facts.fit import is_for_others
from cradlegate.border.facts.inspection import Inspection
from cradlegate.border.facts.statement import list_statement_contradictions
from cradlegate.border.facts.supply import supply_facts
from cradlegate.border.obligations.readiness import (
    Readiness,
    assess,
    find_decision_faults,
    find_want_faults,
)
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.border.shipments.known import as_known, find_later
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.questions import Questions
from cradlegate.regimes.facts import Facts
from cradlegate.regimes.pack.pack import Pack
from cradlegate.verification.registers.freshness import take_known
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.statuses.status_list import StatusList
from cradlegate.verification.trust_lists.trust_list import TrustList
from cradlegate.work.inspect import inspect_documents

_NONE_OPENED: Mapping[str, Inspection] = {}


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a consignment is judged.

    Args:
        packs: with the amendments that were known.
        registers: snapshots of accredited bodies.
        trust_list: of the reader's own choice; without one, who signed is not known.
        law_as_of: the day whose law is read; None for that of each event.
        known_as_of: what was recorded later is left out; in UTC.
        engine: name and version of the program.
        wanted: what counts beside what binds: modalities, ids of packs or of provisions.
        at_hand: ids of every pack that is there, asked or not.
        told: facts that a customs entry or events at the border tell of the one consignment.
        status_lists: got from those who keep them; they tell what was revoked.
    """

    packs: tuple[Pack, ...]
    registers: Sequence[RegisterSnapshot]
    trust_list: TrustList | None
    law_as_of: date | None
    known_as_of: datetime
    engine: str
    wanted: tuple[str, ...] = ()
    at_hand: frozenset[str] = frozenset()
    told: Facts = field(default_factory=dict)
    status_lists: tuple[StatusList, ...] = ()

    def ask(self) -> Questions:
        """Draw up what is asked of a signed document, by what was there on the day."""
        day = self.known_as_of.date()
        registers, _ = take_known(self.registers, day)
        lists = self.status_lists
        return Questions(day, self.trust_list, registers=registers, status_lists=lists)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A consignment judged, and what was noticed about its documents."""

    readiness: Readiness
    warnings: tuple[Fault, ...]


def prepare(consignment: Consignment, terms: Terms) -> Prepared:
    """Judge a consignment.

    Raises:
        FaultsError: decisions to ship on readings that no question has, or something wanted that
            is not there.
    """
    day = terms.known_as_of.date()
    known = _leave_out_others(as_known(consignment, day), _NONE_OPENED)
    faults = find_decision_faults(known.decisions, terms.packs, terms.at_hand)
    faults += find_want_faults(terms.wanted, terms.packs)
    if faults:
        raise FaultsError(faults)
    asked = terms.ask()
    inspections = inspect_documents(known, asked)
    own = _leave_out_others(known, inspections)
    readiness = assess(
        own,
        supply_facts(own, inspections, asked.registers, terms.told),
        asked.registers,
        terms.packs,
        law_as_of=terms.law_as_of,
        known_as_of=terms.known_as_of,
        engine=terms.engine,
        wanted=terms.wanted,
    )
    warnings = [
        *take_known(terms.registers, day)[1],
        *find_later(_leave_out_others(consignment, _NONE_OPENED), day),
        *_find_unsound(own, inspections),
        *_find_strangers(readiness),
    ]
    believed = replace(
        readiness,
        trust_list=terms.trust_list.digest if terms.trust_list else "",
        status_lists=tuple(each.digest for each in terms.status_lists),
    )
    return Prepared(believed, tuple(warnings))


def _leave_out_others(
    consignment: Consignment, inspections: Mapping[str, Inspection]
) -> Consignment:
    """Leave out documents that cover other consignments of the file, and not this one."""
    if consignment.documents is None:
        return consignment
    own = tuple(
        each
        for each in consignment.documents
        if not is_for_others(each, consignment, inspections.get(each.id))
    )
    return replace(consignment, documents=own)


def _find_unsound(
    consignment: Consignment, inspections: Mapping[str, Inspection]
) -> Iterator[Fault]:
    """Find signed documents that do not hold, or that say otherwise than their row."""
    stated = {each.id for each in consignment.stated}
    for row in consignment.documents or ():
        opened = inspections.get(row.id)
        if opened and opened.verdict.outcome is Outcome.NOT_MET:
            found = f"{row.values['file']}: {opened.verdict.found}"
            kind = kinds.STATEMENT_NOT_SOUND if row.id in stated else kinds.NOT_SOUND
            yield Fault(kind, found, row.place)
        elif opened:
            evidence = consignment.evidence.get(row.id)
            said = (
                *list_contradictions(row, opened),
                *list_statement_contradictions(row, evidence, opened),
            )
            yield from (Fault(kinds.SAYS_OTHERWISE, each, row.place) for each in said)


def _find_strangers(readiness: Readiness) -> Iterator[Fault]:
    """Find documents that cover no machine here; those of neighbours were left out before."""
    machines = readiness.decision.base.machines
    for row in readiness.consignment.documents or ():
        fits = [each.fits[row.id]["fit.machine"] for each in machines]
        if all(fit.value is False for fit in fits):
            yield Fault(kinds.COVERS_OTHERS, _strip(fits[0].source, str(row.place)), row.place)


def _strip(found: str, place: str) -> str:
    """Take the place off what was found there, since the fault names it."""
    return found.removeprefix(f"{place}: ")
