"""Lines and columns of a terminal, measured in cells: a Chinese sign takes two."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

GAP = "  "
_NARROWEST_TEXT = 14

Paint = Callable[[str, str], str]
"""Colours a text in a named tone, or leaves it alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one place of a table, and in which tone."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be laid out.

    Args:
        heads: the words of each column's head; a unit is one word.
        is_numeric: by column; numbers stand to the right.
        rows: every row as long as heads; the total is the last of them.
    """

    heads: tuple[tuple[str, ...], ...]
    is_numeric: tuple[bool, ...]
    rows: tuple[tuple[Entry, ...], ...]


def wrap_words(text: str, width: int, hanging: int = 0) -> list[str]:
    """Break a text at spaces into lines of at most that many cells.

    Leading spaces stay; every line after the first is indented as the first, plus `hanging`.
    A word longer than a line is cut.
    """
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return _fill(text.split(" "), width, indent, indent + " " * hanging)


def _fill(words: Iterable[str], width: int, first: str, others: str) -> list[str]:
    lines, line = [], first
    room = max(width - len(others), 1)
    for word in words:
        for piece in chop_cells(word, room) if cell_len(word) > room else [word]:
            joined = f"{line} {piece}" if line.strip() else line + piece
            if line.strip() and cell_len(joined) > width:
                lines.append(line)
                joined = others + piece
            line = joined
    return [*lines, line]


def lay_out(grid: Grid, width: int, rule: str, paint: Paint) -> list[str]:
    """Set a table in lines of at most `width` cells, one rule under the header.

    Numbers are never broken.  Columns that do not fit stand in further blocks, each of which
    repeats the first column.
    """
    smallest = [_smallest(grid, index) for index in range(len(grid.heads))]
    lines: list[str] = []
    for block in _blocks(smallest, width):
        widths = _widths(grid, block, smallest, width)
        if lines:
            lines.append("")
        lines += _set_heads(grid, block, widths, paint)
        lines.append(paint(rule * (sum(widths) + len(GAP) * (len(block) - 1)), "rule"))
        for row in grid.rows:
            columns = [
                (wrap_words(row[index].text, width), row[index].tone)
                for index, width in zip(block, widths, strict=True)
            ]
            lines += _set_row(grid, block, widths, columns, paint)
    return lines


def _smallest(grid: Grid, index: int) -> int:
    """Find how narrow a column may become: numbers stay whole, words may wrap."""
    head = max(cell_len(word) for word in grid.heads[index])
    cells = max((cell_len(row[index].text) for row in grid.rows), default=0)
    return max(head, cells if grid.is_numeric[index] else min(cells, _NARROWEST_TEXT))


def _blocks(smallest: Sequence[int], width: int) -> list[list[int]]:
    blocks, block, used = [], [0], smallest[0]
    for index in range(1, len(smallest)):
        needed = len(GAP) + smallest[index]
        if used + needed > width and len(block) > 1:
            blocks.append(block)
            block, used = [0], smallest[0]
        block = [*block, index]
        used += needed
    return [*blocks, block]


def _widths(grid: Grid, block: Sequence[int], smallest: Sequence[int], width: int) -> list[int]:
    """Give every column its full width, or else whole words first and then what is left.

    A path or an id is one word: whoever copies it from a terminal needs it in one piece.
    """
    room = width - len(GAP) * (len(block) - 1)
    full = [_full(grid, index) for index in block]
    if sum(full) <= room:
        return full
    widths = [smallest[index] for index in block]
    wordy = [place for place, index in enumerate(block) if not grid.is_numeric[index]]
    for goals in ([_longest_word(grid, index) for index in block], full):
        for _ in range(room - sum(widths)):
            wanting = [place for place in wordy if widths[place] < goals[place]]
            if not wanting:
                break
            widths[min(wanting, key=lambda place: widths[place] / full[place])] += 1
    return widths


def _longest_word(grid: Grid, index: int) -> int:
    """Find how wide a column is with every word in one piece, behind the indent of its line."""
    texts = [row[index].text for row in grid.rows]
    return max(
        (_indent(text) + cell_len(word) for text in texts for word in text.split(" ")), default=0
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _full(grid: Grid, index: int) -> int:
    """Find how wide a column is with nothing wrapped."""
    cells = max((cell_len(row[index].text) for row in grid.rows), default=0)
    return max(cell_len(" ".join(grid.heads[index])), cells)


def _set_heads(grid: Grid, block: Sequence[int], widths: Sequence[int], paint: Paint) -> list[str]:
    """Set the heads so that they end just above the rule."""
    heads = [
        _fill(grid.heads[index], width, "", "") for index, width in zip(block, widths, strict=True)
    ]
    height = max(len(head) for head in heads)
    columns = [([""] * (height - len(head)) + head, "head") for head in heads]
    return _set_row(grid, block, widths, columns, paint)


def _set_row(
    grid: Grid,
    block: Sequence[int],
    widths: Sequence[int],
    columns: Sequence[tuple[list[str], str]],
    paint: Paint,
) -> list[str]:
    """Join the lines of every column and its tone to the lines of one row."""
    lines = []
    for level in range(max(len(texts) for texts, _ in columns)):
        parts = []
        for index, width, (texts, tone) in zip(block, widths, columns, strict=True):
            text = texts[level] if level < len(texts) else ""
            space = " " * (width - cell_len(text))
            painted = paint(text, tone)
            parts.append(space + painted if grid.is_numeric[index] else painted + space)
        lines.append(GAP.join(parts).rstrip())
    return lines
