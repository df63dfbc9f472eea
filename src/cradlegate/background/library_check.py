"""Consistency rules that a factor library must keep; the shipped one is tested against them."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from cradlegate.background.factor import Factor, FactorFamily, FactorKind, Role, Scope, SpreadKind
from cradlegate.background.families import ANY_REGION, DefaultFactor
from cradlegate.background.faults import (
    BAD_BAND,
    BAD_DEFAULT,
    BAD_FAMILY,
    BAD_PAIR,
    BAD_SIGN,
    BAD_SPREAD,
    BAD_YEARS,
    KEY_WITHOUT_DEFAULT,
    NO_DECISION,
    OLD_YEARS,
)
from cradlegate.background.library import Library
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.core.grade import DataGrade

COMPLETE_GRIDS = frozenset((FactorFamily.LIFE_CYCLE, FactorFamily.CO2E_AVERAGE))
"""Families of electricity that a default may take (method 5)."""

INCOMPLETE_FAMILIES = frozenset(
    (
        FactorFamily.CO2_ONLY,
        FactorFamily.RESIDUAL,
        FactorFamily.MARGINAL,
        FactorFamily.PROJECTION,
        FactorFamily.GENERATION_ONLY,
        FactorFamily.COMPONENT,
        FactorFamily.FOSSIL_ONLY,
        FactorFamily.WELL_TO_TANK,
        FactorFamily.TANK_TO_WHEEL,
        FactorFamily.GATE_TO_GATE,
    )
)
"""Families that may be held to be recognised, and never enter a total."""

UNUSABLE_SCOPES = frozenset(
    (Scope.CREDIT_INSIDE, Scope.RADIATIVE_FORCING, Scope.SECONDARY_PRODUCTION)
)

VEHICLE_CLASSES = (
    "truck_articulated",
    "truck_rigid",
    "truck_rigid_small",
    "van",
    "container_ship",
    "general_cargo_ship",
    "bulk_carrier",
    "roro_ship",
    "freight_train",
    "freight_aircraft",
)
CARRIERS = ("electricity", "natural_gas", "diesel", "lpg", "propane", "heavy_fuel_oil", "lng")
REFRIGERANTS = ("R-134a", "R-410A", "R-407C", "R-404A", "R-507A", "HFC32")
TREATMENTS = ("eol_landfill", "eol_incineration", "eol_recycling")
OTHER_KEYS = ("timber/uptake", "timber/release", "unassigned_mass", "spend_machine_tool")

# Wide on purpose: they catch a slipped decimal point or a unit, not an unusual value.
_BANDS = {
    (FactorKind.MATERIAL, "kg"): ("0.0002", "150"),
    (FactorKind.MATERIAL, "m3"): ("0.01", "10"),
    (FactorKind.MATERIAL, "m"): ("0.001", "10"),
    (FactorKind.MATERIAL, "m2"): ("1", "2000"),
    (FactorKind.MATERIAL, "item"): ("1", "10000"),
    (FactorKind.ELECTRICITY, "kWh"): ("0.003", "1.3"),
    (FactorKind.FUEL, "kg"): ("0.2", "5"),
    (FactorKind.FUEL, "L"): ("0.05", "5"),
    (FactorKind.FUEL, "kWh"): ("0.02", "0.5"),
    (FactorKind.FUEL, "m3"): ("1", "4"),
    (FactorKind.FUEL, "Nm3"): ("1", "4"),
    (FactorKind.TRANSPORT, "t.km"): ("0.002", "6"),
    (FactorKind.END_OF_LIFE, "kg"): ("0.0005", "10"),
    (FactorKind.GAS, "kg"): ("0.003", "30000"),
    (FactorKind.SPEND, "USD"): ("0.03", "3"),
    (FactorKind.SPEND, "EUR"): ("0.03", "3"),
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2030


def check_library(library: Library) -> tuple[Fault, ...]:
    """Judge a library by every rule; an empty answer means that none is broken."""
    found = [fault for factor in library.factors.values() for fault in _check_factor(factor)]
    found += [fault for factor in library.factors.values() for fault in _pair(factor, library)]
    found += [
        fault
        for defaults in library.defaults.values()
        for default in defaults
        for fault in _usable_default(default, library)
    ]
    return (*found, *_missing_keys(library))


def needed_keys(library: Library) -> tuple[str, ...]:
    """Give every key that must have a default for all regions."""
    groups = sorted({family.group for family in library.families.values()} | {"metal", "rest"})
    treatments = [f"{treatment}/{group}" for treatment in TREATMENTS for group in groups]
    gases = [
        key for gas in REFRIGERANTS for key in (gas, *(f"{gas}/{set_}" for set_ in ("AR5", "AR6")))
    ]
    return (
        *library.families,
        *CARRIERS,
        *VEHICLE_CLASSES,
        *treatments,
        *gases,
        *OTHER_KEYS,
    )


def _check_factor(factor: Factor) -> Iterator[Fault]:
    for rule in _FACTOR_RULES:
        yield from rule(factor)


def _band(factor: Factor) -> Iterator[Fault]:
    low, high = _BANDS.get((factor.kind, factor.unit), ("0", "0"))
    if not Decimal(low) <= abs(factor.total) <= Decimal(high):
        found = f"{factor.total} per {factor.unit}, expected {low} to {high}"
        yield _fault(BAD_BAND, factor.id, found)


def _sign(factor: Factor) -> Iterator[Fault]:
    negative = {item for item, value in factor.values.items() if value < 0}
    removals = {Category.BIOGENIC_REMOVALS}
    if factor.role is Role.BURDEN and (negative or removals & set(factor.values)):
        yield _fault(BAD_SIGN, factor.id, "a burden with a removal or a negative figure")
    if factor.role is Role.UPTAKE and (set(factor.values) != removals or negative != removals):
        yield _fault(BAD_SIGN, factor.id, "an uptake is a negative biogenic removal, nothing else")
    if factor.role is Role.CREDIT and factor.total >= 0:
        yield _fault(BAD_SIGN, factor.id, "a credit that is not negative")


def _years(factor: Factor) -> Iterator[Fault]:
    if factor.year_from is None or factor.year_to is None:
        yield _fault(OLD_YEARS, factor.id, "no years")
    elif not _FIRST_YEAR <= factor.year_from <= factor.year_to <= _LAST_YEAR:
        yield _fault(BAD_YEARS, factor.id, f"{factor.year_from} to {factor.year_to}")


def _spread(factor: Factor) -> Iterator[Fault]:
    spread = factor.spread
    is_sound = {
        SpreadKind.REL95: spread.value > 0,
        SpreadKind.GSD: spread.value >= 1,
        SpreadKind.MINMAX: spread.low <= factor.total <= spread.high and spread.low < spread.high,
    }[spread.kind]
    if not is_sound:
        yield _fault(BAD_SPREAD, factor.id, f"{spread.kind} around {factor.total}")


def _family(factor: Factor) -> Iterator[Fault]:
    if factor.barred:
        if not factor.decision:
            yield _fault(NO_DECISION, factor.id, "barred, and nothing is written down")
    elif factor.family in INCOMPLETE_FAMILIES:
        yield _fault(BAD_FAMILY, factor.id, f"family {factor.family} is not barred")
    elif flags := factor.scope & UNUSABLE_SCOPES:
        yield _fault(BAD_FAMILY, factor.id, f"{', '.join(sorted(flags))} inside is not barred")
    elif factor.gwp_set in {"AR4", "none"} and factor.kind is not FactorKind.SPEND:
        yield _fault(BAD_FAMILY, factor.id, f"GWP set {factor.gwp_set} is not barred")


_FACTOR_RULES: tuple[Callable[[Factor], Iterator[Fault]], ...] = (
    _band,
    _sign,
    _years,
    _spread,
    _family,
)


def _pair(factor: Factor, library: Library) -> Iterator[Fault]:
    if not factor.pair:
        if factor.role is Role.UPTAKE:
            yield _fault(BAD_PAIR, factor.id, "an uptake without the release that balances it")
        return
    other = library.factors[factor.pair]
    if other.pair != factor.id or other.role is factor.role:
        yield _fault(BAD_PAIR, factor.id, f"{other.id} does not stand against it")


def _usable_default(default: DefaultFactor, library: Library) -> Iterator[Fault]:
    factor = library.factors[default.factor_id]
    name = f"{default.key} for {default.region}"
    if factor.barred:
        yield _fault(BAD_DEFAULT, name, f"{factor.id} is barred: {factor.barred}")
    if factor.unit != default.unit:
        yield _fault(BAD_DEFAULT, name, f"{factor.id} is per {factor.unit}, not {default.unit}")
    is_technology = name.startswith("technology/") and factor.family is FactorFamily.TECHNOLOGY
    is_complete = factor.family in COMPLETE_GRIDS or is_technology
    if factor.kind is FactorKind.ELECTRICITY and not is_complete:
        yield _fault(BAD_DEFAULT, name, f"{factor.id} is of family {factor.family}")
    if library.licences[factor.source.licence].is_share_alike:
        yield _fault(BAD_DEFAULT, name, f"{factor.id} stands in the folder that may be missing")
    # The biogenic pair is computed from the material itself and stands in for nothing.
    is_stand_in = factor.kind is FactorKind.MATERIAL and not factor.pair
    if is_stand_in and factor.grade.rank >= DataGrade.PROXY.rank and not default.is_proxy:
        yield _fault(BAD_DEFAULT, name, f"{factor.id} is a {factor.grade} and not marked as proxy")


def _missing_keys(library: Library) -> Iterator[Fault]:
    for key in needed_keys(library):
        if (key, ANY_REGION) not in library.defaults:
            yield _fault(KEY_WITHOUT_DEFAULT, key, "no default for region `*`")


def _fault(kind: FaultKind, name: str, found: str) -> Fault:
    return Fault(kind, f"{name}: {found}", Place(id=name))
