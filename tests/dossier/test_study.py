"""The stored lines are believed as far as they can be read and agree with what was signed."""

import csv
import io
from collections.abc import Callable

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.study import LINES_FILE, read_lines
from tests.dossier.dossiers import ask, forger, judge, outcomes, trust

Rows = list[dict[str, str]]


def rewrite(change: Callable[[Rows], object]) -> bytes:
    """Change the rows of the stored lines."""
    rows = list(csv.DictReader(io.StringIO(forger().files[LINES_FILE].decode())))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    change(rows)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def find_check(change: Callable[[Rows], object], name: CheckId) -> tuple[str, str]:
    """Judge the lines, changed and sealed again, by recomputing."""
    data = forger().reseal(trust().key, {LINES_FILE: rewrite(change)})
    verdict = judge(data, ask(recompute=True))
    return outcomes(verdict)[name], next(item.found for item in verdict.checks if item.id is name)


@pytest.mark.parametrize("figure", ["inf", "-inf", "nan"])
def test_a_line_whose_figure_is_not_finite_is_refused(figure: str):
    with pytest.raises(FaultsError, match="bom/BED-101 has a figure that is not finite") as caught:
        read_lines(rewrite(lambda rows: rows[0].update(unsplit=figure)))
    assert [fault.code for fault in caught.value.faults] == ["DS-024"]


def test_a_line_that_may_or_may_not_count_is_refused():
    with pytest.raises(FaultsError, match="bom/BED-101 says neither yes nor no") as caught:
        read_lines(rewrite(lambda rows: rows[0].update(is_beyond_end_point="perhaps")))
    assert [fault.code for fault in caught.value.faults] == ["DS-024"]


def test_lines_that_cannot_be_read_leave_no_sums_and_are_not_compared():
    data = forger().reseal(trust().key, {LINES_FILE: b"id,stage\n\xff"})
    verdict = judge(data, ask(recompute=True))
    found = {item.id: item.found for item in verdict.checks}
    assert outcomes(verdict)[CheckId.FIGURES] == "not met"
    assert "DS-024" in found[CheckId.FIGURES]
    assert outcomes(verdict)[CheckId.RECOMPUTATION] == "undetermined"
    assert found[CheckId.RECOMPUTATION] == "not reached: the lines cannot be read"


def test_lines_beyond_every_number_do_not_add_up():
    """Twice 1e308 is more than 1.797...e308, the largest number that a line can hold."""

    def enlarge(rows: Rows):
        for row in rows[:2]:
            row["unsplit"] = "1e308"

    assert find_check(enlarge, CheckId.FIGURES) == (
        "not met",
        "the stored lines are too large to be added up",
    )


def test_an_amount_moved_to_a_category_without_signed_figure_is_named():
    """The bed keeps its 4538.6 kg, 5 of them in a category that the declaration leaves unknown."""

    def move(rows: Rows):
        bed = rows[0]
        assert (bed["unsplit"], bed["fossil_other"]) == ("4538.636363636364", "0.0")
        bed.update(unsplit="4533.636363636364", fossil_other="5.0")

    outcome, found = find_check(move, CheckId.FIGURES)
    assert outcome == "not met"
    assert "results/views/0/total/by_category/fossil_other: not stated, lines 5;" in found


def test_a_line_left_out_or_made_up_is_named():
    """The bed is taken out, and a part of another name stands in its place with its figures."""
    outcome, found = find_check(
        lambda rows: rows[0].update(id="bom/BED-999"), CheckId.RECOMPUTATION
    )
    assert outcome == "not met"
    assert found == "line bom/BED-101 is not stored; line bom/BED-999 is not computed"
