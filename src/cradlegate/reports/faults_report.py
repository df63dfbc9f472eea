"""Faults as lines for a terminal, and as a report that every renderer can draw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cradlegate.core.fault import Fault, Severity
from cradlegate.core.outcome import Outcome
from cradlegate.reports.display import Signs, clean
from cradlegate.reports.layout import Paint, wrap_words
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    Mark,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.reports.terminal import choose_paint, choose_signs

LISTED_PER_KIND = 10
"""Faults of one kind in one file that the terminal lists before it counts the rest."""


def count_faults(faults: Iterable[Fault]) -> str:
    """Say in one line how many errors and warnings there are, and in how many files."""
    faults = tuple(faults)
    if not faults:
        return "no faults"
    errors = sum(fault.is_error for fault in faults)
    counts = [_count(errors, "error"), _count(len(faults) - errors, "warning")]
    found = " and ".join(count for count in counts if not count.startswith("0 "))
    files = {fault.place.file for fault in faults if fault.place.file}
    return f"{found} in {_count(len(files), 'file')}" if files else found


def render_faults(
    faults: Iterable[Fault],
    *,
    width: int = 100,
    plain: bool = False,
    unicode: bool = True,
    color: bool = False,
) -> str:
    """Write faults in three lines each: what and where, the rule, what to do and the code.

    Errors come before warnings, and the faults of one file stand together.  Of one kind in one
    file the first ten are listed and the others counted.
    """
    signs = choose_signs(plain=plain, unicode=unicode)
    paint = choose_paint(color=color and not plain)
    ordered = _in_reading_order(tuple(faults))
    count = count_faults(ordered)
    blocks = [[paint(f"{count[:1].upper()}{count[1:]}.", "head")]]
    for listed, unlisted in _limit(ordered):
        blocks += [_three_lines(fault, width, signs, paint) for fault in listed]
        if unlisted:
            blocks.append([f"{unlisted} more like this [{listed[0].code}]: --json lists them all"])
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _three_lines(fault: Fault, width: int, signs: Signs, paint: Paint) -> list[str]:
    label = fault.kind.severity.value
    where = f"{fault.place}: " if str(fault.place) else ""
    lines = wrap_words(clean(f"{label}: {where}{fault.found}", signs), width, hanging=2)
    tone = Outcome.NOT_MET if fault.is_error else Outcome.UNDETERMINED
    lines[0] = paint(label, tone.value) + lines[0].removeprefix(label)
    remedy = fault.remedy or fault.kind.remedy
    for text in (fault.kind.rule, f"{remedy} [{fault.code}]"):
        lines += wrap_words(clean(f"  {text}", signs), width)
    return lines


def report_faults(faults: Iterable[Fault], title: str) -> Report:
    """Make the report of a check: the count, whom it concerns, and a row for every fault."""
    ordered = _in_reading_order(tuple(faults))
    errors = Counter(fault.place.file for fault in ordered if fault.is_error)
    return Report(
        title=title,
        kind="faults",
        answer=Answer(
            headline=count_faults(ordered),
            verdict=Status(Outcome.NOT_MET if errors else Outcome.MET),
        ),
        next_steps=tuple(
            Step("Keeper of " + (file or "the case"), f"mend {_count(count, 'error')}")
            for file, count in errors.items()
        ),
        tables=(_fault_table(ordered),) if ordered else (),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _in_reading_order(faults: Sequence[Fault]) -> list[Fault]:
    """Put errors first, the faults of a file together, and in them row after row."""
    files = list(dict.fromkeys(fault.place.file for fault in faults))

    def place(fault: Fault) -> tuple[bool, int, int]:
        return not fault.is_error, files.index(fault.place.file), fault.place.row or 0

    return sorted(faults, key=place)


def _limit(faults: Sequence[Fault]) -> list[tuple[list[Fault], int]]:
    """Group by severity, file and kind; give the faults to list and how many are left."""
    groups: dict[tuple[Severity, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.kind.severity, fault.place.file, fault.code), []).append(fault)
    return [
        (group[:LISTED_PER_KIND], max(len(group) - LISTED_PER_KIND, 0)) for group in groups.values()
    ]


def _fault_table(faults: Sequence[Fault]) -> Table:
    return Table(
        id="faults",
        title="Faults",
        columns=(
            Column("severity", "Severity"),
            Column("file", "File"),
            Column("row", "Row", is_numeric=True),
            Column("column", "Column"),
            Column("id", "Id"),
            Column("found", "Found"),
            Column("rule", "Rule"),
            Column("remedy", "What to do"),
            Column("code", "Code"),
        ),
        rows=tuple(_fault_row(fault) for fault in faults),
    )


def _fault_row(fault: Fault) -> tuple[Cell, ...]:
    place = fault.place
    row = None if place.row is None else Figure(Decimal(place.row), digits=None)
    return (
        Text(fault.kind.severity.value),
        _text(place.file),
        row or NOT_APPLICABLE,
        _text(place.column),
        _text(place.id),
        Text(fault.found),
        Text(fault.kind.rule),
        Text(fault.remedy or fault.kind.remedy),
        Text(fault.code),
    )


def _text(text: str) -> Text | Mark:
    return Text(text) if text else NOT_APPLICABLE
