"""One field of a customs entry beside what is said elsewhere, and how the two relate."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.border.entries.entry import Said
from cradlegate.core.outcome import Outcome


class Relation(StrEnum):
    """How two statements of one thing relate."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    """The same by a normalisation that is named."""
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    NOT_COMPARED = "not compared"
    """One side has no such field, or was not given; this decides nothing."""

    @property
    def outcome(self) -> Outcome:
        """What it means for whoever asks whether two papers agree."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Relation.EQUAL: Outcome.MET,
    Relation.COMPATIBLE: Outcome.MET,
    Relation.CONFLICT: Outcome.NOT_MET,
    Relation.UNKNOWN: Outcome.UNDETERMINED,
    Relation.NOT_COMPARED: Outcome.NOT_APPLICABLE,
}
_WORST = (Relation.CONFLICT, Relation.UNKNOWN, Relation.COMPATIBLE, Relation.EQUAL)


class Normalisation(StrEnum):
    """By what two statements that are not the same count as the same; the value says it."""

    SPELLING = "case, width, blanks, dashes, slashes and dots left out"
    SIX_DIGITS = "first six digits"
    CORRELATION = "correlation of editions"
    PIECES = "units of pieces, UN/ECE Rec 20"
    UNIT = "converted to one unit"
    UNIT_WORDS = "words for one unit"
    ROUNDING = "rounded as written"
    TOLERANCE = "house tolerance 0.5 %"
    PERIOD = "one holds the other"
    COVERAGE = "what it is declared for"
    PARTIES = "parties of the shipment"
    WORKS = "country of the works, which is not the origin by itself"
    NAMED = "the model stands in it"
    ORDER = "in this order"
    NOT_FILED = "not filed yet, can be kept"


@dataclass(frozen=True, slots=True)
class Sameness:
    """How two values relate, by which normalisation, and what a reader should know of it."""

    relation: Relation
    by: Normalisation | None = None
    note: str = ""


EQUAL = Sameness(Relation.EQUAL)
CONFLICT = Sameness(Relation.CONFLICT)


def compatible(by: Normalisation, note: str = "") -> Sameness:
    """Say that two values are the same by a normalisation."""
    return Sameness(Relation.COMPATIBLE, by, note)


def unknown(note: str) -> Sameness:
    """Say why nobody can tell how two values relate."""
    return Sameness(Relation.UNKNOWN, note=note)


class Field(StrEnum):
    """What is compared; the value is what readers call it."""

    COVERAGE = "what the declaration covers"
    DECLARATION_NO = "declaration number"
    STATE = "state of the entry"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    MAKER = "maker"
    MODEL = "model"
    SERIALS = "serial numbers"
    HS = "HS code"
    QUANTITY = "quantity"
    NET_MASS = "net mass"
    GROSS_MASS = "gross mass"
    ORIGIN = "origin"
    DISPATCH = "dispatch"
    CONDITION = "condition"
    YEAR = "date of manufacture"
    DESCRIPTION = "description"
    SIGNED = "signed before it is filed"
    FILED = "filed before arrival"
    VALID = "valid on the day of filing"
    SUBMITTED_NO = "declaration number, submitted"
    CF_VALUE = "footprint, submitted"
    CF_UNIT = "unit of the footprint, submitted"
    DECLARED_UNIT = "declared unit, submitted"
    SUBMITTED_AT = "submitted before arrival"
    REGISTERED = "registered as drafted"


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """One field compared.

    Args:
        declared: what the declaration, the shipment or the draft says.
        entered: what the entry, the submission or the registered entry says.
        line: number of the line of goods; empty for the whole entry.
        column: column that was compared, where a field has many.
    """

    field: Field
    declared: Said
    entered: Said
    sameness: Sameness
    line: str = ""
    column: str = ""

    @property
    def relation(self) -> Relation:
        """How the two relate."""
        return self.sameness.relation


def find_worst(matches: Iterable[FieldMatch]) -> Relation:
    """Give the relation of the whole: the worst of all that was compared; unknown of nothing."""
    found = {each.relation for each in matches}
    return next((each for each in _WORST if each in found), Relation.UNKNOWN)
