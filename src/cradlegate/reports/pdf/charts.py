"""The charts of a PDF, as the data that its page template draws, with the words for all of it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.etree.ElementTree import tostring

from cradlegate.reports.charts.palette import PAPER, SERIES, TEXT, contrast
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.charts.spans import read_spans, say_span
from cradlegate.reports.charts.stacked_bar import chart_colours, chart_segments
from cradlegate.reports.charts.tornado import scale_bars, tornado_bars
from cradlegate.reports.display import clean
from cradlegate.reports.report import Chart, ChartKind, Report

Content: TypeAlias = dict[str, object]
"""A JSON object."""

FONTS = "fonts-of-the-document"
"""What a picture says instead of the names of fonts, which are not chosen yet."""

_NAME = 90  # signs of a name in a chart; the table has it in full
_PARTS = 16  # parts of a chart that stays on one page


def write_charts(charts: Sequence[Chart], report: Report) -> list[Content]:
    """Write charts of a report; one without anything to draw is left out.

    Lengths are shares of the whole bar, ends of a tornado's bars shares of its axis.
    """
    colours = chart_colours(report)
    drawn = [_write_chart(chart, report, colours) for chart in charts]
    return [chart for chart in drawn if chart]


def _write_chart(chart: Chart, report: Report, colours: Mapping[str, str]) -> Content | None:
    match chart.kind:
        case ChartKind.STACKED_BAR:
            return _stacked_bar(chart, report, colours)
        case ChartKind.TORNADO:
            return _tornado(chart, report)
        case ChartKind.SPANS:
            return _spans(chart, report)
        case ChartKind.GANTT:
            return None  # nobody prints a plan as a document; its table stands on the page
        case ChartKind.WAITING_TIMES:
            return None  # the page templates do not draw it; its table says the same
        case _:
            return _picture(chart, report)


def _picture(chart: Chart, report: Report) -> Content | None:
    """Give the vectors of a page; the template sets their words in the fonts of the document."""
    svg = draw_picture(report, chart)
    if svg is None:
        return None
    words = svg.findtext("desc") or ""
    svg.set("font-family", FONTS)
    return {
        "kind": "picture",
        "alt": f"{clean(report.table(chart.table_id).title)}: {words}",
        "is_long": False,
        "svg": tostring(svg, encoding="unicode"),
        "fonts": FONTS,
    }


def _stacked_bar(chart: Chart, report: Report, colours: Mapping[str, str]) -> Content | None:
    segments = chart_segments(report, chart)
    if not segments:
        return None
    whole = sum(segment.size for segment in segments)
    return {
        "kind": chart.kind.value,
        "alt": _alt(chart, report, [(segment.name, segment.text) for segment in segments]),
        "is_long": len(segments) > _PARTS,
        "parts": [
            {
                "name": _short(segment.name),
                "text": segment.text,
                "share": float(segment.size / whole),
                "fill": colours[segment.name],
                "ink": max((TEXT, PAPER), key=lambda ink: contrast(ink, colours[segment.name])),
            }
            for segment in segments
        ],
    }


def _tornado(chart: Chart, report: Report) -> Content | None:
    bars = tornado_bars(report, chart)
    if not bars:
        return None
    zero, ends = scale_bars(bars, 1.0)
    return {
        "kind": chart.kind.value,
        "alt": _alt(chart, report, [(bar.name, bar.text) for bar in bars]),
        "is_long": len(bars) > _PARTS,
        "zero": zero,
        "fill": SERIES[0],
        "bars": [
            {"name": _short(bar.name), "text": bar.text, "start": min(pair), "end": max(pair)}
            for bar, pair in zip(bars, ends, strict=True)
        ],
    }


def _spans(chart: Chart, report: Report) -> Content:
    spans = read_spans(report, chart)
    return {
        "kind": chart.kind.value,
        "alt": _alt(chart, report, [(f"{bar.name}:", say_span(spans, bar)) for bar in spans.bars]),
        "is_long": len(spans.bars) > _PARTS,
        "fill": SERIES[0],
        "labels": list(spans.labels),
        "bars": [{"name": _short(bar.name), "covered": list(bar.covered)} for bar in spans.bars],
    }


def _alt(chart: Chart, report: Report, parts: Sequence[tuple[str, str]]) -> str:
    words = "; ".join(f"{name} {text}" for name, text in parts)
    return f"{clean(report.table(chart.table_id).title)}: {words}"


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
