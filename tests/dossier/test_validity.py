"""A declaration and an opinion count on the days, and for the countries, that they are made for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.period import Interval
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.verify import verify_dossier
from cradlegate.verification.opinions.validity import Reliance, find_limits
from tests.dossier.dossiers import ask, declared, sealed, trust
from tests.dossier.test_opinion_check import READ_ON, SIGNED_ON, give, judge, list_of
from tests.verification.opinions_by_hand import opinion

LAST = date(2026, 7, 31)


@pytest.mark.parametrize(("day", "outcome"), [(LAST, "met"), (date(2026, 8, 1), "not met")])
def test_an_opinion_holds_up_to_its_last_day(day, outcome):
    check = judge(give(valid_until=LAST), entry=Interval(day, day))
    assert check.outcome == outcome, check.found
    assert f"until {LAST}" in check.found


def test_an_opinion_that_ended_is_not_met_on_the_day_that_is_asked():
    ended = give(valid_until=SIGNED_ON.date())
    check = judge(ended)
    assert check.outcome == "not met"
    assert f"it held until 2026-07-06, and is relied on {READ_ON}" in check.found


def test_whether_it_holds_on_a_day_within_a_month_stays_open():
    check = judge(give(valid_until=date(2026, 8, 15)), entry=Interval.parse("2026-08"))
    assert check.outcome == "undetermined"
    assert "it held until 2026-08-15, and is relied on 2026-08" in check.found


def test_for_an_entry_of_no_known_day_its_end_stays_open():
    some_day = Interval(READ_ON, date.max)
    assert judge(give(), entry=some_day).outcome == "met"
    check = judge(give(valid_until=date(2027, 12, 31)), entry=some_day)
    assert check.outcome == "undetermined"
    assert "relied on 2026-07-20 or later" in check.found


def test_an_opinion_is_not_relied_on_before_it_was_issued():
    [found] = find_limits(opinion(), Reliance(Interval.parse("2026-04-19")))
    assert (str(found.outcome), found.found) == (
        "undetermined",
        "it was issued 2026-04-20, and is relied on 2026-04-19",
    )


@pytest.mark.parametrize(
    ("meant", "destination", "outcome"),
    [
        ((), "VN", "met"),
        (("VN", "TH"), "VN", "met"),
        (("VN", "TH"), "", "met"),
        (("VN", "TH"), "ID", "not met"),
    ],
)
def test_an_opinion_counts_in_the_countries_that_it_is_meant_for(meant, destination, outcome):
    check = judge(give(destinations=meant), destination=destination)
    assert check.outcome == outcome, check.found
    assert not meant or "meant for VN, TH" in check.found


@pytest.mark.parametrize(
    ("accepted", "destination", "outcome", "found"),
    [
        ({}, "VN", "met", ""),
        ({"VN": ("example-register",)}, "VN", "met", ""),
        ({"VN": ("other", "example-register")}, "VN", "met", ""),
        ({"VN": ("other",)}, "", "met", ""),
        (
            {"VN": ("other",)},
            "VN",
            "not met",
            "bodies of example-register do not count in VN; the trust list takes other",
        ),
        ({"VN": ()}, "VN", "not met", "the trust list takes none"),
        ({"TH": ("example-register",)}, "VN", "undetermined", "no register that its bodies count"),
    ],
)
def test_a_destination_takes_bodies_of_the_registers_that_the_list_says(
    accepted, destination, outcome, found
):
    trusted = replace(list_of("verifier"), accepted_registers=accepted)
    check = judge(give(), trusted, destination=destination)
    assert check.outcome == outcome, check.found
    assert found in check.found


def test_a_declaration_that_is_not_issued_yet_stays_open():
    day = declared().document.declaration.issued
    before = verify_dossier(sealed(), "my.dossier", ask(as_of=day - timedelta(1)))
    check = next(each for each in before.checks if each.id is CheckId.DECLARATION)
    assert (str(check.outcome), check.found) == (
        "undetermined",
        "issued 2026-03-31, after 2026-03-30, for which it is judged",
    )
    on_the_day = verify_dossier(sealed(), "my.dossier", ask(as_of=day))
    assert on_the_day.outcome(CheckId.DECLARATION) == "met"


def test_nothing_is_signed_before_its_day_in_any_zone():
    day = declared().document.declaration.issued
    key, maker = trust().key, trust().maker.id
    dawn = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=14)
    sign_declaration(declared().document, key, maker, dawn)
    with pytest.raises(FaultsError) as caught:
        sign_declaration(declared().document, key, maker, dawn - timedelta(seconds=1))
    assert [fault.code for fault in caught.value.faults] == ["DC-014"]


def test_no_opinion_is_signed_before_its_day():
    with pytest.raises(FaultsError) as caught:
        give(issued=SIGNED_ON.date() + timedelta(2))
    assert [(fault.code, fault.place.id) for fault in caught.value.faults] == [("VR-049", "issued")]
