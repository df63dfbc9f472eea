"""What a declaration says of its figures: categories, coverage, quality, factors, electricity."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.declaration.blocks import Blocks, CoveredAxis, UsedFactor
from cradlegate.declaration.declaration import Declaration, Figures
from cradlegate.declaration.study.said import NOT_SAID, count, per_cent, state, state_by_method
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.regimes.facts import Fact
from cradlegate.regimes.values import Extent

_SAME = Decimal("1e-9")
_WHOLE = Decimal(100)
_PUBLISHED = frozenset({DataGrade.DATABASE, DataGrade.PROXY})
_UNVALIDATED = frozenset({DataGrade.ESTIMATE, DataGrade.SUPPLIER_UNVERIFIED})
_POWER_UNIT = "kWh"
_POWER_IDS = ("grid-", "elec-")
_PLANTS = ("elec-tech-", "grid-cn-lca-wind", "grid-cn-lca-pv", "grid-cn-lca-biomass")
_CHINA, _CHINA_FAMILY = "CN", "grid-cn-lca-"
_NOWHERE = frozenset({"", "GLO", *Blank})
_CATEGORIES = {
    "study.biogenic_emissions_kgco2e": (Category.BIOGENIC_EMISSIONS,),
    "study.land_use_change_kgco2e": (Category.LAND_USE_CHANGE,),
    "study.aircraft_kgco2e": (Category.AIRCRAFT,),
    "study.net_fossil_kgco2e": (Category.FOSSIL_OTHER, Category.AIRCRAFT),
}


def supply_results(declaration: Declaration) -> dict[str, Fact]:
    """Supply every fact about figures and what they rest on."""
    blocks = declaration.blocks
    place = [each.view for each in declaration.results.views].index(declaration.results.headline)
    headline = f"/results/views/{place}/total"
    return {
        "study.headline_kgco2e": state(declaration.headline.total.kgco2e, f"{headline}/kgco2e"),
        **_supply_categories(declaration, headline),
        **_supply_coverage(declaration),
        **_supply_quality(blocks),
        **_supply_factors(blocks.assumptions.factors),
        **_supply_electricity(declaration),
        **_supply_potentials(blocks),
        **_supply_sureness(declaration),
    }


def _supply_categories(declaration: Declaration, where: str) -> dict[str, Fact]:
    figures = declaration.headline.total
    unsplit = declaration.blocks.data_quality.unsplit
    return {
        **{
            name: _sum_categories(figures, parts, unsplit, where)
            for name, parts in _CATEGORIES.items()
        },
        "study.biogenic_removals_kgco2e": state(
            figures.by_category[Category.BIOGENIC_REMOVALS], f"{where}/by_category"
        ),
        "study.unsplit_share": state(per_cent(unsplit), "/blocks/data_quality/unsplit"),
        "study.biogenic_carbon_kg": state(
            declaration.results.biogenic_carbon_kg, "/results/biogenic_carbon_kg"
        ),
        "study.credits_in_total": state(
            _holds_credits(declaration), "/blocks/system_boundary/stages", "/results/views"
        ),
        "study.other_in_total": state(
            any(_holds_other(each.total) for each in declaration.results.views), "/results/views"
        ),
        "study.timing_in_total": state_by_method(
            declaration, False, "which counts every emission as if released at the start"
        ),
    }


def _sum_categories(
    figures: Figures, parts: Iterable[Category], unsplit: Decimal, where: str
) -> Fact:
    """Sum categories; beside a part that cannot be separated they are not known (method 1)."""
    said = [figures.by_category[part] for part in parts]
    known = [each for each in said if not isinstance(each, Blank)]
    hidden = figures.by_category[Category.UNSPLIT]
    if hidden or len(known) < len(said):
        found = f"{per_cent(unsplit):f} % of the headline cannot be separated"
        return Fact(Blank.UNKNOWN, f"{where}/by_category: {found}")
    return state(sum(known, Decimal(0)), f"{where}/by_category")


def _holds_credits(declaration: Declaration) -> bool:
    totals = (each.by_stage for each in declaration.results.views)
    return any(Stage.D in each for each in (declaration.blocks.system_boundary.stages, *totals))


def _holds_other(figures: Figures) -> bool:
    """Tell whether a total is not the sum of its categories, removals left out (method 2)."""
    counted = [
        value
        for name, value in figures.by_category.items()
        if name is not Category.BIOGENIC_REMOVALS and not isinstance(value, Blank)
    ]
    rest = figures.kgco2e - sum(counted, Decimal(0))
    return abs(rest) > _SAME * max(map(abs, (figures.kgco2e, *counted)))


def _supply_coverage(declaration: Declaration) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for place, axis in enumerate(declaration.blocks.coverage.axes):
        where = f"/blocks/coverage/axes/{place}"
        facts[f"study.coverage_{axis.axis}"] = _take_share(axis, CoverageClass.RECORDED, where)
        facts[f"study.left_out_{axis.axis}"] = _take_share(axis, CoverageClass.EXCLUDED, where)
    net = declaration.machine.net_mass_kg
    undescribed = declaration.blocks.coverage.undescribed_mass_kg
    places = ("/blocks/coverage/undescribed_mass_kg", "/machine/net_mass_kg")
    share = per_cent(undescribed / net) if net else Blank.UNKNOWN
    return {
        **{f"study.{part}_{axis}": NOT_SAID for axis in Axis for part in ("coverage", "left_out")},
        **facts,
        "study.undescribed_mass": state(share, *places),
    }


def _take_share(axis: CoveredAxis, name: CoverageClass, where: str) -> Fact:
    """Take a share of an axis; what has no estimate makes more left out, and less recorded."""
    if not axis.shares:
        return Fact(Blank.UNKNOWN, f"{where}: the whole is not known")
    share = per_cent(axis.shares[name])
    if not axis.unestimated:
        return state(share, f"{where}/shares/{name}")
    is_grown = name is CoverageClass.EXCLUDED
    extent = Extent(share, _WHOLE) if is_grown else Extent(Decimal(0), share)
    return Fact(extent, f"{where}: {axis.unestimated} left out without an estimate")


def _supply_quality(blocks: Blocks) -> dict[str, Fact]:
    quality, where = blocks.data_quality, "/blocks/data_quality"
    return {
        "study.dqr": state(quality.dqr, f"{where}/dqr"),
        "study.dqr_worst": state(max(quality.scores.values(), default=None), f"{where}/scores"),
        "study.quality_axes": state(tuple(quality.scores), f"{where}/scores"),
        "study.primary_share": state(
            per_cent(blocks.primary_data.strict), "/blocks/primary_data/strict"
        ),
        "study.primary_share_by_activity": state(
            per_cent(blocks.primary_data.by_activity), "/blocks/primary_data/by_activity"
        ),
        "study.unvalidated_share": _sum_grades(quality.grades, _UNVALIDATED, where),
        "study.supplier_verified_share": _sum_grades(
            quality.grades, frozenset({DataGrade.SUPPLIER_VERIFIED}), where
        ),
    }


def _sum_grades(
    shares: Mapping[DataGrade, Decimal], grades: frozenset[DataGrade], where: str
) -> Fact:
    named = (share for grade, share in shares.items() if grade in grades)
    return state(per_cent(sum(named, Decimal(0))), f"{where}/grades")


def _supply_factors(factors: tuple[UsedFactor, ...]) -> dict[str, Fact]:
    where = "/blocks/assumptions/factors"
    untraced = [
        each
        for each in factors
        if not each.source.strip() or not each.region.strip() or each.years in {"", *Blank}
    ]
    return {
        "study.factors": count(len(factors), where),
        "study.factors_without_unit": count(
            sum((not each.unit.strip() for each in factors), 0), where
        ),
        "study.factors_untraced": count(len(untraced), where),
        "study.database": state(_name_database(factors), where),
    }


def _name_database(factors: tuple[UsedFactor, ...]) -> str | None:
    """Name the publisher on whose factors the largest share rests; a citation begins with it."""
    shares: dict[str, Decimal] = {}
    for each in factors:
        if each.grade in _PUBLISHED:
            publisher = each.source.partition(",")[0].strip()
            shares[publisher] = shares.get(publisher, Decimal(0)) + abs(each.share)
    return max(shares, key=lambda name: (shares[name], name), default=None)


def _supply_electricity(declaration: Declaration) -> dict[str, Fact]:
    where, block = "/blocks/assumptions/factors", declaration.blocks.sensitivity
    factors = [
        each
        for each in declaration.blocks.assumptions.factors
        if each.unit == _POWER_UNIT and each.id.startswith(_POWER_IDS)
    ]
    kinds = {"plant" if each.id.startswith(_PLANTS) else "grid" for each in factors}
    with_them, without = block.with_instruments_kgco2e, block.without_instruments_kgco2e
    pair = [f"/blocks/sensitivity/{name}_instruments_kgco2e" for name in ("with", "without")]
    is_plain = "plant" not in kinds and with_them == without
    supply = state(False, where, *pair) if is_plain else NOT_SAID
    china = [each for each in factors if each.region.partition("-")[0] == _CHINA]
    return {
        "study.electricity": state(tuple(sorted(kinds)), where),
        "study.electricity_unplaced": count(sum(map(_is_unplaced, factors), 0), where),
        "study.electricity_cn_other": count(
            sum((not each.id.startswith(_CHINA_FAMILY) for each in china), 0), where
        ),
        "study.electricity_life_cycle": _tell_life_cycle(factors, where),
        "study.grid_basis": state_by_method(
            declaration, "consumption_mix", "which takes the mix of consumption for a grid"
        ),
        "study.own_generation": supply,
        "study.direct_line": supply,
        "study.instruments": supply,
        "study.instruments_hold": state_by_method(
            declaration, True, "which refuses an instrument that is not retired for the maker"
        ),
        "study.with_instruments_kgco2e": state(with_them, pair[0]),
        "study.without_instruments_kgco2e": state(without, pair[1]),
    }


def _is_unplaced(factor: UsedFactor) -> bool:
    return factor.region in _NOWHERE or factor.years in {"", *Blank}


def _tell_life_cycle(factors: list[UsedFactor], where: str) -> Fact:
    """Tell whether every factor calls itself one of the life cycle; one that does not, may be."""
    names = [each.name.casefold().replace("-", " ") for each in factors]
    return state(True, where) if all("life cycle" in name for name in names) else NOT_SAID


def _supply_potentials(blocks: Blocks) -> dict[str, Fact]:
    block, where = blocks.gwp, "/blocks/gwp"
    listed = {name: share for name, share in block.mix.items() if share}
    return {
        "study.gwp_target": state(block.target, f"{where}/target"),
        "study.gwp_target_share": state(
            per_cent(block.mix.get(block.target, Decimal(0))), f"{where}/mix"
        ),
        "study.gwp_listed_share": state(per_cent(sum(listed.values(), Decimal(0))), f"{where}/mix"),
        "study.gwp_sets": state(tuple(sorted(listed)), f"{where}/mix"),
    }


def _supply_sureness(declaration: Declaration) -> dict[str, Fact]:
    blocks = declaration.blocks
    return {
        "study.uncertainty_level": state(
            per_cent(blocks.uncertainty.level), "/blocks/uncertainty/level"
        ),
        "study.draws": count(blocks.uncertainty.draws, "/blocks/uncertainty/draws"),
        "study.rounding": state_by_method(declaration, ROUNDING_RULE, "with its rule of rounding"),
        "study.sensitivity_count": count(blocks.sensitivity.count, "/blocks/sensitivity/count"),
    }
