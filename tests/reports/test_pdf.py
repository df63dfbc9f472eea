import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.reports.display import signs_of
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.content import write_content
from cradlegate.reports.pdf.render import Attachment, render_pdf
from cradlegate.reports.report import DISCLAIMER, DRAFT
from cradlegate.reports.shown_table import show_table
from tests.reports.documents import (
    DECLARATION,
    DIGEST,
    MADE,
    covered,
    draw,
    elements_of,
    flat,
    of_rows,
    pages_of,
    vietnamese,
)
from tests.reports.tiny_font import make_font

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def draft() -> bytes:
    return draw(covered(DRAFT), attachments=[DECLARATION])


@pytest.fixture(scope="module")
def text(draft: bytes) -> str:
    return flat(" ".join(pages_of(draft)))


# --- One document, the same everywhere ----------------------------------------------------------


def test_same_report_gives_the_same_bytes(draft):
    assert draw(covered(DRAFT), attachments=[DECLARATION]) == draft


def test_another_process_place_and_zone_give_the_same_bytes(draft, tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import hashlib\n"
        "from tests.reports.documents import DECLARATION, covered, draw\n"
        "data = draw(covered('DRAFT'), attachments=[DECLARATION])\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **elsewhere},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == hashlib.sha256(draft).hexdigest()
    assert list(tmp_path.iterdir()) == []


def test_one_moment_gives_the_same_bytes_in_every_zone(draft):
    there = MADE.astimezone(timezone(timedelta(hours=9)))
    assert render_pdf(covered(DRAFT), made=there, attachments=[DECLARATION]) == draft


def test_a_date_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(covered(), made=MADE.replace(tzinfo=None))


def test_fonts_that_are_not_needed_change_nothing(draft, tmp_path):
    (tmp_path / "a.ttf").write_bytes(make_font("Noto Sans", "abc"))
    assert draw(covered(DRAFT), attachments=[DECLARATION], font_folders=[tmp_path]) == draft


# --- What it is ---------------------------------------------------------------------------------


def test_document_says_that_it_can_be_kept_and_read_aloud(draft):
    with pikepdf.open(BytesIO(draft)) as document:
        metadata = document.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Carbon footprint of VMC-850"
        assert metadata["xmp:CreateDate"].startswith("2026-05-01T12:00:00")
        assert "dc:creator" not in metadata


def test_document_has_no_fault_of_syntax_and_is_tagged(draft):
    with pikepdf.open(BytesIO(draft)) as document:
        assert document.check_pdf_syntax() == []
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_every_table_has_cells_of_heads_and_every_picture_its_words(draft):
    kinds = {kind: elements_of(draft, kind) for kind in ("/Table", "/THead", "/TH", "/H1")}
    assert [len(kinds[kind]) for kind in ("/Table", "/THead", "/H1")] == [5, 5, 1]
    assert len(kinds["/TH"]) == 3 + 5 + 6 + 3 + 3
    headings = elements_of(draft, "/H2") + elements_of(draft, "/H3")
    assert len(headings) == 5 + 5
    tornado = (
        "What moves the result most: Mass of the bed −1.00 … 3.00 t CO2e; "
        "Scrap in the melt −0.500 … 0 t CO2e"
    )
    stage_bar = (
        "By stage: A1 raw materials and bought-in parts 14.8 t CO2e; A2 inbound transport "
        "0.413 t CO2e; A3 own manufacture, packaging, run-off 6.10 t CO2e; "
        "A4 outbound transport 1.06 t CO2e"
    )
    assert [figure.alt for figure in elements_of(draft, "/Figure")] == [
        stage_bar,
        f"QR code with the digest: {DIGEST}",
        stage_bar,
        tornado,
    ]


def test_attached_files_keep_every_byte():
    binary = Attachment("proof.bin", "application/octet-stream", "", bytes(range(256)))
    with pikepdf.open(BytesIO(draw(covered(), attachments=[DECLARATION, binary]))) as document:
        assert list(document.attachments) == ["declaration.json", "proof.bin"]
        declared = document.attachments["declaration.json"]
        assert declared.get_file().read_bytes() == DECLARATION.data
        assert declared.get_file().mime_type == "application/json"
        assert declared.description == "The declaration as data"
        assert declared.obj.AFRelationship == "/Data"
        assert document.attachments["proof.bin"].get_file().read_bytes() == binary.data


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b.json", "..\\b", "a\nb", "c:d", "\N{RIGHT-TO-LEFT OVERRIDE}a"]
)
def test_attached_file_has_a_plain_name(name):
    with pytest.raises(ValueError, match="no plain file name"):
        Attachment(name, "text/plain", "", b"")


def test_two_attached_files_have_two_names():
    with pytest.raises(ValueError, match="one name"):
        draw(covered(), attachments=[DECLARATION, DECLARATION])


# --- What it says -------------------------------------------------------------------------------


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("report", [covered(), vietnamese()], ids=["en", "vi"])
def test_every_row_of_every_table_reads_as_it_does_elsewhere(report):
    """✓ and ✗ are drawn, as the font has neither; the words beside them are the same."""
    rest = flat(" ".join(pages_of(draw(report))))
    for table in report.tables:
        shown = show_table(table, signs_of(report.language))
        rest = rest[rest.index(flat(shown.title)) :]
        for row in (*shown.rows, *filter(None, [shown.total])):
            words = flat("".join(re.sub("[✓✗]", "", cell) for cell in row))
            assert words in rest
            rest = rest[rest.index(words) + len(words) :]


@pytest.mark.requirement("X-3")
def test_every_number_of_the_page_stands_in_the_document(text):
    numbers = re.findall(r"<data[^>]*>([^<]*)</data>", render_html(covered(DRAFT)))
    assert len(numbers) > 40
    assert [number for number in numbers if flat(number) not in text] == []


def test_first_page_stands_for_itself(draft):
    first = flat(pages_of(draft)[0])
    for words in (
        "Carbon footprint of VMC-850",
        "Maker Example Machines Co., Ltd.",
        "22.4 t CO2e (19.6–27.9)",
        "cradle to gate and to port of entry (A1–A4), per machine",
        "A1 raw materials and bought-in parts 14.8 t CO2e",
        "Signatures and verification",
        "Not verified: no independent body has examined this.",
    ):
        assert flat(words) in first


def test_every_page_names_its_document_and_its_place(draft):
    pages = pages_of(draft)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        words = flat(page)
        assert f"CarbonfootprintofVMC-850DRAFT{number}/{len(pages)}CG-2026-0007" in words
        assert DIGEST in words
    assert not any("DRAFT" in page for page in pages_of(draw(covered())))


@pytest.mark.requirement("X-4")
def test_document_says_what_it_is_not_and_what_it_is_made_from(text):
    assert flat(DISCLAIMER) in text
    assert flat("Rounded once, from the exact value") in text
    assert flat("seed 20260501") in text


def test_warning_is_a_word(text):
    assert flat("Warning: 38.2 % of the total is not separable by category.") in text


def test_next_steps_stand_before_the_reasons(text):
    step = flat(
        "Buyer of castings: weigh bed and column, and send the foundry's electricity bills, "
        "by 2026-08-05 31 % of the total rests on a template"
    )
    assert text.index(step) < text.index("Why")


def test_a_report_that_is_not_handed_on_says_that_nothing_is_to_do():
    page = flat(" ".join(pages_of(draw(of_rows(("a",))))))
    assert "Nothingtodo." in page
    assert "Nothingtodo." not in flat(" ".join(pages_of(draw(replace(covered(), next_steps=())))))


def test_a_document_in_vietnamese_is_one():
    data = draw(vietnamese())
    with pikepdf.open(BytesIO(data)) as document:
        assert document.Root.Lang == "vi"
    words = flat(" ".join(pages_of(data)))
    assert "22,4tCO2e(19,6–27,9)" in words
    assert flat("Việc cần làm tiếp theo") in words


# --- What stops it ------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["typst", "segno", "fontpkg_noto_sans"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(FaultsError) as caught:
        draw(covered())
    (fault,) = caught.value.faults
    assert fault.code == "RP-002"
    assert package in fault.found
    assert 'pip install "cradlegate[report]"' in str(fault)


def test_what_typst_refuses_is_a_fault_with_its_message():
    wrong = Attachment("a.json", "no media type", "", b"")
    with pytest.raises(FaultsError, match="invalid mime type") as caught:
        draw(covered(), attachments=[wrong])
    assert [fault.code for fault in caught.value.faults] == ["RP-003"]
    assert len(str(caught.value).splitlines()) == 3


def test_content_is_data_only():
    """What the template reads is JSON that says the same when it is read back."""
    content = write_content(covered())
    assert json.loads(json.dumps(content)) == content
