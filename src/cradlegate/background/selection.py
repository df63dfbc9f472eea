"""Which factor answers which need, and why (method 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from cradlegate.background.factor import Factor, FactorKind
from cradlegate.background.families import ANY_REGION, DefaultFactor
from cradlegate.background.faults import (
    BARRED_FACTOR,
    NO_DEFAULT,
    OTHER_KIND,
    UNIT_MISMATCH,
    UNKNOWN_FACTOR,
)
from cradlegate.background.library import Library
from cradlegate.background.search import near_matches
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.quantity import UnitError, conversion_factor

_EFFECT = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for.

    Args:
        key: material family, `electricity`, fuel carrier, transport vehicle class, …
        region: ISO 3166-1 alpha-2 country of the process, "" if unknown.
    """

    key: str
    region: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A factor chosen for a subject.

    Args:
        subject: what it was chosen for, such as `bom/BED-01`.
        chosen: the factor.
        rule: `default`, `named` (the case names the factor), `supplier` or `conservative`.
        alternatives: ids of other factors of the same key.
        effect: kg CO2e per unit by which a named factor differs from the default; "" for a default.
        reason: why this one, from the defaults table or from the case.
        mapping_score: PEF technology score 1-5 of the step from need to factor (5 = unknown).
        is_proxy: whether the factor stands in for a family that has no source of its own.
    """

    subject: str
    chosen: Factor
    rule: str
    alternatives: tuple[str, ...]
    effect: str
    reason: str
    mapping_score: int
    is_proxy: bool


def select_default(need: Need, unit: str, subject: str, library: Library) -> Choice:
    """Take the default factor of a key: of the country if it has one, else of every region.

    Args:
        need: what is looked for; a subdivision such as `CN-SD` takes its country's default.
        unit: of the amount that the factor will multiply.
        subject: what it is chosen for.

    Raises:
        FaultsError: no default (BG-002), or none in a unit that fits (BG-004).
    """
    default = _find_default(need, unit, subject, library)
    factor = library.factors[default.factor_id]
    if factor.barred:
        raise _refusal(BARRED_FACTOR, f"{factor.id} is barred: {factor.barred}", subject)
    return Choice(
        subject=subject,
        chosen=factor,
        rule="default",
        alternatives=_alternatives(factor, library),
        effect="",
        reason=default.reason,
        mapping_score=default.mapping_score,
        is_proxy=default.is_proxy,
    )


def select_named(
    factor_id: str, need: Need, unit: str, subject: str, reason: str, library: Library
) -> Choice:
    """Take the factor that a case names, with its effect against the default.

    The effect is what the named factor gives above the default, kg CO2e per `unit`; `?` where the
    key has no default in that unit.

    Raises:
        FaultsError: unknown id (BG-001), barred row (BG-003), unit that does not fit (BG-004),
            another kind or role than the need (BG-005).
    """
    factor = _find_named(factor_id, subject, library)
    return select_given(factor, need, unit, subject, reason, library)


def select_given(
    factor: Factor, need: Need, unit: str, subject: str, reason: str, library: Library
) -> Choice:
    """Take a factor that the case brings along, such as a process of an imported database.

    Raises:
        FaultsError: unit that does not fit (BG-004), another kind or role than the need (BG-005).
    """
    if not _converts(unit, factor.unit):
        found = f"{factor.id} counts {factor.unit}; the amount is in {unit}"
        raise _refusal(UNIT_MISMATCH, found, subject)
    default = _default_or_none(need, unit, library)
    if default is None:
        effect, usual = Blank.UNKNOWN.value, None
    else:
        usual = library.factors[default.factor_id]
        if (factor.kind, factor.role) != (usual.kind, usual.role):
            found = f"{factor.id} is a {factor.role} of kind {factor.kind}, not of {usual.kind}"
            raise _refusal(OTHER_KIND, found, subject)
        effect = f"{_EFFECT.subtract(_per(factor, unit), _per(usual, unit)).normalize():f}"
    return Choice(
        subject=subject,
        chosen=factor,
        rule="named",
        alternatives=_alternatives(factor, library),
        effect=effect,
        reason=reason,
        mapping_score=_mapping_score(factor, need, default),
        is_proxy=factor.grade.rank >= DataGrade.PROXY.rank,
    )


def _find_default(need: Need, unit: str, subject: str, library: Library) -> DefaultFactor:
    default = _default_or_none(need, unit, library)
    if default is not None:
        return default
    known = library.defaults.get((need.key, ANY_REGION), ())
    if known:
        units = ", ".join(other.unit for other in known)
        found = f"{need.key} has default factors per {units}, none of which fits {unit}"
        raise _refusal(UNIT_MISMATCH, found, subject)
    keys = {key for key, _ in library.defaults}
    found = f"`{need.key}` has no default factor{_did_you_mean(need.key, keys)}"
    raise _refusal(NO_DEFAULT, found, subject)


def _default_or_none(need: Need, unit: str, library: Library) -> DefaultFactor | None:
    for region in (need.region.partition("-")[0], ANY_REGION):
        defaults = library.defaults.get((need.key, region), ())
        for default in sorted(defaults, key=lambda other: other.unit != unit):
            if _converts(unit, default.unit):
                return default
    return None


def _find_named(factor_id: str, subject: str, library: Library) -> Factor:
    factor = library.factors.get(factor_id)
    if factor is None:
        found = f"`{factor_id}` is not in the library{_did_you_mean(factor_id, library.factors)}"
        raise _refusal(UNKNOWN_FACTOR, found, subject)
    if factor.barred:
        raise _refusal(BARRED_FACTOR, f"{factor.id} is barred: {factor.barred}", subject)
    return factor


def _alternatives(factor: Factor, library: Library) -> tuple[str, ...]:
    """Give the ids that could stand in its place; grids of other countries could not."""
    return tuple(
        sorted(
            other.id
            for other in library.factors.values()
            if other.kind is factor.kind
            and other.material_key == factor.material_key
            and other.role is factor.role
            and other.id != factor.id
            and not other.barred
            and other.unit == factor.unit
            and (factor.kind is not FactorKind.ELECTRICITY or other.region == factor.region)
        )
    )


def _mapping_score(factor: Factor, need: Need, default: DefaultFactor | None) -> int:
    """Score the step from need to named factor: as reviewed, else by key, else unknown."""
    same_key, unknown = 2, 5
    if default is not None and default.factor_id == factor.id:
        return default.mapping_score
    if factor.technology:
        return factor.technology
    return same_key if factor.material_key == need.key else unknown


def _per(factor: Factor, unit: str) -> Decimal:
    """Give kg CO2e per another unit of the same dimension."""
    if unit == factor.unit:
        return factor.total
    return factor.total * conversion_factor(unit, factor.unit)


def _converts(unit: str, target: str) -> bool:
    if unit == target:  # currencies are units of factors, and none of measure
        return True
    try:
        conversion_factor(unit, target)
    except UnitError:
        return False
    return True


def _did_you_mean(text: str, names: Iterable[str]) -> str:
    near = near_matches(text, names)
    return f"; near: {', '.join(near)}" if near else ""


def _refusal(kind: FaultKind, found: str, subject: str) -> FaultsError:
    return FaultsError([Fault(kind, found, Place(id=subject))])
