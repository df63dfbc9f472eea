"""A footprint as a report."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault
from cradlegate.core.stage import STAGE_NAMES, Stage, View
from cradlegate.footprint.appraisal.coverage import THRESHOLD, AxisCoverage
from cradlegate.footprint.appraisal.quality import grade_line
from cradlegate.footprint.boundary import STAGE_GROUPS, describe_boundary, is_in_group
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.rounding import signed_text
from cradlegate.reports.report import (
    DRAFT,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Grade,
    More,
    Note,
    Part,
    Report,
    Share,
    Status,
    Step,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)

CO2E = "kg CO2e"
SHOWN = 10


def report_footprint(footprint: Footprint) -> Report:
    """Draw up everything there is to say about a footprint, the answer first."""
    machine = footprint.machine
    return Report(
        title=f"Carbon footprint of {machine.model}",
        kind="footprint",
        answer=_answer(footprint),
        next_steps=_list_steps(footprint),
        tables=tuple(_list_tables(footprint)),
        charts=(Chart(ChartKind.STACKED_BAR, "stages", "stage", "kgco2e"),),
        notes=tuple(_list_notes(footprint)),
        provenance=_list_provenance(footprint),
        status=DRAFT if footprint.is_draft else "",
    )


def _answer(footprint: Footprint) -> Answer:
    interval = footprint.interval()
    figure = Figure.computed(
        footprint.total(), CO2E, path="total", bounds=(interval.low, interval.high)
    )
    return Answer(
        f"{footprint.machine.model}, per machine",
        figure,
        f"{footprint.boundary}; 95 % interval, biogenic uptake left out",
    )


def _list_steps(footprint: Footprint) -> tuple[Step, ...]:
    errors = [
        Step("you", f"mend {fault.found} [{fault.code}]", because=fault.kind.rule)
        for fault in footprint.faults
        if fault.is_error
    ]
    asks = [
        Step(
            item.request.from_party,
            f"send {item.request.what}",
            because=f"{item.share:.0%} of the result, {item.request.because}",
        )
        for item in footprint.priorities[:3]
    ]
    return (*errors, *asks)


def _list_tables(footprint: Footprint) -> Iterable[Table]:
    yield _table_views(footprint)
    yield _table_stages(footprint)
    yield _table_cells(footprint)
    yield _table_categories(footprint)
    yield _table_largest(footprint)
    yield _table_improve(footprint)
    yield _table_coverage(footprint)
    yield _table_quality(footprint)
    yield _table_gwp(footprint)
    yield _table_grades(footprint)
    if footprint.exclusions:
        yield _table_exclusions(footprint)


def _table_views(footprint: Footprint) -> Table:
    rows = []
    for view in footprint.views:
        interval = footprint.interval(view)
        figure = Figure.computed(
            footprint.total(view), CO2E, path=f"view/{view}", bounds=(interval.low, interval.high)
        )
        rows.append((Text(describe_boundary(footprint.machine, view)), figure))
    gate, mass = footprint.total(View.CRADLE_TO_GATE), float(footprint.machine.net_mass_kg)
    rows.append(
        (
            Text("per kg of net mass, cradle to gate"),
            Figure.computed(gate / mass, f"{CO2E}/kg", path="per_kg"),
        )
    )
    rows.append(
        (
            Text("headline including biogenic uptake"),
            Figure.computed(footprint.total_with_uptake(), CO2E, path="with_uptake"),
        )
    )
    rows.append(
        (
            Text("biogenic carbon in packaging, kg C, outside every total"),
            Figure.computed(footprint.biogenic_carbon_kg, "kg C", path="biogenic_carbon"),
        )
    )
    pair = footprint.instruments
    for name, value in (
        ("with", pair.with_instruments),
        ("without", pair.without_instruments),
    ):
        figure = Figure.computed(value, CO2E, path=f"instruments/{name}")
        rows.append((Text(f"headline {name} contractual electricity instruments"), figure))
    columns = (Column("boundary", "boundary"), Column("kgco2e", "result", is_numeric=True))
    return Table("views", "Results by boundary, each for itself", columns, tuple(rows))


def _table_stages(footprint: Footprint) -> Table:
    lines = footprint.lines_in_view
    stages = [stage for stage in Stage if any(line.stage is stage for line in lines)]
    values = [sum_emissions(line for line in lines if line.stage is stage) for stage in stages]
    shares = shares_of_whole([Decimal(signed_text(value)) for value in values])
    rows = tuple(
        (
            Text(f"{stage} {STAGE_NAMES[stage]}"),
            Figure.computed(value, CO2E, path=f"stage/{stage}"),
            share,
        )
        for stage, value, share in zip(stages, values, shares, strict=True)
    )
    columns = (
        Column("stage", "stage"),
        Column("kgco2e", "result", is_numeric=True),
        Column("share", "share", is_numeric=True),
    )
    total = (Text("total"), Figure.computed(footprint.total(), CO2E, path="total"), Text("100 %"))
    return Table("stages", "By stage", columns, rows, total)


def _table_cells(footprint: Footprint) -> Table:
    lines = footprint.lines_in_view
    groups = [name for name in STAGE_GROUPS if any(is_in_group(line, name) for line in lines)]
    names = list(dict.fromkeys(line.subassembly for line in lines))
    sums = {
        name: sum_emissions(line for line in lines if line.subassembly == name) for name in names
    }
    names.sort(key=lambda name: -sums[name])
    rows = tuple(
        (
            Text(name),
            *(_cell(lines, group, name) for group in groups),
            Figure.computed(sums[name], CO2E, path=f"subassembly/{name}"),
        )
        for name in names
    )
    columns = (
        Column("subassembly", "subassembly"),
        *(Column(group, group, is_numeric=True) for group in groups),
        Column("kgco2e", "total", is_numeric=True),
    )
    total: tuple[Cell, ...] = (
        Text("total"),
        *(
            Figure.computed(
                sum_emissions(line for line in lines if is_in_group(line, group)),
                CO2E,
                path=f"stage/{group}",
            )
            for group in groups
        ),
        Figure.computed(footprint.total(), CO2E, path="total"),
    )
    return Table("cells", "Stage × subassembly", columns, rows, total)


def _cell(lines: Sequence[Line], group: str, name: str) -> Cell:
    chosen = [line for line in lines if is_in_group(line, group) and line.subassembly == name]
    if not chosen:
        return NOT_APPLICABLE
    return Figure.computed(sum_emissions(chosen), CO2E, path=f"cell/{group}/{name}")


def _table_categories(footprint: Footprint) -> Table:
    rows = tuple(
        (Text(_CATEGORY_NAMES[category]), _category(footprint, category)) for category in CATEGORIES
    )
    columns = (Column("category", "category"), Column("kgco2e", "result", is_numeric=True))
    unsplit = footprint.quality.unsplit
    note = (
        f"{unsplit:.1%} of the total is not separable: published as one CO2e figure, it may hold "
        "any category, so the others are floors. Net fossil = fossil + aircraft."
    )
    return Table("categories", "Greenhouse-gas categories", columns, rows, note=note)


def _category(footprint: Footprint, category: Category) -> Cell:
    """Show a category; what the inseparable part may hide is unknown, never a zero."""
    value = sum_category(footprint.lines_in_view, category)
    if not value and footprint.quality.unsplit and category is not Category.BIOGENIC_REMOVALS:
        return UNKNOWN
    return Figure.computed(value, CO2E, path=f"category/{category}")


_CATEGORY_NAMES = {
    Category.FOSSIL_OTHER: "fossil, aircraft apart",
    Category.AIRCRAFT: "aircraft",
    Category.BIOGENIC_EMISSIONS: "biogenic emissions",
    Category.BIOGENIC_REMOVALS: "biogenic removals (not in the headline)",
    Category.LAND_USE_CHANGE: "land use change",
    Category.UNSPLIT: "not separable",
}


def _table_largest(footprint: Footprint) -> Table:
    counted = [line for line in footprint.lines_in_view if line.emissions]
    lines = sorted(counted, key=lambda line: (-abs(line.emissions), line.id))
    whole = footprint.total() or 1.0
    rows = tuple(
        (
            Text(line.id),
            Text(str(line.stage)),
            Text(line.activity.choice.chosen.id),
            Figure.computed(line.emissions, CO2E, path=f"line/{line.id}"),
            share_of_one(Decimal(signed_text(line.emissions / whole)), path=f"line/{line.id}"),
            Grade(grade_line(line)),
        )
        for line in lines[:SHOWN]
    )
    columns = (
        Column("line", "line"),
        Column("stage", "stage"),
        Column("factor", "factor"),
        Column("kgco2e", "result", is_numeric=True),
        Column("share", "share", is_numeric=True),
        Column("grade", "weakest grade"),
    )
    more = _more(len(lines), "cradlegate explain CASE, or --out DIR for all lines")
    return Table("largest", "Largest lines", columns, rows, more=more)


def _more(count: int, how: str) -> More | None:
    return More(count - SHOWN, how) if count > SHOWN else None


def _table_improve(footprint: Footprint) -> Table:
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
    more = _more(len(footprint.priorities), "--out DIR")
    return Table(
        "improve", "Improve first", columns, rows, more=more, part=Part.HOW_SURE, note=note
    )


def _table_coverage(footprint: Footprint) -> Table:
    axes = footprint.coverage
    shares = [_shares_of_axis(axis) for axis in axes]
    rows: list[tuple[Cell, ...]] = [
        (Text(_COVERAGE_NAMES[name]), *(column[row] for column in shares))
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
    note = f"{missing} exclusions have no estimate and are missing from GHG." if missing else ""
    return Table("coverage", "Coverage", columns, tuple(rows), part=Part.HOW_SURE, note=note)


_COVERAGE_NAMES = {
    CoverageClass.RECORDED: "parts list, meters, bills, suppliers",
    CoverageClass.TEMPLATE: "template or estimate",
    CoverageClass.EXCLUDED: "excluded, at its estimate",
    CoverageClass.UNKNOWN: "unknown",
}


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


def _table_quality(footprint: Footprint) -> Table:
    quality = footprint.quality
    interval = footprint.interval()
    rows: list[tuple[Cell, ...]] = [
        (Text("data quality rating (PEF DQR, 1 best to 5)"), _score("dqr", quality.dqr)),
        *((Text(f"  {name}"), _score(name, value)) for name, value in quality.scores.items()),
        (
            Text("primary data share, activity and factor"),
            _share(quality.primary_strict, "primary/strict"),
        ),
        (
            Text("primary data share, activity alone"),
            _share(quality.primary_activity, "primary/activity"),
        ),
        (Text("answered by a proxy"), _share(quality.proxies, "proxies")),
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
        f"{footprint.draws.default_spreads + footprint.draws.published_spreads} factors have no "
        "published spread and take the default of their data class."
    )
    return Table("quality", "Data quality", columns, tuple(rows), part=Part.HOW_SURE, note=note)


def _score(name: str, value: float) -> Figure:
    return Figure.computed(value, "", path=f"quality/{name}")


def _share(value: float, path: str) -> Cell:
    return share_of_one(Decimal(signed_text(value)), path=path)


def _table_gwp(footprint: Footprint) -> Table:
    mix = footprint.quality.gwp_mix
    shares = _shares(list(mix.values()), [f"gwp/{name}" for name in mix])
    rows = tuple(
        (Text(_GWP_NAMES.get(name, name)), share) for name, share in zip(mix, shares, strict=True)
    )
    columns = (Column("set", "GWP set"), Column("share", "share", is_numeric=True))
    note = f"target set of the case: {footprint.machine.gwp_target}"
    return Table("gwp", "GWP sets in the result", columns, rows, part=Part.HOW_SURE, note=note)


_GWP_NAMES = {"unstated": "not stated by the publisher", "mixed": "mixed"}


def _table_grades(footprint: Footprint) -> Table:
    grades = footprint.quality.grades
    shares = _shares(list(grades.values()), [f"grade/{name}" for name in grades])
    rows = tuple((Text(name), share) for name, share in zip(grades, shares, strict=True))
    columns = (
        Column("grade", "weaker of amount and factor"),
        Column("share", "share", is_numeric=True),
    )
    return Table("grades", "Evidence grades", columns, rows, part=Part.HOW_SURE)


def _table_exclusions(footprint: Footprint) -> Table:
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


def _list_notes(footprint: Footprint) -> Iterable[Note]:
    yield from (Note(_say(fault), is_warning=True) for fault in footprint.faults)
    plausibility = footprint.plausibility
    if plausibility.band:
        low, high = plausibility.band
        yield Note(
            f"{plausibility.per_kg:.2f} kg CO2e/kg; plausible band {low}–{high} "
            f"({plausibility.band_source}); a band is never a pass"
        )
    yield Note("Capital goods are left out, except where a factor contains infrastructure.")


def _say(fault: Fault) -> str:
    where = f"{fault.place}: " if str(fault.place) else ""
    return f"{where}{fault.found} [{fault.code}]"


def _list_provenance(footprint: Footprint) -> tuple[tuple[str, str], ...]:
    return (
        ("method", footprint.method),
        ("case", footprint.case_digest),
        ("factor library", footprint.library_digest),
        ("draws", f"{footprint.draw_count}, seed {footprint.seed}"),
    )
