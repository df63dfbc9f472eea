"""The charts of a footprint: their tables sum to the result, on pages, in sheets and in PDFs."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.compose import study
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.line import sum_emissions
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.tracing.trace import explain
from cradlegate.product.case_files import read_case_files
from cradlegate.reports.charted.document import SECTION, add_charts
from cradlegate.reports.charted.origin import tabulate_chain, tabulate_parts
from cradlegate.reports.charts.palette import REST
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.charts.treemap import group_colours
from cradlegate.reports.contents.footprint_report import report_footprint
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.render import render_pdf
from cradlegate.reports.report import PICTURES, ChartKind, Figure, Mark, Share, Text
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook

FOSSIL = CATEGORIES.index(Category.FOSSIL_OTHER)
REMOVALS = CATEGORIES.index(Category.BIOGENIC_REMOVALS)
MADE = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def footprint():
    files = {
        path.removeprefix("vmc-850/"): data
        for path, data in study.read_examples().items()
        if path.startswith("vmc-850/")
    }
    library = study.open_library()
    reading = read_case_files(files, library.families)
    assert reading.case is not None
    return calculate(reading.case, Sources(library), Settings(draws=300), reading.faults)


@pytest.fixture(scope="module")
def report(footprint):
    return add_charts(report_footprint(footprint), footprint)


def set_lines(footprint, sizes):
    """Give the footprint as many lines as there are sizes, each of that many kg CO2e."""
    first = footprint.lines_in_view
    lines = []
    for row, size in enumerate(sizes):
        line = first[row % len(first)]
        values = [0.0] * len(CATEGORIES)
        values[FOSSIL] = size
        activity = replace(line.activity, id=f"line-{row}", amount_spreads=())
        lines.append(replace(line, activity=activity, values=tuple(values)))
    return replace(footprint, lines=tuple(lines))


def charted(footprint):
    return add_charts(report_footprint(footprint), footprint)


def column(report, table, name):
    found = report.table(table)
    at = [each.id for each in found.columns].index(name)
    return [row[at] for row in found.rows]


def total_of(cells):
    return float(sum(cell.value for cell in cells if isinstance(cell, Figure)))


def test_every_chart_stands_beside_the_table_of_its_figures(report):
    kinds = [chart.kind for chart in report.charts]
    assert kinds == [
        ChartKind.STACKED_BAR,
        ChartKind.WATERFALL,
        ChartKind.TREEMAP,
        ChartKind.SANKEY,
        ChartKind.DISTRIBUTION,
        ChartKind.TORNADO,
    ]
    for chart in report.charts:
        assert report.table(chart.table_id).rows


def test_the_running_total_ends_in_the_result(footprint, report):
    running = [cell for cell in column(report, "running", "running") if isinstance(cell, Figure)]
    assert float(running[-1].value) == pytest.approx(footprint.total(), rel=1e-9)
    rows = report.table("running").rows
    counted = [row[1] for row in rows if isinstance(row[2], Figure)]
    assert total_of(counted) == pytest.approx(footprint.total(), rel=1e-9)


def test_removals_stand_apart_from_the_running_total(footprint, report):
    (row,) = [row for row in report.table("running").rows if isinstance(row[2], Mark)]
    assert row[0] == Text("biogenic removals")
    removals = sum(line.values[REMOVALS] for line in footprint.lines_in_view)
    assert float(row[1].value) == pytest.approx(removals)
    assert removals < 0


def test_credits_stand_apart_from_the_whole_life(footprint):
    life = replace(footprint, view=View.WHOLE_LIFE)
    credit = life.lines[0]
    activity = replace(credit.activity, id="credit", stage=Stage.D)
    gained = replace(credit, activity=activity, values=tuple(-value for value in credit.values))
    rows = charted(replace(life, lines=(*life.lines, gained))).table("running").rows
    before = charted(life).table("running").rows
    apart = {row[0].text: row[1].value for row in rows if isinstance(row[2], Mark)}
    beyond = sum_emissions(line for line in life.lines if line.stage is Stage.D)
    name = "D credits beyond the boundary"
    assert float(apart[name]) == pytest.approx(beyond - credit.emissions)
    assert [row for row in rows if isinstance(row[2], Figure)] == [
        row for row in before if isinstance(row[2], Figure)
    ]


@pytest.mark.requirement("S1-15")
def test_parts_sum_to_the_result_and_shares_to_a_hundred(footprint, report):
    assert total_of(column(report, "parts", "kgco2e")) == pytest.approx(footprint.total(), rel=1e-9)
    assert sum(cell.percent for cell in column(report, "parts", "share")) == 100


@pytest.mark.requirement("S1-15")
def test_every_level_of_the_chain_sums_to_the_result(footprint, report):
    by_level: dict[str, list[Any]] = {}
    for row in report.table("chain").rows:
        by_level.setdefault(row[0].text, []).append(row[-1])
    assert list(by_level) == ["country", "material", "subassembly"]
    for cells in by_level.values():
        assert total_of(cells) == pytest.approx(footprint.total(), rel=1e-9)


@pytest.mark.requirement("S1-15")
def test_subassemblies_that_are_named_have_their_figure_in_both_charts(footprint, report):
    sums = {row["subassembly"]: row["kgco2e"] for row in footprint.by("subassembly").to_dicts()}
    names = {cell.text for cell in column(report, "parts", "subassembly")}
    named = {row[3].text for row in report.table("chain").rows if row[2].text == "subassembly"}
    assert (len(names & set(sums)), len(named & set(sums))) == (14, 7)
    for name in names & set(sums) & named:
        parts = [row[2] for row in report.table("parts").rows if row[0].text == name]
        flows = [
            row[4]
            for row in report.table("chain").rows
            if (row[2].text, row[3].text) == ("subassembly", name)
        ]
        assert total_of(parts) == pytest.approx(sums[name], rel=1e-9)
        assert total_of(flows) == pytest.approx(sums[name], rel=1e-9)


def test_the_subassemblies_of_the_treemap_have_colours_of_their_own(report):
    fills = [fill for (title, _), fill in group_colours(report).items() if title == "subassembly"]
    assert len(set(fills)) == len(fills) == 14
    assert REST not in fills


def test_all_draws_are_counted_and_marks_are_those_of_the_interval(footprint, report):
    rows = report.table("draws").rows
    assert sum(row[3].value for row in rows if isinstance(row[3], Figure)) == 300
    interval = footprint.interval()
    expected = (footprint.total(), interval.mean, interval.median, interval.low, interval.high)
    assert [float(row[1].value) for row in rows[:5]] == pytest.approx(expected, rel=1e-11)


def test_the_tornado_shows_the_widest_and_says_how_many_more(report):
    table = report.table("varied")
    spans = [row[2].value - row[1].value for row in table.rows]
    assert len(spans) == 10
    assert spans == sorted(spans, reverse=True)
    assert table.more.rows > 0


def test_figures_that_have_a_path_are_explained_with_the_same_value(footprint, report):
    cells = [
        cell
        for name in ("running", "draws")
        for row in report.table(name).all_rows
        for cell in row
        if isinstance(cell, Figure) and cell.path not in {"", "interval"}
    ]
    assert len(cells) > 5
    for cell in cells:
        explained = explain(footprint, cell.path).value
        assert float(cell.value) == pytest.approx(explained, rel=1e-11)


def test_a_page_holds_every_picture_and_folds_its_table(report):
    page = render_html(report)
    assert page.count('<figure class="picture">') == 4
    assert page.count("<details>") == 4
    assert page.count("<summary>The figures of the chart</summary>") == 4
    assert "details::details-content" in page
    HTMLParser().feed(page)
    for outside in ("<script", "href=", "src=", "url("):
        assert outside not in page


def test_a_page_without_pictures_stays_as_it_was(footprint):
    page = render_html(report_footprint(footprint))
    assert "<details>" not in page
    assert "details::details-content" not in page


def test_ids_of_a_page_are_unique(report):
    found: list[str | None] = []

    class Ids(HTMLParser):
        def handle_starttag(self, _, attrs):
            found.extend(value for name, value in attrs if name == "id")

    Ids().feed(render_html(report))
    assert len(found) == len(set(found)) == 8


def test_the_same_footprint_gives_the_same_bytes(footprint, report):
    assert render_html(charted(footprint)) == render_html(report)


def test_a_workbook_has_a_sheet_for_every_table(report):
    book = CalamineWorkbook.from_filelike(BytesIO(render_workbook(report)))
    texts = {str(book.get_sheet_by_name(name).to_python()[0][0]) for name in book.sheet_names}
    for table in ("running", "parts", "chain", "draws", "varied"):
        title = report.table(table).title
        assert any(text.startswith(title) for text in texts)


def test_a_pdf_draws_the_same_pictures_in_the_fonts_of_the_document(report):
    data = render_pdf(report, made=MADE)
    with pikepdf.open(BytesIO(data)) as pdf:
        alts = [
            str(item["/Alt"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
        fonts = {
            str(item["/BaseFont"]).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }
    for chart in report.charts:
        title = report.table(chart.table_id).title
        assert [alt for alt in alts if alt.startswith(f"{title}: ")] != []
    assert all(name.startswith("NotoSans") for name in fonts)
    document = pypdfium2.PdfDocument(data)
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "country, t CO2e" in words
    assert words.count("2.5 % of the draws lie below") == 2


def test_a_pdf_leaves_out_a_picture_without_anything_above_zero(footprint):
    report = charted(footprint)
    table = replace(report.table("parts"), rows=())
    empty = replace(
        report,
        tables=(table,),
        charts=tuple(chart for chart in report.charts if chart.table_id == "parts"),
    )
    assert b"%PDF" in render_pdf(empty, made=MADE)[:8]
    assert '<figure class="picture">' not in render_html(empty)


def test_a_terminal_shows_what_it_showed(footprint):
    assert "In charts" not in render_terminal(report_footprint(footprint))


@pytest.mark.parametrize("sizes", [[5.0], [0.0], [-3.0], [4.0, -4.0], [2.0, -7.0, 1.0]])
def test_few_lines_zero_and_negative_totals_are_drawn_as_far_as_they_can_be(footprint, sizes):
    case = set_lines(footprint, sizes)
    report = charted(case)
    drawn = {chart.kind for chart in report.charts if chart.kind in PICTURES}
    has_parts = any(size > 0 for size in sizes)
    assert (ChartKind.TREEMAP in drawn) is (ChartKind.SANKEY in drawn) is has_parts
    assert {ChartKind.WATERFALL, ChartKind.DISTRIBUTION} <= drawn
    assert render_html(report)
    if has_parts:
        above = sum(size for size in sizes if size > 0)
        assert total_of(column(report, "parts", "kgco2e")) == pytest.approx(above)


def test_lines_below_zero_are_left_out_and_said(footprint):
    report = charted(set_lines(footprint, [1000.0, -250.0, 400.0, -50.0]))
    said = "2 lines below zero, together −300 kg CO2e, left out."
    assert said in report.table("parts").note
    assert said in report.table("chain").note
    alone = charted(set_lines(footprint, [1000.0, -250.0]))
    assert "1 line below zero, together −250 kg CO2e, left out." in alone.table("parts").note


def test_twenty_thousand_lines_are_bundled(footprint, report):
    base = footprint.lines_in_view
    many = [
        replace(
            base[row % len(base)],
            activity=replace(
                base[row % len(base)].activity,
                id=f"line-{row}",
                subassembly=f"group {row % 400}",
                region=f"C{row % 60}",
                amount_spreads=(),
            ),
        )
        for row in range(20_000)
    ]
    case = replace(footprint, lines=tuple(many))
    parts, chain = tabulate_parts(case, SECTION.id), tabulate_chain(case, SECTION.id)
    assert len(parts.rows) < 80
    assert len(chain.rows) < 200
    rows = [row[-1] for row in chain.rows if row[0] == Text("country")]
    assert total_of(rows) == pytest.approx(case.total(), rel=1e-9)
    assert total_of(row[2] for row in parts.rows) == pytest.approx(case.total(), rel=1e-9)
    others = (table for table in report.tables if table.id not in {"parts", "chain"})
    bundled = replace(report, tables=(*others, parts, chain))
    assert all(
        draw_picture(bundled, chart) is not None
        for chart in report.charts
        if chart.kind in PICTURES
    )


def test_draws_that_are_all_equal_stand_in_one_bar(footprint):
    draws = replace(
        footprint.draws,
        by_view={view: values * 0 + 5.0 for view, values in footprint.draws.by_view.items()},
    )
    rows = charted(replace(footprint, draws=draws)).table("draws").rows
    (row,) = [row for row in rows if isinstance(row[3], Figure)]
    assert (row[1].value, row[2].value, row[3].value) == (5, 5, 300)


@pytest.mark.parametrize("spoiled", ["draws", "lines"])
def test_what_is_not_a_number_is_a_fault_and_no_chart(footprint, spoiled):
    report = report_footprint(footprint)
    if spoiled == "draws":
        values = {view: values + float("nan") for view, values in footprint.draws.by_view.items()}
        case = replace(footprint, draws=replace(footprint.draws, by_view=values))
    else:
        case = set_lines(footprint, [float("nan"), 1.0])
    with pytest.raises(FaultsError) as refused:
        add_charts(report, case)
    assert [fault.code for fault in refused.value.faults] == ["RP-010"]


def test_shares_are_those_of_what_is_drawn(report):
    shares = [cell for cell in column(report, "parts", "share") if isinstance(cell, Share)]
    assert float(sum((share.value for share in shares), Decimal(0))) == pytest.approx(1.0)
