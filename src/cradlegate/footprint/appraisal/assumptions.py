"""What a case assumes: whom it speaks for, of which time, its grids, keys and cut-off."""

from collections.abc import Sequence
from decimal import Decimal

from cradlegate.background.factor import FactorFamily, FactorKind
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.kleene import Truth
from cradlegate.footprint.appraisal.coverage import Axis, AxisCoverage
from cradlegate.footprint.inventory.activity import Exclusion
from cradlegate.footprint.line import Line
from cradlegate.footprint.method_faults import (
    BEYOND_CUTOFF,
    FAMILY_AVERAGE,
    OF_ANOTHER_PERIOD,
    OTHER_GRID,
    VALUE_BEFORE_PHYSICAL,
)
from cradlegate.footprint.works.ledger import list_works_rows
from cradlegate.product.case import Case
from cradlegate.product.energy import Driver, EnergyScope

_OWN_ENERGY = ("energy/", "template/energy/", "refurbishment/", "use/")


def judge_assumptions(
    case: Case,
    lines: Sequence[Line],
    coverage: Sequence[AxisCoverage],
    exclusions: Sequence[Exclusion],
) -> tuple[Fault, ...]:
    """Warn of what a reader would not expect: an average, another place's grid, value first.

    Args:
        lines: of all stages.
        coverage, exclusions: of the view that is judged.

    Source: S2-12, S2-21; ISO 14067:2018, 6.3.4.3, 6.4.6, 6.4.9.4.
    """
    return (
        *_judge_average(case),
        *_judge_period(case),
        *_judge_sites(case),
        *_judge_grids(lines),
        *_judge_keys(case),
        *_judge_cutoff(case, coverage, exclusions),
    )


def _judge_average(case: Case) -> list[Fault]:
    machine = case.machine
    if machine.declared_for != "series_average":
        return []
    found = f"{machine.model} stands for the average of its series"
    return [Fault(FAMILY_AVERAGE, found, Place("machine.yaml", column="declared_for"))]


def _judge_period(case: Case) -> list[Fault]:
    described = case.machine.data_period
    others = [row for row in list_works_rows(case) if described.contains(row.period) is Truth.FALSE]
    if not others:
        return []
    found = f"{len(others)} rows such as {others[0].row_id} of {others[0].period}, not {described}"
    return [Fault(OF_ANOTHER_PERIOD, found, others[0].place)]


def _judge_cutoff(
    case: Case, coverage: Sequence[AxisCoverage], exclusions: Sequence[Exclusion]
) -> list[Fault]:
    """Judge what is left out of the machine itself; what lies outside its boundary has reasons."""
    parts = [item for item in exclusions if item.mass_kg]
    left_out = {
        Axis.MASS: sum((item.mass_kg for item in parts), Decimal(0)),
        Axis.GHG: sum((item.estimate_kgco2e or Decimal(0) for item in parts), Decimal(0)),
    }
    allowed = {Axis.MASS: case.machine.cutoff.mass, Axis.GHG: case.machine.cutoff.ghg}
    shares = {
        each.axis: float(left_out[each.axis]) / each.whole
        for each in coverage
        if each.axis in left_out and each.whole
    }
    return [
        Fault(
            BEYOND_CUTOFF,
            f"{share:.1%} of {axis} is excluded, the cut-off is {float(allowed[axis]):.1%}",
            Place("machine.yaml", column=f"cutoff.{axis}"),
        )
        for axis, share in shares.items()
        if share > float(allowed[axis])
    ]


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
