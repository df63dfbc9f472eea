"""Documents of a portfolio that came later are left out, and named."""

from datetime import date

import pytest

from cradlegate.border.lines.known import find_later, leave_out_later
from tests.border.portfolio.portfolios import portfolio, read_frame

DAY = date(2026, 8, 31)


def frame(*documents: dict[str, str]):
    return read_frame("documents", portfolio({}, documents=documents)["documents.csv"])


@pytest.mark.parametrize("came", ["", "2026-08-31", "2026-08", "2026"])
def test_a_document_that_was_there_is_not_named(came):
    there = frame({"doc_id": "D1", "received_at": came, "checked_at": "2026-08-31"})
    assert leave_out_later(there, DAY).height == 1
    assert not list(find_later(there, DAY, "documents.csv"))


def test_all_that_came_later_are_one_warning_and_later_confirmations_another():
    late = [{"doc_id": f"D{n}", "received_at": "2026-09-01"} for n in range(12)]
    confirmed = {"doc_id": "E1", "received_at": "2026-08-01", "checked_at": "2026-09-02"}
    there = frame(*late, confirmed)
    assert leave_out_later(there, DAY)["doc_id"].to_list() == ["E1"]
    ten = ", ".join(f"D{n}" for n in range(10))
    assert [(str(each.place), each.found) for each in find_later(there, DAY, "d.csv")] == [
        (
            "d.csv, column received_at, id D0",
            f"after 2026-08-31 lies received_at of {ten} and 2 more",
        ),
        ("d.csv, column checked_at, id E1", "after 2026-08-31 lies checked_at of E1"),
    ]
