"""A document covers what it names; what it does not say stays open."""

from dataclasses import replace
from typing import Any

import pytest

from cradlegate.border.facts.fit import is_for_others, judge_machine, judge_route
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.blank import Blank
from cradlegate.dossier.checks.questions import Questions
from cradlegate.regimes.facts import Fact
from cradlegate.work.inspect import inspect_documents
from tests.border.shipments import (
    KNOWN,
    consignment,
    read_one,
    shipment,
    trust_list,
)

UNKNOWN = Blank.UNKNOWN


def fit(document: dict[str, str], **machine: str) -> Fact:
    """Whether a document with this coverage covers the usual machine, changed."""
    read = read_one(shipment(machine, documents=[{"covers_serials": "", **document}]))
    assert read.documents is not None
    return judge_machine(read.documents[0], read.machines[0], read, None)


@pytest.mark.requirement("S1-4", part="a document says what it covers")
@pytest.mark.parametrize(
    ("document", "machine", "covers"),
    [
        ({"covers_consignments": "C1"}, {}, True),
        ({"covers_consignments": "C2"}, {}, False),
        ({"covers_consignments": "C2; C1"}, {}, True),
        ({"covers_serials": "SN-1"}, {}, True),
        ({"covers_serials": "sn 1"}, {}, True),
        ({"covers_serials": "SN-1; SN-2"}, {}, True),
        ({"covers_serials": "SN-2"}, {}, False),
        ({"covers_serials": "SN-1"}, {"serials": "SN-1; SN-2", "qty": "2"}, False),
        ({"covers_serials": "SN-1; SN-2; SN-3"}, {"serials": "SN-1; SN-2", "qty": "2"}, True),
        ({"covers_serials": "SN-1"}, {"serials": ""}, UNKNOWN),
        ({"covers_models": "vmc850"}, {}, True),
        ({"covers_models": "VMC-85O"}, {}, False),
        ({"covers_models": "TM-400; VMC-850"}, {}, True),
        ({"covers_series": "VMC"}, {"series": "vmc"}, True),
        ({"covers_series": "VMC"}, {"series": "TM"}, False),
        ({"covers_series": "VMC"}, {}, UNKNOWN),
        ({}, {}, UNKNOWN),
        # The most exact that it names decides.
        ({"covers_consignments": "C1", "covers_serials": "SN-2"}, {}, True),
        ({"covers_consignments": "C2", "covers_serials": "SN-1"}, {}, True),
        ({"covers_serials": "SN-2", "covers_models": "VMC-850"}, {}, False),
        ({"covers_models": "TM-400", "covers_series": "VMC"}, {"series": "VMC"}, False),
    ],
)
def test_a_document_covers_what_it_names(document, machine, covers):
    assert fit(document, **machine).value is covers


@pytest.mark.parametrize(
    ("document", "machine", "said"),
    [
        ({"covers_consignments": "C2"}, {}, "it covers consignment C2"),
        ({"covers_serials": "SN-1"}, {"serials": "SN-1; SN-2", "qty": "2"}, "it covers serial SN-1, not SN-2"),
        ({"covers_serials": "SN-1"}, {"serials": ""}, "row M1 names no serial number"),
        ({"covers_models": "TM-400"}, {}, "it covers model TM-400, not VMC-850"),
        ({"covers_series": "VMC"}, {}, "row M1 names no series"),
        ({}, {}, "does not say which machines it covers"),
    ],
)  # fmt: skip
def test_it_says_where_its_coverage_stands(document, machine, said):
    source = fit(document, **machine).source
    assert source.startswith("documents.csv, row 2, id R1: ")
    assert source.endswith(said)


def route(covered: str, **machine: str) -> Fact:
    read = read_one(shipment(machine, documents=[{"covers_routes": covered}]))
    assert read.documents is not None
    return judge_route(read.documents[0], read, None)


@pytest.mark.requirement("S1-5", part="a report covers routes")
@pytest.mark.parametrize(
    ("covered", "machine", "covers"),
    [
        ("CNTAO-VNSGN", {}, True),
        ("cntao - vnsgn", {}, True),
        ("CN-VN", {}, True),
        ("CNSHA-VNSGN", {}, False),
        ("CNSHA-VNSGN; CN-VN", {}, True),
        ("VNSGN-CNTAO", {}, False),
        ("CN-TH", {}, False),
        ("", {}, UNKNOWN),
        ("CN-VN", {"from": ""}, UNKNOWN),
        ("CN-VN", {"to": ""}, UNKNOWN),
    ],
)
def test_a_document_covers_the_routes_it_names(covered, machine, covers):
    assert route(covered, **machine).value is covers


def opened(name: str = "C05", **machine: Any):
    """The maker's own dossier, opened, beside a machine that is changed."""
    read = consignment(name)
    row = replace(read.machines[0], values={**read.machines[0].values, **machine})
    read = replace(read, machines=(row,))
    inspections = inspect_documents(read, Questions(KNOWN.date(), trust_list()))
    (document,) = [each for each in read.documents or () if each.id == "R05"]
    return document, read, inspections["R05"]


def own(**machine: Any) -> Fact:
    document, read, inspection = opened(**machine)
    return judge_machine(document, read.machines[0], read, inspection)


@pytest.mark.parametrize(
    ("machine", "covers", "said"),
    [
        ({}, True, "it covers model VMC-850"),
        ({"model": "vmc 850"}, True, "it covers model VMC-850"),
        ({"model": "TM-400"}, False, "not TM-400"),
        ({"maker_id": UNKNOWN}, UNKNOWN, "nobody says as whom the maker of row M5 declares"),
        ({"maker_id": "buyer"}, UNKNOWN, "nobody says as whom the maker of row M5 declares"),
    ],
)
def test_a_signed_document_covers_what_its_maker_declares(machine, covers, said):
    fact = own(**machine)
    assert fact.value is covers
    assert fact.source.startswith("vmc-850.dossier: ")
    assert fact.source.endswith(said)


def test_models_of_two_makers_may_be_alike():
    document, read, inspection = opened()
    other = replace(read.parties["maker"], declares_as="urn:cradlegate:party:KR:other")
    read = replace(read, parties={**read.parties, "maker": other})
    fact = judge_machine(document, read.machines[0], read, inspection)
    assert fact.value is False
    assert fact.source.endswith("not by urn:cradlegate:party:KR:other")


@pytest.mark.parametrize(
    ("changes", "machine", "covers"),
    [
        ({"declared_for": "serial", "serials": ("SN-05",)}, {}, True),
        ({"declared_for": "serial", "serials": ("SN-99",)}, {}, False),
        ({"declared_for": "serial", "serials": ("SN-05",)}, {"serials": ()}, UNKNOWN),
        ({"declared_for": "series_average", "series": "VMC"}, {"series": "vmc"}, True),
        ({"declared_for": "series_average", "series": "VMC"}, {"series": "TM"}, False),
        ({"declared_for": "series_average", "series": UNKNOWN}, {"series": "VMC"}, False),
    ],
)
def test_a_declaration_for_serials_or_a_series_covers_these_alone(changes, machine, covers):
    document, read, inspection = opened(**machine)
    declared = inspection.declaration
    assert declared is not None
    changed = replace(declared, machine=replace(declared.machine, **changes))
    fact = judge_machine(document, read.machines[0], read, replace(inspection, declaration=changed))
    assert fact.value is covers


def test_the_row_of_a_signed_document_says_which_consignments_it_goes_with():
    document, read, inspection = opened("C04")
    fact = judge_machine(document, read.machines[0], read, inspection)
    assert fact.value is False
    assert fact.source.endswith("it goes with consignment C05")


@pytest.mark.parametrize(
    ("machine", "covers"),
    [
        ({}, True),
        ({"dispatch": "KR"}, False),
        ({"to": "VNHPH"}, False),
        ({"dispatch": UNKNOWN}, UNKNOWN),
        ({"to": UNKNOWN}, UNKNOWN),
    ],
)
def test_a_signed_document_covers_the_transport_it_counts(machine, covers):
    document, read, inspection = opened(**machine)
    fact = judge_route(document, read, inspection)
    assert fact.value is covers
    assert "transport from CN to VNSGN" in fact.source


@pytest.mark.parametrize(
    ("covered", "is_others"),
    [
        ({"covers_serials": "SN-2"}, True),
        ({"covers_serials": "SN-1"}, False),
        ({"covers_serials": "SN-1; SN-2"}, False),
        ({"covers_serials": "SN-9"}, False),
        ({"covers_serials": ""}, False),
    ],
)
def test_a_document_of_a_neighbour_covers_it_and_nothing_here(covered, is_others):
    second = {"id": "M2", "serials": "SN-2", "consignment_id": "C2"}
    first, _ = read_shipment_files(shipment({}, second, documents=[covered])).consignments
    assert first.documents is not None
    assert is_for_others(first.documents[0], first, None) is is_others
