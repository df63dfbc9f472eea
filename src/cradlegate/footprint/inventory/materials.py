"""Stage A1 and what comes in the crate: parts, template parts, packaging, first fill."""

from decimal import Decimal
from itertools import chain

from cradlegate.background.factor import Spread, SpreadKind
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import NO_ELECTRONICS, RECYCLED_NOT_USED
from cradlegate.footprint.inventory.activity import (
    Activity,
    AmountSpread,
    CoverageClass,
    Exclusion,
    Inventory,
)
from cradlegate.footprint.inventory.choosing import (
    choose_factor,
    express_in_factor_unit,
    name_source,
)
from cradlegate.footprint.inventory.masses import MassBalance, list_leaves
from cradlegate.footprint.inventory.parts import (
    UNASSIGNED_KEY,
    Part,
    build_part,
    build_supplied_packaging,
    show_gap,
)
from cradlegate.footprint.inventory.supplied import choose_supplier_footprint
from cradlegate.footprint.term import Term, multiply
from cradlegate.product.bill import BomKind, BomLine, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.machine import BomState, MassBasis
from cradlegate.product.templates.template import TemplatePart

STAGE_BY_KIND = {
    BomKind.PART: Stage.A1,
    BomKind.ACCESSORY: Stage.A1,
    BomKind.REPLACEMENT: Stage.A1,
    BomKind.PACKAGING: Stage.A3,
    BomKind.FLUID: Stage.A5,
}

GRADE_BY_BASIS = {
    MassBasis.WEIGHED: DataGrade.MEASURED,
    MassBasis.DRAWING: DataGrade.MEASURED,
    MassBasis.SUPPLIER: DataGrade.SUPPLIER_UNVERIFIED,
    MassBasis.ESTIMATED: DataGrade.ESTIMATE,
}


def build_materials(
    case: Case, library: Library, template: tuple[TemplatePart, ...], balance: MassBalance
) -> Inventory:
    """Build the activities of everything that has a mass."""
    parts: list[Inventory] = []
    for line in list_leaves(case.bom):
        parts += _build_line(line, case, library)
    for part in _list_template_parts(case, template, balance):
        parts += build_part(part, library)
    parts.append(_build_unassigned(case, library, balance))
    parts.append(Inventory(faults=tuple(_find_missing_electronics(case, library, template))))
    return Inventory.join(parts)


def _build_line(line: BomLine, case: Case, library: Library) -> tuple[Inventory, ...]:
    if line.source_kind is SourceKind.EXCLUDED:
        return (Inventory(exclusions=(_exclude(line),)),)
    if line.source_kind in {SourceKind.PCF, SourceKind.EPD}:
        return _build_supplied(line, case, library)
    if known(line.amount) is not None:
        return (_build_counted(line, case, library),)
    part = _describe_part(line, case)
    return (*build_part(part, library), Inventory(faults=_judge_recycled(line)))


def _build_supplied(line: BomLine, case: Case, library: Library) -> tuple[Inventory, ...]:
    stage = STAGE_BY_KIND[line.kind]
    answered = choose_supplier_footprint(line, case, _mass_term(line), stage)
    rest = [
        build_supplied_packaging(_describe_part(line, case), each.choice.chosen, library)
        for each in answered.activities
    ]
    return (answered, *chain.from_iterable(rest))


def _describe_part(line: BomLine, case: Case) -> Part:
    is_template = line.source_kind is SourceKind.TEMPLATE
    return Part(
        id=f"bom/{line.line_id}",
        subassembly=line.subassembly,
        label=line.description or line.material,
        material=line.material,
        country=known(line.origin_country) or case.machine.maker.country,
        net_mass=_mass_term(line),
        process_yield=line.process_yield,
        is_made_in_house=line.is_made_in_house,
        coverage=CoverageClass.TEMPLATE if is_template else CoverageClass.RECORDED,
        ask=name_supplier(line),
        place=line.place,
        factor_id=name_source(line),
        stage=STAGE_BY_KIND[line.kind],
        counted_kg=line.net_mass_kg if line.kind is BomKind.PART else Decimal(0),
    )


def _judge_recycled(line: BomLine) -> tuple[Fault, ...]:
    share = known(line.recycled_content)
    if not share or line.source_id:
        return ()
    found = f"{line.line_id} states {share:.0%} recycled content and takes the default factor"
    return (Fault(RECYCLED_NOT_USED, found, line.place),)


def name_supplier(line: BomLine) -> str:
    """Name who can say more about a line."""
    if not isinstance(line.supplier_id, Blank):
        return line.supplier_id
    who = "own production" if line.is_made_in_house else "supplier"
    return f"{who} of {line.line_id}"


def _mass_term(line: BomLine) -> Term:
    grade = GRADE_BY_BASIS[line.mass_basis]
    source = f"{line.place}, mass basis {line.mass_basis}"
    pieces = Term("pieces", line.quantity, "", source=source)
    each = Term("net mass each", line.net_mass_each_kg, "kg", source=source, grade=grade)
    return multiply("net mass", "kg", pieces, each)


def _exclude(line: BomLine) -> Exclusion:
    return Exclusion(
        f"bom/{line.line_id}",
        STAGE_BY_KIND[line.kind],
        line.description or line.line_id,
        known(line.exclusion_reason) or "no reason given",
        known(line.exclusion_estimate_kgco2e),
        line.net_mass_kg if line.kind is BomKind.PART else Decimal(0),
    )


def _build_counted(line: BomLine, case: Case, library: Library) -> Inventory:
    """Build a line whose factor is not per kg, such as metres of cable or pieces."""
    unit = known(line.amount_unit) or ""
    need = Need(line.material, known(line.origin_country) or case.machine.maker.country)
    subject = f"bom/{line.line_id}"
    choice = choose_factor(library, need, unit, subject, line.place, name_source(line))
    if not isinstance(choice, Choice):
        return show_gap(subject, line.subassembly, _mass_term(line), library, choice)
    amount = Term("amount", known(line.amount) or Decimal(0), unit, source=str(line.place))
    activity = Activity(
        subject,
        STAGE_BY_KIND[line.kind],
        line.subassembly,
        line.description or line.material,
        express_in_factor_unit(amount, choice.chosen),
        choice,
        CoverageClass.RECORDED,
        name_supplier(line),
        need.region,
        mass_kg=line.net_mass_kg if line.kind is BomKind.PART else Decimal(0),
    )
    return Inventory((activity,))


def _list_template_parts(
    case: Case, template: tuple[TemplatePart, ...], balance: MassBalance
) -> list[Part]:
    used_share = {
        row.subassembly: row.used_kg / row.template_kg
        for row in balance.subassemblies
        if row.template_kg
    }
    return [
        _take_template_part(part, used_share[part.subassembly], case)
        for part in template
        if used_share[part.subassembly]
    ]


def _take_template_part(part: TemplatePart, used: Decimal, case: Case) -> Part:
    source = f"template {part.id}: {part.source}"
    mass = Term("template mass", part.mass_kg, "kg", source=source, grade=part.grade)
    if used != 1:
        rest = Term("share that the lines leave", used, "", source="mass balance")
        mass = multiply("net mass", "kg", mass, rest)
    spread = Spread(SpreadKind.REL95, value=part.spread_rel95)
    return Part(
        id=f"template/{part.subassembly}/{part.material}",
        subassembly=part.subassembly,
        label=f"{part.material} of {part.subassembly} (template)",
        material=part.material,
        country=case.machine.maker.country,
        net_mass=mass.renamed("net mass"),
        process_yield=part.process_yield,
        is_made_in_house=part.is_made_in_house,
        coverage=CoverageClass.TEMPLATE,
        ask=f"own engineering: parts list of {part.subassembly}",
        place=Place("machine.yaml", column=f"subassemblies.{part.subassembly}"),
        counted_kg=mass.value,
        spreads=(AmountSpread(f"share/{part.id}", spread, is_share=True),),
    )


def _build_unassigned(case: Case, library: Library, balance: MassBalance) -> Inventory:
    if balance.unassigned_kg <= 0:
        return Inventory()
    mass = Term(
        "unassigned mass",
        balance.unassigned_kg,
        "kg",
        formula="net mass − lines − template",
        source="mass balance",
        grade=DataGrade.ESTIMATE,
    )
    place = Place("machine.yaml", column="net_mass")
    need = Need(UNASSIGNED_KEY, case.machine.maker.country)
    choice = choose_factor(library, need, "kg", "unassigned", place)
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    activity = Activity(
        "unassigned",
        Stage.A1,
        "machine",
        "mass that no line describes",
        mass,
        choice,
        CoverageClass.UNKNOWN,
        "own engineering: missing lines of the parts list",
        need.region,
        mass_kg=balance.unassigned_kg,
    )
    return Inventory((activity,))


def _find_missing_electronics(
    case: Case, library: Library, template: tuple[TemplatePart, ...]
) -> list[Fault]:
    electronic = {name for name, item in library.families.items() if item.group == "electronics"}
    expected = {part.subassembly for part in template if part.material in electronic}
    present = {line.subassembly for line in case.bom if line.material in electronic}
    return [
        Fault(
            NO_ELECTRONICS,
            f"{name} is `complete` and lists no electronics",
            Place("bom.csv", column="material", id=name),
        )
        for name, state in case.machine.subassemblies.items()
        if state is BomState.COMPLETE and name in expected - present
    ]
