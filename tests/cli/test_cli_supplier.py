"""Suppliers asked, answers taken in, and suppliers ranked, as users do it."""

import csv
import io
import json
import shutil
from importlib.resources import as_file, files

import jsonschema
import pytest

from cradlegate.product.suppliers.answer_tables import questionnaire_tables
from cradlegate.reports.json_envelope import envelope_schema
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.reading.xlsx_tables import read_workbook
from cradlegate.tables.workbook import write_form
from tests.border.shipments import shipment
from tests.product.suppliers.epd_files import epd_archive
from tests.product.suppliers.sent_files import PCF_HEADING, pact_3

pytestmark = pytest.mark.through("command line")

FEW = ("--draws", "200")
STATED = {
    "declared_unit": "kg", "mass_per_unit": "1", "boundary": "A1-A3", "period": "2025",
    "geography": "CN", "scope_1": "0.6", "scope_2_location": "0.5", "upstream": "0.7",
    "gwp_set": "AR6", "verification": "limited",
}  # fmt: skip


@pytest.fixture
def machine(tmp_path):
    """The shipped machine as a case of its own."""
    with as_file(files("cradlegate.product") / "data" / "examples" / "vmc-850") as folder:
        shutil.copytree(folder, tmp_path / "vmc")
    return tmp_path / "vmc"


def fill(data, line_id, answers):
    """Fill in the row of a line in the workbook of a questionnaire, as its cells are headed."""
    specs = questionnaire_tables()
    tables = {table.spec.name: table for table in read_workbook(specs, "q.xlsx", data).tables}
    parts = tables["parts"]
    rows = tuple(
        RawRow(
            row.row, {**row.cells, **{name: Cell(text, row.row) for name, text in answers.items()}}
        )
        if row.cells["line_id"].text == line_id
        else row
        for row in parts.rows
    )
    tables["parts"] = RawTable(parts.spec, parts.file, rows)
    return write_form(
        {name: specs[name] for name in tables}, "answer", {name: (t,) for name, t in tables.items()}
    )


def result(done):
    envelope = json.loads(done.stdout)
    jsonschema.validate(envelope, envelope_schema())
    return envelope["result"]


def table(done, name):
    [found] = [each for each in result(done)["tables"] if each["id"] == name]
    return found["rows"]


def read_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def stage_a1(done):
    return float(table(done, "stages")[0]["kgco2e"]["value"])


def primary_share(done):
    [row] = [r for r in table(done, "quality") if r["measure"]["text"].startswith("primary")][:1]
    return float(row["value"]["value"])


@pytest.mark.requirement("S1-11")
@pytest.mark.requirement("S1-25")
@pytest.mark.requirement("S3-24")
def test_asking_answering_and_importing_changes_the_footprint(own_process, machine):
    """Bed casting: before 1997 kg ÷ 0.88 × 2.0, after 1997 kg × (0.6 + 0.5 + 0.7) kg CO2e/kg."""
    before = own_process("footprint", "vmc", "--json", *FEW)
    asked = own_process(
        "supplier", "ask", "vmc", "--out", "asked", "--due", "2026-10-31",
        "--supplier", "SUP-FOUNDRY",
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    folder = machine.parent / "asked"
    assert sorted(path.name for path in folder.iterdir()) == [
        "SUP-FOUNDRY.html", "SUP-FOUNDRY.json", "SUP-FOUNDRY.xlsx", "requests.html",
        "requests.json",
    ]  # fmt: skip
    filled = fill((folder / "SUP-FOUNDRY.xlsx").read_bytes(), "BED-101", STATED)
    (machine.parent / "answer.xlsx").write_bytes(filled)
    taken = own_process("supplier", "import", "vmc", "answer.xlsx", "--use")
    assert taken.returncode == 0, taken.stderr
    assert taken.stdout.startswith("1 footprint is in the case; lines of bom.csv take it")
    assert "fault" not in taken.stderr
    assert (machine / "suppliers/received/answer.xlsx").read_bytes() == filled
    after = own_process("footprint", "vmc", "--json", *FEW)
    change = 1997 * 1.8 - 1997 / 0.88 * 2.0
    assert stage_a1(after) - stage_a1(before) == pytest.approx(change, abs=1e-6)
    assert primary_share(after) > primary_share(before)
    again = own_process("supplier", "ask", "vmc", "--out", "again", "--due", "2026-12-01", "--json")
    assert "BED-101" not in json.dumps(result(again)["tables"])


@pytest.mark.requirement("S1-12")
def test_a_default_factor_in_place_of_a_figure_widens_the_interval_and_sets_the_flag(
    own_process, machine
):
    answered = fill_foundry(own_process, machine)
    with_figures = own_process("supplier", "rank", "vmc", "--json", *FEW)
    assert "SUP-FOUNDRY" not in json.dumps(table(with_figures, "ranking"))
    narrow = result(own_process("footprint", "vmc", "--json", *FEW))["answer"]["figure"]
    (machine / "bom.csv").write_bytes(answered)
    with_defaults = own_process("supplier", "rank", "vmc", "--json", *FEW)
    first = table(with_defaults, "ranking")[0]
    assert (first["supplier"]["text"], first["audit"]["text"]) == ("SUP-FOUNDRY", "yes")
    wide = result(own_process("footprint", "vmc", "--json", *FEW))["answer"]["figure"]
    assert width(wide) > width(narrow)


def width(figure):
    return float(figure["high"]) - float(figure["low"])


def fill_foundry(own_process, machine):
    """Let every casting take a stated figure, and give the parts list as it was."""
    bill = (machine / "bom.csv").read_bytes()
    rows = csv.DictReader(io.StringIO(bill.decode()))
    lines = [row["line_id"] for row in rows if row["supplier_id"] == "SUP-FOUNDRY"]
    pcfs = "\n".join(
        f"F-{line},SUP-FOUNDRY,casting,{line},kg,A1-A3,2.3,AR6,2025,CN" for line in lines
    )
    (machine.parent / "pcfs.csv").write_text(f"{PCF_HEADING}\n{pcfs}\n")
    done = own_process("supplier", "import", "vmc", "pcfs.csv", "--use")
    assert done.returncode == 0, done.stderr
    return bill


def test_a_part_takes_no_figure_of_somebody_who_does_not_supply_it(own_process, machine):
    """Nothing is written, so that the case stays one that can be computed."""
    bill = (machine / "bom.csv").read_bytes()
    row = "F-1,SUP-NOBODY,casting,BED-101,kg,A1-A3,2.3,AR6,2025,CN"
    (machine.parent / "pcfs.csv").write_text(f"{PCF_HEADING}\n{row}\n")
    done = own_process("supplier", "import", "vmc", "pcfs.csv", "--use")
    assert done.returncode == 2
    assert "F-1 is of SUP-NOBODY, the part of SUP-FOUNDRY" in done.stderr
    assert "[CF-075]" in done.stderr
    assert (machine / "bom.csv").read_bytes() == bill
    assert not (machine / "suppliers" / "index.csv").exists()
    kept = own_process("supplier", "import", "vmc", "pcfs.csv")
    assert kept.returncode == 0, kept.stderr
    assert kept.stdout.startswith("1 footprint is in the case; no line takes it")


def test_activities_are_computed_with_our_factors_and_their_terms_are_kept(own_process, machine):
    """The form is short: one part, one row of energy, one of inputs."""
    asked = own_process("supplier", "ask", "vmc", "--out", "asked", "--due", "2026-10-31")
    assert asked.returncode == 0
    answer = json.loads((machine.parent / "asked" / "SUP-FOUNDRY.json").read_text("utf-8"))
    given = {key: STATED[key] for key in ("declared_unit", "boundary", "period", "geography")}
    answer["parts"][0] |= given | {"mass_per_unit": "1 kg"}
    iron = {"line_id": "BED-101", "material": "grey_iron", "mass": "1.05 kg", "footprint": "1.5",
            "primary_share": "60 %", "smelter": "Example Iron (invented)", "tier": "3"}  # fmt: skip
    melting = {"line_id": "BED-101", "process": "casting", "carrier": "electricity",
               "amount": "0.9 kWh"}  # fmt: skip
    answer |= {"inputs": [iron], "energy": [melting]}
    (machine.parent / "a.json").write_text(json.dumps(answer))
    done = own_process("supplier", "import", "vmc", "a.json")
    assert done.returncode == 0, done.stderr
    assert "until then the footprint does not change" in " ".join(done.stdout.split())
    assert "CF-089" in done.stderr
    terms = json.loads(
        (machine / "suppliers/received/SUP-FOUNDRY-BED-101.terms.json").read_text("utf-8")
    )
    assert [term["name"] for term in terms["sum"]["inputs"]] == [
        "electricity of casting, kg CO2e", "grey_iron, kg CO2e",
    ]  # fmt: skip
    checked = own_process("check", "vmc")
    assert "CF-0" not in checked.stdout.replace("CF-070", "").replace("CF-065", "")
    ranked = own_process("supplier", "rank", "vmc", "--json", *FEW)
    traced = {row["class"]["text"]: row["traced"] for row in table(ranked, "classes")}
    assert float(traced["cast iron"]["value"]) > 0.4


def test_an_answer_to_an_older_case_is_taken_with_a_warning(own_process, machine):
    own_process("supplier", "ask", "vmc", "--out", "asked", "--due", "2026-10-31")
    filled = fill((machine.parent / "asked/SUP-FOUNDRY.xlsx").read_bytes(), "COL-101", STATED)
    (machine.parent / "a.xlsx").write_bytes(filled)
    bill = (machine / "bom.csv").read_text("utf-8")
    (machine / "bom.csv").write_text(bill.replace("bed casting", "bed"), encoding="utf-8")
    done = own_process("supplier", "import", "vmc", "a.xlsx", "--json")
    assert done.returncode == 0
    assert [each["code"] for each in json.loads(done.stdout)["warnings"]] == ["CF-083"]


@pytest.mark.requirement("S3-28", part="a footprint of PACT shape")
def test_a_pact_footprint_stands_for_the_lines_that_are_named(own_process, machine):
    (machine.parent / "p.json").write_text(json.dumps(pact_3()))
    who = ("--supplier", "SUP-FASTENER", "--lines", "BED-102, COL-102")
    done = own_process("supplier", "import", "vmc", "p.json", *who)
    assert done.returncode == 0, done.stderr
    kept = machine / "suppliers" / f"{pact_3()['id']}.json"
    assert json.loads(kept.read_text("utf-8"))["line_ids"] == ["BED-102", "COL-102"]
    again = own_process("supplier", "import", "vmc", "p.json", *who)
    assert (again.returncode, "CF-006" in again.stderr) == (2, True)
    assert own_process("supplier", "import", "vmc", "p.json", *who, "--force").returncode == 0
    rows = read_rows(machine / "suppliers/index.csv")
    assert [row["file"] for row in rows] == ["p.json"]


def test_a_file_of_several_footprints_has_one_row_in_the_index(own_process, machine):
    fill_foundry(own_process, machine)
    [row] = read_rows(machine / "suppliers/index.csv")
    assert (row["file"], row["pcf_excl_uptake"]) == ("pcfs.csv", "")
    assert row["line_ids"].startswith("BED-101; COL-101")


def test_nothing_is_written_where_one_file_is_wrong(own_process, machine):
    (machine.parent / "p.json").write_text(json.dumps(pact_3()))
    (machine.parent / "bad.json").write_text('{"pcf": NaN}')
    who = ("--supplier", "SUP-FASTENER", "--lines", "BED-102")
    done = own_process("supplier", "import", "vmc", "p.json", "bad.json", *who)
    assert (done.returncode, "CF-034" in done.stderr) == (2, True)
    assert not (machine / "suppliers").exists()


def test_what_would_make_the_case_unreadable_is_refused(own_process, machine):
    (machine.parent / "p.json").write_text(
        json.dumps(pact_3() | {"productNameCompany": "a" * 3000})
    )
    who = ("--supplier", "SUP-FASTENER", "--lines", "BED-102")
    done = own_process("supplier", "import", "vmc", "p.json", *who)
    assert (done.returncode, "CF-044" in done.stderr) == (2, True)
    assert not (machine / "suppliers").exists()


def test_two_footprints_of_one_line_are_refused(own_process, machine):
    for name in ("p.json", "q.json"):
        (machine.parent / name).write_text(json.dumps(pact_3()))
    who = ("--supplier", "SUP-FASTENER", "--lines", "BED-102")
    done = own_process("supplier", "import", "vmc", "p.json", "q.json", *who)
    assert (done.returncode, "CF-097" in done.stderr) == (2, True)


def test_an_import_of_no_file_is_refused(own_process, machine):
    done = own_process("supplier", "import", "vmc")
    assert (done.returncode, "CF-080" in done.stderr) == (2, True)


def test_a_case_that_is_no_folder_cannot_keep_files(own_process, tmp_path):
    (tmp_path / "case.xlsx").write_bytes(b"")
    done = own_process("supplier", "import", "case.xlsx", "p.json")
    assert (done.returncode, "CF-001" in done.stderr) == (2, True)


def test_a_supplier_that_is_asked_nothing_is_named(own_process, machine):
    done = own_process(
        "supplier", "ask", "vmc", "--out", "o", "--due", "2026-10-31", "--supplier", "SUP-X"
    )
    assert (done.returncode, "CF-096" in done.stderr) == (2, True)
    assert not (machine.parent / "o").exists()


def test_exposure_is_the_share_of_the_model_among_the_machines(own_process, machine):
    """Two of our model and six of another: a quarter."""
    ours = {"id": "M1", "model": "VMC-850", "qty": "2", "serials": ""}
    others = {"id": "M2", "model": "OTHER", "qty": "6", "serials": ""}
    written = shipment(ours, others, documents=None)
    (machine.parent / "shipments.csv").write_bytes(written["shipments.csv"])
    done = own_process(
        "supplier", "rank", "vmc", "--shipments", "shipments.csv", "--json", "--out", "r", *FEW
    )
    assert done.returncode == 0, done.stdout
    assert {float(row["exposure"]["value"]) for row in table(done, "ranking")} == {0.25}
    folder = machine.parent / "r"
    assert sorted(path.name for path in folder.iterdir()) == [
        "ranking.csv", "suppliers.html", "suppliers.json", "suppliers.xlsx",
    ]  # fmt: skip
    rows = read_rows(folder / "ranking.csv")
    assert rows[0]["supplier_id"] == "SUP-FOUNDRY"
    assert {row["audit_risk"] for row in rows} == {"yes", "no"}


def test_shipments_that_cannot_be_read_stop_the_ranking(own_process, machine):
    (machine.parent / "shipments.csv").write_text("id,consignment_id\nM1,\n")
    done = own_process("supplier", "rank", "vmc", "--shipments", "shipments.csv", *FEW)
    assert done.returncode == 2


def test_a_folder_of_shipments_without_machines_exposes_nothing(own_process, machine):
    (machine.parent / "s").mkdir()
    written = shipment(documents=None)["shipments.csv"].splitlines(keepends=True)
    (machine.parent / "s/shipments.csv").write_bytes(written[0])
    done = own_process("supplier", "rank", "vmc", "--shipments", "s", "--json", *FEW)
    assert done.returncode in {0, 2}


def test_a_questionnaire_in_two_languages_is_answered_and_an_epd_archive_taken(
    own_process, machine
):
    asked = own_process(
        "supplier", "ask", "vmc", "--out", "asked", "--due", "2026-10-31",
        "--supplier", "SUP-FOUNDRY", "--language", "zh", "en",
    )  # fmt: skip
    assert asked.stdout.startswith("1 supplier is asked; 8 lines rest on secondary data")
    folder = machine.parent / "asked"
    page = (folder / "SUP-FOUNDRY.html").read_text("utf-8")
    assert '<html lang="zh">' in page
    assert "零件 / Parts" in page
    filled = fill((folder / "SUP-FOUNDRY.xlsx").read_bytes(), "BED-101", STATED)
    (machine.parent / "answer.xlsx").write_bytes(filled)
    assert own_process("supplier", "import", "vmc", "answer.xlsx").returncode == 0
    (machine.parent / "epd.zip").write_bytes(epd_archive())
    taken = own_process(
        "supplier", "import", "vmc", "epd.zip", "--supplier", "SUP-FOUNDRY", "--lines", "COL-101"
    )
    assert taken.returncode == 0, taken.stderr
    assert "Example Programme (invented), data set version 00.02.001" in taken.stdout


def test_three_languages_are_refused(own_process, machine):
    asked = own_process(
        "supplier", "ask", machine.name, "--out", "asked", "--due", "2026-10-31",
        "--language", "zh", "vi", "en",
    )  # fmt: skip
    assert asked.returncode == 2
    assert "CF-105" in asked.stderr
    assert not (machine.parent / "asked").exists()
