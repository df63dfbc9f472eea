"""What an answered questionnaire amounts to: the supplier's own figure, or one from its activities.

A figure computed here rests on the supplier's amounts and on our factors.  It is never verified,
and its primary share is that of the inputs whose makers stated a figure of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.factor import Factor
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import known
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.footprint.inventory.choosing import choose_factor
from cradlegate.footprint.suppliers import faults as kinds
from cradlegate.footprint.term import Term, add, convert, multiply
from cradlegate.product.suppliers.answer import Answer, EnergyUse, Input, PartAnswer
from cradlegate.product.suppliers.sent import Sent

STATED = ("scope_1", "scope_2_location", "upstream")
OF_WHICH = ("aircraft", "biogenic_emissions", "land_use_change")
CLOSING = Decimal("0.02")
"""Largest share of the input mass that may be neither in the part nor scrap."""
_BY_CALORIFIC = frozenset(("natural_gas", "propane"))
_PART_BY_CATEGORY = {
    Category.FOSSIL_OTHER: "fossil",
    Category.AIRCRAFT: "fossil",
    Category.BIOGENIC_EMISSIONS: "biogenic",
    Category.LAND_USE_CHANGE: "land_use_change",
    Category.UNSPLIT: "unsplit",
}


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """One part as a footprint, with the terms that a computed figure was made of.

    Args:
        terms: one for every energy use and input; none where the supplier stated the figure.
    """

    sent: Sent
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class _Share:
    """What one energy use or input adds."""

    term: Term
    values: dict[Category, Decimal]
    gwp_set: str
    primary: Decimal = Decimal(0)


def draw_figures(answer: Answer, library: Library) -> tuple[AnswerFigure, ...]:
    """Give the figure of every part of an answer, per declared unit."""
    return tuple(_draw_figure(part, answer.supplier_id, library) for part in answer.parts)


def _draw_figure(part: PartAnswer, supplier_id: str, library: Library) -> AnswerFigure:
    stated = [part.value(name) for name in STATED]
    if all(value is not None for value in stated):
        return AnswerFigure(_take_stated(part, supplier_id))
    faults = [*_find_incomplete(part), *_find_twice(part), *_judge_masses(part)]
    shares: list[_Share] = []
    scored = [_score_energy(use, part, library) for use in part.energy]
    scored += [_score_input(item, part, library) for item in part.inputs]
    for share in scored:
        if isinstance(share, _Share):
            shares.append(share)
        else:
            faults += share
    return AnswerFigure(
        _take_computed(part, supplier_id, shares, faults), tuple(s.term for s in shares)
    )


def _take_stated(part: PartAnswer, supplier_id: str) -> Sent:
    whole = sum((part.value(name) for name in STATED), Decimal(0))
    own = part.value("scope_1") + part.value("scope_2_location")
    inside = [part.value(name) for name in OF_WHICH]
    parts = {}
    if all(value is not None for value in inside):
        _, biogenic, land_use = inside
        parts = {
            "fossil": whole - biogenic - land_use,
            "biogenic": biogenic,
            "land_use_change": land_use,
        }
    known_upstream = sum((_primary_of(item) for item in part.inputs), Decimal(0))
    primary = own + min(known_upstream, part.value("upstream"))
    return _describe(
        part,
        supplier_id,
        excluding=whole,
        parts=parts,
        aircraft=inside[0] if parts else Decimal(0),
        gwp_sets=(part.value("gwp_set"),),
        primary_share=primary / whole if whole else Decimal(0),
        assurance=part.value("verification"),
        faults=tuple(_judge_market(part)),
    )


def _take_computed(
    part: PartAnswer, supplier_id: str, shares: Sequence[_Share], faults: Sequence[Fault]
) -> Sent:
    sums = {
        category: sum((each.values.get(category, Decimal(0)) for each in shares), Decimal(0))
        for category in Category
    }
    removals = sums.pop(Category.BIOGENIC_REMOVALS)
    whole = sum(sums.values(), Decimal(0))
    parts: dict[str, Decimal] = {}
    for category, value in sums.items():
        if value:
            name = _PART_BY_CATEGORY[category]
            parts[name] = parts.get(name, Decimal(0)) + value
    primary = sum((each.primary for each in shares), Decimal(0))
    return _describe(
        part,
        supplier_id,
        excluding=whole if shares else None,
        parts=parts,
        aircraft=sums[Category.AIRCRAFT],
        removals=removals,
        gwp_sets=tuple(dict.fromkeys(each.gwp_set for each in shares)),
        primary_share=primary / whole if whole else Decimal(0),
        assurance="none",
        faults=tuple(faults),
    )


def _describe(part: PartAnswer, supplier_id: str, **figure: object) -> Sent:
    return Sent(
        id=f"{supplier_id}-{part.line_id}",
        supplier_id=supplier_id,
        product=part.value("description") or part.line_id,
        line_ids=(part.line_id,),
        units=(part.value("declared_unit"),),
        mass_kg=part.value("mass_per_unit"),
        boundary=part.value("boundary"),
        period=part.value("period"),
        geography=part.value("geography"),
        dqr=part.record.values["dqr"],
        valid_to=part.record.values["valid_to"],
        place=part.record.place,
        **{"removals": part.value("biogenic_removals") or Decimal(0), **figure},  # type: ignore[arg-type]
    )


def _score_energy(use: EnergyUse, part: PartAnswer, library: Library) -> _Share | tuple[Fault, ...]:
    key, unit = use.carrier, use.amount.unit
    if use.carrier in _BY_CALORIFIC and _is_energy(unit):
        basis = known(use.cv_basis)
        if basis is None:
            found = f"{use.amount} of {use.carrier} for {use.process}"
            return (Fault(kinds.NO_CALORIFIC_BASIS, found, use.place),)
        key = f"{use.carrier}/gross" if basis == "gross" else use.carrier
    need = Need(key, part.value("geography"))
    subject = f"{use.line_id}/{use.process}/{use.carrier}"
    choice = choose_factor(library, need, unit, subject, use.place)
    if not isinstance(choice, Choice):
        return choice
    amount = Term(
        f"{use.carrier} of {use.process}",
        use.amount.value,
        unit,
        source=str(use.place),
        grade=DataGrade.SUPPLIER_UNVERIFIED,
    )
    return _apply(choice.chosen, amount)


def _score_input(item: Input, part: PartAnswer, library: Library) -> _Share | tuple[Fault, ...]:
    grade = DataGrade.SUPPLIER_UNVERIFIED
    mass = Term(item.material, item.mass_kg, "kg", source=str(item.place), grade=grade)
    own = known(item.footprint)
    if own is not None:
        source = f"{known(item.supplier) or 'its maker'}, {item.place}"
        figure = Term("figure of its maker", own, "kg CO2e/kg", source=source, grade=grade)
        term = multiply(f"{item.material}, kg CO2e", "kg CO2e", mass, figure)
        values = {Category.UNSPLIT: term.value}
        return _Share(term, values, item.gwp_set, _primary_of(item))
    region = known(item.origin_country) or part.value("geography")
    subject = f"{item.line_id}/{item.material}"
    choice = choose_factor(library, Need(item.material, region), "kg", subject, item.place)
    return _apply(choice.chosen, mass) if isinstance(choice, Choice) else choice


def _apply(factor: Factor, amount: Term) -> _Share:
    counted = convert(amount, factor.unit, conversion_factor(amount.unit, factor.unit))
    source = f"factor {factor.id}, {factor.source}"
    value = Term(
        factor.name, factor.total, f"kg CO2e/{factor.unit}", source=source, grade=factor.grade
    )
    term = multiply(f"{amount.name}, kg CO2e", "kg CO2e", counted, value)
    values = {category: counted.value * each for category, each in factor.values.items()}
    return _Share(term, values, factor.gwp_set)


def sum_terms(figure: AnswerFigure) -> Term:
    """Give the sum of the terms of a computed figure, kg CO2e per declared unit."""
    return add(f"{figure.sent.id}, kg CO2e per {figure.sent.units[0]}", figure.terms)


def _primary_of(item: Input) -> Decimal:
    """Give the primary part of an input, kg CO2e: its maker's figure times its primary share."""
    return item.mass_kg * (known(item.footprint) or Decimal(0)) * (known(item.primary_share) or 0)


def _find_incomplete(part: PartAnswer) -> Iterator[Fault]:
    """Say what either way to a figure still needs."""
    missing = [name for name in STATED if part.value(name) is None]
    lacking = [name for name in ("energy", "inputs") if not getattr(part, name)]
    if lacking:
        found = (
            f"{part.line_id} lacks {', '.join(missing)} for a stated figure, and rows of "
            f"{' and '.join(lacking)} for a computed one"
        )
        yield Fault(kinds.INCOMPLETE_ANSWER, found, part.record.place)


def _find_twice(part: PartAnswer) -> Iterator[Fault]:
    seen: dict[tuple[str, str], EnergyUse] = {}
    for use in part.energy:
        first = seen.setdefault((use.process, use.carrier), use)
        if first.place.file != use.place.file:
            found = f"{use.carrier} of {use.process} stands here and in {first.place}"
            yield Fault(kinds.ENERGY_TWICE, found, use.place)


def _judge_masses(part: PartAnswer) -> Iterator[Fault]:
    """Compare inputs with the part and its scrap; without inputs nothing can be said."""
    if not part.inputs:
        return
    unit_kg = Decimal(1) if part.value("declared_unit") == "kg" else part.value("mass_per_unit")
    scrap = part.value("scrap")
    inputs = sum((item.mass_kg for item in part.inputs), Decimal(0))
    rest = inputs - unit_kg - (scrap or 0)
    is_short = rest < -CLOSING * inputs
    is_long = scrap is not None and rest > CLOSING * inputs
    if is_short or is_long:
        gone = "unknown" if scrap is None else f"{scrap:f} kg"
        found = f"{part.line_id}: {inputs:f} kg go in, {unit_kg:f} kg come out, scrap {gone}"
        yield Fault(kinds.INPUTS_NOT_CLOSING, found, part.record.place)


def _judge_market(part: PartAnswer) -> Iterator[Fault]:
    market, location = part.value("scope_2_market"), part.value("scope_2_location")
    if market is not None and market != location:
        found = f"{part.line_id}: {market:f} by contract, {location:f} kg CO2e by the grid"
        yield Fault(kinds.MARKET_BESIDE, found, part.record.at("scope_2_market"))


def _is_energy(unit: str) -> bool:
    try:
        conversion_factor(unit, "kWh")
    except UnitError:
        return False
    return True
