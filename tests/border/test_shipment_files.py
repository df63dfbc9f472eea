"""A shipment is the same from a folder, a workbook, a zip, or its table of machines alone."""

import io
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter

from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.core.fault import FaultsError, Place
from tests.border.shipments import DOSSIER, MACHINE, NAMES, codes, read_one, shipment, table, twelve


def as_workbook(files):
    """One sheet for every table, with all cells as text."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        for name, data in files.items():
            if name.endswith(".csv"):
                sheet = book.add_worksheet(name.removesuffix(".csv"))
                for row, line in enumerate(data.decode().splitlines()):
                    for column, text in enumerate(line.split(",")):
                        sheet.write_string(row, column, text)
    return written.getvalue()


def as_zip(files, top=""):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{top}{name}", data)
    return written.getvalue()


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def plain(reading):
    """What was read, without the places at which it stood."""

    def strip(rows):
        return None if rows is None else tuple(replace(each, place=Place()) for each in rows)

    return tuple(
        replace(
            each,
            machines=strip(each.machines),
            documents=strip(each.documents),
            in_file=strip(each.in_file),
            decisions=strip(each.decisions),
            files={},
        )
        for each in reading.consignments
    )


@pytest.mark.parametrize("top", ["", "to-vietnam/"])
def test_folder_zip_and_workbook_give_the_same_consignments(tmp_path, top):
    files = twelve()
    folder = gate.read_shipment_at(write(tmp_path / "folder", files))
    (tmp_path / "s.zip").write_bytes(as_zip(files, top))
    (tmp_path / "s.xlsx").write_bytes(as_workbook(files))
    for name in ("s.zip", "s.xlsx"):
        read = gate.read_shipment_at(tmp_path / name)
        assert read.faults == ()
        assert plain(read) == plain(folder)
    assert tuple(each.id for each in folder.consignments) == NAMES


def test_the_files_of_documents_come_with_folder_and_zip_alone(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(as_workbook(twelve()))
    (tmp_path / "s.zip").write_bytes(as_zip(twelve()))
    name = DOSSIER.removeprefix("documents/")
    assert list(gate.read_shipment_at(tmp_path / "s.zip").consignments[0].files) == [name]
    assert gate.read_shipment_at(tmp_path / "s.xlsx").consignments[0].files == {}


def test_the_table_of_machines_alone_leaves_open_which_documents_there_are(tmp_path):
    write(tmp_path, {"any-name.csv": table([MACHINE])})
    (read,) = gate.read_shipment_at(tmp_path / "any-name.csv").consignments
    assert read.documents is None
    assert read.id == "C1"


def test_an_empty_table_of_documents_says_that_there_are_none():
    head = shipment(documents=[{}])["documents.csv"].splitlines()[0] + b"\n"
    assert read_one({**shipment(documents=None), "documents.csv": head}).documents == ()


def test_without_a_table_of_parties_their_ids_stand_for_themselves():
    read = read_one(shipment())
    assert read.parties == {}
    assert read.name_of("maker") == "maker"


def test_a_party_is_named_as_it_writes_itself():
    files = {
        **shipment(),
        "parties.csv": table([{"id": "maker", "name": "Works"}, {"id": "body", "name": "Body"}]),
    }
    read = read_one(files)
    assert read.name_of("maker") == "Works"
    assert (read.parties["maker"].country, read.parties["maker"].declares_as) == ("", "")
    assert read.name_of("stranger") == "stranger"


def test_a_party_that_the_table_does_not_hold_is_a_fault():
    files = {**shipment(), "parties.csv": table([{"id": "maker", "name": "Works"}])}
    assert codes(files) == ["CF-051"]


def test_machines_of_one_consignment_stand_together_and_the_others_beside_them():
    files = shipment(
        {}, {"id": "M2", "serials": "SN-2"}, {"id": "M3", "serials": "SN-3", "consignment_id": "C2"}
    )
    first, second = read_shipment_files(files).consignments
    assert [each.id for each in first.machines] == ["M1", "M2"]
    assert [each.id for each in first.neighbours] == ["M3"]
    assert [each.id for each in second.neighbours] == ["M1", "M2"]


def test_a_decision_belongs_to_its_consignment_and_may_have_an_end():
    files = shipment(
        {}, {"id": "M2", "serials": "SN-2", "consignment_id": "C2"},
        decisions=[{}, {"id": "D2", "consignment_id": "C2", "until": "2026-12-31"}],
    )  # fmt: skip
    first, second = read_shipment_files(files).consignments
    assert [(each.id, each.until) for each in first.decisions] == [("D1", None)]
    assert [(each.id, str(each.until)) for each in second.decisions] == [("D2", "2026-12-31")]


def test_one_consignment_is_chosen_by_its_name():
    read = read_shipment_files(twelve())
    assert gate.choose_consignment(read, "C07").id == "C07"


@pytest.mark.parametrize(
    ("name", "found"), [(None, "12 consignments: C01, C02"), ("C99", "no consignment C99: C01")]
)
def test_another_consignment_or_none_is_refused_with_some_names(name, found):
    with pytest.raises(FaultsError) as error:
        gate.choose_consignment(read_shipment_files(twelve()), name)
    (fault,) = error.value.faults
    assert fault.code == "BD-002"
    assert fault.found.startswith(found)
    assert fault.found.endswith("C10, …")


def test_a_shipment_with_an_error_gives_no_consignment():
    with pytest.raises(FaultsError) as error:
        gate.choose_consignment(read_shipment_files(shipment({"qty": "2"})), None)
    assert "BD-005" in {fault.code for fault in error.value.faults}
