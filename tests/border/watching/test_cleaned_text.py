"""The words of a downloaded page, whatever stands around them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.watching.cleaned_text import clean_document

PAGE = """<!DOCTYPE html><html><head><title>Notices</title><style>p {color: red}</style>
<script>var visits = 17;</script></head><body><h1>Circular&nbsp;12</h1><p>no <b>guid</b>ance
yet</p><!-- built at 09:00 --></body></html>"""


def words(text):
    return clean_document(text.encode() if isinstance(text, str) else text).text


def test_words_are_left_of_a_page_and_nothing_else():
    assert words(PAGE) == "Notices Circular 12 no guidance yet"


@pytest.mark.requirement("S0-16", part="mark-up and blanks make no other text")
@pytest.mark.parametrize(
    "changed",
    [
        PAGE.replace("17", "18"),
        PAGE.replace("09:00", "10:00"),
        PAGE.replace("red", "blue"),
        PAGE.replace("\n", "\r\n   "),
        PAGE.replace("<b>", "<i class=x>").replace("</b>", "</i>"),
        PAGE.replace("<p>", "<div><p data-id='7'>"),
    ],
)
def test_what_a_reader_does_not_see_changes_no_digest(changed):
    assert clean_document(changed.encode()).digest == clean_document(PAGE.encode()).digest


def test_a_word_that_changes_changes_the_digest():
    before, after = (clean_document(text.encode()) for text in (PAGE, PAGE.replace("no", "new")))
    assert before.digest != after.digest
    expected = hashlib.sha256(b"Notices Circular 12 no guidance yet").hexdigest()
    assert before.digest == f"sha256:{expected}"


def test_plain_text_keeps_its_angles():
    assert words("mass < 5 t\n and  a<b, b>c") == "mass < 5 t and a<b, b>c"


def test_marked_sections_of_office_programs_are_skipped():
    assert words("<html><![if !supportLists]>1.<![endif]><![odd stuff]>two</html>") == "1.two"
    assert words("<html>one<![odd") == "one<![odd"
    assert words("<html></script>one</html>") == "one"


def test_a_script_that_never_ends_hides_the_rest():
    assert words("<html>one<script>two") == "one"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("增值税公告机床", "gb18030", "gb2312"),
        ("工作機械のお知らせ", "shift_jis", "Shift_JIS"),
        ("공작기계 공고", "euc_kr", "euc-kr"),
        ("ประกาศเครื่องจักร", "cp874", "windows-874"),
        ("Công bố năm 2026", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_that_a_page_declares_is_read(text, encoding, declared):
    page = f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'
    assert words(page.encode(encoding)) == text


def test_a_wrong_or_unknown_declaration_is_not_believed():
    for declared in ("us-ascii", "no-such-thing", "hex", "utf-7"):
        page = f'<html><meta charset="{declared}"><p>năm 2026</p></html>'
        assert words(page.encode()) == "năm 2026"


def test_a_byte_order_mark_counts_before_a_declaration():
    page = '<html><meta charset="iso-8859-1"><p>năm</p></html>'
    assert words(page.encode("utf-16")) == words(page.encode("utf-8-sig")) == "năm"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"PK\x03\x04rest", b"GIF89a\x00\x01", b"\x80\x81\xff"]
)
def test_what_is_no_text_is_digested_whole(data):
    cleaned = clean_document(data)
    assert (cleaned.text, cleaned.is_text) == ("", False)
    assert cleaned.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"


@given(st.text(alphabet="<>!/[]-= abcé\"'&;#\n", max_size=60))
def test_any_text_is_cleaned_and_cleaning_again_changes_nothing_of_plain_words(text):
    once = clean_document(f"<html>{text}".encode())
    assert once.is_text
    assert once.text == " ".join(once.text.split())
