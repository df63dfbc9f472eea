"""A list of bits travels as text, and a changed bit is one document's status and no other's."""

import base64
import gzip
import json
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.trust.status_list import (
    FEWEST_ENTRIES,
    MOST_ENTRIES,
    StatusBits,
    StatusEntry,
    StatusEntryError,
    StatusIndexError,
    StatusLengthError,
    StatusListError,
    StatusSizeError,
    decode_bits,
    draw_index,
    encode_bits,
    read_entry,
    write_entry,
)

VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/w3c-bitstring.json"
INDEXES = st.integers(0, FEWEST_ENTRIES - 1)
ENTRY: dict[str, Any] = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "94567",
    "statusListCredential": "https://body.example/status/3",
}


def pack(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


def test_the_list_of_the_standard_is_read():
    if not VECTORS.exists():
        pytest.skip("the vectors of W3C are not beside this repository")
    vector = json.loads(VECTORS.read_text())
    bits = decode_bits(vector["encodedList"])
    assert len(bits) == vector["expect"]["bits"]
    assert list(bits.list_set()) == vector["expect"]["set"]


def test_index_0_is_the_leftmost_bit():
    """Bytes 0x80 0x01 hold the bits 1000 0000 0000 0001: the indexes 0 and 15."""
    bits = decode_bits(pack(b"\x80\x01" + bytes(16_382)))
    assert list(bits.list_set()) == [0, 15]
    assert bits.is_set(0)
    assert not bits.is_set(1)


def test_an_entry_is_set_and_cleared_beside_its_neighbours():
    """1000 0000 becomes 1000 0010 by setting index 6, and that 0000 0010 by clearing index 0."""
    first = StatusBits.of([0])
    both = first.change(6, is_set=True)
    assert [each.raw[0] for each in (first, both, both.change(0, is_set=False))] == [0x80, 0x82, 2]


@given(st.sets(INDEXES, max_size=40))
def test_what_is_written_reads_back(indexes):
    bits = StatusBits.of(indexes)
    assert list(bits.list_set()) == sorted(indexes)
    assert decode_bits(encode_bits(bits)) == bits


@given(st.sets(INDEXES, max_size=10), INDEXES, st.booleans())
def test_one_changed_entry_changes_no_other(indexes, index, is_set):
    before = StatusBits.of(indexes)
    after = before.change(index, is_set=is_set)
    assert after.is_set(index) is is_set
    assert {*after.list_set()} - {index} == indexes - {index}
    assert int.from_bytes(before.raw) ^ int.from_bytes(after.raw) in {
        0,
        1 << FEWEST_ENTRIES - 1 - index,
    }


@given(st.binary(max_size=300))
def test_any_bytes_of_a_list_survive_the_way(data):
    raw = data + bytes(16_384)
    assert decode_bits(encode_bits(StatusBits(raw))).raw == raw


def test_gzip_of_others_is_read_as_well():
    raw = bytes(range(256)) * 64
    assert decode_bits(pack(raw)).raw == raw
    stored = "u" + base64.urlsafe_b64encode(gzip.compress(raw, 0)).decode().rstrip("=")
    assert decode_bits(stored).raw == raw


@pytest.mark.parametrize("index", [-1, FEWEST_ENTRIES, 2**70])
def test_an_index_outside_the_list_is_refused(index):
    bits = StatusBits.of(())
    for ask in (
        bits.is_set,
        lambda at: bits.change(at, is_set=True),
        lambda at: StatusBits.of([at]),
    ):
        with pytest.raises(StatusIndexError, match=r"131,072"):
            ask(index)


@pytest.mark.parametrize("size", [0, 1, FEWEST_ENTRIES - 8, MOST_ENTRIES + 8, 10**15])
def test_a_list_too_short_to_hide_in_or_too_long_to_read_is_not_made(size):
    with pytest.raises(StatusLengthError):
        StatusBits.of((), size)


def test_a_size_that_fills_no_whole_byte_is_rounded_up():
    assert len(StatusBits.of((), FEWEST_ENTRIES + 1)) == FEWEST_ENTRIES + 8
    assert len(StatusBits.of((), MOST_ENTRIES)) == MOST_ENTRIES


GOOD = pack(bytes(16_384))


@pytest.mark.parametrize(
    ("text", "error", "found"),
    [
        ("", StatusListError, "no base64url"),
        ("u", StatusListError, "no base64url"),
        (GOOD[1:], StatusListError, "no base64url"),
        ("z" + GOOD[1:], StatusListError, "no base64url"),
        (GOOD + "=", StatusListError, "no base64url"),
        (GOOD + "\n", StatusListError, "no base64url"),
        (GOOD.replace("-", "+", 1) + "/", StatusListError, "no base64url"),
        ("uAAAAA", StatusListError, "no base64url"),
        ("uAB", StatusListError, "left over"),
        ("uAAAA", StatusListError, "no gzip"),
        (GOOD[:-8], StatusListError, "cut off"),
        (pack(bytes(16_384))[:5] + GOOD[9:], StatusListError, "no gzip"),
        (pack(bytes(16_383)), StatusLengthError, "131,064 entries"),
        (pack(bytes(1 << 20) + b"\0"), StatusLengthError, "come out of the gzip"),
        ("u" + "A" * (1 << 21), StatusLengthError, "2,097,153 signs"),
    ],
)
def test_a_text_that_is_no_list_is_named(text, error, found):
    with pytest.raises(error, match=found):
        decode_bits(text)


def test_something_behind_the_gzip_is_refused():
    packed = gzip.compress(bytes(16_384), mtime=0)
    text = "u" + base64.urlsafe_b64encode(packed + packed).decode().rstrip("=")
    with pytest.raises(StatusListError, match="behind"):
        decode_bits(text)


def test_a_bomb_of_a_gigabyte_is_not_unpacked():
    """A million zero bytes pack to about a thousand, and deflate reaches 1:1032 at best."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunk = bytes(1 << 20)
    packed = b"".join(packer.compress(chunk) for _ in range(64)) + packer.flush()
    bomb = "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert len(bomb) < 100_000
    with pytest.raises(StatusLengthError, match="8,388,608 entries"):
        decode_bits(bomb)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(StatusListError):
        decode_bits(text)


def test_every_error_has_the_code_of_its_kind():
    kinds = StatusListError, StatusLengthError, StatusIndexError, StatusEntryError, StatusSizeError
    assert [kind.code for kind in kinds] == [f"TR-01{at}" for at in range(5)]


def test_an_entry_reads_as_w3c_writes_it_and_as_untp_types_it():
    entry = StatusEntry("https://body.example/status/3", 94567, "revocation")
    assert read_entry(ENTRY) == entry
    assert (
        read_entry({**ENTRY, "statusListIndex": 94567, "id": "urn:x:1", "statusSize": 1}) == entry
    )
    assert write_entry(entry) == ENTRY


@pytest.mark.parametrize("value", [None, "x", [], [ENTRY], {}, {**ENTRY, "type": "StatusList2021"}])
def test_another_kind_of_status_is_no_entry(value):
    with pytest.raises(StatusEntryError, match="no one BitstringStatusListEntry"):
        read_entry(value)


@pytest.mark.parametrize("name", ["statusPurpose", "statusListIndex", "statusListCredential"])
@pytest.mark.parametrize("value", [None, "", True, [], -1, "-1", "01", "1.0", "١", "9" * 17])
def test_an_entry_with_a_member_of_another_form_is_refused(name, value):
    if value and isinstance(value, str) and name != "statusListIndex":
        return
    with pytest.raises(StatusEntryError, match=name):
        read_entry({**ENTRY, name: value})


@pytest.mark.parametrize("size", [0, 2, 8, True, "1", None])
def test_more_than_one_bit_an_entry_is_refused_by_name(size):
    with pytest.raises(StatusSizeError, match="statusSize"):
        read_entry({**ENTRY, "statusSize": size})


@given(st.sets(st.integers(0, 15), max_size=15), st.binary(min_size=32, max_size=32))
def test_a_drawn_index_is_free(taken, seed):
    index = draw_index(taken, 16, seed)
    assert 0 <= index < 16
    assert index not in taken
    assert draw_index(taken, 16, seed) == index


def test_drawn_indexes_tell_nothing_of_their_order():
    """Of 1,000 draws over 131,072 places about half lie in the lower half, and none ascend."""
    drawn = [draw_index((), FEWEST_ENTRIES, at.to_bytes(32)) for at in range(1000)]
    assert 440 < sum((index < FEWEST_ENTRIES // 2 for index in drawn), 0) < 560
    ascending = sum((a < b for a, b in pairwise(drawn)), 0)
    assert 440 < ascending < 560


def test_a_full_list_gives_nothing():
    with pytest.raises(StatusIndexError, match="each of the 4"):
        draw_index(range(4), 4, bytes(32))
