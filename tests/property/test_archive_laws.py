"""The archive of a dossier: one form for one content, and no change goes unnoticed."""

import string
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.dossier.archive import Unpacked, open_archive, pack, unpack
from cradlegate.dossier.member_names import name_faults

PARTS = st.one_of(
    st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=12),
    st.text(st.characters(categories=("L", "N", "S")), min_size=1, max_size=6).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
)
NAMES = st.one_of(st.just("manifest.json"), st.lists(PARTS, min_size=1, max_size=3).map("/".join))
CONTENTS = st.one_of(st.binary(max_size=60), st.sampled_from([b"PK\x05\x06", b"PK\x01\x02" * 3]))
FILES = st.dictionaries(NAMES, CONTENTS, max_size=6).filter(lambda files: not [*name_faults(files)])
SMALL = [
    {},
    {"a": b""},
    {"manifest.json": b"{}", "a": b"content", "ä/b": b"PK\x05\x06"},
    {"manifest.json": b'{"a":1}', "case/bom.csv": b"id,mass\nL1,5\n", "evidence/票": b"\0\xff"},
]


def read(data: bytes) -> Unpacked | None:
    """What an archive holds, or None with at least one coded fault; anything else is raised."""
    try:
        opened = open_archive(data, "dossier.zip")
    except FaultsError as error:
        assert error.faults  # noqa: PT017 - both ends are right
        assert all(fault.code.startswith("DS-0") for fault in error.faults)  # noqa: PT017 - the same
        return None
    assert opened.is_sealed == (data == pack(opened.files))
    return opened


def is_noticed(data: bytes) -> bool:
    """Tell whether bytes are refused, or do not pass for the sealed form of what they hold."""
    opened = read(data)
    return opened is None or not opened.is_sealed


@given(FILES)
def test_what_is_packed_is_read_again(files):
    assert read(pack(files)) == Unpacked(files, is_sealed=True)


@given(FILES, st.randoms(use_true_random=False))
def test_the_archive_depends_on_names_and_contents_alone(files, order):
    shuffled = list(files.items())
    order.shuffle(shuffled)
    assert pack(dict(shuffled)) == pack(files)


@given(FILES, FILES)
def test_other_files_make_another_archive(one, other):
    assert (pack(one) == pack(other)) == (one == other)


def test_every_flipped_bit_of_an_archive_is_noticed():
    for files in SMALL:
        whole = pack(files)
        for at in range(len(whole)):
            for bit in range(8):
                changed = bytearray(whole)
                changed[at] ^= 1 << bit
                assert is_noticed(bytes(changed)), (files, at, bit)


@given(FILES, st.data())
@settings(max_examples=500)
def test_every_changed_byte_of_any_archive_is_noticed(files, data):
    whole = pack(files)
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    assert is_noticed(whole[:at] + bytes([byte]) + whole[at + 1 :])


@given(st.binary(max_size=300))
@settings(max_examples=500)
def test_any_bytes_are_read_or_refused_by_code(data):
    read(data)
    read(b"PK\x03\x04" + data + pack({}))


@given(st.sampled_from(SMALL), st.data())
@settings(max_examples=500)
def test_any_spoiled_archive_is_read_or_refused_by_code(files, data):
    whole = pack(files)
    spoiled = whole
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(spoiled)))
        end = data.draw(st.integers(start, min(len(spoiled), start + 40)))
        piece = data.draw(st.one_of(st.binary(max_size=12), st.just(whole[start:end])))
        spoiled = spoiled[:start] + piece + spoiled[end:]
    assume(spoiled != whole)
    read(spoiled)


@given(st.lists(st.text(max_size=12), max_size=4))
@settings(max_examples=500)
def test_any_names_are_packed_or_refused_by_code(names):
    files = dict.fromkeys(names, b"")
    try:
        data = pack(files)
    except FaultsError as error:
        assert error.faults  # noqa: PT017 - both ends are right
    else:
        assert unpack(data, "dossier.zip") == files
