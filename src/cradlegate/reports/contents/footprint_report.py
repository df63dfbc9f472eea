"""A footprint as a report."""

from collections.abc import Iterable, Sequence

from cradlegate.core.fault import Fault
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.footprint import Footprint
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


def _list_tables(footprint: Footprint) -> Iterable[Table]:
    yield tabulate_views(footprint)
    yield tabulate_stages(footprint)
    yield tabulate_cells(footprint)
    yield tabulate_categories(footprint)
    yield tabulate_largest(footprint)
    yield tabulate_improve(footprint)
    yield tabulate_coverage(footprint)
    yield tabulate_quality(footprint)
    yield tabulate_gwp(footprint)
    yield tabulate_grades(footprint)
    if len(footprint.alternatives) > 1:
        yield tabulate_alternatives(footprint)
    if any(line.activity.choice.rule == "named" for line in footprint.lines):
        yield tabulate_choices(footprint)
    if footprint.exclusions:
        yield tabulate_exclusions(footprint)


def _list_notes(footprint: Footprint) -> Iterable[Note]:
    warnings = (fault for fault in footprint.faults if not fault.is_error)
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
