"""What a document says, from its row, from the signed file behind it, and from registers.

Where a signed document can be opened, it counts and not the row.  The day on a paper counts when
somebody has confirmed it with the issuer; until then it is not known (regimes, house rule).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cradlegate.border.facts.body import supply_body
from cradlegate.border.facts.inspection import Inspection
from cradlegate.border.shipments.cells import read_cell
from cradlegate.border.shipments.checks import list_unconfirmed
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.declaration import Declaration
from cradlegate.regimes.facts import Fact, Facts
from cradlegate.regimes.values import Value, are_equal, write_value
from cradlegate.verification.registers.register import RegisterSnapshot

_OF_DOCUMENT = {
    **{
        f"document.{name}": name
        for name in (
            "number",
            "issuer_role",
            "built",
            "standards_met",
            "capacity_share",
            "consumption_share",
            "standard",
            "stages",
            "transport_end",
            "views",
            "by_subassembly",
            "process_energy",
            "origins_tracked",
            "upstream_data",
            "sources_kept",
            "declared_for",
            "is_verified",
            "cf_value",
            "unit",
            "declared_unit",
            "boundary",
            "assurance",
            "signed_at",
            "valid_from",
            "valid_to",
            "languages",
            "legalised",
            "accreditation_body",
            "accreditation_basis",
        )
    },
    "document.issuer": "issuer_id",
    "document.serials": "covers_serials",
    "document.is_lca_based": "lca_based",
}
_OF_ROW_ALONE = {
    "document.performance_stated": "performance_stated",
    "document.regional_grid": "regional_grid",
    "document.subsystem_data": "subsystem_data",
}
"""Facts that a signed declaration does not tell; its row does."""
DOCUMENT_COLUMNS: Mapping[str, str] = {**_OF_DOCUMENT, **_OF_ROW_ALONE}
"""The column of the table `documents` that each fact stands in."""
DATES = ("document.built", "document.signed_at", "document.valid_from", "document.valid_to")
_BY_SIGNER = ("document.issuer", "document.issuer_role", "document.signed_at")
_STAGES: Mapping[str, frozenset[Stage]] = {
    "raw_material": frozenset({Stage.A1}),
    "manufacturing": frozenset({Stage.A3}),
    "transport": frozenset({Stage.A4}),
    "use": frozenset({Stage.B1, Stage.B2_B5, Stage.B6, Stage.B7}),
    "end_of_life": frozenset({Stage.C1, Stage.C2, Stage.C3, Stage.C4}),
}
_VIEWS = {
    View.CRADLE_TO_GATE: "cradle_to_gate",
    View.CIRCULAR_12: "with_transport",
    View.WHOLE_LIFE: "whole_life",
}


def supply_document(
    document: Row,
    opened: Inspection | None,
    registers: Sequence[RegisterSnapshot],
    entry: Fact,
    destination: str,
) -> Facts:
    """Supply everything that a document says.

    Args:
        opened: what opening it told, if it is a signed one.
        registers: snapshots of accredited bodies.
        entry: day of the customs entry.
        destination: country of import.
    """
    facts = {name: read_cell(document, column) for name, column in DOCUMENT_COLUMNS.items()}
    if opened and opened.declaration:
        facts |= _read_declaration(opened, opened.declaration, str(document.values["file"]))
    elif document.values["state"] != "checked" or list_unconfirmed(document.values):
        facts |= {name: _unconfirmed(facts[name]) for name in DATES}
    return {**facts, **supply_body(document, facts, registers, entry, destination)}


def list_contradictions(document: Row, opened: Inspection) -> tuple[str, ...]:
    """List the columns in which a row says otherwise than the signed document, in words."""
    if opened.declaration is None:
        return ()
    declared = _read_declaration(opened, opened.declaration, str(document.values["file"]))
    said = []
    for name, column in _OF_DOCUMENT.items():
        stated, signed = read_cell(document, column).value, declared[name].value
        if name == "document.issuer" or isinstance(stated, Blank) or isinstance(signed, Blank):
            continue
        if differ(stated, signed):
            said.append(f"{column} is {write_value(stated)}, signed is {write_value(signed)}")
    return tuple(said)


def differ(stated: Value, signed: Value) -> bool:
    """Tell whether two values surely say different things; the order of a list says nothing."""
    if isinstance(stated, tuple) and isinstance(signed, tuple):
        return set(stated) != set(signed)
    return are_equal(stated, signed) is Truth.FALSE


def _unconfirmed(fact: Fact) -> Fact:
    """Make a date unknown that nobody has confirmed; that there is none needs no proof."""
    if isinstance(fact.value, Blank):
        return fact
    found = f"{fact.source}: {fact.value} stands on it; nobody has confirmed it with the issuer"
    return Fact(Blank.UNKNOWN, found)


def _read_declaration(opened: Inspection, declaration: Declaration, file: str) -> Facts:
    """Read the facts of a signed declaration; by whom and when is open where its signer is."""
    values = _list_values(declaration) | {
        "document.process_energy": opened.has_process_energy,
        "document.origins_tracked": opened.has_origins,
        "document.upstream_data": opened.has_upstream_data,
        "document.is_verified": opened.is_verified,
        "document.languages": opened.languages or None,
        "document.issuer": declaration.maker.id,
        "document.issuer_role": "maker",
        "document.signed_at": _day(opened.signed_on),
    }
    facts = {
        name: Fact(Blank.UNKNOWN if value is None else value, f"{file}: signed declaration")
        for name, value in values.items()
    }
    if opened.verdict.outcome is not Outcome.MET:
        found = f"{file}: {opened.verdict.found}"
        facts |= {name: Fact(Blank.UNKNOWN, found) for name in _BY_SIGNER}
    return facts


def _list_values(declaration: Declaration) -> dict[str, Any]:
    """List what a declaration says; whether views without a first life count is not known."""
    results = declaration.results
    is_part = results.second_life is not None and results.second_life.is_first_life_left_out
    headline = results.view(results.headline)
    filled = {
        stage
        for view in results.views
        for stage, figures in view.by_stage.items()
        if figures.kgco2e
    }
    return {
        "document.number": declaration.id,
        "document.serials": declaration.machine.serials,
        "document.built": None,
        "document.standards_met": None,
        "document.capacity_share": None,
        "document.consumption_share": None,
        "document.sources_kept": bool(declaration.blocks.evidence.kept),
        "document.declared_for": declaration.machine.declared_for,
        "document.standard": "ISO 14067",
        "document.is_lca_based": True,
        "document.stages": tuple(name for name, stages in _STAGES.items() if filled & stages),
        "document.transport_end": str(declaration.blocks.system_boundary.transport_end),
        "document.views": None if is_part else tuple(_VIEWS[view.view] for view in results.views),
        "document.by_subassembly": bool(results.by_subassembly),
        "document.cf_value": headline.total.kgco2e,
        "document.unit": "kg CO2e",
        "document.declared_unit": declaration.blocks.declared_unit.unit,
        "document.boundary": str(results.headline) + (", first life left out" if is_part else ""),
        "document.assurance": "none",
        "document.valid_from": _day(declaration.issued),
        "document.valid_to": Blank.ABSENT,
        "document.legalised": "none",
        "document.accreditation_body": Blank.ABSENT,
        "document.accreditation_basis": Blank.ABSENT,
    }


def _day(day: date | None) -> Interval | None:
    return None if day is None else Interval(day, day)
