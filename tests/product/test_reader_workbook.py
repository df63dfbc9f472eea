"""The workbook form: the same case as the folder, and workbooks that mean harm."""

import hashlib
import io
import struct
import zipfile
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from cradlegate.core.fault import FaultsError
from cradlegate.product.case_tables import case_tables
from cradlegate.product.case_workbook import write_workbook
from tests.product.six_lines import codes, errors, read, read_whole, six_lines, with_cell, with_text


def workbook_of(sheets: dict[str, list[list[Any]]], **formats: str) -> bytes:
    """A workbook as other people's programs write it, numbers as numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        styles = {name: workbook.add_format({"num_format": text}) for name, text in formats.items()}
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(
                        row, column, cell, styles.get("day") if isinstance(cell, datetime) else None
                    )
    return buffer.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_bom_workbook(rows: list[list[Any]], **formats: str) -> dict[str, bytes]:
    """The case with bom.xlsx in the place of bom.csv and of all that names its lines."""
    kept = {
        path: data
        for path, data in six_lines().items()
        if not path.startswith(("bom", "suppliers"))
    }
    kept["transport.csv"] = with_cell("transport.csv", 2, "applies_to", "machine")["transport.csv"]
    return kept | {"bom.xlsx": workbook_of({"Sheet1": rows}, **formats)}


def test_a_workbook_is_the_same_case_as_its_folder():
    folder, book = six_lines(), {"six.xlsx": write_workbook(six_lines())}
    beside = {
        path: data
        for path, data in folder.items()
        if "received/" in path or path.startswith("evidence/")
    }
    del beside["evidence/index.csv"]
    of_folder, of_book = read_whole(folder), read_whole(book | beside)
    assert of_book.digest == of_folder.digest
    assert of_book.section_digests == of_folder.section_digests
    assert [line.line_id for line in of_book.bom] == [line.line_id for line in of_folder.bom]
    assert codes(read(book | beside)) == codes(read(folder))


def test_a_workbook_of_a_faulty_case_has_the_same_faults_and_gaps():
    files = with_cell("bom.csv", 3, "net_mass_each", "-1 kg") | {
        "use.yaml": six_lines()["use.yaml"].replace(b"600 W", b"600 kg")
    }
    of_folder, of_book = read(files), read({"six.xlsx": write_workbook(files)})
    assert sorted(fault.found for fault in errors(of_book)) == sorted(
        fault.found for fault in errors(of_folder)
    )
    assert of_book.case is not None
    assert of_folder.case is not None
    assert of_book.case.digest == of_folder.case.digest
    assert str(errors(of_book)[0].place) == "six.xlsx[bom], row 3, column net_mass_each, id BED-01"


def test_equal_cases_give_equal_bytes():
    assert write_workbook(six_lines()) == write_workbook(six_lines())


def test_the_empty_form_has_every_sheet_and_no_case():
    reading = read({"form.xlsx": write_workbook()})
    assert reading.case is None
    assert codes(reading)[0] == "CF-002"
    names = parts_of(write_workbook())["xl/workbook.xml"].decode()
    for table in case_tables():
        assert f'name="{table}"' in names


def test_the_form_offers_the_values_of_lists_from_a_hidden_sheet():
    parts = parts_of(write_workbook())
    workbook = parts["xl/workbook.xml"].decode()
    assert 'name="lists"' in workbook
    assert 'state="hidden"' in workbook
    assert "list_bom_source_kind" in workbook
    sheets = b"".join(
        data for name, data in parts.items() if name.startswith("xl/worksheets/sheet")
    )
    assert b"<formula1>list_bom_source_kind</formula1>" in sheets
    assert any(name.startswith("xl/comments") for name in parts)


def test_a_workbook_of_broken_tables_is_refused():
    with pytest.raises(FaultsError, match="CF-013"):
        write_workbook(six_lines() | {"bom.csv": b"id,subassembly,material,mass\n1\n"})


def test_a_text_that_no_workbook_can_hold_is_refused():
    with pytest.raises(FaultsError, match="CF-044"):
        write_workbook(with_text("bom.csv", "anchor bolts", "x" * 3000))


def test_numbers_dates_and_truth_of_a_spreadsheet_are_read_as_it_shows_them():
    files = with_bom_workbook(
        [
            ["id", "subassembly", "material", "mass [kg]", "quantity", "own_material_code"],
            [1001, "bed", "grey_iron", 0.1 + 0.2, 2, 45],
        ]
    )
    line = read_whole(files).bom[0]
    assert (line.line_id, str(line.net_mass_each_kg), str(line.quantity)) == ("1001", "0.3", "2")
    assert line.own_material_code == "45"


ENERGY: list[list[Any]] = [
    ["row_id", "site", "carrier", "from", "to", "amount", "basis", "key_id"],
    ["E", "S1", "electricity", datetime(2025, 3, 4), datetime(2025, 3, 4), "5 kWh", "invoiced", "hours"],  # noqa: DTZ001
]  # fmt: skip
TRANSPORT: list[list[Any]] = [
    ["leg", "stage", "applies_to", "from", "to", "mode", "empty_in_factor"],
    ["1", "A4", "machine", "CNTAO", "VNSGN", "sea", True],
]


def test_a_date_cell_is_a_day_and_a_truth_cell_an_answer():
    files = six_lines()
    del files["energy.csv"], files["transport.csv"]
    files["energy.xlsx"] = workbook_of({"energy": ENERGY}, day="yyyy-mm-dd")
    files["transport.xlsx"] = workbook_of({"transport": TRANSPORT})
    case = read_whole(files)
    assert str(case.energy[0].period) == "2025-03-04"
    assert case.transport[0].empty_in_factor


def test_an_hs_code_stored_as_a_number_is_warned_about():
    rows: list[list[Any]] = [["field", "value"], ["hs.code", 845710.0]]
    files = {"case.xlsx": workbook_of({"machine": rows})}
    (warning,) = [fault for fault in read(files).faults if fault.code == "CF-043"]
    assert str(warning.place) == "case.xlsx[machine], row 2, column hs.code"


def test_an_hs_code_that_lost_its_zero_is_refused():
    rows: list[list[Any]] = [["field", "value"], ["hs.code", 10121.0]]
    faults = read({"case.xlsx": workbook_of({"machine": rows})}).faults
    assert {"CF-042", "CF-043"} <= {fault.code for fault in faults}


def test_a_workbook_may_stand_in_for_one_table():
    files = with_bom_workbook([["行号", "部件", "材料", "净重（kg）"], ["1", "bed", "HT250", 700]])
    assert read_whole(files).bom[0].material == "grey_iron"


def test_one_table_in_two_files_is_refused():
    files = six_lines() | {"bom.xlsx": workbook_of({"bom": [["id"]]})}
    assert "CF-009" in {fault.code for fault in errors(read(files))}


def test_an_unknown_sheet_and_an_unknown_field_are_told_the_nearest():
    rows = [["field", "value"], ["net_mas", "5 kg"], ["model", "A"], ["model", "B"]]
    reading = read({"case.xlsx": workbook_of({"machine": rows, "energie": [["x"]]})})
    found = {fault.code: fault for fault in reading.faults}
    assert found["CF-017"].remedy == "Did you mean energy?"
    assert found["CF-014"].remedy == "Did you mean net_mass?"
    assert found["CF-016"].place.row == 4


def test_a_failed_formula_is_named_though_the_parser_calls_it_empty():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("bom")
        sheet.write_row(0, 0, ["id", "subassembly", "material", "mass"])
        sheet.write_row(1, 0, ["A", "bed", "grey_iron", "5 kg"])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    faults = errors(read(six_lines() | {"bom.xlsx": buffer.getvalue()}))
    (failed,) = [fault for fault in faults if fault.code == "CF-045"]
    assert str(failed.place) == "bom.xlsx[bom], row 2, column D2"


@pytest.mark.parametrize("result", ["", "<v></v>", "<v/>", "<v> </v>"])
@pytest.mark.parametrize("formula", ["<f>2+3</f>", '<f t="shared" si="0"/>', "<f>A1&gt;2</f>"])
def test_a_formula_that_no_program_has_worked_out_is_named_and_not_taken_for_empty(formula, result):
    faults = errors(read(six_lines() | {"bom.xlsx": bill_with(formula + result)}))
    (unworked,) = [fault for fault in faults if fault.code == "CF-045"]
    assert str(unworked.place) == "bom.xlsx[bom], row 2, column D2"
    assert "no program has worked out" in unworked.found


@pytest.mark.parametrize("result", ["<v>5</v>", "<v> 0.5</v>"])
def test_a_formula_counts_by_the_value_that_is_stored_with_it(result):
    read_bill = read(six_lines() | {"bom.xlsx": bill_with("<f>2+3</f>" + result)})
    assert "CF-045" not in {fault.code for fault in read_bill.faults}


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell():
    data = bill_with('<f>IF(1,"","x")</f><v></v>', kind=' t="str"')
    assert "CF-045" not in {fault.code for fault in read(six_lines() | {"bom.xlsx": data}).faults}


def bill_with(content: str, kind: str = "") -> bytes:
    """A bill as a workbook, with what stands in the cell of its mass."""
    buffer, written = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("bom")
        sheet.write_row(0, 0, ["id", "subassembly", "material", "mass [kg]"])
        sheet.write_row(1, 0, ["A", "bed", "grey_iron", 7])
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            cell = (b'<c r="D2"><v>7</v></c>', f'<c r="D2"{kind}>{content}</c>'.encode())
            new.writestr(name, old.read(name).replace(*cell))
    return written.getvalue()


def test_what_is_no_workbook_is_refused():
    for data in (b"PK\x03\x04 but no archive", b"", b"id,material"):
        faults = errors(read(six_lines() | {"bom.xlsx": data}))
        assert ("CF-005", "bom.xlsx") in {(fault.code, fault.place.file) for fault in faults}


def test_a_truncated_workbook_is_refused():
    workbook = write_workbook(six_lines())
    reading = read({"six.xlsx": workbook[: len(workbook) // 2]})
    assert reading.case is None
    assert "CF-002" in codes(reading)


def spoiled(part: str, data: bytes) -> dict[str, bytes]:
    return {"six.xlsx": archive_of(parts_of(write_workbook(six_lines())) | {part: data})}


def test_a_damaged_part_is_refused():
    workbook = bytearray(write_workbook(six_lines()))
    at = workbook.find(b"xl/worksheets/sheet8.xml") + 200
    workbook[at : at + 20] = bytes(20)
    assert "CF-005" in codes(read({"six.xlsx": bytes(workbook)}))


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused_unread():
    bomb = archive_of(parts_of(write_workbook()) | {"xl/media/a.png": bytes(201_000_000)})
    assert len(bomb) < 400_000
    (fault,) = [fault for fault in read({"bomb.xlsx": bomb}).faults if fault.code == "CF-003"]
    assert "201 MB" in fault.found


def test_an_archive_of_too_high_a_ratio_is_refused():
    bomb = archive_of(parts_of(write_workbook()) | {"xl/media/a.png": bytes(20_000_000)})
    assert "CF-003" in codes(read({"bomb.xlsx": bomb}))


def test_an_archive_of_too_many_files_is_refused():
    parts = parts_of(write_workbook()) | {f"xl/media/{n}.png": b"" for n in range(2000)}
    assert "CF-003" in codes(read({"bomb.xlsx": archive_of(parts)}))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "C:evil.xml", "..\\evil.xml"]
)
def test_names_that_lead_outside_are_refused(name):
    assert "CF-004" in codes(read(spoiled(name, b"x")))


def sheet_with(cells: bytes) -> bytes:
    parts = parts_of(write_workbook(six_lines()))
    sheet = parts["xl/worksheets/sheet7.xml"]
    start, end = sheet.index(b"<sheetData>"), sheet.index(b"</sheetData>")
    return sheet[:start] + b"<sheetData>" + cells + sheet[end:]


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c foo='a>b' r = 'XFD1048576'><v>1</v></c></row>",
        b'<row r="1">' + b"<c><v>1</v></c>" * 16384 + b'</row><row r="1000"><c r="A1000"><v>1</v></c></row>',
        b'<row><c r="XFD1"><v>1</v></c></row>' + b"<row/>" * 1000 + b"<row><c><v>1</v></c></row>",
    ],
)  # fmt: skip
def test_a_far_away_cell_is_refused_before_the_parser_asks_for_all_memory(cells):
    (fault,) = [
        fault
        for fault in read(spoiled("xl/worksheets/sheet7.xml", sheet_with(cells))).faults
        if fault.code == "CF-003"
    ]
    assert "the last cell is in row" in fault.found


@pytest.mark.parametrize(
    "hidden",
    [
        b'<!-- <c a=" --><c r="XFD1048576"/>', b"<?x y?>", b"<![CDATA[x]]>", b"\0",
        b'<c a="<" r="XFD1048576"><v>1</v></c>', b'<c r="XFD1048576', b"<c a='", b"<c " * 50_000,
    ],
)  # fmt: skip
def test_a_sheet_that_hides_its_cells_is_refused(hidden):
    assert "CF-005" in codes(read(spoiled("xl/worksheets/sheet7.xml", sheet_with(hidden))))


@pytest.mark.parametrize("cell", [b'<c r="A1" t="q"><v>1</v></c>', b'<c r="1A"><v>1</v></c>'])
def test_a_sheet_that_the_parser_refuses_is_named(cell):
    reading = read(spoiled("xl/worksheets/sheet7.xml", sheet_with(cell)))
    assert {fault.place.file for fault in reading.faults if fault.code == "CF-005"} <= {
        "six.xlsx[bom]", "six.xlsx[subassemblies]", "six.xlsx"
    }  # fmt: skip
    assert "CF-005" in codes(reading)


def test_one_text_named_by_many_cells_is_refused():
    text = "".join(hashlib.sha256(b"%d" % n).hexdigest() for n in range(6250))
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 1200)
    )
    parts = parts_of(write_workbook(six_lines())) | {
        "xl/worksheets/sheet7.xml": sheet_with(cells),
        "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'.encode(),
    }
    assert len(archive_of(parts)) < 500_000
    (fault,) = [
        fault for fault in read({"bomb.xlsx": archive_of(parts)}).faults if fault.code == "CF-003"
    ]
    assert " MB of text" in fault.found


def test_a_part_larger_than_the_archive_says_is_refused():
    big = sheet_with(
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * 50_000_000 + b"</t></is></c></row>"
    )
    data = bytearray(spoiled("xl/worksheets/sheet7.xml", big)["six.xlsx"])
    at = data.rfind(b"xl/worksheets/sheet7.xml") - 46
    offset = struct.unpack("<I", data[at + 42 : at + 46])[0]
    data[at + 24 : at + 28] = data[offset + 22 : offset + 26] = struct.pack("<I", 10_000)
    assert codes(read({"six.xlsx": bytes(data)})).count("CF-005") == 1
