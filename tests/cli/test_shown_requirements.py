"""What the requirements ask for, shown on the shipped machine through the command line."""

import csv
import json
import shutil

import pytest

from tests.conftest import OwnProcess

DRAWS = ("--draws", "200")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the shipped machine as the demo leaves it."""
    folder = tmp_path_factory.mktemp("machine")
    done = OwnProcess(folder)("demo", folder / "d")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def machine(home, monkeypatch):
    """The command, run beside the shipped machine."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("COLUMNS", "100")
    return OwnProcess(home)


@pytest.fixture(scope="module")
def tables(home):
    done = OwnProcess(home)("footprint", home / "d/vmc-850", *DRAWS, "--json")
    result = json.loads(done.stdout)["result"]
    return {table["id"]: table["rows"] for table in result["tables"]}


def value(cell):
    return float(cell["value"])


pytestmark = pytest.mark.through("command line")


@pytest.mark.requirement("S1-5", "S1-23")
def test_gate_and_port_are_shown_apart_and_differ_by_the_transport(tables):
    views = {row["boundary"]["text"]: row["kgco2e"] for row in tables["views"]}
    gate = next(
        cell for text, cell in views.items() if "cradle to gate" in text and "per kg" not in text
    )
    port = next(cell for text, cell in views.items() if "port of entry" in text)
    stages = {row["stage"]["text"][:2]: value(row["kgco2e"]) for row in tables["stages"]}
    assert all(stages[name] > 0 for name in ("A1", "A3", "A4"))
    assert value(port) - value(gate) == pytest.approx(stages["A4"], rel=1e-9)


@pytest.mark.requirement("S1-13")
def test_process_meters_refine_the_site_bill_and_leave_their_gap_as_a_line(machine):
    with (machine.folder / "d/results/lines.csv").open(encoding="utf-8") as file:
        lines = [row["line"] for row in csv.DictReader(file) if row["line"].startswith("energy/")]
    electricity = [line for line in lines if "/electricity/" in line]
    assert any(line.endswith("/unmetered") for line in electricity)
    assert any(not line.endswith("/unmetered") for line in electricity)


@pytest.mark.requirement("S2-12", part="allocation log")
def test_an_energy_line_shows_every_co_product_it_was_shared_with(machine):
    done = machine("explain", "d/vmc-850", "line/energy/S1/electricity/grid/unmetered", *DRAWS)
    assert "driver of all" in done.stdout
    assert done.stdout.count("allocation.csv, row") >= 4


@pytest.mark.requirement("S1-11", part="whom to ask for what, without a date")
@pytest.mark.requirement("S3-22", part="lines by weakness")
@pytest.mark.requirement("S3-23")
def test_what_to_improve_is_ranked_and_says_whom_to_ask(tables):
    scores = [value(row["score"]) for row in tables["improve"]]
    assert len(scores) == 10
    assert scores == sorted(scores, reverse=True)
    assert all(row["ask"]["text"] for row in tables["improve"])


@pytest.mark.requirement("S2-24", part="content digest and comparison")
def test_a_changed_parts_list_changes_the_digest_and_is_named_by_compare(machine):
    shutil.copytree(machine.folder / "d/vmc-850", machine.folder / "changed")
    bom = machine.folder / "changed/bom.csv"
    before = bom.read_text(encoding="utf-8")
    bom.write_text(before.replace("1997", "2007"), encoding="utf-8")
    assert bom.read_text(encoding="utf-8") != before
    done = machine("compare", "d/vmc-850", "changed", *DRAWS)
    assert "bom/BED-101" in done.stdout
    digests = [
        json.loads(machine("footprint", case, *DRAWS, "--json").stdout)["inputs"]["case"]
        for case in ("d/vmc-850", "changed")
    ]
    assert digests[0] != digests[1]
    assert "CF-" in machine("check", "changed").stdout, "the sign-off of the parts list is stale"


@pytest.mark.requirement(
    "S2-25", "S3-13", part="per machine, per hour and per kW; no other unit yet"
)
def test_derived_units_multiply_back_to_the_figure_per_machine(tables):
    views = {row["boundary"]["text"]: value(row["kgco2e"]) for row in tables["views"]}
    per_kw = next(number for text, number in views.items() if "per kW" in text)
    per_hour = next(number for text, number in views.items() if "machine-hour" in text)
    headline = next(number for text, number in views.items() if "port of entry" in text)
    whole = next(number for text, number in views.items() if "whole life A1" in text)
    assert per_kw * 11 == pytest.approx(headline, rel=1e-9)
    assert per_hour * 40_000 == pytest.approx(whole, rel=1e-9)


@pytest.mark.requirement("S3-7")
def test_a_result_on_estimates_is_warned_about(machine):
    done = machine("footprint", "d/vmc-850", *DRAWS)
    assert "rests on estimates and proxies [FP-019]" in done.stdout


@pytest.mark.requirement("S3-10")
def test_gwp_sets_are_mixed_in_sight(tables):
    shares = {row["set"]["text"]: float(row["share"]["percent"]) for row in tables["gwp"]}
    assert len(shares) > 1
    assert sum(shares.values()) == pytest.approx(100.0, abs=1e-9)


@pytest.mark.requirement("S3-15", "S3-12", part="choice of factor")
def test_the_plant_country_picks_the_grid_and_another_choice_is_recorded(machine):
    line = machine("explain", "d/vmc-850", "line/energy/S1/electricity/grid/unmetered", *DRAWS)
    assert "grid-cn-lca-2024" in line.stdout
    shutil.copytree(machine.folder / "d/vmc-850", machine.folder / "chosen")
    bom = machine.folder / "chosen/bom.csv"
    rows = list(csv.DictReader(bom.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        if row["line_id"] == "BED-101":
            row["source_kind"], row["source_id"] = "factor", "mat-carb-mag"
    with bom.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    done = machine("footprint", "chosen", *DRAWS)
    assert done.returncode == 0, done.stderr
    assert "Choices of factor" in done.stdout
    assert "mat-carb-mag" in done.stdout
    assert "named in bom.csv" in done.stdout


@pytest.mark.requirement("S3-19", part="PEF rating")
def test_the_data_quality_rating_is_shown_with_its_four_scores(tables):
    measures = [row["measure"]["text"].strip() for row in tables["quality"]]
    assert measures[1:5] == ["technology", "geography", "time", "precision"]


@pytest.mark.requirement("S2-23", part="roles and stale sign-offs; no gate yet")
def test_sections_are_signed_by_role(machine):
    text = (machine.folder / "d/vmc-850/signoff.yaml").read_text(encoding="utf-8")
    assert text.count("role:") >= 6
    assert "CF-065" not in machine("check", "d/vmc-850").stdout


@pytest.mark.requirement("S1-27")
def test_all_parts_of_a_number_can_be_listed(machine):
    short = machine("explain", "d/vmc-850", "stage/A1", *DRAWS, "--json")
    whole = machine("explain", "d/vmc-850", "stage/A1", *DRAWS, "--json", "--all")
    rows, all_rows = (
        json.loads(done.stdout)["result"]["tables"][0]["rows"] for done in (short, whole)
    )
    assert len(rows) == 20 < len(all_rows)
    total = json.loads(whole.stdout)["result"]["answer"]["figure"]
    assert sum(value(row["value"]) for row in all_rows) == pytest.approx(value(total), rel=1e-9)
