"""What suppliers are asked, as a report."""

from collections.abc import Sequence

from cradlegate.core.blank import known
from cradlegate.core.request import Request
from cradlegate.product.bill import BomLine
from cradlegate.product.suppliers.answer_tables import (
    FILL_IN,
    FORM,
    MODULES,
    SEND_FIRST,
    TWO_WAYS,
)
from cradlegate.product.suppliers.questionnaire import (
    NOT_NAMED,
    OTHER,
    UNSPOKEN,
    Questionnaire,
    find_module,
)
from cradlegate.product.suppliers.wording import PLAIN, Wording
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

NOTES = (
    "a computed or unverified figure counts as supplier data without verification",
    "a contract figure for electricity is shown beside the one by the grid",
)
DISCLAIMER = (
    "Asked by the maker of the machine to compute its carbon footprint after ISO 14067. "
    "It is not legal advice."
)
_SHEETS = ("parts", "energy", "inputs", *MODULES)


def report_asking(
    questionnaires: Sequence[Questionnaire], requests: Sequence[Request], case_digest: str
) -> Report:
    """Draw up who is asked for what, by when."""
    lines = sum((len(asked.lines) for asked in questionnaires), 0)
    named = sum((asked.supplier_id != NOT_NAMED for asked in questionnaires), 0)
    notes = [Note("lines with a supplier's footprint are not asked for again")]
    if any(asked.supplier_id == NOT_NAMED for asked in questionnaires):
        notes.append(Note(f"{NOT_NAMED}: name the supplier in bom.csv", is_warning=True))
    return Report(
        title="Requests to suppliers",
        kind="supplier ask",
        answer=Answer(f"{_count_asked(named)}; {_count_resting(lines)} on secondary data"),
        next_steps=tuple(
            Step(each.from_party, f"send {each.what}", each.by, each.because) for each in requests
        ),
        tables=(_tabulate_requests(requests),),
        notes=tuple(notes),
        provenance=(("case", case_digest), ("form", FORM)),
    )


def _count_asked(suppliers: int) -> str:
    return "1 supplier is asked" if suppliers == 1 else f"{suppliers} suppliers are asked"


def _count_resting(lines: int) -> str:
    return "1 line rests" if lines == 1 else f"{lines} lines rest"


def _tabulate_requests(requests: Sequence[Request]) -> Table:
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
    return Table("requests", "Requests", columns, rows)


def report_questionnaire(asked: Questionnaire, wording: Wording = PLAIN) -> Report:
    """Draw up the page that a supplier reads: what is asked, of which parts, in which units.

    Raises:
        FaultsError: another language than English without the extra `report`.
    """
    step = Step(asked.supplier_id, wording.say("send the PCF, the EPD or the answer"), asked.due)
    return Report(
        title=wording.say("Questionnaire to {supplier}", supplier=asked.supplier_id),
        kind="questionnaire",
        answer=Answer(_say_headline(asked, wording)),
        next_steps=(step,),
        tables=(_tabulate_parts(asked.lines, wording), *_tabulate_fields(asked, wording)),
        notes=tuple(Note(wording.say(text)) for text in NOTES),
        provenance=(("case", asked.case_digest), ("form", FORM)),
        sections=(
            Section("parts", wording.say("Parts"), (wording.say(SEND_FIRST), wording.say(FILL_IN))),
            Section("fields", wording.say("What is asked"), (wording.say(TWO_WAYS),)),
            Section(Part.HOW_SURE, wording.say("How the answer is used")),
        ),
        disclaimer=wording.say(DISCLAIMER),
        language=str(wording.languages[0]),
    )


def _say_headline(asked: Questionnaire, wording: Wording) -> str:
    return wording.say(
        "{parts} parts of {machine}; answer by {day}",
        parts=len(asked.lines),
        machine=asked.machine,
        day=asked.due.isoformat(),
    )


def _tabulate_parts(lines: Sequence[BomLine], wording: Wording) -> Table:
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
        Column("line_id", wording.say("line")),
        Column("description", wording.say("part")),
        Column("material", wording.say("material")),
        Column("mass", wording.say("mass in one machine"), is_numeric=True),
        Column("plant", wording.say("plant")),
        Column("process", wording.say("sheet of its process")),
    )
    return Table("parts", wording.say("Parts"), columns, tuple(rows), part="parts")


def _tabulate_fields(asked: Questionnaire, wording: Wording) -> list[Table]:
    columns = (
        Column("field", wording.say("field")),
        Column("needed", wording.say("needed")),
        Column("unit", wording.say("unit or values")),
        Column("help", wording.say("what")),
    )
    return [
        Table(
            name if name != "parts" else "part_fields",
            wording.say("Sheet {sheet}: {of}", of=spec.title, sheet=spec.name),
            columns,
            tuple(_describe(column, wording) for column in spec.columns.values()),
            part="fields",
        )
        for name, spec in asked.tables.items()
        if name in _SHEETS
    ]


def _describe(column: AskedColumn, wording: Wording) -> tuple[Cell, ...]:
    return (
        Text(column.name),
        Text(wording.say("yes") if column.is_required else ""),
        Text(_say_values(column, wording)),
        Text(wording.say(column.help)),
    )


def _say_values(column: AskedColumn, wording: Wording) -> str:
    """Give the codes of the values, each with its meaning in another language; or the unit."""
    if column.allowed and not wording.is_plain:
        return ", ".join(
            value if value in UNSPOKEN else f"{value} ({wording.explain(value)})"
            for value in column.allowed
        )
    stated = ", ".join(column.allowed or column.units) or column.unit
    return stated or wording.say(str(column.type))
