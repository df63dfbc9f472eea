"""Reading a case: nothing crashes it, and every form of a case is the same case."""

import csv
import io
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.product.case_workbook import write_workbook
from cradlegate.tables.records.numbers import read_number
from tests.product.six_lines import FAMILIES, errors, read, read_whole, six_lines, to_csv

SIX = six_lines()
TABLES = sorted(path for path in SIX if path.endswith(".csv"))
LAWS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=40,
).map(str.strip).filter(lambda text: text not in {"", "?", "none", "-", "–"} and not text.startswith("#"))  # fmt: skip
MASSES = st.decimals(0, 100_000, places=3)
WORDS = {
    "gb18030": ["床身", "主轴箱", "导轨", "铸件", "电控柜", "丝杠", "冷却液", "护罩"],
    "cp932": ["ベッド", "主軸台", "ガイド", "鋳物", "制御盤", "ボールねじ", "切削油", "カバー"],
    "cp949": ["베드", "주축대", "가이드", "주물", "제어반", "볼스크류", "절삭유", "커버"],
    "cp874": ["ฐานเครื่อง", "หัวจับ", "รางเลื่อน", "เหล็กหล่อ", "ตู้ควบคุม", "น้ำหล่อเย็น"],
}  # fmt: skip


@st.composite
def bills(draw: st.DrawFn) -> bytes:
    """A bill of materials with anything a maker may write into it."""
    rows = [
        [
            f"L{number}", "bed", draw(st.sampled_from(FAMILIES)), draw(TEXTS),
            f"{draw(st.integers(1, 99))}", f"{draw(MASSES)} kg", f"{draw(st.integers(1, 100))} %",
        ]
        for number in range(draw(st.integers(1, 6)))
    ]  # fmt: skip
    heading = [
        "line_id",
        "subassembly",
        "material",
        "description",
        "quantity",
        "net_mass_each",
        "yield",
    ]
    return to_csv([heading, *rows])


def with_bill(bill: bytes) -> dict[str, bytes]:
    kept = ("machine.yaml", "allocation.csv", "energy.csv", "evidence", "use", "eol", "signoff")
    return {path: data for path, data in SIX.items() if path.startswith(kept)} | {"bom.csv": bill}


@given(bills())
@LAWS
def test_a_bill_reads_back_as_it_was_written(bill):
    reading = read(with_bill(bill))
    assert errors(reading) == []
    assert reading.case is not None
    written = list(csv.DictReader(io.StringIO(bill.decode(), newline="")))
    assert [line.description for line in reading.case.bom] == [
        row["description"] for row in written
    ]
    assert [line.net_mass_each_kg for line in reading.case.bom] == [
        Decimal(row["net_mass_each"].removesuffix(" kg")) for row in written
    ]


@given(bills())
@LAWS
def test_folder_and_workbook_are_the_same_case(bill):
    folder = with_bill(bill)
    book = read({"case.xlsx": write_workbook(folder)})
    assert errors(book) == []
    assert book.case is not None
    assert book.case.digest == read_whole(folder).digest


@given(st.sampled_from(sorted(WORDS)), st.data())
@LAWS
def test_every_encoding_is_the_same_case(encoding, data):
    words = data.draw(st.lists(st.sampled_from(WORDS[encoding]), min_size=4, unique=True))
    rows = "".join(
        f"L{number},bed,grey_iron,{number + 1} kg,{word}\n" for number, word in enumerate(words)
    )
    text = f"line_id,subassembly,material,net_mass_each,description\n{rows}"
    foreign = read_whole(with_bill(text.encode(encoding)))
    assert foreign.digest == read_whole(with_bill(text.encode())).digest


def is_answered(reading):
    """Tell whether reading gave a case, or errors that say why there is none."""
    return reading.case is not None or any(fault.is_error for fault in reading.faults)


@given(st.sampled_from(TABLES), st.data())
@LAWS
def test_any_single_cell_may_be_spoiled(path, data):
    grid = list(csv.reader(io.StringIO(SIX[path].decode(), newline="")))
    row = data.draw(st.integers(0, len(grid) - 1))
    column = data.draw(st.integers(0, len(grid[row]) - 1))
    grid[row][column] = data.draw(
        st.one_of(st.text(max_size=30), st.from_regex(r"-?[0-9.,eE]{1,12} ?[a-zA-Z%./^0-9]{0,8}"))
    )
    reading = read(SIX | {path: to_csv(grid)})
    assert reading.case is None or reading.case.digest
    assert all(str(fault) for fault in reading.faults)


@given(st.sampled_from(sorted(SIX)), st.data())
@LAWS
def test_any_bytes_may_be_spoiled(path, data):
    original = SIX[path]
    start = data.draw(st.integers(0, len(original)))
    end = data.draw(st.integers(start, min(len(original), start + 40)))
    spoiled = original[:start] + data.draw(st.binary(max_size=40)) + original[end:]
    assert is_answered(read(SIX | {path: spoiled}))


@given(st.data())
@LAWS
def test_any_bytes_of_a_workbook_may_be_spoiled(data):
    start = data.draw(st.integers(0, len(BOOK) - 1))
    end = data.draw(st.integers(start, min(len(BOOK), start + 40)))
    spoiled = BOOK[:start] + data.draw(st.binary(max_size=40)) + BOOK[end:]
    assert is_answered(read({"case.xlsx": spoiled}))


@given(st.text(max_size=200))
@LAWS
def test_any_text_may_stand_for_a_yaml_file(text):
    for path in ("machine.yaml", "use.yaml", "eol.yaml", "signoff.yaml"):
        assert is_answered(read(SIX | {path: text.encode("utf-8", "replace")}))


@given(st.sampled_from(TABLES), st.text(max_size=100))
@LAWS
def test_a_workbook_is_written_or_refused_with_faults(path, text):
    try:
        write_workbook(SIX | {path: text.encode("utf-8", "replace")})
    except FaultsError as error:
        assert error.faults  # noqa: PT017 - both ends are right


@given(st.decimals(0, 10**9, places=2))
def test_a_number_is_the_same_in_every_country(value):
    grouped = f"{value:,}"
    swapped = grouped.translate(str.maketrans(",.", ".,"))
    for text in (
        f"{value}",
        grouped,
        swapped,
        grouped.replace(",", " "),
        grouped.replace(",", "'"),
    ):
        assert read_number(f"{text} kg").value == value
    assert read_number(f"-{value}").value == -value


BOOK = write_workbook(SIX)
