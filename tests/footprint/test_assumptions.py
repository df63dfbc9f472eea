"""What a case says of its time and of what it leaves out is held against its rows."""

import pytest

from cradlegate.core.stage import View
from tests.worked.worked_cases import HERE

CASE = HERE / "six-lines"


def find_warnings(compute, code, **changed):
    files = {name.replace("_", "."): text.encode() for name, text in changed.items()}
    footprint = compute("six-lines", files, view=View.CRADLE_TO_GATE)
    return [fault.found for fault in footprint.faults if fault.code == code]


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2025", []),
        ("2024/2025", []),
        ("2019", ["12 rows such as B01 of 2025-01, not 2019"]),
    ],
)
def test_bills_of_another_time_than_the_study_describes_are_named(compute, period, found):
    machine = (CASE / "machine.yaml").read_text()
    changed = machine.replace("data_period: 2025", f"data_period: {period}")
    assert find_warnings(compute, "FP-050", machine_yaml=changed) == found


def exclude(line, estimate):
    """The bill of the case with one line left out for a reason and an estimate."""
    head, *rows = (CASE / "bom.csv").read_text().splitlines()
    out = [
        f"{row[:-2]},excluded,,below the cut-off,{estimate}" if row.startswith(line) else f"{row},,"
        for row in rows
    ]
    return "\n".join([f"{head},exclusion_reason,exclusion_estimate", *out]) + "\n"


def test_parts_left_out_beyond_the_cut_off_are_named_by_mass_and_by_gas(compute):
    """Of 1,000 kg the boards are 5 kg and the bed 700 kg."""
    assert find_warnings(compute, "FP-051", bom_csv=exclude("L5", "1 kg")) == []
    assert "70.0% of mass is excluded, the cut-off is 1.0%" in find_warnings(
        compute, "FP-051", bom_csv=exclude("L1", "1 kg")
    )
