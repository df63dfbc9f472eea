"""What is overdue, and why; looking changes nothing but when somebody looked last."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.watching.items import (
    Lateness,
    choose_item,
    find_overdue,
    find_stray_rows,
    join_log,
    next_look,
)
from cradlegate.border.watching.log import LogRow, RowKind, Verdict, WatchLog
from cradlegate.core.fault import FaultsError
from tests.regimes.packs import CITE, make_entry, question, shelve

ITEM = {
    "id": "guidance",
    "what": {"en": "guidance on methods"},
    "authority": "ministry",
    "where": "its announcements",
    "counts": "a published document",
}


def watched(*rows, answers=(), index="", **fields):
    """One item of a small pack, joined with rows of a log; answers are given for VN if indexed."""
    asked = question(index="consignment.destination") if index else question()
    entry = make_entry(questions={"end": asked}, watch=[{**ITEM, **fields}])
    amendment = {
        "id": "answer",
        "version": "1",
        "known_from": "2026-01-01",
        "amends": "test",
        "sources": {"letter": {"what": "a letter", "grade": "official_text", "seen": "2026-01-01", "primary_text_seen": True}},
        "answers": [{"question": each, **({"index": index} if index else {}), "answer": True, "cite": {**CITE, "source": "letter"}} for each in answers],
    }  # fmt: skip
    shelf = shelve(entry, amendment) if answers else shelve(entry)
    [item] = join_log([shelf.as_known("test", date(2026, 11, 22))], WatchLog(rows))
    return item


def look(day, verdict=Verdict.NOISE, item="test/guidance"):
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    return LogRow(item, RowKind.LOOK, at, "A. Example", verdict=verdict)


def change(day):
    at = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    return LogRow("test/guidance", RowKind.CHANGE, at, "A. Example", change="answer.yaml")


def reasons(item, day, longest=92):
    return [
        (each.reason, str(each.since))
        for each in find_overdue(item, date.fromisoformat(day), longest)
    ]


EXPECTED = {"expected": "2026-07-01/2026-09-30"}


@pytest.mark.requirement("S1-31", part="overdue after the expected window")
def test_what_was_expected_is_overdue_after_its_window():
    item = watched(look("2026-09-30"), **EXPECTED)
    assert reasons(item, "2026-09-30") == []
    assert reasons(item, "2026-10-01") == [(Lateness.WINDOW_OVER, "2026-10-01")]


@pytest.mark.requirement("S1-31", part="overdue after the expected window")
@pytest.mark.parametrize("verdict", [Verdict.NOISE, Verdict.RELEVANT])
def test_looking_without_finding_leaves_it_overdue(verdict):
    item = watched(look("2026-10-02", verdict), **EXPECTED)
    assert reasons(item, "2026-10-03") == [(Lateness.WINDOW_OVER, "2026-10-01")]


def test_an_answer_that_somebody_saw_ends_the_wait():
    item = watched(look("2026-08-02", Verdict.ANSWERS), look("2026-10-02"), **EXPECTED)
    assert reasons(item, "2026-10-03") == []


def test_an_answer_that_the_pack_holds_ends_the_wait():
    item = watched(look("2026-10-02"), answers=["end"], settles=["end"], **EXPECTED)
    assert item.open_questions == ()
    assert reasons(item, "2026-10-03") == []


def test_an_answer_for_one_country_leaves_the_others_open():
    item = watched(look("2026-10-02"), answers=["end"], index="VN", settles=["end"], **EXPECTED)
    assert item.open_questions == ("end",)
    assert reasons(item, "2026-10-03") == [(Lateness.WINDOW_OVER, "2026-10-01")]


@pytest.mark.requirement("S0-15", part="never looked at, and looked at too long ago")
def test_what_nobody_looked_at_is_overdue():
    assert reasons(watched(), "2026-11-22") == [(Lateness.NEVER_LOOKED, "None")]


@pytest.mark.requirement("S0-15", part="never looked at, and looked at too long ago")
def test_a_look_lasts_a_quarter():
    item = watched(look("2026-06-30"))
    assert reasons(item, "2026-09-30") == []  # 92 days
    assert reasons(item, "2026-10-01") == [(Lateness.LOOKED_LONG_AGO, "2026-10-01")]
    assert reasons(item, "2026-07-31", longest=30) == [(Lateness.LOOKED_LONG_AGO, "2026-07-31")]


def test_an_answer_that_nobody_recorded_is_overdue_until_a_pack_changes():
    seen = look("2026-11-01", Verdict.ANSWERS)
    open_ = {"settles": ["end"]}
    assert reasons(watched(seen, **open_), "2026-11-02") == [(Lateness.NOT_RECORDED, "2026-11-01")]
    assert reasons(watched(seen, change("2026-11-01"), **open_), "2026-11-02") == []
    assert reasons(watched(change("2026-10-31"), seen, **open_), "2026-11-02") == [
        (Lateness.NOT_RECORDED, "2026-11-01")
    ]
    assert reasons(watched(seen, answers=["end"], **open_), "2026-11-02") == []
    assert reasons(watched(seen), "2026-11-02") == []  # no question hangs on it


@pytest.mark.parametrize(
    ("rows", "fields", "day"),
    [
        ((), {}, "2026-11-22"),
        ((look("2026-11-20"),), {}, "2027-02-21"),  # 93 days later
        ((look("2026-07-02"),), EXPECTED, "2026-09-30"),
        ((look("2026-06-01"),), EXPECTED, "2026-09-02"),
        ((look("2026-07-20"),), {**EXPECTED, "settles": ["end"]}, "2026-09-30"),
        ((look("2026-07-20", Verdict.ANSWERS),), EXPECTED, "2026-10-21"),
    ],
)
@pytest.mark.requirement("S0-15", part="the next look")
def test_the_next_look_is_due(rows, fields, day):
    today = date(2026, 7, 25) if "expected" in fields else date(2026, 11, 22)
    assert str(next_look(watched(*rows, **fields), today, 92)) == day


def test_the_latest_look_counts_whatever_the_order_of_rows():
    item = watched(look("2026-10-02", Verdict.RELEVANT), look("2026-08-01"))
    assert item.last_look
    assert item.last_look.verdict is Verdict.RELEVANT


def test_rows_of_items_that_no_pack_has_are_told_once():
    item = watched()
    log = WatchLog((look("2026-10-02", item="gone/x"), look("2026-10-03", item="gone/x")))
    [fault] = find_stray_rows([item], log, "log.csv")
    assert (fault.code, fault.found, fault.is_error) == ("BD-148", "gone/x is in no pack", False)


def test_an_item_is_chosen_by_its_name():
    item = watched()
    assert choose_item([item], "test/guidance") is item
    assert item.authority.name == "Ministry"
    with pytest.raises(FaultsError, match="BD-140"):
        choose_item([item], "guidance")


@given(
    st.lists(st.dates(date(2026, 6, 1), date(2026, 11, 22)), max_size=3),
    st.dates(date(2026, 6, 1), date(2027, 6, 1)),
)
def test_another_look_never_makes_an_item_late(days, day):
    rows = [look(str(each)) for each in days]
    before = {reason for reason, _ in reasons(watched(*rows, **EXPECTED), str(day))}
    after = {reason for reason, _ in reasons(watched(*rows, look(str(day)), **EXPECTED), str(day))}
    assert after <= before
    assert Lateness.NEVER_LOOKED not in after
