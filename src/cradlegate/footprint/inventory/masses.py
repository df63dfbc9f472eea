"""The mass balance: lines, template, and what nobody described (method 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.fault import Fault, Place
from cradlegate.footprint.faults import (
    ABOVE_SHARE,
    MASS_NOT_CLOSING,
    NOTHING_DESCRIBES,
    PACKING_UNDESCRIBED,
    UNASSIGNED_MASS,
)
from cradlegate.product.bill import BomKind, BomLine
from cradlegate.product.case import Case
from cradlegate.product.machine import BomState
from cradlegate.product.templates.template import TemplatePart

TOLERANCE = Decimal("0.02")
"""Largest share of the net mass that may stay unassigned."""


@dataclass(frozen=True, slots=True)
class SubassemblyMass:
    """One subassembly: masses in kg of its lines, of the template's share, and of what is used.

    Args:
        template_kg: the template's share.
        used_kg: mass taken at the template's composition: all of the share for `none`, what the
            lines leave for `partial`, nothing for `complete`.
    """

    subassembly: str
    state: BomState
    lines_kg: Decimal
    template_kg: Decimal
    used_kg: Decimal


@dataclass(frozen=True, slots=True)
class MassBalance:
    """All subassemblies, and the mass in kg that is left over (negative if there is too much)."""

    net_mass_kg: Decimal
    subassemblies: tuple[SubassemblyMass, ...]
    unassigned_kg: Decimal
    faults: tuple[Fault, ...]


def list_leaves(lines: tuple[BomLine, ...]) -> tuple[BomLine, ...]:
    """List the lines that carry figures: those that are nobody's parent."""
    parents = {line.parent_id for line in lines}
    return tuple(line for line in lines if line.line_id not in parents)


def balance_masses(case: Case, template: tuple[TemplatePart, ...]) -> MassBalance:
    """Balance lines and template against the machine's net mass."""
    lines_kg = _sum_by_subassembly(case)
    template_kg = _sum_template(template)
    states = dict(case.machine.subassemblies)
    for name in template_kg:
        states.setdefault(name, BomState.NONE)
    rows = tuple(
        _balance_one(name, states.get(name, BomState.COMPLETE), lines_kg, template_kg)
        for name in dict.fromkeys([*states, *lines_kg])
    )
    assigned = sum((row.lines_kg + row.used_kg for row in rows), Decimal(0))
    unassigned = case.machine.net_mass_kg - assigned
    faults = [fault for row in rows for fault in _find_faults(row)]
    faults += _judge_unassigned(case.machine.net_mass_kg, unassigned)
    faults += _judge_packing(case)
    return MassBalance(case.machine.net_mass_kg, rows, unassigned, tuple(faults))


def _sum_by_subassembly(case: Case) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in list_leaves(case.bom):
        if line.kind is BomKind.PART:
            sums[line.subassembly] = sums.get(line.subassembly, Decimal(0)) + line.net_mass_kg
    return sums


def _sum_template(template: tuple[TemplatePart, ...]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for part in template:
        sums[part.subassembly] = sums.get(part.subassembly, Decimal(0)) + part.mass_kg
    return sums


def _balance_one(
    name: str,
    state: BomState,
    lines_kg: Mapping[str, Decimal],
    template_kg: Mapping[str, Decimal],
) -> SubassemblyMass:
    lines, share = lines_kg.get(name, Decimal(0)), template_kg.get(name, Decimal(0))
    used = {
        BomState.NONE: share,
        BomState.PARTIAL: max(share - lines, Decimal(0)),
        BomState.COMPLETE: Decimal(0),
    }[state]
    return SubassemblyMass(name, state, lines, share, used)


def _find_faults(row: SubassemblyMass) -> list[Fault]:
    place = Place("machine.yaml", column=f"subassemblies.{row.subassembly}")
    if row.state is BomState.COMPLETE:
        nothing, what = row.lines_kg == 0, "is `complete` but has no lines"
    else:
        nothing, what = row.template_kg == 0, f"is `{row.state}` but no template describes it"
    if nothing:
        return [Fault(NOTHING_DESCRIBES, f"{row.subassembly} {what}", place)]
    is_above = row.state is not BomState.COMPLETE and row.lines_kg > row.template_kg
    if is_above:
        found = (
            f"{row.subassembly}: lines weigh {row.lines_kg:.1f} kg, the template's share is "
            f"{row.template_kg:.1f} kg"
        )
        return [Fault(ABOVE_SHARE, found, place)]
    return []


def _judge_packing(case: Case) -> list[Fault]:
    extra = case.machine.gross_shipping_mass_kg - case.machine.net_mass_kg
    shipped = {BomKind.PACKAGING, BomKind.ACCESSORY, BomKind.FLUID}
    described = sum(
        (line.net_mass_kg for line in list_leaves(case.bom) if line.kind in shipped), Decimal(0)
    )
    if extra - described <= TOLERANCE * case.machine.net_mass_kg:
        return []
    found = f"shipped {extra:f} kg above net mass, of which lines describe {described:.1f} kg"
    return [Fault(PACKING_UNDESCRIBED, found, Place("bom.csv", column="kind"))]


def _judge_unassigned(net: Decimal, unassigned: Decimal) -> list[Fault]:
    place = Place("bom.csv", column="net_mass_each")
    share = abs(unassigned) / net
    word = "no line describes" if unassigned > 0 else "lines exceed the net mass by"
    found = f"{word} {abs(unassigned):.1f} kg, {share:.2%} of {net:f} kg net mass"
    if share > TOLERANCE:
        return [Fault(MASS_NOT_CLOSING, found, place)]
    return [Fault(UNASSIGNED_MASS, found, place)] if unassigned > 0 else []
