"""Whatever is wrong with a shipment has a code, at the cell that it stands in."""

import pytest

from cradlegate.border import faults
from cradlegate.border.shipments.checks import SHARED
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.fault import FaultKind
from tests.border.shipments import codes, shipment, table, twelve

FILE = {"documents/r.pdf": b"scan"}
SECOND = {"id": "M2", "serials": "SN-2"}


def found_at(files):
    return [
        (each.code, each.place.file, each.place.row, each.place.column)
        for each in read_shipment_files(files).faults
    ]


def test_the_twelve_consignments_have_no_fault():
    assert read_shipment_files(twelve()).faults == ()


def test_a_small_shipment_has_no_fault():
    assert codes(shipment()) == []


@pytest.mark.parametrize(
    "files", [{}, {"shipments.csv": b"id,consignment_id\n"}, {"documents.csv": b"doc_id\n"}]
)
def test_no_machine_is_a_fault(files):
    assert "BD-001" in codes(files)


OTHERS = {
    "destination": "TH", "dispatch": "KR", "procedure": "temporary", "exporter_id": "trader",
    "importer_id": "buyer", "importer_use": "lease", "importer_sector": "tools", "importer_boi": "yes",
    "forwarder_id": "f", "broker_id": "b", "from": "CNSHA", "to": "VNHPH", "mode": "rail",
    "order_date": "2026-02", "ship_date": "2026-08-06", "eta": "2026-08-20", "arrival": "2026-08-21",
    "entry_date": "2026-08-26", "contract_cites": "x",
}  # fmt: skip


def test_every_column_of_the_consignment_is_compared():
    assert tuple(OTHERS) == SHARED


@pytest.mark.parametrize("column", SHARED)
def test_rows_of_one_consignment_that_disagree_are_a_fault(column):
    files = shipment({}, {**SECOND, column: OTHERS[column]})
    assert found_at(files) == [("BD-003", "shipments.csv", 3, column)]


def test_rows_of_one_consignment_may_differ_in_their_machines():
    assert (
        codes(shipment({}, {**SECOND, "model": "TM-400", "kind": "turn_mill", "hs": "845811"}))
        == []
    )


@pytest.mark.parametrize(
    ("table_name", "changes", "column"),
    [
        ("shipments", {"built": "2026-09"}, "ship_date"),
        ("shipments", {"order_date": "2026-08-06"}, "ship_date"),
        ("shipments", {"eta": "2026-08-04"}, "eta"),
        ("shipments", {"arrival": "2026-07"}, "arrival"),
        ("documents", {"valid_from": "2027", "valid_to": "2026-12-31"}, "valid_to"),
        ("documents", {"valid_to": "2026-07-14"}, "valid_to"),
        ("documents", {"received_at": "2026-07-14"}, "received_at"),
    ],
)
def test_dates_that_cannot_be_are_a_fault_at_the_later_one(table_name, changes, column):
    rows = {table_name: changes}
    files = shipment(rows.get("shipments", {}), documents=[rows.get("documents", {})])
    assert ("BD-004", f"{table_name}.csv", 2, column) in found_at(files)


@pytest.mark.parametrize(
    "changes", [{"built": "2026-08"}, {"built": "2026"}, {"eta": "2026-08-05"}, {"arrival": "2026"}]
)
def test_dates_that_may_be_are_none(changes):
    assert codes(shipment(changes)) == []


@pytest.mark.parametrize(
    "changes", [{"qty": "2"}, {"serials": "SN-1; SN-2"}, {"serials": "SN-1; sn1", "qty": "2"}]
)
def test_serial_numbers_that_do_not_fit_the_quantity_are_a_fault(changes):
    found = [each for each in found_at(shipment(changes)) if each[0] == "BD-005"]
    assert found == [("BD-005", "shipments.csv", 2, "serials")]


def test_a_serial_number_that_stands_in_two_rows_is_a_fault_in_both():
    files = shipment({}, {**SECOND, "serials": "sn 1", "consignment_id": "C2"})
    found = [each for each in found_at(files) if each[0] == "BD-005"]
    assert [row for _, _, row, _ in found] == [2, 3]


def test_two_makers_may_use_one_serial_number():
    assert codes(shipment({}, {"id": "M2", "maker_id": "other"})) == []


def test_machines_need_no_serial_numbers():
    assert codes(shipment({"serials": "", "qty": "5"})) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"destination": "XX"}, "CF-042"),
        ({"hs_edition": ""}, "CF-030"),
        ({"hs": "8457"}, "CF-042"),
        ({"kind": "robot"}, "CF-039"),
        ({"entry_date": "2026-02-30"}, "CF-040"),
        ({"from": "Shanghai"}, "CF-042"),
        ({"qty": "0"}, "CF-035"),
    ],
)
def test_a_cell_that_is_none_is_a_fault_of_its_table(changes, code):
    assert code in codes(shipment(changes))


@pytest.mark.parametrize(
    ("table_name", "changes", "column"),
    [
        ("shipments", {"model": "=1+1"}, "model"),
        ("shipments", {"id": "=A2"}, "id"),
        ("shipments", {"serials": "SN-1; =A2"}, "serials"),
        ("documents", {"number": "=A2"}, "number"),
        ("documents", {"languages": "=A2"}, "languages"),
    ],
)
def test_a_formula_in_the_place_of_a_text_is_a_fault(table_name, changes, column):
    rows = {table_name: changes}
    files = shipment(rows.get("shipments", {}), documents=[rows.get("documents", {})])
    assert ("BD-015", f"{table_name}.csv", 2, column) in found_at(files)


def test_a_sign_of_equality_inside_a_text_is_no_formula():
    assert codes(shipment({"model": "VMC=850", "series": "+GF+"})) == []


@pytest.mark.parametrize("edition", ["1887", "2023", "HS", "2022/2028", "=2022"])
def test_an_edition_that_is_none_is_a_fault(edition):
    (fault,) = [each for each in found_at(shipment({"hs_edition": edition})) if each[0] != "BD-001"]
    assert fault[0] == ("BD-015" if edition == "=2022" else "BD-016")
    assert fault[1:] == ("shipments.csv", 2, "hs_edition")


@pytest.mark.parametrize(
    ("code", "instead"),
    [
        # Of HS 2012; 2017 has split it by kind of beam.
        ("845610", "8456.11, 8456.12, 8456.20, 8456.30, 8456.40, 8456.50, 8456.90"),
        ("84571200", "8457.10, 8457.20, 8457.30"),
        ("8458210000", "8458.11, 8458.19, 8458.91, 8458.99"),
    ],
)
def test_a_code_that_its_edition_does_not_have_is_a_fault(code, instead):
    files = shipment({"hs": code, "hs_edition": "HS 2022"})
    (fault,) = [each for each in read_shipment_files(files).faults if each.code == "BD-230"]
    assert str(fault.place) == "shipments.csv, row 2, column hs, id M1"
    assert fault.found == f"{code} is no code of HS 2022, which has {instead}"
    assert fault.is_error


@pytest.mark.parametrize(
    ("code", "edition"),
    [
        ("845611", "2022"), ("84571010", "2022"), ("846694", "2022"), ("8462.26", "2022"),
        # Nobody here has read these editions and this heading.
        ("845610", "2012"), ("845610", "2028"), ("851580", "2022"),
    ],
)  # fmt: skip
def test_a_code_that_its_edition_may_have_is_no_fault(code, edition):
    assert codes(shipment({"hs": code, "hs_edition": edition})) == []


@pytest.mark.parametrize("edition", ["2022", "HS 2017", "1988", "2028"])
def test_an_edition_may_be_any_that_there_is(edition):
    assert codes(shipment({"hs_edition": edition})) == []


def test_a_document_whose_file_is_not_there_is_a_fault():
    files = shipment(documents=[{"file": "r.pdf"}])
    assert found_at(files) == [("BD-006", "documents.csv", 2, "file")]
    assert codes({**files, **FILE}) == []


def test_a_file_with_another_digest_is_a_fault():
    files = {**shipment(documents=[{"file": "r.pdf", "sha256": "sha256:" + "0" * 64}]), **FILE}
    assert found_at(files) == [("BD-007", "documents.csv", 2, "sha256")]


def test_a_file_with_its_digest_is_none():
    import hashlib

    digest = f"sha256:{hashlib.sha256(b'scan').hexdigest()}"
    assert codes({**shipment(documents=[{"file": "r.pdf", "sha256": digest}]), **FILE}) == []


@pytest.mark.parametrize("state", ["received", "checked"])
def test_a_document_that_nobody_can_show_is_warned_of(state):
    files = shipment(documents=[{"number": "", "state": state}])
    (fault,) = read_shipment_files(files).faults
    assert (fault.code, fault.is_error) == ("BD-011", False)


def test_a_paper_confirmed_by_nobody_is_warned_of_once():
    files = shipment(documents=[{"checked_by": "", "checked_how": ""}])
    (fault,) = read_shipment_files(files).faults
    assert (fault.code, fault.is_error) == ("BD-215", False)
    assert fault.found == "R1 is checked, without checked_by, checked_how"


@pytest.mark.parametrize("state", ["needed", "asked", "promised", "declined"])
def test_a_document_that_is_not_here_needs_no_number(state):
    assert codes(shipment(documents=[{"number": "", "state": state}])) == []


@pytest.mark.parametrize("changes", [{"stages": "raw_material; paint"}, {"views": "gate"}])
def test_a_word_that_is_not_in_the_list_is_a_fault(changes):
    files = shipment(documents=[changes])
    assert found_at(files) == [("BD-013", "documents.csv", 2, next(iter(changes)))]


def test_every_fault_is_found_at_once():
    files = shipment({"qty": "2"}, documents=[{"file": "r.pdf"}, {"doc_id": "R2", "views": "x"}])
    assert codes(files) == ["BD-001", "BD-005", "BD-006", "BD-013"]


def test_ids_stand_once():
    assert "CF-050" in codes(shipment({}, {"serials": "SN-2"}))


def test_every_word_of_a_table_is_one_of_the_vocabulary():
    from cradlegate.border.facts.supply import CONSIGNMENT_COLUMNS, MACHINE_COLUMNS
    from cradlegate.regimes.vocabulary import shipped_vocabulary

    columns = shipment_tables()["shipments"].columns
    for name, column in {**MACHINE_COLUMNS, **CONSIGNMENT_COLUMNS}.items():
        assert tuple(columns[column].allowed) == shipped_vocabulary().facts[name].allowed


def test_the_columns_of_the_workbook_are_those_of_the_csv():
    assert {spec.file for spec in shipment_tables().values()} == {
        "shipments.csv", "documents.csv", "oem_evidence.csv", "parties.csv", "ship_decisions.csv",
    }  # fmt: skip


def test_every_kind_of_fault_has_its_own_code():
    kinds = [each for each in vars(faults).values() if isinstance(each, FaultKind)]
    assert [each.code for each in kinds] == [
        f"BD-{number:03}" for number in (*range(1, 18), 215, 216, 230, 232)
    ]


def test_a_row_that_cannot_be_read_is_left_out_and_named():
    files = {**shipment(), "shipments.csv": table([{"id": "M1", "consignment_id": "C1"}])}
    assert {"CF-015", "BD-001"} == set(codes(files))
    assert read_shipment_files(files).consignments == ()


def test_a_decision_for_a_consignment_that_is_not_there_is_a_fault():
    assert codes(shipment(decisions=[{"consignment_id": "C99"}])) == ["CF-051"]
