"""What judging a pack gives: whether it applies, and each provision with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cradlegate.core.cause import Cause
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint, Variable
from cradlegate.regimes.evaluate.readings import Readings
from cradlegate.regimes.pack.pack import Pack, Remark
from cradlegate.regimes.pack.provision import Modality, Provision
from cradlegate.regimes.values import Value


@dataclass(frozen=True, slots=True)
class Status:
    """An outcome with everything that can still change it.

    Args:
        because: why it is undetermined; empty for every other outcome.
        points: open facts, and documents that it waits for.
        questions: the decisive ones.
        readings: the truth by the answers to the decisive questions, in their order.
    """

    outcome: Outcome
    because: tuple[Cause, ...] = ()
    points: tuple[OpenPoint, ...] = ()
    questions: tuple[Variable, ...] = ()
    readings: Mapping[tuple[Value, ...], Truth] | None = None

    @property
    def satisfied(self) -> tuple[int, int]:
        """How many of the readings that tell it apart are met, and how many there are."""
        truths = list((self.readings or {}).values())
        return truths.count(Truth.TRUE), len(truths)


NOT_APPLICABLE = Status(Outcome.NOT_APPLICABLE)
_SETTLED = {Truth.TRUE: Status(Outcome.MET), Truth.FALSE: Status(Outcome.NOT_MET)}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step of how a status came about; deeper lines explain the one above them.

    Args:
        truth: None for a value that is neither yes nor no.
    """

    depth: int
    text: str
    truth: Truth | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A provision judged.

    Args:
        modality: as it binds here, lowered by an exclusion or raised by a contract.
        by_machine: status for every machine that it is about.
        documents: by machine, the document that the status rests on; the witness where it is met.
        trace: of the machine whose status is worst.
    """

    provision: Provision
    status: Status
    modality: Modality
    by_machine: Mapping[str, Status]
    documents: Mapping[str, str]
    trace: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pack judged over one consignment or study.

    Args:
        applies: met where it applies, not met where it does not.
        applies_to: the same by machine.
        findings: every provision that demands or grants something, in the order of the pack.
        verdict: of everything that binds, together; not applicable where the regime is.
        benefit: of everything that the benefit hangs on; None for a pack without one.
        remarks: what the pack says of what is judged: disputes, and what it leaves out.
        law_as_of: the day whose law was read; None where each provision has that of its event.
    """

    pack: Pack
    applies: Status
    applies_to: Mapping[str, Status]
    findings: tuple[Finding, ...]
    verdict: Status
    benefit: Status | None
    remarks: tuple[Remark, ...]
    law_as_of: date | None

    def finding(self, provision: str) -> Finding:
        """Give the finding on a provision.

        Raises:
            KeyError: no such provision among those that are judged.
        """
        return {each.provision.id: each for each in self.findings}[provision]


def status_of(readings: Readings, pack: Pack) -> Status:
    """Give what readings agree on, and what stands in the way where they do not."""
    truth = readings.truth
    if truth in _SETTLED:
        return _SETTLED[truth]
    points = readings.points
    questions = readings.decisive
    causes = {pack.questions[name].cause for name, _ in questions}
    causes |= {Cause(point.kind) for point in points if point.kind is not OpenKind.DOCUMENT}
    shown = tuple(sorted(points))
    told_apart = readings.tell_apart() if questions else None
    if not causes:
        return Status(Outcome.WAITING, (), shown)
    because = tuple(cause for cause in Cause if cause in causes)
    return Status(Outcome.UNDETERMINED, because, shown, questions, told_apart)
