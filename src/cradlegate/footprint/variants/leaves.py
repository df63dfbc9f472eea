"""Reading off how the numbers behind a footprint follow the parameters of its template.

Every amount of a footprint knows the numbers it was made of.  Most of those are straight lines of
the parameters, and a few cases show the slopes.  Entries that a drafted case rounds are changed
one by one instead, since rounding hides their slope.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.footprint.plan import plan_activities
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.variants.cases import Drafter
from cradlegate.footprint.variants.polynomial import Polynomial
from cradlegate.footprint.variants.terms import LeafKey, leaf_key, list_leaves
from cradlegate.footprint.variants.variables import GROSS, Variables, list_variables
from cradlegate.product.case import Case
from cradlegate.product.templates.template import Parameter
from cradlegate.product.variants.rows import Group
from cradlegate.product.variants.table import HOURS, LIFE

REACHES = (Decimal("0.3"), Decimal("0.1"), Decimal("0.03"))
"""How far into their ranges parameters are taken: as far as the net mass can carry."""
_NET = "net_mass_kg"
_HEAVY = Decimal("0.9")
_FAR = (Decimal("0.9"), Decimal("0.6"), Decimal("0.45"))
_MILLI = Decimal("0.001")
Leaves = Mapping[LeafKey, Decimal]


@dataclass(frozen=True, slots=True)
class LeafLines:
    """How numbers follow the variables, for one template and base material.

    Args:
        origin: what a row states at the case from which the lines start.
        lines: by number; what is not named does not change.
    """

    origin: Mapping[str, Decimal]
    lines: Mapping[LeafKey, Polynomial]


def read_leaf_lines(drafter: Drafter, group: Group) -> LeafLines:
    """Read the lines off a few cases of one group; they hold for all with its base material.

    Raises:
        FaultsError: cases that cannot be computed.
    """
    variables = list_variables(drafter.template)
    origin = _find_origin(drafter, group)
    start = drafter.draft(group, origin)
    leaves = collect_leaves(start, drafter.sources)
    changes = {
        at: _subtract(collect_leaves(_add_one(start, entry.name), drafter.sources), leaves)
        for at, entry in enumerate(variables.rounded, len(variables.stated))
    }
    steady = _take_off(leaves, changes, variables, start)
    slopes: dict[int, Leaves] = {}
    for at, name in enumerate(variables.stated):
        value, case = _shift(drafter, group, origin, name)
        width = variables.count(name, value) - variables.count(name, origin[name])
        if width:
            moved = _take_off(collect_leaves(case, drafter.sources), changes, variables, case)
            rise = _subtract(moved, steady)
            slopes[at] = {key: value / width for key, value in rise.items()}
    counted = [variables.count(name, origin[name]) for name in variables.stated]
    return LeafLines(origin, dict(_join(steady, slopes, changes, counted)))


def collect_leaves(case: Case, sources: Sources) -> Leaves:
    """Give the numbers that all amounts of a case were made of.

    Numbers that share name and source, such as the yields of one subassembly, are left out and so
    taken as constant; a proof would show if they were not.

    Raises:
        FaultsError: a case that cannot be computed.
    """
    plan = plan_activities(case, sources)
    errors = [fault for fault in plan.faults if fault.is_error]
    if errors:
        raise FaultsError(errors)
    found: dict[LeafKey, set[Decimal]] = {}
    for activity in plan.activities:
        for leaf in list_leaves(activity.amount):
            found.setdefault(leaf_key(leaf), set()).add(leaf.value)
    return {key: min(values) for key, values in found.items() if len(values) == 1}


def _find_origin(drafter: Drafter, group: Group) -> dict[str, Decimal]:
    """Find a case inside all ranges that has something of every parameter."""
    faults: tuple[Fault, ...] = ()
    for reach in REACHES:
        origin = {
            name: _inside(parameter, _HEAVY if name == _NET else reach)
            for name, parameter in drafter.template.parameters.items()
        }
        try:
            use = drafter.draft(group, origin).use
        except FaultsError as error:
            faults = error.faults
            continue
        if use is not None:
            return origin | {LIFE: use.life_years, HOURS: use.hours_per_year}
    raise FaultsError(faults)


def _inside(parameter: Parameter, share: Decimal) -> Decimal:
    """Give a value above all that the template contains; whole where it is counted."""
    low = max(parameter.low, parameter.contained)
    value = low + (parameter.high - low) * share
    step = Decimal(1) if parameter.unit == "1" else _MILLI
    return min(value.quantize(step, ROUND_CEILING), max(parameter.high, parameter.low))


def _shift(
    drafter: Drafter, group: Group, origin: Mapping[str, Decimal], name: str
) -> tuple[Decimal, Case]:
    """Draft a case far from the origin in one value: the farther, the less a milligram matters."""
    parameter = drafter.template.parameters.get(name)
    if parameter is None:
        return origin[name] / 2, drafter.draft(group, {**origin, name: origin[name] / 2})
    for reach in (*_FAR, *REACHES, Decimal(0)):
        value = _inside(parameter, _HEAVY - reach if name == _NET else reach)
        try:
            if value != origin[name]:
                return value, drafter.draft(group, {**origin, name: value})
        except FaultsError:
            continue
    return origin[name], drafter.draft(group, origin)


def _add_one(case: Case, name: str) -> Case:
    """Make one rounded entry a kilogram heavier."""
    if name == GROSS:
        heavier = case.machine.gross_shipping_mass_kg + 1
        return replace(case, machine=replace(case.machine, gross_shipping_mass_kg=heavier))
    bom = tuple(
        replace(line, net_mass_each_kg=line.net_mass_each_kg + 1) if line.line_id == name else line
        for line in case.bom
    )
    return replace(case, bom=bom)


def _subtract(after: Leaves, before: Leaves) -> Leaves:
    changes = {key: after.get(key, Decimal(0)) - value for key, value in before.items()}
    return {key: value for key, value in changes.items() if value}


def _take_off(
    leaves: Leaves, changes: Mapping[int, Leaves], variables: Variables, case: Case
) -> Leaves:
    """Take off what the rounded entries give, so that the rest follows straight lines."""
    rest = dict(leaves)
    for at, change in changes.items():
        entry = variables.rounded[at - len(variables.stated)].read(case)
        for key, each in change.items():
            if key in rest:
                rest[key] -= each * entry
    return rest


def _join(
    steady: Leaves,
    slopes: Mapping[int, Leaves],
    changes: Mapping[int, Leaves],
    counted: list[Decimal],
) -> Iterator[tuple[LeafKey, Polynomial]]:
    for key, value in steady.items():
        own = {at: each[key] for at, each in slopes.items() if key in each}
        constant = value - sum((slope * counted[at] for at, slope in own.items()), Decimal(0))
        own |= {at: each[key] for at, each in changes.items() if key in each}
        if own:
            yield key, Polynomial.line(constant, own)
