"""The one envelope of `--json`: schema, result, faults, warnings, inputs.

Its schema is package data, `data/envelope.schema.json`; within a version only fields are added.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.footprint.rounding import ROUNDING_RULE, decimal_text
from cradlegate.reports.report import (
    Answer,
    Cell,
    Cover,
    Figure,
    Grade,
    Mark,
    Note,
    Report,
    Share,
    Status,
    Step,
    Table,
    Text,
)

SCHEMA_ID = "urn:cradlegate:envelope:1"
_BLANKS = {
    Blank.UNKNOWN: "unknown",
    Blank.ABSENT: "absent",
    Blank.NOT_APPLICABLE: "not_applicable",
}


def render_json(
    report: Report | None,
    *,
    faults: Iterable[Fault] = (),
    inputs: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Write the envelope, in ASCII so that it survives any pipe, ending in a line feed.

    Args:
        report: the result; None when the command failed.
        faults: errors and warnings together; each goes to its own list.
        inputs: name and value of what went in: files with digests, seed, versions.
    """
    faults = tuple(faults)
    envelope = {
        "schema": SCHEMA_ID,
        "result": _report(report) if report else None,
        "faults": [_fault(fault) for fault in faults if fault.is_error],
        "warnings": [_fault(fault) for fault in faults if not fault.is_error],
        "inputs": dict(inputs),
    }
    return json.dumps(envelope, indent=2) + "\n"


@lru_cache(maxsize=1)
def envelope_schema() -> Mapping[str, Any]:
    """Read the published JSON Schema of the envelope."""
    path = resources.files("cradlegate.reports") / "data" / "envelope.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "kind": report.kind,
        "language": report.language,
        "status": report.status,
        "answer": _answer(report.answer),
        "next_steps": [_step(step) for step in report.next_steps],
        "cover": _cover(report.cover) if report.cover else None,
        "sections": [
            {"id": section.id, "title": section.title, "texts": list(section.texts)}
            for section in report.sections
        ],
        "tables": [_table(table) for table in report.tables],
        "charts": [
            {
                "kind": chart.kind.value,
                "table": chart.table_id,
                "label": chart.label,
                "value": chart.value,
                "high": chart.high or None,
            }
            for chart in report.charts
        ],
        "notes": [_note(note) for note in report.notes],
        "provenance": [{"name": name, "value": value} for name, value in report.provenance],
        "rounding": ROUNDING_RULE,
        "disclaimer": report.disclaimer,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "headline": answer.headline,
        "figure": _cell(answer.figure) if answer.figure else None,
        "boundary": answer.boundary,
        "verdict": _cell(answer.verdict) if answer.verdict else None,
    }


def _cover(cover: Cover) -> dict[str, Any]:
    return {
        "identity": [{"name": name, "value": value} for name, value in cover.identity],
        "seal_title": cover.seal_title,
        "seal": list(cover.seal),
        "reference": cover.reference,
        "digest": cover.digest,
    }


def _step(step: Step) -> dict[str, Any]:
    by = step.by.isoformat() if step.by else None
    return {"who": step.who, "what": step.what, "by": by, "because": step.because}


def _note(note: Note) -> dict[str, Any]:
    grade = _cell(note.grade) if note.grade else None
    return {"text": note.text, "grade": grade, "warning": note.is_warning}


def _table(table: Table) -> dict[str, Any]:
    ids = [column.id for column in table.columns]

    def by_column(row: Iterable[Cell]) -> dict[str, Any]:
        return {key: _cell(cell) for key, cell in zip(ids, row, strict=True)}

    return {
        "id": table.id,
        "title": table.title,
        "part": str(table.part),
        "columns": [{"id": column.id, "title": column.title} for column in table.columns],
        "rows": [by_column(row) for row in table.rows],
        "total": by_column(table.total) if table.total is not None else None,
        "more": {"rows": table.more.rows, "how": table.more.how} if table.more else None,
        "note": table.note,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    match cell:
        case Figure():
            return _figure(cell)
        case Share():
            return {
                "type": "share",
                "value": decimal_text(cell.value),
                "percent": decimal_text(cell.percent),
                "path": cell.path,
            }
        case Text():
            return {"type": "text", "text": cell.text, "depth": cell.depth}
        case Mark():
            return {"type": "blank", "blank": _BLANKS[cell.blank]}
        case Status():
            cause = cell.cause.value if cell.cause else None
            return {"type": "status", "outcome": cell.outcome.value, "cause": cause}
        case Grade():
            ladder = "data" if isinstance(cell.grade, DataGrade) else "law"
            return {"type": "grade", "ladder": ladder, "grade": cell.grade.value}


def _figure(figure: Figure) -> dict[str, Any]:
    bounds = figure.bounds
    return {
        "type": "figure",
        "value": decimal_text(figure.value),
        "unit": figure.unit,
        "low": decimal_text(bounds.low) if bounds else None,
        "high": decimal_text(bounds.high) if bounds else None,
        "path": figure.path,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    place = fault.place
    return {
        "code": fault.code,
        "severity": fault.kind.severity.value,
        "title": fault.kind.title,
        "file": place.file or None,
        "row": place.row,
        "column": place.column or None,
        "id": place.id or None,
        "found": fault.found,
        "rule": fault.kind.rule,
        "remedy": fault.remedy or fault.kind.remedy,
    }
