"""What does not let an ecoSpold 2 package be read, by the codes of its faults."""

import sys

import pytest

from cradlegate.background.ecospold2.read import read_ecospold2
from cradlegate.core.fault import Fault, FaultsError
from tests.background.ecospold2.spold import (
    CARBON_DIOXIDE,
    CASTING,
    ELECTRICITY,
    HEAT,
    IRON,
    POWER,
    SAND,
    dataset,
    element,
    emission,
    master,
    one,
    product,
    spold,
)

MADE = product(IRON, 1, "outputGroup 0", name="iron casting")
OLD = b'<ecoSpold xmlns="http://www.EcoInvent.org/EcoSpold01"><dataset number="1"/></ecoSpold>'
OLD_WITHOUT_NAMESPACE = b'<ecoSpold validCompanyCodes="c.xml"><dataset number="1"/></ecoSpold>'


def faults_of(files: dict[str, bytes]) -> list[Fault]:
    with pytest.raises(FaultsError) as caught:
        read_ecospold2(files, "invented.zip")
    return [fault for fault in caught.value.faults if fault.is_error]


def codes_of(files: dict[str, bytes]) -> list[str]:
    return [fault.code for fault in faults_of(files)]


@pytest.mark.parametrize("content", [OLD, OLD_WITHOUT_NAMESPACE])
@pytest.mark.parametrize("file", ["a.spold", "ecospold2/a.xml"])
def test_ecospold_1_is_refused_whatever_the_package_is_called(content, file):
    (fault,) = faults_of({file: content})
    assert (fault.code, fault.place.file) == ("BG-130", file)
    assert fault.found == "the file of invented.zip is ecoSpold 1"
    assert "openLCA" in fault.kind.remedy


def test_many_files_of_ecospold_1_are_one_fault():
    (fault,) = faults_of({f"{number}.xml": OLD for number in range(639)})
    assert fault.found == "639 files of invented.zip are ecoSpold 1"
    assert fault.place.file == "0.xml"


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": b"Nothing here"},
        {"Units.xml": master("validUnits")},
        {"other.xml": b"<processDataSet/>"},
    ],
)
def test_a_package_without_datasets_is_no_database(files):
    assert codes_of(files) == ["BG-101"]


def test_a_spold_file_without_a_dataset_is_told_by_name():
    (fault,) = faults_of({**one(MADE), "b.spold": b"<ecoSpold/>"})
    assert (fault.code, fault.place.file) == ("BG-102", "b.spold")


def test_a_file_that_is_no_xml_is_a_fault():
    assert codes_of({**one(MADE), "b.spold": b"PK\x03\x04"}) == ["BG-100"]


def test_a_file_that_declares_entities_is_refused():
    hostile = b'<!DOCTYPE a [<!ENTITY b "c">]>' + spold(dataset([MADE], id=POWER))
    assert codes_of({**one(MADE), "b.spold": hostile}) == ["BG-121"]


def test_without_lxml_one_fault_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    (fault,) = faults_of({"a.spold": OLD, "b.spold": OLD})
    assert fault.code == "BG-120"
    assert "cradlegate[formats]" in fault.kind.remedy


@pytest.mark.parametrize(
    "content",
    [
        dataset([MADE], id=None),
        dataset([MADE], name=""),
        "<activityDataset><flowData/></activityDataset>",
    ],
)
def test_a_dataset_without_id_or_name_is_a_fault(content):
    assert codes_of({"a.spold": spold(content)}) == ["BG-102"]


@pytest.mark.parametrize(
    "exchange",
    [
        product(SAND, 1, id=""),
        product("", 1),
        product(SAND, 1, ""),
        product(SAND, 1, "inputGroup 4"),
        product(SAND, 1, "outputGroup 1"),
        product(SAND, 1, "inputGroup 5", more="<outputGroup>2</outputGroup>"),
        emission(SAND, 1, "outputGroup 0"),
        product(SAND, 1, name=""),
    ],
)
def test_an_exchange_without_what_it_needs_is_a_fault(exchange):
    (fault,) = faults_of(one(MADE, exchange))
    assert (fault.code, fault.place.id) == ("BG-102", CASTING)
    assert "iron casting" in fault.found


@pytest.mark.parametrize(
    "amount", ["", "1,5", "1_0", "NaN", "INF", "-Infinity", "1e999", "ten", "١"]
)
def test_an_amount_that_is_no_usable_number_is_a_fault(amount):
    (fault,) = faults_of(one(MADE, product(SAND, amount)))
    assert (fault.code, fault.place.file, fault.place.id) == ("BG-103", "casting.spold", CASTING)
    assert "in the exchange e2 of iron casting" in fault.found


@pytest.mark.parametrize(
    ("unit", "code"),
    [("", "BG-105"), ("kWh", "BG-131"), ("no unit", "BG-131")],
)
def test_a_unit_that_does_not_fit_its_flow_is_a_fault(unit, code):
    (fault,) = faults_of(one(MADE, product(SAND, 1), product(SAND, 1, "inputGroup 1", unit=unit)))
    assert (fault.code, fault.place.id) == (code, CASTING)
    assert "in the exchange e3 of iron casting" in fault.found


def test_an_amount_beyond_all_numbers_in_the_unit_of_its_flow_is_a_fault():
    files = {
        "a.spold": spold(dataset([MADE, product(HEAT, "1e306", unit="GJ", number=2)])),
        "b.spold": spold(dataset([product(HEAT, 1, "outputGroup 0", unit="kJ")], id=POWER)),
    }
    (fault,) = faults_of(files)
    assert fault.code == "BG-103"
    assert "1e+306 GJ is beyond all numbers in kJ" in fault.found


def test_one_id_for_a_product_and_an_elementary_flow_is_one_fault():
    (fault,) = faults_of(one(MADE, product(SAND, 1), emission(SAND, 1), emission(SAND, 2)))
    assert fault.code == "BG-132"
    assert "is a product in iron casting (casting.spold) and an elementary flow" in fault.found


def test_one_id_for_two_exchanges_of_a_process_is_a_fault():
    assert codes_of({"a.spold": spold(dataset([MADE, product(SAND, 1)]))}) == ["BG-104"]


@pytest.mark.parametrize("exchanges", [[MADE], [product(SAND, 1)]])
def test_two_datasets_of_one_activity_and_one_product_are_a_fault(exchanges):
    (fault,) = faults_of(
        {"a.spold": spold(dataset(exchanges)), "b.spold": spold(dataset(exchanges))}
    )
    assert (fault.code, fault.place.file) == ("BG-104", "b.spold")
    assert "a.spold" in fault.found


def test_all_faults_of_all_files_come_together():
    files = {
        "a.spold": spold(
            dataset(
                [MADE, product(SAND, "x", number=2), product(ELECTRICITY, 1, unit="", number=3)]
            )
        ),
        "b.spold": b"no XML",
        "c.spold": spold(dataset([emission(CARBON_DIOXIDE, "y")], id=POWER)),
    }
    with pytest.raises(FaultsError) as caught:
        read_ecospold2(files, "invented.zip")
    found = [(fault.code, fault.place.file) for fault in caught.value.faults]
    assert found == [
        ("BG-103", "a.spold"),
        ("BG-100", "b.spold"),
        ("BG-103", "c.spold"),
        ("BG-105", "a.spold"),
        ("BG-109", "c.spold"),  # a warning, given along with the errors
    ]


def formulated(amount, formula, others=0):
    """A casting whose power follows a formula, with a parameter, a property and a named amount."""
    parameter = element("parameter", amount=3, variableName="Load")
    own = element("property", amount=0.5, variableName="share") + element("property", amount="odd")
    exchanges = [
        product(IRON, 2, "outputGroup 0", variableName="made", more=own),
        *(
            product(ELECTRICITY, amount, name="power", mathematicalRelation=formula)
            for _ in range(1 + others)
        ),
    ]
    files = one(*exchanges)
    text = files["casting.spold"].decode().replace("</flowData>", f"{parameter}</flowData>")
    return {"casting.spold": text.encode()}


@pytest.mark.parametrize(
    ("amount", "formula", "codes"),
    [
        (4, "load + share * made", []),
        (4.0001, "load + share * made", []),
        (5, "load + share * made", ["BG-119"]),
        (5, "Ref('something') + 1", []),
    ],
)
def test_an_amount_is_compared_with_its_formula_and_stays(amount, formula, codes):
    database = read_ecospold2(formulated(amount, formula), "p")
    assert [fault.code for fault in database.warnings] == codes
    [process] = database.processes.values()
    assert process.exchanges[1].amount == amount


def test_amounts_that_differ_from_their_formulas_are_one_warning():
    [fault] = read_ecospold2(formulated(5, "load", others=4), "p").warnings
    assert fault.found == (
        "iron casting has other amounts than by formula: power (5, by `load` 3); "
        "power (5, by `load` 3); power (5, by `load` 3); and 2 more"
    )
