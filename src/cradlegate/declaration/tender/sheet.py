"""A tender sheet: one row for each declaration, and what the sheet leaves out of them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.statement_faults import (
    COST_FORM,
    NO_STATEMENT,
    OWN_VALUES,
    SAME_TWICE,
)
from cradlegate.declaration.tender.columns import (
    OWN,
    SheetColumn,
    Value,
    list_carried,
    list_columns,
)
from cradlegate.footprint.rounding import decimal_text

_COST = re.compile(r"([0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_CELLS = {Blank.UNKNOWN: "", Blank.ABSENT: "none", Blank.NOT_APPLICABLE: "-"}
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class TenderSheet:
    """A sheet.

    Args:
        rows: values by name of the column, one row for each declaration.
        dropped: field of the declarations that no column carries → number of its values.
        digests: of the declarations.
    """

    columns: tuple[SheetColumn, ...]
    rows: tuple[Mapping[str, Value], ...]
    dropped: Mapping[str, int]
    digests: tuple[str, ...]


def draw_up_sheet(
    declarations: Sequence[DeclarationDocument],
    costs: Sequence[str] = (),
    deliveries: Sequence[str] = (),
) -> TenderSheet:
    """Draw up a sheet.

    Args:
        costs: the tenderer's, such as `182000 EUR`, in the order of the declarations; `?` for
            one that is not known.
        deliveries: the tenderer's, in that order too.

    Raises:
        FaultsError: no declaration (DC-116) or the same twice (DC-112), own values that are not
            one for each (DC-110), or a cost that is none (DC-111); all of them.
    """
    faults = [
        *_find_repeats(declarations),
        *_count_own("costs", costs, declarations),
        *_count_own("deliveries", deliveries, declarations),
        *(Fault(COST_FORM, repr(each)) for each in costs if _read_cost(each) is None),
    ]
    if not declarations:
        faults.append(Fault(NO_STATEMENT, "no declaration was named"))
    if faults:
        raise FaultsError(faults)
    columns = list_columns()
    nothing = ("?",) * len(declarations)
    own = zip(declarations, costs or nothing, deliveries or nothing, strict=True)
    rows = tuple(_draw_row(columns, read, cost, delivery) for read, cost, delivery in own)
    carried = frozenset(list_carried())
    counted = Counter(path for read in declarations for path in list_fields(read.declaration))
    dropped = {path: count for path, count in counted.items() if path not in carried}
    return TenderSheet(columns, rows, dropped, tuple(each.digest for each in declarations))


def write_csv(sheet: TenderSheet) -> bytes:
    """Write a sheet as CSV: empty for unknown, `none` for known to be absent, `-` for no such."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in sheet.columns)
    for row in sheet.rows:
        writer.writerow(_write_cell(row[column.name]) for column in sheet.columns)
    return text.getvalue().encode()


def write_dropped(sheet: TenderSheet) -> bytes:
    """Write the fields that the sheet leaves out as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("field", "values"))
    writer.writerows(sheet.dropped.items())
    return text.getvalue().encode()


def list_fields(declaration: Declaration) -> Iterator[str]:
    """List the path of every value in a declaration, `*` for every item of a list or a table."""
    return _walk(declaration, "")


def _walk(value: object, path: str) -> Iterator[str]:
    if is_dataclass(value):
        for each in fields(value):
            yield from _walk(getattr(value, each.name), f"{path}/{each.name}".lstrip("/"))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item, f"{path}/*")
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, f"{path}/*")
    elif value is not None:
        yield path


def _draw_row(
    columns: Sequence[SheetColumn], read: DeclarationDocument, cost: str, delivery: str
) -> Mapping[str, Value]:
    amount, currency = _read_cost(cost) or (Blank.UNKNOWN, Blank.UNKNOWN)
    known = Blank.UNKNOWN if delivery == "?" else delivery
    own: Mapping[str, Value] = dict(zip(OWN, (amount, currency, known), strict=True))
    return {
        column.name: column.give(read) if column.give else own[column.name] for column in columns
    }


def _read_cost(text: str) -> tuple[Value, Value] | None:
    if text == "?":
        return Blank.UNKNOWN, Blank.UNKNOWN
    match = _COST.fullmatch(text)
    return (Decimal(match[1]), match[2]) if match else None


def _count_own(
    name: str, given: Sequence[str], declarations: Sequence[DeclarationDocument]
) -> Iterator[Fault]:
    if given and len(given) != len(declarations):
        yield Fault(OWN_VALUES, f"{len(given)} {name} for {len(declarations)} declarations")


def _find_repeats(declarations: Sequence[DeclarationDocument]) -> Iterator[Fault]:
    counted = Counter(each.digest for each in declarations)
    for each, count in counted.items():
        if count > 1:
            yield Fault(SAME_TWICE, f"{each} stands {count} times")


def _write_cell(value: Value) -> str:
    if isinstance(value, Blank):
        return _CELLS[value]
    if isinstance(value, Decimal):
        return decimal_text(value)
    # A spreadsheet would compute a text that begins like a formula.
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
