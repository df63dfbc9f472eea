"""Texts of other encodings: recognised, accepted, and named where it is a guess."""

import codecs

import pytest

from tests.product.six_lines import codes, errors, read, read_whole, six_lines, with_text

TEXTS = {
    "gb18030": [
        "line_id,subassembly,material,net_mass_each,description\nB1,bed,grey_iron,700 kg,床身铸件 HT250\nB2,bed,grey_iron,2 kg,主轴箱盖",
        "行号,部件,材料,净重[kg],名称\n1,bed,grey_iron,700,床身\n2,bed,grey_iron,2,镗杆",
    ],
    "cp932": [
        "line_id,subassembly,material,net_mass_each,description\nB1,bed,grey_iron,700 kg,ベッド鋳物\nB2,bed,grey_iron,2 kg,主軸台カバー",
        "品目番号,ユニット,材質,重量[kg],品名\n1,bed,grey_iron,700,鋳物\n2,bed,grey_iron,2,歯車",
    ],
    "cp949": [
        "line_id,subassembly,material,net_mass_each,description\nB1,bed,grey_iron,700 kg,베드 주물\nB2,bed,grey_iron,2 kg,주축대 커버",
        "line_id,어셈블리,재질,중량[kg],명칭\n1,bed,grey_iron,700,주물\n2,bed,grey_iron,2,톱니바퀴",
    ],
    "cp874": [
        "line_id,subassembly,material,net_mass_each,description\nB1,bed,grey_iron,700 kg,ฐานเครื่องเหล็กหล่อ\nB2,bed,grey_iron,2 kg,ฝาครอบ",
        "รหัส,subassembly,วัสดุ,น้ำหนัก[kg],ชื่อ\n1,bed,grey_iron,700,ฐานเครื่อง\n2,bed,grey_iron,2,ฝาครอบ",
    ],
}  # fmt: skip
MARKED = {
    "utf-8-sig": b"",
    "utf-16": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def bom_in(data: bytes) -> dict[str, bytes]:
    kept = (
        "machine.yaml",
        "allocation.csv",
        "energy.csv",
        "evidence",
        "material_map",
        "signoff",
        "use",
        "eol",
    )
    return {path: file for path, file in six_lines().items() if path.startswith(kept)} | {
        "bom.csv": data
    }


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encoding, texts in TEXTS.items() for text in texts]
)
def test_a_legacy_encoding_is_recognised_and_named(encoding, text):
    reading = read(bom_in(text.encode(encoding)))
    assert errors(reading) == []
    (warning,) = [fault for fault in reading.faults if fault.code == "CF-011"]
    assert warning.place.file == "bom.csv"
    assert warning.found.startswith(f"the text was read as {encoding.upper()}")
    assert reading.case is not None
    assert [line.description for line in reading.case.bom] == [
        row.rsplit(",", 1)[1] for row in text.splitlines()[1:]
    ]
    assert [line.net_mass_kg for line in reading.case.bom] == [700, 2]


@pytest.mark.parametrize("text", [text for texts in TEXTS.values() for text in texts])
@pytest.mark.parametrize("encoding", ["utf-8", *MARKED])
def test_marked_text_and_utf_8_are_certain(encoding, text):
    reading = read(bom_in(MARKED.get(encoding, b"") + text.encode(encoding)))
    assert errors(reading) == []
    assert "CF-011" not in codes(reading)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_shows_by_its_headings(encoding):
    reading = read(bom_in(TEXTS["gb18030"][0].encode(encoding)))
    assert errors(reading) == []
    (warning,) = [fault for fault in reading.faults if fault.code == "CF-011"]
    assert encoding.upper() in warning.found


def test_a_text_of_no_encoding_is_refused():
    reading = read(bom_in(b"id,mass\n\x80\xff\xff\xfe\x81,1 kg\n"))
    assert ("CF-010", "bom.csv") in {(fault.code, fault.place.file) for fault in reading.faults}


def test_a_broken_utf_16_is_refused():
    assert "CF-010" in codes(read(bom_in(codecs.BOM_UTF16_LE + b"i\0d")))


def test_rivals_of_a_guess_are_named():
    """Two signs that are everyday words in Chinese and in Korean."""
    data = (
        "line_id,subassembly,material,net_mass_each,description\nB1,bed,grey_iron,1 kg,커버".encode(
            "cp949"
        )
    )
    (warning,) = [fault for fault in read(bom_in(data)).faults if fault.code == "CF-011"]
    assert "GB18030" in warning.found.upper()
    assert "CP949" in warning.found.upper()


def test_a_table_of_two_encodings_is_refused():
    head = "line_id,subassembly,material,net_mass_each,description\n"
    rows = [
        "B1,bed,grey_iron,1 kg,床身铸件\n".encode("gb18030"),
        "B2,bed,grey_iron,1 kg,主轴\n".encode(),
    ]
    reading = read(bom_in(head.encode() + b"".join(rows)))
    (fault,) = [each for each in reading.faults if each.code == "CF-019"]
    assert (fault.place.row, fault.is_error) == (3, True)


def test_yaml_of_a_legacy_encoding_is_read():
    machine = with_text("machine.yaml", "name: Foundry and assembly", "name: 铸造厂和装配厂")[
        "machine.yaml"
    ]
    files = six_lines() | {"machine.yaml": machine.decode().encode("gb18030")}
    reading = read(files)
    assert errors(reading) == []
    assert "CF-011" in codes(reading)
    assert read_whole(files).machine.maker.name == "六线机床"


def test_a_stray_zero_byte_is_a_hidden_character():
    data = six_lines()["bom.csv"].replace(b"anchor", b"an\0chor")
    assert "CF-044" in codes(read(six_lines() | {"bom.csv": data}))
