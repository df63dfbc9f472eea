"""Tables that say how sure: priorities, coverage, quality, choices, what was left out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.footprint.appraisal.alternatives import (
    AllocationAlternative,
    list_unstated_drivers,
)
from cradlegate.footprint.appraisal.coverage import THRESHOLD, AxisCoverage
from cradlegate.footprint.appraisal.quality import Quality
from cradlegate.footprint.appraisal.quality_thresholds import (
    QualityThreshold,
    judge_threshold,
    shipped_thresholds,
)
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.rounding import signed_text
from cradlegate.product.energy import Driver
from cradlegate.reports.contents.result_tables import CO2E, SHOWN, count_more
from cradlegate.reports.report import (
    UNKNOWN,
    Cell,
    Column,
    Figure,
    Part,
    Share,
    Status,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)


def tabulate_improve(footprint: Footprint) -> Table:
    """Tabulate the lines whose improvement helps most, with whom to ask."""
    rows = tuple(
        (
            Text(item.line.id),
            share_of_one(Decimal(signed_text(item.share)), path=f"line/{item.line.id}"),
            Figure.computed(item.weakness, path=f"improve/{item.line.id}", unit=""),
            Figure.computed(item.score, path=f"improve/{item.line.id}", unit=""),
            Text(item.request.from_party),
        )
        for item in footprint.priorities[:SHOWN]
    )
    columns = (
        Column("line", "line"),
        Column("share", "share", is_numeric=True),
        Column("weakness", "weakness", is_numeric=True),
        Column("score", "score", is_numeric=True),
        Column("ask", "whom to ask"),
    )
    note = "score = share × weakness; weakness is 0 for the maker's best own data, 1 for a guess."
    more = count_more(len(footprint.priorities), "cradlegate explain CASE improve/LINE")
    return Table(
        "improve", "Improve first", columns, rows, more=more, part=Part.HOW_SURE, note=note
    )


def tabulate_coverage(footprint: Footprint) -> Table:
    """Tabulate coverage in four classes on three axes."""
    axes = footprint.coverage
    shares = [_shares_of_axis(axis) for axis in axes]
    rows: list[tuple[Cell, ...]] = [
        (Text(COVERAGE_NAMES[name]), *(column[row] for column in shares))
        for row, name in enumerate(CoverageClass)
    ]
    rows.append(
        (
            Text(f"recorded reaches {THRESHOLD:.0%} (recommended, as reported)"),
            *(Status(axis.judgement) for axis in axes),
        )
    )
    columns = (
        Column("class", "described by"),
        *(Column(str(axis.axis), f"{axis.axis}", is_numeric=True) for axis in axes),
    )
    missing = sum(axis.unestimated for axis in axes)
    note = f"Left out of GHG for want of an estimate: {missing}." if missing else ""
    return Table("coverage", "Coverage", columns, tuple(rows), part=Part.HOW_SURE, note=note)


COVERAGE_NAMES = {
    CoverageClass.RECORDED: "parts list, meters, bills, suppliers",
    CoverageClass.TEMPLATE: "template or estimate",
    CoverageClass.EXCLUDED: "excluded, at its estimate",
    CoverageClass.UNKNOWN: "unknown",
}
"""Names of the classes of coverage, as tables show them."""


def _shares_of_axis(axis: AxisCoverage) -> tuple[Cell, ...]:
    if not axis.whole:
        return (UNKNOWN,) * len(axis.amounts)
    paths = [f"coverage/{axis.axis}/{name}" for name in axis.amounts]
    return _shares([axis.amounts[name] for name in CoverageClass], paths)


def _shares(values: Sequence[float], paths: Sequence[str]) -> tuple[Cell, ...]:
    """Show parts of a whole; their percents sum to 100."""
    shares = shares_of_whole([Decimal(signed_text(value)) for value in values])
    return tuple(
        replace(share, path=path) if isinstance(share, Share) else share
        for share, path in zip(shares, paths, strict=True)
    )


def tabulate_quality(
    footprint: Footprint, thresholds: Sequence[QualityThreshold] | None = None
) -> Table:
    """Tabulate data quality, primary share, and what cannot be told apart.

    Args:
        thresholds: that the rating is judged by; without any, the house rules that ship.
    """
    quality = footprint.quality
    interval = footprint.interval()
    rows: list[tuple[Cell, ...]] = [
        (Text("data quality rating (PEF DQR, 1 best to 5)"), _score("dqr", quality.dqr)),
        *((Text(f"  {name}"), _score(name, value)) for name, value in quality.scores.items()),
        *_judge_rating(quality, shipped_thresholds() if thresholds is None else thresholds),
        (
            Text("primary data share, activity and factor"),
            _share(quality.primary_strict, "primary/strict"),
        ),
        (
            Text("primary data share, activity alone"),
            _share(quality.primary_activity, "primary/activity"),
        ),
        (Text("answered by a proxy"), _share(quality.proxies, "proxies")),
        (
            Text("figures that contain capital goods"),
            _share(quality.infrastructure, "infrastructure"),
        ),
        (Text("categories not separable"), _share(quality.unsplit, "unsplit")),
        (Text("stages not separable"), _share(quality.stage_unsplit, "stage_unsplit")),
        (
            Text("median of the draws"),
            Figure.computed(interval.median, CO2E, path="interval/median"),
        ),
        (Text("mean of the draws"), Figure.computed(interval.mean, CO2E, path="interval/mean")),
        (
            Text("mass that no line describes"),
            Figure.computed(float(footprint.balance.unassigned_kg), "kg", path="mass/unassigned"),
        ),
    ]
    columns = (Column("measure", "measure"), Column("value", "value", is_numeric=True))
    note = (
        f"{footprint.draws.default_spreads} of "
        f"{footprint.draws.default_spreads + footprint.draws.own_spreads} factors have no "
        "spread of their own and take the default of their data class."
        f"{_say_drawn(footprint)}"
    )
    return Table("quality", "Data quality", columns, tuple(rows), part=Part.HOW_SURE, note=note)


def _say_drawn(footprint: Footprint) -> str:
    drawn = footprint.draws.of_databases
    if not drawn.drawn and not drawn.by_default:
        return ""
    return (
        f" Of the lines on processes of databases, {drawn.drawn} are drawn with these and "
        f"{drawn.by_default} by the default; {len(drawn.left_out)} of {footprint.draw_count} draws "
        "leave a process without a figure and are left out of every total."
    )


def _judge_rating(
    quality: Quality, thresholds: Sequence[QualityThreshold]
) -> Iterator[tuple[Cell, ...]]:
    for each in thresholds:
        grade = each.grade.replace("_", " ")
        highest = "not known" if each.highest_dqr is None else f"at most {each.highest_dqr}"
        outcome = judge_threshold(quality, each)
        cause = None
        if outcome is Outcome.UNDETERMINED:
            cause = Cause.LAW if each.highest_dqr is None else Cause.FACT
        yield Text(f"  threshold {each.name}: {highest} ({grade})"), Status(outcome, cause)


def _score(name: str, value: float) -> Figure:
    return Figure.computed(value, "", path=f"quality/{name}")


def _share(value: float, path: str) -> Cell:
    return share_of_one(Decimal(signed_text(value)), path=path)


def tabulate_gwp(footprint: Footprint) -> Table:
    """Tabulate the GWP sets that the result rests on."""
    mix = footprint.quality.gwp_mix
    shares = _shares(list(mix.values()), [f"gwp/{name}" for name in mix])
    rows = tuple(
        (Text(GWP_NAMES.get(name, name)), share) for name, share in zip(mix, shares, strict=True)
    )
    columns = (Column("set", "GWP set"), Column("share", "share", is_numeric=True))
    note = f"target set of the case: {footprint.machine.gwp_target}"
    return Table("gwp", "GWP sets in the result", columns, rows, part=Part.HOW_SURE, note=note)


GWP_NAMES = {"unstated": "not stated by the publisher", "mixed": "mixed"}
"""Names of what is no GWP set of its own."""


def tabulate_grades(footprint: Footprint) -> Table:
    """Tabulate evidence grades."""
    grades = footprint.quality.grades
    shares = _shares(list(grades.values()), [f"grade/{name}" for name in grades])
    rows = tuple((Text(name), share) for name, share in zip(grades, shares, strict=True))
    columns = (
        Column("grade", "weaker of amount and factor"),
        Column("share", "share", is_numeric=True),
    )
    return Table("grades", "Evidence grades", columns, rows, part=Part.HOW_SURE)


def tabulate_alternatives(footprint: Footprint) -> Table:
    """Tabulate what other allocation keys would give, and that the shares of each key close."""
    rows: list[tuple[Cell, ...]] = [
        (
            Text(f"all energy by {item.key_id} ({item.driver})"),
            *_close_key(item),
            Figure.computed(item.kgco2e, CO2E, path=f"allocation/{item.key_id}"),
        )
        for item in sorted(footprint.alternatives, key=lambda item: item.driver == Driver.VALUE)
    ]
    unstated = list_unstated_drivers(footprint.alternatives)
    rows += [(Text(f"by {driver}, not stated"), UNKNOWN, UNKNOWN, UNKNOWN) for driver in unstated]
    columns = (
        Column("key", "shared otherwise"),
        Column("share", "this model", is_numeric=True),
        Column("others", "all other products", is_numeric=True),
        Column("kgco2e", "headline", is_numeric=True),
    )
    note = (
        "The shares of all products of a key sum to 100 %. Order of ISO 14067:2018, 6.4.6: divide "
        "the process where meters can, then share by a physical relation, by value last."
    )
    return Table(
        "allocation",
        "Allocation alternatives",
        columns,
        tuple(rows),
        part=Part.HOW_SURE,
        note=note,
    )


def _close_key(item: AllocationAlternative) -> Sequence[Cell]:
    here = item.driver_here
    paths = [f"allocation/{item.key_id}"] * 2
    return _shares([float(here), float(item.driver_in_all - here)], paths)


def tabulate_choices(footprint: Footprint) -> Table:
    """Tabulate factors that the case chose instead of the default."""
    named = [line for line in footprint.lines if line.activity.choice.rule == "named"]
    rows = tuple(
        (
            Text(line.id),
            Text(line.activity.choice.chosen.id),
            Text(line.activity.choice.effect),
            Text(line.activity.choice.reason),
        )
        for line in named
    )
    columns = (
        Column("line", "line"),
        Column("factor", "chosen instead of the default"),
        Column("effect", "kg CO2e per unit"),
        Column("reason", "reason"),
    )
    return Table("choices", "Choices of factor", columns, rows, part=Part.HOW_SURE)


def tabulate_exclusions(footprint: Footprint) -> Table:
    """Tabulate what was left out, with its estimate."""
    rows = tuple(
        (
            Text(item.label),
            Text(item.reason),
            UNKNOWN
            if item.estimate_kgco2e is None
            else Figure(item.estimate_kgco2e, CO2E, path=f"exclusion/{item.id}"),
        )
        for item in footprint.exclusions
    )
    columns = (
        Column("what", "left out"),
        Column("reason", "reason"),
        Column("estimate", "estimated effect", is_numeric=True),
    )
    return Table("exclusions", "Left out", columns, rows, part=Part.HOW_SURE)
