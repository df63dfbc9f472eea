"""The check runner and the trace tell the truth about what they ran."""

import re
import shutil
from pathlib import Path

import pytest
from coverage import CoverageData

from tools.check import (
    ROOT,
    WHOLLY_TESTED,
    StepFailedError,
    StepSkippedError,
    check_whole_coverage,
    count,
    take_step,
)
from tools.make_docs import tell_state


def fail_with(text: str) -> str:
    raise StepFailedError(text)


def skip_with(text: str) -> str:
    raise StepSkippedError(text)


def test_a_step_counts_the_tests_that_passed(capsys: pytest.CaptureFixture[str]):
    assert take_step("tests", lambda: "TOTAL 98%; 40 passed, 2 deselected in 3.10s") == (40, 0)
    assert re.search(r"tests +ok +0\.0 s +TOTAL 98%; 40 passed", capsys.readouterr().out)


def test_a_failing_suite_counts_its_failures(capsys: pytest.CaptureFixture[str]):
    text = "E  1 failed to parse\n...\nFAILED a.py::test_b\n2 failed, 38 passed, 1 error in 3.10s"
    assert take_step("tests", lambda: fail_with(text)) == (38, 3)
    assert "FAILED a.py::test_b" in capsys.readouterr().out


def test_any_other_failing_step_counts_once():
    assert take_step("lint", lambda: fail_with("a.py:1:1 something")) == (0, 1)


def test_a_skipped_step_says_why_and_is_no_failure(capsys: pytest.CaptureFixture[str]):
    assert take_step("other Python", lambda: skip_with("none here")) == (0, 0)
    assert re.search(r"other Python +skipped .*none here", capsys.readouterr().out)


def test_counts_are_read_by_their_word():
    assert count("passed", "1 passed the gate\n3 failed, 12 passed in 3.10s (0:00:03)") == 12
    assert count("failed", "Found 41 errors in 2 files; 3 failed") == 0


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CoverageData:
    """Coverage of a run to be filled in; the check reads it in place of the real one."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, without which the step is skipped, is not installed")
    monkeypatch.setenv("COVERAGE_FILE", str(tmp_path / "coverage"))
    return CoverageData(str(tmp_path / "coverage"))


@pytest.mark.parametrize("package", WHOLLY_TESTED)
def test_a_statement_that_no_test_ran_fails_where_every_branch_counts(
    ran: CoverageData, package: str
):
    """The first lines of its first module ran, and nothing after them."""
    module = next(
        path
        for path in sorted((ROOT / "src/cradlegate" / package).rglob("*.py"))
        if path.name != "__init__.py"
    )
    ran.add_arcs({str(module): [(-1, 1), (1, -1)]})
    with pytest.raises(StepFailedError, match=module.name):
        check_whole_coverage()


def test_elsewhere_a_statement_that_no_test_ran_does_not_fail_that_check(ran: CoverageData):
    """A module of one docstring ran to its end, beside one of another package that did not."""
    whole = ROOT / "src/cradlegate/trust/__init__.py"
    other = ROOT / "src/cradlegate/tables/columns.py"
    ran.add_arcs({str(path): [(-1, 1), (1, -1)] for path in (whole, other)})
    assert check_whole_coverage() == "100 % of trust, verification, dossier"


def test_a_requirement_is_built_only_when_a_user_could_have_done_what_the_test_did():
    inside = {"outcome": "passed", "way": "", "part": ""}
    outside = {"outcome": "passed", "way": "command line", "part": ""}
    partly = {"outcome": "passed", "way": "cg", "part": "units alone"}
    broken = {"outcome": "failed", "way": "cg", "part": ""}
    assert tell_state([]) == "–"
    assert tell_state([partly]) == "in part"
    assert tell_state([partly, inside]) == "inside only"
    assert tell_state([partly, inside, outside]) == "built"
    assert tell_state([outside, broken]) == "failing"
