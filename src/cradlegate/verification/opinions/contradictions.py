"""What an opinion of the right form may still say that cannot be."""

import re
from collections.abc import Iterator
from decimal import Decimal

from cradlegate.core.stage import STAGES_BY_VIEW, Stage
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.verification.opinions.opinion import (
    Engagement,
    FindingState,
    Opinion,
    OpinionType,
)

AHEAD = frozenset(stage for stage in Stage if stage[0] in "BCD")
"""Stages that lie ahead when a machine is declared: what is said of them can only be validated."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST_HEADLINE = 9 * 10**12
"""In kg: in grams it is a whole number that every reader of JSON keeps (RFC 8785, 3.2.2.3)."""


def find_contradictions(opinion: Opinion) -> Iterator[tuple[str, str]]:
    """Name what an opinion contradicts itself in, with the field where it stands."""
    yield from _find_in_stages(opinion)
    yield from _find_in_findings(opinion)
    if not Decimal(0) < opinion.materiality <= Decimal("0.1"):
        yield "materiality", f"{opinion.materiality} of the figure; it lies above 0, up to 0.1"
    is_unmodified = opinion.type is OpinionType.UNMODIFIED
    if bool(opinion.reasons) is is_unmodified:
        yield "reasons", f"{'reasons' if is_unmodified else 'none'} of an opinion {opinion.type}"
    if abs(opinion.headline_kgco2e) > LARGEST_HEADLINE:
        yield "headline_kgco2e", f"{opinion.headline_kgco2e} kg, beyond {LARGEST_HEADLINE:,}"
    if not opinion.criteria:
        yield "criteria", "nothing that the declaration was judged by"
    if opinion.has_prepared or opinion.body.id == opinion.maker_id:
        yield "body", "a body does not verify what it prepared, or its own declaration"
    if opinion.valid_until is not None and opinion.valid_until < opinion.issued:
        yield "valid_until", f"{opinion.valid_until} lies before {opinion.issued}"
    for visit in opinion.site_visits:
        if any(day > str(opinion.issued) for day in _DAY.findall(visit)):
            yield "site_visits", f"{visit}, after {opinion.issued}, the day of the opinion"


def find_mismatches(opinion: Opinion, read: DeclarationDocument) -> Iterator[tuple[str, str]]:
    """Name in what an opinion is not about a declaration, with the field where it stands."""
    declared = read.declaration
    pairs = {
        "subject": (opinion.subject, read.digest),
        "declaration_id": (opinion.declaration_id, declared.id),
        "maker_id": (opinion.maker_id, declared.maker.id),
        "maker_name": (opinion.maker_name, declared.maker.name),
        "headline_kgco2e": (opinion.headline_kgco2e, declared.headline.total.kgco2e),
    }
    for name, (said, found) in pairs.items():
        if said != found:
            yield name, f"{said}, where the declaration has {found}"
    if opinion.issued < declared.issued:
        yield "issued", f"{opinion.issued}, before the declaration of {declared.issued}"
    covered = {stage for each in opinion.stages for stage in each.stages}
    missing = [stage for stage in STAGES_BY_VIEW[declared.headline.view] if stage not in covered]
    if missing:
        yield "stages", f"nothing about {', '.join(missing)}, which the headline counts"


def _find_in_stages(opinion: Opinion) -> Iterator[tuple[str, str]]:
    stages = [stage for each in opinion.stages for stage in each.stages]
    twice = sorted({stage for stage in stages if stages.count(stage) > 1})
    if twice:
        yield "stages", f"{', '.join(twice)} more than once"
    for each in opinion.stages:
        is_validated = each.engagement is Engagement.VALIDATION
        wrong = [stage for stage in each.stages if (stage in AHEAD) is not is_validated]
        if wrong:
            what = "verified" if not is_validated else "validated"
            yield "stages", f"{', '.join(wrong)} {what}; use and end of life alone are validated"


def _find_in_findings(opinion: Opinion) -> Iterator[tuple[str, str]]:
    ids = [each.id for each in opinion.findings]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield "findings", f"the id {name} stands twice"
    for each in opinion.findings:
        if each.state is FindingState.OPEN:
            yield f"findings/{each.id}", "open; an opinion is signed when every finding is settled"
        elif each.state is FindingState.CORRECTED and each.misstatement_kgco2e:
            yield f"findings/{each.id}", "corrected, and still a misstatement"
    over = opinion.misstatement_kgco2e > opinion.threshold_kgco2e
    if over and opinion.type is OpinionType.UNMODIFIED:
        found = (
            f"misstatements of {opinion.misstatement_kgco2e} kg CO2e together, where "
            f"{opinion.threshold_kgco2e} are material"
        )
        yield "type", f"unmodified, with {found}"
