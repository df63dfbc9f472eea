"""A declaration tells nothing as done whose days had not come when it was issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.period import Interval
from cradlegate.declaration.later_days import describe_later_day, find_later_days
from cradlegate.footprint.calculate import Settings
from cradlegate.product.case import Case
from cradlegate.product.energy import Instrument
from cradlegate.work.declare import declare
from tests.declaration.shipped_case import ISSUED, computed_example, example_files, shipped_stock
from tests.declaration.test_contradictions import faults_after

DURING = date(2025, 12, 30)


def case() -> Case:
    return computed_example().case


def test_a_year_that_is_not_over_is_not_declared():
    with pytest.raises(FaultsError) as caught:
        declare(example_files(), shipped_stock(), Settings(draws=50), DURING, product="0.1.0")
    assert [(fault.code, fault.place.file) for fault in caught.value.faults] == [
        ("DC-013", "machine.yaml"),
        ("DC-013", "energy.csv"),
        ("DC-013", "allocation.csv"),
        ("DC-013", "signoff.yaml"),
    ]


def test_days_before_the_day_of_issue_and_on_it_may_stand():
    [machine, *_] = find_later_days(case(), DURING)
    assert machine.found == "2025-12-31 comes after 2025-12-30, the day of issue"
    ended = replace(case(), signoffs=())
    assert not list(find_later_days(ended, date(2025, 12, 31)))
    assert not list(find_later_days(case(), ISSUED))


def test_every_bill_is_counted_and_ten_are_named():
    bills = next(f for f in find_later_days(case(), date(2024, 1, 1)) if f.place.id == "E-01")
    more = len(case().energy) - 10
    assert bills.found.startswith("E-01, E-02, ")
    assert f"E-10 and {more} more: 2025-12-31 comes after 2024-01-01" in bills.found


def test_a_contract_for_electricity_may_run_on_but_has_begun():
    running = Instrument(
        "PPA-1", "ppa", Decimal(1000), Interval.parse("2025/2032"), "CN", "wind", "", "", ""
    )
    assert not list(find_later_days(replace(case(), instruments=(running,)), ISSUED))
    to_come = replace(running, generation_period=Interval.parse("2027/2032"))
    [fault] = find_later_days(replace(case(), instruments=(to_come,)), ISSUED)
    assert (fault.place.file, fault.place.id) == ("instruments.csv", running.id)


def test_a_used_machine_was_built_and_a_new_one_may_be_built_later():
    later = replace(case().machine, built=Interval.parse("2033"))
    assert not list(find_later_days(replace(case(), machine=later), ISSUED))
    used = replace(later, condition="used")
    [fault] = find_later_days(replace(case(), machine=used), ISSUED)
    assert (fault.place.file, fault.place.column) == ("machine.yaml", "built")


@pytest.mark.parametrize("text", ["2026", "2026-03", "2026-03-31", "2019/2031", "2026-03/2026-04"])
def test_the_first_day_of_what_is_written_counts(text: str):
    assert not describe_later_day(text, ISSUED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2027", "2027-01-01 comes after 2026-03-31, the day of issue"),
        ("2026-04", "2026-04-01 comes after 2026-03-31, the day of issue"),
        ("2026-04-01/2026-03-01", "2026-04-01 comes after 2026-03-31, the day of issue"),
        *(
            (text, "a date that is no day of the calendar")
            for text in ("", "soon", "2026-02-30", "2026-13", "0000", "٢٠٢٥", "2025\n", "20250101")
        ),
    ],
)
def test_a_declaration_with_a_later_day_is_not_believed(text: str, found: str):
    assert describe_later_day(text, ISSUED) == found

    def sign_later(d):
        d["blocks"]["evidence"]["signed_off"][0]["date"] = text

    assert faults_after(sign_later) == [("DC-004", "blocks/evidence/machine")]

    def measure_later(d):
        d["blocks"]["system_boundary"]["data_period"] = text

    assert faults_after(measure_later) == [("DC-004", "blocks/system_boundary/data_period")]
