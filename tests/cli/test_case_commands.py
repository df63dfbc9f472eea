"""The commands on a case, as their users run them."""

import json
import shutil
from pathlib import Path

import pytest

from cradlegate.cli.main import run

WORKED = Path(__file__).parent.parent / "worked"
NEW = (
    "new",
    "m",
    "--mass",
    "5800",
    "--axes",
    "3",
    "--spindle-power",
    "11",
    "--base-material",
    "grey_iron",
)


@pytest.fixture
def cradlegate(own_process):
    return own_process


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    folder = tmp_path_factory.mktemp("begun") / "m"
    assert run(("new", str(folder), *NEW[2:])) == 0
    return folder


@pytest.fixture
def new_case(cradlegate, begun):
    return shutil.copytree(begun, cradlegate.folder / "m")


@pytest.mark.requirement("S1-16", "S1-26")
@pytest.mark.requirement("S1-28", part="one template family")
@pytest.mark.through("command line")
def test_five_inputs_give_a_case_that_computes_at_once(installed):
    done = installed(*NEW)
    assert done.returncode == 0, done.stderr
    done = installed("footprint", "m", "--draws", "200")
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert "t CO2e (" in first
    assert "partial footprint A1–A4" in done.stdout
    assert "✗ not met" in done.stdout, "a template-only case never claims coverage"


@pytest.mark.requirement("S1-26")
def test_more_mass_axes_or_power_never_lower_the_result(cradlegate):
    def total(mass="5800", axes="3", power="11"):
        name = f"m-{mass}-{axes}-{power}"
        options = ("--mass", mass, "--axes", axes, "--spindle-power", power)
        done = cradlegate("new", name, *options, "--base-material", "grey_iron")
        assert done.returncode == 0, done.stderr
        done = cradlegate("footprint", name, "--draws", "100", "--json")
        return float(json.loads(done.stdout)["result"]["answer"]["figure"]["value"])

    base = total()
    assert total(mass="6400") > base
    assert total(axes="4") > base
    assert total(power="15") > base


def test_new_asks_at_no_terminal_but_names_every_missing_option(cradlegate):
    done = cradlegate("new", "m", "--mass", "5800")
    assert done.returncode == 2
    for option in ("--axes", "--spindle-power", "--base-material"):
        assert option in done.stderr
    assert "[CL-003]" in done.stderr
    assert not (cradlegate.folder / "m").exists()


def test_new_refuses_to_replace_files_without_force(cradlegate, new_case):
    before = (new_case / "machine.yaml").read_bytes()
    done = cradlegate(*NEW)
    assert done.returncode == 2
    assert (new_case / "machine.yaml").read_bytes() == before
    assert cradlegate(*NEW, "--force").returncode == 0


def test_the_workbook_form_gives_the_same_footprint_as_the_files(cradlegate, new_case):
    done = cradlegate("new", "w", *NEW[2:], "--workbook")
    assert done.returncode == 0, done.stderr
    files = cradlegate("footprint", "m", "--draws", "100", "--json")
    book = cradlegate("footprint", "w/case.xlsx", "--draws", "100", "--json")
    assert book.returncode == 0, book.stderr
    one, other = json.loads(files.stdout), json.loads(book.stdout)
    assert one["result"]["answer"] == other["result"]["answer"]
    assert one["inputs"] == other["inputs"]


@pytest.mark.requirement("X-3")
def test_all_outputs_carry_the_same_total(cradlegate, new_case):
    done = cradlegate("footprint", "m", "--draws", "100", "--out", "r", "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)["result"]["answer"]["figure"]["value"]
    written = json.loads((cradlegate.folder / "r/footprint.json").read_text())
    assert written["result"]["answer"]["figure"]["value"] == value
    lines = (cradlegate.folder / "r/lines.csv").read_text().splitlines()
    head = lines[0].split(",")
    import csv

    rows = list(csv.DictReader(lines))
    assert len(head) == len(rows[0])
    counted = sum(float(row["kgco2e"]) for row in rows if row["in_headline"] == "yes")
    assert counted == pytest.approx(float(value), rel=1e-9)
    assert (cradlegate.folder / "r/footprint.html").read_text().startswith("<!DOCTYPE html>")
    assert (cradlegate.folder / "r/footprint.xlsx").read_bytes()[:2] == b"PK"


def test_results_are_not_replaced_without_force(cradlegate, new_case):
    assert cradlegate("footprint", "m", "--draws", "100", "--out", "r").returncode == 0
    done = cradlegate("footprint", "m", "--draws", "100", "--out", "r")
    assert done.returncode == 2
    assert cradlegate("footprint", "m", "--draws", "100", "--out", "r", "--force").returncode == 0


@pytest.mark.requirement("S1-27")
def test_explain_walks_from_the_total_to_a_factor_row(cradlegate, new_case):
    total = cradlegate("explain", "m", "--json")
    parts = json.loads(total.stdout)["result"]["tables"][0]["rows"]
    assert {row["path"]["text"] for row in parts} == {
        "stage/A1",
        "stage/A2",
        "stage/A3",
        "stage/A4",
    }
    line = cradlegate("explain", "m", "line/template/bed/grey_iron")
    assert line.returncode == 0, line.stderr
    for words in (
        "net mass",
        "template vmc-3axis/bed/grey_iron",
        "yield",
        "est-cast-iron",
        "reason",
        "licence",
        "estimate",
    ):
        assert words in line.stdout


def test_explain_refuses_a_path_that_leads_nowhere(cradlegate, new_case):
    done = cradlegate("explain", "m", "line/template/bed/grey_irn")
    assert done.returncode == 2
    assert "line/template/bed/grey_iron" in done.stderr
    assert "[FP-029]" in done.stderr


@pytest.mark.requirement("S3-14")
def test_the_whole_life_covers_five_stages(cradlegate, new_case):
    done = cradlegate("footprint", "m", "--view", "whole_life", "--draws", "100", "--json")
    tables = {table["id"]: table for table in json.loads(done.stdout)["result"]["tables"]}
    stages = [row["stage"]["text"].split()[0] for row in tables["stages"]["rows"]]
    assert {stage[0] for stage in stages} == {"A", "B", "C"}
    assert {"A1", "A3", "A4", "B6", "C3"} <= set(stages)


def test_check_is_a_judge(cradlegate, new_case):
    good = cradlegate("check", "m")
    assert good.returncode == 0
    assert "6 warnings" in good.stdout or "warnings" in good.stdout
    machine = new_case / "machine.yaml"
    machine.write_text(machine.read_text().replace("5800", "-5800", 1))
    bad = cradlegate("check", "m")
    assert bad.returncode == 1


def test_a_faulty_case_gives_every_fault_exit_2_and_no_file(cradlegate):
    shutil.copytree(WORKED / "six-lines", cradlegate.folder / "c")
    bom = cradlegate.folder / "c/bom.csv"
    bom.write_text(bom.read_text().replace("copper", "coper").replace(",80,", ",NaN,"))
    done = cradlegate("footprint", "c", "--view", "cradle_to_gate", "--out", "r")
    assert done.returncode == 2
    assert "coper" in done.stderr
    assert "NaN" in done.stderr
    assert "row 5" in done.stderr
    assert not (cradlegate.folder / "r").exists()
    machine = cradlegate("footprint", "c", "--view", "cradle_to_gate", "--json")
    envelope = json.loads(machine.stdout)
    assert envelope["result"] is None
    assert {"CF-", "FP-"} >= {fault["code"][:3] for fault in envelope["faults"]}


def test_a_draft_is_marked_everywhere_and_exits_3(cradlegate):
    shutil.copytree(WORKED / "six-lines", cradlegate.folder / "c")
    bom = cradlegate.folder / "c/bom.csv"
    bom.write_text(bom.read_text().replace("grey_iron,2,100", "grey_iron,2,"))
    options = ("--view", "cradle_to_gate", "--draft", "--draws", "100")
    done = cradlegate("footprint", "c", *options, "--out", "r")
    assert done.returncode == 3, done.stderr
    assert "DRAFT" in done.stdout
    for name in ("footprint.html", "footprint.json"):
        assert "DRAFT" in (cradlegate.folder / "r" / name).read_text()


def test_a_missing_case_is_named(cradlegate):
    done = cradlegate("footprint", "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_option_is_a_usage_fault(cradlegate):
    done = cradlegate("footprint", "m", "--colour", "red")
    assert done.returncode == 2
    assert "[CL-001]" in done.stderr
    for value in ("99", "100001"):
        assert cradlegate("footprint", "m", "--draws", value).returncode == 2


def test_compare_says_what_changed_and_why(cradlegate, new_case):
    cradlegate("new", "n", "--mass", "6400", *NEW[4:])
    done = cradlegate("compare", "m", "n", "--draws", "100")
    assert done.returncode == 0, done.stderr
    assert "n against m: +" in done.stdout
    assert "amount" in done.stdout


def test_fail_on_makes_a_producer_judge(cradlegate, new_case):
    assert cradlegate("footprint", "m", "--draws", "100", "--fail-on", "not-met").returncode == 1


@pytest.mark.requirement("X-4")
def test_every_answer_says_what_it_is_not(cradlegate, new_case):
    for arguments in (
        ("footprint", "m", "--draws", "100"),
        ("explain", "m"),
        ("library", "show", "est-cast-iron"),
    ):
        assert "not legal advice" in cradlegate(*arguments).stdout


def test_the_time_zone_and_the_language_change_nothing(cradlegate, installed, new_case):
    hostile = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"}
    one = cradlegate("footprint", "m", "--draws", "100", "--json")
    other = installed("footprint", "m", "--draws", "100", "--json", environment=hostile)
    assert one.stdout == other.stdout
