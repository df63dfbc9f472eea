"""How far the chain of every metal part reaches: supplier, foundry, smelter (S1-10, S1-24)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.library import Library
from cradlegate.core.blank import known
from cradlegate.footprint.inventory.masses import list_leaves
from cradlegate.product.bill import BomLine, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.suppliers.answer import Answer, Input

CLASS_BY_FAMILY = {
    **dict.fromkeys(
        ("steel_plate", "steel_sheet", "steel_galvanized", "steel_bar", "steel_alloy"),
        "structural steel",
    ),
    **dict.fromkeys(("grey_iron", "ductile_iron", "cast_steel"), "cast iron"),
    **dict.fromkeys(("aluminium_cast", "aluminium_wrought"), "aluminium alloys"),
    **dict.fromkeys(("carbide", "steel_tool"), "cutting tools"),
}
"""Material classes that the circular draws in; the assignment of families is ours."""
OTHER_METALS = "other metals"
CAST = frozenset(("grey_iron", "ductile_iron", "cast_steel", "aluminium_cast"))
_METALS = frozenset(("ferrous", "aluminium", "copper", "other_metal"))


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain of one metal line, as far as it is known.

    Args:
        supplier: of the line; empty if the parts list names none.
        tier: highest tier that anybody names; None if none is named.
        foundry: who cast it; `–` for what is not cast, empty if it is not known.
        smelter: who made the metal; empty if it is not known.
        has_figure: whether a supplier's own figure answers the line.
        gaps: tiers that are missing, nearest first.
    """

    line: BomLine
    material_class: str
    supplier: str
    tier: int | None
    foundry: str
    smelter: str
    has_figure: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassCoverage:
    """One material class: lines and mass in kg, in total and of which how much is known.

    Args:
        figure_kg: answered by a supplier's own figure.
        named_kg: whose supplier is named.
        traced_kg: whose smelter is named.
    """

    material_class: str
    lines: int
    mass_kg: Decimal
    figure_kg: Decimal
    named_kg: Decimal
    traced_kg: Decimal


def trace_chains(case: Case, library: Library, answers: Iterable[Answer]) -> tuple[Chain, ...]:
    """Trace every metal line by the parts list and by what suppliers answered about inputs."""
    parts = [part for answer in answers for part in answer.parts]
    inputs: dict[str, list[Input]] = {}
    for part in parts:
        inputs.setdefault(part.line_id, []).extend(part.inputs)
    return tuple(
        _trace(line, inputs.get(line.line_id, ()))
        for line in list_leaves(case.bom)
        if line.source_kind is not SourceKind.EXCLUDED
        and line.material in library.families
        and library.families[line.material].group in _METALS
    )


def cover_classes(chains: Sequence[Chain]) -> tuple[ClassCoverage, ...]:
    """Sum the chains by material class, in the order of the circular, other metals last."""
    order = dict.fromkeys([*CLASS_BY_FAMILY.values(), OTHER_METALS])
    return tuple(
        ClassCoverage(
            name,
            len(members),
            _sum(members),
            _sum(each for each in members if each.has_figure),
            _sum(each for each in members if each.supplier),
            _sum(each for each in members if each.smelter),
        )
        for name in order
        if (members := [each for each in chains if each.material_class == name])
    )


def _trace(line: BomLine, inputs: Sequence[Input]) -> Chain:
    is_cast = line.material in CAST
    supplier = known(line.supplier_id) or ""
    foundry = _first(known(each.foundry) for each in inputs) or (supplier if is_cast else "")
    smelter = _first(known(each.smelter) for each in inputs)
    tiers = [known(line.tier), *(known(each.tier) for each in inputs)]
    reached = [tier for tier in tiers if tier is not None]
    gaps = [] if supplier else ["supplier"]
    gaps += ["foundry"] if is_cast and not foundry else []
    gaps += [] if smelter else ["smelter"]
    return Chain(
        line,
        CLASS_BY_FAMILY.get(line.material, OTHER_METALS),
        supplier,
        max(reached) if reached else None,
        foundry if is_cast else "–",
        smelter,
        line.source_kind in {SourceKind.PCF, SourceKind.EPD},
        tuple(gaps),
    )


def _first(texts: Iterable[str | None]) -> str:
    return next((text for text in texts if text), "")


def _sum(chains: Iterable[Chain]) -> Decimal:
    return sum((each.line.net_mass_kg for each in chains), Decimal(0))
