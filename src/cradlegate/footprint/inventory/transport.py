"""Stages A2, A4, A5 and C2: transport legs (ISO 14083, well to wheel)."""

from dataclasses import replace
from decimal import Decimal

from cradlegate.background.factor import Factor, Scope, Spread, SpreadKind
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import CARGO_UNKNOWN, DISTANCE_DERIVED, STEP_INSIDE_FACTOR
from cradlegate.footprint.inventory.activity import (
    Activity,
    AmountSpread,
    CoverageClass,
    Inventory,
)
from cradlegate.footprint.inventory.choosing import choose_factor
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.term import Term, convert, multiply
from cradlegate.product.case import Case
from cradlegate.product.transport import TransportLeg

DEFAULT_CLASS = {
    "road": "truck_articulated",
    "rail": "freight_train",
    "sea": "container_ship",
    "air": "freight_aircraft",
    "inland_water": "general_cargo_ship",
}

DERIVED_GSD = Decimal("1.15")
"""House default for a distance that was derived rather than reported by a carrier."""

KG_PER_T = Decimal(1000)


def build_transport(case: Case, sources: Sources, incoming_kg: dict[str, Decimal]) -> Inventory:
    """Build the activities of all legs.

    Args:
        incoming_kg: mass that comes in, by bom line, subassembly and `machine` for all.
    """
    beyond = find_legs_beyond_end(case)
    return Inventory.join(
        [_build_leg(case, leg, sources, incoming_kg, leg.leg in beyond) for leg in case.transport]
    )


def find_legs_beyond_end(case: Case) -> frozenset[str]:
    """Find the outbound legs past the declared end point (method 3).

    Up to the port of entry or the border, legs inside the country of destination lie beyond, but
    one that ends at the end point itself; of a machine made in that country, those from the end
    point on.  Up to the site, none does.
    """
    machine = case.machine
    if machine.transport_end == "site":
        return frozenset()
    country, end = machine.destination[:2], machine.destination
    inside = [
        leg
        for leg in case.transport
        if leg.stage is Stage.A4 and leg.start[:2] == country == leg.end[:2] and leg.end != end
    ]
    if machine.maker.country != country:
        return frozenset(leg.leg for leg in inside)
    passed = {end}
    while reached := {leg.end for leg in inside if leg.start in passed} - passed:
        passed |= reached
    return frozenset(leg.leg for leg in inside if leg.start in passed)


def _build_leg(
    case: Case,
    leg: TransportLeg,
    sources: Sources,
    incoming_kg: dict[str, Decimal],
    beyond: bool,  # noqa: FBT001
) -> Inventory:
    key = known(leg.vehicle_class) or DEFAULT_CLASS[leg.mode]
    subject = f"transport/{leg.leg}"
    need = Need(key, leg.start[:2])
    choice = choose_factor(sources.library, need, "t.km", subject, leg.place, leg.factor_id)
    faults: tuple[Fault, ...] = () if isinstance(choice, Choice) else choice
    try:
        distance = _measure_distance(leg, sources)
    except FaultsError as error:
        return Inventory(faults=(*faults, *error.faults))
    if not isinstance(choice, Choice):
        return Inventory(faults=faults)
    faults = _find_double_counts(leg, choice.chosen, incoming_kg)
    if faults:
        return Inventory(faults=faults)
    tonnes = convert(_weigh_cargo(case, leg, incoming_kg), "t", 1 / KG_PER_T)
    work = multiply("transport work", "t.km", tonnes, distance)
    activity = _carry(leg, work, choice, need.region, distance.grade)
    found = f"{distance.value:.0f} km from {leg.start} to {leg.end} by {leg.mode}"
    is_derived = known(leg.distance_km) is None
    warnings = (Fault(DISTANCE_DERIVED, found, leg.place),) if is_derived else ()
    return Inventory((replace(activity, is_beyond_end_point=beyond),), faults=warnings)


def _carry(
    leg: TransportLeg, work: Term, choice: Choice, region: str, distance_grade: DataGrade
) -> Activity:
    """Make the activity of a leg; an estimated distance spreads, and counts as template data."""
    is_estimate = distance_grade is DataGrade.ESTIMATE
    spread = Spread(SpreadKind.GSD, value=DERIVED_GSD, is_default=True)
    return Activity(
        f"transport/{leg.leg}",
        leg.stage,
        "machine",
        f"{leg.mode} {leg.start} → {leg.end}",
        work,
        choice,
        CoverageClass.TEMPLATE if is_estimate else CoverageClass.RECORDED,
        f"carrier of leg {leg.leg}",
        region,
        amount_spreads=(AmountSpread(f"distance/{leg.start}/{leg.end}/{leg.mode}", spread),)
        if is_estimate
        else (),
    )


def _find_double_counts(
    leg: TransportLeg, factor: Factor, incoming_kg: dict[str, Decimal]
) -> tuple[Fault, ...]:
    faults = []
    if leg.stage is not Stage.A2 and leg.applies_to != "machine" and not known(leg.cargo_mass_kg):
        found = f"{leg.leg} carries {leg.applies_to}, and what that weighs on the way is not stated"
        faults.append(Fault(CARGO_UNKNOWN, found, leg.place))
    takes_incoming = leg.stage is Stage.A2 and known(leg.cargo_mass_kg) is None
    if takes_incoming and not incoming_kg.get(leg.applies_to):
        found = (
            f"{leg.leg} brings in {leg.applies_to}, whose factors contain inbound transport "
            "or which weighs nothing"
        )
        faults.append(Fault(STEP_INSIDE_FACTOR, found, leg.place))
    # What a process of a database contains is not known here; the leg's own word stands.
    is_known = factor.origin is None
    if is_known and (Scope.EMPTY_RUNNING in factor.scope) is not leg.empty_in_factor:
        says = "contains" if Scope.EMPTY_RUNNING in factor.scope else "does not contain"
        found = f"{factor.id} {says} empty running, {leg.leg} says otherwise"
        faults.append(Fault(STEP_INSIDE_FACTOR, found, leg.place))
    return tuple(faults)


def _measure_distance(leg: TransportLeg, sources: Sources) -> Term:
    stated = known(leg.distance_km)
    if stated is not None:
        source = f"{leg.place}, {leg.distance_basis}"
        grade = DataGrade.INVOICED if leg.distance_basis == "actual" else DataGrade.ESTIMATE
        return Term("distance", stated, "km", source=source, grade=grade)
    route = sources.derive_distance(leg.start, leg.end, leg.mode)
    return Term(
        "distance",
        route.km,
        "km",
        formula=route.formula,
        source=str(route.source),
        grade=DataGrade.ESTIMATE,
    )


def _weigh_cargo(case: Case, leg: TransportLeg, incoming_kg: dict[str, Decimal]) -> Term:
    stated = known(leg.cargo_mass_kg)
    if stated is not None:
        return Term("cargo mass", stated, "kg", source=f"{leg.place}, cargo_mass")
    if leg.stage is Stage.A2:
        mass = incoming_kg.get(leg.applies_to, Decimal(0))
        return Term("incoming mass", mass, "kg", source=f"input masses of {leg.applies_to}")
    if leg.applies_to == "machine" and leg.stage is Stage.C2:
        return Term("net mass", case.machine.net_mass_kg, "kg", source="machine.yaml, net_mass")
    gross = case.machine.gross_shipping_mass_kg
    return Term("gross shipping mass", gross, "kg", source="machine.yaml, gross_shipping_mass")
