"""An environmental product declaration as it states its results, and what of it is taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval, PeriodError
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.records.numbers import CellError, check_magnitude, read_number

GATE_MODULES = ("A1-A3", "A1", "A2", "A3")
INDICATORS = {
    "fossil": ("gwp-fossil", "global warming potential - fossil", "(gwp-f)"),
    "biogenic": ("gwp-biogenic", "global warming potential - biogenic", "(gwp-b)"),
    "land_use_change": ("gwp-luluc", "land use and land use change", "(gwp-l)"),
    "total": ("gwp-total", "global warming potential - total", "(gwp)"),
}
"""How the names of indicators tell what they count, first hit first."""
ROUNDING = Decimal("0.01")
"""Share by which published parts may miss their total, as rounding explains (house rule)."""
_SINGLE = {"A1", "A2", "A3"}


@dataclass(frozen=True, slots=True)
class ModuleResult:
    """What one indicator comes to in one module; scenario is empty where none is named."""

    indicator: str
    module: str
    amount: Decimal
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceFlow:
    """What the figures are per: unit, amount of it, and its mass in kg where that is stated."""

    unit: str = ""
    amount: Decimal = Decimal(1)
    mass_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StatedEpd:
    """An EPD as its file states it.

    Args:
        results: kg CO2e per reference flow, of every module.
        source: who published it, and in which version.
        faults: met while reading it.
    """

    id: str
    product: str
    results: tuple[ModuleResult, ...]
    flow: ReferenceFlow
    period: Interval | None
    geography: str
    valid_to: Interval | None
    source: str
    place: Place
    faults: tuple[Fault, ...]


def take_gate(stated: StatedEpd) -> Sent:
    """Take modules A1 to A3 of an EPD; biogenic uptake and release come as one figure.

    A negative biogenic figure is uptake. Modules that would count twice, or of which one is
    missing, are faults of what is returned.
    """
    figures = _sum_gate(stated.results)
    biogenic = figures.get("biogenic", Decimal(0))
    parts = {name: value for name, value in figures.items() if name not in {"biogenic", "total"}}
    parts |= {"biogenic": biogenic} if biogenic > 0 else {}
    modules = {each.module for each in stated.results}
    sent = Sent(
        units=(stated.flow.unit,) if stated.flow.unit else (),
        amount=stated.flow.amount,
        mass_kg=stated.flow.mass_kg,
        boundary="A1-A3" if figures.keys() - {"biogenic"} else "",
        excluding=_find_whole(figures, parts),
        parts=parts,
        removals=min(biogenic, Decimal(0)),
        gwp_sets=("unstated",),
        left_out=tuple(sorted(modules - set(GATE_MODULES))),
        faults=(*stated.faults, *_judge_modules(stated, modules)),
    )
    return _add_scope(sent, stated)


def _find_whole(figures: Mapping[str, Decimal], parts: Mapping[str, Decimal]) -> Decimal | None:
    """Find the figure without uptake; None where the parts make it up as they are published."""
    total = figures.get("total")
    if total is None:
        return None
    whole = total - min(figures.get("biogenic", Decimal(0)), Decimal(0))
    is_made_up = abs(whole - sum(parts.values(), Decimal(0))) <= ROUNDING * abs(whole)
    return None if parts and is_made_up else whole


def _sum_gate(results: Iterable[ModuleResult]) -> dict[str, Decimal]:
    """Sum the results of A1 to A3 by indicator."""
    figures: dict[str, Decimal] = {}
    for each in results:
        if each.module in GATE_MODULES:
            figures[each.indicator] = figures.get(each.indicator, Decimal(0)) + each.amount
    return figures


def _add_scope(sent: Sent, stated: StatedEpd) -> Sent:
    """Add what the figures are of, where, for which time, and who published them."""
    return replace(
        sent,
        id=stated.id,
        product=stated.product,
        period=stated.period,
        geography=stated.geography,
        valid_to=stated.valid_to or Blank.UNKNOWN,
        source=stated.source,
        place=stated.place,
    )


def tell_indicator(title: str) -> str:
    """Tell by its name what an indicator counts; empty for what is not climate change."""
    plain = title.casefold()
    return next(
        (name for name, words in INDICATORS.items() if any(word in plain for word in words)), ""
    )


def read_amount(text: object, place: Place, faults: list[Fault]) -> Decimal:
    """Read a figure; 0, with a fault, for what is none."""
    try:
        number = read_number(str(text))
        check_magnitude(number.value, str(text)[:40])
    except CellError as error:
        faults.append(Fault(error.kind, error.found, place, error.remedy))
        return Decimal(0)
    return number.value


def read_time(text: str) -> Interval | None:
    """Read a year or a day; None for what is neither."""
    try:
        return Interval.parse(text)
    except PeriodError:
        return None


def say_source(publisher: str, version: str) -> str:
    """Say who published a data set and in which version, as far as that is stated."""
    named = (publisher, f"data set version {version}" if version else "")
    return ", ".join(words for words in named if words)


def _judge_modules(stated: StatedEpd, modules: set[str]) -> Iterator[Fault]:
    if "A1-A3" in modules and modules & _SINGLE:
        found = "A1-A3 stands beside single modules A1, A2 or A3, which would count twice"
        yield Fault(kinds.BOUNDARY_REFUSED, found, stated.place)
    for found in dict.fromkeys(_find_missing(stated.results)):
        yield Fault(kinds.BOUNDARY_REFUSED, found, stated.place)
    for name in _find_doubled(stated.results):
        yield Fault(kinds.STATED_TWICE, f"{stated.id} states {name} more than once", stated.place)


def _find_missing(results: Sequence[ModuleResult]) -> Iterator[str]:
    """Say of which indicators a module is missing; a figure that none has is nobody's."""
    declared: dict[str, set[str]] = {}
    for each in results:
        if each.module in GATE_MODULES:
            declared.setdefault(each.indicator, set()).add(each.module)
    is_alike = len(set(map(frozenset, declared.values()))) == 1
    for indicator, modules in declared.items():
        if "A1-A3" not in modules and not modules >= _SINGLE:
            named = "" if is_alike else f" of {indicator}"
            yield f"of A1 to A3 only {', '.join(sorted(modules))} is declared{named}"


def _find_doubled(results: Sequence[ModuleResult]) -> list[str]:
    gate = [(each.indicator, each.module) for each in results if each.module in GATE_MODULES]
    return [
        f"{name} of {module}"
        for name, module in sorted(set(gate))
        if gate.count((name, module)) > 1
    ]
