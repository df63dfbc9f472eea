"""A portfolio screened, as exporters, dealers and brokers ask for it."""

import csv
import io
import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import polars as pl
import pytest
import python_calamine
import xlsxwriter

from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.fault import FaultsError
from cradlegate.regimes.pack.read import shipped_packs
from cradlegate.reports.json_envelope import envelope_schema
from cradlegate.verification.registers.files import shipped_registers
from tests.border.portfolio.portfolios import portfolio
from tests.border.shipments import FOLDER, MACHINE, VN
from tests.foundation.test_docs import matches

pytestmark = pytest.mark.through("command line")
TERMS = ("--known-as-of", "2026-08-20T09:00Z")
SHORT = ("chase.csv", "errors.csv", "families.csv", "open_law.csv", "routes.csv", "screening.json",
         "summary.html", "summary.json", "summary.xlsx")  # fmt: skip


@pytest.fixture
def screen(own_process, tmp_path):
    """Screen a table in the folder of the test into the folder `out`."""

    def run(*options, stock="stock.csv", out="out", terms=TERMS):
        return own_process("screen", stock, "--out", out, *terms, *options)

    return run


@pytest.fixture
def stock(tmp_path):
    """Write the table of machines."""

    def write(*lines, name="stock.csv"):
        data = portfolio(*lines)["shipments.csv"]
        (tmp_path / name).write_bytes(data)
        return data.decode()

    return write


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def read_sheet(folder, name):
    return pl.concat([pl.read_parquet(each) for each in sorted((folder / name).iterdir())])


@pytest.mark.requirement("S0-18", part="screening of a portfolio")
def test_the_twelve_consignments_are_screened(screen, tmp_path):
    done = screen("--documents", str(FOLDER / "documents.csv"), stock=str(FOLDER / "shipments.csv"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✗ not met · 12 lines; ")
    assert done.stderr == "wrote 11 files to out\n"
    out = tmp_path / "out"
    names = sorted(each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file())
    assert names == sorted([*SHORT, "findings/part-0001.parquet", "lines/part-0001.parquet"])
    lines = read_sheet(out, "lines")
    assert lines["line"].to_list() == [f"M{at}" for at in range(1, 13)]
    findings = read_sheet(out, "findings")
    assert findings["source"].null_count() == 0
    assert read_csv(out / "errors.csv") == []


def test_screen_runs_as_installed(cradlegate, stock, tmp_path):
    stock({})
    done = cradlegate("screen", tmp_path / "stock.csv", "--out", tmp_path / "out", *TERMS)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "screening.json").is_file()


MAPPING = """
columns: {Nr: id, Sendung: consignment_id, Art: kind, Zustand: condition, 型号: model, Stück: qty, Zoll: hs,
          Ziel: destination, Absender: exporter_id, Tag: entry_date, Norm: cnc}
words: {kind: {BAZ: machining_centre}, condition: {neu: new}, cnc: {ja: yes}}
constants: {hs_edition: 2022, procedure: consumption, dispatch: CN}
"""
OWN = """Nr,Sendung,Art,Zustand,型号,Stück,Zoll,Ziel,Absender,Tag,Norm,Farbe
1,C1,BAZ,neu,立式加工中心,1,845710,VN,海天,2026-08-25,ja,rot
2,C2,BAZ,alt,立式加工中心,1,845710,VN,海天,2026-08-25,ja,rot
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_of_somebody_else_is_read_by_a_mapping(screen, tmp_path, encoding):
    (tmp_path / "own.yaml").write_text(MAPPING, encoding="utf-8")
    # GB18030 has no letter ü in one byte; the heading is written all the same.
    (tmp_path / "stock.csv").write_bytes(OWN.encode(encoding))
    done = screen("--columns", "own.yaml", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert "not read: Farbe" in done.stderr
    (error,) = read_csv(tmp_path / "out" / "errors.csv")
    assert (error["file"], error["row"], error["id"], error["column"]) == (
        "stock.csv",
        "3",
        "2",
        "condition",
    )
    assert "'alt'" in error["found"]
    (line,) = read_csv(tmp_path / "out" / "lines" / "part-0001.csv")
    assert (line["line"], line[f"{VN}:applies"]) == ("1", "undetermined")
    findings = read_csv(tmp_path / "out" / "findings" / "part-0001.csv")
    assert {each["line"] for each in findings} == {"1"}


def test_a_workbook_and_a_parquet_file_give_what_the_csv_gives(screen, stock, tmp_path):
    cells = [
        row.split(",")
        for row in stock({"cnc": "no"}, {"built": "2026-05", "hs": "84571000"}).splitlines()
    ]
    with xlsxwriter.Workbook(tmp_path / "stock.xlsx") as book:
        sheet = book.add_worksheet("shipments")
        for at, row in enumerate(cells):
            sheet.write_row(at, 0, row, book.add_format({"num_format": "@"}))
    pl.DataFrame(cells[1:], schema=cells[0], orient="row").write_parquet(tmp_path / "stock.parquet")
    digests = set()
    for name in ("stock.csv", "stock.xlsx", "stock.parquet"):
        done = screen(stock=name, out=f"out-{name}")
        assert done.returncode == 0, done.stderr
        log = json.loads((tmp_path / f"out-{name}" / "screening.json").read_text())
        digests.add(log["result_digest"])
    assert len(digests) == 1


def write_workbook(path, *lines):
    """A workbook in which numbers are numbers, and texts with = are formulas."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("shipments")
        for at, row in enumerate([dict(zip(MACHINE, MACHINE, strict=True)), *lines]):
            for column, value in enumerate(row.values()):
                if isinstance(value, tuple):
                    sheet.write_formula(at, column, *value)
                else:
                    sheet.write(at, column, value)


def test_a_formula_counts_by_its_value_and_a_code_kept_as_a_number_is_listed(screen, tmp_path):
    usual = {**MACHINE, "serials": ""}
    computed = {**usual, "id": "M3", "model": ('="VMC-"&850', None, "VMC-850")}
    write_workbook(tmp_path / "stock.xlsx", usual, {**usual, "id": "M2", "hs": 845710}, computed)
    done = screen(stock="stock.xlsx")
    assert done.returncode == 0, done.stderr
    (error,) = read_csv(tmp_path / "out" / "errors.csv")
    assert (error["row"], error["id"], error["column"]) == ("3", "M2", "hs")
    assert error["found"] == "845710 is a number"
    assert read_sheet(tmp_path / "out", "lines")["line"].to_list() == ["M1", "M3"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_of_headings_alone_has_no_line(screen, tmp_path, form):
    if form == "csv":
        (tmp_path / "stock.csv").write_text(",".join(MACHINE), encoding="utf-8")
    else:
        write_workbook(tmp_path / "stock.xlsx")
    done = screen(stock=f"stock.{form}")
    assert done.returncode == 2
    assert "BD-185" in done.stderr
    assert "CF-015" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_list_holds_no_text_that_a_spreadsheet_would_work_out(screen, stock, tmp_path):
    lines = stock({"id": "=M7"}, {"id": "M2", "exporter_id": "@now", "consignment_id": "C2"}, {})
    assert "=M7" in lines
    assert screen().returncode == 0
    (error,) = read_csv(tmp_path / "out" / "errors.csv")
    assert (error["id"], error["code"]) == ("'=M7", "BD-015")
    parties = {each["party"] for each in read_csv(tmp_path / "out" / "chase.csv")}
    assert "'@now" in parties
    assert "@now" not in parties


def test_a_failed_formula_is_named_by_its_cell(screen, tmp_path):
    write_workbook(tmp_path / "stock.xlsx", {**MACHINE, "model": ("=1/0", None, "#DIV/0!")})
    done = screen(stock="stock.xlsx")
    assert done.returncode == 2
    assert "holds a failed formula" in done.stderr


def test_a_table_without_a_line_that_can_be_read_writes_nothing(screen, stock, tmp_path):
    stock({"qty": "0"}, {"kind": "spaceship"})
    done = screen()
    assert done.returncode == 2
    assert "no line" in done.stderr
    assert "spaceship" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("lines", "options", "code"),
    [
        ([{"built": "2010"}], (), 0),
        ([{"condition": "used", "built": "2010", "kind": "lathe"}], ("--fail-on", "not-met"), 0),
        ([{}], ("--fail-on", "undetermined"), 3),
        ([{"destination": "DE"}], ("--fail-on", "undetermined"), 0),
    ],
)
def test_screen_judges_where_it_is_asked_to(screen, stock, lines, options, code):
    stock(*lines)
    assert screen(*options).returncode == code


def test_a_line_that_is_not_met_fails_where_it_is_asked(screen, tmp_path):
    done = screen(
        "--documents",
        str(FOLDER / "documents.csv"),
        "--fail-on",
        "not-met",
        stock=str(FOLDER / "shipments.csv"),
    )
    assert done.returncode == 1
    assert (tmp_path / "out").is_dir()


def test_an_existing_folder_is_replaced_only_with_force(screen, stock):
    stock({})
    assert screen().returncode == 0
    refused = screen()
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert screen("--force").returncode == 0


def test_parts_of_another_screening_never_stay_beside_ours(screen, stock, tmp_path):
    stock({})
    assert screen().returncode == 0
    refused = screen("--force", "--format", "csv")
    assert refused.returncode == 2
    assert "BD-188" in refused.stderr
    assert "such as findings/part-0001.parquet" in refused.stderr


def test_json_is_one_envelope_of_the_published_schema(screen, stock):
    stock({}, {"qty": "x"})
    done = screen("--json")
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    assert set(envelope["inputs"]) == {"shipments"}
    assert done.stderr == "wrote 11 files to out\n"


def test_the_workbook_has_a_sheet_for_each_list(screen, tmp_path):
    rows = (FOLDER / "shipments.csv").read_text(encoding="utf-8")
    (tmp_path / "stock.csv").write_text(f"{rows}a,b\n", encoding="utf-8")
    assert screen().returncode == 0
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out" / "summary.xlsx"))
    assert {"Answer", "Lines by regime and status", "Chase list by party", "Open law that decides",
            "Routes by volume and exposure", "Machines by volume and exposure", "Faults by row"} <= set(book.sheet_names)  # fmt: skip


def test_papers_and_registers_that_came_later_are_left_out_and_named(screen, stock, tmp_path):
    stock({})
    (tmp_path / "documents.csv").write_bytes(
        portfolio({}, documents=[{"received_at": "2026-08-12"}])["documents.csv"]
    )
    (tmp_path / "register").mkdir()
    for name, data in shipped_registers()["register-example-2026-q2"].items():
        (tmp_path / "register" / name).write_bytes(data)
    options = ("--documents", "documents.csv", "--register", "register")
    assert "BD-017" not in screen(*options).stderr
    early = screen(*options, out="early", terms=("--known-as-of", "2026-06-20T09:00Z"))
    assert early.returncode == 0, early.stderr
    assert "BD-017" in early.stderr
    assert "VR-031" in early.stderr


def test_a_screening_is_judged_again_from_its_log(screen, stock, tmp_path):
    stock({"cnc": ""}, {})
    assert screen().returncode == 0
    log = tmp_path / "out" / "screening.json"
    again = screen("--replay", str(log), out="again", terms=("--known-as-of", "2020-01-01T00:00Z"))
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "again" / "screening.json").read_bytes() == log.read_bytes()
    stock({"cnc": "no"}, {})
    other = screen("--replay", str(log), out="third")
    assert other.returncode == 2
    assert "BD-184" in other.stderr
    assert not (tmp_path / "third").exists()


def test_a_screening_that_comes_out_otherwise_exits_1(screen, stock, tmp_path):
    """As it would with another version of the program: the log says another result."""
    stock({})
    assert screen().returncode == 0
    log = json.loads((tmp_path / "out" / "screening.json").read_text())
    content = {name: value for name, value in log.items() if name != "digest"}
    content["result_digest"] = "sha256:00"
    (tmp_path / "other.json").write_bytes(canonical_bytes({**content, "digest": digest(content)}))
    done = screen("--replay", "other.json", out="again")
    assert done.returncode == 1
    assert "comes out otherwise" in done.stderr


def test_a_log_that_was_changed_is_refused(screen, stock, tmp_path):
    stock({})
    assert screen().returncode == 0
    log = (tmp_path / "out" / "screening.json").read_text()
    (tmp_path / "other.json").write_text(log.replace('"lines":1', '"lines":2'))
    done = screen("--replay", "other.json", out="again")
    assert done.returncode == 2
    assert "BD-183" in done.stderr


def test_the_mapping_is_an_input_of_the_log(screen, stock, tmp_path):
    stock({})
    (tmp_path / "own.yaml").write_text("constants: {in_line: no}\n")
    assert screen("--columns", "own.yaml").returncode == 0
    done = screen("--replay", "out/screening.json", out="again")
    assert done.returncode == 2
    assert "columns is not there" in done.stderr


def test_other_packs_give_the_list_of_what_they_change(screen, stock, tmp_path):
    stock({}, {"destination": "DE", "exporter_id": "other"})
    text = next(data for name, data in shipped_packs().items() if VN in name).decode()
    (tmp_path / "old").mkdir()
    old = text.replace("consignment.destination == 'VN'", "consignment.destination == 'LA'")
    assert old != text
    (tmp_path / "old" / "pack.yaml").write_text(old, encoding="utf-8")
    done = screen("--against", "old")
    assert done.returncode == 0, done.stderr
    assert "What other packs change" in done.stdout
    impact = read_csv(tmp_path / "out" / "impact.csv")
    assert ("maker", VN, "applies", "not met", "met", "1") in {
        tuple(each.values()) for each in impact
    }
    assert {each["exporter"] for each in impact} == {"maker"}
    assert set(read_sheet(tmp_path / "out", "impact")["line"]) == {"M1"}


def test_documents_evidence_and_registers_are_joined(screen, stock, tmp_path, cradlegate):
    stock({})
    (tmp_path / "documents.csv").write_text(
        "doc_id,type,number,issuer_id,issuer_role,body_no,covers_serials,signed_at,state,"
        "checked_by,checked_at,checked_how\n"
        "R1,carbon_footprint_report,EX-1,body,verification_body,EX-VB-01,SN-1,2026-07-15,checked,"
        "A. Example,2026-07-15,letter\n"
        "R2,oem_letter,EX-2,maker,oem,,SN-1,2026-07-15,checked,A. Example,2026-07-15,letter\n"
    )
    (tmp_path / "evidence.csv").write_text("doc_id,fitted\nR2,factory\nR3,factory\n")
    (tmp_path / "register").mkdir()
    for name, data in shipped_registers()["register-example-2026-q2"].items():
        (tmp_path / "register" / name).write_bytes(data)
    done = screen(
        "--documents", "documents.csv", "--evidence", "evidence.csv", "--register", "register"
    )
    assert done.returncode == 0, done.stderr
    (error,) = read_csv(tmp_path / "out" / "errors.csv")
    assert (error["file"], error["row"], error["id"]) == ("evidence.csv", "3", "R3")
    log = json.loads((tmp_path / "out" / "screening.json").read_text())
    assert len(log["inputs"]) == 4
    chase = read_csv(tmp_path / "out" / "chase.csv")
    assert "Which bodies accredit" not in {each["what"][:21] for each in chase}


@pytest.mark.through("cg")
def test_a_frame_is_screened_from_python(cg):
    known = datetime(2026, 8, 20, 9, tzinfo=UTC)
    lines, papers = (
        pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
        for name in ("shipments", "documents")
    )
    screened = cg.screen(lines, documents=papers, known_as_of=known)
    assert screened.lines.height == 12
    assert set(screened.findings.columns) >= {"line", "requirement", "status", "source"}
    assert screened.errors.is_empty()
    assert cg.screen(lines.head(1)).lines.height == 1
    with pytest.raises(FaultsError) as error:
        cg.screen(lines.with_columns(qty=pl.lit("0")), known_as_of=known)
    assert error.value.faults[0].code == "BD-185"


def test_the_page_on_portfolios_shows_what_comes_out(own_process, tmp_path):
    page = Path(__file__).parents[2] / "docs" / "how-to" / "screen-a-portfolio.md"
    text = page.read_text(encoding="utf-8")
    (table,) = re.findall(r"^```csv\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (mapping,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "stock.csv").write_text(table, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(mapping, encoding="utf-8")
    shown = re.findall(r"^```text\n\$ (.*?)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert shown
    for command, output in shown:
        done = own_process(*shlex.split(command)[1:])
        assert matches(tuple(output.splitlines()), done.stdout), done.stdout + done.stderr
    (error,) = read_csv(tmp_path / "screened" / "errors.csv")
    assert (error["row"], error["column"]) == ("5", "condition")
    families = read_csv(tmp_path / "screened" / "families.csv")
    assert [each["laser_type"] for each in families] == ["co2", "", "fibre"]
