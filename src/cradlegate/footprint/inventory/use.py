"""Stages B: leakage, spares, energy and media over the machine's life (ISO 14955 states)."""

from decimal import Decimal

from cradlegate.background.factor import Spread, SpreadKind
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import HOURS_NOT_OF_STATES
from cradlegate.footprint.inventory.activity import (
    Activity,
    AmountSpread,
    CoverageClass,
    Exclusion,
    Inventory,
)
from cradlegate.footprint.inventory.choosing import (
    ELECTRICITY,
    choose_factor,
    express_in_factor_unit,
)
from cradlegate.footprint.term import Term, multiply
from cradlegate.product.case import Case
from cradlegate.product.use import UseProfile

PLACE = Place("use.yaml")

GRADE_BY_BASIS = {
    "measured": DataGrade.MEASURED,
    "metered": DataGrade.MEASURED,
    "published": DataGrade.DATABASE,
    "pcr": DataGrade.DATABASE,
    "guideline": DataGrade.PROXY,
}
"""Bases that name a source; every other word is the maker's own assumption (6.3.7)."""

OFF, HOURS_TOLERANCE = "off", Decimal("0.01")
PROFILE_GSD = Decimal("1.3")
"""House default for a use profile that rests on the maker's own assumption."""


def build_use(case: Case, library: Library) -> Inventory:
    """Build the activities of the use stage; nothing without a use profile."""
    use = case.use
    if use is None:
        return Inventory()
    life = Term("life", use.life_years, "year", source="use.yaml, life_years")
    parts = [
        *_build_energy(use, life, library),
        *_build_media(use, life, library),
        *_build_spares(use, library),
        _build_leakage(case, use, life, library),
        Inventory(faults=_judge_hours(use)),
        Inventory(
            exclusions=tuple(
                Exclusion(f"use/{number}", Stage.B2_B5, what, "left out of the use profile", None)
                for number, what in enumerate(use.excluded, 1)
            ),
        ),
    ]
    return Inventory.join(parts)


def _judge_hours(use: UseProfile) -> tuple[Fault, ...]:
    """Compare the hours that a figure per hour divides by with those that the states are on."""
    states = [state for state in use.states if state.name.casefold() != OFF and state.power_kw]
    on = sum((state.hours_per_year for state in states), Decimal(0))
    if not states or abs(on - use.hours_per_year) <= HOURS_TOLERANCE * use.hours_per_year:
        return ()
    found = f"hours_per_year {use.hours_per_year:f}, the states are on for {on:f} hours"
    return (Fault(HOURS_NOT_OF_STATES, found, Place("use.yaml", column="hours_per_year")),)


def _grade(basis: str) -> DataGrade:
    return GRADE_BY_BASIS.get(basis, DataGrade.ESTIMATE)


def _answer(
    library: Library,
    need: Need,
    amount: Term,
    activity_id: str,
    stage: Stage,
    label: str,
    parameter: str,
) -> Inventory:
    choice = choose_factor(library, need, amount.unit, activity_id, PLACE)
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    is_assumed = amount.grade is DataGrade.ESTIMATE
    spread = Spread(SpreadKind.GSD, value=PROFILE_GSD, is_default=True)
    activity = Activity(
        activity_id,
        stage,
        "machine",
        label,
        express_in_factor_unit(amount, choice.chosen),
        choice,
        CoverageClass.TEMPLATE if is_assumed else CoverageClass.RECORDED,
        "user of the machine",
        need.region,
        amount_spreads=(AmountSpread(parameter, spread),) if is_assumed else (),
    )
    return Inventory((activity,))


def _build_energy(use: UseProfile, life: Term, library: Library) -> list[Inventory]:
    need = Need(ELECTRICITY, use.grid_region[:2])

    def answer(energy: Term, id_: str, name: str) -> Inventory:
        label = f"electricity, {name}"
        return _answer(library, need, energy, f"use/{id_}", Stage.B6, label, "profile/states")

    parts = []
    for state in use.states:
        source, grade = f"use.yaml, states, {state.name}", _grade(state.basis)
        power = Term("power", state.power_kw, "kW", source=source, grade=grade)
        hours = Term("hours a year", state.hours_per_year, "h", source=source, grade=grade)
        energy = multiply(f"energy, {state.name}", "kWh", power, hours, life)
        parts.append(answer(energy, state.name, state.name))
    air = known(use.compressed_air_kwh_per_year)
    if air:
        source = "use.yaml, compressed_air"
        yearly = Term("compressed air", air, "kWh", source=source, grade=DataGrade.ESTIMATE)
        energy = multiply("energy, compressed air", "kWh", yearly, life)
        parts.append(answer(energy, "compressed_air", "compressed air"))
    return parts


def _build_media(use: UseProfile, life: Term, library: Library) -> list[Inventory]:
    parts = []
    for medium in use.media:
        source = f"use.yaml, media, {medium.name}"
        yearly = Term(
            medium.name,
            medium.amount_per_year,
            medium.unit,
            source=source,
            grade=_grade(medium.basis),
        )
        amount = multiply(f"{medium.name} over the life", medium.unit, yearly, life)
        need = Need(medium.material, use.grid_region[:2])
        parts.append(
            _answer(
                library,
                need,
                amount,
                f"use/media/{medium.name}",
                Stage.B7,
                medium.name,
                "profile/media",
            )
        )
    return parts


def _build_spares(use: UseProfile, library: Library) -> list[Inventory]:
    parts = []
    for spare in use.spares:
        source = f"use.yaml, spares, {spare.name}"
        grade = DataGrade.ESTIMATE
        mass = Term("mass of one", spare.mass_kg, "kg", source=source, grade=grade)
        number = Term("number in the life", spare.number_in_life, "", source=source, grade=grade)
        amount = multiply(f"{spare.name} over the life", "kg", mass, number)
        need = Need(spare.material, use.grid_region[:2])
        parts.append(
            _answer(
                library,
                need,
                amount,
                f"use/spares/{spare.name}",
                Stage.B2_B5,
                spare.name,
                "profile/spares",
            )
        )
    return parts


def _build_leakage(case: Case, use: UseProfile, life: Term, library: Library) -> Inventory:
    refrigerant = use.refrigerant
    if isinstance(refrigerant, Blank):
        return Inventory()
    source, grade = "use.yaml, refrigerant", DataGrade.ESTIMATE
    charge = Term("charge", refrigerant.charge_kg, "kg", source=source, grade=grade)
    leak = Term("leak a year", refrigerant.leak_per_year, "1/year", source=source, grade=grade)
    lost = multiply("refrigerant lost", "kg", charge, leak, life)
    need = Need(f"{refrigerant.type}/{case.machine.gwp_target}", "")
    return _answer(
        library,
        need,
        lost,
        "use/refrigerant",
        Stage.B1,
        f"leakage of {refrigerant.type}",
        "profile/leakage",
    )
