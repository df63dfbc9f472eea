"""`cradlegate variants` writes a catalogue, names what it could not do, and leaves with its code."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import OwnProcess

HEAD = "id,net_mass [kg],axes,spindle_power [kW],base_material,destination\n"
GOOD = "A,5800,3,11,grey_iron,VNSGN\nB,7000,4,15,grey_iron,VNSGN\n"


@pytest.fixture
def cradlegate(own_process: OwnProcess) -> OwnProcess:
    return own_process


def test_a_catalogue_is_written_with_its_faults_beside_it(cradlegate: OwnProcess, tmp_path: Path):
    (tmp_path / "t.csv").write_text(HEAD + GOOD + "C,99000,3,11,grey_iron,VNSGN\n")
    arguments = (
        "variants",
        "vmc-3axis",
        "t.csv",
        "--out",
        "f.parquet",
        "--draws",
        "100",
        "--cube",
        "--json",
    )
    done = cradlegate(*arguments)
    assert done.returncode == 0, done.stderr
    assert "wrote f.parquet, f.errors.csv, f.cube.parquet" in done.stderr
    envelope = json.loads(done.stdout)
    assert [fault["code"] for fault in envelope["warnings"]] == ["PR-074"]
    frame = pl.read_parquet(tmp_path / "f.parquet")
    assert frame["id"].to_list() == ["A", "B", "C"]
    figures = frame.select("low", "kgco2e", "high").row(0)
    assert list(figures) == sorted(figures)
    assert pl.read_csv(tmp_path / "f.errors.csv").select("row", "id", "code").rows() == [
        (4, "C", "PR-002")
    ]
    again = cradlegate(*arguments)
    assert again.returncode == 2
    assert "CF-006" in again.stdout


def test_a_row_gives_what_new_and_footprint_give(cradlegate: OwnProcess, tmp_path: Path):
    (tmp_path / "t.csv").write_text("id,tools,base_material,destination\nA,40,grey_iron,VNSGN\n")
    settings = ("net_mass = 5 t + 20 kg * tools", "axes = 3", "spindle_power = 11000 W")
    listed = [part for setting in settings for part in ("--set", setting)]
    done = cradlegate("variants", "vmc-3axis", "t.csv", "--out", "f.parquet", *listed)
    assert done.returncode == 0, done.stderr
    assert "1 of 1 variants of vmc-3axis computed" in done.stdout
    made = cradlegate(
        *("new", "case", "--template", "vmc-3axis", "--mass", "5800", "--axes", "3", "--tools", "40"),
        *("--spindle-power", "11", "--base-material", "grey_iron", "--destination", "VNSGN"),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    footprint = cradlegate("footprint", "case", "--json", "--draws", "100")
    total = float(json.loads(footprint.stdout)["result"]["answer"]["figure"]["value"])
    assert pl.read_parquet(tmp_path / "f.parquet")["kgco2e"][0] == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("vmc-9axis", "t.csv", "--out", "f.parquet"), {"PR-001"}),
        (("vmc-3axis", "t.csv", "--out", "f.csv", "--draws", "3", "--workers", "0"), {"CL-005"}),
        (("vmc-3axis", "t.csv", "--out", "f.parquet", "--set", "axes = tols"), {"PR-061"}),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    cradlegate: OwnProcess, tmp_path: Path, arguments: tuple[str, ...], codes: set[str]
):
    (tmp_path / "t.csv").write_text(HEAD + GOOD)
    done = cradlegate("variants", *arguments)
    assert done.returncode == 2
    assert set(re.findall(r"[A-Z]{2}-\d{3}", done.stderr)) == codes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]
