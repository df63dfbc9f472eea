"""A signer is whom the trust list says, on the days it says, and never more than it says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.outcome import Outcome
from cradlegate.verification.trust_lists.signer import judge_signer
from cradlegate.verification.trust_lists.trust_list import TrustList
from tests.verification.lists import (
    MAKER,
    METHOD,
    MULTIKEY,
    OTHER,
    OTHER_KEY,
    PUBLISHER_KEY,
    draw_up,
    read,
    read_signed,
    sign,
)

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
OPEN_LIST = read_signed()
DAY = timedelta(days=1)
SIGNED_ON, TODAY = date(2026, 12, 1), date(2026, 12, 2)


def judge(
    claimed: date = SIGNED_ON,
    as_of: date = TODAY,
    method: str = METHOD,
    owner_id: str = MAKER.id,
    trust_list: TrustList = OPEN_LIST,
) -> tuple[Outcome, str]:
    finding = judge_signer(trust_list, method, owner_id, claimed, as_of)
    return finding.outcome, finding.found


def test_a_key_of_the_owner_inside_its_window_is_met():
    outcome, found = judge()
    assert outcome is MET
    assert found == (
        f"key {MULTIKEY} is one of 青岛机床, valid from 2026-01-01 to 2028-12-31, by trust list "
        f"version 3, signed by Customs with key {PUBLISHER_KEY.public.multikey}"
    )


def test_an_unknown_key_is_undetermined_since_the_list_may_be_incomplete():
    method = OTHER_KEY.public.method
    assert judge(method=method) == (
        UNDETERMINED,
        f"key {method} is in no organisation of the trust list",
    )


def test_a_key_of_another_organisation_is_not_met():
    assert judge(owner_id=OTHER.id) == (
        NOT_MET,
        f"key {MULTIKEY} is one of did:web:maker.example (青岛机床), not of urn:example:other",
    )


@pytest.mark.parametrize(
    ("claimed", "outcome"),
    [
        (date(2025, 12, 31), NOT_MET),
        (date(2026, 1, 1), MET),
        (date(2028, 12, 31), MET),
        (date(2029, 1, 1), NOT_MET),
    ],
)
def test_the_claimed_day_lies_in_the_window_of_the_key(claimed, outcome):
    as_of = min(max(claimed, TODAY), date(2028, 12, 31))
    found_outcome, found = judge(claimed=claimed, as_of=as_of)
    assert found_outcome is outcome
    if outcome is NOT_MET:
        assert found == (
            f"key {MULTIKEY} is used on {claimed}, outside its window: "
            "valid from 2026-01-01 to 2028-12-31"
        )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2028, 12, 30), MET),
        (date(2028, 12, 31), MET),
        (date(2029, 1, 1), UNDETERMINED),
        (date(2040, 1, 1), UNDETERMINED),
    ],
)
def test_after_the_window_a_date_inside_the_document_proves_nothing(as_of, outcome):
    found_outcome, found = judge(as_of=as_of)
    assert found_outcome is outcome
    if outcome is UNDETERMINED:
        assert "the window of key" in found
        assert "ended on 2028-12-31" in found
        assert "trusted time comes from a log or a time stamp" in found


@pytest.mark.parametrize("claimed", [date(2026, 1, 1), date(2026, 11, 30), date(9999, 12, 31)])
def test_a_window_without_end_does_not_end(claimed):
    outcome, found = judge(
        claimed=claimed,
        as_of=max(claimed, TODAY),
        method=OTHER.keys[0].id,
        owner_id=OTHER.id,
    )
    assert outcome is MET
    assert "valid from 2026-01-01 on, without end" in found


def test_before_a_window_without_end_is_not_met():
    outcome, _ = judge(date(2025, 12, 31), method=OTHER.keys[0].id, owner_id=OTHER.id)
    assert outcome is NOT_MET


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 11, 21), UNDETERMINED),
        (date(2026, 11, 22), MET),
        (date(2027, 11, 21), MET),
        (date(2027, 11, 22), UNDETERMINED),
    ],
)
def test_a_list_outside_its_days_says_nothing(as_of, outcome):
    trust_list = read_signed(valid_until=date(2027, 11, 21))
    found_outcome, found = judge(date(2026, 1, 1), as_of, trust_list=trust_list)
    assert found_outcome is outcome
    if outcome is UNDETERMINED:
        assert "stale" in found or "not yet valid" in found


@pytest.mark.parametrize(("claimed", "outcome"), [(TODAY, MET), (TODAY + DAY, UNDETERMINED)])
def test_a_document_dated_after_the_day_of_judging_is_undetermined(claimed, outcome):
    found_outcome, found = judge(claimed)
    assert found_outcome is outcome
    if outcome is UNDETERMINED:
        assert found == "the document is dated 2026-12-03, after 2026-12-02, for which it is judged"


def test_a_list_that_was_changed_says_nothing_about_a_signer():
    document = sign(draw_up())
    document["credentialSubject"]["organisations"][0]["name"] = "Somebody"
    outcome, found = judge(trust_list=read(document))
    assert outcome is UNDETERMINED
    assert found.startswith("the trust list itself is not sound: ")
    assert judge(trust_list=read(draw_up())) == (
        UNDETERMINED,
        "the trust list itself is not sound: the trust list carries no proof",
    )


def test_a_stale_list_does_not_turn_a_refusal_into_a_doubt():
    trust_list = read_signed(valid_until=date(2026, 11, 30))
    assert judge(owner_id=OTHER.id, trust_list=trust_list)[0] is NOT_MET
    assert judge(date(2025, 1, 1), trust_list=trust_list)[0] is NOT_MET


days = st.dates(date(2025, 12, 25), date(2029, 1, 8))


@given(days, days)
def test_only_days_inside_the_window_in_their_order_are_met(claimed, as_of):
    first, last = date(2026, 1, 1), date(2028, 12, 31)
    is_met = first <= claimed <= as_of <= last and as_of >= OPEN_LIST.issued
    assert (judge(claimed, as_of)[0] is MET) is is_met
    assert (judge(claimed, as_of)[0] is NOT_MET) is not (first <= claimed <= last)


def test_a_document_dated_after_it_was_proven_to_be_there_stays_open():
    day = date(2026, 11, 24)
    finding = judge_signer(read_signed(), METHOD, MAKER.id, day, day, date(2026, 11, 23))
    assert finding.outcome is Outcome.UNDETERMINED
    assert "was there by 2026-11-23 already" in finding.found
