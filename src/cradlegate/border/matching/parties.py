"""Exporter, importer and maker of an entry: tax ids decide, names alone never do.

A name decides where the shipment's table of parties gives it to somebody: that table is what
people have confirmed.
"""

from collections.abc import Iterator

from cradlegate.border.entries.entry import CustomsEntry, Said, said_in
from cradlegate.border.matching.expected import DECLARATION, Expected, name_parties
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
from cradlegate.border.matching.sameness import same_word
from cradlegate.border.shipments.codes import spell_code
from cradlegate.border.shipments.consignment import Row, TradeParty
from cradlegate.core.blank import Blank

FEWEST_TAX_DIGITS = 8
"""An id of that many digits and no letter is taken for a tax id; shorter ones are names."""

NOT_GIVEN = Sameness(Relation.NOT_COMPARED, note="no shipment was given")


def compare_parties(
    entry: CustomsEntry, lines: tuple[Row, ...], expected: Expected
) -> Iterator[FieldMatch]:
    """Compare who exports, imports and made the goods, and whence they leave.

    Args:
        lines: those about the declared machine.
    """
    yield _compare_role(Field.EXPORTER, "exporter", entry, expected)
    yield _compare_role(Field.IMPORTER, "importer", entry, expected)
    for row in lines:
        yield _compare_maker(row, expected)
    dispatch, entered = expected.common("dispatch"), entry.head("dispatch")
    if not expected.consignment:
        sameness = NOT_GIVEN
    elif not dispatch.is_known:
        sameness = unknown("the shipment does not say it")
    else:
        sameness = same_word(dispatch.value, entered.value)
    yield FieldMatch(Field.DISPATCH, dispatch, entered, sameness)


def _compare_role(field: Field, role: str, entry: CustomsEntry, expected: Expected) -> FieldMatch:
    """Compare a party by its tax id, else by its name."""
    number, name = entry.head(f"{role}_tax_id"), entry.head(f"{role}_name")
    own = expected.common(f"{role}_id")
    if not expected.consignment:
        # No declaration names an importer; who exports may be the maker, so that stays open.
        alone = unknown("names alone decide nothing")
        sameness = NOT_GIVEN if field is Field.IMPORTER else alone
        return FieldMatch(field, own, name, sameness)
    if not own.is_known:
        return FieldMatch(field, own, name, unknown("the shipment does not say it"))
    declared = _name_own(own, expected)
    judged = _judge_number(number.text, own.text, expected) if number.is_known else None
    if judged:
        return FieldMatch(field, declared, number, judged)
    return FieldMatch(field, declared, name, _judge_name(name, own, expected))


def _judge_name(name: Said, own: Said, expected: Expected) -> Sameness:
    if not name.is_known:
        return unknown("the entry has neither a tax id that the shipment knows, nor a name")
    named = [each.id for each in name_parties(expected, name.text)]
    if own.text in named:
        return compatible(Normalisation.PARTIES)
    return CONFLICT if named else unknown("no party of the shipment has this name")


def _judge_number(number: str, own: str, expected: Expected) -> Sameness | None:
    """Compare tax ids; None where the shipment has none to compare with."""
    spelled = spell_code(number)
    parties = expected.consignment.parties if expected.consignment else {}
    known = parties[own].tax_id if own in parties else ""
    for mine in filter(None, (known, own)):
        if spelled == spell_code(mine):
            return EQUAL if number == mine else compatible(Normalisation.SPELLING)
    others = {spell_code(each) for party in parties.values() for each in (party.id, party.tax_id)}
    return CONFLICT if spelled in others or known or _is_tax_id(own) else None


def _is_tax_id(text: str) -> bool:
    plain = spell_code(text)
    return plain.isdigit() and len(plain) >= FEWEST_TAX_DIGITS


def _name_own(own: Said, expected: Expected) -> Said:
    """Name a party of the shipment, with its id."""
    name = expected.consignment.name_of(own.value) if expected.consignment else own.text
    return Said(name if name == own.text else f"{name} ({own.text})", own.place)


def _compare_maker(row: Row, expected: Expected) -> FieldMatch:
    """Compare the maker by the id under which it declares."""
    maker = expected.declaration.maker
    declared, entered = Said(maker.name, f"{DECLARATION}, maker"), said_in(row, "maker_name")
    if entered.value is Blank.NOT_APPLICABLE:
        sameness = Sameness(Relation.NOT_COMPARED, note="the entry has no such field")
    elif not entered.is_known:
        sameness = unknown("the entry does not say it")
    else:
        sameness = _judge_maker(name_parties(expected, entered.text), maker.id)
    return FieldMatch(Field.MAKER, declared, entered, sameness, row.id)


def _judge_maker(named: list[TradeParty], declared_as: str) -> Sameness:
    declaring = {each.declares_as for each in named if each.declares_as}
    if declared_as in declaring:
        return compatible(Normalisation.PARTIES)
    if declaring:
        return CONFLICT
    return unknown("names alone decide nothing")
