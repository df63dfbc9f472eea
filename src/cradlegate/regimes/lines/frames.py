"""How the facts of many lines lie in columns.

One row of `lines` is a consignment of one machine.  A fact of the vocabulary is a column of its
name; a column that is not there is unknown on every line:

| kind | dtype |
| --- | --- |
| yes_no | Boolean |
| text | Categorical, Enum or String |
| number | Decimal or an integer; at most 26 digits before the point and 12 after it |
| date | Date |
| list | List of String (the fastest) or of Categorical |

Three ways of having no value stay apart.  A null is unknown.  It is known to be absent where the
Boolean column `<name>:none` is true; that column may be left out.  A date or number that is known
in part has its first end in `<name>` and its last in `<name>:last`, null where both are the same;
that column may be left out too.

`documents:listed` is true where somebody has said which documents there are; null, false or no
column at all: nobody has.  One row of `documents` is a document: `type`, `standing`, and facts of
the subject document.  One row of `pairs` says that a document goes with a line: `line` and
`document` are row numbers from 0, beside facts of the subject fit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.values import Extent, Value, ValueKind
from cradlegate.regimes.vocabulary import Subject, Vocabulary

NONE, LAST = ":none", ":last"
"""What the columns are called that say more of a fact."""
LISTED = "documents:listed"
TYPE, STANDING, LINE, DOCUMENT = "type", "standing", "line", "document"
DECIMALS = 12
_MOST_DIGITS = 38
NUMBER = pl.Decimal(_MOST_DIGITS, DECIMALS)
"""Numbers are compared in this type, exactly."""

DTYPES: Mapping[ValueKind, pl.DataType] = {
    ValueKind.YES_NO: pl.Boolean(),
    ValueKind.TEXT: pl.Categorical(),
    ValueKind.NUMBER: NUMBER,
    ValueKind.DATE: pl.Date(),
    ValueKind.LIST: pl.List(pl.String()),
}
"""What `make_frames` makes of each kind."""
_SOURCE = "column"
_OF_LINE = (Subject.CONSIGNMENT, Subject.MACHINE, Subject.STUDY)
_ROUGH = frozenset({ValueKind.NUMBER, ValueKind.DATE})


@dataclass(frozen=True, slots=True)
class Frames:
    """Lines with the documents that go with them.

    Args:
        documents, pairs: both, or None where there are none.
    """

    lines: pl.DataFrame
    documents: pl.DataFrame | None = None
    pairs: pl.DataFrame | None = None

    def slice(self, first: int, count: int) -> "Frames":
        """Give some lines that follow each other; documents keep their rows."""
        lines = self.lines.slice(first, count)
        if self.pairs is None:
            return Frames(lines, self.documents, None)
        line = pl.col(LINE).cast(pl.Int64) - first
        kept = self.pairs.filter(line.is_between(0, count - 1)).with_columns(line)
        return Frames(lines, self.documents, kept)


def make_frames(bases: Sequence[FactBase], vocabulary: Vocabulary) -> Frames:
    """Lay fact bases out in columns; each has one machine, or none and is one thing.

    Raises:
        ValueError: a base of several machines, or a number with too many digits.
    """
    lines, documents, pairs, listed = [], [], [], []
    heads: list[DocumentFacts] = []
    for at, base in enumerate(bases):
        if len(base.machines) > 1:
            raise ValueError(f"{base.id} has {len(base.machines)} machines, a line has one")
        machine = next(iter(base.machines), None)
        lines.append({**base.facts, **machine.facts} if machine else base.facts)
        listed.append(base.documents is not None)
        for each in base.documents or ():
            fit = machine.fits.get(each.id, {}) if machine else {}
            pairs.append((at, len(heads), fit))
            heads.append(each)
            documents.append(each.facts)
    types = {TYPE: [each.type for each in heads], STANDING: [str(each.standing) for each in heads]}
    numbers = {LINE: [line for line, *_ in pairs], DOCUMENT: [number for _, number, _ in pairs]}
    return Frames(
        _lay_out(lines, vocabulary, _OF_LINE).with_columns(pl.Series(LISTED, listed, pl.Boolean)),
        _lay_out(documents, vocabulary, (Subject.DOCUMENT,)).with_columns(
            **{name: pl.Series(values, dtype=pl.Categorical) for name, values in types.items()}
        ),
        _lay_out([fit for *_, fit in pairs], vocabulary, (Subject.FIT,)).with_columns(
            **{name: pl.Series(values, dtype=pl.UInt32) for name, values in numbers.items()}
        ),
    )


def _lay_out(
    rows: Sequence[Facts], vocabulary: Vocabulary, subjects: Iterable[Subject]
) -> pl.DataFrame:
    """Make the columns of every fact of some subjects that one of the rows knows."""
    kinds = {name: spec.kind for name, spec in vocabulary.facts.items() if spec.subject in subjects}
    columns: list[pl.Series] = []
    for name in dict.fromkeys(name for row in rows for name in row if name in kinds):
        found = [row[name].value if name in row else Blank.UNKNOWN for row in rows]
        ends = [_ends(value, name) for value in found]
        dtype = DTYPES[kinds[name]]
        columns.append(pl.Series(name, [first for first, _ in ends], dtype))
        is_absent = [isinstance(value, Blank) and value is not Blank.UNKNOWN for value in found]
        columns.append(pl.Series(f"{name}{NONE}", is_absent, pl.Boolean))
        if kinds[name] in _ROUGH:
            columns.append(pl.Series(f"{name}{LAST}", [last for _, last in ends], dtype))
    return pl.DataFrame(columns) if columns else pl.DataFrame(height=len(rows))


def _ends(value: object, name: str) -> tuple[Any, Any]:
    """Give the first end of a value, and its last where that is another."""
    match value:
        case Blank():
            return None, None
        case Interval(first, last):
            return first, None if first == last else last
        case Extent(first, last):
            low, high = check_digits(first, name), check_digits(last, name)
            return low, None if low == high else high
        case Decimal():
            return check_digits(value, name), None
        case _:
            return list(value) if isinstance(value, tuple) else value, None


def make_base(frames: Frames, line: int, vocabulary: Vocabulary) -> FactBase:
    """Give one line as a fact base, to judge it alone with a trace."""
    row = frames.lines.row(line, named=True)
    documents: list[DocumentFacts] = []
    fits: dict[str, Facts] = {}
    if frames.documents is not None and frames.pairs is not None:
        for pair in frames.pairs.filter(pl.col(LINE) == line).iter_rows(named=True):
            found = frames.documents.row(pair[DOCUMENT], named=True)
            name = f"document {pair[DOCUMENT]}"
            facts = _read_row(found, vocabulary, (Subject.DOCUMENT,))
            documents.append(DocumentFacts(name, found[TYPE], Standing(found[STANDING]), facts))
            fits[name] = _read_row(pair, vocabulary, (Subject.FIT,))
    machine = MachineFacts("machine", _read_row(row, vocabulary, (Subject.MACHINE,)), fits)
    return FactBase(
        f"line {line}",
        _read_row(row, vocabulary, (Subject.CONSIGNMENT, Subject.STUDY)),
        (machine,),
        tuple(documents) if row.get(LISTED) else None,
    )


def _read_row(
    row: Mapping[str, Any], vocabulary: Vocabulary, subjects: Iterable[Subject]
) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for name, value in row.items():
        spec = vocabulary.facts.get(name)
        if spec and spec.subject in subjects:
            if value is not None:
                last = row.get(f"{name}{LAST}")
                facts[name] = Fact(_read(value, last, spec.kind), _SOURCE)
            elif row.get(f"{name}{NONE}"):
                facts[name] = Fact(Blank.ABSENT, _SOURCE)
    return facts


def _read(first: Any, last: Any, kind: ValueKind) -> Value:  # noqa: ANN401 - what a cell holds
    if kind is ValueKind.DATE:
        return Interval(first, last or first)
    if kind is ValueKind.LIST:
        return tuple(first)
    if kind is not ValueKind.NUMBER:
        value: Value = first
        return value
    return Decimal(first) if last is None else Extent(Decimal(first), Decimal(last))


def check_digits(number: Decimal, name: str) -> Decimal:
    """Give a number that the columns can hold as it is.

    Raises:
        ValueError: it has more digits than they hold.
    """
    whole, _, fraction = f"{number:f}".lstrip("-").partition(".")
    if len(whole) > _MOST_DIGITS - DECIMALS or len(fraction.rstrip("0")) > DECIMALS:
        raise ValueError(f"{name} is {number:f}, with more digits than a column holds")
    return number
