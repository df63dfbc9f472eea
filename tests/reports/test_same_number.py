"""One calculation, many renderings: every figure is read back from each and compared."""

import io
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from cradlegate.footprint.rounding import ROUNDING_RULE, round_significant
from cradlegate.reports.display import UNICODE
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.report import DISCLAIMER
from cradlegate.reports.shown_table import show_table
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook
from tests.reports.sample import sample_report

D = Decimal
TABLES = ("stages", "parts", "lines")


def number(text: str) -> Decimal:
    return D(text.replace("\N{NARROW NO-BREAK SPACE}", "").replace("−", "-"))


class Figures(HTMLParser):
    """The figures of an HTML report: exact value, unit, and the number as it reads."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.current: dict[str, Any] = {}
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        if tag == "data" and "data-unit" in dict(attrs):
            self.current = dict(attrs)

    def handle_data(self, data):
        if self.current:
            self.found.append((self.current["value"], self.current["data-unit"], data))
            self.current = {}


@pytest.fixture(scope="module")
def from_json():
    """Every figure of the sample in the order of answer and tables: exact text and unit."""
    result = json.loads(render_json(sample_report()))["result"]
    tables = [table for table in result["tables"] if table["id"] in TABLES]
    cells = [result["answer"]["figure"]]
    for table in tables:
        rows = table["rows"] + ([table["total"]] if table["total"] else [])
        cells += [cell for row in rows for cell in row.values() if cell["type"] == "figure"]
    assert len(cells) > 30
    return [(cell["value"], cell["unit"]) for cell in cells]


@pytest.mark.requirement("X-3")
def test_html_carries_the_exact_figures_of_json(from_json):
    assert [
        (value, unit) for value, unit, _ in Figures(render_html(sample_report())).found
    ] == from_json


@pytest.mark.requirement("X-3")
def test_html_reads_as_the_rounded_figures_of_json(from_json):
    figures = Figures(render_html(sample_report())).found
    for (value, unit), (_, _, text) in zip(from_json, figures, strict=True):
        shown = number(text.split(" ")[0])
        tonnes = unit in {"kg", "kg CO2e"}
        assert shown == (
            D(value) if unit == "item" else round_significant(D(value) / (1000 if tonnes else 1))
        )


@pytest.mark.requirement("X-3")
def test_workbook_carries_the_exact_figures_of_json(from_json):
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_workbook(sample_report())))
    found = []
    for name in book.sheet_names[1:4]:
        rows = book.get_sheet_by_name(name).to_python()
        kept = [
            index
            for index, head in enumerate(rows[2])
            if not re.search("share|low|high|unit", str(head), re.IGNORECASE)
        ]
        found += [row[i] for row in rows[3:] for i in kept if isinstance(row[i], float)]
    expected = [
        D(value) / (1000 if unit in {"kg", "kg CO2e"} else 1) for value, unit in from_json[1:]
    ]
    assert [D(repr(value)) for value in found] == expected


@pytest.mark.requirement("X-3")
def test_terminal_reads_as_html_does():
    """Both show every number of every table with the same digits."""
    terminal = render_terminal(sample_report(), width=200)
    for table in sample_report().tables:
        shown = show_table(table, UNICODE)
        lines = terminal[terminal.index(shown.title) :].splitlines()
        for row in shown.rows:
            [line] = [text for text in lines if text.startswith(row[0])][:1]
            assert re.split(r" {2,}", line.strip()) == [cell.strip() for cell in row]
    texts = [text for _, _, text in Figures(render_html(sample_report())).found]
    assert all(re.search(rf"(?<![\d.]){re.escape(text)}(?![\d.])", terminal) for text in texts)


@pytest.mark.requirement("X-3", "X-4")
def test_every_rendering_states_the_rounding_rule_and_what_it_is_not():
    flat = " ".join(render_terminal(sample_report()).split())
    document = render_html(sample_report())
    envelope = json.loads(render_json(sample_report()))["result"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_workbook(sample_report())))
    cells = [cell for row in book.get_sheet_by_name("Answer").to_python() for cell in row]
    for words in (ROUNDING_RULE, DISCLAIMER):
        assert words in flat
        assert words in document
        assert words in envelope.values()
        assert words in cells
