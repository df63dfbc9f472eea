"""A compromised key counts up to a leaf of a log; nothing that is added to a list lifts a doubt."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.trust_lists.membership import Terms, enter_key
from cradlegate.verification.trust_lists.organisation import (
    LogPlace,
    Organisation,
    TrustedKey,
    write_organisation,
)
from cradlegate.verification.trust_lists.signer import judge_signer
from cradlegate.verification.trust_lists.trust_list import TrustList, draw_up_trust_list
from tests.verification.lists import (
    ISSUED,
    MAKER,
    MAKER_KEY,
    METHOD,
    MULTIKEY,
    OTHER,
    OTHER_KEY,
    PUBLISHER,
    PUBLISHER_KEY,
    read,
    sign,
)

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
ORIGIN, ELSEWHERE = "log.example", "log.elsewhere.example"
LAST = LogPlace(ORIGIN, 41)
DAY = date(2026, 12, 1)


def logs() -> list[Organisation]:
    keys = {ORIGIN: SigningKey(b"\x21" * 32).public, ELSEWHERE: SigningKey(b"\x22" * 32).public}
    return [
        Organisation(
            f"urn:x:{name}",
            "Log",
            "",
            ("log",),
            (TrustedKey(key.method, key, date(2026, 1, 1), None, name),),
        )
        for name, key in keys.items()
    ]


def document_with(**changes):
    """The list of both makers and two logs; the first key of the maker is as these say."""
    members = [MAKER, OTHER, *logs()]
    document: dict[str, Any] = draw_up_trust_list(PUBLISHER, members, version=3, issued=ISSUED)
    document["credentialSubject"]["organisations"][0]["keys"][0] |= changes
    return document


def compromise(origin: str = ORIGIN, index: object = 41):
    return {"compromised": {"logOrigin": origin, "lastValidIndex": index}}


@lru_cache(maxsize=16)
def list_with(last: LogPlace | None) -> TrustList:
    stated = compromise(last.origin, last.index) if last else {}
    return read(sign(document_with(**stated)))


def judge(placed=None, *, last=LAST, proven=None, claimed=DAY, as_of=DAY, owner=MAKER.id):
    return judge_signer(list_with(last), METHOD, owner, claimed, as_of, proven, placed)


def codes_of(document, key=PUBLISHER_KEY) -> list[str]:
    with pytest.raises(FaultsError) as error:
        read(sign(document, key))
    return [fault.code for fault in error.value.faults]


# Judging.


@pytest.mark.parametrize(
    ("placed", "outcome"),
    [
        (LogPlace(ORIGIN, 0), MET),
        (LogPlace(ORIGIN, 40), MET),
        (LogPlace(ORIGIN, 41), MET),
        (LogPlace(ORIGIN, 42), NOT_MET),
        (LogPlace(ELSEWHERE, 0), UNDETERMINED),
        (LogPlace(ELSEWHERE, 42), UNDETERMINED),
        (None, UNDETERMINED),
    ],
)
def test_a_compromised_key_counts_up_to_its_last_leaf_and_in_that_log_alone(placed, outcome):
    assert judge(placed).outcome is outcome


def test_the_first_leaf_of_a_log_can_be_the_last_that_counts():
    assert judge(LogPlace(ORIGIN, 0), last=LogPlace(ORIGIN, 0)).outcome is MET
    assert judge(LogPlace(ORIGIN, 1), last=LogPlace(ORIGIN, 0)).outcome is NOT_MET


def test_the_key_the_log_and_the_leaf_are_named():
    named = f"key {MULTIKEY} is compromised: it counts up to leaf 41 of the log log.example, and "
    assert judge().found == f"{named}nothing proves where this stands"
    assert judge(LogPlace(ORIGIN, 42)).found == f"{named}this is leaf 42 of the log log.example"
    elsewhere = judge(LogPlace(ELSEWHERE, 7)).found
    assert elsewhere == f"{named}this is leaf 7 of the log log.elsewhere.example"


def test_a_day_that_is_proven_does_not_lift_the_doubt():
    assert judge(proven=DAY).outcome is UNDETERMINED
    assert judge(LogPlace(ORIGIN, 41), proven=DAY).outcome is MET


def test_a_place_before_the_last_leaf_decides_nothing_about_the_window():
    place = LogPlace(ORIGIN, 3)
    assert judge(place, claimed=date(2025, 12, 31)).outcome is NOT_MET
    assert judge(place, as_of=date(2029, 1, 1)).outcome is UNDETERMINED
    assert judge(place, owner=OTHER.id).outcome is NOT_MET


def test_a_place_is_nothing_to_a_key_that_is_not_compromised():
    assert judge(LogPlace(ORIGIN, 99), last=None).outcome is MET


def test_an_other_key_of_the_list_is_as_good_as_before():
    trusted = list_with(LAST)
    finding = judge_signer(trusted, OTHER.keys[0].id, OTHER.id, DAY, DAY)
    assert finding.outcome is MET


places = st.builds(LogPlace, st.sampled_from([ORIGIN, ELSEWHERE]), st.integers(0, 3))
days = st.dates(date(2025, 12, 28), date(2029, 1, 4))


@given(
    places,
    st.none() | places,
    st.none() | days,
    days,
    days,
    st.sampled_from([MAKER.id, OTHER.id]),
)
def test_a_compromise_makes_nothing_better(last, placed, proven, claimed, as_of, owner):
    asked = {"proven": proven, "claimed": claimed, "as_of": as_of, "owner": owner}
    before = judge(placed, last=None, **asked).outcome
    after = judge(placed, last=last, **asked).outcome
    order = [NOT_MET, UNDETERMINED, MET]
    assert order.index(after) <= order.index(before)
    is_early = placed is not None and placed.origin == last.origin and placed.index <= last.index
    assert (after is MET) is (before is MET and is_early)


# In the list.


def test_a_compromise_is_read_and_written_as_it_stands():
    document = document_with(**compromise())
    trusted = read(sign(document))
    (maker, *_) = trusted.organisations
    assert maker.keys == (replace(MAKER.keys[0], last_valid=LAST),)
    assert write_organisation(maker) == document["credentialSubject"]["organisations"][0]


@pytest.mark.parametrize(
    "stated",
    [
        {},
        None,
        [],
        "log.example:41",
        {"logOrigin": ORIGIN},
        {"lastValidIndex": 41},
        {"logOrigin": ORIGIN, "lastValidIndex": -1},
        {"logOrigin": ORIGIN, "lastValidIndex": "41"},
        {"logOrigin": ORIGIN, "lastValidIndex": True},
        {"logOrigin": "", "lastValidIndex": 41},
        {"logOrigin": ORIGIN, "lastValidIndex": 41, "day": "2026-11-30"},
    ],
)
def test_a_compromise_of_another_form_is_no_compromise_and_no_list(stated):
    assert "VR-002" in codes_of(document_with(compromised=stated))


def test_a_log_that_the_list_does_not_know_is_named():
    assert codes_of(document_with(**compromise("log.unknown.example"))) == ["VR-063"]


def test_the_key_of_a_log_is_not_compromised_by_an_index():
    document = document_with()
    log_key = document["credentialSubject"]["organisations"][2]["keys"][0]
    log_key |= compromise(ELSEWHERE)
    assert codes_of(document) == ["VR-064"]


@pytest.mark.parametrize("other", [{}, compromise(index=42), compromise(ELSEWHERE)])
def test_a_key_is_compromised_under_every_id_alike(other):
    document = document_with(**compromise())
    (key,) = document["credentialSubject"]["organisations"][0]["keys"]
    second = {"id": "did:web:maker.example#1", **{k: v for k, v in key.items() if k != "id"}}
    del second["compromised"]
    document["credentialSubject"]["organisations"][0]["keys"] = [key, {**second, **other}]
    assert codes_of(document) == ["VR-065"]
    document["credentialSubject"]["organisations"][0]["keys"] = [key, {**second, **compromise()}]
    assert read(sign(document)).find_key("did:web:maker.example#1")


@pytest.mark.parametrize("name", ["did:web:maker.example#1", METHOD])
def test_a_list_is_not_signed_with_a_key_that_it_calls_compromised(name):
    document = document_with(**compromise(), id=name)
    assert codes_of(document, MAKER_KEY) == ["VR-066"]
    assert read(sign(document, OTHER_KEY))


# Entering.


def enter(keys, key=MAKER_KEY, **terms):
    known = [replace(MAKER, keys=tuple(keys))]
    entered, *_ = enter_key(known, Party(MAKER.id, ""), key.public, Terms(**terms), ISSUED)
    return entered.keys


def test_a_key_is_called_compromised_by_entering_it_again():
    (key,) = enter(MAKER.keys, last_valid=LAST)
    assert key == replace(MAKER.keys[0], last_valid=LAST)


day_or_none = st.none() | days


@given(day_or_none, day_or_none)
def test_entering_a_key_again_does_not_take_its_compromise_back(first, last_day):
    before = replace(MAKER.keys[0], last_valid=LAST)
    (key,) = enter([before], valid_from=first, valid_until=last_day)
    assert key.last_valid == LAST


def test_a_compromised_key_is_compromised_under_a_new_id_too():
    named = replace(MAKER.keys[0], id="did:web:maker.example#1", last_valid=LAST)
    assert [key.last_valid for key in enter([named])] == [LAST, LAST]
    sound = replace(named, last_valid=None)
    assert [key.last_valid for key in enter([sound], last_valid=LAST)] == [LAST, LAST]


def test_another_key_of_the_same_owner_is_not_touched():
    compromised = replace(MAKER.keys[0], last_valid=LAST)
    old, new = enter([compromised], SigningKey(b"\x31" * 32))
    assert (old.last_valid, new.last_valid) == (LAST, None)


def test_the_publisher_can_state_another_leaf():
    compromised = replace(MAKER.keys[0], last_valid=LAST)
    (key,) = enter([compromised], last_valid=LogPlace(ORIGIN, 12))
    assert key.last_valid == LogPlace(ORIGIN, 12)
