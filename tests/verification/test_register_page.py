"""The page about registers shows what comes out, and names every fault."""

import doctest
from pathlib import Path

from cradlegate.core.fault import FaultKind
from cradlegate.verification import faults
from cradlegate.verification.registers.standing import LONGEST_AGE_DAYS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "registers.md"


def test_the_example_of_the_page_runs():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted) == (0, 15)


def test_the_page_names_every_fault_of_a_register_and_the_longest_age():
    page = PAGE.read_text(encoding="utf-8")
    codes = [kind.code for kind in vars(faults).values() if isinstance(kind, FaultKind)]
    assert [code for code in codes if code >= "VR-013" and code not in page] == []
    assert f"for {LONGEST_AGE_DAYS} days after it" in page
