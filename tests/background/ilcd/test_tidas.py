"""TIDAS packages: the JSON that TianGong writes for ILCD gives what its XML gives."""

import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.core.fault import FaultsError
from tests.background.ilcd.packages import MILL, package

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci" / "tiangong-ilcd"
PREFIXES = {
    "http://lca.jrc.it/ILCD/Common": "common:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi:",
    "http://openlca.org/ilcd-extensions": "olca:",
}


def name(qualified):
    namespace, _, local = qualified.rpartition("}")
    return PREFIXES.get(namespace.removeprefix("{"), "") + local


def as_json(element):
    """Write an element as TIDAS does: attributes with @, one child as itself, several as a list."""
    found = {f"@{name(key)}": value for key, value in element.attrib.items()}
    for child in element:
        found.setdefault(name(child.tag), []).append(as_json(child))
    found = {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in found.items()
    }
    text = (element.text or "").strip()
    if not found:
        return text
    return found | ({"#text": text} if text else {})


def to_tidas(files):
    told = {}
    for path, data in files.items():
        if path.endswith(".xml"):
            root = ET.fromstring(data)  # noqa: S314 - XML of our own, or of a publisher
            content = {name(root.tag): as_json(root)}
            told[path.removesuffix(".xml") + ".json"] = json.dumps(content).encode()
        else:
            told[path] = data
    return told


def show(database):
    """Give everything that was read, but for names of files and rows in them."""
    processes = {
        key: (each.name, each.location, each.years, each.is_unit, each.reference, each.exchanges)
        for key, each in database.processes.items()
    }
    return processes, database.flows, database.methods


def catch(content):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(FaultsError) as caught:
        read_ilcd(package() | {"odd.json": data}, "invented")
    [fault] = [each for each in caught.value.faults if each.place.file == "odd.json"]
    return fault


def test_json_gives_what_xml_gives():
    files = package()
    assert show(read_ilcd(to_tidas(files), "invented")) == show(read_ilcd(files, "invented"))


def test_a_package_may_mix_both():
    files = package()
    half = {path: data for path, data in files.items() if "mill" not in path}
    mixed = half | to_tidas({path: data for path, data in files.items() if "mill" in path})
    database = read_ilcd(mixed, "invented")
    assert show(database) == show(read_ilcd(files, "invented"))
    assert database.processes[MILL].file.endswith("mill.json")


def test_numbers_keep_the_digits_they_are_written_with():
    files = to_tidas(package())
    path = next(each for each in files if "mill" in each)
    content = json.loads(files[path])
    [first, *_] = content["processDataSet"]["exchanges"]["exchange"]
    text = "0.10000000000000000555"
    written = (
        files[path]
        .replace(
            f'"resultingAmount": "{first["resultingAmount"]}"'.encode(),
            f'"resultingAmount": {text}'.encode(),
            1,
        )
        .replace(
            f'"meanAmount": "{first["meanAmount"]}"'.encode(), f'"meanAmount": {text}'.encode(), 1
        )
    )
    mill = read_ilcd(files | {path: written}, "invented").processes[MILL]
    assert mill.exchanges[0].amount == float(text)


def test_what_is_no_data_set_that_is_read_is_left_alone():
    others = {
        "source.json": b'{"sourceDataSet": {}}',
        "list.json": b"[1, 2]",
        "text.txt": b'{"processDataSet": {}}',
    }
    files = package()
    assert show(read_ilcd(files | others, "invented")) == show(read_ilcd(files, "invented"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"foo:name": "a"}, "the prefix of foo:name is not declared"),
        ({"a b": "c"}, "a b"),
        ({"name": "\x00"}, "XML compatible"),
        ({"@version": {"a": "b"}}, "@version holds no text"),
        ({"#text": ["a"]}, "processDataSet holds no text"),
    ],
)
def test_another_shape_than_that_of_tidas_is_refused(body, words):
    fault = catch({"processDataSet": body})
    assert fault.code == "BG-122"
    assert words in fault.found


def test_what_lies_too_deep_is_refused():
    deep = b'{"processDataSet": ' + b'{"a":' * 40 + b"1" + b"}" * 41
    assert "levels deep" in catch(deep).found
    hostile = b'{"processDataSet": ' + b'{"a":' * 100_000
    assert catch(hostile).code == "BG-100"


def test_broken_json_is_refused():
    assert catch(b'{"processDataSet": ').code == "BG-100"
    assert "stands twice" in catch(b'{"processDataSet": {"a": "1", "a": "2"}}').found


def test_another_version_of_ilcd_is_refused():
    assert catch({"processDataSet": {"@xmlns": "urn:other"}}).code == "BG-107"


def test_values_of_every_kind_are_written_as_xml_has_them():
    files = to_tidas(package())
    path = next(each for each in files if "mill" in each)
    content = json.loads(files[path])
    more = {"@xmlns:own": "urn:own", "own:flag": True, "own:none": None}
    content["processDataSet"] |= more
    database = read_ilcd(files | {path: json.dumps(content).encode()}, "invented")
    assert show(database) == show(read_ilcd(files, "invented"))


def test_a_missing_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(FaultsError) as caught:
        read_ilcd(to_tidas(package()), "invented")
    assert [fault.code for fault in caught.value.faults] == ["BG-120"]


def test_the_data_of_tiangong_read_the_same_in_both_forms():
    archive = FOREIGN / "tiangong-subset.zip"
    if not archive.exists():
        pytest.skip("../shared/foreign/lci/tiangong-ilcd is not on this machine")
    with zipfile.ZipFile(archive) as packed:
        files = {each: packed.read(each) for each in packed.namelist() if not each.endswith("/")}
    xml, tidas = read_ilcd(files, "TianGong"), read_ilcd(to_tidas(files), "TianGong")
    assert len(xml.processes) == 38
    assert show(tidas) == show(xml)
