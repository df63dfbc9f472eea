"""The form in which a maker answers: rows of our own tables, so that the answer can be read."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from cradlegate.border.evidence.subject import Subject
from cradlegate.border.shipments.consignment import LETTER
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.workbook import write_form

_OF_DOCUMENT = (
    "doc_id",
    "type",
    "number",
    "issuer_id",
    "issuer_role",
    "covers_models",
    "covers_serials",
    "signed_at",
    "valid_to",
    "languages",
    "state",
)
_TITLE = "Answer of the original maker"


def form_tables() -> Mapping[str, TableSpec]:
    """Give the tables of the form: the row of the letter, and what it confirms."""
    specs = shipment_tables()
    documents, evidence = specs["documents"], specs["oem_evidence"]
    asked = {name: documents.columns[name] for name in _OF_DOCUMENT}
    return {"documents": replace(documents, columns=asked), "oem_evidence": evidence}


def write_answer_form(subject: Subject) -> Mapping[str, bytes]:
    """Write the form with everything filled in that is known.

    Returns:
        by name: a workbook with both tables, and each of them as a CSV file.
    """
    specs, known = form_tables(), _fill_in(subject)
    tables = {
        name: (RawTable(spec, spec.file, (RawRow(2, _make_cells(known[name])),)),)
        for name, spec in specs.items()
    }
    written = {f"answer-{subject.letter}.xlsx": write_form(specs, _TITLE, tables)}
    return written | {spec.file: _write_csv(spec, known[name]) for name, spec in specs.items()}


def _fill_in(subject: Subject) -> Mapping[str, Mapping[str, str]]:
    models = dict.fromkeys(each.values["model"] for each in subject.machines)
    serials = dict.fromkeys(one for each in subject.machines for one in each.values["serials"])
    document = {
        "doc_id": subject.letter,
        "type": LETTER,
        "issuer_id": subject.maker,
        "covers_models": "; ".join(models),
        "covers_serials": "; ".join(serials),
        "state": "received",
    }
    return {"documents": document, "oem_evidence": {"doc_id": subject.letter}}


def _make_cells(texts: Mapping[str, str]) -> Mapping[str, Cell]:
    return {column: Cell(text, 2) for column, text in texts.items()}


def _write_csv(spec: TableSpec, texts: Mapping[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(spec.columns)
    writer.writerow(texts.get(name, "") for name in spec.columns)
    return text.getvalue().encode()
