"""The lines of an entry that are about the declared machine, field by field."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from cradlegate.border.entries.entry import CustomsEntry, Said, said_in
from cradlegate.border.matching.expected import DECLARATION, Expected, place_of
from cradlegate.border.matching.field_match import (
    CONFLICT,
    Field,
    FieldMatch,
    Normalisation,
    Relation,
    Sameness,
    compatible,
    unknown,
)
from cradlegate.border.matching.sameness import (
    NO_COUNTERPARTS,
    Counterparts,
    name_pieces,
    same_code,
    same_hs,
    same_mass,
    same_period,
    same_word,
)
from cradlegate.border.matching.serial_sets import compare_serials, find_difference
from cradlegate.border.shipments.codes import spell_code
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank

_MASSES = {
    Field.NET_MASS: ("net_mass", "net_mass_kg"),
    Field.GROSS_MASS: ("gross_mass", "gross_shipping_mass_kg"),
}


def choose_lines(entry: CustomsEntry, expected: Expected) -> tuple[Row, ...]:
    """Choose the lines that are about the declared machine, by model or serial number.

    Where none can be told, all of them are compared.
    """
    models = {spell_code(each) for each in _list_models(expected)}
    serials = {spell_code(each) for each in expected.serials.value}
    chosen = tuple(
        row
        for row in entry.lines
        if spell_code(said_in(row, "model").text) in models
        or serials & {spell_code(each) for each in row.values["serials"]}
    )
    return chosen or entry.lines


def compare_goods(
    lines: tuple[Row, ...], expected: Expected, counterparts: Counterparts = NO_COUNTERPARTS
) -> Iterator[FieldMatch]:
    """Compare everything that lines of an entry say of the goods.

    Args:
        lines: those about the declared machine.
        counterparts: of commodity codes in other editions.
    """
    if expected.consignment:
        yield _compare_coverage(expected)
    for row in lines:
        yield _compare_model(row, expected)
        yield _compare_hs(row, expected, counterparts)
        yield _compare_origin(row, expected)
        yield _compare_condition(row, expected)
        yield _compare_year(row, expected)
        yield _compare_description(row, expected)
    yield _compare_serials(lines, expected)
    yield _compare_quantity(lines, expected)
    for field in _MASSES:
        yield _compare_mass(field, lines, expected)


def relate(declared: Said, entered: Said, compare: Callable[[Any, Any], Sameness]) -> Sameness:
    """Compare two values if there are two; what is not known is never the same."""
    if entered.value is Blank.NOT_APPLICABLE:
        return Sameness(Relation.NOT_COMPARED, note="the entry has no such field")
    if not declared.is_known:
        return unknown("nobody says what it is to be")
    if not entered.is_known:
        return unknown("the entry does not say it")
    return compare(declared.value, entered.value)


def count_pieces(lines: tuple[Row, ...]) -> Decimal | None:
    """Count the machines of some lines; None where a unit counts none."""
    if not all(name_pieces(row.values["unit"]) for row in lines):
        return None
    return sum((row.values["qty"] for row in lines), Decimal(0))


def _match_line(
    field: Field, row: Row, column: str, declared: Said, compare: Callable[[Any, Any], Sameness]
) -> FieldMatch:
    """Match what was read out of a description; what nobody confirmed is unknown."""
    entered = said_in(row, column)
    sameness = _confirmed(row, relate(declared, entered, compare))
    return FieldMatch(field, declared, entered, sameness, row.id)


def _confirmed(row: Row, sameness: Sameness) -> Sameness:
    is_read = sameness.relation not in {Relation.UNKNOWN, Relation.NOT_COMPARED}
    if not is_read or said_in(row, "confirmed_by").is_known:
        return sameness
    words = f"{sameness.relation} as it was read out of the description"
    note = f": {sameness.note}" if sameness.note else ""
    return unknown(f"{words}{note}; nobody has confirmed it")


def _compare_coverage(expected: Expected) -> FieldMatch:
    """Compare what the declaration is for with the machines of the shipment."""
    machine, rows = expected.machine, expected.machines
    name = "series" if expected.is_for_series else "model"
    declared = expected.declared("serials" if expected.is_for_serials else name)
    if not rows:
        consignment = expected.consignment
        shipped = consignment.machines if consignment else ()
        named = tuple(dict.fromkeys(said_in(row, name).text for row in shipped))
        entered = Said(named, place_of(shipped, name))
        note = f"the declaration is for {name} {said_or_unknown(expected.declared(name))}"
        sameness = Sameness(Relation.CONFLICT, note=note)
        return FieldMatch(Field.COVERAGE, declared, entered, sameness)
    if not expected.is_for_serials:
        sameness = compatible(Normalisation.COVERAGE, f"for the {machine.declared_for}")
        return FieldMatch(Field.COVERAGE, declared, expected.shipped(name), sameness)
    entered = expected.serials
    sameness = relate(declared, entered, _covers_serials)
    return FieldMatch(Field.COVERAGE, declared, entered, sameness)


def said_or_unknown(said: Said) -> str:
    """Write a value, or a question mark."""
    return said.text or str(Blank.UNKNOWN)


def _covers_serials(declared: tuple[str, ...], shipped: tuple[str, ...]) -> Sameness:
    over = find_difference(declared, shipped).over
    if over:
        return Sameness(Relation.CONFLICT, note=f"not declared: {', '.join(over)}")
    return compatible(Normalisation.COVERAGE, "for these serial numbers")


def _list_models(expected: Expected) -> list[str]:
    return [expected.machine.model, *(row.values["model"] for row in expected.machines)]


def _compare_model(row: Row, expected: Expected) -> FieldMatch:
    declared = expected.declared("model")
    if not expected.is_for_series:
        return _match_line(Field.MODEL, row, "model", declared, same_code)
    models = _list_models(expected)

    def is_of_series(_: str, entered: str) -> Sameness:
        if spell_code(entered) in {spell_code(each) for each in models}:
            return compatible(Normalisation.COVERAGE, f"series {expected.declared('series').text}")
        if expected.machines:
            return CONFLICT
        return unknown("nobody says whether it is of the declared series")

    return _match_line(Field.MODEL, row, "model", declared, is_of_series)


def _compare_hs(row: Row, expected: Expected, counterparts: Counterparts) -> FieldMatch:
    code, edition = expected.hs
    entered, own_edition = said_in(row, "hs_national"), said_in(row, "hs_edition")

    def compare(declared: str, written: str) -> Sameness:
        return same_hs((edition.text, declared), (own_edition.text, written), counterparts)

    return FieldMatch(
        Field.HS,
        Said(code.value, f"{code.place}; edition {said_or_unknown(edition)}"),
        Said(entered.value, f"{entered.place}; edition {said_or_unknown(own_edition)}"),
        relate(code, entered, compare),
        row.id,
    )


def _compare_origin(row: Row, expected: Expected) -> FieldMatch:
    entered, declared = said_in(row, "origin"), expected.origin
    if expected.consignment:
        sameness = relate(declared, entered, same_word)
        return FieldMatch(Field.ORIGIN, declared, entered, sameness, row.id)
    works = tuple(dict.fromkeys(site.country for site in expected.machine.works))
    is_there = entered.value in works
    sameness = (
        compatible(Normalisation.WORKS)
        if is_there
        else unknown("the works lie elsewhere; the shipment says the origin")
    )
    return FieldMatch(Field.ORIGIN, Said(works, f"{DECLARATION}, works"), entered, sameness, row.id)


def _compare_condition(row: Row, expected: Expected) -> FieldMatch:
    declared = expected.declared("condition")
    return _match_line(Field.CONDITION, row, "condition", declared, same_word)


def _compare_year(row: Row, expected: Expected) -> FieldMatch:
    return _match_line(Field.YEAR, row, "year", expected.built, same_period)


def _compare_description(row: Row, expected: Expected) -> FieldMatch:
    """Set descriptions side by side; they never conflict by themselves."""
    declared = Said(expected.describe(), "words that hold what is compared")
    entered = said_in(row, "description")
    wanted, written = declared.text.casefold().split(), entered.text.casefold().split()
    wanted = [word.strip(",.;") for word in wanted]
    shared = sum(word in {each.strip(",.;") for each in written} for word in wanted)
    note = f"{shared} of {len(wanted)} words shared"
    if spell_code(expected.machine.model) in spell_code(entered.text):
        sameness = compatible(Normalisation.NAMED, note)
    else:
        sameness = unknown(f"the model does not stand in it; {note}")
    return FieldMatch(Field.DESCRIPTION, declared, entered, sameness, row.id)


def _compare_serials(lines: tuple[Row, ...], expected: Expected) -> FieldMatch:
    declared = expected.serials
    named = tuple(serial for row in lines for serial in row.values["serials"])
    entered = Said(named, place_of(lines, "serials"))
    if not expected.machines and not expected.is_for_serials:
        note = f"the declaration is for the {expected.machine.declared_for}; no shipment was given"
        sameness = Sameness(Relation.NOT_COMPARED, note=note)
        return FieldMatch(Field.SERIALS, declared, entered, sameness, _name_lines(lines))
    sameness = relate(declared, entered, compare_serials)
    for row in lines:
        sameness = _confirmed(row, sameness)
    return FieldMatch(Field.SERIALS, declared, entered, sameness, _name_lines(lines))


def _compare_quantity(lines: tuple[Row, ...], expected: Expected) -> FieldMatch:
    """Compare numbers of machines, exact; and with the serial numbers that the entry lists."""
    declared = expected.pieces
    written = tuple(f"{row.values['qty']:f} {row.values['unit']}" for row in lines)
    entered = Said(written, place_of(lines, "qty"))
    pieces, listed = count_pieces(lines), sum(len(row.values["serials"]) for row in lines)
    if pieces is None:
        sameness = unknown("its unit counts no pieces that are known here")
    elif declared.is_known and declared.value != pieces:
        sameness = CONFLICT
    elif declared.is_known:
        sameness = compatible(Normalisation.PIECES, _tell_units(lines))
    elif listed and listed != pieces:
        note = f"{listed} serial numbers for {pieces:f} pieces"
        sameness = Sameness(Relation.CONFLICT, note=note)
    else:
        sameness = compatible(Normalisation.COVERAGE, "it names no number of machines")
    return FieldMatch(Field.QUANTITY, declared, entered, sameness, _name_lines(lines))


def _tell_units(lines: tuple[Row, ...]) -> str:
    units = dict.fromkeys(row.values["unit"] for row in lines)
    told = [f"{unit} is {name_pieces(unit)}" for unit in units]
    if "set" in {name_pieces(unit) for unit in units}:
        told.append("a set counts as one machine (house rule)")
    return "; ".join(told)


def _compare_mass(field: Field, lines: tuple[Row, ...], expected: Expected) -> FieldMatch:
    column, name = _MASSES[field]
    one, count = expected.declared(name), expected.pieces
    pieces = Decimal(count.value) if count.is_known else count_pieces(lines)
    declared = Said(Blank.UNKNOWN if pieces is None else one.value * pieces, one.place)
    entered = Said(_sum_up(lines, column), place_of(lines, column))
    sameness = relate(declared, entered, same_mass)
    return FieldMatch(field, declared, entered, sameness, _name_lines(lines))


def _sum_up(lines: tuple[Row, ...], column: str) -> Decimal | Blank:
    """Add the figures of all lines; one that is missing leaves the sum unknown."""
    values = [row.values[column] for row in lines]
    blanks = [value for value in values if isinstance(value, Blank)]
    return blanks[0] if blanks else sum(values, Decimal(0))


def _name_lines(lines: tuple[Row, ...]) -> str:
    return ", ".join(row.id for row in lines)
