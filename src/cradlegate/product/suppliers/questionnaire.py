"""Questionnaires to suppliers: which lines go to whom, and the forms that are sent."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from cradlegate.core.blank import known
from cradlegate.product.bill import BomLine
from cradlegate.product.case import Case
from cradlegate.product.suppliers.answer_tables import (
    FILL_IN,
    FORM,
    MODULES,
    SEND_FIRST,
    TWO_WAYS,
    WORDS,
    questionnaire_tables,
    words_table,
)
from cradlegate.product.suppliers.wording import PLAIN, Wording
from cradlegate.tables.columns import CellType, Column, Shape, TableSpec
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.workbook import write_form

NOT_NAMED = "supplier-not-named"
"""Stands for the supplier of bought lines whose supplier the parts list does not name."""
OTHER = "other"
UNSPOKEN = frozenset(("AR4", "AR5", "AR6"))
"""Values that are names, the same in every language."""
MODULE_BY_FAMILY: Mapping[str, str] = {
    **dict.fromkeys(("grey_iron", "ductile_iron", "cast_steel", "aluminium_cast"), "casting"),
    "steel_alloy": "forging",
    "aluminium_wrought": "extrusion",
    **dict.fromkeys(("steel_bar", "steel_bearing", "steel_tool", "carbide"), "machining"),
    **dict.fromkeys(("bearing", "ball_screw", "linear_guide"), "machining"),
    **dict.fromkeys(("circuit_board", "cnc_control", "drive_electronic"), "pcb_assembly"),
    **dict.fromkeys(("operator_panel", "it_electronics", "sensor"), "pcb_assembly"),
}
"""The process whose sheet a material family is asked with (house assignment)."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What one supplier is asked.

    Args:
        lines: in the order of the parts list.
        due: the day the answer is needed.
    """

    supplier_id: str
    machine: str
    case_digest: str
    due: date
    lines: tuple[BomLine, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """The processes that have a sheet in it."""
        asked = {find_module(line) for line in self.lines}
        return tuple(name for name in MODULES if name in asked)

    @property
    def tables(self) -> Mapping[str, TableSpec]:
        """Its sheets: about, parts, energy, inputs, and one for each process."""
        left_out = set(MODULES) - set(self.modules)
        return {name: spec for name, spec in questionnaire_tables().items() if name not in left_out}


def draw_up_questionnaires(
    lines: Iterable[BomLine], case: Case, due: date
) -> tuple[Questionnaire, ...]:
    """Group lines by supplier, in the order in which suppliers first appear."""
    by_supplier: dict[str, list[BomLine]] = {}
    for line in lines:
        by_supplier.setdefault(known(line.supplier_id) or NOT_NAMED, []).append(line)
    return tuple(
        Questionnaire(supplier, case.machine.model, case.digest, due, tuple(asked))
        for supplier, asked in by_supplier.items()
    )


def find_module(line: BomLine) -> str:
    """Give the process that a line is asked with."""
    return MODULE_BY_FAMILY.get(line.material, OTHER)


def write_questionnaire_workbook(asked: Questionnaire, wording: Wording = PLAIN) -> bytes:
    """Write the workbook form: drop-downs, units in the headings, required columns underlined.

    Sheets, columns and values bear the same codes in every language. In another language than
    English alone, notes are in it, and the first sheet says what the codes mean.
    """
    rows = {name: _rows(name, asked) for name in ("about", "parts")}
    tables = {name: (_raw_table(asked.tables[name], each),) for name, each in rows.items()}
    specs = {name: _translate(spec, wording) for name, spec in asked.tables.items()}
    if not wording.is_plain:
        words = list_words(asked.tables.values(), wording)
        tables[WORDS] = (_raw_table(words_table(), words),)
        specs = {WORDS: words_table(), **specs}
    title = wording.say("Questionnaire to {supplier}", supplier=asked.supplier_id)
    return write_form(specs, title, tables)


def write_questionnaire_json(asked: Questionnaire, wording: Wording = PLAIN) -> bytes:
    """Write the JSON form: the tables to fill in, and under `columns` what each column means."""
    forms = {
        name: rows[0] if spec.shape is Shape.RECORD else rows
        for name, spec in asked.tables.items()
        for rows in [_rows(name, asked)]
    }
    columns = {
        name: {
            column.name: _describe(column) for column in _translate(spec, wording).columns.values()
        }
        for name, spec in asked.tables.items()
    }
    text = json.dumps({**forms, "columns": columns}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def list_words(specs: Iterable[TableSpec], wording: Wording) -> list[dict[str, str]]:
    """List what every sheet, field and value of a form means, sheet by sheet."""
    rows = [{"what": wording.say(text)} for text in (SEND_FIRST, FILL_IN, TWO_WAYS)]
    for spec in specs:
        rows.append({"sheet": spec.name, "what": wording.say(spec.title)})
        for column in spec.columns.values():
            at = {"sheet": spec.name, "field": column.name}
            needed = wording.say("yes") if column.is_required else ""
            rows.append({**at, "needed": needed, "what": wording.say(column.help)})
            known_values = (value for value in list_values(column) if value not in UNSPOKEN)
            rows += [{**at, "value": value, "what": wording.say(value)} for value in known_values]
    return rows


def list_values(column: Column) -> tuple[str, ...]:
    """List the values that a column takes, as codes."""
    return ("yes", "no") if column.type is CellType.YES_NO else column.allowed


def _translate(spec: TableSpec, wording: Wording) -> TableSpec:
    columns = {
        name: replace(column, help=wording.say(column.help))
        for name, column in spec.columns.items()
    }
    return replace(spec, columns=MappingProxyType(columns))


def _raw_table(spec: TableSpec, rows: Sequence[Mapping[str, str]]) -> RawTable:
    raw = (
        RawRow(number, {key: Cell(text, number) for key, text in row.items() if text})
        for number, row in enumerate(rows, 2)
    )
    return RawTable(spec, "", tuple(raw))


def _rows(table: str, asked: Questionnaire) -> list[dict[str, str]]:
    if table == "about":
        return [
            {
                "form": FORM,
                "case_digest": asked.case_digest,
                "supplier_id": asked.supplier_id,
                "machine": asked.machine,
                "due": asked.due.isoformat(),
                "contact": "",
            }
        ]
    if table != "parts":
        return []
    answers = [name for name in asked.tables["parts"].columns if name not in _given_of_line]
    return [
        {name: give(line) for name, give in _given_of_line.items()} | dict.fromkeys(answers, "")
        for line in asked.lines
    ]


def _describe(column: Column) -> dict[str, str]:
    words = {
        "needed": "yes" if column.is_required else "",
        "unit": column.unit or ", ".join(column.units),
        "one of": ", ".join(column.allowed),
        "help": column.help,
    }
    return {name: text for name, text in words.items() if text}


_given_of_line = {
    "line_id": lambda line: line.line_id,
    "description": lambda line: line.description,
    "material": lambda line: line.material,
    "plant": lambda line: known(line.plant) or "",
    "process": find_module,
}
