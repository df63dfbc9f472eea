from decimal import Decimal
from typing import Any

import pytest

from cradlegate.reports.report import (
    DISCLAIMER,
    NOT_APPLICABLE,
    Answer,
    Bounds,
    Chart,
    ChartKind,
    Column,
    Figure,
    Report,
    Share,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)
from tests.reports.sample import sample_report, stage_table

D = Decimal


def report(**fields: Any) -> Report:
    return Report(title="Title", kind="test", answer=Answer("An answer"), **fields)


def test_computed_figure_takes_the_signed_form():
    figure = Figure.computed(1 / 3, "kg", path="x", bounds=(0.25, 2 / 3))
    assert figure == Figure(
        D("0.333333333333"), "kg", path="x", bounds=Bounds(D("0.25"), D("0.666666666667"))
    )


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity")])
def test_what_is_not_finite_is_no_figure(value):
    with pytest.raises(ValueError, match="is not a figure"):
        Figure(value)
    with pytest.raises(ValueError, match="not a finite number"):
        Figure.computed(float(value), "kg")


def test_row_has_one_cell_for_every_column():
    with pytest.raises(ValueError, match="table t: 1 cells for 2 columns"):
        Table("t", "T", (Column("a", "A"), Column("b", "B")), rows=((Text("x"),),))
    with pytest.raises(ValueError, match="table t: 2 cells for 1 columns"):
        Table("t", "T", (Column("a", "A"),), rows=(), total=(Text("x"), Text("y")))


def test_total_is_the_last_of_all_rows():
    table = stage_table()
    assert table.all_rows[-1] == table.total
    assert len(table.all_rows) == len(table.rows) + 1


@pytest.mark.requirement("X-4")
def test_report_without_disclaimer_cannot_be_made():
    assert report().disclaimer == DISCLAIMER
    with pytest.raises(ValueError, match="says what it is not"):
        report(disclaimer="")


def test_disclaimer_makes_no_claim_that_is_not_ours_to_make():
    text = DISCLAIMER.casefold()
    assert "not legal advice" in text
    assert not any(word in text for word in ("compliant", "approved", "guaranteed"))


def test_two_tables_of_one_id_are_refused():
    with pytest.raises(ValueError, match="two tables of one id"):
        report(tables=(stage_table(), stage_table()))


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        (Chart(ChartKind.STACKED_BAR, "nowhere", "stage", "value"), "no table 'nowhere'"),
        (Chart(ChartKind.STACKED_BAR, "stages", "stage", "mass"), "no such column"),
    ],
)
def test_chart_draws_a_column_that_exists(chart, message):
    with pytest.raises(ValueError, match=message):
        report(tables=(stage_table(),), charts=(chart,))


def test_table_is_found_by_its_id():
    assert sample_report().table("stages") == stage_table()


def test_share_alone_keeps_three_digits():
    """0.23456 of 1 is 23.456 %."""
    assert share_of_one(D("0.23456"), "primary") == Share(D("0.23456"), D("23.5"), path="primary")


def test_shares_of_a_whole_sum_to_a_hundred():
    third = D("0.333333333333")
    assert shares_of_whole([D(1), D(1), D(1)]) == (
        Share(third, D("33.4")),
        Share(third, D("33.3")),
        Share(third, D("33.3")),
    )


def test_parts_of_nothing_have_no_share():
    assert shares_of_whole([D(0), D(0)]) == (NOT_APPLICABLE, NOT_APPLICABLE)
