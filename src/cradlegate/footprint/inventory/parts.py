"""One part of either kind: its material, its chips, its biogenic carbon, its packaging waste."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.factor import Factor, Scope, Spread, SpreadKind
from cradlegate.background.library import Library
from cradlegate.background.references import ReferenceValue
from cradlegate.background.selection import Choice, Need
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import STEP_INSIDE_FACTOR
from cradlegate.footprint.inventory.activity import (
    Activity,
    AmountSpread,
    CoverageClass,
    Inventory,
)
from cradlegate.footprint.inventory.choosing import (
    ELECTRICITY,
    choose_factor,
    express_in_factor_unit,
    has_default,
)
from cradlegate.footprint.term import Term, divide, multiply, subtract

METAL_GROUPS = frozenset(("ferrous", "aluminium", "copper", "other_metal"))
UNASSIGNED_KEY = "unassigned_mass"
_SUPPLIED = frozenset((DataGrade.SUPPLIER_VERIFIED, DataGrade.SUPPLIER_UNVERIFIED))
CHIP_ENERGY = "machining_energy_per_kg_chips"


@dataclass(frozen=True, slots=True)
class Part:
    """A part, ready to be scored.

    Args:
        material: family of the library.
        country: where it is made, ISO 3166-1 alpha-2.
        factor_id: a factor that the case names; empty = the default.
        counted_kg: mass that it accounts for in the mass balance.
    """

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


def build_part(part: Part, library: Library) -> tuple[Inventory, ...]:
    """Build the activities of a part: of its material, and of what follows from that."""
    need = Need(part.material, part.country)
    choice = choose_factor(library, need, "kg", part.id, part.place, part.factor_id)
    if not isinstance(choice, Choice):
        return (show_gap(part.id, part.subassembly, part.net_mass, library, choice),)
    gross = _find_input_mass(part)
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
    return (
        Inventory((activity,)),
        _build_machining(part, gross, choice, library),
        _build_biogenic_pair(part, gross, choice.chosen, library),
        _build_packaging_waste(part, library),
    )


def _find_input_mass(part: Part) -> Term:
    if part.process_yield == 1:
        return part.net_mass
    process_yield = Term(
        "yield", part.process_yield, "", source=str(part.place), grade=part.net_mass.grade
    )
    return divide("input mass", "kg", part.net_mass, process_yield)


def _build_machining(part: Part, gross: Term, choice: Choice, library: Library) -> Inventory:
    """Add the electricity that a supplier spends on chips; the maker's own is in its bills."""
    is_bought_and_cut = not part.is_made_in_house and part.process_yield != 1
    if not is_bought_and_cut:
        return Inventory()
    if Scope.MACHINING in choice.chosen.scope:
        found = f"{choice.chosen.id} contains machining, and the yield of {part.id} models it"
        return Inventory(faults=(Fault(STEP_INSIDE_FACTOR, found, part.place),))
    grid = choose_factor(
        library, Need(ELECTRICITY, part.country), "kWh", f"{part.id}/machining", part.place
    )
    if not isinstance(grid, Choice):
        return Inventory(faults=grid)
    energy, spread = _describe_chip_energy(library.references[CHIP_ENERGY])
    chips = subtract("chips", gross, part.net_mass)
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
        amount_spreads=(*part.spreads, spread),
    )
    return Inventory((activity,))


def _describe_chip_energy(reference: ReferenceValue) -> tuple[Term, AmountSpread]:
    value, grade = reference.value, DataGrade.ESTIMATE
    energy = Term(
        "energy per kg of chips", value, "kWh/kg", source=str(reference.source), grade=grade
    )
    ends = Spread(SpreadKind.MINMAX, low=reference.low or value, high=reference.high or value)
    return energy, AmountSpread(f"reference/{CHIP_ENERGY}", ends, nominal=value)


def build_supplied_packaging(part: Part, factor: Factor, library: Library) -> tuple[Inventory, ...]:
    """Add what a supplier's figure of packaging leaves to the user: release and disposal."""
    if part.stage is not Stage.A3:
        return ()
    return (
        _build_biogenic_pair(part, part.net_mass, factor, library),
        _build_packaging_waste(part, library),
    )


def _build_biogenic_pair(part: Part, gross: Term, factor: Factor, library: Library) -> Inventory:
    """Add uptake and release of biogenic CO2 where the library has the pair (method 2).

    A process of a database or a supplier's figure that counts uptake itself leaves the release
    alone to be added.
    """
    if not has_default(library, f"{part.material}/uptake"):
        return Inventory()
    stages = {"uptake": part.stage, "release": Stage.A5}
    counts_own = bool(factor.origin) or factor.grade in _SUPPLIED
    if counts_own and factor.values.get(Category.BIOGENIC_REMOVALS):
        del stages["uptake"]
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


def _build_packaging_waste(part: Part, library: Library) -> Inventory:
    """Discard packaging where the machine is installed: metal to scrap, all else burnt."""
    if part.stage is not Stage.A3:
        return Inventory()
    group = library.families[part.material].group
    treatment = "recycling" if group in METAL_GROUPS else "incineration"
    need, path = Need(f"eol_{treatment}/{group}", ""), f"{part.id}/waste"
    choice = choose_factor(library, need, "kg", path, part.place)
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    activity = Activity(
        path,
        Stage.A5,
        part.subassembly,
        f"{treatment} of {part.label}",
        part.net_mass,
        choice,
        part.coverage,
        "user of the machine",
        "",
    )
    return Inventory((activity,))


def show_gap(
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
