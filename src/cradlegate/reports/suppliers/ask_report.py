"""What suppliers are asked, as a report."""

from collections.abc import Sequence

from cradlegate.core.blank import known
from cradlegate.core.request import Request
from cradlegate.product.bill import BomLine
from cradlegate.product.suppliers.answer_tables import FORM, MODULES
from cradlegate.product.suppliers.questionnaire import (
    NOT_NAMED,
    OTHER,
    Questionnaire,
    find_module,
)
from cradlegate.reports.report import (
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Figure,
    Note,
    Part,
    Report,
    Section,
    Step,
    Table,
    Text,
)
from cradlegate.tables.columns import Column as AskedColumn
from cradlegate.tables.columns import TableSpec

_SEND_FIRST = (
    "If a PCF or an EPD of a part exists, send it: PACT 2 or 3 as JSON, ILCD+EPD as JSON, or its "
    "figures as CSV. Nothing else is needed for that part."
)
_FILL_IN = (
    "Else fill in the workbook or the JSON beside this page. What is left empty counts as unknown; "
    "a measured zero is written as 0."
)
_TWO_WAYS = (
    "Amounts are per declared unit. A figure needs either scope 1, scope 2 by the grid and "
    "upstream; or energy by carrier and inputs by mass, from which it is computed."
)
_SECTIONS = (
    Section("parts", "Parts", (_SEND_FIRST, _FILL_IN)),
    Section("fields", "What is asked", (_TWO_WAYS,)),
    Section(Part.HOW_SURE, "How the answer is used"),
)
_SHEETS = ("parts", "energy", "inputs", *MODULES)


def report_asking(
    questionnaires: Sequence[Questionnaire], requests: Sequence[Request], case_digest: str
) -> Report:
    """Draw up who is asked for what, by when."""
    lines = sum(len(asked.lines) for asked in questionnaires)
    named = sum(asked.supplier_id != NOT_NAMED for asked in questionnaires)
    rows = tuple(
        (
            Text(request.from_party),
            Text(request.what),
            Text(", ".join(request.unblocks)),
            Text(request.by.isoformat() if request.by else "–"),
        )
        for request in requests
    )
    columns = (
        Column("supplier", "supplier"),
        Column("what", "what"),
        Column("lines", "lines"),
        Column("due", "due"),
    )
    notes = [Note("lines with a supplier's footprint are not asked for again")]
    if any(asked.supplier_id == NOT_NAMED for asked in questionnaires):
        notes.append(Note(f"{NOT_NAMED}: name the supplier in bom.csv", is_warning=True))
    return Report(
        title="Requests to suppliers",
        kind="supplier ask",
        answer=Answer(f"{named} suppliers are asked; {lines} lines rest on secondary data"),
        next_steps=tuple(
            Step(each.from_party, f"send {each.what}", each.by, each.because) for each in requests
        ),
        tables=(Table("requests", "Requests", columns, rows),),
        notes=tuple(notes),
        provenance=(("case", case_digest), ("form", FORM)),
    )


def report_questionnaire(asked: Questionnaire) -> Report:
    """Draw up the page that a supplier reads: what is asked, of which parts, in which units."""
    step = Step(asked.supplier_id, "send the PCF, the EPD or the answer", asked.due)
    return Report(
        title=f"Questionnaire to {asked.supplier_id}",
        kind="questionnaire",
        answer=Answer(
            f"{len(asked.lines)} parts of {asked.machine}; answer by {asked.due.isoformat()}"
        ),
        next_steps=(step,),
        tables=(_tabulate_parts(asked.lines), *_tabulate_fields(asked)),
        notes=(
            Note("a computed or unverified figure counts as supplier data without verification"),
            Note("a contract figure for electricity is shown beside the one by the grid"),
        ),
        provenance=(("case", asked.case_digest), ("form", FORM)),
        sections=_SECTIONS,
        disclaimer=(
            "Asked by the maker of the machine to compute its carbon footprint after ISO 14067. "
            "It is not legal advice."
        ),
    )


def _tabulate_parts(lines: Sequence[BomLine]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        plant, module = known(line.plant), find_module(line)
        rows.append(
            (
                Text(line.line_id),
                Text(line.description),
                Text(line.material),
                Figure(line.net_mass_kg, "kg", digits=None),
                Text(plant) if plant else UNKNOWN,
                Text("–" if module == OTHER else module),
            )
        )
    columns = (
        Column("line_id", "line"),
        Column("description", "part"),
        Column("material", "material"),
        Column("mass", "mass in one machine", is_numeric=True),
        Column("plant", "plant"),
        Column("process", "sheet of its process"),
    )
    return Table("parts", "Parts", columns, tuple(rows), part="parts")


def _tabulate_fields(asked: Questionnaire) -> list[Table]:
    columns = (
        Column("field", "field"),
        Column("needed", "needed"),
        Column("unit", "unit or values"),
        Column("help", "what"),
    )
    tables = []
    for name, spec in asked.tables.items():
        if name in _SHEETS:
            rows = tuple(_describe(column) for column in spec.columns.values())
            tables.append(
                Table(
                    name if name != "parts" else "part_fields",
                    _title(spec),
                    columns,
                    rows,
                    part="fields",
                )
            )
    return tables


def _title(spec: TableSpec) -> str:
    return f"Sheet {spec.name}: {spec.title}"


def _describe(column: AskedColumn) -> tuple[Cell, ...]:
    values = ", ".join(column.allowed or column.units) or column.unit or str(column.type)
    return (
        Text(column.name),
        Text("yes" if column.is_required else ""),
        Text(values),
        Text(column.help),
    )
