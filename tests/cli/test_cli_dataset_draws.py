"""A case on an imported database whose amounts spread: interval, explanation, dossier, damage."""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from cradlegate.background.datasets.packed import SCHEMA
from cradlegate.cli.main import run
from cradlegate.compose import study
from cradlegate.compose.backgrounds import draw_in_workspace, find_in_workspace
from tests.background.openlca.packages import CASTING, CO2, exchange, pack, schema_2
from tests.cli.test_cli_dataset_case import AT, LEGS, OWNER, sign_off, write_case
from tests.cli.test_library_import import zip_files
from tests.footprint.dataset_cases import change, six_lines

MIX = "process-mix"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A grid whose power emits 0.1 kg CO2 per MJ, times or over 1.4, and a case that buys it."""
    folder = tmp_path_factory.mktemp("dataset-draws")
    emission = exchange("e2", CO2, "kg", "mass", amount=0.1, internalId=2)
    del emission["@id"], emission["input"]
    spread = {"distributionType": "LOG_NORMAL_DISTRIBUTION", "geomMean": 0.1, "geomSd": 1.4}
    contents = {path: each for path, each in schema_2().items() if CASTING not in path}
    mix = next(each for path, each in contents.items() if path.endswith(f"{MIX}.json"))
    mix["exchanges"].append({**emission, "isInput": False, "uncertainty": spread})
    (folder / "grid.zip").write_bytes(zip_files(pack(contents)))
    files = six_lines(energy=f"dataset:grid/{MIX}")
    write_case(folder / "my-machine", {**files, "transport.csv": LEGS.encode()})
    return folder


@pytest.fixture
def imported(made, monkeypatch):
    monkeypatch.chdir(made)
    monkeypatch.setenv("CRADLEGATE_HOME", str(made / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    if not (made / "home").exists():
        assert run(("library", "import", "grid.zip", "--name", "grid")) == 0
    return made


@pytest.fixture
def copied(imported, tmp_path, monkeypatch):
    """The folder of the grid in a workspace that may be spoiled."""
    shutil.copytree(imported / "home", tmp_path / "home")
    monkeypatch.setenv("CRADLEGATE_HOME", str(tmp_path / "home"))
    [folder] = (tmp_path / "home" / "backgrounds").iterdir()
    return folder


def explain_interval(capsys):
    assert run(("explain", "my-machine", "interval", "--draws", "100", "--plain")) == 0
    return re.sub(r"\s+", " ", capsys.readouterr().out)


def test_the_interval_says_how_many_lines_were_drawn(imported, capsys):
    shown = explain_interval(capsys)
    assert "drawn with their databases" in shown
    assert "1 lines" in shown
    assert (
        run(("explain", "my-machine", f"factor/dataset/grid/{MIX}", "--draws", "100", "--plain"))
        == 0
    )
    assert "of the draws of its database" in re.sub(r"\s+", " ", capsys.readouterr().out)


def test_the_same_case_has_the_same_interval_twice(imported, capsys):
    assert explain_interval(capsys) == explain_interval(capsys)


def test_what_drives_it_is_told_with_both_methods(imported, capsys):
    for method in ("local", "sobol"):
        assert (
            run(("sensitivity", "my-machine", "--method", method, "--draws", "100", "--plain")) == 0
        )
        assert f"dataset/grid/{MIX}" in capsys.readouterr().out


def test_processes_are_drawn_from_the_arrays_of_the_workspace(imported):
    figure = find_in_workspace()(f"grid/{MIX}")
    found = draw_in_workspace()([figure], 1, 50)
    [row] = found.multipliers.values()
    assert (row.shape, found.reasons) == ((50,), {})


def test_a_database_of_an_older_release_is_not_drawn_and_says_so(copied, capsys):
    index = copied / "background.json"
    content = index.read_text("utf-8")
    assert SCHEMA in content
    index.chmod(0o644)
    index.write_text(content.replace(SCHEMA, "cradlegate.background/1"), "utf-8")
    assert run(("footprint", "my-machine", "--draws", "100", "--json")) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    [found] = [each for each in warnings if each["code"] == "FP-090"]
    assert "saved as cradlegate.background/1" in found["found"]


def test_a_damaged_database_is_an_input_error(copied, capsys):
    spreads = copied / "spreads.npy"
    spreads.chmod(0o644)
    spreads.write_bytes(b"no array")
    assert run(("footprint", "my-machine", "--draws", "100")) == 2
    assert "[BG-163]" in capsys.readouterr().err


def test_a_dossier_keeps_the_draws_and_recomputes_without_the_database(
    imported, monkeypatch, capsys
):
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    rows = files["energy.csv"].decode().splitlines()
    bills = {row.split(",")[0] for row in rows if ",electricity," in row and ",S1," in row}
    write_case(
        Path("vmc-850"), change(files, "energy.csv", bills, {"factor_id": f"dataset:grid/{MIX}"})
    )
    sign_off(Path("vmc-850"))
    for step in (
        ("declare", "vmc-850", "--out", "declared", "--issued", "2026-03-31", "--format", "html"),
        ("trust", "key", "new", "maker.key", "--owner", OWNER, "--name", "Maker"),
        ("declaration", "sign", "declared", "--key", "maker.key", "--at", AT),
        ("dossier", "build", "declared", "vmc-850", "--key", "maker.key", "--out", "it.dossier",
         "--at", AT),
    ):  # fmt: skip
        assert run(step) == 0, (step, capsys.readouterr().err)
    monkeypatch.setenv("CRADLEGATE_HOME", os.devnull)
    capsys.readouterr()
    run(("dossier", "verify", "it.dossier", "--at", "2026-03-31", "--recompute", "--plain"))
    assert "figures equal as text" in capsys.readouterr().out
    with zipfile.ZipFile("it.dossier") as archive:
        draws = json.loads(archive.read("background/draws.json"))
    [row] = draws["processes"].values()
    assert (draws["count"], len(row.split())) == (2000, 2000)
