"""Stage A1 and what comes in the crate: parts, template parts, packaging, first fill."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.factor import Scope, Spread, SpreadKind
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import NO_ELECTRONICS, STEP_INSIDE_FACTOR
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
    has_default,
)
from cradlegate.footprint.inventory.masses import MassBalance, list_leaves
from cradlegate.footprint.inventory.supplied import choose_supplier_footprint
from cradlegate.footprint.term import Term, divide, multiply, subtract
from cradlegate.product.bill import BomKind, BomLine, SourceKind
from cradlegate.product.case import Case
from cradlegate.product.machine import BomState, MassBasis
from cradlegate.product.template import TemplatePart

STAGE_BY_KIND = {
    BomKind.PART: Stage.A1,
    BomKind.ACCESSORY: Stage.A1,
    BomKind.PACKAGING: Stage.A3,
    BomKind.FLUID: Stage.A5,
}

GRADE_BY_BASIS = {
    MassBasis.WEIGHED: DataGrade.MEASURED,
    MassBasis.DRAWING: DataGrade.MEASURED,
    MassBasis.SUPPLIER: DataGrade.SUPPLIER_UNVERIFIED,
    MassBasis.ESTIMATED: DataGrade.ESTIMATE,
}

UNASSIGNED_KEY = "unassigned_mass"
CHIP_ENERGY = "machining_energy_per_kg_chips"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of either kind, ready to be scored."""

    id: str
    subassembly: str
    label: str
    material: str
    country: str
    net_mass: Term
    process_yield: Decimal
    is_made_in_house: bool
    coverage: CoverageClass
    ask: str
    place: Place
    factor_id: str = ""
    stage: Stage = Stage.A1
    counted_kg: Decimal = Decimal(0)
    spreads: tuple[AmountSpread, ...] = ()


def build_materials(
    case: Case, library: Library, template: tuple[TemplatePart, ...], balance: MassBalance
) -> Inventory:
    """Build the activities of everything that has a mass."""
    parts = [_build_line(line, case, library) for line in list_leaves(case.bom)]
    parts += [_build_part(part, library) for part in _list_template_parts(case, template, balance)]
    parts.append(_build_unassigned(case, library, balance))
    parts.append(Inventory(faults=tuple(_find_missing_electronics(case, library, template))))
    return Inventory.join(parts)


def _build_line(line: BomLine, case: Case, library: Library) -> Inventory:
    if line.source_kind is SourceKind.EXCLUDED:
        return Inventory(exclusions=(_exclude(line),))
    if line.source_kind in {SourceKind.PCF, SourceKind.EPD}:
        return choose_supplier_footprint(line, case, _mass_term(line), STAGE_BY_KIND[line.kind])
    if known(line.amount) is not None:
        return _build_counted(line, case, library)
    is_template = line.source_kind is SourceKind.TEMPLATE
    part = _Part(
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
        factor_id=line.source_id,
        stage=STAGE_BY_KIND[line.kind],
        counted_kg=line.net_mass_kg if line.kind is BomKind.PART else Decimal(0),
    )
    return _build_part(part, library)


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
    choice = choose_factor(library, need, unit, subject, line.place, line.source_id)
    if not isinstance(choice, Choice):
        return _show_gap(subject, line.subassembly, _mass_term(line), library, choice)
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
) -> list[_Part]:
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


def _take_template_part(part: TemplatePart, used: Decimal, case: Case) -> _Part:
    source = f"template {part.id}: {part.source}"
    mass = Term("template mass", part.mass_kg, "kg", source=source, grade=part.grade)
    if used != 1:
        rest = Term("share that the lines leave", used, "", source="mass balance")
        mass = multiply("net mass", "kg", mass, rest)
    spread = Spread(SpreadKind.REL95, value=part.spread_rel95)
    return _Part(
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


def _build_part(part: _Part, library: Library) -> Inventory:
    need = Need(part.material, part.country)
    choice = choose_factor(library, need, "kg", part.id, part.place, part.factor_id)
    if not isinstance(choice, Choice):
        return _show_gap(part.id, part.subassembly, part.net_mass, library, choice)
    process_yield = Term(
        "yield", part.process_yield, "", source=str(part.place), grade=part.net_mass.grade
    )
    gross = part.net_mass
    if part.process_yield != 1:
        gross = divide("input mass", "kg", part.net_mass, process_yield)
    activity = Activity(
        part.id,
        part.stage,
        part.subassembly,
        part.label,
        express_in_factor_unit(gross, choice.chosen),
        choice,
        part.coverage,
        part.ask,
        part.country,
        mass_kg=part.counted_kg,
        amount_spreads=part.spreads,
    )
    return Inventory.join(
        [
            Inventory((activity,)),
            _build_machining(part, gross, choice, library),
            _build_biogenic_pair(part, gross, library),
        ]
    )


def _build_machining(part: _Part, gross: Term, choice: Choice, library: Library) -> Inventory:
    """Add the electricity that a supplier spends on chips; the maker's own is in its bills."""
    is_bought_and_cut = not part.is_made_in_house and part.process_yield != 1
    if not is_bought_and_cut:
        return Inventory()
    if Scope.MACHINING in choice.chosen.scope:
        found = f"{choice.chosen.id} contains machining, and the yield of {part.id} models it"
        return Inventory(faults=(Fault(STEP_INSIDE_FACTOR, found, part.place),))
    grid = choose_factor(
        library, Need("electricity", part.country), "kWh", f"{part.id}/machining", part.place
    )
    if not isinstance(grid, Choice):
        return Inventory(faults=grid)
    reference = library.references[CHIP_ENERGY]
    energy = Term(
        "energy per kg of chips",
        reference.value,
        "kWh/kg",
        source=str(reference.source),
        grade=DataGrade.ESTIMATE,
    )
    chips = subtract("chips", gross, part.net_mass)
    low, high = reference.low or reference.value, reference.high or reference.value
    spread = Spread(SpreadKind.MINMAX, low=low, high=high)
    activity = Activity(
        f"{part.id}/machining",
        part.stage,
        part.subassembly,
        f"machining at the supplier: {part.label}",
        multiply("electricity", "kWh", chips, energy),
        grid,
        part.coverage,
        part.ask,
        part.country,
        amount_spreads=(
            *part.spreads,
            AmountSpread(f"reference/{CHIP_ENERGY}", spread, nominal=reference.value),
        ),
    )
    return Inventory((activity,))


def _build_biogenic_pair(part: _Part, gross: Term, library: Library) -> Inventory:
    """Add uptake and release of biogenic CO2 where the library has the pair (method 2)."""
    if not has_default(library, f"{part.material}/uptake"):
        return Inventory()
    stages = {"uptake": part.stage, "release": Stage.A5}
    sides = []
    for side, stage in stages.items():
        need, path = Need(f"{part.material}/{side}", part.country), f"{part.id}/{side}"
        choice = choose_factor(library, need, "kg", path, part.place)
        if not isinstance(choice, Choice):
            return Inventory(faults=choice)
        sides.append(
            Activity(
                path,
                stage,
                part.subassembly,
                f"biogenic CO2, {side}: {part.label}",
                gross,
                choice,
                part.coverage,
                part.ask,
                part.country,
                amount_spreads=part.spreads,
            )
        )
    return Inventory(tuple(sides))


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


def _show_gap(
    subject: str, subassembly: str, mass: Term, library: Library, faults: tuple[Fault, ...]
) -> Inventory:
    """Show a line that no factor answers as a gap at the figure of a generic machine."""
    choice = choose_factor(library, Need(UNASSIGNED_KEY, ""), "kg", f"gap/{subject}", Place())
    if not isinstance(choice, Choice):
        return Inventory(faults=(*faults, *choice))
    activity = Activity(
        f"gap/{subject}",
        Stage.A1,
        subassembly,
        f"gap: {subject}",
        mass,
        choice,
        CoverageClass.UNKNOWN,
        f"whoever knows {subject}",
        "",
        mass_kg=mass.value,
    )
    return Inventory((activity,), faults=faults)


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
