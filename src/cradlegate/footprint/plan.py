"""All activities of a case in one list, in the order of the life cycle."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.factor import Scope
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.stage import Stage
from cradlegate.footprint.appraisal.second_life import judge_refurbishment
from cradlegate.footprint.inventory.activity import Activity, Exclusion, Inventory
from cradlegate.footprint.inventory.end_of_life import (
    build_credits,
    build_end_of_life,
    judge_recycled_content,
)
from cradlegate.footprint.inventory.gaps import build_gaps, describe_gaps
from cradlegate.footprint.inventory.masses import MassBalance, balance_masses, list_leaves
from cradlegate.footprint.inventory.materials import build_materials
from cradlegate.footprint.inventory.processes import judge_processes
from cradlegate.footprint.inventory.transport import build_transport
from cradlegate.footprint.inventory.use import build_use
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.works.manufacture import build_manufacture
from cradlegate.product.bill import BomKind, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.templates.expansion import expand_template
from cradlegate.product.templates.sizing import judge_maturity, size_machine
from cradlegate.product.templates.template import Template, TemplatePart

GENERAL = "machine_general"
"""The family of mass that nobody described."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be scored, and everything that stands against it.

    Args:
        credits: what stands in stage D under avoided burden, whatever the case declares.
        gap_faults: how rows that could not be read are estimated; a draft says so.
    """

    activities: tuple[Activity, ...]
    credits: tuple[Activity, ...]
    exclusions: tuple[Exclusion, ...]
    balance: MassBalance
    template: Template | None
    faults: tuple[Fault, ...]
    gap_faults: tuple[Fault, ...]


def plan_activities(case: Case, sources: Sources) -> Plan:
    """Turn a case into activities; faults are gathered, errors among them stop a final answer."""
    library = sources.library
    template, parts, faults = _expand(case, sources)
    balance = balance_masses(case, parts)
    materials = build_materials(case, library, parts, balance)
    gaps = build_gaps(case, library)
    families = _sum_families(case, parts, balance)
    chosen_faults = (*judge_refurbishment(case), *judge_recycled_content(case))
    inventory = Inventory.join(
        [
            Inventory(faults=(*faults, *balance.faults, *chosen_faults)),
            materials,
            build_manufacture(case, library, template),
            build_transport(case, sources, _sum_incoming(case, materials)),
            build_use(case, library),
            build_end_of_life(case, library, families),
            gaps,
            Inventory(exclusions=_list_exclusions(case)),
        ]
    )
    order = list(Stage)
    activities = sorted(inventory.activities, key=lambda activity: order.index(activity.stage))
    return Plan(
        tuple(activities),
        build_credits(case, library, families),
        inventory.exclusions,
        balance,
        template,
        (
            *_judge_template(case, template, activities),
            *inventory.faults,
            *judge_processes(case, activities),
        ),
        describe_gaps(case),
    )


def _expand(
    case: Case, sources: Sources
) -> tuple[Template | None, tuple[TemplatePart, ...], tuple[Fault, ...]]:
    machine = case.machine
    if isinstance(machine.template, Blank):
        return None, (), ()
    template = None
    try:
        template = sources.find_template(machine.template)
        size = size_machine(machine, template)
        parts = expand_template(template, size, known(machine.base_material) or "")
    except FaultsError as error:
        return template, (), error.faults
    return template, parts, ()


def _judge_template(
    case: Case, template: Template | None, activities: Iterable[Activity]
) -> tuple[Fault, ...]:
    """Warn of an experimental template where its shares, or lines that it wrote, are counted."""
    is_written = any(
        line.kind is BomKind.PART and line.source_kind is SourceKind.TEMPLATE
        for line in list_leaves(case.bom)
    )
    is_counted = is_written or any(each.id.startswith("template/") for each in activities)
    return judge_maturity(template) if template and is_counted else ()


def _sum_incoming(case: Case, materials: Inventory) -> dict[str, Decimal]:
    """Sum input masses of what legs carry: lines with their parts, subassemblies, the machine.

    What a factor brings to the gate already is left out, so that no kilogram travels twice.  A
    replacement in a used machine came later than the rest; only a leg that names it brings it.
    """
    parents = {line.line_id: line.parent_id for line in case.bom}
    replaced = {line.line_id for line in case.bom if line.kind is BomKind.REPLACEMENT}
    sums = dict.fromkeys((leg.applies_to for leg in case.transport), Decimal(0))
    has_legs_of_lines = not sums.keys().isdisjoint((*parents, *parents.values()))
    for activity in materials.activities:
        line = activity.id.removeprefix("bom/")
        is_replacement = line in replaced
        is_material = activity.stage is Stage.A1 and (activity.mass_kg or is_replacement)
        is_delivered = Scope.INBOUND in activity.choice.chosen.scope
        mass = activity.amount.value if activity.amount.unit == "kg" else activity.mass_kg
        if is_material and not is_delivered:
            whole = () if is_replacement else ("machine", activity.subassembly)
            above = _list_ancestry(line, parents) if has_legs_of_lines else ()
            for name in (*whole, *above):
                if name in sums:
                    sums[name] += mass
    return sums


def _list_ancestry(line: str, parents: Mapping[str, str]) -> Iterator[str]:
    """List a line and what it is part of; readers have refused circles."""
    while line:
        yield line
        line = parents.get(line, "")


def _sum_families(
    case: Case, parts: tuple[TemplatePart, ...], balance: MassBalance
) -> dict[str, Decimal]:
    """Sum finished masses of machine and accessories by material family."""
    sums = {GENERAL: max(balance.unassigned_kg, Decimal(0))}
    for line in list_leaves(case.bom):
        if line.kind in {BomKind.PART, BomKind.ACCESSORY}:
            sums[line.material] = sums.get(line.material, Decimal(0)) + line.net_mass_kg
    used = {
        row.subassembly: row.used_kg / row.template_kg
        for row in balance.subassemblies
        if row.template_kg
    }
    for part in parts:
        mass = part.mass_kg * used[part.subassembly]
        sums[part.material] = sums.get(part.material, Decimal(0)) + mass
    return sums


def _list_exclusions(case: Case) -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(
            f"machine/{number}", Stage.A3, item.what, item.reason, known(item.estimate_kgco2e)
        )
        for number, item in enumerate(case.machine.exclusions, 1)
    )
