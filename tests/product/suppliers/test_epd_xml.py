"""EPDs as ILCD+EPD XML; expected values by hand."""

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.product.suppliers.receive import read_received
from cradlegate.product.suppliers.settle import settle_footprint
from tests.product.suppliers.epd_files import (
    EPD_ID,
    EXPIRY,
    FIGURES,
    MASS_ID,
    TIMES,
    VOLUME_ID,
    archive,
    epd_archive,
    epd_xml,
    group_xml,
)
from tests.product.suppliers.sent_files import DIGEST, case, codes, epd, receive

D = Decimal
SAMPLES = Path(__file__).parents[4] / "shared" / "foreign" / "schemas" / "ilcd-epd-1.3" / "samples"


def read_one(data, file="epd.zip"):
    received = read_received(data, file)
    assert received.faults == ()
    [sent] = received.footprints
    return sent


def settle(data):
    sent = replace(read_one(data), supplier_id="SUP-1", line_ids=("BED-02",))
    return settle_footprint(sent, case(), DIGEST)


def test_an_archive_says_what_the_json_of_the_same_epd_says():
    """Fossil 1.9, land use 0.02, uptake 0.1 per kg; module C3 and acidification stay out."""
    settled = settle(epd_archive())
    assert settled.footprint is not None
    values = {str(name): value for name, value in settled.footprint.by_category.items()}
    assert values == {
        "fossil_other": D("1.9"), "land_use_change": D("0.02"), "biogenic_removals": D("-0.1"),
    }  # fmt: skip
    assert (settled.footprint.declared_unit, settled.footprint.product) == ("kg", "casting")
    assert codes(settled.faults) == ["CF-088", "CF-089"]
    [same] = receive(epd()).footprints
    sent = read_one(epd_archive())
    for name in ("parts", "removals", "units", "amount", "boundary", "period", "valid_to"):
        assert getattr(sent, name) == getattr(same, name), name


def test_id_publisher_version_place_and_validity_are_read():
    sent = read_one(epd_archive(data=epd_xml(times=TIMES + EXPIRY)))
    assert sent.id == EPD_ID
    assert sent.source == "Example Programme (invented), data set version 00.02.001"
    assert (sent.geography, sent.period) == ("DE", Interval.parse("2024"))
    assert sent.valid_to == Interval.parse("2029-05-08")
    assert read_one(epd_archive(data=epd_xml(times=""))).valid_to is Blank.UNKNOWN


def test_an_epd_per_volume_is_taken_per_kg_by_the_mass_of_its_flow():
    """1.9 kg CO2e per m3 of 7100 kg, for two m3: 1.9 / 14200 a kg."""
    data = epd_archive((VOLUME_ID, "1"), (MASS_ID, "7100"), data=epd_xml(FIGURES[:1], amount="2"))
    sent = read_one(data)
    assert (sent.units, sent.amount, sent.mass_kg) == (("m3",), 2, 14200)
    settled = settle(data)
    assert settled.footprint is not None
    [value] = settled.footprint.by_category.values()
    assert abs(value - D("1.9") / 14200) < D("1e-20")
    assert "CF-086" in codes(settled.faults)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (epd_xml(), "CF-103"),
        (epd_archive(data=epd_xml(wanted="8")), "CF-024"),
        (epd_archive(("aaaa1111-0000-4000-8000-000000000009", "1")), "CF-081"),
        (epd_archive((MASS_ID, "much")), "CF-032"),
        (epd_archive(data=epd_xml(amount="1e400")), "CF-034"),
        (epd_archive(data=epd_xml((("GWP-total", "A1", "1"),))), "CF-087"),
        (epd_archive(data=epd_xml((*FIGURES, ("GWP-total", "A1", "1")))), "CF-087"),
        (epd_archive(data=epd_xml((*FIGURES, ("GWP-fossil", "A1-A3", "2", "b")))), "CF-104"),
        (epd_archive(data=epd_xml((("Acidification (AP)", "A1-A3", "1"),))), "CF-081"),
        (epd_archive(data=epd_xml((("GWP-total", "A1-A3", ""),))), "CF-081"),
        (epd_archive(data=epd_xml((("GWP-total", "", "1"),))), "CF-081"),
    ],
)  # fmt: skip
def test_what_stands_against_an_epd_is_named(data, code):
    assert code in codes(settle(data).faults)


BILLION = (
    b'<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    b'<processDataSet xmlns="http://lca.jrc.it/ILCD/Process">&d;</processDataSet>'
)
OUTSIDE = (
    b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    b'<processDataSet xmlns="http://lca.jrc.it/ILCD/Process">&e;</processDataSet>'
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (BILLION, ["CF-102"]),
        (OUTSIDE, ["CF-102"]),
        (archive({"processes/a.xml": BILLION}), ["CF-102"]),
        (b"<processDataSet", ["CF-101"]),
        (b"<a>" * 400, ["CF-101"]),
        (b"<html></html>", ["CF-080"]),
        ("<html></html>".encode("utf-16"), ["CF-080"]),
        (group_xml("x", "kg"), ["CF-080"]),
        (archive({"a.txt": b"nothing"}), ["CF-080"]),
        (b"<" + b" " * 20_000_000, ["CF-101"]),
        (b"PK\x03\x04 and no more", ["BG-141"]),
        (epd_archive(more={"processes/b.xml": b"<a"}), ["CF-101"]),
    ],
    ids=range(12),
)
def test_hostile_broken_and_foreign_xml_gets_a_code(data, expected):
    assert codes(read_received(data, "sent").faults) == expected


def test_without_its_package_xml_is_refused_and_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    [fault] = read_received(epd_xml(), "epd.xml").faults
    assert fault.code == "CF-100"
    assert "cradlegate[formats]" in fault.kind.remedy


def test_the_json_form_names_publisher_and_version_too():
    document = epd()
    document["administrativeInformation"] = {
        "publicationAndOwnership": {
            "dataSetVersion": "01.00",
            "referenceToOwnershipOfDataSet": {
                "shortDescription": [{"value": "Owner", "lang": "en"}]
            },
        }
    }
    [sent] = receive(document).footprints
    assert sent.source == "Owner, data set version 01.00"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published EPDs are not here")
@pytest.mark.parametrize(
    ("name", "fossil", "whole"),
    [
        # The parts of this example are invented, and come to more than their total.
        ("EPDv1.3_example", D("9.712484412875508"), D("15.559479677163699")),
        ("Kalk", None, D("1.45889833121899")),
    ],
)
def test_published_data_sets_are_read(name, fossil, whole):
    """Figures as they stand in the files; the flow of none of them is beside it."""
    [path] = SAMPLES.glob(f"{name}*.xml")
    sent = read_one(path.read_bytes(), path.name)
    assert (sent.parts.get("fossil"), sent.excluding) == (fossil, whole)
    assert codes(sent.faults) == ["CF-103"]
