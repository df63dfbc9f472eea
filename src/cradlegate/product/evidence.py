"""Evidence that a case keeps, and who signed which section."""

from dataclasses import dataclass

from cradlegate.core.period import Interval


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A file that supports rows of the case."""

    id: str
    file: str
    sha256: str
    kind: str
    issuer: str
    period: Interval | None
    supports: tuple[str, ...]
    confidentiality: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A section somebody answers for; preparer and reviewer differ."""

    section: str
    digest: str
    role: str
    prepared_by: str
    reviewed_by: str
    date: Interval
    statement: str
