"""Tables of a declaration that say how its results came about and how sure they are."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.declaration.blocks import CoveredAxis, UsedFactor
from cradlegate.declaration.declaration import Declaration
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.reports.contents.evidence_tables import COVERAGE_NAMES, GWP_NAMES
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.declared.results import Say, describe_view
from cradlegate.reports.report import (
    UNKNOWN,
    Cell,
    Column,
    Figure,
    Grade,
    Mark,
    Share,
    Status,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)

Rows = tuple[tuple[Cell, ...], ...]

_SMALLEST_NAMED = Decimal("0.001")
"""Share of the headline from which a factor has a row of its own on the page."""


def number(id: str, title: str) -> Column:  # noqa: A002 - the name of the field
    """Give a column of numbers."""
    return Column(id, title, is_numeric=True)


def tabulate_left_out(declaration: Declaration, say: Say) -> Table:
    """State what the headline leaves out, each with its estimate."""
    rows = tuple(
        (Text(item.stage), Text(item.what), Text(item.reason), _figure(item.estimate_kgco2e, CO2E))
        for item in declaration.blocks.system_boundary.left_out
    )
    columns = (
        Column("stage", say("stage")),
        Column("what", say("left out")),
        Column("reason", say("reason")),
        number("estimate", say("estimated effect")),
    )
    return Table("left_out", say("Left out"), columns, rows, part="boundary")


def tabulate_allocation(declaration: Declaration, say: Say) -> Table:
    """State the allocation keys, and what the headline would be if each alone shared the energy."""
    rows = tuple(
        (
            Text(key.id),
            Text(say(_DRIVERS.get(key.driver, key.driver))),
            share_of_one(key.share_per_machine),
            Figure(key.headline_kgco2e, CO2E),
        )
        for key in declaration.blocks.allocation.keys
    )
    columns = (
        Column("key", say("key")),
        Column("driver", say("driver")),
        number("share", say("share of one machine in the year")),
        number("kgco2e", say("headline, if it alone shared all energy")),
    )
    return Table("allocation", say("Allocation keys"), columns, rows, part="allocation")


_DRIVERS = {
    "machine_h": "machine hours",
    "labour_h": "labour hours",
    "mass": "mass",
    "unit": "pieces",
    "value": "value",
}


def tabulate_coverage(declaration: Declaration, say: Say) -> Table:
    """State coverage in four classes on three axes."""
    axes = declaration.blocks.coverage.axes
    shares = [_axis_shares(axis) for axis in axes]
    rows: list[tuple[Cell, ...]] = [
        (Text(say(COVERAGE_NAMES[name])), *(column[row] for column in shares))
        for row, name in enumerate(CoverageClass)
    ]
    threshold = f"{axes[0].threshold:.0%}".replace("%", " %") if axes else ""
    reached = say("the first reaches {threshold} (recommended, as reported)")
    words = Text(reached.format(threshold=threshold))
    rows.append((words, *(Status(axis.judgement) for axis in axes)))
    columns = (
        Column("class", say("described by")),
        *(number(axis.axis, say(_AXES[axis.axis])) for axis in axes),
    )
    return Table(
        "coverage", say("Shares by what describes them"), columns, tuple(rows), part="coverage"
    )


_AXES = {Axis.MASS: "mass", Axis.ENERGY: "energy", Axis.GHG: "greenhouse gas"}


def _axis_shares(axis: CoveredAxis) -> Sequence[Cell]:
    if not axis.shares:
        return (UNKNOWN,) * len(CoverageClass)
    return shares_of_whole([axis.shares[name] for name in CoverageClass])


def tabulate_quality(declaration: Declaration, say: Say) -> Table:
    """State data quality, primary share, and what cannot be told apart."""
    blocks = declaration.blocks
    quality, primary = blocks.data_quality, blocks.primary_data
    rows: list[tuple[str, Cell]] = [
        ("primary data share, activity and factor", share_of_one(primary.strict)),
        ("primary data share, activity alone", share_of_one(primary.by_activity)),
        ("data quality rating (PEF DQR, 1 best to 5)", Figure(quality.dqr)),
        *((name, Figure(value)) for name, value in quality.scores.items()),
        ("answered by a proxy", share_of_one(quality.proxies)),
        ("figures that contain capital goods", share_of_one(quality.infrastructure)),
        ("categories not separable", share_of_one(quality.unsplit)),
        ("stages not separable", share_of_one(quality.stage_unsplit)),
        ("mass that no line describes", Figure(blocks.coverage.undescribed_mass_kg, "kg")),
    ]
    columns = (Column("measure", say("measure")), number("value", say("value")))
    cells: Rows = tuple((Text(say(name)), cell) for name, cell in rows)
    return Table(
        "quality", say("Primary data and data quality"), columns, cells, part="primary_data"
    )


def tabulate_grades(declaration: Declaration, say: Say) -> Table:
    """State the evidence grades that the headline rests on."""
    grades = declaration.blocks.data_quality.grades
    shares = shares_of_whole(list(grades.values()))
    rows: Rows = tuple((Grade(name), share) for name, share in zip(grades, shares, strict=True))
    columns = (
        Column("grade", say("weaker of amount and factor")),
        number("share", say("share")),
    )
    return Table("grades", say("Evidence grades"), columns, rows, part="primary_data")


def tabulate_uncertainty(declaration: Declaration, say: Say) -> Table:
    """State the distribution of each view."""
    rows: Rows = tuple(
        (
            Text(describe_view(declaration, item.view, say)),
            *(Figure(v, CO2E) for v in (item.low, item.median, item.mean, item.high)),
        )
        for item in declaration.results.views
    )
    columns = (
        Column("boundary", say("boundary")),
        number("low", say("2.5 % quantile")),
        number("median", say("median")),
        number("mean", say("mean")),
        number("high", say("97.5 % quantile")),
    )
    return Table("uncertainty", say("Distribution of the results"), columns, rows, part="uncertain")


def tabulate_sensitivity(declaration: Declaration, say: Say) -> Table:
    """State how far the headline moves when one figure alone takes the ends of its range."""
    block = declaration.blocks.sensitivity
    names = {f"factor/{one.id}": one.name for one in declaration.blocks.assumptions.factors}
    rows = tuple(
        (
            Text(names.get(item.id, item.id)),
            Figure(item.low_kgco2e, CO2E),
            Figure(item.high_kgco2e, CO2E),
        )
        for item in block.varied
    )
    columns = (
        Column("figure", say("varied alone")),
        number("low", say("lowest change")),
        number("high", say("highest change")),
    )
    title = say("Change of the headline, one figure at a time")
    return Table("sensitivity", title, columns, rows, part="sensitivity")


def tabulate_instruments(declaration: Declaration, say: Say) -> Table:
    """State the headline with and without contractual electricity instruments."""
    block = declaration.blocks.sensitivity
    rows = (
        (Text(say("with")), Figure(block.with_instruments_kgco2e, CO2E)),
        (Text(say("without")), Figure(block.without_instruments_kgco2e, CO2E)),
    )
    columns = (
        Column("instruments", say("contractual electricity instruments")),
        number("kgco2e", say("headline")),
    )
    title = say("Headline with and without electricity instruments")
    return Table("instruments", title, columns, rows, part="sensitivity")


def tabulate_gwp(declaration: Declaration, say: Say) -> Table:
    """State the GWP sets that the headline rests on."""
    mix = declaration.blocks.gwp.mix
    rows = tuple(
        (Text(say(GWP_NAMES.get(name, name))), share)
        for name, share in zip(mix, shares_of_whole(list(mix.values())), strict=True)
    )
    columns = (Column("set", say("GWP set")), number("share", say("share")))
    return Table("gwp", say("GWP sets in the result"), columns, rows, part="categories")


def tabulate_factors(declaration: Declaration, say: Say) -> Table:
    """State the factors in use with source and grade; the smallest together in one row."""
    factors = declaration.blocks.assumptions.factors
    # Factors are sorted by share, so that the smallest stand last.
    named = [item for item in factors if abs(item.share) >= _SMALLEST_NAMED]
    rows = [_factor_row(place, item, say) for place, item in enumerate(named, 1)]
    rest = [item.share for item in factors[len(named) :]]
    if rest:
        blank = (Text(""),) * 4
        words = say("{count} more, each below 0.1 %").format(count=len(rest))
        places = Text(f"{len(named) + 1}–{len(factors)}")
        rows.append((places, Text(words), *blank, share_of_one(sum(rest, Decimal(0)))))
    columns = (
        number("number", say("no.")),
        Column("factor", say("factor")),
        number("value", say("kg CO2e per unit")),
        Column("unit", say("unit")),
        Column("holds", say("region, years")),
        Column("grade", say("grade")),
        number("share", say("share")),
    )
    return Table("factors", say("Factors in use"), columns, tuple(rows), part="assumptions")


def _factor_row(place: int, item: UsedFactor, say: Say) -> tuple[Cell, ...]:
    grade = say(item.grade.replace("_", " "))
    words = f"{grade} · {say('proxy')}" if item.is_proxy and item.grade != "proxy" else grade
    return (
        Text(str(place)),
        Text(item.name),
        Figure(item.kgco2e_per_unit),
        Text(item.unit),
        Text(f"{item.region}, {item.years}"),
        Text(words),
        share_of_one(item.share),
    )


def tabulate_sources(declaration: Declaration, say: Say) -> Table:
    """State where every factor in use was published, and under which licence."""
    return tabulate_words(
        "sources",
        say("Sources of the factors"),
        (say("no."), say("id"), say("source"), say("licence")),
        [
            (str(place), item.id, item.source, item.licence)
            for place, item in enumerate(declaration.blocks.assumptions.factors, 1)
        ],
        "assumptions",
    )


def tabulate_distances(declaration: Declaration, say: Say) -> Table:
    """State the distances that nobody stated."""
    rows = tuple(
        (Text(f"{item.start} – {item.end}"), Text(say(item.mode)), Figure(item.km, "km", None))
        for item in declaration.blocks.assumptions.distances
    )
    columns = (
        Column("leg", say("leg")),
        Column("mode", say("mode")),
        number("km", say("derived distance")),
    )
    return Table("distances", say("Derived distances"), columns, rows, part="assumptions")


def tabulate_words(
    id: str,  # noqa: A002 - the name of the field
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    part: str,
) -> Table:
    """Make a table of words alone."""
    columns = tuple(Column(f"column_{place}", head) for place, head in enumerate(heads, 1))
    cells = tuple(tuple(Text(text) for text in row) for row in rows)
    return Table(id, title, columns, cells, part=part)


def _figure(value: Decimal | Blank, unit: str) -> Cell | Share:
    # What the maker estimates is stated as it was written.
    return Mark(value) if isinstance(value, Blank) else Figure(value, unit, None)
