"""The lines of a footprint, unrounded, as the dossier keeps them."""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.remembered import remembered
from cradlegate.core.stage import STAGES_BY_VIEW, Stage, View
from cradlegate.dossier.faults import BROKEN_STUDY
from cradlegate.footprint.line import Line
from cradlegate.footprint.rounding import signed_text

LINES_FILE = "study/lines.csv"
_TEXTS = ("id", "stage", "subassembly", "factor", "is_beyond_end_point")
_FIGURES = tuple(str(category) for category in CATEGORIES)
_COLUMNS = (*_TEXTS, *_FIGURES)
_REMOVALS = CATEGORIES.index(Category.BIOGENIC_REMOVALS)


@dataclass(frozen=True, slots=True)
class StudyLine:
    """A line as kept: kg CO2e by category in the order of `CATEGORIES`."""

    id: str
    stage: Stage
    subassembly: str
    factor: str
    is_beyond_end_point: bool
    values: tuple[float, ...]


def write_lines(lines: Iterable[Line]) -> bytes:
    """Write lines as CSV; figures read back to the same binary numbers."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for line in lines:
        beyond = "yes" if line.activity.is_beyond_end_point else "no"
        names = (line.id, line.stage, line.subassembly, line.activity.choice.chosen.id, beyond)
        writer.writerow((*names, *(repr(value) for value in line.values)))
    return text.getvalue().encode()


@remembered(most=8, largest=200_000)
def read_lines(data: bytes) -> tuple[StudyLine, ...]:
    """Read lines back.

    Raises:
        FaultsError: another form, or a figure that is not finite.
    """
    try:
        head, *rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
        return tuple(_read_line(dict(zip(head, row, strict=True))) for row in rows)
    except (KeyError, UnicodeDecodeError, csv.Error, ValueError) as error:
        fault = Fault(BROKEN_STUDY, f"no table of lines: {error}", Place(LINES_FILE))
        raise FaultsError([fault]) from None


@remembered(most=32, largest=200_000)
def sum_figures(data: bytes, view: View) -> tuple[tuple[str, str], ...]:
    """Sum stored lines of a view: path as in the view's result → kg CO2e as signed.

    Raises:
        FaultsError: as `read_lines` does.
        OverflowError: sums beyond the largest number.
    """
    by_stage: dict[Stage, list[tuple[float, ...]]] = {}
    for line in read_lines(data):
        if _is_counted(line, view):
            by_stage.setdefault(line.stage, []).append(line.values)
    parts = {"total": list(chain.from_iterable(by_stage.values()))}
    parts |= {f"by_stage/{stage}": rows for stage, rows in by_stage.items()}
    return tuple(
        (path, signed_text(value))
        for place, rows in parts.items()
        for path, value in _sum_whole(rows, place)
    )


def find_differences(stored: Iterable[StudyLine], computed: Iterable[Line]) -> Iterator[str]:
    """Name the lines that differ by more than 1e-12 of their size, or that only one side has."""
    before = {line.id: line.values for line in stored}
    after = {line.id: line.values for line in computed}
    for name in sorted(before.keys() ^ after.keys()):
        yield f"line {name} is {'not computed' if name in before else 'not stored'}"
    for name in sorted(before.keys() & after.keys()):
        pairs = zip(before[name], after[name], strict=True)
        if not all(math.isclose(a, b, rel_tol=1e-12, abs_tol=0.0) for a, b in pairs):
            yield f"line {name} differs"


def _sum_whole(rows: list[tuple[float, ...]], path: str) -> Iterator[tuple[str, float]]:
    columns = list(zip(*rows, strict=True)) or [()] * len(_FIGURES)
    emitted = (*columns[:_REMOVALS], *columns[_REMOVALS + 1 :])
    yield f"{path}/kgco2e", math.fsum(chain.from_iterable(emitted))
    for name, column in zip(_FIGURES, columns, strict=True):
        yield f"{path}/by_category/{name}", math.fsum(column)


def _is_counted(line: StudyLine, view: View) -> bool:
    is_beyond = line.is_beyond_end_point and view is not View.WHOLE_LIFE
    return line.stage in STAGES_BY_VIEW[view] and not is_beyond


def _read_line(cells: Mapping[str, str]) -> StudyLine:
    values = tuple(map(float, map(cells.__getitem__, _FIGURES)))
    if not all(map(math.isfinite, values)):
        raise ValueError(f"line {cells['id']} has a figure that is not finite")
    if cells["is_beyond_end_point"] not in {"yes", "no"}:
        raise ValueError(f"line {cells['id']} says neither yes nor no")
    return StudyLine(
        cells["id"],
        Stage(cells["stage"]),
        cells["subassembly"],
        cells["factor"],
        cells["is_beyond_end_point"] == "yes",
        values,
    )
