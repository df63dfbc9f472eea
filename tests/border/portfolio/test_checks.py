"""Rows that cannot be used are found as in a single shipment, and none is dropped in silence."""

import pytest

from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose.border.long_tables import read_long_data, read_long_table
from cradlegate.core.fault import FaultsError
from tests.border.portfolio.portfolios import portfolio
from tests.border.shipments import DOCUMENT, MACHINE, table

COLUMNS = ("code", "row", "column", "found")


def find_faults(name, data, documents=None):
    """Faults of a long table, and the ids of the rows that are kept."""
    read = read_long_data(name, f"{name}.csv", data, documents=documents)
    key = "id" if name == "shipments" else "doc_id"
    found = {tuple(each) for each in read.errors.select(COLUMNS).iter_rows()}
    return found, read.frame[key].to_list()


def find_alone(files):
    """The same of a single shipment."""
    return {
        (fault.code, fault.place.row, fault.place.column, fault.found)
        for fault in read_shipment_files(files).faults
        if fault.is_error
    }


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"built": "2026-09"}, "BD-004"),
        ({"order_date": "2026-08-06/2026-08-09"}, "BD-004"),
        ({"eta": "2026-08-01"}, "BD-004"),
        ({"arrival": "2026-07"}, "BD-004"),
        ({"serials": "A; B"}, "BD-005"),
        ({"serials": "sn 1"}, "BD-005"),
        ({"destination": "Narnia"}, None),
        ({"hs": "84.5"}, None),
        ({"qty": "0"}, None),
        ({"kind": "spaceship"}, None),
        ({"entry_date": "2026-13"}, None),
        ({"from": "Shanghai"}, None),
    ],
)
def test_a_line_is_refused_as_in_a_single_shipment(cells, code):
    files = portfolio({}, {**cells, "consignment_id": "C2"}, {"model": "other"})
    found, kept = find_faults("shipments", files["shipments.csv"])
    assert found == find_alone(files)
    assert code is None or {each[0] for each in found} == {code}
    assert "M2" not in kept
    assert "M3" in kept


@pytest.mark.parametrize(
    "cells",
    [
        # Dates that may be in order, and dates of which one is not known.
        {"built": "2026", "ship_date": "2026-08"},
        {"arrival": "", "eta": ""},
        {"serials": "", "qty": "3"},
        {"serials": "SN-1", "maker_id": "other"},
    ],
)
def test_a_line_that_may_be_right_is_kept(cells):
    files = portfolio({}, cells)
    assert find_faults("shipments", files["shipments.csv"]) == (set(), ["M1", "M2"])
    assert find_alone(files) == set()


@pytest.mark.parametrize(
    "cells",
    [
        {"valid_from": "2026-08", "valid_to": "2026-07-31"},
        {"signed_at": "2026-08-02", "valid_to": "2026-08-01"},
        {"received_at": "2026-07-01"},
        {"stages": "raw_material; magic"},
        {"views": "bird"},
        {"translation_of": "R9"},
        {"state": "lost"},
    ],
)
def test_a_document_is_refused_as_in_a_single_shipment(cells):
    rows = [{"covers_serials": ""}, {**cells, "doc_id": "R2"}]
    files = portfolio({}, documents=rows)
    found, kept = find_faults("documents", files["documents.csv"])
    assert {each[:3] for each in found} == {each[:3] for each in find_alone(files)}
    assert kept == ["R1"]


def test_evidence_of_a_document_that_is_not_there_is_refused():
    evidence = [{"doc_id": "R1", "fitted": "factory"}, {"doc_id": "R2", "fitted": "factory"}]
    files = portfolio({}, documents=[{"doc_id": "R1"}], evidence=evidence)
    documents = read_long_data("documents", "documents.csv", files["documents.csv"]).frame["doc_id"]
    data = files["oem_evidence.csv"]
    found, kept = find_faults("oem_evidence", data, documents)
    assert {each[:3] for each in found} == {each[:3] for each in find_alone(files)}
    assert kept == ["R1"]
    assert find_faults("oem_evidence", data)[1] == []


def test_the_second_line_of_one_id_is_refused_however_far_apart_they_stand():
    rows = [{**MACHINE, "id": f"M{at % 40}", "serials": ""} for at in range(41)]
    read = read_long_data("shipments", "stock.csv", table(rows))
    (error,) = read.errors.to_dicts()
    assert (error["file"], error["row"], error["id"], error["column"]) == (
        "stock.csv",
        42,
        "M0",
        "id",
    )
    assert (error["code"], error["found"]) == ("BD-182", "M0 stands a second time")
    assert read.frame.height == 40


def test_lines_without_an_id_are_each_said_once():
    rows = [{**MACHINE, "id": "", "serials": ""} for _ in range(2)]
    read = read_long_data("shipments", "stock.csv", table(rows))
    assert [(each["row"], each["column"]) for each in read.errors.to_dicts()] == [
        (2, "id"),
        (3, "id"),
    ]


def test_rows_with_other_cells_than_headings_are_listed_with_the_rest():
    data = table([MACHINE, {**MACHINE, "id": "M2", "serials": "", "qty": "x"}]) + b"a,b\n"
    read = read_long_data("shipments", "stock.csv", data)
    assert [(each["row"], each["id"]) for each in read.errors.to_dicts()] == [(3, "M2"), (4, None)]
    assert read.frame["id"].to_list() == ["M1"]


def test_a_file_that_cannot_be_read_as_a_whole_is_refused(tmp_path):
    path = tmp_path / "stock.csv"
    path.write_bytes(table([{"id": "M1"}]))
    with pytest.raises(FaultsError) as error:
        read_long_table(path, "shipments")
    assert "there is no column consignment_id" in [each.found for each in error.value.faults]


def test_a_larger_file_than_can_be_read_is_refused(tmp_path):
    path = tmp_path / "documents.csv"
    path.write_bytes(table([DOCUMENT]))
    with pytest.raises(FaultsError) as error:
        read_long_table(path, "documents", most_bytes=100)
    assert [(each.place.file, each.found) for each in error.value.faults] == [
        ("documents.csv", "more than 100 bytes")
    ]
