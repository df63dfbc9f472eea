"""A report as one HTML file that needs nothing else: no script, no picture, no network."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from cradlegate.core.blank import Blank
from cradlegate.footprint.rounding import decimal_text
from cradlegate.reports.charts.gantt import draw_gantt
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.charts.spans import draw_spans
from cradlegate.reports.charts.stacked_bar import chart_colours, chart_segments, draw_stacked_bar
from cradlegate.reports.charts.tornado import draw_tornado
from cradlegate.reports.charts.waiting_times import draw_waiting_times
from cradlegate.reports.display import (
    NOTHING_TO_DO,
    Signs,
    bounds_text,
    clean,
    figure_text,
    note_text,
    shown_units,
    signs_of,
    status_text,
    table_footer,
    with_unit,
)
from cradlegate.reports.html_head import add_head
from cradlegate.reports.report import (
    PICTURES,
    Answer,
    Cell,
    Chart,
    ChartKind,
    Cover,
    Figure,
    Mark,
    Report,
    Section,
    Share,
    Status,
    Table,
    Text,
)
from cradlegate.reports.shown_table import ShownTable, show_table

_COLUMNS_OF_A_PAGE = 7
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARK_NAMES = {
    Blank.UNKNOWN: "unknown",
    Blank.ABSENT: "known to be absent",
    Blank.NOT_APPLICABLE: "not applicable",
}
_BLOCKS = {"head", "meta", "body", "section", "footer", "table", "caption", "tr", "p", "li", "dl"}


def render_html(report: Report, beside: Report | None = None) -> str:
    """Draw a report as an HTML document for screen and A4 paper, in the order of every answer.

    Args:
        beside: the same report in another language; each of its parts follows the one it faces.
    """
    html = Element("html", {"lang": report.language})
    add_head(html, report, beside)
    body = SubElement(html, "body")
    if report.status:
        _add(body, "p", report.status, role="note", **{"class": "status"})
    main = SubElement(body, "main")
    facing = (report, beside) if beside else (report,)
    for one in facing:
        _add_opening(_in_language(main, one, report), one)
    for sections in zip(*(one.sections for one in facing), strict=True):
        for one, section in zip(facing, sections, strict=True):
            _add_part(main, section, one, {} if one is report else {"lang": one.language})
    footer = SubElement(body, "footer")
    for one in facing:
        _add_made_from(_in_language(footer, one, report), one, signs_of(one.language))
    for element in html.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n"
    return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"


def _in_language(parent: Element, one: Report, report: Report) -> Element:
    return parent if one is report else SubElement(parent, "div", {"lang": one.language})


def _add_opening(parent: Element, report: Report) -> None:
    signs = signs_of(report.language)
    _add(parent, "h1", report.title)
    _add_answer(parent, report.answer, signs)
    if report.cover:
        _add_cover(parent, report.cover)
    if report.has_next_steps:
        _add_next_steps(_section(parent, signs.say("What to do next")), report, signs)


def _add(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = clean(text)
    return element


def _section(parent: Element, title: str, **attributes: str) -> Element:
    section = SubElement(parent, "section", attributes)
    _add(section, "h2", title)
    return section


def _add_answer(parent: Element, answer: Answer, signs: Signs) -> None:
    box = SubElement(parent, "div", {"class": "answer"})
    if answer.verdict:
        _add_status(SubElement(box, "p", {"class": "verdict"}), answer.verdict, signs)
    _add(box, "p", answer.headline)
    if answer.figure:
        shown = shown_units((answer.figure,))[answer.figure.unit]
        line = SubElement(box, "p", {"class": "figure"})
        _add_figure(line, answer.figure, shown, shown, signs)
    if answer.boundary:
        _add(box, "p", answer.boundary, **{"class": "boundary"})


def _add_cover(parent: Element, cover: Cover) -> None:
    _add_names(parent, cover.identity)
    box = SubElement(parent, "div", {"class": "seal"})
    _add(box, "h2", cover.seal_title)
    for sentence in cover.seal:
        _add(box, "p", sentence)
    _add(box, "p", cover.digest, **{"class": "digest"})


def _add_names(parent: Element, pairs: Iterable[tuple[str, str]]) -> None:
    names = SubElement(parent, "dl")
    for name, value in pairs:
        _add(names, "dt", name)
        _add(names, "dd", value)


def _add_next_steps(section: Element, report: Report, signs: Signs) -> None:
    if not report.next_steps:
        _add(section, "p", signs.say(NOTHING_TO_DO))
        return
    steps = SubElement(section, "ol")
    for step in report.next_steps:
        item = SubElement(steps, "li")
        what = f": {clean(step.what)}"
        by = f", {signs.say('by')} "
        _add(item, "b", step.who).tail = f"{what}{by}" if step.by else what
        if step.by:
            _add(item, "time", step.by.isoformat(), datetime=step.by.isoformat())
        if step.because:
            _add(item, "span", step.because, **{"class": "because"})


def _add_part(parent: Element, part: Section, report: Report, marks: Mapping[str, str]) -> None:
    signs = signs_of(report.language)
    tables, notes = report.tables_of(part), report.notes_of(part)
    if not (tables or notes or part.texts):
        return
    section = _section(parent, signs.say(part.title), **marks)
    for text in part.texts:
        _add(section, "p", text)
    if notes:
        listed = SubElement(section, "ul")
        for note in notes:
            tone = {"class": "warning"} if note.is_warning else {}
            _add(listed, "li", note_text(note, signs), **tone)
    for table in tables:
        _add_charts(section, table, report)
        _add_table(_fold(section, table, report, signs), table, signs)


def _fold(section: Element, table: Table, report: Report, signs: Signs) -> Element:
    """Fold the table of a picture below it; paper shows it in full."""
    if not any(one.table_id == table.id and one.kind in PICTURES for one in report.charts):
        return section
    folded = SubElement(section, "details")
    _add(folded, "summary", signs.say("The figures of the chart"))
    return folded


def _add_charts(section: Element, table: Table, report: Report) -> None:
    colours = chart_colours(report)
    for chart in report.charts:
        if chart.table_id != table.id:
            continue
        if chart.kind in PICTURES:
            _add_picture(section, chart, table, report)
        elif chart.kind is ChartKind.TORNADO:
            section.append(draw_tornado(report, chart, clean(table.title)))
        elif chart.kind is ChartKind.SPANS:
            section.append(draw_spans(report, chart, clean(table.title)))
        elif chart.kind is ChartKind.GANTT:
            section.append(draw_gantt(report, chart, clean(table.title)))
        elif chart.kind is ChartKind.WAITING_TIMES:
            section.append(draw_waiting_times(report, chart, clean(table.title)))
        elif segments := chart_segments(report, chart):
            section.append(draw_stacked_bar(segments, colours, clean(table.title)))


def _add_picture(section: Element, chart: Chart, table: Table, report: Report) -> None:
    picture = draw_picture(report, chart)
    if picture is not None:
        figure = SubElement(section, "figure", {"class": "picture"})
        _add(figure, "figcaption", table.title)
        figure.append(picture)


def _add_made_from(parent: Element, report: Report, signs: Signs) -> None:
    _add(parent, "h2", signs.say("Made from"))
    if report.provenance:
        _add_names(parent, report.provenance)
    for text in filter(None, (signs.say(report.rounding), report.disclaimer, report.status)):
        _add(parent, "p", text)


def _add_table(parent: Element, table: Table, signs: Signs) -> None:
    shown = show_table(table, signs)
    is_wide = len(table.columns) > _COLUMNS_OF_A_PAGE
    frame = SubElement(parent, "div", {"class": "wide table" if is_wide else "table"})
    element = SubElement(frame, "table")
    _add(element, "caption", with_unit(shown.title, shown.title_unit))
    heads = SubElement(SubElement(element, "thead"), "tr")
    for column, head, unit in zip(table.columns, shown.heads, shown.head_units, strict=True):
        side = {"class": "number"} if column.is_numeric else {}
        title = _add(heads, "th", f"{head}, " if unit else head, scope="col", **side)
        if unit:
            _add(title, "span", unit, **{"class": "unit"})
    body = SubElement(element, "tbody")
    for row, texts in zip(table.rows, shown.rows, strict=True):
        _add_row(body, table, shown, row, texts, signs)
    if table.total is not None and shown.total is not None:
        _add_row(SubElement(element, "tfoot"), table, shown, table.total, shown.total, signs)
    for words in table_footer(table, signs):
        _add(frame, "p", words)


def _add_row(
    parent: Element,
    table: Table,
    shown: ShownTable,
    row: Iterable[Cell],
    texts: Iterable[str],
    signs: Signs,
) -> None:
    line = SubElement(parent, "tr")
    columns = zip(table.columns, shown.column_units, row, texts, strict=True)
    for index, (column, unit, cell, text) in enumerate(columns):
        side = {"class": "number"} if column.is_numeric else {}
        place = SubElement(line, "td", side) if index else SubElement(line, "th", {"scope": "row"})
        _add_cell(place, cell, text, unit, shown, signs)


def _add_cell(
    place: Element, cell: Cell, text: str, unit: str, shown: ShownTable, signs: Signs
) -> None:
    match cell:
        case Figure():
            shown_unit = shown.units[cell.unit]
            _add_figure(place, cell, shown_unit, "" if shown_unit == unit else shown_unit, signs)
        case Share():
            _add(place, "data", text, value=decimal_text(cell.value))
        case Mark():
            _add(place, "abbr", text, title=signs.say(_MARK_NAMES[cell.blank]))
        case Status():
            _add_status(place, cell, signs)
        case Text() if cell.depth:
            _add(place, "span", cell.text, style=f"margin-left: {cell.depth}em")
        case Text() if _DAY.fullmatch(text):
            _add(place, "time", text)
        case _:
            place.text = text


def _add_figure(parent: Element, figure: Figure, shown: str, unit: str, signs: Signs) -> None:
    """Add the number as it reads; the exact value and its own unit stand in the element."""
    alone = figure_text(replace(figure, bounds=None), signs, shown, unit)
    exact = {"value": decimal_text(figure.value), "data-unit": figure.unit}
    _add(parent, "data", alone, **exact, **({"data-path": figure.path} if figure.path else {}))
    bounds = bounds_text(figure, signs, shown)
    if bounds:
        parent[-1].tail = " "
        _add(parent, "span", f"({bounds})", **{"class": "interval"})


def _add_status(parent: Element, status: Status, signs: Signs) -> None:
    kind = status.outcome.value.replace(" ", "-")
    _add(parent, "span", status_text(status, signs), **{"class": kind})
