"""Machines in stock are in, out or unclear under each regime, and the reason is the one that decides."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from cradlegate.border.facts.supply import CONSIGNMENT_COLUMNS, MACHINE_COLUMNS
from cradlegate.border.inventory.sort import Occasion, find_occasion_faults, sort_stock
from cradlegate.core.cause import Cause
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.facts import Fact, FactBase, MachineFacts
from tests.border.inventory.lists import (
    ASEAN,
    CIRCULAR,
    DECISION,
    ENTRY,
    EXPECTED,
    LOTS,
    ON,
    pack,
    read,
    sort,
    sort_lots,
)

ALL = (ASEAN, CIRCULAR, DECISION)


@pytest.mark.requirement("S0-17", part="200 rows, counts by hand")
def test_two_hundred_machines_fall_as_counted_by_hand():
    counted: dict[str, Counter[str]] = {name: Counter() for name in ALL}
    for _, machine in sort_lots():
        for each in machine.placings:
            counted[each.regime][each.group] += 1
    assert counted == EXPECTED


@pytest.mark.requirement("S0-17", part="every row falls as expected under each regime")
def test_every_row_falls_as_its_lot_does():
    for lot, machine in sort_lots():
        groups = [each.group for each in machine.placings]
        assert groups == [lot.asean, lot.circular, lot.decision], lot


def list_used(rows):
    """A list of used machines: kind and year of each."""
    return read("kind,year,condition\n" + "".join(f"{each},used\n" for each in rows))


def test_each_destination_is_judged_for_itself():
    machines = sort(list_used(["CNC lathe,2018"]), ASEAN, CIRCULAR, to=("VN", "TH", "CN"))
    assert {each.destination: [one.group for one in each.placings] for each in machines} == {
        "VN": ["in", "unclear"],
        "TH": ["in", "out"],
        "CN": ["out", "out"],
    }


@pytest.mark.requirement("S0-5", part="laser cutter, mill and grinder are unclear, never out")
def test_equipment_that_may_be_similar_is_unclear():
    kinds = ["laser cutter", "milling machine", "surface grinder", "forklift", "manual lathe"]
    for machine in sort(list_used([f"{each},2016" for each in kinds]), ASEAN):
        (placing,) = machine.placings
        assert (placing.group, placing.status.because) == ("unclear", (Cause.LAW,))
        assert placing.status.questions == ("similar_equipment",)


@pytest.mark.requirement("S0-4", part="strictly over five years; straddling is unclear")
def test_age_is_more_than_five_years_by_either_count():
    """Entered on 2026-08-15: from 2020 it is six calendar years, and elapsed over five.  From 2021
    it is five calendar years, which is not more; elapsed it depends on the day.
    """
    expected = {
        "2020": "in",
        "2020-08-15": "in",
        "2021-08-15": "out",
        "2021-08-14": "unclear",
        "2021": "unclear",
        "2020-2022": "unclear",
        "2022": "out",
        "": "unclear",
    }
    machines = sort(list_used([f"CNC lathe,{each}" for each in expected]), ASEAN)
    assert {each.item.said["built"]: each.group for each in machines} == expected


@pytest.mark.parametrize(
    ("day", "group"), [(date(2026, 6, 30), "out"), (date(2026, 7, 1), "unclear")]
)
def test_the_first_day_of_a_regime_counts(day, group):
    """In stock in June and entered on 1 July, it may leave before or after the first day."""
    stock = read("kind,year,condition\nCNC lathe,2018,used\n")
    occasion = Occasion(("VN",), date(2026, 6, 20), day)
    (machine,) = sort_stock(stock, occasion, [pack(ASEAN)])
    assert machine.placings[0].group == group


def test_a_machine_among_others_is_placed_as_it_is_alone():
    """Machines that a regime cannot tell apart are asked about once, and others never with them."""
    kinds, years = ("CNC lathe", "VMC", "laser cutter", "forklift"), ("2014", "2021", "")
    words = product(kinds, years, ("used", "new"), ("845811", ""), ("yes", ""), ("CN", "JP"))
    heading, rows = "kind,year,condition,hs,y_axis,dispatch\n", [",".join(each) for each in words]
    lot = Random(4)  # noqa: S311 - invented machines, no secrets
    lot.shuffle(rows)
    among = sort(read(heading + "\n".join(rows)), *ALL, to=("VN", "ID"))
    assert [each.item.row for each in among] == 2 * list(range(2, len(rows) + 2))
    for at in lot.sample(range(len(rows)), 6):
        alone = sort(read(f"{heading}{rows[at]}\n"), *ALL, to=("VN", "ID"))
        found = [among[at], among[at + len(rows)]]
        assert [each.placings for each in found] == [each.placings for each in alone], rows[at]


def test_the_worst_group_of_all_regimes_is_that_of_the_machine():
    new = sort(read("kind,year,condition,hs\nVMC,2026,new,845710\n"), ASEAN, CIRCULAR, DECISION)
    assert (new[0].group, [each.group for each in new[0].placings]) == ("in", ["out", "in", "out"])
    unclear = sort(read("kind,year,condition\nforklift,2016,used\n"), ASEAN, CIRCULAR)
    assert unclear[0].group == "unclear"
    out = sort(read("kind,year,condition\nVMC,2026,new\n"), ASEAN)
    assert out[0].group == "out"


def test_what_is_out_has_a_reason():
    rows = ["VMC,2026,new", "VMC,2024,used", "VMC,2024,new"]
    machines = sort(read("kind,year,condition\n" + "\n".join(rows)), ASEAN)
    assert [dict(each.placings[0].because) for each in machines] == [
        {"condition": "new"},
        {"built": "2024", "entry_date": "2026-08-15"},
        {"condition": "new"},
    ]


def test_what_is_unclear_names_columns_and_questions():
    (machine,) = sort(read("kind,year,condition\nlathe,,used\n"), ASEAN)
    (placing,) = machine.placings
    assert placing.because == {}
    assert placing.open_columns == ("built", "kind")


def judge_alone(regime, said):
    """Let the interpreter judge a machine of which nothing else is known."""
    facts = {**CONSIGNMENT_COLUMNS, **MACHINE_COLUMNS}
    values = {
        name: Fact(_type(column, said[column]), "reason")
        for name, column in facts.items()
        if column in said
    }
    if "hs" in said:
        values["machine.hs2"] = Fact(said["hs"][:2], "reason")
        values["machine.hs6"] = Fact(said["hs"][:6], "reason")
    if {"built", "entry_date"} <= said.keys():
        first, last = Interval.parse(said["built"]), Interval.parse(said["entry_date"])
        assert first.first.year == first.last.year
        values["age.calendar"] = Fact(Decimal(last.first.year - first.first.year), "reason")
    base = FactBase("x", values, (MachineFacts("m", values, {}),), ())
    return judge_pack(pack(regime), base, law_as_of=None).applies.outcome


def _type(column, text):
    if column in {"built", "entry_date", "ship_date"}:
        return Interval.parse(text)
    return {"yes": True, "no": False}.get(text, text)


@pytest.mark.parametrize("lot", [LOTS[at] for at in (0, 1, 3, 5, 7, 11)], ids=str)
def test_a_reason_decides_alone_and_nothing_in_it_can_be_left_out(lot):
    """By the interpreter, another engine: the reason alone gives the outcome, less of it does not."""
    machine = next(each for own, each in sort_lots() if own == lot)
    for placing in machine.placings:
        if placing.group == "unclear":
            continue
        said = dict(placing.because)
        assert judge_alone(placing.regime, said) is placing.status.outcome
        for column in said:
            less = {name: text for name, text in said.items() if name != column}
            assert judge_alone(placing.regime, less) is Outcome.UNDETERMINED, column


@pytest.mark.parametrize(
    ("countries", "entry", "codes"),
    [
        (("VN", "XX"), ENTRY, ["BD-174"]),
        (("",), ENTRY, ["BD-174"]),
        ((), ENTRY, ["BD-174"]),
        (("VN",), date(2026, 7, 31), ["BD-175"]),
        (("vn",), date(2026, 7, 31), ["BD-174", "BD-175"]),
        (("VN",), ON, []),
    ],
)
def test_occasions_that_cannot_be_are_refused(countries, entry, codes):
    occasion = Occasion(countries, ON, entry)
    assert [fault.code for fault in find_occasion_faults(occasion)] == codes
    if codes:
        with pytest.raises(FaultsError, match=codes[0]):
            sort_stock(read("kind\nVMC\n"), occasion, [pack(ASEAN)])
