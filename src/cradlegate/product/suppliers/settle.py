"""From what a supplier states to our form: one unit, one boundary, parts that add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from types import MappingProxyType

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.product.case import Case
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.sent import Sent

MOST_EXEMPTED = Decimal("0.05")
"""Share left out above which it is named (house rule)."""
TOLERANCE = Decimal("0.001")
"""Relative difference that rounding of the stated figures explains."""
_UNITS = {
    "kilogram": "kg", "piece": "item", "pieces": "item", "pcs": "item", "unit": "item",
    "liter": "L", "litre": "L", "cubic meter": "m3", "square meter": "m2", "tonne": "t",
    "metric ton": "t", "ton": "t", "item(s)": "item",
}  # fmt: skip
_GATE = frozenset(("a1a3", "cradletogate", "a1a2a3"))
_DELIVERED = frozenset(("a1a4", "a1a3a4", "a1a2a3a4"))
_GROSS = frozenset(("fossil", "biogenic"))
_KNOWN_SETS = ("AR4", "AR5", "AR6")


@dataclass(frozen=True, slots=True)
class Settled:
    """A footprint in our form, None if it cannot be used, and everything found on the way."""

    footprint: SupplierFootprint | None
    faults: tuple[Fault, ...]


def settle_footprint(sent: Sent, case: Case, raw_digest: str) -> Settled:
    """Bring a footprint into our form, or say everything that stands against it.

    Figures are divided by the declared amount and expressed per kg or per item; nothing is
    rescaled for what the supplier exempted, and no GWP values are recomputed.

    Args:
        raw_digest: of the file as received.
    """
    faults = [*sent.faults, *_find_missing(sent), *_find_unknown_lines(sent, case)]
    faults += _judge_boundary(sent)
    if any(fault.is_error for fault in faults):
        return Settled(None, tuple(faults))
    unit, units, unit_faults = _settle_unit(sent)
    values, value_faults = split_figure(sent)
    faults += [*unit_faults, *value_faults, *_judge_quality(sent, case)]
    if any(fault.is_error for fault in faults) or sent.period is None:
        return Settled(None, tuple(faults))
    with localcontext() as context:
        context.prec = 34
        by_category = {
            category: (value / units).normalize() for category, value in values.items() if value
        }
        mass = Decimal(1) if unit == "kg" else (sent.mass_kg or units) / units
    footprint = _describe(sent, sent.period, by_category, raw_digest)
    footprint = replace(footprint, declared_unit=unit, mass_per_unit_kg=mass)
    return Settled(footprint, tuple(faults))


def name_gwp_set(names: tuple[str, ...]) -> str:
    """Give the one set of GWP values, `mixed` for several, `unstated` for none that is known."""
    known = sorted({name for name in names if name in _KNOWN_SETS})
    if not known:
        return "mixed" if "mixed" in names else "unstated"
    return known[0] if len(known) == 1 and len(set(names)) == 1 else "mixed"


def split_figure(sent: Sent) -> tuple[dict[Category, Decimal], list[Fault]]:
    """Split the figure into categories that add up to it; the rest is not separable."""
    faults: list[Fault] = []
    removals = _settle_removals(sent, faults)
    faults += _judge_gross(sent)
    parts = sum(sent.parts.values(), Decimal(0))
    whole = parts if sent.excluding is None else sent.excluding
    fossil = sent.parts.get("fossil", Decimal(0))
    # Senders count aircraft inside fossil or beside it; the sum of their parts tells which.
    is_beside = bool(sent.aircraft) and _is_near(parts + sent.aircraft, whole)
    if not is_beside and sent.aircraft <= fossil:
        fossil -= sent.aircraft
    parts = parts + sent.aircraft if is_beside else parts
    rest = Decimal(0) if _is_near(parts, whole) else whole - parts
    is_too_much = not is_beside and sent.aircraft > sent.parts.get("fossil", whole)
    faults += _judge_rest(sent, rest, whole, parts, is_too_much=is_too_much)
    if not sent.parts:
        rest -= sent.aircraft
    values = {
        Category.FOSSIL_OTHER: fossil,
        Category.AIRCRAFT: sent.aircraft,
        Category.BIOGENIC_EMISSIONS: sent.parts.get("biogenic", Decimal(0)),
        Category.BIOGENIC_REMOVALS: removals,
        Category.LAND_USE_CHANGE: sent.parts.get("land_use_change", Decimal(0)),
        Category.UNSPLIT: rest + sent.parts.get("unsplit", Decimal(0)),
    }
    return values, faults


def _judge_gross(sent: Sent) -> Iterator[Fault]:
    """Refuse emissions below zero: what is taken up stands in the uptake, and nowhere else."""
    emitted = {name: value for name, value in sent.parts.items() if name in _GROSS}
    emitted |= {"aircraft": sent.aircraft, "all": sent.excluding or Decimal(0)}
    for name, value in emitted.items():
        if value < 0:
            found = f"emissions of {value:f} kg CO2e under {name}"
            yield Fault(kinds.NEGATIVE_EMISSIONS, found, sent.place)


def _judge_rest(
    sent: Sent, rest: Decimal, whole: Decimal, parts: Decimal, *, is_too_much: bool
) -> Iterator[Fault]:
    if rest < 0 or is_too_much:
        found = f"parts of {parts + sent.aircraft:f} stand in a figure of {whole:f} kg CO2e"
        yield Fault(kinds.PARTS_EXCEED, found, sent.place)
    elif rest and sent.parts:
        found = f"{rest:f} of {whole:f} kg CO2e is explained by no part"
        yield Fault(kinds.REMAINDER, found, sent.place)


def _describe(
    sent: Sent, period: Interval, by_category: Mapping[Category, Decimal], raw_digest: str
) -> SupplierFootprint:
    """Describe a footprint per kg."""
    return SupplierFootprint(
        id=sent.id,
        supplier_id=sent.supplier_id,
        product=sent.product,
        line_ids=sent.line_ids,
        declared_unit="kg",
        mass_per_unit_kg=Decimal(1),
        boundary="A1-A4" if _plain(sent.boundary) in _DELIVERED else "A1-A3",
        by_category=MappingProxyType(by_category),
        gwp_set=name_gwp_set(sent.gwp_sets),
        period=period,
        geography=sent.geography,
        primary_share=sent.primary_share,
        dqr=sent.dqr,
        valid_to=sent.valid_to,
        assurance=sent.assurance,
        raw_digest=raw_digest,
    )


def _settle_removals(sent: Sent, faults: list[Fault]) -> Decimal:
    stated, whole = sent.removals, sent.excluding
    has_both = whole is not None and sent.including is not None
    difference = sent.including - whole if has_both else None  # type: ignore[operator]
    if stated > 0 and difference is not None and _is_near(-stated, difference):
        found = f"uptake of {stated:f} kg CO2e is taken as {-stated:f}"
        faults.append(Fault(kinds.REMOVAL_TURNED, found, sent.place))
        return -stated
    is_off = difference is not None and not _is_near(stated, difference)
    if stated == 0 and difference is not None and difference < 0:
        return difference
    if stated > 0 or (is_off and stated):
        found = f"uptake of {stated:f}, {whole} without and {sent.including} kg CO2e with it"
        faults.append(Fault(kinds.REMOVAL_SIGN, found, sent.place))
    return stated


def _is_near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _find_missing(sent: Sent) -> Iterator[Fault]:
    """Name every field without which a footprint cannot be used, in one fault."""
    needed = {
        "id": sent.id,
        "supplier": sent.supplier_id,
        "product": sent.product,
        "lines": sent.line_ids,
        "declared unit": sent.units,
        "boundary": sent.boundary,
        "figure": sent.excluding is not None or sent.parts,
        "GWP set": sent.gwp_sets,
        "period": sent.period,
        "geography": sent.geography,
        "mass": sent.mass_kg is not None or any(_spell(unit) != "item" for unit in sent.units),
    }
    if missing := [name for name, value in needed.items() if not value]:
        named = sent.id or sent.product or "a footprint"
        yield Fault(kinds.FIELDS_MISSING, f"{named} lacks {', '.join(missing)}", sent.place)


def _find_unknown_lines(sent: Sent, case: Case) -> Iterator[Fault]:
    known = {line.line_id for line in case.bom}
    if unknown := [line for line in sent.line_ids if line not in known]:
        found = f"{sent.id} is of {', '.join(unknown)}"
        yield Fault(kinds.UNKNOWN_LINE, found, replace(sent.place, column="line_ids"))


def _judge_boundary(sent: Sent) -> Iterator[Fault]:
    plain = _plain(sent.boundary)
    place = replace(sent.place, column="boundary")
    if plain and plain not in _GATE | _DELIVERED:
        found = f"{sent.id} covers {sent.boundary!r} in one figure"
        yield Fault(kinds.BOUNDARY_REFUSED, found, place)
    if sent.left_out:
        found = f"{sent.id}: {', '.join(sent.left_out)} are not taken"
        yield Fault(kinds.BOUNDARY_REDUCED, found, place)


def _plain(boundary: str) -> str:
    return "".join(sign for sign in boundary.casefold() if sign.isalnum())


def _spell(unit: str) -> str:
    plain = " ".join(unit.split())
    return _UNITS.get(plain.casefold(), plain)


def _settle_unit(sent: Sent) -> tuple[str, Decimal, list[Fault]]:
    """Give our unit, how many of it the figures are per, and the faults."""
    place = replace(sent.place, column="declared_unit")
    spelled = sorted({_spell(unit) for unit in sent.units})
    if len(spelled) > 1:
        found = f"{sent.id} is per {' and per '.join(spelled)}"
        return "", Decimal(1), [Fault(kinds.TWO_UNITS, found, place)]
    unit = spelled[0]
    if unit == "item":
        return "item", sent.amount, []
    try:
        kilograms = sent.amount * conversion_factor(unit, "kg")
    except UnitError:
        return _reduce_unit(sent, unit, place)
    if sent.mass_kg is not None and not _is_near(sent.mass_kg, kilograms):
        found = f"{sent.id} is per {sent.amount:f} {unit} and weighs {sent.mass_kg:f} kg"
        return "", Decimal(1), [Fault(kinds.TWO_UNITS, found, place)]
    return "kg", kilograms, []


def _reduce_unit(sent: Sent, unit: str, place: Place) -> tuple[str, Decimal, list[Fault]]:
    if not sent.mass_kg:
        found = f"{sent.id} is per {sent.amount:f} {unit} of unknown mass"
        return "", Decimal(1), [Fault(kinds.UNIT_REFUSED, found, place)]
    found = f"{sent.id} is per {sent.amount:f} {unit} of {sent.mass_kg:f} kg, taken per kg"
    return "kg", sent.mass_kg, [Fault(kinds.UNIT_REDUCED, found, place)]


def _judge_quality(sent: Sent, case: Case) -> Iterator[Fault]:
    target, stated = case.machine.gwp_target, name_gwp_set(sent.gwp_sets)
    if stated != target:
        found = f"{sent.id} rests on {stated} ({', '.join(sent.gwp_sets)}), the case on {target}"
        yield Fault(kinds.OTHER_GWP, found, replace(sent.place, column="gwp_set"))
    if sent.exempted is not None and sent.exempted > MOST_EXEMPTED:
        found = f"{sent.id} leaves out {sent.exempted:%} of its emissions"
        yield Fault(kinds.EXEMPTED, found, replace(sent.place, column="exempted"))
    first = case.machine.data_period.first
    if not isinstance(sent.valid_to, Blank) and sent.valid_to.last < first:
        found = f"{sent.id} was valid to {sent.valid_to}, the case is of {case.machine.data_period}"
        yield Fault(kinds.NOT_VALID, found, replace(sent.place, column="valid_to"))
    if sent.dropped:
        found = f"{sent.id}: {', '.join(sent.dropped)}"
        yield Fault(kinds.DROPPED, found, sent.place)
