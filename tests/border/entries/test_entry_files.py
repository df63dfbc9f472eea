"""Files of entries, submissions and correlations: what is read, and what is refused by which code."""

import io
import json
from typing import Any

import pytest
import xlsxwriter
from jsonschema import Draft202012Validator

from cradlegate.border.entries.entry import CustomsEntry
from cradlegate.border.entries.files import (
    choose_submission,
    demand_registration,
    read_correlations,
    read_entry,
    read_submissions,
)
from cradlegate.border.entries.tables import HEAD, LINES, entry_schemas, entry_tables
from cradlegate.core.fault import FaultsError
from tests.border.matching.entries import draft, entry, rows_of, submission, table

LODGED = {"state": "registered", "registered_at": "2026-08-26T10:00+07:00"}


def codes(data: bytes, file: str = "entry.csv") -> list[str]:
    return [fault.code for fault in read_entry(data, file).faults]


def as_json(**head: Any) -> dict[str, Any]:
    """The example in the JSON form."""
    row: dict[str, Any] = {
        name.partition(" ")[0]: value for name, value in rows_of("draft.csv")[0].items()
    }
    row |= {"net_mass": "5800 kg", "gross_mass": "6158 kg"}
    lists = {"attached": row["attached"].split("; "), "serials": [row["serials"]]}
    row = {**row, **lists}
    lines = [{name: value for name, value in row.items() if name not in HEAD}]
    return {**{name: row[name] for name in HEAD}, LINES: lines, **head}


def as_workbook(sheet: str) -> bytes:
    buffer = io.BytesIO()
    row = rows_of("draft.csv")[0]
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, list(row))
        page.write_row(1, 0, list(row.values()))
    return buffer.getvalue()


def values(data: bytes, file: str) -> list[dict[str, Any]]:
    read = read_entry(data, file).entry
    assert isinstance(read, CustomsEntry)
    return [dict(each.values) for each in read.lines]


def test_a_code_that_its_edition_does_not_have_is_warned_of_and_compared_all_the_same():
    data = draft({"hs_national": "8456.10.10", "hs_edition": "2022"})
    (fault,) = read_entry(data, "entry.csv").faults
    assert (fault.code, fault.is_error, fault.place.column) == ("BD-231", False, "hs_national")
    assert "8456.11, 8456.12" in fault.found
    assert values(data, "entry.csv")[0]["hs_national"] == "84561010"
    assert codes(draft({"hs_national": "8456.10.10", "hs_edition": ""})) == []


def test_csv_workbook_and_json_say_the_same():
    wanted = values(draft(), "entry.csv")
    assert values(json.dumps(as_json()).encode(), "entry.json") == wanted
    assert values(as_workbook("entry"), "entry.xlsx") == wanted
    assert values(as_workbook("Sheet1"), "entry.xlsx") == wanted


def test_other_encodings_and_separators_are_read():
    semicolons = "\n".join(
        ";".join(f'"{cell}"' for cell in row)
        for row in (rows_of("draft.csv")[0].keys(), rows_of("draft.csv")[0].values())
    )
    assert values(semicolons.encode("utf-16"), "e.csv") == values(draft(), "e.csv")


def test_places_name_file_row_and_column():
    assert entry().lines[0].place.row == 2
    assert entry().head("office").place == "draft.csv, row 2, column office"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (({"registered_at": "2026-08-26T10:00"},), "BD-102"),
        (({"arrival_at": "soon"},), "BD-102"),
        (({"registered_at": "2026-08-26T10:00+07:00"},), "BD-104"),
        (({"state": "registered"},), "BD-104"),
        (({"state": "amended"},), "BD-104"),
        (({}, {"line": "2", "office": "B"}), "BD-101"),
        (({}, {"line": "2", "bl_no": ""}), "BD-101"),
        (({}, {}), "BD-106"),
        (({"state": "sent"},), "CF-039"),
        (({"origin": "XX"},), "CF-042"),
        (({"qty": "0"},), "CF-035"),
        (({"exporter_name": ""},), "CF-030"),
    ],
)
def test_a_faulty_entry_is_refused_by_code(lines, code):
    assert code in codes(draft(*lines))
    assert read_entry(draft(*lines), "entry.csv").entry is None


def test_a_cancelled_entry_may_lack_its_registration():
    assert codes(draft({"state": "cancelled"})) == []


def test_an_entry_without_a_line_is_refused():
    heading = draft().splitlines()[0]
    assert codes(heading + b"\n") == ["BD-100"]


def test_json_of_another_form_is_refused_with_every_fault():
    lacking = json.dumps(as_json(state="sent", office=7)).encode()
    assert codes(lacking, "e.json") == ["BD-109", "BD-109", "BD-100"]
    assert codes(b"{", "e.json") == ["CF-020", "BD-100"]
    assert codes(b"[]", "e.json") == ["BD-109", "BD-100"]


def test_the_published_schemas_are_schemas_that_take_the_example():
    for schema in entry_schemas().values():
        Draft202012Validator.check_schema(schema)
    Draft202012Validator(entry_schemas()["entry.json"]).validate(as_json())
    assert set(HEAD) < set(entry_tables()["entry"].columns)


# --- Submissions -------------------------------------------------------------------------------


def submitted(*rows) -> bytes:
    base = rows_of("submission.csv")[0]
    return table({**base, **each} for each in rows or ({},))


def test_a_submission_is_read_from_csv_and_json():
    row = rows_of("submission.csv")[0]
    read = read_submissions(json.dumps(row).encode(), "s.json").submissions
    own = read_submissions(submitted(), "s.csv").submissions
    assert [dict(each.row.values) for each in read] == [dict(each.row.values) for each in own]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"submitted_at": "2026-08-25T09:30+09:00"}, "BD-103"),
        ({"zone": "Hanoi"}, "BD-102"),
        ({"submitted_at": "yesterday"}, "BD-102"),
        ({"receipt_sha256": "1"}, "CF-042"),
    ],
)
def test_a_faulty_submission_is_refused_by_code(row, code):
    reading = read_submissions(submitted(row), "s.csv")
    assert code in [fault.code for fault in reading.faults]
    assert reading.submissions == ()


def test_the_submission_that_names_the_entry_is_chosen_or_the_only_one_without_a_name():
    own, other = submission(), submission(entry_no="7")
    nameless = submission(entry_no="")
    assert choose_submission((other, own), entry()) is own
    assert choose_submission((other, nameless), entry()) is nameless
    for wrong in ((), (other,), (own, own), (nameless, nameless)):
        with pytest.raises(FaultsError) as caught:
            choose_submission(wrong, entry())
        assert [fault.code for fault in caught.value.faults] == ["BD-105"]


def test_only_a_lodged_entry_of_the_same_number_is_that_of_a_draft():
    demand_registration(entry(), entry({**LODGED, "entry_no": "1099 9900 0017"}))
    with pytest.raises(FaultsError) as caught:
        demand_registration(entry(), entry({"entry_no": "9"}))
    assert [fault.code for fault in caught.value.faults] == ["BD-107", "BD-108"]


# --- Correlations ------------------------------------------------------------------------------

HEADING = "hs_edition,hs,other_edition,other_hs,source\n"


def test_correlations_are_read_both_ways():
    rows = "2022,845710,HS 2028,84571100,invented\n2022,845710,2028,845712,invented\n"
    read = read_correlations((HEADING + rows).encode(), "c.csv").counterparts
    assert read["2022", "845710"] == {("2028", "845711"), ("2028", "845712")}
    assert read["2028", "845711"] == {("2022", "845710")}


def test_a_faulty_correlation_is_refused():
    reading = read_correlations(f"{HEADING}2022,845,2028,845710,x\n".encode(), "c.csv")
    assert [fault.code for fault in reading.faults] == ["CF-042"]
    assert reading.counterparts == {}
