import copy
import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from cradlegate.core.fault import Fault, FaultKind, Place, Severity
from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.reports.faults_report import report_faults
from cradlegate.reports.json_envelope import SCHEMA_ID, envelope_schema, render_json
from cradlegate.reports.report import DISCLAIMER, DRAFT
from tests.reports.sample import sample_report

ERROR = FaultKind("CF-901", "unit of another kind", "A mass has a unit of mass.", "Write kg or t.")
WARNING = FaultKind("CF-902", "old", "Data are recent.", "Ask again.", Severity.WARNING)
FAULTS = (
    Fault(WARNING, "data of 2011"),
    Fault(ERROR, "'5 kWh' is no mass", Place("bom.csv", 14, "mass", "BED-01"), "Write 5 kg."),
)


def strict_schema() -> dict[str, Any]:
    """The published schema, with every field that it does not name forbidden."""
    schema = copy.deepcopy(dict(envelope_schema()))

    def close(part: object) -> None:
        if isinstance(part, dict):
            if "required" in part and "oneOf" not in part:
                part["additionalProperties"] = False
            for value in part.values():
                close(value)
        elif isinstance(part, list):
            for value in part:
                close(value)

    close(schema)
    return schema


@pytest.fixture
def validator():
    return jsonschema.Draft202012Validator(strict_schema())


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(envelope_schema())
    assert envelope_schema()["$id"] == SCHEMA_ID


@pytest.mark.parametrize(
    "text",
    [
        render_json(sample_report()),
        render_json(sample_report(DRAFT), faults=FAULTS, inputs={"case": "sha256:00", "seed": "1"}),
        render_json(None, faults=FAULTS),
        render_json(report_faults(FAULTS, "Check"), faults=FAULTS),
    ],
    ids=["report", "draft", "failed", "faults"],
)
def test_envelope_follows_its_published_schema(text, validator):
    validator.validate(json.loads(text))


def test_schema_refuses_a_figure_that_is_a_number(validator):
    envelope = json.loads(render_json(sample_report()))
    envelope["result"]["answer"]["figure"]["value"] = 22403.4
    assert not validator.is_valid(envelope)


@pytest.mark.parametrize("text", ["1e3", "1.50", "-0", "007", ".5", "5.", "+1", "NaN", ""])
def test_schema_refuses_a_decimal_in_another_form(text, validator):
    envelope = json.loads(render_json(sample_report()))
    envelope["result"]["answer"]["figure"]["value"] = text
    assert not validator.is_valid(envelope)


def test_envelope_has_five_fields_in_their_order():
    assert list(json.loads(render_json(None))) == [
        "schema",
        "result",
        "faults",
        "warnings",
        "inputs",
    ]


def test_figures_are_exact_decimal_strings():
    """14823.4512345 + 412.75 + 6104.0301 + 1063.2044 = 22403.4357345."""
    figure = json.loads(render_json(sample_report()))["result"]["answer"]["figure"]
    assert figure == {
        "type": "figure",
        "value": "22403.4357345",
        "unit": "kg CO2e",
        "low": "19604.2",
        "high": "27911.9",
        "path": "total",
    }


def test_errors_and_warnings_stand_apart():
    envelope = json.loads(render_json(None, faults=FAULTS, inputs={"case": "x"}))
    assert envelope["result"] is None
    assert envelope["inputs"] == {"case": "x"}
    assert envelope["faults"] == [
        {
            "code": "CF-901",
            "severity": "error",
            "title": "unit of another kind",
            "file": "bom.csv",
            "row": 14,
            "column": "mass",
            "id": "BED-01",
            "found": "'5 kWh' is no mass",
            "rule": "A mass has a unit of mass.",
            "remedy": "Write 5 kg.",
        }
    ]
    [warning] = envelope["warnings"]
    assert warning["remedy"] == "Ask again."
    assert [warning[key] for key in ("file", "row", "column", "id")] == [None] * 4


def test_dash_zero_and_unknown_are_three_things():
    tables = json.loads(render_json(sample_report()))["result"]["tables"]
    rows = {table["id"]: table["rows"] for table in tables}
    assert rows["parts"][3]["A3"]["value"] == "0"
    assert rows["parts"][4]["A3"] == {"type": "blank", "blank": "unknown"}
    assert rows["parts"][3]["A4"] == {"type": "blank", "blank": "not_applicable"}
    assert rows["lines"][1]["origin"] == {"type": "blank", "blank": "absent"}


def test_percents_of_a_whole_sum_to_a_hundred():
    tables = json.loads(render_json(sample_report()))["result"]["tables"]
    assert sum(Decimal(row["share"]["percent"]) for row in tables[0]["rows"]) == 100


@pytest.mark.requirement("X-3", "X-4")
def test_result_names_its_rounding_rule_and_what_it_is_not():
    result = json.loads(render_json(sample_report(DRAFT)))["result"]
    assert result["rounding"] == ROUNDING_RULE
    assert result["disclaimer"] == DISCLAIMER
    assert result["status"] == "DRAFT"


def test_envelope_survives_a_pipe_that_knows_ascii_alone():
    text = render_json(sample_report(), inputs={"file": "broken \udc80 name"})
    assert text.isascii()
    assert "电气柜" in json.loads(text)["result"]["tables"][1]["rows"][4]["part"]["text"]
