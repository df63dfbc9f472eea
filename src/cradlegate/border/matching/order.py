"""Moments in their order, and what was submitted beside what is declared.

Signed, filed, arrived: that order is a house rule, except that the green customs channel of RCEP is
reported to ask for the submission before arrival (S2-7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cradlegate.border.entries.entry import CustomsEntry, EntryState, Said, Submission
from cradlegate.border.entries.moments import Moment, at_instant, whole_days
from cradlegate.border.matching.expected import DECLARATION, Expected
from cradlegate.border.matching.field_match import (
    CONFLICT,
    EQUAL,
    Field,
    FieldMatch,
    Normalisation,
    Relation,
    Sameness,
    compatible,
    unknown,
)
from cradlegate.border.matching.sameness import find_kg, same_code, same_figure, same_unit
from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.footprint.rounding import decimal_text
from cradlegate.regimes.facts import Fact

KG_CO2E = "kg CO2e"
_ID_FORMS = ("urn:cradlegate:declaration:", "sha256:")
"""How numbers and digests of declarations begin."""


@dataclass(frozen=True, slots=True)
class Signing:
    """When the declaration was signed, and until when it is said to be valid.

    Args:
        signed_at: by the signature itself; None where it states none.
        valid_to: the last day; None where nobody says that it ends.
    """

    signed_at: datetime | None
    valid_to: date | None = None


def compare_order(
    entry: CustomsEntry, expected: Expected, signing: Signing, now: datetime
) -> Iterator[FieldMatch]:
    """Compare when the declaration was signed, the entry filed, and the goods arrived.

    Args:
        now: from when on a draft can still be filed; with its zone.
    """
    signed = Said(
        at_instant(signing.signed_at) if signing.signed_at else Blank.UNKNOWN,
        f"{DECLARATION}, proof",
    )
    filed, arrival = entry.head("registered_at"), find_arrival(entry, expected)
    is_draft = entry.state is EntryState.DRAFT
    at = Said(at_instant(now), "not filed yet; counted from now on") if is_draft else filed
    yield FieldMatch(Field.SIGNED, signed, at, _judge_order(signed, at, is_open=is_draft))
    yield FieldMatch(Field.FILED, at, arrival, _judge_filing(at, arrival, is_draft=is_draft))
    yield _compare_validity(expected, signing, at)


def find_arrival(entry: CustomsEntry, expected: Expected) -> Said:
    """Find when the goods arrive: by the entry, else by the shipment."""
    own = entry.head("arrival_at")
    if own.is_known:
        return own
    for column in ("arrival", "eta"):
        shipped = expected.common(column)
        if isinstance(shipped.value, Interval):
            days = shipped.value
            return Said(whole_days(days.first, days.last, str(days)), shipped.place)
    return own


def compare_attachment(entry: CustomsEntry, expected: Expected) -> FieldMatch:
    """Compare the documents that an entry names with the declaration, by number or digest."""
    entered = entry.head("attached")
    declared = Said(expected.declaration.id, DECLARATION)
    own = [each for each in entered.value if _is_number(each)]
    sameness = _find_number(own, expected)
    return FieldMatch(Field.DECLARATION_NO, declared, entered, sameness)


def compare_submission(
    submission: Submission, entry: CustomsEntry, expected: Expected
) -> Iterator[FieldMatch]:
    """Compare what was submitted with what is declared, and when with the arrival."""
    yield _compare_number(submission, expected)
    yield _compare_figure(submission, expected)
    yield _compare_footprint_unit(submission)
    unit = Said(
        expected.declaration.blocks.declared_unit.unit, f"{DECLARATION}, blocks/declared_unit"
    )
    entered = submission.said("declared_unit")
    sameness = same_unit(unit.value, entered.text) if entered.is_known else _not_submitted()
    yield FieldMatch(Field.DECLARED_UNIT, unit, entered, sameness)
    sent, arrival = submission.said("submitted_at"), find_arrival(entry, expected)
    sameness = judge_before(sent, arrival)
    yield FieldMatch(Field.SUBMITTED_AT, arrival, sent, sameness)


def judge_before(sent: Said, arrival: Said) -> Sameness:
    """Judge whether something comes before the arrival; at the same instant it does not."""
    if not isinstance(sent.value, Moment) or not isinstance(arrival.value, Moment):
        return unknown("one of the two moments is not known")
    truth = sent.value.is_before(arrival.value)
    if truth is Truth.UNKNOWN:
        return unknown("the arrival is known to the day alone, or without its zone")
    if truth is Truth.TRUE:
        return compatible(Normalisation.ORDER)
    return Sameness(Relation.CONFLICT, note="at the arrival or later")


def tell_before(sameness: Sameness | None) -> Fact:
    """Tell packs whether the submission came before the arrival."""
    if sameness is None:
        return Fact(Blank.UNKNOWN, "no submission was given")
    if sameness.relation is Relation.UNKNOWN:
        return Fact(Blank.UNKNOWN, sameness.note)
    is_before = sameness.relation is Relation.COMPATIBLE
    return Fact(is_before, "submission and arrival, as instants")


def _judge_order(earlier: Said, later: Said, *, is_open: bool) -> Sameness:
    """Judge an order that is kept at the same instant too.

    Args:
        is_open: whether the later moment is the earliest that is still possible.
    """
    if not isinstance(earlier.value, Moment) or not isinstance(later.value, Moment):
        return unknown("one of the two moments is not known")
    truth = earlier.value.is_not_after(later.value)
    if truth is Truth.TRUE:
        return compatible(Normalisation.NOT_FILED if is_open else Normalisation.ORDER)
    if truth is Truth.UNKNOWN or is_open:
        return unknown("a day, or a day without its zone, does not tell which came first")
    return CONFLICT


def _judge_filing(at: Said, arrival: Said, *, is_draft: bool) -> Sameness:
    sameness = _judge_order(at, arrival, is_open=False)
    if is_draft and sameness.relation is Relation.COMPATIBLE:
        return compatible(Normalisation.NOT_FILED, "file it before the arrival")
    if is_draft and sameness.relation is Relation.CONFLICT:
        return Sameness(Relation.CONFLICT, note="the goods arrived before it could be filed")
    return sameness


def _compare_validity(expected: Expected, signing: Signing, at: Said) -> FieldMatch:
    issued = expected.declaration.issued
    ends = signing.valid_to
    declared = Said(f"from {issued}" + (f" to {ends}" if ends else ""), f"{DECLARATION}, issued")
    if not isinstance(at.value, Moment):
        return FieldMatch(Field.VALID, declared, at, unknown("the day of filing is not known"))
    begins = whole_days(issued, issued, str(issued)).is_not_after(at.value)
    # The last day lasts as long as it lasts anywhere.
    holds = at.value.is_not_after(whole_days(ends, ends, str(ends))) if ends else Truth.TRUE
    truth = begins & holds
    sameness = {
        Truth.TRUE: compatible(Normalisation.ORDER),
        Truth.FALSE: CONFLICT,
        Truth.UNKNOWN: unknown("it begins or ends on that day, in a zone that nobody names"),
    }[truth]
    return FieldMatch(Field.VALID, declared, at, sameness)


def _compare_number(submission: Submission, expected: Expected) -> FieldMatch:
    """Compare the number that was submitted; `doc_id` is a name of the sender's own."""
    number = submission.said("number")
    entered = number if number.is_known else submission.said("doc_id")
    given = [entered.text] if number.is_known or _is_number(entered.text) else []
    declared = Said(expected.declaration.id, DECLARATION)
    return FieldMatch(Field.SUBMITTED_NO, declared, entered, _find_number(given, expected))


def _find_number(numbers: list[str], expected: Expected) -> Sameness:
    if not numbers:
        return unknown("no document is named by number or digest of a declaration")
    own = (expected.declaration.id, expected.digest)
    if set(numbers) & set(own):
        return EQUAL
    alike = (same_code(number, each) for number in numbers for each in own)
    return next((each for each in alike if each.relation is Relation.COMPATIBLE), CONFLICT)


def _is_number(text: str) -> bool:
    return text.strip().casefold().startswith(_ID_FORMS)


def _compare_figure(submission: Submission, expected: Expected) -> FieldMatch:
    total = expected.declaration.headline.total.kgco2e
    place = f"{DECLARATION}, results, {expected.declaration.results.headline}"
    declared, entered = Said(total, place), submission.said("cf_value")
    unit = submission.said("unit")
    kg = find_kg(unit.text) if unit.is_known else None
    if not entered.is_known:
        return FieldMatch(Field.CF_VALUE, declared, entered, _not_submitted())
    if kg is None:
        sameness = unknown("its unit is not known")
        return FieldMatch(Field.CF_VALUE, declared, entered, sameness)
    sameness = same_figure(total / kg, entered.value)
    if sameness.relation is Relation.EQUAL and kg != 1:
        sameness = compatible(Normalisation.UNIT)
    if sameness.relation is Relation.CONFLICT:
        sameness = Sameness(Relation.CONFLICT, note=_find_meant(entered.value * kg, expected))
    return FieldMatch(Field.CF_VALUE, declared, entered, sameness)


def _find_meant(kg: Decimal, expected: Expected) -> str:
    """Find another figure of the declaration that may have been meant; it decides nothing."""
    unit, results = expected.declaration.blocks.declared_unit, expected.declaration.results
    figures = {str(view.view): view.total.kgco2e for view in results.views}
    figures |= {
        "with biogenic uptake": expected.declaration.headline.with_uptake,
        "per kW": unit.kgco2e_per_kw,
        "per kg, cradle to gate": unit.kgco2e_per_kg_at_gate,
    }
    meant = [
        f"{name}, {decimal_text(figure)}"
        for name, figure in figures.items()
        if same_figure(figure, kg).relation is not Relation.CONFLICT
    ]
    return f"it is the figure {meant[0]}" if meant else ""


def _compare_footprint_unit(submission: Submission) -> FieldMatch:
    declared, entered = Said(KG_CO2E, f"{DECLARATION}, results"), submission.said("unit")
    if not entered.is_known:
        sameness = _not_submitted()
    elif entered.text == KG_CO2E:
        sameness = EQUAL
    elif (kg := find_kg(entered.text)) is None:
        sameness = unknown(f"{entered.text!r} is no unit of a footprint known here")
    else:
        sameness = compatible(Normalisation.UNIT if kg != 1 else Normalisation.SPELLING)
    return FieldMatch(Field.CF_UNIT, declared, entered, sameness)


def _not_submitted() -> Sameness:
    return unknown("the submission does not say it")
