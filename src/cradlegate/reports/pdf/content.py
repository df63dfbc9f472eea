"""What a PDF says, as the data that its page template reads: the words of HTML, without markup."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from cradlegate.core.outcome import Outcome
from cradlegate.reports.charts.palette import INKS, PAPER, SMALL_PRINT, TEXT, WARNING
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
)
from cradlegate.reports.pdf.charts import Content, write_charts
from cradlegate.reports.report import (
    Answer,
    Cell,
    ChartKind,
    Cover,
    Figure,
    Grade,
    Mark,
    Report,
    Section,
    Share,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.reports.shown_table import ShownTable, show_table

QR_ALT = "QR code with the digest"
"""What stands for the QR code where it cannot be seen."""

_HAIRLINE = "#D9D9D9"
_WORD = 16  # signs of a word that a column leaves whole
_WIDE_WORD = 6
_BLOCK = 2000  # signs of a block that stays on one page
_SHORT = 8  # rows of a table that stays on one page with its chart
_ROW = 600  # signs of a row that stays on one page
_HEAD = 120  # signs of a head that is said again on every page
_SYMBOLS = {Outcome.MET: "met", Outcome.NOT_MET: "not met"}
_PLAIN: Content = {
    "text": "",
    "interval": "",
    "longest": "",
    "is_number": False,
    "depth": 0,
    "symbol": "",
    "ink": "",
}
_NUMBER = 40  # signs of a number with its unit that stay on one line
_AFTER_SEPARATOR = re.compile(r"(?<=[/\\_.:,;=&+@|-])")
_REGION = re.compile(r"[A-Z]{2}|\d{3}")


def write_content(report: Report, beside: Report | None = None) -> Content:
    """Write everything that a report says, in the order in which it is read.

    Args:
        beside: the same report in another language, whose parts face those of the first.
    """
    content = _write_part(report)
    return {**content, "beside": _write_part(beside) if beside else None}


def _write_part(report: Report) -> Content:
    signs = signs_of(report.language)
    language, *subtags = report.language.split("-")
    cover = report.cover
    return {
        "lang": language.lower(),
        "region": next((tag for tag in subtags if _REGION.fullmatch(tag)), None),
        "colours": {
            "text": TEXT,
            "small": SMALL_PRINT,
            "warning": WARNING,
            "paper": PAPER,
            "line": _HAIRLINE,
        },
        "title": clean(report.title),
        "status": clean(report.status),
        "answer": _answer(report.answer, signs),
        "cover": _cover(cover, report, signs) if cover else None,
        "steps": _steps(report, signs),
        "sections": [
            found for section in report.sections if (found := _section(section, report, signs))
        ],
        "made_from": _made_from(report, signs),
    }


def _answer(answer: Answer, signs: Signs) -> Content:
    figure, number, unit, interval = answer.figure, "", "", ""
    if figure:
        shown = shown_units((figure,))[figure.unit]
        number = figure_text(replace(figure, bounds=None), signs, shown, "")
        unit = clean(shown, signs)
        bounds = bounds_text(figure, signs, shown)
        interval = f"({bounds})" if bounds else ""
    return {
        "verdict": _status(answer.verdict, status_text(answer.verdict, signs))
        if answer.verdict
        else None,
        "headline": clean(answer.headline),
        "number": number,
        "unit": unit,
        "interval": interval,
        "boundary": clean(answer.boundary),
    }


def _cover(cover: Cover, report: Report, signs: Signs) -> Content:
    bars = [chart for chart in report.charts if chart.kind is ChartKind.STACKED_BAR]
    return {
        "identity": _pairs(cover.identity),
        "reference": clean(cover.reference),
        "digest": clean(cover.digest),
        "seal_title": clean(cover.seal_title),
        "seal": [clean(sentence) for sentence in cover.seal],
        "charts": write_charts(bars[:1], report),
        "code": _code(cover.digest, signs),
    }


def _code(digest: str, signs: Signs) -> Content | None:
    """Give the modules of the QR code, row by row; level M survives a stamp on 15 % of it."""
    import segno

    if not digest:
        return None
    code = segno.make_qr(digest, error="m", boost_error=False)
    rows = ["".join(str(module) for module in row) for row in code.matrix]
    return {"rows": rows, "alt": f"{signs.say(QR_ALT)}: {clean(digest)}"}


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[clean(name), clean(value)] for name, value in pairs]


def _steps(report: Report, signs: Signs) -> Content | None:
    """Give the next steps; a document that is handed on does not say that there are none."""
    if report.cover and not report.next_steps:
        return None
    return {
        "title": signs.say("What to do next"),
        "nothing": signs.say(NOTHING_TO_DO),
        "items": [_step(step, signs) for step in report.next_steps],
    }


def _step(step: Step, signs: Signs) -> Content:
    by = f", {signs.say('by')} {step.by.isoformat()}" if step.by else ""
    return {
        "who": clean(step.who),
        "what": clean(step.what) + by,
        "because": clean(step.because),
    }


def _section(section: Section, report: Report, signs: Signs) -> Content | None:
    tables, notes = report.tables_of(section), report.notes_of(section)
    if not (tables or notes or section.texts):
        return None
    return {
        "title": clean(signs.say(section.title)),
        "texts": [clean(text) for text in section.texts],
        "notes": [
            {"text": clean(note_text(note, signs)), "is_warning": note.is_warning} for note in notes
        ],
        "tables": [_table(table, report, signs) for table in tables],
    }


def _table(table: Table, report: Report, signs: Signs) -> Content:
    shown = show_table(table, signs)
    charts = write_charts([one for one in report.charts if one.table_id == table.id], report)
    lengths = [sum(map(len, texts)) for texts in shown.rows]
    rows = zip(table.rows, shown.rows, strict=True)
    total = _row(table.total, shown.total, shown, signs) if table.total and shown.total else None
    return {
        "title": shown.title,
        "unit": shown.title_unit,
        "heads": _heads(table, shown),
        "repeats_head": all(len(head) <= _HEAD for head in shown.heads),
        "rows": [_row(row, texts, shown, signs) for row, texts in rows],
        "breaks": [length > _ROW for length in lengths],
        "total": total,
        "footer": [clean(words) for words in table_footer(table, signs)],
        "charts": charts,
        "is_short": len(lengths) <= _SHORT
        and sum(lengths) <= _BLOCK
        and not any(chart["is_long"] for chart in charts),
    }


def _heads(table: Table, shown: ShownTable) -> list[Content]:
    return [
        {
            "text": head,
            "unit": unit,
            "is_numeric": column.is_numeric,
            "longest": _longest(f"{head}," if unit else head),
        }
        for column, head, unit in zip(table.columns, shown.heads, shown.head_units, strict=True)
    ]


def _row(
    row: Sequence[Cell], texts: Sequence[str], shown: ShownTable, signs: Signs
) -> list[Content]:
    return [_cell(cell, text, shown, signs) for cell, text in zip(row, texts, strict=True)]


def _cell(cell: Cell, text: str, shown: ShownTable, signs: Signs) -> Content:
    match cell:
        case Figure() if cell.bounds:
            interval = f"({bounds_text(cell, signs, shown.units[cell.unit])})"
            return {**_number(text.removesuffix(f" {interval}")), "interval": interval}
        case Figure() | Share() | Mark():
            return _number(text)
        case Status():
            return _status(cell, text)
        case Text():
            words = text.removeprefix("  " * cell.depth)
            return {**_PLAIN, "text": words, "depth": cell.depth, "longest": _longest(words)}
        case Grade():
            return {**_PLAIN, "text": text, "longest": _longest(text)}


def _number(text: str) -> Content:
    longest = text if len(text) <= _NUMBER else _longest(text)
    return {**_PLAIN, "text": text, "is_number": True, "longest": longest}


def _status(status: Status, text: str) -> Content:
    """Name the symbol where it is drawn, as the font of the page has none."""
    symbol = _SYMBOLS.get(status.outcome, "")
    words = text.partition(" ")[2] if symbol else text
    ink = INKS[status.outcome]
    return {**_PLAIN, "text": words, "symbol": symbol, "ink": ink, "longest": _longest(words)}


def _longest(text: str) -> str:
    """Give the longest piece of a text that its column should leave whole."""
    pieces = [
        piece[:_WIDE_WORD]
        if any(east_asian_width(sign) == "W" for sign in piece)
        else piece[:_WORD]
        for word in text.split()
        for piece in ([word] if len(word) <= _WORD else _AFTER_SEPARATOR.split(word))
    ]
    return max(pieces, key=len, default="")


def _made_from(report: Report, signs: Signs) -> Content:
    texts = (signs.say(report.rounding), report.disclaimer, report.status)
    parts = (*texts, *(text for pair in report.provenance for text in pair))
    return {
        "title": signs.say("Made from"),
        "is_long": sum(map(len, parts)) > _BLOCK,
        "pairs": _pairs(report.provenance),
        "texts": [clean(text) for text in texts if text],
    }
