"""The page that a supplier reads, and the report of what was asked."""

from datetime import date

import pytest

from cradlegate.product.suppliers.answer_tables import questionnaire_tables
from cradlegate.product.suppliers.questionnaire import draw_up_questionnaires
from cradlegate.reports.html import render_html
from cradlegate.reports.suppliers.ask_report import report_asking, report_questionnaire
from tests.product.suppliers.sent_files import case

DUE = date(2026, 10, 31)


@pytest.mark.parametrize("line", [line.line_id for line in case().bom])
def test_the_page_names_every_field_that_the_forms_have(line):
    lines = [each for each in case().bom if each.line_id == line]
    [asked] = draw_up_questionnaires(lines, case(), DUE)
    page = render_html(report_questionnaire(asked))
    for name in ("parts", "energy", "inputs", *asked.modules):
        for column in questionnaire_tables()[name].columns:
            assert f">{column}<" in page
    assert "2026-10-31" in page
    assert case().digest in page


def test_a_case_without_secondary_lines_asks_nobody():
    report = report_asking((), (), case().digest)
    assert report.answer.headline == "0 suppliers are asked; 0 lines rest on secondary data"
    assert report.next_steps == ()
