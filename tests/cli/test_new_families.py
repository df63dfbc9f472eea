"""Beginning a machine of any family from the command line, as its how-to page shows it."""

import json
import re
import shlex
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "begin-a-machine.md"
LASER = (
    "--kind", "laser_cutting_machine", "--mass", "4000", "--axes", "3", "--beam-power", "0.1",
    "--base-material", "granite",
)  # fmt: skip


@pytest.fixture
def cradlegate(own_process):
    return own_process


@pytest.mark.requirement("S1-16", "S1-28")
def test_every_command_of_the_page_runs(cradlegate):
    commands = re.findall(r"^\$ cradlegate (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        done = cradlegate(*shlex.split(command))
        assert done.returncode == 0, done.stderr


def test_where_several_templates_fit_nothing_is_written(cradlegate):
    centre = ("--mass", "9000", "--axes", "4", "--spindle-power", "30", "--base-material")
    done = cradlegate("new", "centre", *centre, "grey_iron", "--pallets", "2")
    assert done.returncode == 2
    assert "[PR-045]" in done.stderr
    assert "may be any of: hmc, vmc-3axis" in " ".join(done.stderr.split())
    assert not (cradlegate.folder / "centre").exists()


def test_a_laser_without_beam_and_type_is_told_both(cradlegate):
    given = [word for word in LASER if word not in {"--beam-power", "0.1"}]
    done = cradlegate("new", "laser", *given)
    assert done.returncode == 2
    for option in ("--beam-power", "--laser-type"):
        assert f"{option} is not given" in done.stderr
    assert done.stderr.startswith("2 errors")
    assert not (cradlegate.folder / "laser").exists()


@pytest.mark.requirement("S2-20", "S2-25")
def test_an_experimental_laser_warns_and_gives_a_figure_per_kilowatt_of_beam(cradlegate):
    done = cradlegate("new", "laser", *LASER, "--laser-type", "ultrafast", "--workbook")
    assert done.returncode == 0, done.stderr
    done = cradlegate("check", "laser/case.xlsx")
    assert "[PR-040]" in done.stdout + done.stderr
    done = cradlegate("footprint", "laser/case.xlsx", "--draws", "100", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "PR-040" in {fault["code"] for fault in said["warnings"]}
    assert "per kW of rated power, basis beam" in done.stdout


@pytest.mark.parametrize(
    ("replaced", "missing", "warns"),
    [
        (",part,", "no line", False),
        (",part,", "chiller-pump", True),
        ("laser_source", "no line", True),
    ],
    ids=["every part is real", "a share fills one up", "all but the source are the template's"],
)
def test_an_experimental_template_warns_as_long_as_a_share_of_it_counts(
    cradlegate, replaced, missing, warns
):
    words = ("--laser-type", "ultrafast", "--bom", "complete")
    assert cradlegate("new", "laser", *LASER, *words).returncode == 0
    folder = cradlegate.folder / "laser"
    rows = (folder / "bom.csv").read_text("utf-8").splitlines(keepends=True)
    real = [row.replace(",template,", ",,") if replaced in row else row for row in rows]
    assert real != rows
    kept = [row for row in real if not row.startswith(missing)]
    (folder / "bom.csv").write_text("".join(kept), "utf-8")
    machine = (folder / "machine.yaml").read_text("utf-8")
    assert "chiller: complete" in machine
    machine = machine.replace("chiller: complete", "chiller: partial")
    (folder / "machine.yaml").write_text(machine, "utf-8")
    done = cradlegate("check", "laser")
    assert ("[PR-040]" in done.stdout) == warns, done.stdout


def test_an_entry_that_the_template_has_no_use_for_is_refused(cradlegate):
    done = cradlegate("new", "laser", *LASER, "--template", "laser-ultrafast", "--tools", "12")
    assert done.returncode == 2
    assert "tools is 12; laser-ultrafast takes net_mass_kg, axes, beam_kw" in done.stderr
    assert "[PR-046]" in done.stderr
