"""Every clock as a row of a CSV table, in seconds, for programs."""

import csv
import io
from collections.abc import Iterator

from cradlegate.border.clocks.clearances import Start
from cradlegate.border.clocks.clocks import Measure, Span, TimedClearance
from cradlegate.border.clocks.overview import Overview
from cradlegate.core.moment import write_utc

COLUMNS = (
    "consignment_id",
    "entry_no",
    "from",
    "to",
    "mode",
    "country",
    "channel",
    "state",
    "voided_by",
    "office_zone",
    "start",
    "began_at",
    "ended_at",
    "elapsed_s",
    "office_s",
    "business_days",
    "queries_elapsed_s",
    "queries_office_s",
    "within_12h",
    "within_12_office_h",
)
"""Empty is unknown, `-` not applicable, such as the end of what is open."""


def write_clocks(overview: Overview) -> str:
    """Write the clocks of all clearances, one row for every start."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in overview.timed:
        for start in Start:
            writer.writerow((*_list_about(each, overview), *_list_times(each, start)))
    return text.getvalue()


def _list_about(timed: TimedClearance, overview: Overview) -> Iterator[str]:
    clearance, journey = timed.clearance, overview.journey_of(timed)
    yield from (clearance.consignment, clearance.entry)
    yield from (journey.origin, journey.destination, journey.mode)
    yield journey.country or (timed.office.country if timed.office else "")
    yield from (clearance.channel, clearance.state)
    yield clearance.voided.id if clearance.voided else "-"
    yield timed.office.zone if timed.office else ""


def _list_times(timed: TimedClearance, start: Start) -> Iterator[str]:
    clock, end = timed.clocks[start], timed.clearance.end
    yield start
    yield write_utc(clock.began) if clock.began else ""
    yield write_utc(end.at) if end else "-"
    blank = "" if clock.began is None else "-"
    spans = [(clock.taken, each) for each in Measure]
    spans += [(clock.asked, each) for each in (Measure.ELAPSED, Measure.OFFICE)]
    yield from (_write(span, measure, blank) for span, measure in spans)
    yield from (
        timed.judge_clock(start, measure)[0] for measure in (Measure.ELAPSED, Measure.OFFICE)
    )


def _write(span: Span | None, measure: Measure, blank: str) -> str:
    if span is None:
        return blank
    length = span.read(measure)
    return "" if length is None else str(length)
