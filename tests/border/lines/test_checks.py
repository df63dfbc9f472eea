"""Rows that cannot be used are found as in a single shipment, and none is dropped in silence."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.border.lines.disagreements import pair_with_first
from cradlegate.border.shipments.checks import SHARED
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
        ({"model": "=1+1"}, "BD-015"),
        ({"serials": "=A2", "built": "2026-09"}, "BD-015"),
        ({"exporter_id": "=cmd|'/C calc'!A0"}, "BD-015"),
        ({"hs_edition": "2023"}, "BD-016"),
        ({"hs": "845610"}, "BD-230"),
        ({"hs": "84621011", "hs_edition": "HS 2022"}, "BD-230"),
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
        {"number": "=A2"},
        {"languages": "en; =A2"},
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


OTHERS = {
    "destination": "TH", "dispatch": "KR", "procedure": "temporary", "exporter_id": "trader",
    "importer_id": "buyer", "importer_use": "lease", "importer_sector": "tools", "importer_boi": "yes",
    "forwarder_id": "f", "broker_id": "b", "from": "CNSHA", "to": "VNHPH", "mode": "rail",
    "order_date": "2026-02", "ship_date": "2026-08-06", "eta": "2026-08-20/2026-09-03",
    "arrival": "2026", "entry_date": "2026-08-26", "contract_cites": "x; y",
}  # fmt: skip
REQUIRED = {"destination", "exporter_id"}


def lines_of_one(*cells):
    """Lines of one consignment without serial numbers."""
    return portfolio(*({"consignment_id": "C1", "serials": "", **each} for each in cells))


@pytest.mark.parametrize("column", SHARED)
def test_a_line_that_disagrees_with_its_consignment_is_refused_as_in_a_single_shipment(column):
    files = lines_of_one({}, {column: OTHERS[column]}, {})
    found, kept = find_faults("shipments", files["shipments.csv"])
    (fault,) = found
    assert fault[:3] == ("BD-003", 3, column)
    assert found == find_alone(files)
    assert kept == ["M1", "M3"]


def test_what_both_lines_say_is_named_with_the_row_of_the_first():
    lines = lines_of_one({}, {"dispatch": "", "mode": "-", "importer_boi": "no"}, {"eta": "none"})
    heading, *rows = lines["shipments.csv"].splitlines(keepends=True)
    # A row of other cells than headings moves the rows below it, and is a fault of its own.
    found, kept = find_faults("shipments", b"".join([heading, b"a,b\n", *rows]))
    assert {each for each in found if each[0] == "BD-003"} == {
        ("BD-003", 4, "dispatch", "dispatch is ?, in row 3 it is CN"),
        ("BD-003", 4, "mode", "mode is -, in row 3 it is ?"),
        ("BD-003", 4, "importer_boi", "importer_boi is no, in row 3 it is ?"),
        ("BD-003", 5, "eta", "eta is none, in row 3 it is ?"),
    }
    assert kept == ["M1"]


def test_a_line_with_a_fault_of_its_own_is_no_measure_for_others():
    files = lines_of_one({"built": "2026-09", "to": "VNHPH"}, {}, {"to": "VNSGN"})
    found, kept = find_faults("shipments", files["shipments.csv"])
    assert found == find_alone(files)
    assert ({each[0] for each in found}, kept) == ({"BD-004"}, ["M2", "M3"])


@settings(max_examples=50)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"consignment_id": st.sampled_from(("C1", "C2"))},
            optional={
                name: st.sampled_from((other, *(() if name in REQUIRED else ("", "none", "-"))))
                for name, other in OTHERS.items()
            },
        ),
        min_size=1,
        max_size=7,
    )
)
def test_lines_disagree_exactly_as_rows_of_a_shipment_do(cells):
    files = portfolio(*({"serials": "", **each} for each in cells))
    assert find_faults("shipments", files["shipments.csv"])[0] == find_alone(files)


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(0, 1)), max_size=12),
    st.sampled_from((pl.String, pl.Categorical)),
)
def test_rows_are_paired_by_name_whatever_marks_they_bear(marked, kind):
    """Two names may bear one mark, and no pair comes of it or is lost by it."""
    names = pl.Series([name for name, _ in marked], dtype=kind)
    by_name = dict(reversed(marked))
    marks = pl.Series([by_name[name] for name, _ in marked], dtype=pl.UInt64)
    later, first = pair_with_first(names, marks)
    said = [name for name, _ in marked]
    assert dict(zip(later, first, strict=True)) == {
        at: said.index(name) for at, name in enumerate(said) if said.index(name) < at
    }


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
