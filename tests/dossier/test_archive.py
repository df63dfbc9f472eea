"""The archive of a dossier: one form for one content, and nothing hostile gets through."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.dossier import archive
from cradlegate.dossier.archive import open_archive, pack, unpack

FILES = {
    "manifest.json": b'{"a":1}',
    "case/bom.csv": b"id,mass\nL1,5\n",
    "case/empty.csv": b"",
    "evidence/发票.pdf": bytes(range(256)),
}
HEADER, RECORD, END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
PLAIN = (stat.S_IFREG | 0o644) << 16


def make_header(name: bytes, content: bytes, **other: int) -> bytes:
    size = other.get("size", len(content))
    packed = other.get("packed_size", size)
    flags, method = other.get("flags", 0), other.get("method", 0)
    crc = zlib.crc32(content)
    return (
        struct.pack(
            HEADER, b"PK\x03\x04", 20, flags, method, 0, 33, crc, packed, size, len(name), 0
        )
        + name
    )


def make_record(name: bytes, content: bytes, at: int, **other: int) -> bytes:
    size = other.get("size", len(content))
    packed = other.get("packed_size", size)
    flags, method, disk = other.get("flags", 0), other.get("method", 0), other.get("disk", 0)
    mode, crc = other.get("mode", PLAIN), zlib.crc32(content)
    figures = (
        0x314,
        20,
        flags,
        method,
        0,
        33,
        crc,
        packed,
        size,
        len(name),
        0,
        0,
        disk,
        0,
        mode,
        at,
    )
    return struct.pack(RECORD, b"PK\x01\x02", *figures) + name


def make_end(count: int, size: int, at: int, comment: bytes = b"") -> bytes:
    return struct.pack(END, b"PK\x05\x06", 0, 0, count, count, size, at, len(comment)) + comment


def make_archive(*members: tuple[bytes, bytes], **other: int) -> bytes:
    """An archive of names and contents that can be wrong in any way."""
    body = directory = b""
    for name, content in members:
        directory += make_record(name, content, len(body), **other)
        body += make_header(name, content, **other) + content
    return body + directory + make_end(len(members), len(directory), len(body))


def zip_up(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as zipped:
        for name, content in members:
            zipped.writestr(name, content)
    return buffer.getvalue()


def codes(data: bytes) -> list[str]:
    with pytest.raises(FaultsError) as error:
        unpack(data, "d.zip")
    return [fault.code for fault in error.value.faults]


def texts(data: bytes) -> str:
    with pytest.raises(FaultsError) as error:
        unpack(data, "d.zip")
    return str(error.value)


def packing_codes(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(FaultsError) as error:
        pack(files)
    return [fault.code for fault in error.value.faults]


def test_the_own_helper_makes_the_sealed_form():
    """What the tests below spoil is right before they do."""
    assert make_archive((b"a", b"x"), (b"b/c", b"yz")) == pack({"a": b"x", "b/c": b"yz"})


def test_what_is_packed_is_read_again_in_the_order_of_the_archive():
    assert list(unpack(pack(FILES), "d.zip").items()) == [
        ("manifest.json", FILES["manifest.json"]),
        ("case/bom.csv", FILES["case/bom.csv"]),
        ("case/empty.csv", b""),
        ("evidence/发票.pdf", FILES["evidence/发票.pdf"]),
    ]


def test_the_archive_is_the_one_that_the_standard_library_writes():
    """Another program makes the same bytes out of the published rules of the form."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as zipped:
        for name in sorted(FILES, key=lambda name: (name != "manifest.json", name.encode())):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, PLAIN
            zipped.writestr(info, FILES[name])
    assert pack(FILES) == buffer.getvalue()


def test_other_programs_read_the_archive():
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == FILES
        assert zipped.testzip() is None


def test_names_follow_their_bytes_and_the_manifest_comes_first():
    names = ["b", "a/b", "Z", "ä", "a", "manifest.json", "a-b"]
    files = {name: b"" for name in names if name != "a"}
    assert list(unpack(pack(files), "d.zip")) == ["manifest.json", "Z", "a-b", "a/b", "b", "ä"]


def test_only_foreign_letters_are_marked_as_utf_8():
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as zipped:
        marked = [info.filename for info in zipped.infolist() if info.flag_bits]
    assert marked == ["evidence/发票.pdf"]


def test_an_archive_of_nothing_is_its_end_record():
    assert pack({}) == make_end(0, 0, 0)
    assert unpack(pack({}), "d.zip") == {}


@pytest.mark.parametrize("data", [b"", b"P", b"hello", b"%PDF-1.7" * 99, bytes(70_000)])
def test_what_is_no_archive_is_named(data):
    assert codes(data) == ["DS-001"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x05\x06",
        b"PK\x05\x06\0\0",
        b"PK\x03\x04" + bytes(100),
        pack(FILES)[:-1],
        pack(FILES)[:-30],
        pack(FILES)[: len(pack(FILES)) // 2],
        pack(FILES) + bytes(70_000),
        pack(FILES)[7:],
        make_end(1, 0, 0),
        make_end(0, 0, 5),
        make_end(0, 5, 0),
        make_end(1, 46, 0) * 3,
        b"x" * 40 + make_end(1, 40, 0),
        b"PK\x01\x02" + bytes(6) + make_end(1, 10, 0),
        b"x" * 50 + make_end(1, 50, 0),
    ],
)
def test_a_damaged_archive_is_named(data):
    assert codes(data) == ["DS-002"]


def test_more_or_fewer_records_than_announced_are_damage():
    record = make_record(b"a", b"", 0)
    body = make_header(b"a", b"")
    assert codes(body + record * 2 + make_end(1, 2 * len(record), len(body))) == ["DS-002"]
    assert codes(body + record + make_end(2, len(record), len(body))) == ["DS-002"]


def test_a_record_that_runs_past_the_directory_is_damage():
    record = bytearray(make_record(b"a", b"", 0))
    record[32] = 1  # the length of its comment
    body = make_header(b"a", b"")
    assert codes(body + record + make_end(1, len(record), len(body))) == ["DS-002"]


def test_a_header_that_is_not_where_the_directory_says_is_damage():
    body = make_header(b"a", b"")
    for at in (1, 5_000):
        record = make_record(b"a", b"", at)
        assert codes(body + record + make_end(1, len(record), len(body))) == ["DS-002"]


def test_spoiled_content_is_named_by_its_member():
    data = bytearray(pack(FILES))
    data[data.find(b"L1,5")] ^= 1
    assert codes(bytes(data)) == ["DS-002"]
    assert "d.zip, id case/bom.csv: the content does not have the checksum" in texts(bytes(data))


def test_an_offset_that_reads_like_an_end_record_does_not_hide_the_real_one():
    """The directory of this archive begins at byte 0x06054b50, which is PK 05 06 in the file."""
    wanted = 0x06054B50
    part = 60_000_000
    rest = wanted - part - 2 * (30 + 1)
    data = pack({"a": bytes(part), "b": bytes(rest)})
    assert data.rfind(b"PK\x05\x06") == len(data) - 6
    assert {name: len(content) for name, content in unpack(data, "d.zip").items()} == {
        "a": part,
        "b": rest,
    }


def test_two_entries_of_one_name_are_refused():
    assert codes(make_archive((b"a", b"1"), (b"a", b"2"))) == ["DS-010"]
    assert "d.zip, id a: the name stands twice" in texts(make_archive((b"a", b"1"), (b"a", b"2")))


def test_names_that_some_systems_take_for_one_are_refused_and_both_named():
    assert packing_codes({"case/Bom.csv": b"", "case/bom.csv": b""}) == ["DS-011"]
    found = texts(make_archive((b"case/Bom.csv", b""), (b"case/bom.csv", b"")))
    assert "id case/bom.csv: case/Bom.csv differs in case (case folding) alone" in found
    assert packing_codes({"straße": b"", "STRASSE": b""}) == ["DS-011"]


def test_names_in_two_unicode_forms_are_refused_and_the_form_named():
    composed, decomposed = "\u00e4", "a\u0308"
    assert packing_codes({composed: b"", decomposed: b""}) == ["DS-012", "DS-011"]
    both = make_archive((composed.encode(), b""), (decomposed.encode(), b""), flags=1 << 11)
    assert "differs in Unicode form (NFC) alone" in texts(both)
    assert packing_codes({decomposed: b""}) == ["DS-012"]


def test_a_file_that_is_also_a_folder_is_refused():
    assert packing_codes({"a": b"", "a/b": b"", "a/b/c": b""}) == ["DS-011"] * 3
    assert "id case: a file and the folder of Case/x" in texts(
        make_archive((b"case", b""), (b"Case/x", b""))
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "is empty"),
        ("/x", "is absolute"),
        ("../x", "leads out of the folder"),
        ("a/../x", "leads out of the folder"),
        ("..", "leads out of the folder"),
        ("C:/x", "has a colon"),
        ("C:x", "has a colon"),
        ("C:\\x", "has a colon, which names drives and has a backslash"),
        ("a\\x", "has a backslash"),
        ("\\\\host\\x", "has a backslash"),
        ("a//b", "has a part that is empty or a dot"),
        ("./a", "has a part that is empty or a dot"),
        ("a/", "is that of a folder"),
        ("/", "is absolute and is that of a folder"),
        ("a.", "ends in a dot or a space"),
        ("a /b", "ends in a dot or a space"),
        ("a/...", "ends in a dot or a space"),
        ("a\0b", "has signs that control or cannot be seen"),
        ("a\nb", "has signs that control or cannot be seen"),
        ("a\x7f", "has signs that control or cannot be seen"),
        ("a\u202efdp.exe", "has signs that control or cannot be seen"),
        ("a\u200bb", "has signs that control or cannot be seen"),
        ("e\u0301", "is not in Unicode form NFC"),
        ("x" * 201, "has 201 bytes"),
        ("票" * 67, "has 201 bytes"),
        ("x" * 60_000, "has 60,000 bytes"),
    ],
)  # fmt: skip
def test_unsafe_names_are_refused_in_both_directions(name, reason):
    assert packing_codes({name: b""}) == ["DS-012"]
    flags = 0 if name.isascii() else 1 << 11
    data = make_archive((name.encode(), b"x"), flags=flags)
    assert codes(data) == ["DS-012"]
    assert reason in texts(data)
    assert len(texts(data)) < 500


def test_a_name_that_is_no_text_is_refused():
    assert packing_codes({"a\udc80": b""}) == ["DS-012"]
    for flags in (0, 1 << 11):
        data = make_archive((b"a\xff", b""), flags=flags)
        assert "neither ASCII nor marked, valid UTF-8" in texts(data)


def test_hidden_signs_of_a_name_are_shown():
    assert r"id a\u202eb" in texts(make_archive(("a\u202eb".encode(), b""), flags=1 << 11))


def test_names_may_be_as_long_as_the_limit():
    for name in ("x" * 200, "票" * 66 + "xy"):
        assert unpack(pack({name: b"1"}), "d.zip") == {name: b"1"}


@pytest.mark.parametrize(
    "mode",
    [
        (stat.S_IFLNK | 0o777) << 16,
        (stat.S_IFDIR | 0o755) << 16,
        (stat.S_IFIFO | 0o644) << 16,
        (stat.S_IFCHR | 0o644) << 16,
        (stat.S_IFBLK | 0o644) << 16,
        (stat.S_IFSOCK | 0o644) << 16,
        (stat.S_IFREG | stat.S_ISUID | 0o755) << 16,
        PLAIN | 0x10,
    ],
)
def test_links_folders_and_devices_are_refused(mode):
    assert codes(make_archive((b"a", b"/etc/passwd"), mode=mode)) == ["DS-013"]


@pytest.mark.parametrize("mode", [0, 0o600 << 16, (stat.S_IFREG | 0o755) << 16, 0x20])
def test_plain_files_of_other_permissions_are_read_but_not_sealed(mode):
    data = make_archive((b"a", b"x"), mode=mode)
    assert unpack(data, "d.zip") == {"a": b"x"}
    assert not open_archive(data, "d.zip").is_sealed


def test_compressed_members_are_refused():
    data = zip_up(*FILES.items(), method=zipfile.ZIP_DEFLATED)
    assert set(codes(data)) == {"DS-014"}


def test_a_bomb_is_refused_by_what_it_announces():
    """A gigabyte of zeros, made small: only the sizes are written, no content is needed."""
    packed = zlib.compress(bytes(1000))
    body = make_header(b"a", b"", size=10**9, packed_size=len(packed), method=8) + packed
    record = make_record(b"a", b"", 0, size=10**9, packed_size=len(packed), method=8)
    data = body + record + make_end(1, len(record), len(body))
    assert codes(data) == ["DS-005", "DS-005", "DS-014"]
    assert "the member has 1,000,000,000 bytes" in texts(data)


def test_overlapping_members_are_refused():
    """One content for many records, or one inside the other, as in 'A better zip bomb'."""
    body = make_header(b"a", b"zeros") + b"zeros"
    directory = make_record(b"a", b"zeros", 0) * 2
    assert codes(body + directory + make_end(2, len(directory), len(body))) == ["DS-010"]
    inner = make_header(b"b", b"zeros") + b"zeros"
    outer = make_header(b"a", inner) + inner
    directory = make_record(b"a", inner, 0) + make_record(b"b", b"zeros", len(outer) - len(inner))
    data = outer + directory + make_end(2, len(directory), len(outer))
    assert codes(data) == ["DS-016"]
    assert "id a: bytes run into b" in texts(data)


def test_a_member_that_runs_into_the_directory_is_refused():
    body, record = make_header(b"a", b"", size=5), make_record(b"a", b"", 0, size=5)
    data = body + record + make_end(1, len(record), len(body))
    assert codes(data) == ["DS-016"]
    assert "bytes run into the directory" in texts(data)


def test_a_header_of_another_name_is_refused():
    body, record = make_header(b"b", b"x") + b"x", make_record(b"a", b"x", 0)
    data = body + record + make_end(1, len(record), len(body))
    assert codes(data) == ["DS-017"]
    assert "id a: header and directory differ in name" in texts(data)


def test_a_header_of_another_size_flag_or_method_is_refused():
    record = make_record(b"a", b"x", 0)
    for other in ({"size": 0}, {"packed_size": 2}, {"flags": 8}, {"method": 8}):
        body = make_header(b"a", b"x", **other) + b"x"
        assert codes(body + record + make_end(1, len(record), len(body))) == ["DS-017"]


def test_a_stored_member_of_two_sizes_is_refused():
    assert codes(make_archive((b"a", b"x"), packed_size=1, size=2)) == ["DS-017"]


def test_sizes_after_the_content_are_refused():
    """A writer that cannot go back leaves the sizes in the header empty."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(Unseekable(buffer), "w") as zipped:
        zipped.writestr("a", b"x")
    assert codes(buffer.getvalue()) == ["DS-017"]


class Unseekable(io.RawIOBase):
    """A pipe."""

    def __init__(self, buffer: io.BytesIO) -> None:
        self.buffer = buffer

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.buffer.write(data)


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_encrypted_members_are_refused(flag):
    assert codes(make_archive((b"a", b"x"), flags=flag)) == ["DS-015"]


def test_zip64_is_refused_wherever_it_shows():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped, zipped.open("a", "w", force_zip64=True) as member:
        member.write(b"x")
    assert codes(buffer.getvalue()) == ["DS-003"]
    assert codes(make_end(0xFFFF, 0, 0)) == ["DS-003"]
    assert codes(make_end(0, 0xFFFFFFFF, 0)) == ["DS-003"]
    assert codes(make_end(0, 0, 0xFFFFFFFF)) == ["DS-003"]
    assert codes(b"PK\x06\x07" + bytes(16) + make_end(0, 0, 0)) == ["DS-003"]
    record, body = make_record(b"a", b"", 0xFFFFFFFF), make_header(b"a", b"")
    found = codes(body + record + make_end(1, len(record), len(body)))
    assert found == ["DS-003", "DS-002"]


def test_archives_on_several_disks_are_refused():
    assert codes(struct.pack(END, b"PK\x05\x06", 1, 0, 0, 0, 0, 0, 0)) == ["DS-003"]
    assert codes(struct.pack(END, b"PK\x05\x06", 0, 1, 0, 0, 0, 0, 0)) == ["DS-003"]
    assert codes(struct.pack(END, b"PK\x05\x06", 0, 0, 1, 2, 0, 0, 0)) == ["DS-003"]
    assert codes(make_archive((b"a", b"x"), disk=1)) == ["DS-003"]


def test_too_many_members_are_refused_in_both_directions():
    members = [(f"{number}".encode(), b"") for number in range(6000)]
    assert codes(make_archive(*members)) == ["DS-004"]
    assert packing_codes({name.decode(): b"" for name, _ in members}) == ["DS-004"]
    most = pack({name.decode(): b"" for name, _ in members[:5000]})
    assert len(unpack(most, "d.zip")) == 5000


def test_too_much_content_is_refused_in_both_directions():
    assert codes(make_archive((b"a", b""), size=100_000_001)) == ["DS-005"]
    large = make_archive((b"a", b""), (b"b", b""), (b"c", b""), size=70_000_000)
    assert codes(large) == ["DS-005"]
    assert "all members together have 210,000,000 bytes" in texts(large)
    assert packing_codes({"a": Huge(100_000_001)}) == ["DS-005"]
    assert packing_codes({"a": Huge(10**8), "b": Huge(10**8), "c": b"1"}) == ["DS-005"]


class Huge(bytes):
    """Bytes that say they are many."""

    size: int

    def __new__(cls, size: int) -> "Huge":
        huge = super().__new__(cls)
        huge.size = size
        return huge

    def __len__(self) -> int:
        return self.size


def test_an_archive_larger_than_any_dossier_is_refused_unread():
    assert codes(Huge(archive.LARGEST_ARCHIVE_BYTES + 1)) == ["DS-005"]


def test_all_faults_are_gathered():
    members = ((b"../x", b"1"), (b"a", b"2"), (b"a", b"3"))
    found = codes(make_archive(*members, flags=1, mode=stat.S_IFLNK << 16))
    assert found == ["DS-012", "DS-010", *["DS-013", "DS-015"] * 3]


def test_a_flood_of_faults_is_cut_off():
    members = [(f"../{number}".encode(), b"") for number in range(5000)]
    assert codes(make_archive(*members)) == ["DS-012"] * 100


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-2] + b"\5\0hello",
        lambda data: b"#!/bin/sh\n" + data,
        lambda data: data + b"\n",
        lambda data: data + bytes(22),
        lambda data: data + b"trailing bytes that say PK and nothing else",
    ],
)
def test_comments_and_bytes_around_the_archive_break_the_seal(spoil):
    data = spoil(pack(FILES))
    opened = open_archive(data, "d.zip")
    assert opened.files == FILES
    assert not opened.is_sealed


def test_an_archive_after_another_breaks_the_seal():
    """A reader from the front would read the first one, a reader from the end the second."""
    data = pack({"a": b"1"}) + pack({"a": b"2"})
    opened = open_archive(data, "d.zip")
    assert opened.files == {"a": b"2"}
    assert not opened.is_sealed


def test_other_order_times_and_creators_break_the_seal():
    for members in ((("b", b""), ("a", b"")), (("a", b""), ("b", b""))):
        data = zip_up(*members)
        opened = open_archive(data, "d.zip")
        assert list(opened.files) == [name for name, _ in members]
        assert not opened.is_sealed
    backward = make_archive((b"b", b""), (b"a", b""))
    assert not open_archive(backward, "d.zip").is_sealed


def test_a_gap_between_members_breaks_the_seal():
    body = make_header(b"a", b"x") + b"x"
    record = make_record(b"a", b"x", 0)
    data = body + b"gap" + record + make_end(1, len(record), len(body) + 3)
    assert not open_archive(data, "d.zip").is_sealed


def test_extra_fields_break_the_seal():
    header = bytearray(make_header(b"a", b"x"))
    header[28] = 4
    body, record = bytes(header) + bytes(4) + b"x", make_record(b"a", b"x", 0)
    data = body + record + make_end(1, len(record), len(body))
    assert unpack(data, "d.zip") == {"a": b"x"}
    assert not open_archive(data, "d.zip").is_sealed


def test_the_seal_holds_in_whatever_order_files_are_handed_over():
    assert open_archive(pack(FILES), "d.zip").is_sealed
    assert pack(dict(reversed(FILES.items()))) == pack(FILES)


def test_every_length_of_an_archive_but_the_whole_is_noticed():
    whole = pack(FILES)
    for end in range(len(whole)):
        assert set(codes(whole[:end])) <= {"DS-001", "DS-002"}
