"""Cases as they come from the disk: folders, archives, workbooks, and what is none of them."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.case_workbook import write_workbook
from cradlegate.store.case_source import load_case_files

FILES = {"machine.yaml": b"kind: other\n", "suppliers/received/a.pdf": b"pdf", "bom.csv": b"id\n"}


def make_folder(root: Path) -> Path:
    for name, data in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def make_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def codes_of_loading(path: Path) -> list[str]:
    with pytest.raises(FaultsError) as error:
        load_case_files(path)
    return [fault.code for fault in error.value.faults]


def test_a_folder_gives_its_files_by_posix_path(tmp_path):
    assert load_case_files(make_folder(tmp_path)) == FILES


def test_hidden_files_and_folders_are_no_part_of_a_case(tmp_path):
    make_folder(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"")
    (tmp_path / ".DS_Store").write_bytes(b"")
    assert load_case_files(tmp_path) == FILES


def test_a_name_that_is_no_text_is_named_and_nothing_is_read(tmp_path):
    make_folder(tmp_path)
    Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"")
    with pytest.raises(FaultsError) as error:
        load_case_files(tmp_path)
    (fault,) = error.value.faults
    assert fault.code == "CF-107"
    assert str(fault.place) == "caf?.txt"


def test_an_archive_gives_the_same_files_with_or_without_a_folder_around_them(tmp_path):
    flat = make_zip(tmp_path / "flat.zip", FILES)
    wrapped = make_zip(
        tmp_path / "wrapped.zip",
        {f"vmc/{name}": data for name, data in FILES.items()} | {"__MACOSX/x": b""},
    )
    assert load_case_files(flat) == load_case_files(wrapped) == FILES


def test_a_workbook_is_known_by_its_content(tmp_path):
    workbook = write_workbook()
    (tmp_path / "case.dat").write_bytes(workbook)
    assert load_case_files(tmp_path / "case.dat") == {"case.dat": workbook}


def test_a_missing_path_is_named(tmp_path):
    assert codes_of_loading(tmp_path / "nothing") == ["CF-001"]


def test_a_file_that_is_no_case_is_named(tmp_path):
    (tmp_path / "case.txt").write_bytes(b"hello")
    assert codes_of_loading(tmp_path / "case.txt") == ["CF-001"]


def test_links_inside_are_followed_and_links_outside_refused(tmp_path):
    case = make_folder(tmp_path / "case")
    (case / "evidence").mkdir()
    (case / "evidence" / "copy.csv").symlink_to(case / "bom.csv")
    assert load_case_files(case)["evidence/copy.csv"] == b"id\n"
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    (case / "evidence" / "leak.txt").symlink_to(secret)
    (case / "received").symlink_to(tmp_path)
    assert codes_of_loading(case) == ["CF-004", "CF-004"]


def test_a_dangling_link_and_a_pipe_are_refused(tmp_path):
    make_folder(tmp_path)
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert codes_of_loading(tmp_path) == ["CF-005", "CF-005"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_refused(tmp_path):
    make_folder(tmp_path)
    (tmp_path / "bom.csv").chmod(0)
    assert codes_of_loading(tmp_path) == ["CF-005"]


def test_too_many_files_are_refused(tmp_path):
    for number in range(2001):
        (tmp_path / f"{number}.csv").write_bytes(b"")
    assert codes_of_loading(tmp_path) == ["CF-003"]


def test_files_that_are_too_large_are_refused_unread(tmp_path):
    with (tmp_path / "sparse.csv").open("wb") as file:
        file.truncate(201_000_000)
    assert codes_of_loading(tmp_path) == ["CF-003"]
    assert codes_of_loading(tmp_path / "sparse.csv") == ["CF-003"]


def test_a_zip_bomb_is_refused_unread(tmp_path):
    bomb = make_zip(tmp_path / "bomb.zip", FILES | {"evidence/zeros.bin": bytes(150_000_000)})
    assert bomb.stat().st_size < 200_000
    assert codes_of_loading(bomb) == ["CF-003"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x", "a\\..\\..\\x"])
def test_an_archive_with_names_that_lead_outside_is_refused(tmp_path, name):
    assert codes_of_loading(make_zip(tmp_path / "slip.zip", FILES | {name: b"x"})) == ["CF-004"]


def test_a_damaged_archive_is_refused(tmp_path):
    whole = make_zip(tmp_path / "case.zip", FILES | {"use.yaml": os.urandom(5000)}).read_bytes()
    (tmp_path / "short.zip").write_bytes(whole[: len(whole) // 2])
    assert codes_of_loading(tmp_path / "short.zip") == ["CF-005"]
    at = whole.find(b"use.yaml") + 1000
    (tmp_path / "spoiled.zip").write_bytes(whole[:at] + b"spoiled" + whole[at + 7 :])
    assert codes_of_loading(tmp_path / "spoiled.zip") == ["CF-005"]


def test_an_encrypted_archive_is_refused(tmp_path):
    data = bytearray(make_zip(tmp_path / "case.zip", FILES).read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        data[at + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert codes_of_loading(tmp_path / "locked.zip") == ["CF-005"]


def test_an_empty_archive_is_an_empty_case(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w"):
        pass
    (tmp_path / "empty.zip").write_bytes(buffer.getvalue())
    assert load_case_files(tmp_path / "empty.zip") == {}
