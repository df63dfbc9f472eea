"""A comparison as a report."""

from decimal import Decimal

from cradlegate.footprint.compare import Change, Comparison
from cradlegate.footprint.rounding import signed_text
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Figure,
    More,
    Note,
    Report,
    Table,
    Text,
    share_of_one,
)

CO2E = "kg CO2e"
SHOWN = 10


def report_comparison(
    comparison: Comparison, before: str, after: str, *, is_whole: bool = False
) -> Report:
    """Draw up what changed between two footprints, the largest change first.

    Args:
        is_whole: list every line that changed instead of the first ones.
    """
    total = comparison.total
    percent = total.difference / total.before if total.before else 0.0
    headline = f"{after} against {before}: {percent:+.1%}"
    return Report(
        title=f"{before} → {after}",
        kind="compare",
        answer=Answer(headline, Figure.computed(total.difference, CO2E), "after − before"),
        tables=(
            _table("stages", "By stage", comparison.stages),
            _table("subassemblies", "By subassembly", comparison.subassemblies),
            _table(
                "lines", "Lines that changed", comparison.lines, SHOWN if not is_whole else None
            ),
        ),
        notes=tuple(
            Note(f"not comparable as it stands: {fault.found} [{fault.code}]", is_warning=True)
            for fault in comparison.faults
        ),
    )


def _table(name: str, title: str, changes: tuple[Change, ...], shown: int | None = None) -> Table:
    rows = tuple(
        (
            Text(change.id),
            _figure(change.before),
            _figure(change.after),
            Figure.computed(change.difference, CO2E),
            _relative(change),
            Text(change.because),
        )
        for change in changes[:shown]
    )
    columns = (
        Column("id", "what"),
        Column("before", "before", is_numeric=True),
        Column("after", "after", is_numeric=True),
        Column("difference", "difference", is_numeric=True),
        Column("relative", "relative", is_numeric=True),
        Column("because", "because"),
    )
    hidden = 0 if shown is None else len(changes) - shown
    more = More(hidden, "--all lists them") if hidden > 0 else None
    return Table(name, title, columns, rows, more=more)


def _figure(value: float | None) -> Cell:
    return NOT_APPLICABLE if value is None else Figure.computed(value, CO2E)


def _relative(change: Change) -> Cell:
    if not change.before:
        return NOT_APPLICABLE
    return share_of_one(Decimal(signed_text(change.difference / change.before)))
