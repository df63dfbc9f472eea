"""A ledger gives each entry away once, knows why something was revoked, and takes nothing back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.trust.status_list import FEWEST_ENTRIES
from cradlegate.verification.statuses.ledger import (
    FORM,
    Act,
    Ledger,
    LedgerHead,
    LedgerLine,
    end_of_lines,
    give_entry,
    lift_entry,
    read_ledger,
    set_entry,
    sign_version,
    write_head,
    write_lines,
)
from cradlegate.verification.statuses.status_list import StatusPurpose

NOON = datetime(2026, 7, 6, 12, tzinfo=UTC)
SEED = bytes(32)
REVOCATION, SUSPENSION = StatusPurpose


def begin(purpose: StatusPurpose = REVOCATION, *lines: LedgerLine) -> Ledger:
    head = LedgerHead(FORM, "urn:x:list", "did:web:body.example", purpose, FEWEST_ENTRIES)
    return Ledger(head, lines)


def add(ledger: Ledger, line: LedgerLine) -> Ledger:
    return Ledger(ledger.head, (*ledger.lines, line))


def given_at(index: int, purpose: StatusPurpose = REVOCATION) -> Ledger:
    """A ledger that has given one entry, to urn:x:opinion."""
    ledger = begin(purpose)
    return add(ledger, give_entry(ledger, index, "urn:x:opinion", NOON, SEED))


def codes(error: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def test_what_is_set_is_set_in_the_list_with_its_reason():
    ledger = given_at(7)
    assert ledger.given == {7: "urn:x:opinion"}
    assert not list(ledger.bits.list_set())
    after = add(ledger, set_entry(ledger, 7, "meters were misread", NOON, "urn:x:opinion"))
    assert list(after.bits.list_set()) == [7]
    assert after.reasons[7].said == "meters were misread"


def test_what_is_revoked_stays_revoked():
    ledger = given_at(7)
    after = add(ledger, set_entry(ledger, 7, "meters", NOON))
    with pytest.raises(FaultsError) as error:
        lift_entry(after, 7, "mistake", NOON)
    assert codes(error) == ["VR-071"]


def test_what_is_suspended_can_be_lifted_and_suspended_again():
    ledger = given_at(7, SUSPENSION)
    ledger = add(ledger, set_entry(ledger, 7, "meters", NOON))
    ledger = add(ledger, lift_entry(ledger, 7, "read again", NOON))
    assert not list(ledger.bits.list_set())
    with pytest.raises(FaultsError) as error:
        lift_entry(ledger, 7, "once more", NOON)
    assert codes(error) == ["VR-072"]
    ledger = add(ledger, set_entry(ledger, 7, "misread again", NOON))
    assert ledger.reasons[7].said == "misread again"


@pytest.mark.parametrize(
    ("index", "reason", "document", "found"),
    [
        (8, "meters", "", "was given to no document"),
        (7, " ", "", "no reason"),
        (7, "meters", "urn:x:other", "was given to urn:x:opinion"),
    ],
)
def test_nobody_is_revoked_by_mistake(index, reason, document, found):
    with pytest.raises(FaultsError, match=found) as error:
        set_entry(given_at(7), index, reason, NOON, document)
    assert codes(error) == ["VR-077"]


def test_nothing_is_revoked_twice():
    ledger = given_at(7)
    after = add(ledger, set_entry(ledger, 7, "meters", NOON))
    with pytest.raises(FaultsError, match="since 2026-07-06T12:00:00Z: meters") as error:
        set_entry(after, 7, "again", NOON)
    assert codes(error) == ["VR-072"]


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=30))
def test_no_entry_is_given_twice(seeds):
    ledger = begin()
    for at, seed in enumerate(seeds):
        ledger = add(ledger, give_entry(ledger, None, f"urn:x:{at}", NOON, seed))
    assert len(ledger.given) == len(seeds)


@pytest.mark.parametrize(("index", "found"), [(7, "taken"), (-1, "131,072"), (131_072, "131,072")])
def test_an_index_that_is_taken_or_outside_is_not_given(index, found):
    with pytest.raises(FaultsError, match=found) as error:
        give_entry(given_at(7), index, "urn:x:other", NOON, SEED)
    assert codes(error) == ["VR-077"]


def test_a_full_list_gives_nothing_and_the_remedy_is_a_new_one():
    lines = (LedgerLine(Act.GIVEN, "2026-07-06T12:00:00Z", at, "x") for at in range(FEWEST_ENTRIES))
    with pytest.raises(FaultsError, match="Make a new list") as error:
        give_entry(begin(REVOCATION, *lines), None, "urn:x:other", NOON, SEED)
    assert codes(error) == ["VR-077"]


def test_versions_follow_each_other_by_a_second_at_least():
    ledger = begin()
    assert ledger.last_signed is None
    ledger = add(ledger, sign_version(ledger, NOON))
    assert ledger.last_signed == NOON
    ledger = add(ledger, sign_version(ledger, NOON))
    assert ledger.last_signed == NOON + timedelta(seconds=1)
    later = sign_version(ledger, NOON + timedelta(hours=1))
    assert later.at == "2026-07-06T13:00:00Z"


def test_a_version_dated_before_the_last_one_is_refused():
    ledger = add(begin(), sign_version(begin(), NOON))
    with pytest.raises(FaultsError) as error:
        sign_version(ledger, NOON - timedelta(minutes=1))
    assert codes(error) == ["VR-076"]


def test_a_ledger_reads_back_and_a_line_that_a_crash_cut_off_is_left_out():
    ledger = given_at(7)
    data = write_head(ledger.head) + write_lines(ledger.lines)
    assert read_ledger(data, "ledger") == ledger
    assert read_ledger(data + b'{"act":"set', "ledger") == ledger
    assert end_of_lines(data + b'{"act":"set') == len(data)


HEAD = write_head(begin().head)
LINE = write_lines(given_at(7).lines)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "no first line"),
        (b'{"form":', "no first line"),
        (b"[\n", "row 1"),
        (b"{}\n", "required"),
        (HEAD.replace(b"ledger:1", b"ledger:2"), "of the form urn:cradlegate:status-ledger:2"),
        (HEAD + b"{\n", "row 2"),
        (HEAD + LINE.replace(b"given", b"sold"), "row 2"),
        (HEAD + LINE.replace(b":7,", b":131072,"), "131072"),
        (HEAD + LINE.replace(b"12:00:00Z", b"noon"), "no moment"),
        (HEAD.replace(b"131072", b"8") + LINE, "8 entries"),
    ],
)
def test_what_is_no_ledger_is_named(data, found):
    with pytest.raises(FaultsError, match=found) as error:
        read_ledger(data, "ledger")
    assert codes(error) == ["VR-075"]
