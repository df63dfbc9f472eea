"""The check runner and the trace tell the truth about what they ran."""

import re

import pytest

from tools.check import StepFailedError, StepSkippedError, count, take_step
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
