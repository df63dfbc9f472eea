"""What is known of a used machine: its age, its control, and what its maker confirms of it."""

from decimal import Decimal

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.values import Extent
from tests.border.shipments import base_of, document_fact, shipment, table

LETTER = {"type": "oem_letter", "issuer_role": "oem"}
EVIDENCE = {
    "doc_id": "R1",
    "remote_diagnostics": "yes",
    "predictive_maintenance": "no",
    "fitted": "retrofit",
    "sensors": "spindle vibration; axis load",
    "licence_to": "none",
    "retrofit_date": "2025-03",
}


def machine_facts(**changes):
    return base_of(shipment(changes)).machines[0].facts


@pytest.mark.parametrize(
    ("built", "entered", "years"),
    [
        ("2021-12-31", "2026-01-01", Decimal(5)),
        ("2021", "2026-08-25", Decimal(5)),
        ("2019/2021", "2026-08-25", Extent(Decimal(5), Decimal(7))),
        ("2021", "2025-12/2026-01", Extent(Decimal(4), Decimal(5))),
        ("2026-09", "2026-10-01", Decimal(0)),
    ],
)
def test_calendar_years_count_from_year_to_year_whatever_the_day(built, entered, years):
    facts = machine_facts(built=built, entry_date=entered, ship_date="")
    assert facts["age.calendar"].value == years


@pytest.mark.parametrize("missing", ["built", "entry_date"])
def test_without_one_of_its_days_nobody_can_count_the_years(missing):
    facts = machine_facts(**{"built": "2020", "entry_date": "2026-08-25", missing: ""})
    assert facts["age.calendar"].value is Blank.UNKNOWN
    assert facts["age.calendar"].source.endswith(f"column {missing}")


def test_the_digital_name_plate_stands_in_the_row_of_the_machine():
    facts = machine_facts(cnc_model="CNC-31", software="4.2", connectivity="none", in_line="no")
    assert facts["machine.cnc_model"].value == "CNC-31"
    assert facts["machine.software"].value == "4.2"
    assert facts["machine.connectivity"].value is Blank.ABSENT
    assert facts["machine.in_line"].value is False


def test_what_a_letter_confirms_stands_in_the_row_of_evidence_that_belongs_to_it():
    files = {**shipment(documents=[LETTER]), "oem_evidence.csv": table([EVIDENCE])}
    told = {
        name: document_fact(files, f"evidence.{name}").value
        for name in ("runs", *EVIDENCE)
        if name != "doc_id"
    }
    assert told == {
        "runs": Blank.UNKNOWN,
        "remote_diagnostics": True,
        "predictive_maintenance": False,
        "fitted": "retrofit",
        "sensors": ("spindle vibration", "axis load"),
        "licence_to": Blank.ABSENT,
        "retrofit_date": Interval.parse("2025-03"),
    }
    source = document_fact(files, "evidence.fitted").source
    assert source == "oem_evidence.csv, row 2, id R1, column fitted"


def test_a_letter_without_a_row_of_evidence_confirms_nothing():
    fact = document_fact(shipment(documents=[LETTER]), "evidence.remote_diagnostics")
    assert fact.value is Blank.UNKNOWN
    assert (
        fact.source == "documents.csv, row 2, id R1: no row of oem_evidence says what it confirms"
    )


def test_an_age_certificate_states_what_it_states_once_it_is_confirmed():
    paper = {"type": "maker_certificate", "built": "2018-05", "capacity_share": "87.5"}
    confirmed = shipment(documents=[paper])
    assert document_fact(confirmed, "document.built").value == Interval.parse("2018-05")
    assert document_fact(confirmed, "document.capacity_share").value == Decimal("87.5")
    received = shipment(documents=[{**paper, "state": "received"}])
    assert document_fact(received, "document.built").value is Blank.UNKNOWN


def test_what_the_register_does_not_tell_of_a_country_stays_open():
    """The example register names accepted accreditation bodies of Vietnam alone."""
    papers = [{"body_no": "EX-VB-01", "signed_at": "2026-06-20"}]
    vietnam, thailand = (
        shipment({"destination": destination}, documents=papers) for destination in ("VN", "TH")
    )
    assert document_fact(thailand, "body.accepted").value is Blank.UNKNOWN
    assert document_fact(thailand, "body.designated").value is Blank.UNKNOWN
    assert document_fact(vietnam, "body.standards").value == ("ISO 14065",)
    assert document_fact(vietnam, "body.designated").value is True
