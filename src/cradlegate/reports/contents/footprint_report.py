"""A footprint as a report."""

from collections.abc import Iterable, Sequence

from cradlegate.background.processes.figure import LinkedDatabase
from cradlegate.core.fault import Fault
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.appraisal.quality_thresholds import (
    QualityThreshold,
    shipped_thresholds,
    warn_of_thresholds,
)
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.processes import list_databases
from cradlegate.reports.contents.evidence_tables import (
    tabulate_alternatives,
    tabulate_choices,
    tabulate_coverage,
    tabulate_exclusions,
    tabulate_grades,
    tabulate_gwp,
    tabulate_improve,
    tabulate_quality,
)
from cradlegate.reports.contents.method_tables import (
    tabulate_accounts,
    tabulate_end_of_life,
    tabulate_second_life,
)
from cradlegate.reports.contents.result_tables import (
    CO2E,
    SHOWN,
    tabulate_categories,
    tabulate_cells,
    tabulate_largest,
    tabulate_stages,
    tabulate_views,
)
from cradlegate.reports.report import (
    DRAFT,
    Answer,
    Chart,
    ChartKind,
    Figure,
    Note,
    Report,
    Step,
    Table,
)


def report_footprint(
    footprint: Footprint, thresholds: Sequence[QualityThreshold] | None = None
) -> Report:
    """Draw up everything there is to say about a footprint, the answer first.

    Args:
        thresholds: that the data quality is judged by; without any, the house rules that ship.
    """
    machine = footprint.machine
    judged_by = shipped_thresholds() if thresholds is None else thresholds
    return Report(
        title=f"Carbon footprint of {machine.model}",
        kind="footprint",
        answer=_answer(footprint),
        next_steps=_list_steps(footprint),
        tables=tuple(_list_tables(footprint, judged_by)),
        charts=(Chart(ChartKind.STACKED_BAR, "stages", "stage", "kgco2e"),),
        notes=tuple(_list_notes(footprint, judged_by)),
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
        Step("you", f"mend {_say(fault)}", because=fault.kind.rule)
        for fault in footprint.faults
        if fault.is_error
    ]
    return (*errors, *_group_requests(footprint.priorities))


def _group_requests(priorities: Sequence[Priority]) -> list[Step]:
    """Say once to each party what to send, the party that helps most first."""
    by_party: dict[str, list[Priority]] = {}
    for item in priorities[:SHOWN]:
        by_party.setdefault(item.request.from_party, []).append(item)
    ranked = sorted(by_party.items(), key=lambda pair: -sum(item.score for item in pair[1]))
    return [
        Step(
            party,
            f"send {items[0].request.what}" + _name_others(items[1:]),
            because=f"{sum(item.share for item in items):.0%} of the result, "
            f"{items[0].request.because}",
        )
        for party, items in ranked[:3]
    ]


def _name_others(items: Sequence[Priority]) -> str:
    return f", also for {', '.join(item.line.id for item in items)}" if items else ""


def _list_tables(footprint: Footprint, thresholds: Sequence[QualityThreshold]) -> Iterable[Table]:
    yield tabulate_views(footprint)
    if footprint.second_life:
        yield tabulate_second_life(footprint.second_life)
    yield tabulate_stages(footprint)
    yield tabulate_cells(footprint)
    yield tabulate_categories(footprint)
    yield tabulate_largest(footprint)
    yield tabulate_improve(footprint)
    yield tabulate_coverage(footprint)
    yield tabulate_quality(footprint, thresholds)
    yield tabulate_gwp(footprint)
    yield tabulate_grades(footprint)
    if footprint.end_of_life:
        yield tabulate_end_of_life(footprint.end_of_life)
    if footprint.accounts:
        yield tabulate_accounts(footprint)
    if footprint.alternatives:
        yield tabulate_alternatives(footprint)
    if any(line.activity.choice.rule == "named" for line in footprint.lines):
        yield tabulate_choices(footprint)
    if footprint.exclusions:
        yield tabulate_exclusions(footprint)


def _list_notes(footprint: Footprint, thresholds: Sequence[QualityThreshold]) -> Iterable[Note]:
    warnings = [fault for fault in footprint.faults if not fault.is_error]
    warnings += warn_of_thresholds(footprint.quality, thresholds)
    yield from (Note(_say(fault), is_warning=True) for fault in warnings)
    plausibility = footprint.plausibility
    if plausibility.band:
        low, high = plausibility.band
        yield Note(
            f"{plausibility.per_kg:.2f} kg CO2e/kg; plausible band {low}–{high} "
            f"({plausibility.band_source}); a band is never a pass"
        )
    if plausibility.published:
        low, high = plausibility.published
        yield Note(
            f"published for machines in general: {low.normalize()}–{high.normalize()} "
            f"kg CO2e/kg ({plausibility.published_source})"
        )
    yield from _list_terms(footprint)
    yield Note("Capital goods are left out, except where a factor contains infrastructure.")


def _list_terms(footprint: Footprint) -> Iterable[Note]:
    """Say whole on which terms the databases in use are used; their notices travel with figures."""
    for each in _list_databases(footprint):
        standing = each.standing.replace("_", " ")
        yield Note(f"{each.name}: listed as China's national inventory database: {standing}")
        notices: dict[str, list[str]] = {}
        for file, text in each.licences.items():
            notices.setdefault(" ".join(text.split()), []).append(file)
        for text, files in notices.items():
            more = f" and {len(files) - 1} more files" if len(files) > 1 else ""
            yield Note(f"{each.name}, {files[0]}{more}: {text}")


def _list_databases(footprint: Footprint) -> tuple[LinkedDatabase, ...]:
    return list_databases(line.activity for line in footprint.lines)


def _say(fault: Fault) -> str:
    where = f"{fault.place}: " if str(fault.place) else ""
    return f"{where}{fault.found} [{fault.code}]"


def _list_provenance(footprint: Footprint) -> tuple[tuple[str, str], ...]:
    return (
        ("method", footprint.method),
        ("case", footprint.case_digest),
        ("factor library", footprint.library_digest),
        ("draws", f"{footprint.draw_count}, seed {footprint.seed}"),
        *((f"database {each.name}", each.id) for each in _list_databases(footprint)),
    )
