"""`cradlegate sensitivity`, as its users run it."""

import json
import shutil
from pathlib import Path

import pytest

from cradlegate.compose import study

WORKED = Path(__file__).parent.parent / "worked"
CASE = "vmc-850"


@pytest.fixture
def case(own_process) -> str:
    for name, data in study.read_examples().items():
        if name.startswith(f"{CASE}/"):
            path = own_process.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return CASE


def test_the_help_of_the_command_has_an_example(own_process):
    done = own_process("sensitivity", "--help")
    assert done.returncode == 0
    assert "Example: `cradlegate sensitivity" in done.stdout


@pytest.fixture
def small(own_process) -> tuple[str, ...]:
    """The six lines of the worked example, which have no outbound transport."""
    shutil.copytree(WORKED / "six-lines", own_process.folder / "c")
    return ("c", "--view", "cradle_to_gate", "--draws", "100")


@pytest.mark.parametrize(("method", "more"), [("local", ()), ("sobol", ("--points", "1024"))])
def test_the_answer_names_who_decides_in_one_line(own_process, case, method, more):
    done = own_process("sensitivity", case, "--method", method, "--draws", "200", *more)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("est-cast-iron decides 7")
    assert "SUP-FOUNDRY: send a verified figure" in done.stdout
    assert "What other choices would give" in done.stdout


def test_seed_view_and_points_are_taken_and_named(own_process, case):
    done = own_process(
        *("sensitivity", case, "--method", "sobol", "--points", "256", "--seed", "5"),
        *("--view", "whole_life", "--draws", "100", "--json"),
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)["result"]
    made_from = {row["name"]: row["value"] for row in result["provenance"]}
    assert made_from["points"] == "256 in 8 scrambles, seed 5"
    assert made_from["draws"] == "100, seed 5"
    assert result["answer"]["headline"].startswith("profile/states decides")


def test_the_same_seed_gives_the_same_output(own_process, small):
    command = ("sensitivity", *small, "--method", "sobol", "--points", "256")
    first = own_process(*command)
    assert first.returncode == 0, first.stderr
    assert own_process(*command).stdout == first.stdout
    assert own_process(*command, "--seed", "6").stdout != first.stdout


def test_everything_is_written_and_nothing_is_replaced_without_force(own_process, small):
    command = ("sensitivity", *small, "--target", "24000", "--out", "o")
    done = own_process(*command)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (own_process.folder / "o").iterdir()}
    assert names == {
        "sensitivity.html",
        "sensitivity.xlsx",
        "sensitivity.json",
        "figures.csv",
        "choices.csv",
    }
    for name in names:
        assert f"o/{name}" in done.stderr
    assert own_process(*command).returncode == 2
    assert own_process(*command, "--force").returncode == 0


def test_all_rows_are_listed_on_request(own_process, case):
    few = own_process("sensitivity", case, "--draws", "100").stdout
    every = own_process("sensitivity", case, "--draws", "100", "--all").stdout
    assert "--all lists them" in few
    assert "--all lists them" not in every
    assert len(every.splitlines()) > len(few.splitlines()) + 40


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--method", "sobol", "--points", "500"), "FP-080"),
        (("--target", "-1"), "FP-081"),
        (("--target", "nan"), "FP-081"),
        (("--points", "512"), "FP-082"),
        (("--draws", "3"), "CL-005"),
        (("--method", "global"), "CL-001"),
        (("--target", "much"), "CL-001"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_by_name(own_process, small, options, code):
    done = own_process("sensitivity", *small[:3], *options, "--out", "o")
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert not (own_process.folder / "o").exists()


def test_a_case_with_faults_is_refused_and_as_a_draft_exits_3(own_process, small):
    bom = own_process.folder / "c/bom.csv"
    bom.write_text(bom.read_text().replace("grey_iron,2,100", "grey_iron,2,"))
    command = ("sensitivity", *small)
    assert own_process(*command).returncode == 2
    done = own_process(*command, "--draft")
    assert done.returncode == 3, done.stderr
    assert "DRAFT" in done.stdout
    assert "mend what `cradlegate check` lists" in done.stdout


def test_a_missing_case_is_named(own_process):
    done = own_process("sensitivity", "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
