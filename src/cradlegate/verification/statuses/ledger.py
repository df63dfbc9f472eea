"""The ledger of a status list: which entries are given away, and what was entered when and why.

The list itself goes to everybody and holds bits alone; the ledger stays with its issuer, one line
of canonical JSON for each act, and only grows.  The bits of a new version come from the ledger, so
that an old copy of the list never brings back what was revoked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

import jsonschema

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.form import build, schema_of
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.trust.status_list import StatusBits, StatusIndexError, draw_index
from cradlegate.verification.statuses.faults import (
    BROKEN_LEDGER,
    NEVER_UNDONE,
    NO_SUCH_ENTRY,
    NOTHING_TO_CHANGE,
    OUT_OF_STEP,
)
from cradlegate.verification.statuses.status_list import StatusPurpose

FORM = "urn:cradlegate:status-ledger:1"
_SAME_MINUTE = timedelta(minutes=1)


class Act(StrEnum):
    """What was done: an entry given to a document, set, or lifted; a version signed."""

    GIVEN = "given"
    SET = "set"
    LIFTED = "lifted"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The first line.

    Args:
        form: `FORM`.
        list_id: of the list.
        issuer: id of who keeps it.
        purpose: what a set bit means.
        size: number of entries.
    """

    form: str
    list_id: str
    issuer: str
    purpose: StatusPurpose
    size: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One act.

    Args:
        act: what was done.
        at: when, UTC.
        index: of the entry; None where a version was signed.
        said: the id of the document that got the entry, or the reason of a change.
    """

    act: Act
    at: str
    index: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it stands, and what follows from its lines."""

    head: LedgerHead
    lines: tuple[LedgerLine, ...] = ()

    @property
    def given(self) -> dict[int, str]:
        """Index → id of the document that has it; nothing else is ever set."""
        given = [line for line in self.lines if line.act is Act.GIVEN]
        return {line.index: line.said for line in given if line.index is not None}

    @property
    def reasons(self) -> dict[int, LedgerLine]:
        """Index that is set now → the line that set it."""
        now: dict[int, LedgerLine] = {}
        for line in self.lines:
            if line.index is not None and line.act is Act.SET:
                now[line.index] = line
            elif line.index is not None and line.act is Act.LIFTED:
                now.pop(line.index, None)
        return now

    @property
    def bits(self) -> StatusBits:
        """The bits of the list that follows from the lines."""
        return StatusBits.of(self.reasons, self.head.size)

    @property
    def last_signed(self) -> datetime | None:
        """The beginning of the last version."""
        signed = [line.at for line in self.lines if line.act is Act.SIGNED]
        return read_utc(signed[-1]) if signed else None


def write_head(head: LedgerHead) -> bytes:
    """Write the first line of a new ledger."""
    return canonical_bytes(head) + b"\n"


def write_lines(lines: tuple[LedgerLine, ...]) -> bytes:
    """Write lines to be added."""
    return b"".join(canonical_bytes(line) + b"\n" for line in lines)


def read_ledger(data: bytes, file: str) -> Ledger:
    """Read a ledger; a last line that a crash has cut off is left out.

    Raises:
        FaultsError: a line that is no JSON, or of another form (VR-075).
    """
    whole = data[: end_of_lines(data)].splitlines()
    if not whole:
        raise FaultsError([Fault(BROKEN_LEDGER, "there is no first line", Place(file, row=1))])
    head = _read(LedgerHead, whole[0], Place(file, row=1))
    if head.form != FORM:
        found = f"a ledger of the form {head.form[:80]}"
        raise FaultsError([Fault(BROKEN_LEDGER, found, Place(file, row=1))])
    lines = [_read(LedgerLine, line, Place(file, row=row)) for row, line in enumerate(whole[1:], 2)]
    ledger = Ledger(head, tuple(lines))
    _demand_sound(ledger, file)
    return ledger


def end_of_lines(data: bytes) -> int:
    """Tell how many bytes of a ledger are whole lines."""
    return data.rfind(b"\n") + 1


def give_entry(
    ledger: Ledger, index: int | None, document: str, at: datetime, seed: bytes
) -> LedgerLine:
    """Give an entry to a document.

    Args:
        index: as asked for; None draws one that is free.
        document: id of the document.
        seed: 32 bytes that nobody can guess.

    Raises:
        FaultsError: an index that is taken or lies outside the list, or a list that is full
            (VR-077).
    """
    taken = ledger.given
    size = ledger.head.size
    try:
        chosen = draw_index(taken, size, seed) if index is None else index
    except StatusIndexError as error:
        raise _refuse(NO_SUCH_ENTRY, str(error), "Make a new list; this one goes on.") from None
    if not 0 <= chosen < size:
        raise _refuse(NO_SUCH_ENTRY, f"index {chosen} of a list with {size:,} entries")
    if chosen in taken:
        raise _refuse(NO_SUCH_ENTRY, f"index {chosen} is taken")
    return LedgerLine(Act.GIVEN, write_utc(at), chosen, document)


def set_entry(
    ledger: Ledger, index: int, reason: str, at: datetime, document: str = ""
) -> LedgerLine:
    """Revoke or suspend what has an entry.

    Args:
        document: id of the document that is meant; empty for whichever has the entry.

    Raises:
        FaultsError: an index that the ledger has given to nobody (VR-077), one that is set
            (VR-072), or no reason (VR-077).
    """
    if index not in ledger.given:
        raise _refuse(NO_SUCH_ENTRY, f"index {index} was given to no document")
    if document not in {"", ledger.given[index]}:
        raise _refuse(NO_SUCH_ENTRY, f"index {index} was given to {ledger.given[index]}")
    if not reason.strip():
        raise _refuse(NO_SUCH_ENTRY, "no reason", "Say why with --reason; the list tells nobody.")
    if (before := ledger.reasons.get(index)) is not None:
        found = f"index {index} is set since {before.at}: {before.said}"
        raise _refuse(NOTHING_TO_CHANGE, found)
    return LedgerLine(Act.SET, write_utc(at), index, reason)


def lift_entry(ledger: Ledger, index: int, reason: str, at: datetime) -> LedgerLine:
    """Lift a suspension.

    Raises:
        FaultsError: a list of revocations (VR-071), or an index that is not suspended (VR-072).
    """
    if ledger.head.purpose is StatusPurpose.REVOCATION:
        raise _refuse(NEVER_UNDONE, f"index {index} of a list with the purpose revocation")
    if index not in ledger.reasons:
        raise _refuse(NOTHING_TO_CHANGE, f"index {index} is not suspended")
    return LedgerLine(Act.LIFTED, write_utc(at), index, reason)


def sign_version(ledger: Ledger, moment: datetime) -> LedgerLine:
    """Note a new version, which begins at a moment or right after the last one.

    Versions are told apart by their beginning, so that two of one second are a second apart.

    Raises:
        FaultsError: a moment that lies a minute or more before the last version (VR-076).
    """
    last = ledger.last_signed
    if last is None or moment > last:
        return LedgerLine(Act.SIGNED, write_utc(moment), None, "")
    if last - moment >= _SAME_MINUTE:
        found = f"a version of {write_utc(moment)}, where the last one began {write_utc(last)}"
        raise _refuse(OUT_OF_STEP, found)
    return LedgerLine(Act.SIGNED, write_utc(last + timedelta(seconds=1)), None, "")


def _refuse(kind: FaultKind, found: str, remedy: str = "") -> FaultsError:
    return FaultsError([Fault(kind, found, remedy=remedy)])


def _demand_sound(ledger: Ledger, file: str) -> None:
    """Refuse a ledger from which no list follows.

    Raises:
        FaultsError: moments or indexes that cannot be (VR-075).
    """
    try:
        for line in ledger.lines:
            read_utc(line.at)
        StatusBits.of(
            (line.index for line in ledger.lines if line.index is not None), ledger.head.size
        )
    except (ValueError, CradlegateError) as error:
        raise FaultsError([Fault(BROKEN_LEDGER, str(error), Place(file))]) from None


def _read(kind: Any, line: bytes, place: Place) -> Any:  # noqa: ANN401
    try:
        value = read_json(line)
    except JsonError as error:
        raise FaultsError([Fault(BROKEN_LEDGER, str(error), place)]) from None
    wrong = next(_validator(kind).iter_errors(value), None)
    if wrong is not None:
        raise FaultsError([Fault(BROKEN_LEDGER, wrong.message[:200], place)])
    return build(kind, value)


@lru_cache(maxsize=2)
def _validator(kind: Any) -> jsonschema.Draft202012Validator:  # noqa: ANN401
    return jsonschema.Draft202012Validator(schema_of(kind))
