"""Stages C: transport to treatment, treatment and disposal, with credits apart in D."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cradlegate.background.factor import Factor, Role, Scope
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import CREDIT_UNDER_CUT_OFF, NO_ROUTE
from cradlegate.footprint.inventory.activity import Activity, CoverageClass, Inventory
from cradlegate.footprint.inventory.choosing import choose_factor, has_default
from cradlegate.footprint.inventory.masses import list_leaves
from cradlegate.footprint.method_faults import CREDIT_NETTED, RECYCLED_AND_CREDITED
from cradlegate.footprint.term import Term, convert, multiply
from cradlegate.product.bill import BomKind
from cradlegate.product.case import Case
from cradlegate.product.end_of_life import EndOfLifeRoute

PLACE = Place("eol.yaml")
REST = "rest"
AVOIDED_BURDEN = "avoided_burden"
WATER, FLUID_GROUP = "water", "fluid"
TRUCK = "truck_rigid"

STAGE_BY_TREATMENT = {
    "recycling": Stage.C3,
    "incineration": Stage.C3,
    "landfill": Stage.C4,
}


def build_end_of_life(
    case: Case, library: Library, mass_by_family: Mapping[str, Decimal]
) -> Inventory:
    """Build the activities of the end of life; nothing without a scenario.

    Args:
        mass_by_family: finished mass of the machine by material family, kg.
    """
    scenario = case.end_of_life
    if scenario is None:
        return Inventory()
    named = {route.material for route in scenario.routes}
    masses = sum_by_group(library, mass_by_family, named)
    parts = [
        _build_route(case, library, route, number, group, mass)
        for number, route in enumerate(scenario.routes, 1)
        for group, mass in masses[route.material].items()
    ]
    faults = () if REST in named else _find_left_over(masses[REST])
    return Inventory.join([*parts, _dispose_of_fluids(case, library), Inventory(faults=faults)])


def _find_left_over(rest: Mapping[str, Decimal]) -> tuple[Fault, ...]:
    mass = sum(rest.values(), Decimal(0))
    found = f"{mass:.0f} kg of {', '.join(sorted(rest))} are of materials that no route names"
    return (Fault(NO_ROUTE, found, Place("eol.yaml", column="routes")),) if mass else ()


def _dispose_of_fluids(case: Case, library: Library) -> Inventory:
    """Burn the first fill as hazardous waste, unless the scenario says that nothing is left."""
    scenario = case.end_of_life
    leaves = list_leaves(case.bom)
    fills = [line for line in leaves if line.kind is BomKind.FLUID and line.material != WATER]
    if scenario is None or scenario.fluids_disposal == Blank.ABSENT or not fills:
        return Inventory()
    mass = sum((line.net_mass_kg for line in fills), Decimal(0))
    source = f"bom.csv, fluids; eol.yaml, fluids_disposal: {scenario.fluids_disposal}"
    amount = Term("fluids disposed of", mass, "kg", source=source, grade=DataGrade.ESTIMATE)
    key = f"eol_incineration/{FLUID_GROUP}"
    return _answer(case, library, key, amount, "end_of_life/fluids", Stage.C4)


def sum_by_group(
    library: Library, mass_by_family: Mapping[str, Decimal], named: set[str]
) -> dict[str, dict[str, Decimal]]:
    """Sum masses by the material a route names, `rest` for all others, and by waste group."""
    result: dict[str, dict[str, Decimal]] = {name: {} for name in [*sorted(named), REST]}
    for family, mass in mass_by_family.items():
        known_family = library.families.get(family)
        group = known_family.group if known_family else "rest"
        target = result[family if family in named else REST]
        target[group] = target.get(group, Decimal(0)) + mass
    return result


def _build_route(
    case: Case,
    library: Library,
    route: EndOfLifeRoute,
    number: int,
    group: str,
    mass_kg: Decimal,
) -> Inventory:
    source, grade = f"eol.yaml, routes, {number}", DataGrade.ESTIMATE
    mass = Term(f"mass of {group}", mass_kg, "kg", source="mass balance", grade=grade)
    share = Term("share of the route", route.share, "", source=source, grade=grade)
    treated = multiply(f"{group} to {route.treatment}", "kg", mass, share)
    distance = Term("distance", route.distance_km, "km", source=source, grade=grade)
    work = multiply("transport work", "t.km", convert(treated, "t", Decimal("0.001")), distance)
    path = f"end_of_life/{number}/{group}"
    return Inventory.join(
        [
            _answer(case, library, TRUCK, work, f"{path}/transport", Stage.C2),
            _answer(
                case,
                library,
                f"eol_{route.treatment}/{group}",
                treated,
                f"{path}/{route.treatment}",
                STAGE_BY_TREATMENT[route.treatment],
            ),
            _credit(case, library, route, group, treated, path),
        ]
    )


def _answer(
    case: Case, library: Library, key: str, amount: Term, activity_id: str, stage: Stage
) -> Inventory:
    scenario = case.end_of_life
    region = scenario.region[:2] if scenario else ""
    choice = choose_factor(library, Need(key, region), amount.unit, activity_id, PLACE)
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    is_cut_off = scenario is not None and scenario.method == "cut_off"
    fault = None if stage is Stage.D else _judge_treatment(choice.chosen, is_cut_off=is_cut_off)
    if fault:
        return Inventory(faults=(fault,))
    if Scope.SECONDARY_PRODUCTION in choice.chosen.scope:
        # A burden that exists only because of its credit goes where the credit goes (method 3).
        stage = Stage.D
    activity = Activity(
        activity_id,
        stage,
        "machine",
        amount.name,
        amount,
        choice,
        CoverageClass.TEMPLATE,
        "recycler in the country of use",
        region,
    )
    return Inventory((activity,))


def _judge_treatment(factor: Factor, *, is_cut_off: bool) -> Fault | None:
    """Refuse a credit in a treatment figure, and making secondary metal under cut-off."""
    forbidden = factor.scope & {Scope.CREDIT_INSIDE, Scope.SECONDARY_PRODUCTION}
    if is_cut_off and (forbidden or factor.role is Role.CREDIT):
        found = f"{factor.id} contains {', '.join(sorted(forbidden)) or 'a credit'}"
        return Fault(CREDIT_UNDER_CUT_OFF, found, PLACE)
    if Scope.CREDIT_INSIDE in factor.scope or factor.role is Role.CREDIT:
        return Fault(CREDIT_NETTED, f"{factor.id} contains a credit", PLACE)
    return None


def build_credits(
    case: Case, library: Library, mass_by_family: Mapping[str, Decimal]
) -> tuple[Activity, ...]:
    """Build what stands in stage D under avoided burden, whatever method the case declares."""
    scenario = case.end_of_life
    if scenario is None:
        return ()
    turned = replace(case, end_of_life=replace(scenario, method=AVOIDED_BURDEN))
    built = build_end_of_life(turned, library, mass_by_family).activities
    return tuple(activity for activity in built if activity.stage is Stage.D)


def judge_recycled_content(case: Case) -> tuple[Fault, ...]:
    """Refuse lines that count recycled content where recycling is credited (method 11)."""
    scenario = case.end_of_life
    if scenario is None or scenario.method != AVOIDED_BURDEN:
        return ()
    return tuple(
        Fault(
            RECYCLED_AND_CREDITED,
            f"{line.line_id} names a factor with {share:.0%} recycled content, and "
            f"{AVOIDED_BURDEN} credits recycling",
            line.place,
        )
        for line in list_leaves(case.bom)
        if line.source_id and (share := known(line.recycled_content))
    )


def _credit(
    case: Case,
    library: Library,
    route: EndOfLifeRoute,
    group: str,
    treated: Term,
    path: str,
) -> Inventory:
    """Show the avoided burden apart, where the case asks for it and the library has one."""
    scenario = case.end_of_life
    is_avoided = scenario is not None and scenario.method == AVOIDED_BURDEN
    wants = is_avoided and route.treatment == "recycling"
    key = f"eol_credit/{group}"
    if not (wants and has_default(library, key)):
        return Inventory()
    return _answer(case, library, key, treated, f"{path}/credit", Stage.D)
