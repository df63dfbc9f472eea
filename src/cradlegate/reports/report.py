"""The one answer that every command returns and every renderer draws.

Data only: nothing here knows how it will look.  The order of the fields is the order of every
answer: the answer, what to do next, why, how sure, what it is made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.blank import Blank
from cradlegate.core.cause import Cause
from cradlegate.core.grade import DataGrade, LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.footprint.rounding import (
    DISPLAY_DIGITS,
    ROUNDING_RULE,
    round_shares,
    round_significant,
    signed_text,
)

DISCLAIMER = (
    "Made by software from what the case states. It is not legal advice, and no independent "
    "body has verified it unless an opinion is named here."
)
"""What every output says about itself where a report says nothing more exact."""

DRAFT = "DRAFT"
"""The status of a report that was computed with gaps (method 18)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The interval around a figure, both ends in the figure's unit."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit.

    Args:
        value: exact; a computed one has 12 significant digits, as it is signed.
        unit: of the value.  `kg` and `kg CO2e` are shown as t where the table has large figures.
        digits: significant digits shown; None shows the value as it stands, such as a count.
        path: what `explain` is asked for to get behind the number, empty if there is nothing.
        bounds: interval around it.

    Raises:
        ValueError: a value that is not finite.
    """

    value: Decimal
    unit: str = ""
    digits: int | None = DISPLAY_DIGITS
    path: str = ""
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError(f"{self.value} is not a figure; say what is missing with a mark")

    @staticmethod
    def computed(
        value: float, unit: str, *, path: str = "", bounds: tuple[float, float] | None = None
    ) -> "Figure":
        """Take a float out of the calculation, in the form that is signed.

        Raises:
            ValueError: a value that is not finite.
        """
        ends = tuple(Decimal(signed_text(end)) for end in bounds or ())
        return Figure(
            Decimal(signed_text(value)), unit, path=path, bounds=Bounds(*ends) if ends else None
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole.

    Args:
        value: exact, of 1.
        percent: as shown, rounded together with its neighbours where they form a whole.
        step: what `percent` is a multiple of.
        path: what `explain` is asked for.
    """

    value: Decimal
    percent: Decimal
    step: Decimal = Decimal("0.1")
    path: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words; depth indents a line of a trace below the line that it explains."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place without a value: unknown `?`, absent `none`, not applicable `–`; never a zero."""

    blank: Blank


@dataclass(frozen=True, slots=True)
class Status:
    """The outcome of judging something; the cause belongs to an undetermined one."""

    outcome: Outcome
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade on one of the two ladders of evidence."""

    grade: DataGrade | LawGrade


Cell = Figure | Share | Text | Mark | Status | Grade

UNKNOWN = Mark(Blank.UNKNOWN)
ABSENT = Mark(Blank.ABSENT)
NOT_APPLICABLE = Mark(Blank.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: id for programs, title for readers; numbers stand to the right."""

    id: str
    title: str
    is_numeric: bool = False


class Part(StrEnum):
    """The sections of an answer that names none of its own."""

    WHY = "why"
    HOW_SURE = "how_sure"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer under its own heading: sentences, then the tables that name its id."""

    id: str
    title: str
    texts: tuple[str, ...] = ()


SECTIONS = (Section(Part.WHY, "Why"), Section(Part.HOW_SURE, "How sure"))
"""The sections of every answer that has no structure of its own; notes stand in the second."""


@dataclass(frozen=True, slots=True)
class More:
    """Rows that are not listed: how many, and how to see them."""

    rows: int
    how: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns.

    Args:
        id: unique in its report; names the sheet and the JSON table.
        total: the row that sums up the rows, listed and unlisted.
        more: rows that are not listed.
        part: id of the section it stands in.
        note: one sentence under the table, such as what a column leaves out.

    Raises:
        ValueError: a row that has not one cell for every column.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    more: More | None = None
    part: str = Part.WHY
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.all_rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.id}: {len(row)} cells for {len(self.columns)} columns"
                )

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows and, last, the total where there is one."""
        return self.rows if self.total is None else (*self.rows, self.total)


class ChartKind(StrEnum):
    """How a chart lays out the figures of its table."""

    STACKED_BAR = "stacked_bar"
    TORNADO = "tornado"
    SPANS = "spans"
    GANTT = "gantt"
    WAITING_TIMES = "waiting_times"
    WATERFALL = "waterfall"
    TREEMAP = "treemap"
    SANKEY = "sankey"
    DISTRIBUTION = "distribution"


PICTURES = frozenset(
    (ChartKind.WATERFALL, ChartKind.TREEMAP, ChartKind.SANKEY, ChartKind.DISTRIBUTION)
)
"""Charts that are larger than their tables; a page folds the table below them."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of one column of a table; the table stands beside it with the same figures.

    Args:
        table_id: the table.
        label: id of the column that names the parts; of a treemap, their groups; of a Sankey chart,
            the first of four columns: level and name where a flow begins, and where it ends.
        value: id of the column whose figures are drawn; of a tornado, the low ends; of spans, the
            first of the columns that are bars; of a Gantt chart, the first of the columns of days;
            of a distribution, the low ends of ranges, or what is marked.
        high: of a tornado, id of the column of the high ends; of spans, the last of the columns;
            of a Gantt chart the day on which a bar ends, the days before it being its marks; of a
            waterfall, the running total; of a distribution, the high ends of ranges.
        words: of a Gantt chart, id of the column that is said beside the bar; of a treemap, the
            column that names the parts, if groups have any; of a distribution, that of the counts.
        line: of a Gantt chart, the day at which a line stands.
    """

    kind: ChartKind
    table_id: str
    label: str
    value: str
    high: str = ""
    words: str = ""
    line: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer in one line.

    Args:
        headline: what the figure is, or the verdict as a sentence with what is missing.
        figure: with its interval; None where the answer is a verdict or a message.
        boundary: what the figure covers and per what, such as `cradle to gate, per machine`.
        verdict: where something was judged.
    """

    headline: str
    figure: Figure | None = None
    boundary: str = ""
    verdict: Status | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: who does what, by when (None if no day depends on it), and why."""

    who: str
    what: str
    by: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on how sure the answer is, with its evidence grade where it has one."""

    text: str
    grade: Grade | None = None
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page of a document that is handed on says about itself.

    Args:
        identity: name and value, of the machine, its maker, and the document.
        seal_title: heading of the box on who has signed and verified it.
        seal: sentences in that box; an empty one would say nothing, so there is always one.
        reference: id of the document, for the head of every page.
        digest: of the document, for its QR code and the foot of every page.
    """

    identity: tuple[tuple[str, str], ...]
    seal_title: str
    seal: tuple[str, ...]
    reference: str
    digest: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a command has to say.

    Args:
        title: of the document, such as `Carbon footprint of VMC-850`.
        kind: such as `footprint`, `explain`, `compare`, `faults`.
        next_steps: none means that there is nothing to do, which is said too.
        provenance: name and value of what it is made from: versions, digests, seed.
        status: printed wherever the report appears, such as DRAFT; empty for a final one.
        disclaimer: what the report is not; never empty.
        sections: in the order in which they are read.
        language: BCP 47 tag of its words and of how its numbers are written.
        cover: of a document that is handed on.

    Raises:
        ValueError: no disclaimer, two tables of one id, a table in no section, or a chart of a
            missing column.
    """

    title: str
    kind: str
    answer: Answer
    next_steps: tuple[Step, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[Note, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    status: str = ""
    disclaimer: str = DISCLAIMER
    sections: tuple[Section, ...] = SECTIONS
    language: str = "en"
    cover: Cover | None = None

    def __post_init__(self) -> None:
        if not self.disclaimer:
            raise ValueError("a report says what it is not")
        if len({table.id for table in self.tables}) < len(self.tables):
            raise ValueError(f"two tables of one id in report {self.title!r}")
        if {table.part for table in self.tables} - {section.id for section in self.sections}:
            raise ValueError(f"a table in no section of report {self.title!r}")
        for chart in self.charts:
            ids = {column.id for column in self.table(chart.table_id).columns}
            named = {chart.label, chart.value, chart.high, chart.words} - {""}
            if not named <= ids:
                raise ValueError(f"chart of {chart.table_id}: no such column")

    @property
    def rounding(self) -> str:
        """The rule by which its figures are rounded, empty where it has none that are."""
        cells = (cell for table in self.tables for row in table.all_rows for cell in row)
        figures = [
            cell for cell in (*cells, self.answer.figure) if isinstance(cell, Figure | Share)
        ]
        is_rounded = any(isinstance(one, Share) or one.digits is not None for one in figures)
        return ROUNDING_RULE if is_rounded else ""

    @property
    def has_next_steps(self) -> bool:
        """Whether to say what to do next; a document that is handed on may have nothing to say."""
        return bool(self.next_steps) or self.cover is None

    def tables_of(self, section: Section) -> tuple[Table, ...]:
        """Give the tables of a section."""
        return tuple(table for table in self.tables if table.part == section.id)

    def notes_of(self, section: Section) -> tuple[Note, ...]:
        """Give the notes of a section: all of them in the one on how sure, else none."""
        return self.notes if section.id == Part.HOW_SURE else ()

    def table(self, table_id: str) -> Table:
        """Give the table of that id.

        Raises:
            ValueError: no such table.
        """
        for table in self.tables:
            if table.id == table_id:
                return table
        raise ValueError(f"no table {table_id!r} in report {self.title!r}")


def share_of_one(value: Decimal, path: str = "") -> Share:
    """Make a share that stands alone, such as a primary share."""
    return Share(value, round_significant(value * 100), path=path)


def shares_of_whole(
    values: Sequence[Decimal], step: Decimal = Decimal("0.1")
) -> tuple[Share | Mark, ...]:
    """Make the shares of parts that form a whole; the percents sum to exactly 100.

    Parts that sum to 0 have no shares: each gives `–`.
    """
    whole = sum(values, Decimal(0))
    if not whole:
        return (NOT_APPLICABLE,) * len(values)
    percents = round_shares(values, 100, step)
    return tuple(
        Share(Decimal(signed_text(value / whole)), percent, step)
        for value, percent in zip(values, percents, strict=True)
    )
