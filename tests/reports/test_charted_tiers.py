"""The tiers behind a result: every level sums to it, and who is not named is said."""

from collections import Counter
from dataclasses import replace
from math import fsum

import pytest

from cradlegate.compose import study
from cradlegate.core.fault import NOWHERE
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.suppliers.chain import trace_chains
from cradlegate.footprint.suppliers.ranking import name_bill_line
from cradlegate.footprint.suppliers.tiers import Tiers, name_tiers
from cradlegate.product.case_files import read_case_files
from cradlegate.product.suppliers.answer import Answer, Input, PartAnswer
from cradlegate.reports.charted.document import add_charts
from cradlegate.reports.charted.flows import bundle
from cradlegate.reports.charted.tiers import add_tiers, tabulate_tiers
from cradlegate.reports.charts.palette import REST, SERIES
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.html import render_html
from cradlegate.reports.report import Answer as Headline
from cradlegate.reports.report import Report
from cradlegate.tables.records.record import Record

LEVELS = ["smelter", "foundry", "supplier", "subassembly", "stage", "whole"]


@pytest.fixture(scope="module")
def machine():
    """The shipped machine: its case, its library and its footprint."""
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    library = study.open_library()
    reading = read_case_files(files, library.families)
    assert reading.case is not None
    settings = Settings(draws=20)
    return (
        reading.case, library, calculate(reading.case, Sources(library), settings, reading.faults)
    )  # fmt: skip


def answered():
    """The foundry says who made the metal of the bed and who cast the column."""

    def name(line, **hands):
        empty = dict.fromkeys(Input.__dataclass_fields__)
        given = Input(**{**empty, "line_id": line, **hands})
        return PartAnswer(Record("parts", line, {}, {}, (), (), NOWHERE), (), (given,))

    parts = (
        name("BED-101", smelter="Example Steel (invented)"),
        name("COL-101", foundry="Example Castings (invented)"),
    )
    return Answer("SUP-FOUNDRY", "", parts, ())


def rows_of(table):
    return [(*(cell.text for cell in row[:4]), float(row[4].value)) for row in table.rows]


def tiers_of(machine, *answers):
    case, library, _ = machine
    return name_tiers(case, trace_chains(case, library, answers))


@pytest.mark.requirement("S1-24", part="the chart of the tiers")
def test_every_level_sums_to_the_result_and_what_enters_a_name_leaves_it(machine):
    footprint = machine[2]
    rows = rows_of(tabulate_tiers(footprint, tiers_of(machine), "why"))
    assert list(dict.fromkeys(row[0] for row in rows)) == LEVELS[:-1]
    for level in LEVELS[:-1]:
        whole = fsum(row[4] for row in rows if row[0] == level)
        assert whole == pytest.approx(footprint.total(), rel=1e-9)
    for level, name in {(row[2], row[3]) for row in rows if row[2] != "whole"}:
        entering = fsum(row[4] for row in rows if row[2:4] == (level, name))
        leaving = fsum(row[4] for row in rows if row[:2] == (level, name))
        assert entering == pytest.approx(leaving, rel=1e-9)


def test_a_bundle_says_how_many_it_holds(machine):
    """Of the suppliers and `no supplier`, seven are named, the others are bundled."""
    tiers = tiers_of(machine)
    rows = rows_of(tabulate_tiers(machine[2], tiers, "why"))
    shown = {row[1] for row in rows if row[0] == "supplier"}
    (bundled,) = [name for name in shown if name.startswith("others (")]
    counted = {name_bill_line(line) for line in machine[2].lines_in_view if line.emissions > 0}
    suppliers = {each.supplier for line, each in tiers.items() if line in counted}
    suppliers |= {Tiers().supplier}
    assert len(shown) == 8
    assert bundled == f"others ({len(suppliers) - 7})"


def test_who_is_named_by_an_answer_stands_in_the_chart(machine):
    footprint = machine[2]
    tiers = tiers_of(machine, answered())
    assert tiers["BED-101"] == Tiers("SUP-FOUNDRY", "SUP-FOUNDRY", "Example Steel (invented)")
    assert tiers["COL-101"].foundry == "Example Castings (invented)"
    rows = rows_of(tabulate_tiers(footprint, tiers, "why"))
    bed = fsum(line.emissions for line in footprint.lines_in_view if "/BED-101" in line.id)
    (steel,) = [row for row in rows if row[1] == "Example Steel (invented)"]
    assert steel[:4] == ("smelter", "Example Steel (invented)", "foundry", "SUP-FOUNDRY")
    assert steel[4] == pytest.approx(bed, rel=1e-9)


def test_not_named_and_nobody_to_name_are_two_things(machine):
    case, _, _ = machine
    tiers = tiers_of(machine)
    assert tiers["BED-101"].smelter == "smelter not named"
    bought = [line.line_id for line in case.bom if line.line_id in tiers]
    kinds = Counter((tiers[line].foundry, tiers[line].smelter) for line in bought)
    assert kinds["not cast", "no metal"] > 0
    nameless = replace(case, bom=tuple(replace(line, supplier_id="") for line in case.bom))
    named = name_tiers(nameless, ())
    assert {each.supplier for each in named.values()} <= {"supplier not named", "no supplier"}


def test_the_chart_and_its_table_stand_in_the_report_in_colours_of_suppliers(machine):
    report = Report("Suppliers", "supplier rank", Headline("asked"))
    charted = add_tiers(report, machine[2], tiers_of(machine))
    (chart,) = charted.charts
    svg = draw_picture(charted, chart)
    assert svg is not None
    fills = {path.get("fill") for path in svg.iter("path")}
    assert fills == {*SERIES, REST}
    page = render_html(charted)
    assert page.count('<figure class="picture">') == page.count("<details>") == 1


def test_the_chart_follows_the_others_of_a_footprint_in_their_section(machine):
    report = add_charts(report_footprint(machine[2]), machine[2])
    charted = add_tiers(report, machine[2], tiers_of(machine))
    assert charted.sections == report.sections
    assert charted.charts[:-1] == report.charts
    assert charted.table(charted.charts[-1].table_id).rows


@pytest.mark.parametrize(
    ("tiers", "is_named"),
    [
        (Tiers(), False),
        (Tiers("supplier not named", "foundry not named", "smelter not named"), False),
        (Tiers("Example Works (invented)"), True),
        (Tiers("supplier not named", "Example Castings (invented)"), True),
        (Tiers("supplier not named", "not cast", "Example Steel (invented)"), True),
    ],
)
def test_a_tier_is_named_only_by_a_name(tiers, is_named):
    assert tiers.is_named is is_named


def test_a_result_with_nothing_above_zero_has_no_chart(machine):
    report = Report("Suppliers", "supplier rank", Headline("asked"))
    empty = replace(machine[2], lines=())
    assert add_tiers(report, empty, {}) == report


def test_one_small_name_keeps_its_own():
    assert bundle({("a",): 99.5, ("b",): 0.5}, 1.0) == {}
    assert bundle({("a",): 99.0, ("b",): 0.5, ("c",): 0.5}, 1.0) == {
        "b": "others (2)", "c": "others (2)",
    }  # fmt: skip
