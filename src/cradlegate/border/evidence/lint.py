"""Whether letters of makers say everything, and nothing that cannot hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cradlegate.border.evidence import faults as kinds
from cradlegate.border.evidence.scope import MAKERS, POINTS, SPEAKERS, is_needed, is_said
from cradlegate.border.evidence.subject import list_covered
from cradlegate.border.shipments.consignment import LETTER, Consignment, Row
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval

GONE = frozenset({"declined", "unsupported", "expired"})
COMING = frozenset({"needed", "asked", "promised"})
_CONFIRMED = ("remote_diagnostics", "predictive_maintenance")


@dataclass(frozen=True, slots=True)
class LintedLetter:
    """A letter looked at.

    Args:
        letter: its row of the table `documents`.
        machines: that it surely covers.
        outcome: met if it says everything; waiting where it is not there and nobody drafted it.
    """

    letter: Row
    machines: tuple[Row, ...]
    outcome: Outcome
    faults: tuple[Fault, ...]


def lint_letters(consignments: Sequence[Consignment]) -> tuple[LintedLetter, ...]:
    """Look at every letter of a maker in a file, drafted or received.

    Args:
        consignments: of one file, at least one.
    """
    first = consignments[0]
    papers = [each for each in first.documents or () if each.values["type"] == LETTER]
    return tuple(
        _lint(each, first.evidence.get(each.id), list_covered(each, consignments))
        for each in papers
    )


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with what it confirms, and the machines that it covers."""

    document: Row
    evidence: Row
    machines: tuple[Row, ...]

    def says(self, column: str) -> Any:  # noqa: ANN401 - the column decides
        """Give what the row of evidence says."""
        return self.evidence.values[column]

    def fault(self, kind: FaultKind, found: str, column: str) -> Fault:
        """Make a fault at a cell of the row of evidence."""
        return Fault(kind, found, _place(self.evidence, column))


def _lint(document: Row, evidence: Row | None, machines: tuple[Row, ...]) -> LintedLetter:
    state = document.values["state"]
    faults: list[Fault] = []
    if state in GONE:
        found = f"{document.id} is {state}"
        faults.append(Fault(kinds.NOT_TO_BE_HAD, found, _place(document, "state")))
    if evidence:
        faults += _find_faults(_Letter(document, evidence, machines))
    elif state not in GONE | COMING:
        found = f"{document.id} is {state}, and has no row in oem_evidence"
        faults.append(Fault(kinds.NOT_READ, found, document.place))
    outcome = _judge(faults, is_awaited=not evidence and state in COMING)
    return LintedLetter(document, machines, outcome, tuple(faults))


def _judge(faults: Sequence[Fault], *, is_awaited: bool) -> Outcome:
    if any(fault.is_error for fault in faults):
        return Outcome.NOT_MET
    if is_awaited:
        return Outcome.WAITING
    return Outcome.UNDETERMINED if faults else Outcome.MET


def _find_faults(letter: _Letter) -> Iterator[Fault]:
    yield from _find_missing(letter)
    yield from _find_unconfirmed(letter)
    yield from _find_issuer(letter)
    yield from _find_contradictions(letter)
    yield from _find_bad_days(letter)
    yield from _find_open(letter)


def _find_missing(letter: _Letter) -> Iterator[Fault]:
    rows = {
        "documents": (letter.document,),
        "oem_evidence": (letter.evidence,),
        "shipments": letter.machines,
    }
    for point in POINTS:
        if not is_needed(point, letter.document.values, letter.evidence.values):
            continue
        for row in rows[point.table]:
            value = row.values[point.column]
            if not is_said(point, value):
                what = "it names none" if value is Blank.ABSENT else "nobody has entered it"
                found = f"{point.name}: {what}"
                yield Fault(kinds.MISSING_ELEMENT, found, _place(row, point.column))


def _find_unconfirmed(letter: _Letter) -> Iterator[Fault]:
    for column in _CONFIRMED:
        if letter.says(column) is False:
            found = f"{column.replace('_', ' ')} is not confirmed"
            yield letter.fault(kinds.NOT_CONFIRMED, found, column)


def _find_issuer(letter: _Letter) -> Iterator[Fault]:
    role = letter.document.values["issuer_role"]
    if role in SPEAKERS and letter.says("authority_proof") is False:
        found = f"its issuer is {role}, and no proof says that it speaks for the original maker"
        yield letter.fault(kinds.NO_AUTHORITY, found, "authority_proof")
    if role not in SPEAKERS | MAKERS:
        found = f"its issuer is {role}, and neither the original maker nor one that speaks for it"
        yield Fault(kinds.NO_AUTHORITY, found, _place(letter.document, "issuer_role"))


def _find_contradictions(letter: _Letter) -> Iterator[Fault]:
    sends_nothing = letter.says("endpoint") is Blank.ABSENT
    if letter.says("runs") == "cloud" and sends_nothing:
        found = "the functions run in a cloud, and no data go to a service"
        yield letter.fault(kinds.CONTRADICTION, found, "endpoint")
    for column in ("data_sent", "host_country"):
        if sends_nothing and not isinstance(letter.says(column), Blank):
            found = f"{column} is {letter.says(column)}, and no data go to a service"
            yield letter.fault(kinds.CONTRADICTION, found, column)
    if letter.says("fitted") == "factory" and isinstance(letter.says("retrofit_date"), Interval):
        found = f"fitted at the factory, and retrofitted on {letter.says('retrofit_date')}"
        yield letter.fault(kinds.CONTRADICTION, found, "retrofit_date")
    is_on_offer = letter.says("activation") == "licence_available"
    if is_on_offer and isinstance(letter.says("active_on"), Interval):
        found = f"only on offer, and seen at work on {letter.says('active_on')}"
        yield letter.fault(kinds.CONTRADICTION, found, "active_on")


def _find_bad_days(letter: _Letter) -> Iterator[Fault]:
    signed, licence = letter.document.values["signed_at"], letter.says("licence_to")
    for column in ("active_on", "retrofit_date"):
        day = letter.says(column)
        if _is_before(signed, day) is Truth.TRUE:
            found = f"{column} {day} lies after the signature of {signed}"
            yield letter.fault(kinds.CONTRADICTION, found, column)
    for machine in letter.machines:
        entry = machine.values["entry_date"]
        if _is_before(licence, entry) is Truth.TRUE:
            found = f"the licence ends {licence}, before {machine.id} is entered on {entry}"
            yield letter.fault(kinds.CONTRADICTION, found, "licence_to")


def _find_open(letter: _Letter) -> Iterator[Fault]:
    endpoint = letter.says("endpoint")
    if letter.says("runs") == "onboard" and not isinstance(endpoint, Blank):
        found = f"the functions run on the machine, and data go to {endpoint}"
        yield letter.fault(kinds.LEAVES_OPEN, found, "endpoint")
    if letter.says("remote_diagnostics") is True and endpoint is Blank.ABSENT:
        found = "remote diagnostics works, and no data go to a service"
        yield letter.fault(kinds.LEAVES_OPEN, found, "endpoint")


def _place(row: Row, column: str) -> Place:
    return replace(row.place, column=column, id=row.id)


def _is_before(first: object, last: object) -> Truth:
    if isinstance(first, Interval) and isinstance(last, Interval):
        return first.is_before(last)
    return Truth.UNKNOWN
