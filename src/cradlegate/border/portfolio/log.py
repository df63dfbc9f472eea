"""The log of a screening: everything that is needed to do it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cradlegate.border.portfolio.faults import NOT_A_SCREENING, OTHER_INPUTS
from cradlegate.border.portfolio.screening import Screening
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.core.sealed_json import SealError, open_json, seal_json
from cradlegate.regimes.decision import read_pack_entry, write_pack
from cradlegate.regimes.pack.pack import Pack

FORM = "cradlegate-screening-1"
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
"""What reading raises where a part is missing or is another one."""


@dataclass(frozen=True, slots=True)
class LoggedScreening:
    """A screening as its log tells it.

    Args:
        inputs: digest by role of every file that went in, such as `shipments`.
        packs: as they were.
        result_digest: over every status of every line.
    """

    engine: str
    law_as_of: date | None
    known_as_of: datetime
    inputs: Mapping[str, str]
    packs: tuple[Pack, ...]
    result_digest: str


def write_log(screening: Screening) -> bytes:
    """Write the log: packs whole, inputs and result by digest; canonical JSON with its own."""
    terms = screening.terms
    document = {
        "form": FORM,
        "engine": terms.engine,
        "law_as_of": terms.law_as_of.isoformat() if terms.law_as_of else None,
        "known_as_of": write_utc(terms.known_as_of),
        "inputs": dict(terms.inputs),
        "packs": [write_pack(pack) for pack in terms.packs],
        "lines": screening.lines,
        "result_digest": screening.result_digest,
    }
    return seal_json(document)


def read_log(data: bytes, file: str) -> LoggedScreening:
    """Read a log.

    Raises:
        FaultsError: no log, or one that was changed after it was written.
    """
    try:
        return _make(open_json(data, FORM))
    except SealError as error:
        raise _refuse(str(error), file) from None
    except _UNREADABLE as error:
        raise _refuse(f"a part cannot be read: {error}", file) from None


def find_other_inputs(logged: LoggedScreening, inputs: Mapping[str, str]) -> tuple[Fault, ...]:
    """Find inputs that are not those of the log; with others nothing can be replayed."""
    return tuple(
        Fault(OTHER_INPUTS, f"{role} is {inputs.get(role, 'not there')}, then {then}")
        for role in dict.fromkeys((*logged.inputs, *inputs))
        if inputs.get(role, "not there") != (then := logged.inputs.get(role, "not there"))
    )


def _make(document: Mapping[str, Any]) -> LoggedScreening:
    day = document["law_as_of"]
    return LoggedScreening(
        document["engine"],
        None if day is None else date.fromisoformat(day),
        read_utc(document["known_as_of"]),
        document["inputs"],
        tuple(map(read_pack_entry, document["packs"])),
        document["result_digest"],
    )


def _refuse(found: str, file: str) -> FaultsError:
    return FaultsError([Fault(NOT_A_SCREENING, found, Place(file))])
