"""The reference page of the case files, written from the columns."""

from collections.abc import Iterator

from cradlegate.product.columns import CellType, Column, Shape, TableSpec, case_tables

_INTRODUCTION = """\
# Case files

Empty means unknown, `none` known to be absent, `-` not applicable.  A quantity is written like
`5800 kg`, or as a bare number under a heading such as `net_mass [kg]`.  Dates `2026`, `2026-05`
and `2026-05-14` are intervals.  Need: `!` required, `r` required for a final declaration.

Numbers: `1234.5`, `1 234.5`, `1'234.5`, `1,234.5`, `1.234,5` and `12,5` are understood; `1,234`
is refused, because it may be read in two ways.  Figures lie between 1e-12 and 1e12 in the unit of
their column, or are 0.  Text is UTF-8; UTF-16, GB18030, CP932, CP949 and CP874 are recognised and
accepted with a warning; the separator of CSV files is a comma, a semicolon or a tab.
"""
_SHAPES = {
    Shape.ROWS: "rows",
    Shape.RECORD: "one record; in the workbook a sheet of field and value",
    Shape.MAPPING: "key: value; in the workbook two columns",
}


def describe_columns() -> str:
    """Write the reference of every table and column as Markdown."""
    tables = ("\n".join(_table_lines(spec)) for spec in case_tables().values())
    return "\n".join((_INTRODUCTION, *tables))


def _table_lines(spec: TableSpec) -> Iterator[str]:
    where = f"`{spec.file}`" + (f", key `{spec.at}`" if spec.at else "")
    yield f"## {spec.name}: {spec.title}"
    yield ""
    yield f"In {where}; sheet `{spec.name}`; {_SHAPES[spec.shape]}."
    if spec.also:
        yield f"The sheet may also be named {', '.join(spec.also)}."
    yield ""
    yield "| column | need | value | empty | meaning |"
    yield "|---|---|---|---|---|"
    for column in spec.columns.values():
        cells = (
            f"`{column.name}`",
            column.need,
            _describe_value(column),
            column.default or "",
            _describe_meaning(column),
        )
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
    yield ""


def _describe_value(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{value}`" for value in column.allowed)
    kind = column.type.replace("_", " ")
    if column.type is CellType.QUANTITY:
        kind = f"quantity in {column.unit}"
    if column.type is CellType.AMOUNT:
        kind = f"amount in {' or '.join(column.units)}"
    limits = [
        f"above {column.above}" if column.above is not None else "",
        f"from {column.low}" if column.low is not None else "",
        f"to {column.high}" if column.high is not None else "",
    ]
    several = "several, separated by semicolons" if column.is_many else ""
    return ", ".join(part for part in (kind, *limits, several) if part)


def _describe_meaning(column: Column) -> str:
    also = f" Also headed {', '.join(column.also)}." if column.also else ""
    return column.help + also
