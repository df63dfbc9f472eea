"""One rule of a pack: whose words it rests on, how it binds, and what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cradlegate.regimes.expression.syntax import Expression, QuestionName
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.vocabulary import Anchor, Asked, Subject


class Voice(StrEnum):
    """Whose words a provision rests on."""

    INSTRUMENT = "instrument"
    REPORTED = "reported"
    COMMENTARY = "commentary"
    ADVICE = "advice"
    HOUSE = "house"

    @property
    def can_bind(self) -> bool:
        """Whether a duty may be made of it."""
        return self in {Voice.INSTRUMENT, Voice.REPORTED}


class Life(StrEnum):
    """Where a provision stands between announcement and end."""

    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"


class ProvisionKind(StrEnum):
    """What a provision does."""

    APPLIES = "applies"
    REQUIRES = "requires"
    GRANTS = "grants"


class Modality(StrEnum):
    """How strongly it binds."""

    MANDATORY = "mandatory"
    CONTRACTUAL = "contractual"
    FACILITATION = "facilitation"
    RECOMMENDED = "recommended"

    @property
    def binds(self) -> bool:
        """Whether the standard way is closed where it is not met."""
        return self in {Modality.MANDATORY, Modality.CONTRACTUAL}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a source says it, and its words."""

    source: str
    para: str
    text: str


@dataclass(frozen=True, slots=True)
class Expressed:
    """An expression with its text.

    Args:
        questions: the places of the tree at which an open question stands.
    """

    text: str
    tree: Expression
    questions: tuple[QuestionName, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule.

    Args:
        cite: None for a house rule alone.
        is_guidance_pending: whether the authority has promised to say more.
        when: it binds where this holds; None for always.
        test: it is met where this holds.
        exclude_if: of an exclusion: where this holds, the provisions under `overrides` do not bind.
        of: the document whose instances are tested.
        document: the document that must be there.
        anchor: the event whose day decides whether it is in force.
        overrides: provisions to which an exclusion is made.
        lowers_to: of an exclusion: what becomes of them; None where they do not bind at all.
        raised_by: where this holds a contract makes it contractual.
        first, last: its own days in force; None for those of the instrument.
        remedy: what to do where it is not met.
        renews: whether the remedy is a new document, which takes its lead time.
        asked: who does it.
    """

    id: str
    title: Localised
    cite: Citation | None
    voice: Voice
    life: Life
    is_guidance_pending: bool
    subject: Subject
    kind: ProvisionKind
    modality: Modality
    anchor: Anchor
    when: Expressed | None
    test: Expressed | None
    exclude_if: Expressed | None
    of: str
    document: str
    overrides: tuple[str, ...]
    lowers_to: Modality | None
    raised_by: Expressed | None
    first: date | None
    last: date | None
    help: Localised
    remedy: Localised | None
    renews: bool
    asked: Asked

    @property
    def is_exclusion(self) -> bool:
        """Whether it takes away from others instead of demanding something itself."""
        return self.exclude_if is not None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it rests on, each once."""
        named = (name.name for each in self.expressions.values() for name in each.questions)
        return tuple(dict.fromkeys(named))

    @property
    def expressions(self) -> Mapping[str, Expressed]:
        """Its expressions by the field that they stand in."""
        by_field = {
            "when": self.when,
            "test": self.test,
            "exclude_if": self.exclude_if,
            "raise_modality": self.raised_by,
        }
        return {field: each for field, each in by_field.items() if each is not None}
