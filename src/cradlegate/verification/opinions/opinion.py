"""An opinion: what an independent body says of one declaration, and how far it looked.

Source: ISO 14064-3:2019, 9 (opinions, misstatements and materiality); ISO 14065:2020 (bodies);
method 19: stages of making are verified, use and end of life, which lie ahead, are validated.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.stage import Stage


class OpinionType(StrEnum):
    """What the body says, the best first."""

    UNMODIFIED = "unmodified"
    MODIFIED = "modified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


class Engagement(StrEnum):
    """What the body did: looked back at what was, or ahead at what is assumed."""

    VERIFICATION = "verification"
    VALIDATION = "validation"


class Assurance(StrEnum):
    """How sure the body is."""

    REASONABLE = "reasonable"
    LIMITED = "limited"


class FindingState(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    CORRECTED = "corrected"
    UNCORRECTED = "uncorrected"


@dataclass(frozen=True, slots=True)
class StageAssurance:
    """What was done about some stages, and how sure the body is of them."""

    stages: tuple[Stage, ...]
    engagement: Engagement
    assurance: Assurance


@dataclass(frozen=True, slots=True)
class OpinionFinding:
    """Something that the body found.

    Args:
        id: unique in the opinion.
        text: what is wrong, and what became of it.
        state: nothing that is open can be signed.
        misstatement_kgco2e: by how much the figure is too high, negative where it is too low; of
            what is not corrected.
    """

    id: str
    text: str
    state: FindingState
    misstatement_kgco2e: Decimal


@dataclass(frozen=True, slots=True)
class VerificationBody:
    """Who gives the opinion.

    Args:
        id: a URL, under which trust lists name the body's keys.
        country: ISO 3166-1 alpha-2.
        register_id, body_no: where its accreditation stands.
        accreditation_body: who accredits it.
        standard: against which, such as `ISO 14065`.
    """

    id: str
    name: str
    country: str
    register_id: str
    body_no: str
    accreditation_body: str
    standard: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The opinion.

    Args:
        subject: digest of the declaration without proofs, the one in its page foot.
        declaration_id, maker_id, maker_name: as the declaration says.
        reasons: why it is not unmodified; empty where it is.
        stages: each stage of the headline once.
        materiality: share of the headline that misstatements may reach together, of 1.
        headline_kgco2e: the figure that the opinion is about, as signed.
        criteria: what the declaration was judged by, such as `ISO 14067:2018`.
        scope_terms: terms of the accreditation under which the work was done.
        is_recomputed: whether the body computed the figures again.
        sampled_lines: ids of the lines whose evidence it looked at.
        site_visits: works that it visited, each with its day.
        has_prepared: whether the body took part in preparing the declaration.
        issued: the day of the opinion; no proof of that day.
        valid_until: last day, included; None where it ends with the declaration.
        destinations: countries for which it is meant, ISO 3166-1 alpha-2; none for all.
    """

    subject: str
    declaration_id: str
    maker_id: str
    maker_name: str
    body: VerificationBody
    type: OpinionType
    reasons: str
    stages: tuple[StageAssurance, ...]
    materiality: Decimal
    headline_kgco2e: Decimal
    criteria: tuple[str, ...]
    scope_terms: tuple[str, ...]
    findings: tuple[OpinionFinding, ...]
    is_recomputed: bool
    sampled_lines: tuple[str, ...]
    site_visits: tuple[str, ...]
    has_prepared: bool
    issued: date
    valid_until: date | None
    destinations: tuple[str, ...]

    @property
    def misstatement_kgco2e(self) -> Decimal:
        """What the uncorrected misstatements come to, whatever their signs."""
        sizes = [
            abs(each.misstatement_kgco2e)
            for each in self.findings
            if each.state is not FindingState.CORRECTED
        ]
        return sum(sizes, Decimal(0))

    @property
    def threshold_kgco2e(self) -> Decimal:
        """What misstatements may come to together."""
        return self.materiality * abs(self.headline_kgco2e)
