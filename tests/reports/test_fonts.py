import sys
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.declaration.languages import Language, translate
from cradlegate.reports.pdf.fonts import FAMILY, choose_fonts, read_signs
from cradlegate.reports.report import Answer, Note, Report
from tests.reports.documents import CHINESE, draw, of_rows, pages_of
from tests.reports.sample import sample_report
from tests.reports.tiny_font import GROUPS, SEGMENTS, make_collection, make_font

CJK = Path(__file__).parents[2] / "packages" / "cradlegate-fonts-cjk"
PARTS = [f"Cradlegate Sans CJK {number}" for number in (1, 2, 3)]


@pytest.fixture
def bare(monkeypatch):
    """An installation without the fonts for Chinese, Japanese and Korean."""
    path = [place for place in sys.path if CJK.name not in place]
    monkeypatch.setattr(sys, "path", path)


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


def test_families_are_taken_by_name_and_only_where_they_add_a_sign(tmp_path, bare):
    for name, signs in (("B", "电"), ("C", "电气"), ("A", "abc"), ("D", "柜")):
        (tmp_path / f"{ord(name)}.ttf").write_bytes(make_font(f"Tiny {name}", signs))
    chosen = choose_fonts(f"abc {CHINESE}", (tmp_path,))
    assert chosen.families == (FAMILY, "Tiny B", "Tiny C", "Tiny D")
    assert chosen.missing == frozenset()


def test_signs_that_no_font_has_are_named(bare):
    with pytest.raises(FaultsError) as caught:
        draw(sample_report())
    (fault,) = caught.value.faults
    assert fault.code == "RP-001"
    assert "气 (U+6C14), 电 (U+7535)" in fault.found
    assert "'Control cabinet 电气柜'" in fault.found
    assert "--fonts FOLDER" in str(fault)


def test_a_font_of_a_folder_helps(tmp_path, bare):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", CHINESE))
    assert CHINESE in " ".join(pages_of(draw(sample_report(), font_folders=[tmp_path])))


def test_a_font_without_the_sign_does_not_help(tmp_path, bare):
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


# --- Fonts in packages of their own -------------------------------------------------------------


def listed_words(language: Language) -> str:
    path = files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    catalogue = read_po(BytesIO(path.read_bytes()), locale=language)
    return "".join(translate(str(message.id), language) for message in catalogue if message.id)


@pytest.mark.parametrize(
    ("language", "families"),
    [
        (Language.VIETNAMESE, ()),
        (Language.INDONESIAN, ()),
        (Language.THAI, ("Noto Sans Thai",)),
        (Language.KOREAN, PARTS[:1]),
        (Language.JAPANESE, PARTS[:1]),
        (Language.CHINESE, PARTS[:2]),
    ],
)
def test_the_words_of_every_language_can_be_set_with_the_packages_alone(language, families):
    chosen = choose_fonts(listed_words(language), ())
    assert (chosen.families, chosen.missing) == ((FAMILY, *families), frozenset())


def signs_of_rows(code: str, rows: range) -> set[str]:
    found = set()
    for row in rows:
        for place in range(0xA1, 0xFF):
            try:
                found.add(bytes([row, place]).decode(code))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize(
    ("code", "rows", "count"),
    [
        ("gb2312", range(0xB0, 0xF8), 6763),
        ("euc_jp", range(0xB0, 0xF5), 6355),
        ("euc_kr", range(0xB0, 0xC9), 2350),
        ("euc_kr", range(0xCA, 0xFE), 4888),
    ],
    ids=["GB 2312 Han", "JIS X 0208 kanji", "KS X 1001 hangul", "KS X 1001 hanja"],
)
def test_every_sign_of_the_national_sets_has_a_glyph(code, rows, count):
    signs = signs_of_rows(code, rows)
    assert len(signs) == count
    assert choose_fonts(signs, ()).missing == frozenset()


def test_only_the_fonts_that_are_needed_are_taken():
    assert choose_fonts("abc ă 5 t", ()).families == (FAMILY,)
    assert choose_fonts("한 国", ()).families == (FAMILY, PARTS[0])
    assert choose_fonts("电", ()).families == (FAMILY, PARTS[1])
    assert choose_fonts("一 电 乢", ()).families == (FAMILY, *PARTS)


def test_what_no_package_has_is_sought_in_the_folders(tmp_path):
    (tmp_path / "tiny.ttf").write_bytes(make_font("Tiny Sans", "\U00020bb7电"))
    chosen = choose_fonts("电 \U00020bb7", (tmp_path,))
    assert chosen.families == (FAMILY, PARTS[1], "Tiny Sans")
    assert choose_fonts("电 \U00020bb7", ()).missing == {"\U00020bb7"}


def test_a_sign_of_none_of_them_is_still_refused():
    with pytest.raises(FaultsError) as caught:
        draw(of_rows(("吉 \U00020bb7",)))
    (fault,) = caught.value.faults
    assert fault.code == "RP-001"
    assert "U+20BB7" in fault.found


def test_an_arrow_is_spelled_with_the_packages_as_without():
    """The same report gives the same bytes wherever its words can be set at all."""
    assert "电 -> <= >=" in " ".join(pages_of(draw(of_rows(("电 → ≤ ≥",)))))


def ink(language: str) -> bytes:
    report = replace(of_rows(("直 角 骨 令 房 海",), title="X"), language=language)
    report = replace(report, next_steps=(), title="直 角 骨 令 房 海")
    page = pypdfium2.PdfDocument(draw(report))[0]
    height = page.get_height()
    # the title alone: what stands below it is said in the language
    shown = page.render(scale=3, crop=(0, height - 110, 0, 80)).to_numpy()
    assert shown.min() < 100
    return bytes(shown.tobytes())


def test_han_signs_take_the_forms_of_the_language():
    """One code point, three forms: of 直 the Chinese one is closed, the Japanese has a corner."""
    forms = [ink(language) for language in ("zh", "ja", "ko")]
    assert len(set(forms)) == 3
    assert ink("ja") == forms[1]


def test_the_fonts_travel_in_the_document():
    with pikepdf.open(BytesIO(draw(of_rows(("电 한",))))) as document:
        fonts = {str(each.BaseFont) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each}  # fmt: skip
    names = {name.partition("+")[2].partition("-")[0] for name in fonts}
    assert {"CradlegateSansCJK1", "CradlegateSansCJK2"} <= names


def test_the_package_brings_its_licence_and_says_how_it_was_made():
    licence = (CJK / "LICENSE").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
    assert 'license = "OFL-1.1"' in (CJK / "pyproject.toml").read_text("utf-8")
    made = {path.name for path in (CJK / "src").rglob("*.otf")}
    assert made == {f"CradlegateSansCJK{part}-{weight}.otf" for part in (1, 2, 3) for weight in ("Regular", "Bold")}  # fmt: skip


@given(st.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_every_text_gives_a_document_or_names_its_signs(words):
    report = Report(title="T", kind="test", answer=Answer("x"), notes=(Note(words),))
    try:
        codes = ["none"] if draw(report).startswith(b"%PDF-1.7") else []
    except FaultsError as error:
        codes = [fault.code for fault in error.faults]
    assert codes in (["none"], ["RP-001"])
