"""Which characters bytes stand for; that tables are read from them is tested with a case."""

from cradlegate.tables.reading.encodings import decode_text


def test_headings_decide_where_the_language_does_not():
    decoded = decode_text(b"\xb0\xa1\xb0\xa2", lambda text: text == "啊阿")
    assert decoded is not None
    assert decoded.encoding == "gb18030"
