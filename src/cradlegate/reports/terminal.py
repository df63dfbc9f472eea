"""A report as lines of a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.color import ColorSystem
from rich.style import Style

from cradlegate.declaration.languages import Language
from cradlegate.reports.charts.gantt import lay_out_gantt
from cradlegate.reports.charts.palette import SIGNALS
from cradlegate.reports.display import (
    ASCII,
    NOTHING_TO_DO,
    Signs,
    answer_text,
    clean,
    note_text,
    signs_of,
    step_text,
    table_footer,
    with_unit,
)
from cradlegate.reports.layout import Entry, Grid, Paint, lay_out, wrap_words
from cradlegate.reports.report import (
    Cell,
    ChartKind,
    Figure,
    Part,
    Report,
    Section,
    Status,
    Table,
)
from cradlegate.reports.shown_table import ShownTable, show_table

_TONES = {
    "head": Style(bold=True),
    "strong": Style(bold=True),
    "rule": Style(dim=True),
    "small": Style(dim=True),
    **{outcome.value: Style(color=colour) for outcome, colour in SIGNALS.items()},
}


def render_terminal(
    report: Report,
    *,
    width: int = 100,
    plain: bool = False,
    unicode: bool = True,
    color: bool = False,
) -> str:
    """Draw a report in lines of at most `width` cells, the answer first.

    Args:
        report: what is drawn.
        width: cells of a line; a number or first column that is wider stays whole.
        plain: ASCII signs and no colour; the words of the report stay as they are.
        unicode: whether the terminal has more than ASCII; without it words are spelled in ASCII.
        color: whether to colour; the caller looks at the terminal and NO_COLOR.
    """
    signs = choose_signs(plain=plain, unicode=unicode, language=report.language)
    paint = choose_paint(color=color and not plain)
    blocks = [
        _answer(report, width, signs, paint),
        *_next_steps(report, width, signs, paint),
        *_cover(report, width, signs, paint),
        *(
            lines
            for part in report.sections
            for lines in _section(part, report, width, signs, paint)
        ),
        _made_from(report, width, signs, paint),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def choose_signs(*, plain: bool, unicode: bool, language: str = Language.ENGLISH) -> Signs:
    """Choose the signs that a terminal can show and a user wants to see, in a language."""
    spoken = signs_of(language)
    if unicode and not plain:
        return spoken
    return replace(ASCII, is_ascii=not unicode, decimal=spoken.decimal, language=language)


def choose_paint(*, color: bool) -> Paint:
    """Choose whether to colour."""
    return _paint if color else _leave


def _leave(text: str, tone: str) -> str:  # noqa: ARG001 - has the shape of _paint
    return text


def _paint(text: str, tone: str) -> str:
    style = _TONES.get(tone)
    if style is None or not text:
        return text
    return style.render(text, color_system=ColorSystem.EIGHT_BIT)


def _answer(report: Report, width: int, signs: Signs, paint: Paint) -> list[str]:
    status = f"{clean(report.status, signs)} {signs.separator} " if report.status else ""
    line = status + answer_text(report.answer, signs)
    return [paint(part, "strong") for part in wrap_words(line, width)]


def _next_steps(report: Report, width: int, signs: Signs, paint: Paint) -> Iterator[list[str]]:
    steps = report.next_steps
    lines = [paint(signs.say("What to do next"), "head")]
    if not report.has_next_steps:
        return
    if not steps:
        lines.append(f"  {signs.say(NOTHING_TO_DO)}")
    number_width = len(str(len(steps)))
    for number, step in enumerate(steps, 1):
        text = f"  {number:>{number_width}}. {clean(step_text(step, signs), signs)}"
        lines += wrap_words(text, width, hanging=number_width + 2)
    yield lines


def _table(table: Table, width: int, signs: Signs, paint: Paint) -> list[str]:
    shown = show_table(table, signs)
    title = with_unit(shown.title, shown.title_unit)
    lines = [paint(line, "head") for line in wrap_words(title, width)]
    lines += lay_out(_grid(table, shown), width, signs.rule, paint)
    for words in table_footer(table, signs):
        lines += [paint(line, "small") for line in wrap_words(clean(words, signs), width)]
    return lines


def _grid(table: Table, shown: ShownTable) -> Grid:
    texts = (*shown.rows, shown.total) if shown.total else shown.rows
    columns = [
        _align_intervals([row[index] for row in texts], [row[index] for row in table.all_rows])
        for index in range(len(table.columns))
    ]
    last = len(texts) - 1 if shown.total else None
    rows = tuple(
        tuple(
            Entry(column[level], "strong" if level == last else _tone(cell))
            for column, cell in zip(columns, cells, strict=True)
        )
        for level, cells in enumerate(table.all_rows)
    )
    heads = tuple(
        (*f"{head},".split(), unit) if unit else tuple(head.split()) or ("",)
        for head, unit in zip(shown.heads, shown.head_units, strict=True)
    )
    return Grid(heads, tuple(column.is_numeric for column in table.columns), rows)


def _align_intervals(texts: Sequence[str], cells: Sequence[Cell]) -> list[str]:
    """Let the numbers of a column stand under each other where some have an interval."""
    tails = [
        len(text) - text.rindex(" (") if isinstance(cell, Figure) and cell.bounds else 0
        for text, cell in zip(texts, cells, strict=True)
    ]
    longest = max(tails, default=0)
    return [text + " " * (longest - tail) for text, tail in zip(texts, tails, strict=True)]


def _tone(cell: Cell) -> str:
    return cell.outcome.value if isinstance(cell, Status) else ""


def _section(
    section: Section, report: Report, width: int, signs: Signs, paint: Paint
) -> Iterator[list[str]]:
    """Set a section; the tables that say why follow the answer without a heading."""
    tables, notes = report.tables_of(section), report.notes_of(section)
    if not (tables or notes or section.texts):
        return
    if section.id != Part.WHY:
        lines = [paint(clean(signs.say(section.title), signs), "head")]
        texts = (*section.texts, *(note_text(note, signs) for note in notes))
        yield [*lines, *_indent(texts, width, signs)]
    for table in tables:
        for chart in report.charts:
            if chart.kind is ChartKind.GANTT and chart.table_id == table.id:
                yield lay_out_gantt(report, chart, width, signs)
        yield _table(table, width, signs, paint)


def _cover(report: Report, width: int, signs: Signs, paint: Paint) -> Iterator[list[str]]:
    if report.cover is None:
        return
    cover = report.cover
    names = (f"{name}: {value}" for name, value in cover.identity)
    yield _indent(names, width, signs)
    seal = _indent((*cover.seal, cover.digest), width, signs)
    yield [paint(clean(cover.seal_title, signs), "head"), *seal]


def _indent(texts: Iterable[str], width: int, signs: Signs) -> list[str]:
    return [
        line for text in texts for line in wrap_words(f"  {clean(text, signs)}", width, hanging=2)
    ]


def _made_from(report: Report, width: int, signs: Signs, paint: Paint) -> list[str]:
    lines = [paint(signs.say("Made from"), "head")]
    small = [f"  {name}: {value}" for name, value in report.provenance]
    small += [f"  {text}" for text in (signs.say(report.rounding), report.disclaimer) if text]
    if report.status:
        small.append(f"  {report.status}")
    for text in small:
        lines += [paint(line, "small") for line in wrap_words(clean(text, signs), width, hanging=2)]
    return lines
