"""A declaration is asked whether it is still that of its case."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.declaration.validity import Trigger, Validity, judge_validity
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.line import sum_emissions
from cradlegate.product.case_files import read_case_files
from tests.declaration.shipped_case import (
    computed_example,
    declared_example,
    example_files,
    shipped_stock,
)

SHORT = Settings(draws=100, is_draft_allowed=True)


def judge(*, lines: bool = False, library: str = "", **edits: tuple[str, str]) -> Validity:
    """Judge the declaration of the shipped case against the case with texts replaced, by file."""
    files = example_files()
    for name, (before, after) in edits.items():
        path = next(each for each in files if each.partition(".")[0] == name)
        assert before in files[path].decode(), before
        files[path] = files[path].decode().replace(before, after, 1).encode()
    sources = shipped_stock().sources
    reading = read_case_files(files, sources.library.families)
    assert reading.case is not None
    now = calculate(reading.case, sources, SHORT, reading.faults)
    if library:
        now = replace(now, library_digest=library)
    declared = declared_example().declaration
    known = {each.id: each.emissions for each in computed_example().footprint.lines_in_view}
    return judge_validity(declared, reading.case, now, known if lines else None)


def stale(validity: Validity) -> set[tuple[Trigger, str]]:
    return {(each.trigger, each.where) for each in validity.moved if each.is_stale}


def test_the_case_that_was_declared_is_still_its_own():
    validity = judge(lines=True)
    assert validity.outcome is Outcome.MET
    assert (validity.moved, validity.figures, validity.lines, validity.reasons) == ((), (), (), ())
    assert validity.headline.difference == 0


@pytest.mark.requirement("S2-24")
def test_a_heavier_bed_makes_it_stale_and_names_section_line_and_figure():
    validity = judge(lines=True, bom=("HT300,1,1997", "HT300,1,1998"))
    assert validity.outcome is Outcome.NOT_MET
    assert stale(validity) == {(Trigger.BILL, "bom"), (Trigger.RESULT, "results/headline")}
    assert validity.lines is not None
    assert "bom/BED-101" in {each.what for each in validity.lines}
    assert "bed A1" in {each.what for each in validity.figures}
    moved = sum_figures(validity)
    assert moved == pytest.approx(float(validity.headline.difference), rel=1e-6)
    # The template's unassigned mass shrinks by the kilogram that the bed gains.
    (bed,) = (each for each in validity.lines if each.what == "bom/BED-101")
    assert bed.difference > 0 > moved


def sum_figures(validity: Validity) -> float:
    return float(sum((each.difference for each in validity.figures), Decimal(0)))


@pytest.mark.requirement("S2-24")
def test_another_description_moves_the_parts_list_and_no_figure():
    validity = judge(bom=("bed casting", "cored bed casting"))
    assert validity.outcome is Outcome.NOT_MET
    assert stale(validity) == {(Trigger.BILL, "bom")}
    assert validity.lines is None
    assert validity.headline.difference == 0


def test_another_works_is_named_as_works():
    validity = judge(
        machine=(
            "name: Tengzhou works (invented), country: CN, region: CN-SD",
            "name: Tengzhou works (invented), country: CN, region: CN-GD",
        )
    )
    assert (Trigger.SITE, "machine.sites") in stale(validity)
    assert validity.outcome is Outcome.NOT_MET


def test_a_new_sign_off_is_named_and_makes_nothing_stale():
    validity = judge(signoff=("Lin Wei (invented)", "Lin W. (invented)"))
    assert validity.outcome is Outcome.MET
    assert [(each.trigger, each.where) for each in validity.moved] == [(Trigger.RECORD, "signoff")]


def test_a_case_with_errors_is_undetermined_where_nothing_else_moved():
    declared = declared_example().declaration
    example = computed_example()
    draft = replace(example.footprint, is_draft=True)
    validity = judge_validity(declared, example.case, draft, {})
    assert validity.outcome is Outcome.UNDETERMINED
    assert validity.headline.now is None
    assert validity.lines is None
    assert "errors" in validity.reasons[0]


def test_another_library_with_the_same_figure_is_named_and_still_met():
    validity = judge(library="sha256:" + "0" * 64)
    assert validity.outcome is Outcome.MET
    assert [each.where for each in validity.moved] == ["factor library"]


def test_another_library_with_another_figure_tells_nothing_of_the_case():
    declared, example = declared_example().declaration, computed_example()
    lines = example.footprint.lines
    other = replace(example.footprint, lines=lines[1:], library_digest="sha256:" + "0" * 64)
    assert sum_emissions(lines[:1]) != 0
    validity = judge_validity(declared, example.case, other)
    assert validity.outcome is Outcome.UNDETERMINED
    assert "factor library" in validity.reasons[0]
    assert not stale(validity)
