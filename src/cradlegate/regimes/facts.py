"""The facts that a judgement rests on, each with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.regimes.values import Value


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value.

    Args:
        value: what is known; or unknown, known to be absent, not applicable.
        source: where it stands, or why it is not known.
    """

    value: Value | Blank
    source: str


Facts = Mapping[str, Fact]
"""By name of the vocabulary; one that is missing is unknown."""


class Standing(StrEnum):
    """Whether a document can be shown."""

    IN_HAND = "in_hand"
    COMING = "coming"
    """Asked for or promised."""
    GONE = "gone"
    """Declined, unsupported or expired."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document and what it says."""

    id: str
    type: str
    standing: Standing
    facts: Facts


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """A machine.

    Args:
        fits: by document id, how the document and the machine belong together.
    """

    id: str
    facts: Facts
    fits: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class FactBase:
    """Everything that is known of one consignment, or of one study.

    Args:
        documents: None where nobody has said which there are.
    """

    id: str
    facts: Facts
    machines: tuple[MachineFacts, ...]
    documents: tuple[DocumentFacts, ...] | None
