from decimal import Decimal

import pytest
from rich.cells import cell_len

from cradlegate.core.fault import Fault, FaultKind, Place, Severity
from cradlegate.core.outcome import Outcome
from cradlegate.reports.faults_report import (
    LISTED_PER_KIND,
    count_faults,
    render_faults,
    report_faults,
)
from cradlegate.reports.html import render_html
from cradlegate.reports.report import NOT_APPLICABLE, Figure, Status, Text
from cradlegate.reports.workbook import render_workbook

FAMILY = FaultKind(
    "CF-901",
    "unknown family",
    "A material is a family of the library.",
    "See the list of families.",
)
MASS = FaultKind("CF-902", "masses do not close", "Parts weigh what the whole weighs.", "Weigh it.")
OLD = FaultKind(
    "CF-903", "old data", "Data are ten years old at most.", "Ask again.", Severity.WARNING
)

FAULTS = (
    Fault(OLD, "the bill is of 2011", Place("energy.csv", 4)),
    Fault(
        FAMILY,
        "'steal_plate' is no material family",
        Place("bom.csv", 14, "material", "BED-02"),
        "Write steel_plate.",
    ),
    Fault(MASS, "parts weigh 5,120 kg, the machine 5,800 kg"),
    Fault(FAMILY, "'灰铸铁' is no material family", Place("bom.csv", 2, "material", "BED-01")),
)


def test_faults_in_a_terminal(golden):
    golden("faults.txt", render_faults(FAULTS, width=80))


def test_faults_in_an_ascii_terminal(golden):
    golden("faults_ascii.txt", render_faults(FAULTS, width=60, unicode=False))


@pytest.mark.parametrize(
    ("faults", "count"),
    [
        (FAULTS, "3 errors and 1 warning in 2 files"),
        (FAULTS[:1], "1 warning in 1 file"),
        (FAULTS[2:3], "1 error"),
        ((), "no faults"),
    ],
)
def test_count_leads(faults, count):
    assert count_faults(faults) == count
    assert render_faults(faults).splitlines()[0].casefold() == f"{count}.".casefold()


def test_each_fault_has_three_lines_and_ends_in_its_code():
    first = render_faults(FAULTS[1:2], width=100).split("\n\n")[1].splitlines()
    assert first == [
        "error: bom.csv, row 14, column material, id BED-02: 'steal_plate' is no material family",
        "  A material is a family of the library.",
        "  Write steel_plate. [CF-901]",
    ]


def test_errors_come_before_warnings_and_a_file_stays_together():
    table = report_faults(FAULTS, "Check").table("faults")
    assert [row[:3] for row in table.rows] == [
        (Text("error"), Text("bom.csv"), Figure(Decimal(2), digits=None)),
        (Text("error"), Text("bom.csv"), Figure(Decimal(14), digits=None)),
        (Text("error"), NOT_APPLICABLE, NOT_APPLICABLE),
        (Text("warning"), Text("energy.csv"), Figure(Decimal(4), digits=None)),
    ]


def test_many_faults_of_one_kind_are_counted_after_ten():
    faults = [Fault(FAMILY, f"x{row} is no family", Place("bom.csv", row)) for row in range(2, 40)]
    text = render_faults(faults)
    assert text.count("is no family") == LISTED_PER_KIND
    assert text.endswith("\n28 more like this [CF-901]: --json lists them all\n")
    assert len(report_faults(faults, "Check").table("faults").rows) == 38


def test_every_fault_is_listed_where_ten_suffice():
    faults = [Fault(FAMILY, f"x{row} is no family", Place("bom.csv", row)) for row in range(10)]
    assert "more like this" not in render_faults(faults)


@pytest.mark.parametrize("width", [100, 60])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(cell_len(line) for line in render_faults(FAULTS, width=width).splitlines()) <= width


def test_colour_marks_the_kind_alone():
    assert "\x1b[38;5;166merror\x1b[0m: bom.csv" in render_faults(FAULTS, color=True)
    assert "\x1b" not in render_faults(FAULTS, color=True, plain=True)


def test_file_name_cannot_steer_the_terminal():
    fault = Fault(MASS, "it is\x1b[2Jgone", Place("evil\x1b]0;x\x07.csv"))
    assert "\x1b" not in render_faults([fault])


def test_report_of_a_check_names_who_mends_what():
    report = report_faults(FAULTS, "Check of case")
    assert report.answer.verdict == Status(Outcome.NOT_MET)
    assert report.answer.headline == "3 errors and 1 warning in 2 files"
    assert [(step.who, step.what) for step in report.next_steps] == [
        ("Keeper of bom.csv", "mend 2 errors"),
        ("Keeper of the case", "mend 1 error"),
    ]


def test_warnings_alone_stop_nothing():
    report = report_faults(FAULTS[:1], "Check")
    assert report.answer.verdict == Status(Outcome.MET)
    assert report.next_steps == ()


def test_check_without_faults_has_no_table():
    report = report_faults((), "Check")
    assert report.answer.headline == "no faults"
    assert report.tables == ()


def test_other_renderers_draw_faults_too():
    report = report_faults(FAULTS, "Check")
    assert "Write steel_plate." in render_html(report)
    assert render_workbook(report) == render_workbook(report)
