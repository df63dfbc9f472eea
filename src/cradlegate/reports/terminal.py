"""A report as lines of a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.color import ColorSystem
from rich.style import Style

from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.reports.display import (
    ASCII,
    NOTHING_TO_DO,
    UNICODE,
    Signs,
    answer_text,
    clean,
    note_text,
    step_text,
    table_footer,
    with_unit,
)
from cradlegate.reports.layout import Entry, Grid, Paint, lay_out, wrap_words
from cradlegate.reports.palette import SIGNALS
from cradlegate.reports.report import Cell, Figure, Part, Report, Status, Step, Table
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
    signs = choose_signs(plain=plain, unicode=unicode)
    paint = choose_paint(color=color and not plain)
    blocks = [
        _answer(report, width, signs, paint),
        _next_steps(report.next_steps, width, signs, paint),
        *(_table(table, width, signs, paint) for table in _part(report, Part.WHY)),
        *_how_sure(report, width, signs, paint),
        _made_from(report, width, signs, paint),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def choose_signs(*, plain: bool, unicode: bool) -> Signs:
    """Choose the signs that a terminal can show and a user wants to see."""
    if not unicode:
        return ASCII
    return replace(ASCII, is_ascii=False) if plain else UNICODE


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


def _part(report: Report, part: Part) -> tuple[Table, ...]:
    return tuple(table for table in report.tables if table.part is part)


def _answer(report: Report, width: int, signs: Signs, paint: Paint) -> list[str]:
    status = f"{clean(report.status, signs)} {signs.separator} " if report.status else ""
    line = status + answer_text(report.answer, signs)
    return [paint(part, "strong") for part in wrap_words(line, width)]


def _next_steps(steps: tuple[Step, ...], width: int, signs: Signs, paint: Paint) -> list[str]:
    lines = [paint("What to do next", "head")]
    if not steps:
        return [*lines, f"  {NOTHING_TO_DO}"]
    number_width = len(str(len(steps)))
    for number, step in enumerate(steps, 1):
        text = f"  {number:>{number_width}}. {clean(step_text(step), signs)}"
        lines += wrap_words(text, width, hanging=number_width + 2)
    return lines


def _table(table: Table, width: int, signs: Signs, paint: Paint) -> list[str]:
    shown = show_table(table, signs)
    title = with_unit(shown.title, shown.title_unit)
    lines = [paint(line, "head") for line in wrap_words(title, width)]
    lines += lay_out(_grid(table, shown), width, signs.rule, paint)
    for words in table_footer(table):
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


def _how_sure(report: Report, width: int, signs: Signs, paint: Paint) -> Iterator[list[str]]:
    tables = _part(report, Part.HOW_SURE)
    if not tables and not report.notes:
        return
    lines = [paint("How sure", "head")]
    for note in report.notes:
        lines += wrap_words(f"  {clean(note_text(note), signs)}", width, hanging=2)
    yield lines
    for table in tables:
        yield _table(table, width, signs, paint)


def _made_from(report: Report, width: int, signs: Signs, paint: Paint) -> list[str]:
    lines = [paint("Made from", "head")]
    small = [f"  {name}: {value}" for name, value in report.provenance]
    small += [f"  {ROUNDING_RULE}", f"  {report.disclaimer}"]
    if report.status:
        small.append(f"  {report.status}")
    for text in small:
        lines += [paint(line, "small") for line in wrap_words(clean(text, signs), width, hanging=2)]
    return lines
