"""Keys are entered and retired, and a list is carried on by its own publisher alone."""

from datetime import date

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.verification.trust_lists.membership import Terms, demand_base, enter_key
from cradlegate.verification.trust_lists.organisation import Organisation, TrustedKey
from tests.verification.lists import (
    MAKER,
    MAKER_KEY,
    METHOD,
    OTHER,
    OTHER_KEY,
    PUBLISHER,
    PUBLISHER_KEY,
    draw_up,
    read,
    read_signed,
    sign,
)

FIRST_DAY = date(2026, 11, 22)
NEW = Party("urn:example:new", "New")


def test_a_new_owner_is_added_with_the_terms():
    terms = Terms("JP", ("verifier",), date(2027, 1, 1), date(2027, 12, 31))
    entered = enter_key([MAKER], NEW, OTHER_KEY.public, terms, FIRST_DAY)
    key = TrustedKey(
        OTHER_KEY.public.method, OTHER_KEY.public, date(2027, 1, 1), date(2027, 12, 31)
    )
    assert entered == (MAKER, Organisation(NEW.id, "New", "JP", ("verifier",), (key,)))


def test_a_new_owner_without_terms_is_a_maker_from_the_first_day_on():
    (entered,) = enter_key([], NEW, OTHER_KEY.public, Terms(), FIRST_DAY)
    assert (entered.country, entered.roles) == ("", ("maker",))
    assert entered.keys == (TrustedKey(OTHER_KEY.public.method, OTHER_KEY.public, FIRST_DAY),)


def test_a_known_owner_gets_a_further_key_and_role():
    owner = Party(MAKER.id, "another name")
    terms = Terms(roles=("verifier", "maker"))
    entered, other = enter_key([MAKER, OTHER], owner, OTHER_KEY.public, terms, FIRST_DAY)
    assert other == OTHER
    assert (entered.name, entered.country) == ("青岛机床", "CN")
    assert entered.roles == ("maker", "verifier")
    assert [key.id for key in entered.keys] == [METHOD, OTHER_KEY.public.method]
    assert entered.keys[1].valid_from == FIRST_DAY


def test_a_key_is_retired_by_entering_it_again_with_its_last_day():
    terms = Terms(valid_until=date(2026, 12, 31))
    (entered,) = enter_key([MAKER], Party(MAKER.id, ""), MAKER_KEY.public, terms, FIRST_DAY)
    assert entered.keys == (
        TrustedKey(METHOD, MAKER_KEY.public, date(2026, 1, 1), date(2026, 12, 31)),
    )


def test_an_intact_list_of_the_same_publisher_is_carried_on():
    base = read_signed()
    assert demand_base(base, PUBLISHER, PUBLISHER_KEY.public, "list.json") is base


def test_a_list_of_another_publisher_or_without_fitting_proof_is_not_carried_on():
    with pytest.raises(FaultsError) as error:
        demand_base(read(draw_up()), NEW, PUBLISHER_KEY.public, "list.json")
    assert [fault.code for fault in error.value.faults] == ["VR-011", "VR-012"]
    changed = sign(draw_up())
    changed["issuer"]["name"] = "Other"
    with pytest.raises(FaultsError) as error:
        demand_base(read(changed), PUBLISHER, PUBLISHER_KEY.public, "list.json")
    assert [fault.code for fault in error.value.faults] == ["VR-011"]


def test_a_list_that_somebody_else_signed_under_the_publishers_id_is_not_carried_on():
    forged = read(sign(draw_up(), OTHER_KEY))
    with pytest.raises(FaultsError) as error:
        demand_base(forged, PUBLISHER, PUBLISHER_KEY.public, "list.json")
    assert [fault.code for fault in error.value.faults] == ["VR-012"]
