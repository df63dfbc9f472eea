"""Foreign JSON gives one value or one named error, whatever the bytes are."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.canonical import CanonicalError, canonical_bytes
from cradlegate.core.strict_json import LARGEST_BYTES, JsonError, read_json

VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/jcs"

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(plain)
def test_what_was_written_canonically_is_read_back(value):
    assert read_json(canonical_bytes(value)) == value


any_bytes = st.binary() | st.text().map(str.encode)
almost_json = st.text('[]{}",:0-1\\ueE.tn d8', max_size=40).map(str.encode)
foreign_json = plain.map(lambda value: json.dumps(value, indent=1).encode())


@given(any_bytes | almost_json | foreign_json)
def test_any_bytes_give_one_value_or_the_named_error_and_nothing_else(data):
    with contextlib.suppress(JsonError):
        value = read_json(data)
        assert read_json(canonical_bytes(value)) == value


def test_the_error_has_its_code():
    with pytest.raises(JsonError) as error:
        read_json(b"")
    assert error.value.code == "CG-004"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "line 1, column 1"),
        ("[1,\n 2 3]", "line 2, column 4"),
        ("[1,\n 2,]", "line 2, column"),
        ("1 2", "line 1, column 3"),
        ('{"a": 1} {}', "line 1, column 10"),
        ("[01]", "line 1, column 3"),
        ('"\t"', "line 1, column 2"),
        ('"open', "line 1, column 1"),
        ('"\\', "line 1, column 1"),
        ('{"a": 1, "b": 2, "a": 3}', "'a' stands twice"),
        ('[{"x": {"é": 1, "\\u00e9": 1}}]', "'é' stands twice"),
        ("1.0", "1.0 is no integer; figures are decimal strings"),
        ("[1e3]", "1e3 is no integer"),
        ("-0.0", "-0.0 is no integer"),
        ("NaN", "NaN is no JSON value"),
        ("[Infinity]", "Infinity is no JSON value"),
        ("-Infinity", "-Infinity is no JSON value"),
        ("9007199254740992", "lies outside"),
        ("-9007199254740992", "lies outside"),
        ('"\\ud800"', "half of a surrogate pair"),
        ('{"\\udc00": 1}', "half of a surrogate pair"),
    ],
)
def test_what_readers_disagree_about_is_refused_with_its_place(text, found):
    with pytest.raises(JsonError) as error:
        read_json(text.encode())
    assert found in str(error.value)


def test_an_integer_of_more_digits_than_python_converts_is_refused():
    with pytest.raises(JsonError, match="lies outside"):
        read_json(b"1" + b"0" * 5000)


def test_the_largest_exact_integers_are_read():
    assert read_json(b"[9007199254740991, -9007199254740991, -0]") == [2**53 - 1, -(2**53) + 1, 0]


def test_a_whole_surrogate_pair_is_one_character():
    assert read_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'[\n"\xff"]', "byte 3 in line 2"),
        ('"é"'.encode("utf-16"), "byte 0 in line 1"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
    ],
)
def test_other_encodings_than_utf_8_are_refused(data, found):
    with pytest.raises(JsonError) as error:
        read_json(data)
    assert found in str(error.value)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_sixty_four_levels_are_read_and_one_more_is_refused(opening, closing):
    def nest(levels):
        return (opening * levels + "1" + closing * levels).encode()

    assert read_json(nest(64)) == json.loads(nest(64))
    with pytest.raises(JsonError, match="deeper than 64 in line 1"):
        read_json(nest(65))


@pytest.mark.parametrize("text", ["]", "}", "[{", '\\"]', "\\u005d"])
def test_brackets_inside_texts_take_no_level_away(text):
    """Every level closes a bracket that only a text holds, with escapes and without."""
    opening = f'["{text}",'

    def nest(levels):
        return (opening * levels + "1" + "]" * levels).encode()

    assert read_json(nest(64)) == json.loads(nest(64))
    with pytest.raises(JsonError, match="deeper than 64 in line 1"):
        read_json(nest(65))


def test_arrays_and_objects_in_turn_are_levels_too():
    def nest(pairs):
        return ('[{"a":' * pairs + "1" + "}]" * pairs).encode()

    assert read_json(nest(32)) == json.loads(nest(32))
    with pytest.raises(JsonError, match="deeper than 64"):
        read_json(nest(33))


@pytest.mark.parametrize("text", ["[1}", "]", "[]]", "[1, [2}]", '["]'])
def test_brackets_that_do_not_pair_are_no_json(text):
    with pytest.raises(JsonError, match="the document is no JSON at line 1"):
        read_json(text.encode())


@pytest.mark.parametrize("opening", ["[", '{"a":', "[\n"])
def test_a_million_brackets_are_refused_before_they_are_parsed(opening):
    with pytest.raises(JsonError, match="deeper than 64"):
        read_json((opening * 1_000_000).encode())


def test_brackets_inside_texts_are_no_levels():
    value = ["[" * 100, '\\"{' * 100, {"{" * 100: "]"}]
    assert read_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize("again", ['\\"', '"[', "-", "9"])
def test_hostile_texts_of_megabytes_are_refused(again):
    """A search that begins again at every quotation mark would not end here."""
    with pytest.raises(JsonError):
        read_json(('"x' + again * 5_000_000).encode())
    with pytest.raises(JsonError):
        read_json((again * 5_000_000).encode())


def test_fifty_megabytes_are_read_and_a_byte_more_is_refused():
    whole = b'"' + b"a" * (LARGEST_BYTES - 2) + b'"'
    assert read_json(whole) == "a" * 49_999_998
    with pytest.raises(JsonError, match="larger than 50 MB"):
        read_json(whole + b" ")


def read_pair(name: str) -> tuple[bytes, bytes]:
    """One published pair of RFC 8785: any form, canonical form."""
    if not VECTORS.is_dir():
        pytest.skip("the published vectors of RFC 8785 are not kept in this repository")
    return (VECTORS / "input" / name).read_bytes(), (VECTORS / "output" / name).read_bytes()


@pytest.mark.parametrize("name", ["arrays.json", "french.json", "unicode.json", "weird.json"])
def test_the_published_pairs_have_their_canonical_form(name):
    given, canonical = read_pair(name)
    assert canonical_bytes(read_json(given)) == canonical


def test_the_published_pair_with_one_float_is_refused_and_has_its_form_once_that_is_an_integer():
    """`structures.json` writes 56.0; the house writes figures as texts and refuses every float."""
    given, canonical = read_pair("structures.json")
    with pytest.raises(JsonError, match=r"the number 56\.0"):
        read_json(given)
    assert canonical_bytes(read_json(given.replace(b"56.0", b"56"))) == canonical


def test_the_published_pair_about_floats_is_refused():
    """`values.json` is about floats alone, so its canonical form cannot be tried here."""
    given, _ = read_pair("values.json")
    with pytest.raises(JsonError, match=r"333333333\.33333329"):
        read_json(given)
    with pytest.raises(CanonicalError):
        canonical_bytes(json.loads(given))
