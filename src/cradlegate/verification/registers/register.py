"""A register of accredited bodies as its publisher had it on one day."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.period import Interval

_MINUS = "\N{MINUS SIGN}"
_UNSEEN = ("Pd", "Cf")
"""Unicode categories of dashes, and of signs that nobody sees."""


class AccreditationStatus(StrEnum):
    """What an accreditation body says of an accreditation, the best first."""

    GRANTED = "granted"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Accreditation:
    """One accreditation of a body; a body with several stands in several rows.

    Args:
        body_no: the body's number in the register, as written there.
        names: of the body, in any scripts.
        country: of the body, ISO 3166-1 alpha-2.
        accreditation_body: who accredits it.
        standard: against which it is accredited.
        scope_terms: what it may verify.
        valid_from: first day.
        valid_to: last day, included; blank where none is stated.
        status: on the day of the snapshot.
        status_from: first day of the status; blank where it is not stated.
        status_to: last day of the status, included; blank where none is stated.
        partial_scope: the terms alone that are suspended or withdrawn; none for all of them.
    """

    body_no: str
    names: tuple[str, ...]
    country: str
    accreditation_body: str
    standard: str
    scope_terms: tuple[str, ...]
    valid_from: Interval
    valid_to: Interval | Blank
    status: AccreditationStatus
    status_from: Interval | Blank = Blank.UNKNOWN
    status_to: Interval | Blank = Blank.UNKNOWN
    partial_scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """That somebody recognises a body which another one accredits.

    Args:
        recognised_by: who recognises it.
        body_no: of the body.
        valid_from: first day.
        valid_to: last day, included; blank where none is stated.
        basis: on what it rests, such as an arrangement.
        source: where the publisher took it from.
    """

    recognised_by: str
    body_no: str
    valid_from: Interval
    valid_to: Interval | Blank = Blank.UNKNOWN
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """That an authority has designated a body for a country of destination.

    Args:
        body_no: of the body.
        destination: ISO 3166-1 alpha-2.
        designated_by: the authority.
        valid_from: first day.
        valid_to: last day, included; blank where none is stated.
        source: where the publisher took it from.
    """

    body_no: str
    destination: str
    designated_by: str
    valid_from: Interval
    valid_to: Interval | Blank = Blank.UNKNOWN
    source: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedAccreditor:
    """That a country of destination accepts the accreditations of one accreditation body.

    Args:
        accreditation_body: whose accreditations are accepted.
        destination: ISO 3166-1 alpha-2.
        valid_from: first day.
        valid_to: last day, included; blank where none is stated.
        source: where the publisher took it from.
    """

    accreditation_body: str
    destination: str
    valid_from: Interval
    valid_to: Interval | Blank = Blank.UNKNOWN
    source: str = ""


RegisterRow = Accreditation | Recognition | Designation | AcceptedAccreditor


@dataclass(frozen=True, slots=True)
class RegisterSnapshot:
    """A whole register as it stood on one day.

    Args:
        register_id: the same for every snapshot of one register.
        publisher: who keeps the register.
        title: of the register.
        edition: what the publisher calls this state of it; may be empty.
        as_of: the day for which it holds.
        retrieved_at: the day on which it was fetched.
        is_example: whether its bodies are invented.
        bodies: one entry an accreditation.
        recognitions: of bodies in the register.
        designations: of bodies in the register.
        accepted: accreditation bodies by destination.
        source: where it was fetched.
        digest: of the canonical content, in which the order of rows makes no difference.
    """

    register_id: str
    publisher: str
    title: str
    edition: str
    as_of: date
    retrieved_at: date
    is_example: bool
    bodies: tuple[Accreditation, ...]
    recognitions: tuple[Recognition, ...] = ()
    designations: tuple[Designation, ...] = ()
    accepted: tuple[AcceptedAccreditor, ...] = ()
    source: str = ""
    digest: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Set the digest, which follows from everything else."""
        object.__setattr__(self, "digest", _digest(self))

    def accreditations_of(self, number: str) -> tuple[Accreditation, ...]:
        """Give the accreditations of the body with this plain number."""
        return tuple(row for row in self.bodies if plain_number(row.body_no) == number)

    @property
    def name(self) -> str:
        """Edition and day in words."""
        return f"register {self.edition or self.register_id} as of {self.as_of}"


@lru_cache(maxsize=65536)
def plain_number(number: str) -> str:
    """Spell the number of a body in one way.

    Case, blanks, dashes, full-width forms and signs that nobody sees make no difference; every
    other sign does.  The result is empty where nothing is left.
    """
    folded = unicodedata.normalize("NFKC", number).casefold()
    return "".join(sign for sign in folded if not _is_dispensable(sign))


def plain_term(term: str) -> str:
    """Spell a term of a scope, or a name, in one way: case, width and blanks are no matter."""
    return " ".join(unicodedata.normalize("NFKC", term).casefold().split())


def _is_dispensable(sign: str) -> bool:
    return sign.isspace() or sign == _MINUS or unicodedata.category(sign) in _UNSEEN


def _digest(snapshot: RegisterSnapshot) -> str:
    """Digest what is known; so a column that is added later changes no digest."""
    content = {
        each.name: _sorted_rows(value) if isinstance(value, tuple) else value
        for each in fields(snapshot)
        if each.init and _is_known(value := getattr(snapshot, each.name))
    }
    return digest(content)


def _sorted_rows(rows: Iterable[RegisterRow]) -> list[dict[str, object]]:
    plain = [
        {each.name: value for each in fields(row) if _is_known(value := getattr(row, each.name))}
        for row in rows
    ]
    return sorted(plain, key=canonical_bytes)


def _is_known(value: object) -> bool:
    return value not in {Blank.UNKNOWN, "", ()}
