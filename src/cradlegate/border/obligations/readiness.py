"""Whether a consignment is ready for the border, under every pack that was asked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cradlegate.border import faults as kinds
from cradlegate.border.obligations.asks import Ask
from cradlegate.border.obligations.requests import list_asks
from cradlegate.border.shipments.consignment import Consignment, ShipDecision
from cradlegate.core.fault import Fault
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.decision import Decision, decide
from cradlegate.regimes.evaluate.judgement import Finding, Judgement, Status
from cradlegate.regimes.facts import FactBase
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Modality
from cradlegate.regimes.values import write_value
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.verification.registers.register import RegisterSnapshot


@dataclass(frozen=True, slots=True)
class Readiness:
    """A consignment judged.

    Args:
        consignment: as it was known.
        asks: by id of the pack, what to ask of whom.
        registers: snapshots that were at hand.
        wanted: what counts beside what binds: modalities such as `facilitation`, ids of packs, or
            ids of provisions.
        trust_list: digest of the one that signers were looked up in; empty for none.
        status_lists: digests of those by which it was asked what was revoked.
    """

    consignment: Consignment
    decision: Decision
    asks: Mapping[str, tuple[Ask, ...]]
    registers: tuple[RegisterSnapshot, ...]
    wanted: tuple[str, ...] = ()
    trust_list: str = ""
    status_lists: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The day on which it was judged, for what is late."""
        return self.decision.known_as_of.date()

    def list_deciding(self, judgement: Judgement) -> tuple[Status, ...]:
        """List the statuses that decide the answer: what binds, and what else is wanted."""
        chosen = (each.status for each in list_wanted(judgement, self.wanted))
        return (judgement.verdict, *chosen)


def assess(
    consignment: Consignment,
    base: FactBase,
    registers: tuple[RegisterSnapshot, ...],
    packs: tuple[Pack, ...],
    *,
    law_as_of: date | None,
    known_as_of: datetime,
    engine: str,
    wanted: tuple[str, ...] = (),
) -> Readiness:
    """Judge a consignment under packs.

    Args:
        base: its facts.
        registers: snapshots that its facts rest on.
        packs: with the amendments that were known.
        law_as_of: the day whose law is read; None for that of each event.
        wanted: see `Readiness`.
    """
    vocabulary = shipped_vocabulary()
    decision = decide(
        packs,
        base,
        law_as_of=law_as_of,
        known_as_of=known_as_of,
        engine=engine,
        vocabulary=vocabulary,
    )
    asks = {
        each.pack.id: list_asks(each, consignment, base, vocabulary, _name_wanted(each, wanted))
        for each in decision.judgements
        if each.applies.outcome is not Outcome.NOT_MET
    }
    return Readiness(consignment, decision, asks, registers, wanted)


def list_wanted(judgement: Judgement, wanted: Collection[str]) -> tuple[Finding, ...]:
    """List the findings that do not bind and are wanted."""
    return tuple(
        each
        for each in judgement.findings
        if not each.modality.binds
        and {each.modality, each.provision.id, judgement.pack.id} & set(wanted)
    )


def _name_wanted(judgement: Judgement, wanted: Collection[str]) -> frozenset[str]:
    return frozenset(each.provision.id for each in list_wanted(judgement, wanted))


def find_want_faults(wanted: Iterable[str], packs: Iterable[Pack]) -> tuple[Fault, ...]:
    """Find what is wanted and is no modality, pack or provision, so that it would count nothing."""
    names = {each.value for each in Modality if not each.binds}
    for pack in packs:
        names |= {pack.id, *pack.provision_by_id}
    return tuple(
        Fault(kinds.NOT_TO_BE_WANTED, f"there is no {each!r} to want")
        for each in wanted
        if each not in names
    )


def find_decision_faults(
    decisions: Iterable[ShipDecision], packs: Iterable[Pack], at_hand: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Find decisions to ship that accept what no question can have as its answer.

    Args:
        at_hand: ids of packs that are there, and not asked this time.
    """
    by_id = {pack.id: pack for pack in packs}
    faults = []
    for decision in decisions:
        pack = by_id.get(decision.pack)
        question = pack.questions.get(decision.question) if pack else None
        if question is None and pack is None and decision.pack in at_hand:
            continue
        if question is None:
            found = f"{decision.pack} has no open question {decision.question}"
        elif decision.reading not in map(write_value, question.answers):
            answers = ", ".join(map(write_value, question.answers))
            found = f"{decision.reading!r} is none of {answers}"
        else:
            continue
        faults.append(Fault(kinds.NO_SUCH_READING, found, decision.place))
    return tuple(faults)
