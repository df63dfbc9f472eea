"""Whether a document covers a machine, and whether it covers its route.

A document speaks for what it names, by consignment, serial number, model or series; where it names
several of these, the most exact decides.  One that names nothing leaves open what it speaks for;
one that names other machines does not cover this one.  Names of makers alone decide nothing.
"""

from collections.abc import Iterable

from cradlegate.border.facts.inspection import Inspection
from cradlegate.border.shipments.codes import spell_code
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.blank import Blank
from cradlegate.declaration.declaration import Declaration
from cradlegate.regimes.facts import Fact
from cradlegate.verification.statements.statement import Statement

_NOT_NAMED = "the document does not say which machines it covers"
_NO_ROUTE = "the consignment does not say from where to where"


def judge_machine(
    document: Row, machine: Row, consignment: Consignment, opened: Inspection | None
) -> Fact:
    """Tell whether a document covers every machine of a row.

    A signed document says what it covers; its row may say which consignments it goes with.
    """
    if opened and opened.declaration:
        goes_with = document.values["covers_consignments"]
        if goes_with and machine.values["consignment_id"] not in goes_with:
            said = f"{document.place}: it goes with consignment {', '.join(goes_with)}"
            return Fact(value=False, source=said)
        file = str(document.values["file"])
        return _judge_declared(opened.declaration, machine, consignment, file)
    if opened and opened.statement:
        file = str(document.values["file"])
        return _judge_stated(opened.statement.statement, machine, consignment, file)
    return _judge_named(document, machine)


def is_for_others(document: Row, consignment: Consignment, opened: Inspection | None) -> bool:
    """Tell whether a document covers machines of another consignment of the file, and none here."""
    own = [
        judge_machine(document, each, consignment, opened).value for each in consignment.machines
    ]
    return all(each is False for each in own) and any(
        judge_machine(document, each, consignment, opened).value is True
        for each in consignment.neighbours
    )


def _judge_named(document: Row, machine: Row) -> Fact:
    """Judge what the row of a document names."""
    named = document.values
    source = f"{document.place}"
    own = machine.values["consignment_id"]
    if own in named["covers_consignments"]:
        return Fact(value=True, source=f"{source}: it covers consignment {own}")
    if named["covers_serials"]:
        return _judge_serials(named["covers_serials"], machine, source)
    if named["covers_models"]:
        return _judge_name(named["covers_models"], machine, "model", source)
    if named["covers_series"]:
        return _judge_name(named["covers_series"], machine, "series", source)
    if named["covers_consignments"]:
        said = ", ".join(named["covers_consignments"])
        return Fact(value=False, source=f"{source}: it covers consignment {said}")
    return Fact(Blank.UNKNOWN, f"{source}: {_NOT_NAMED}")


def judge_route(document: Row, consignment: Consignment, opened: Inspection | None) -> Fact:
    """Tell whether a document covers the route of the consignment."""
    start, end = consignment.common("from"), consignment.common("to")
    if opened and opened.declaration:
        file = str(document.values["file"])
        dispatch = consignment.common("dispatch")
        return _judge_declared_route(opened.declaration, dispatch, end, file)
    source = f"{document.place}"
    routes = document.values["covers_routes"]
    if not routes:
        return Fact(Blank.UNKNOWN, f"{source}: the document names no route")
    said = f"{source}: it covers {', '.join(routes)}"
    if isinstance(start, Blank) or isinstance(end, Blank):
        return Fact(Blank.UNKNOWN, f"{said}; {_NO_ROUTE}")
    return Fact(is_on_route(routes, start, end), said)


def is_on_route(routes: Iterable[str], start: str, end: str) -> bool:
    """Tell whether routes name the way between two places, or between their countries."""
    own = {spell_code(f"{start}-{end}"), spell_code(f"{start[:2]}-{end[:2]}")}
    return bool(own & {spell_code(route) for route in routes})


def _judge_serials(covered: Iterable[str], machine: Row, source: str) -> Fact:
    serials = machine.values["serials"]
    said = f"{source}: it covers serial {', '.join(covered)}"
    if not serials:
        return Fact(Blank.UNKNOWN, f"{said}; row {machine.id} names no serial number")
    known = {spell_code(each) for each in covered}
    missing = [each for each in serials if spell_code(each) not in known]
    return Fact(not missing, f"{said}, not {', '.join(missing)}" if missing else said)


def _judge_name(covered: Iterable[str], machine: Row, column: str, source: str) -> Fact:
    own = machine.values[column]
    said = f"{source}: it covers {column} {', '.join(covered)}"
    if isinstance(own, Blank):
        return Fact(Blank.UNKNOWN, f"{said}; row {machine.id} names no {column}")
    is_covered = spell_code(own) in {spell_code(each) for each in covered}
    return Fact(is_covered, said if is_covered else f"{said}, not {own}")


def _judge_declared(
    declaration: Declaration, machine: Row, consignment: Consignment, source: str
) -> Fact:
    """Judge what a declaration says: the maker by its id, then serial numbers, model or series."""
    declared = declaration.machine
    if declared.declared_for == "serial":
        fact = _judge_serials(declared.serials, machine, source)
    elif declared.declared_for == "series_average":
        series = () if isinstance(declared.series, Blank) else (declared.series,)
        fact = _judge_name(series, machine, "series", source)
    else:
        fact = _judge_name((declared.model,), machine, "model", source)
    if fact.value is False:
        return fact
    return _judge_maker(fact, declaration.maker.id, machine, consignment, source)


def _judge_stated(
    statement: Statement, machine: Row, consignment: Consignment, source: str
) -> Fact:
    """Judge what a maker's statement says: model and serial numbers, then the maker by its id."""
    model = _judge_name((statement.machine_model,), machine, "model", source)
    serials = _judge_serials(statement.covers_serials, machine, source)
    for fact in (model, serials):
        if fact.value is False:
            return fact
    return _judge_maker(serials, statement.maker.id, machine, consignment, source)


def _judge_maker(
    fact: Fact, declared_as: str, machine: Row, consignment: Consignment, source: str
) -> Fact:
    """Tell whether the maker who declared is the maker of the row; models of two may be alike."""
    maker = consignment.parties.get(str(machine.values["maker_id"]))
    said = f"{source}: declared by {declared_as}"
    if maker is None or not maker.declares_as:
        found = f"{said}; nobody says as whom the maker of row {machine.id} declares"
        return Fact(Blank.UNKNOWN, found)
    if maker.declares_as != declared_as:
        return Fact(value=False, source=f"{said}, not by {maker.declares_as}")
    return fact


def _judge_declared_route(
    declaration: Declaration, dispatch: object, end: object, source: str
) -> Fact:
    covered = declaration.blocks.system_boundary.destination
    countries = {site.country for site in declaration.machine.works}
    said = f"{source}: transport from {', '.join(sorted(countries))} to {covered}"
    if isinstance(dispatch, Blank) or isinstance(end, Blank):
        return Fact(Blank.UNKNOWN, f"{said}; {_NO_ROUTE}")
    return Fact(dispatch in countries and spell_code(covered) == spell_code(str(end)), said)
