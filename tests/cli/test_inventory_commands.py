"""Stock lists sorted as users do it."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.reports.json_envelope import envelope_schema
from tests.border.inventory.lists import ASEAN, write_list
from tests.foundation.test_docs import matches

pytestmark = pytest.mark.through("command line")

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "sort-an-inventory.md"
WHEN = ("--on", "2026-08-01", "--entry-date", "2026-08-15", "--known-as-of", "2026-08-01T09:00Z")


def said(text):
    return " ".join(text.split())


@pytest.fixture
def sort(own_process, tmp_path):
    (tmp_path / "stock.csv").write_bytes(write_list())

    def run(*options):
        return own_process("inventory", "map", "stock.csv", *WHEN, *options)

    return run


@pytest.mark.requirement("S0-17", part="a stock list sorted as users do it")
def test_a_stock_list_is_sorted(sort):
    done = sort("--only", ASEAN)
    assert (done.returncode, done.stderr) == (0, "")
    text = said(done.stdout)
    assert text.startswith(
        "195 of 200 rows read. VN: 90 in, 75 unclear, 30 out; TH: 90 in, 75 unclear, 30 out; "
        "ID: 90 in, 75 unclear, 30 out"
    )
    assert "mend 5 rows that cannot be read" in text
    assert "say in a file for --columns what is meant by 2 texts" in text
    assert "260 more rows: they stand in the files of --out" in text
    assert "Dates of manufacture, Buddhist era: 20." in text
    assert "Headings that mean no column: Price." in text


def test_the_sheets_are_written_whole(sort, tmp_path):
    done = sort("--only", ASEAN, "--destination", "VN", "--out", "sorted")
    assert done.returncode == 0
    assert "wrote" in done.stderr
    book = CalamineWorkbook.from_path(str(tmp_path / "sorted" / "inventory.xlsx"))
    assert {"In", "Unclear", "Out", "Unread rows"} <= set(book.sheet_names)
    text = (tmp_path / "sorted" / "findings.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 195
    assert {
        row["decided_by"] for row in rows if row["said"] == "VMC" and row["group"] == "out"
    } == {"condition new"}
    unread = (tmp_path / "sorted" / "unread.csv").read_bytes().decode("utf-8-sig")
    assert [row["code"] for row in csv.DictReader(io.StringIO(unread))] == ["CF-042"] * 5
    again = ("--only", ASEAN, "--destination", "CN", "--out", "sorted")
    assert sort(*again).returncode == 2
    assert sort(*again, "--force").returncode == 0


def test_json_lists_every_row(sort):
    envelope = json.loads(sort("--only", ASEAN, "--destination", "TH", "--json").stdout)
    jsonschema.validate(envelope, envelope_schema())
    tables = {each["id"]: each["rows"] for each in envelope["result"]["tables"]}
    assert [len(tables[name]) for name in ("in", "unclear", "out", "unread")] == [90, 75, 30, 5]


def test_every_regime_is_asked_and_reasons_are_put_together(own_process, tmp_path):
    (tmp_path / "one.csv").write_text("no,kind,year,condition,hs\n=1+1,VMC,2026,new,845710\n")
    done = own_process("inventory", "map", "one.csv", *WHEN, "--out", "sorted")
    text = said(done.stdout)
    assert "VN: 1 in, 0 unclear, 0 out; TH: 0 in, 0 unclear, 1 out" in text
    assert "What somebody can still tell" not in text
    findings = (tmp_path / "sorted" / "findings.csv").read_text("utf-8-sig")
    assert "'=1+1" in findings


def test_a_file_of_columns_says_what_words_mean(own_process, tmp_path):
    (tmp_path / "list.csv").write_text("Was,Jahr\nBZ 5,2018\n,\n")
    (tmp_path / "columns.yaml").write_text(
        "columns: {Was: kind, Jahr: built}\n"
        "words: {kind: {BZ 5: machining centre}}\n"
        "constants: {condition: used}\n"
    )
    ask = ("inventory", "map", "list.csv", *WHEN, "--only", ASEAN)
    assert own_process(*ask).returncode == 2
    done = own_process(*ask, "--columns", "columns.yaml", "--destination", "VN, VN")
    assert said(done.stdout).startswith("1 of 1 rows read. VN: 1 in, 0 unclear, 0 out")


def test_the_page_shows_what_its_command_prints(own_process, tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    (data,) = re.findall(r"^```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (columns,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ((command, output),) = re.findall(
        r"^```text\n\$ cradlegate (.*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    (tmp_path / "stock.csv").write_text(data, encoding="utf-8")
    (tmp_path / "columns.yaml").write_text(columns, encoding="utf-8")
    printed = own_process(*shlex.split(command)).stdout
    assert matches(tuple(output.splitlines()), printed), printed
    mapped = own_process(*shlex.split(command), "--columns", "columns.yaml").stdout
    assert "BD-170" not in mapped


def test_what_nobody_wrote_is_unknown(own_process, tmp_path):
    (tmp_path / "list.csv").write_text("no,kind\n1,\n")
    text = said(own_process("inventory", "map", "list.csv", *WHEN, "--only", ASEAN).stdout)
    assert "1 ? ? ? ? VN unclear" in text
    assert "the cell is empty" in text
    assert "What kind of machine is it? (3 unclear)" in text


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--destination", "XX"), "BD-174"),
        (("--destination", "vn"), "BD-174"),
        (("--only", "no-such-pack"), "RG-017"),
        (("--columns", "nowhere.yaml"), "ST-001"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(sort, tmp_path, options, code):
    done = sort(*options, "--out", "sorted")
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr
    assert not (tmp_path / "sorted").exists()


def test_an_entry_before_the_day_of_the_list_is_refused(own_process, tmp_path):
    (tmp_path / "list.csv").write_text("kind\nVMC\n")
    ask = ("inventory", "map", "list.csv", "--on", "2026-08-02", "--entry-date", "2026-08-01")
    done = own_process(*ask)
    assert (done.returncode, "BD-175" in done.stderr) == (2, True)


def test_a_guessed_encoding_is_warned_of(own_process, tmp_path):
    (tmp_path / "list.csv").write_bytes("设备名称,年份\n数控车床,2018\n".encode("gb18030"))
    done = own_process("inventory", "map", "list.csv", *WHEN, "--only", ASEAN)
    assert done.returncode == 0
    assert "GB18030" in done.stderr
    assert "数控车床" in done.stdout


def test_today_is_the_day_of_the_list(own_process, tmp_path):
    (tmp_path / "list.csv").write_text("kind,year,condition\nCNC lathe,2015,used\n")
    done = own_process("inventory", "map", "list.csv", "--only", ASEAN)
    assert said(done.stdout).startswith("1 of 1 rows read. VN: 1 in")


def test_plain_output_has_plain_signs_alone(own_process, tmp_path):
    (tmp_path / "list.csv").write_text("kind,year\nCNC lathe,2015\n")
    done = own_process("inventory", "map", "list.csv", *WHEN, "--only", ASEAN, "--plain")
    assert (done.returncode, done.stdout.isascii()) == (0, True)
