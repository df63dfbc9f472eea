"""A small register with one body, and what may be changed in it, for the tests of this room."""

from datetime import date
from typing import Any

from cradlegate.core.period import Interval
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    Accreditation,
    AccreditationStatus,
    Designation,
    Recognition,
    RegisterSnapshot,
)
from cradlegate.verification.registers.standing import Blindness, Standing, find_standing

MACHINERY, LCA = "metalworking machinery", "life cycle carbon accounting"
Q2, Q3 = "register-example-2026-q2", "register-example-2026-q3"


def days(text: str) -> Interval:
    return Interval.parse(text)


def accreditation(number: str = "X-1", **changes: Any) -> Accreditation:
    """Granted by A from 2025 to 2027; dates may be given as text."""
    parts: dict[str, Any] = {
        "body_no": number,
        "names": (f"Body {number} (invented)",),
        "country": "VN",
        "accreditation_body": "A",
        "standard": "ISO 14065",
        "scope_terms": (MACHINERY, LCA),
        "valid_from": "2025-01-01",
        "valid_to": "2027-12-31",
        "status": "granted",
        **changes,
    }
    parts["status"] = AccreditationStatus(parts["status"])
    return Accreditation(**_dated(parts))


def recognition(number: str = "X-1", **changes: Any) -> Recognition:
    parts = {"recognised_by": "B", "body_no": number, "valid_from": "2026-03-01", **changes}
    return Recognition(**_dated(parts))


def designation(number: str = "X-1", **changes: Any) -> Designation:
    parts = {
        "body_no": number,
        "destination": "VN",
        "designated_by": "C",
        "valid_from": "2026-05-08",
        **changes,
    }
    return Designation(**_dated(parts))


def acceptance(accreditor: str = "A", **changes: Any) -> AcceptedAccreditor:
    parts = {
        "accreditation_body": accreditor,
        "destination": "VN",
        "valid_from": "2026-05-08",
        **changes,
    }
    return AcceptedAccreditor(**_dated(parts))


def snapshot(as_of: str, *bodies: Accreditation, **changes: Any) -> RegisterSnapshot:
    parts: dict[str, Any] = {
        "register_id": "R",
        "publisher": "P",
        "title": "",
        "edition": as_of,
        "as_of": date.fromisoformat(as_of),
        "retrieved_at": date.fromisoformat(as_of),
        "is_example": True,
        **changes,
    }
    return RegisterSnapshot(bodies=bodies, **parts)


def shipped(name: str) -> RegisterSnapshot:
    reading = read_register(shipped_registers()[name], name)
    assert reading.snapshot is not None, [str(fault) for fault in reading.faults]
    return reading.snapshot


def ask(day: str, *snapshots: RegisterSnapshot, body: str = "X-1") -> Standing | Blindness:
    return find_standing(snapshots, body, days(day))


def stand(day: str, *snapshots: RegisterSnapshot, body: str = "X-1") -> Standing:
    """Ask where there must be an answer."""
    answer = ask(day, *snapshots, body=body)
    assert isinstance(answer, Standing), answer
    return answer


def blind(day: str, *snapshots: RegisterSnapshot, body: str = "X-1") -> Blindness:
    """Ask where there must be none."""
    answer = ask(day, *snapshots, body=body)
    assert isinstance(answer, Blindness), answer
    return answer


def _dated(parts: dict[str, Any]) -> dict[str, Any]:
    names = ("valid_from", "valid_to", "status_from", "status_to")
    return {
        name: days(value) if name in names and not isinstance(value, Interval) else value
        for name, value in parts.items()
    }
