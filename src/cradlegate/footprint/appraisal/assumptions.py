"""What a case assumes of whom it speaks for, of its grids and of its keys (S2-12, S2-21)."""

from collections.abc import Sequence

from cradlegate.background.factor import FactorFamily, FactorKind
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.footprint.line import Line
from cradlegate.footprint.method_faults import FAMILY_AVERAGE, OTHER_GRID, VALUE_BEFORE_PHYSICAL
from cradlegate.product.case import Case
from cradlegate.product.energy import Driver, EnergyScope

_OWN_ENERGY = ("energy/", "template/energy/", "refurbishment/", "use/")


def judge_assumptions(case: Case, lines: Sequence[Line]) -> tuple[Fault, ...]:
    """Warn of what a reader would not expect: an average, another place's grid, value first.

    Args:
        lines: of all stages.
    """
    return (*_judge_average(case), *_judge_sites(case), *_judge_grids(lines), *_judge_keys(case))


def _judge_average(case: Case) -> list[Fault]:
    machine = case.machine
    if machine.declared_for != "series_average":
        return []
    found = f"{machine.model} stands for the average of its series"
    return [Fault(FAMILY_AVERAGE, found, Place("machine.yaml", column="declared_for"))]


def _judge_sites(case: Case) -> list[Fault]:
    return [
        Fault(
            OTHER_GRID,
            f"region {region} of site {site.id} lies outside its country {site.country}",
            Place("machine.yaml", column="sites.region", id=site.id),
        )
        for site in case.machine.sites
        if (region := known(site.region)) and not region.startswith(site.country)
    ]


def _judge_grids(lines: Sequence[Line]) -> list[Fault]:
    """Name each grid figure of another place than that of the process, once."""
    found = dict.fromkeys(
        (line.activity.choice.chosen.id, line.activity.choice.chosen.region.code, region)
        for line in lines
        if line.id.startswith(_OWN_ENERGY)
        and line.activity.choice.chosen.kind is FactorKind.ELECTRICITY
        and line.activity.choice.chosen.family is not FactorFamily.TECHNOLOGY
        and (region := line.activity.region[:2])
        and line.activity.choice.chosen.region.code[:2] != region
    )
    return [
        Fault(OTHER_GRID, f"{factor} is of {code}, the electricity is used in {region}")
        for factor, code, region in found
    ]


def _judge_keys(case: Case) -> list[Fault]:
    drivers = {row.key_id: row.driver for row in case.allocation}
    physical = [key for key, driver in drivers.items() if driver is not Driver.VALUE]
    rows = [row for row in case.energy if row.scope is not EnergyScope.REFURBISHMENT]
    by_value = dict.fromkeys(row.key_id for row in rows if drivers.get(row.key_id) is Driver.VALUE)
    return [
        Fault(
            VALUE_BEFORE_PHYSICAL,
            f"{key} shares by value, and there is {physical[0]} ({drivers[physical[0]]})",
            Place("allocation.csv", column="driver", id=key),
        )
        for key in by_value
        if physical
    ]
