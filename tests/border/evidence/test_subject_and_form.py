"""What a letter is about, and a form whose answer is read as it stands."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from cradlegate.border.evidence.form import form_tables, write_answer_form
from cradlegate.border.evidence.subject import find_subject
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.fault import FaultsError
from cradlegate.tables.reading.file_set import FileSetSpec, read_file_set
from cradlegate.tables.records.record import read_records
from tests.border.evidence.letters import EVIDENCE, files, read
from tests.border.shipments import table


def test_a_machine_without_a_letter_gets_one_of_its_own():
    subject = find_subject(read(documents=None), None, "M1")
    assert (subject.letter, subject.maker) == ("OEM-M1", "maker")
    assert [each.id for each in subject.machines] == ["M1"]


def test_a_new_letter_takes_no_id_that_is_taken():
    papers = ({"doc_id": "OEM-M1"}, {"doc_id": "OEM-M1-2"})
    consignments = read(documents=papers, evidence=())
    assert find_subject(consignments, None, "M1").letter == "OEM-M1-3"


def test_a_listed_letter_is_about_what_it_covers():
    machines: tuple[dict[str, str], ...] = (
        {},
        {"id": "M2", "consignment_id": "C2", "serials": "SN-2", "model": "TL-300"},
    )
    consignments = read(machines=machines, documents=({"covers_serials": "SN-2"},))
    subject = find_subject(consignments, "L1", None)
    assert [each.id for each in subject.machines] == ["M2"]
    assert subject.consignment.id == "C2"


def test_a_letter_that_names_nothing_may_be_about_any_machine():
    machines: tuple[dict[str, str], ...] = (
        {},
        {"id": "M2", "consignment_id": "C2", "serials": "SN-2"},
    )
    consignments = read(machines=machines, documents=({"covers_serials": ""},))
    subject = find_subject(consignments, "L1", None)
    assert [each.id for each in subject.machines] == ["M1", "M2"]


def test_whoever_is_asked_writes_the_letter():
    assert find_subject(read(), "L1", None).maker == "maker"
    asked = read(documents=({"asked_of": "agent"},))
    assert find_subject(asked, "L1", None).maker == "agent"
    unknown = read(machines=({"maker_id": ""},), documents=None)
    assert find_subject(unknown, None, "M1").maker == ""


@pytest.mark.parametrize(
    ("document", "machine"), [(None, None), ("L1", "M1"), ("L9", None), (None, "M9")]
)
def test_nothing_to_write_about_is_refused(document, machine):
    with pytest.raises(FaultsError) as caught:
        find_subject(read(), document, machine)
    assert [fault.code for fault in caught.value.faults] == ["BD-160"]


@pytest.mark.parametrize("change", [{"type": "ce_declaration"}, {"covers_serials": "SN-9"}])
def test_no_letter_or_one_on_other_machines_is_refused(change):
    with pytest.raises(FaultsError, match="BD-160"):
        find_subject(read(documents=(change,), evidence=()), "L1", None)


@pytest.mark.requirement("S0-23", part="the answer comes back as a row that is read")
def test_the_filled_in_form_is_read_as_evidence():
    """The CSV form beside the machines is a shipment; what was filled in is what is read."""
    form = write_answer_form(find_subject(read(documents=None), None, "M1"))
    answers = {**EVIDENCE, "doc_id": "OEM-M1"}
    specs = form_tables()
    heading = form["oem_evidence.csv"].decode().splitlines()[0].split(",")
    assert heading == list(specs["oem_evidence"].columns)
    rows = form["documents.csv"].decode().splitlines()
    known = dict(zip(rows[0].split(","), rows[1].split(","), strict=True))
    signed = {**known, "issuer_role": "oem", "signed_at": "2026-07-20", "number": "EX-7"}
    written = {
        "shipments.csv": files(documents=None)["shipments.csv"],
        "documents.csv": table([signed]),
        "oem_evidence.csv": table([answers]),
    }
    reading = read_shipment_files(written)
    assert reading.faults == ()
    (consignment,) = reading.consignments
    assert consignment.evidence["OEM-M1"].values["protocol"] == "OPC UA"
    (letter,) = consignment.documents or ()
    assert letter.values["covers_serials"] == ("SN-1",)
    assert letter.values["state"] == "received"


def test_the_workbook_has_both_tables_with_what_is_known():
    form = write_answer_form(find_subject(read(documents=None), None, "M1"))
    data = form["answer-OEM-M1.xlsx"]
    raw = read_file_set(FileSetSpec(form_tables(), "documents.csv"), {"answer.xlsx": data})
    (documents,) = raw.tables["documents"]
    (row,) = read_records(documents)
    assert (row.values["doc_id"], row.values["issuer_id"]) == ("OEM-M1", "maker")
    assert row.values["covers_models"] == ("TL-200",)
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    assert "oem_evidence" in workbook.sheet_names
