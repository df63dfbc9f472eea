import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.reports.pdf.fonts import FAMILY, choose_fonts, read_signs
from cradlegate.reports.report import Answer, Note, Report
from tests.reports.documents import CHINESE, draw, of_rows, pages_of
from tests.reports.sample import sample_report
from tests.reports.tiny_font import GROUPS, SEGMENTS, make_collection, make_font


@pytest.mark.parametrize("form", [GROUPS, SEGMENTS])
def test_signs_of_a_font_are_those_it_was_made_with(form, tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny", "aZ≤电柜", form))
    assert read_signs(tmp_path / "tiny.ttf") == {*map(ord, "aZ≤电柜")}


def test_signs_beyond_the_first_plane_are_read(tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny", "a\U0001f512"))
    assert read_signs(tmp_path / "tiny.ttf") == {0x61, 0x1F512}


def test_every_font_of_a_collection_is_read_for_itself(tmp_path):
    data = make_collection(make_font("One", "กข"), make_font("Two", "한글"))
    (tmp_path / "both.ttc").write_bytes(data)
    assert read_signs(tmp_path / "both.ttc", 0) == {*map(ord, "กข")}
    assert read_signs(tmp_path / "both.ttc", 1) == {*map(ord, "한글")}


@pytest.mark.parametrize("data", [b"", b"ttcf", b"no font at all", make_font("T", "abc")[:320]])
def test_a_file_that_is_no_font_shows_nothing(data, tmp_path):
    (tmp_path / "broken.ttf").write_bytes(data)
    assert read_signs(tmp_path / "broken.ttf") == frozenset()


def test_vietnamese_needs_no_other_font():
    words = "Dấu chân các-bon của máy công cụ – giai đoạn ẵỖữẶ ₫ CO₂ ± × · − … “” ’"
    chosen = choose_fonts(words, ())
    assert (chosen.families, chosen.missing) == ((FAMILY,), frozenset())


def test_families_are_taken_by_name_and_only_where_they_add_a_sign(tmp_path):
    for name, signs in (("B", "电"), ("C", "电气"), ("A", "abc"), ("D", "柜")):
        (tmp_path / f"{ord(name)}.ttf").write_bytes(make_font(f"Tiny {name}", signs))
    chosen = choose_fonts(f"abc {CHINESE}", (tmp_path,))
    assert chosen.families == (FAMILY, "Tiny B", "Tiny C", "Tiny D")
    assert chosen.missing == frozenset()


def test_signs_that_no_font_has_are_named():
    with pytest.raises(FaultsError) as caught:
        draw(sample_report())
    (fault,) = caught.value.faults
    assert fault.code == "RP-001"
    assert "气 (U+6C14), 电 (U+7535)" in fault.found
    assert "'Control cabinet 电气柜'" in fault.found
    assert "--fonts FOLDER" in str(fault)


def test_a_font_of_a_folder_helps(tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", CHINESE))
    assert CHINESE in " ".join(pages_of(draw(sample_report(), font_folders=[tmp_path])))


def test_a_font_without_the_sign_does_not_help(tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", CHINESE[:2]))
    with pytest.raises(FaultsError, match=r"柜 \(U\+67DC\): see") as caught:
        draw(sample_report(), font_folders=[tmp_path])
    assert str(tmp_path) in str(caught.value)


def test_private_signs_are_missing_in_every_font(tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", "\ue000"))
    with pytest.raises(FaultsError, match="RP-001"):
        draw(of_rows(("a\ue000",)), font_folders=[tmp_path])


def test_arrows_and_limits_are_spelled_unless_a_font_has_them(tmp_path):
    report = of_rows(("A → B ≤ 5 ≥ 3",))
    assert "A -> B <= 5 >= 3" in " ".join(pages_of(draw(report)))
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", "→≤≥"))
    assert "A → B ≤ 5 ≥ 3" in " ".join(pages_of(draw(report, font_folders=[tmp_path])))


@given(st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_every_text_gives_a_document_or_names_its_signs(words):
    report = Report(title="T", kind="test", answer=Answer("x"), notes=(Note(words),))
    try:
        codes = ["none"] if draw(report).startswith(b"%PDF-1.7") else []
    except FaultsError as error:
        codes = [fault.code for fault in error.faults]
    assert codes in (["none"], ["RP-001"])
