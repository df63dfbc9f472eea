"""YAML files as plain values: what is let in, what is refused, and at which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.regimes.pack.read import read_packs
from cradlegate.regimes.pack.tree import LARGEST_FILE, read_tree
from tests.regimes.packs import VOCABULARY


def refuse(data):
    with pytest.raises(FaultsError) as caught:
        read_tree(data, "pack.yaml")
    (fault,) = caught.value.faults
    assert fault.code == "RG-001"
    assert fault.place.file == "pack.yaml"
    return fault


def test_plain_figures_and_truths_are_read_and_everything_else_stays_text():
    text = b"""
    country: NO
    day: 2026-07-01
    on: off
    truth: true
    other: 'true'
    count: 5
    less: -5
    share: 0.50
    code: 0123
    long: 1234567890123456789012345678901
    exponent: 1e3
    hex: 0x10
    nothing:
    tilde: ~
    quoted: "5"
    """
    values = read_tree(text, "pack.yaml").values
    assert {name: repr(value) for name, value in values.items()} == {
        "country": "'NO'",
        "day": "'2026-07-01'",
        "on": "'off'",
        "truth": "True",
        "other": "'true'",
        "count": "5",
        "less": "-5",
        "share": "Decimal('0.50')",
        "code": "'0123'",
        "long": "'1234567890123456789012345678901'",
        "exponent": "'1e3'",
        "hex": "'0x10'",
        "nothing": "None",
        "tilde": "None",
        "quoted": "'5'",
    }


def test_every_value_knows_its_line():
    tree = read_tree(b"a: 1\nb:\n  - x\n  - {c: 2}\n", "pack.yaml")
    assert tree.place(("b", 1, "c"), "it") == tree.place(("b", 1, "c", "deeper"), "it")
    place = tree.place(("b", 1, "c"), "it")
    assert (place.file, place.row, place.column, place.id) == ("pack.yaml", 4, "c", "it")
    assert tree.place(("a",)).row == 1
    assert tree.place(("nowhere",)).row == 1


def test_a_file_of_another_system_is_read_too():
    assert read_tree(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "pack.yaml").values == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("data", "found", "row"),
    [
        (b"a: 1\na: 2\n", "the name 'a' stands twice", 2),
        (b"x:\n  a: 1\n  a: 2\n", "the name 'a' stands twice", 3),
        (b"a: &x 1\nb: *x\n", "aliases and tags are not read", 2),
        (b"a: &x\n  b: *x\n", "aliases and tags are not read", 2),
        (b"a: !!python/object:os.system 1\n", "aliases and tags are not read", 1),
        (b"a: !!str 5\n", "aliases and tags are not read", 1),
        (b"? [a]\n: 1\n", "a name is a text", 1),
        (b"- a\n", "there is no mapping of names to values at the top", 1),
        (b"text\n", "there is no mapping of names to values at the top", 1),
        (b"", "there is nothing in it", None),
        (b"# nothing\n", "there is nothing in it", None),
        (b"a: 1\n---\nb: 2\n", "a second document begins", 2),
        (b"a: [1\n", "did not find expected ',' or ']'", 2),
        (b"a: 1\n\tb: 2\n", "tab", 2),
        (b"a: \x00\n", "control characters are not allowed", None),
        (b"a: \xff\n", "byte 3 is no UTF-8", None),
        (b"a: " + b"[" * 31 + b"]" * 31, "values stand more than 30 deep in each other", 1),
        (b"a: 1\n" * (LARGEST_FILE // 5 + 1), "2,000,005 bytes", None),
    ],
)
def test_what_is_no_pack_file_is_refused_at_its_line(data, found, row):
    fault = refuse(data)
    assert found in fault.found
    assert fault.place.row == row


@pytest.mark.parametrize("part", [b"[", b"{a: ", b"- ", b"a: [", b"? "])
def test_a_file_of_brackets_is_refused_and_brings_nothing_down(part):
    refuse((b"x: " + part * LARGEST_FILE)[:LARGEST_FILE])


def test_thirty_levels_are_read():
    assert read_tree(b"a: " + b"[" * 30 + b"]" * 30, "pack.yaml").values


PIECES = [
    "id: x",
    "a:",
    "  b: 1",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "&x ",
    "*x",
    "!t ",
    "? ",
    ": ",
    ">-",
    "#",
    "<<: ",
    "%",
    "é",
    "\\ud800",
]
yaml_like = st.lists(
    st.sampled_from([*PIECES, "|", "\n", "---\n", "\t", "\ufeff", "\x00"]), max_size=25
).map("".join)


@given(yaml_like.map(str.encode) | st.binary(max_size=60))
def test_whatever_is_no_pack_gives_faults_and_no_trace(data):
    with pytest.raises(FaultsError) as caught:
        read_packs({"pack.yaml": data}, VOCABULARY)
    assert {fault.code for fault in caught.value.faults} <= {"RG-001", "RG-002"}
