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


@pytest.mark.requirement("S1-16", "S1-28")
def test_every_command_of_the_page_runs(cradlegate):
    commands = re.findall(r"^\$ cradlegate (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        done = cradlegate(*shlex.split(command))
        assert done.returncode == 0, done.stderr


def test_where_several_templates_fit_nothing_is_written(cradlegate):
    done = cradlegate("new", "laser", *LASER)
    assert done.returncode == 2
    assert "[PR-045]" in done.stderr
    assert "laser-co2, laser-fibre, laser-ultrafast" in " ".join(done.stderr.split())
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


def test_an_entry_that_the_template_has_no_use_for_is_refused(cradlegate):
    done = cradlegate("new", "laser", *LASER, "--template", "laser-ultrafast", "--tools", "12")
    assert done.returncode == 2
    assert "tools is 12; laser-ultrafast takes net_mass_kg, axes, beam_kw" in done.stderr
    assert "[PR-046]" in done.stderr
