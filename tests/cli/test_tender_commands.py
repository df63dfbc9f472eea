"""Tenders that name the standard, scanned as users do."""

import io
import json
import zipfile

import jsonschema
import pytest

from cradlegate.reports.json_envelope import envelope_schema
from tests.border.tenders.notices import FIRST, opportunity, sam, ted

pytestmark = pytest.mark.through("command line")


def said(text):
    return " ".join(text.split())


@pytest.fixture
def notices(tmp_path):
    """Two notices of TED, an answer of SAM.gov, and a pasted text."""
    folder = tmp_path / "notices"
    folder.mkdir()
    (folder / "hit.xml").write_bytes(ted("carbon footprint by ISO-TR\u00a024122\u20132026"))
    (folder / "sam.json").write_bytes(sam(opportunity(title="to ISO 24122")))
    (folder / "pasted.txt").write_text("GB/T 24122 applies")
    return folder


@pytest.mark.requirement("S3-25", part="scan of TED, SAM.gov and pasted text")
def test_a_folder_is_scanned(own_process, notices):
    done = own_process("tender", "scan", "notices")
    assert (done.returncode, done.stderr) == (0, "")
    text = said(done.stdout)
    assert text.startswith("1 new hit and 1 new near miss in 3 tenders What to do next")
    assert f"read TED {FIRST}, by 2026-12-01 (Bearbeitungszentrum (erfunden))" in text
    assert "see whether SAM.gov abc1 means the standard, by 2026-12-05" in text
    assert "another kind of document" in text
    assert "other documents or bare numbers: 1." in text
    assert "description behind https://sam.example" in text
    envelope = json.loads(own_process("tender", "scan", "notices", "--json").stdout)
    [names] = [each for each in envelope["result"]["tables"] if each["id"] == "names"]
    assert [row["excerpt"]["text"] for row in names["rows"]] == [
        "carbon footprint by ISO-TR 24122-2026",
        "to ISO 24122",
    ]


def test_a_zip_is_scanned_and_files_alone_are(own_process, notices, tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in notices.iterdir():
            archive.write(path, path.name)
    (tmp_path / "all.zip").write_bytes(held.getvalue())
    assert "in 3 tenders" in own_process("tender", "scan", "all.zip").stdout
    done = own_process("tender", "scan", "notices/hit.xml", "notices/pasted.txt")
    assert "1 new hit and 0 new near misses in 2 tenders" in done.stdout


def test_each_tender_is_told_once(own_process, notices, tmp_path):
    assert "1 new hit" in own_process("tender", "scan", "notices", "--seen", "seen.csv").stdout
    (notices / "hit2.xml").write_bytes(ted("by ISO/TR 24122", version="02"))
    done = own_process("tender", "scan", "notices", "--seen", "seen.csv")
    text = said(done.stdout)
    assert text.startswith("0 new hits and 0 new near misses in 3 tenders (4 notices)")
    assert "Told before" in text
    assert "Nothing to do." in text
    assert f"{FIRST}-01; {FIRST}-02" in (tmp_path / "seen.csv").read_text()


def test_a_file_that_cannot_be_read_is_told_beside_the_others(own_process, notices):
    (notices / "broken.xml").write_bytes(ted()[:300])
    (notices / "paper.pdf").write_bytes(b"%PDF-1.7")
    done = own_process("tender", "scan", "notices")
    assert done.returncode == 0
    assert "1 new hit" in done.stdout
    assert "Files or notices that could not be read: 2" in said(done.stdout)
    assert done.stderr.count("BD-151") == 2
    envelope = json.loads(own_process("tender", "scan", "notices", "--json").stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert [each["code"] for each in envelope["warnings"]] == ["BD-151", "BD-151"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0junkjunk",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"GIF89a\x01",
        "\ue000\ue001 a".encode("utf-16"),
        bytes(range(128, 256)),
        b"---- ....",
        b"hello",
        b"<a/>",
        "二手机床采购".encode("gb18030"),
        bytes.fromhex("6b1fc2ea3d8841d7f4b0"),
        b"a notice of 63 bytes that names nothing: lathes, mills, centres",
    ],
    ids=[
        *("jpeg", "png", "gif", "private signs", "every high byte", "no word"),
        *("one word", "a tag", "six signs", "ten random bytes", "63 bytes"),
    ],
)
def test_what_is_no_text_is_not_scanned(own_process, notices, tmp_path, data):
    (tmp_path / "picture").write_bytes(data)
    done = own_process("tender", "scan", "picture")
    assert (done.returncode, done.stdout) == (2, "")
    assert "[BD-154]" in done.stderr
    done = own_process("tender", "scan", "picture", "notices")
    assert (done.returncode, done.stderr.count("[BD-151]")) == (0, 1)
    assert "picture" in done.stderr
    assert "in 3 tenders" in done.stdout


@pytest.mark.parametrize(
    ("text", "level"), [("ISO/TR 24122", "1 new hit"), ("per ISO 24122", "1 new near miss")]
)
def test_a_short_text_that_names_the_standard_is_told(own_process, tmp_path, text, level):
    (tmp_path / "pasted.txt").write_text(text)
    done = own_process("tender", "scan", "pasted.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert level in done.stdout


def test_a_text_of_64_bytes_is_a_notice(own_process, tmp_path):
    text = b"a notice of 64 bytes that names nothing: lathes, mills, centres."
    assert len(text) == 64
    (tmp_path / "notice.txt").write_bytes(text)
    done = own_process("tender", "scan", "notice.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "in 1 tender" in done.stdout


def test_a_scan_without_any_notice_is_refused(own_process, notices, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    done = own_process("tender", "scan", "paper.pdf", "--seen", "seen.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "BD-154" in done.stderr
    assert "BD-151" in done.stderr
    assert not (tmp_path / "seen.csv").exists()
    assert own_process("tender", "scan", "nowhere").returncode == 2
    assert own_process("tender", "scan").returncode == 2
    assert "in 2 paths" in own_process("tender", "scan", "paper.pdf", "paper.pdf").stderr


def test_the_report_is_written_and_kept(own_process, notices, tmp_path):
    done = own_process("tender", "scan", "notices", "--out", "found")
    assert "wrote" in done.stderr
    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == [
        "tenders.html",
        "tenders.json",
        "tenders.xlsx",
    ]
    again = own_process("tender", "scan", "notices", "--out", "found", "--seen", "seen.csv")
    assert (again.returncode, (tmp_path / "seen.csv").exists()) == (2, False)
    assert own_process("tender", "scan", "notices", "--out", "found", "--force").returncode == 0


def test_nothing_found_is_said_as_such(own_process, notices):
    (notices / "plain.txt").write_text(
        "a lathe with tail stock, its chuck, steady rests and a coolant pump"
    )
    done = own_process("tender", "scan", "notices/plain.txt")
    assert "0 new hits and 0 new near misses in 1 tender\n" in done.stdout


def test_a_deadline_that_is_no_day_sets_none(own_process, tmp_path):
    (tmp_path / "a.json").write_bytes(
        sam(opportunity(title="ISO/TR 24122", responseDeadLine="soon"))
    )
    assert "read SAM.gov abc1 (ISO/TR 24122)" in said(
        own_process("tender", "scan", "a.json").stdout
    )
