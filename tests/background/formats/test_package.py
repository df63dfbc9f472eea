"""Packages of databases: what is in them comes out, and nothing hostile gets through."""

import io
import stat
import struct
import zipfile

import pytest

from cradlegate.background.formats import package
from cradlegate.background.formats.package import open_package, take_folder
from cradlegate.core.fault import FaultsError

PROCESSES = {"processes/a.json": b"{}", "flows/b.json": b"[1]"}


def zip_up(*members, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def codes_of(data, file="db.zip"):
    with pytest.raises(FaultsError) as caught:
        open_package(data, file)
    return [fault.code for fault in caught.value.faults]


def special(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def test_an_archive_gives_its_files_in_the_order_of_their_paths():
    files = open_package(zip_up(*PROCESSES.items()), "db.zip")
    assert list(files.items()) == [("flows/b.json", b"[1]"), ("processes/a.json", b"{}")]


def test_folders_around_the_whole_are_taken_off_however_deep():
    wrapped = {f"download/ILCD/{path}": content for path, content in PROCESSES.items()}
    assert open_package(zip_up(("download/", b""), *wrapped.items()), "db.zip") == PROCESSES
    assert take_folder(wrapped, "db") == PROCESSES


def test_a_folder_that_says_what_its_files_are_stays():
    alone = {"db/processes/a.json": b"{}", "db/processes/b.json": b"{}"}
    assert list(take_folder(alone, "db")) == ["processes/a.json", "processes/b.json"]


def test_one_file_alone_is_a_database():
    assert take_folder({"db/a.spold": b"<a/>"}, "db") == {"a.spold": b"<a/>"}
    assert take_folder({}, "db") == {}


def test_hidden_files_are_left_out():
    noise = {"__MACOSX/processes/._a.json": b"", ".git/config": b"", "flows/.DS_Store": b""}
    assert take_folder(PROCESSES | noise, "db") == PROCESSES


def test_folders_parted_by_backslashes_are_folders():
    data = zip_up(("flows+b.json", b"[1]"), ("processes+a.json", b"{}"))
    assert open_package(data.replace(b"+", b"\\"), "db.zip") == PROCESSES


@pytest.mark.parametrize("data", [b"", b"7z\xbc\xaf\x27\x1c", b"<?xml version='1.0'?>"])
def test_what_is_no_zip_archive_is_refused(data):
    assert codes_of(data) == ["BG-140"]


@pytest.mark.parametrize("cut", [10, 60, -10, -60])
def test_an_archive_that_was_cut_is_refused(cut):
    assert codes_of(zip_up(("processes/a.json", bytes(range(200))))[:cut]) == ["BG-141"]


def test_content_that_was_spoiled_is_refused():
    data = zip_up(("a.json", b"amount 1.0"), method=zipfile.ZIP_STORED)
    assert codes_of(data.replace(b"amount 1.0", b"amount 9.0")) == ["BG-141"]


def test_a_way_of_packing_that_few_programs_know_is_refused():
    data = bytearray(zip_up(("a.json", b"{}")))
    record = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, record + 10, 9)
    struct.pack_into("<H", data, 8, 9)
    assert codes_of(bytes(data)) == ["BG-141"]


def test_an_encrypted_archive_is_refused():
    data = bytearray(zip_up(("a.json", b"{}")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes_of(bytes(data)) == ["BG-146"]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../a.json", "flows/../../a.json", "C:/a.json", "..\\a.json", "a\0b"]
)
def test_a_name_that_leads_out_is_refused(name):
    data = zip_up(("N" * len(name), b"{}")).replace(b"N" * len(name), name.encode())
    assert codes_of(data) == ["BG-143"]
    with pytest.raises(FaultsError, match="BG-143"):
        take_folder({name: b"{}"}, "db")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK])
def test_links_and_devices_are_refused(kind):
    assert codes_of(zip_up((special("a.json", kind | 0o644), b"/etc/passwd"))) == ["BG-144"]


def test_plain_files_and_folders_with_permissions_are_none_of_these():
    folder = special("flows/", stat.S_IFDIR | 0o755)
    plain = special("flows/b.json", stat.S_IFREG | 0o600)
    assert open_package(zip_up((folder, b""), (plain, b"[1]")), "db") == {"flows/b.json": b"[1]"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused():
    assert codes_of(zip_up(("a.json", b"{}"), ("a.json", b"[]"))) == ["BG-145"]
    assert codes_of(zip_up(("f/a", b""), ("f+a", b"")).replace(b"f+a", b"f\\a")) == ["BG-145"]


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert codes_of(zip_up(("a.json", bytes(2_000_000)))) == ["BG-142"]


def test_a_size_that_is_a_lie_is_found():
    """The directory says ten bytes; a member never unpacks to more than it says."""
    data = bytearray(zip_up(("a.json", bytes(range(100)))))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 10)
    assert codes_of(bytes(data)) == ["BG-141"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({f"{number}.json": b"" for number in range(101)}, "101 files of 0 MB"),
        (dict.fromkeys(map(str, range(11)), bytes(1_000_000)), "11 files of 11 MB"),
    ],
)
def test_a_folder_that_is_too_large_is_refused(monkeypatch, files, found):
    monkeypatch.setattr(package, "MOST_FILES", 100)
    monkeypatch.setattr(package, "LARGEST_TOTAL_BYTES", 10_000_000)
    with pytest.raises(FaultsError, match=f"{found}(.|\n)*BG-142"):
        take_folder(files, "db")


def test_an_archive_that_is_too_large_is_refused(monkeypatch):
    data = bytearray(zip_up(("a.json", b"{}")))
    whole = package.LARGEST_TOTAL_BYTES + 1
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, whole)
    assert codes_of(bytes(data)) == ["BG-142", "BG-142"]  # in itself, and for its archive
    monkeypatch.setattr(package, "LARGEST_ARCHIVE_BYTES", 1000)
    assert codes_of(b"PK\x03\x04" + bytes(1000)) == ["BG-142"]


def test_everything_that_is_wrong_is_said_at_once_and_says_where():
    link = special("/a", stat.S_IFLNK | 0o777)
    assert codes_of(zip_up((link, b"x"), ("../b", bytes(1_000_000)))) == [
        "BG-142", "BG-143", "BG-143", "BG-144",
    ]  # fmt: skip
    with pytest.raises(FaultsError, match=r"db\.zip: it holds the name '\.\./b'"):
        open_package(zip_up(("../b", b"")), "db.zip")
