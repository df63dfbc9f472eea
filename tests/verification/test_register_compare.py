"""What became of a register between two snapshots, and between which days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.verification.registers.compare import (
    Matter,
    RegisterChange,
    Turn,
    compare_registers,
    count_by_matter,
)
from tests.verification.registers import (
    LCA,
    MACHINERY,
    Q2,
    Q3,
    acceptance,
    accreditation,
    days,
    designation,
    recognition,
    shipped,
    snapshot,
)

OLD, NEW = "2026-03-31", "2026-06-30"
SEEN = days("2026-04-01/2026-06-30")
OF = "A, ISO 14065"


def changes(old_rows, new_rows, **others):
    """Between the end of March and the end of June; `others` are pairs of tables."""
    before, after = ({name: pair[side] for name, pair in others.items()} for side in (0, 1))
    return compare_registers(snapshot(OLD, *old_rows, **before), snapshot(NEW, *new_rows, **after))


def test_a_lost_status_lies_after_the_last_good_day_and_up_to_the_first_bad_one():
    [change] = changes([accreditation()], [accreditation(status="suspended")])
    assert change == RegisterChange(
        Matter.STATUS, Turn.CHANGED, "X-1", OF, "granted", "suspended", SEEN, None
    )


def test_a_day_that_the_register_states_stands_beside_it():
    [change] = changes(
        [accreditation()], [accreditation(status="withdrawn", status_from="2026-05-04")]
    )
    assert (change.seen, change.stated) == (SEEN, days("2026-05-04"))


def test_two_rows_that_state_different_days_state_none():
    rows = [
        accreditation(status="suspended", status_from=day) for day in ("2026-05-04", "2026-05-05")
    ]
    [change] = changes([accreditation()], rows)
    assert change.stated is None


def test_a_history_of_one_row_a_status_is_one_accreditation():
    history = [
        accreditation(status="suspended", status_from="2026-01-01", status_to="2026-04-30"),
        accreditation(status_from="2026-05-01"),
    ]
    [change] = changes([accreditation(status="suspended", status_from="2026-01-01")], history)
    assert (change.before, change.after, change.stated) == (
        "suspended",
        "granted",
        days("2026-05-01"),
    )


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"valid_from": "2026-07-01"}, "not yet"),
        ({"status_from": "2026-04", "status_to": "2026-05"}, "unknown"),
    ],
)
def test_a_state_that_a_row_does_not_have_is_named(dates, told):
    found = changes([accreditation()], [accreditation(**dates)])
    assert [each.after for each in found if each.matter is Matter.STATUS] == [told]


@pytest.mark.requirement("S1-21", part="scope terms added and lost between snapshots")
def test_terms_of_a_scope_are_gained_and_lost_however_they_are_spelled():
    found = changes(
        [accreditation(scope_terms=("Metalworking  Machinery", "steel"))],
        [accreditation(scope_terms=(MACHINERY, LCA))],
    )
    assert [(each.turn, each.before, each.after) for each in found] == [
        (Turn.ADDED, "", LCA),
        (Turn.GONE, "steel", ""),
    ]
    [lost] = changes([accreditation()], [accreditation(status="suspended", partial_scope=(LCA,))])
    assert (lost.matter, lost.before) == (Matter.SCOPE, LCA)


def test_bodies_and_single_accreditations_come_and_go():
    second = accreditation(accreditation_body="B")
    found = changes(
        [accreditation(), second, accreditation("X-2")],
        [accreditation("x 1", names=("Body X-1 (invented)",)), accreditation("X-3")],
    )
    assert [(each.matter, each.turn, each.body_no, each.of) for each in found] == [
        (Matter.BODY, Turn.GONE, "X-2", OF),
        (Matter.BODY, Turn.ADDED, "X-3", OF),
        (Matter.ACCREDITATION, Turn.GONE, "X-1", "B, ISO 14065"),
    ]


def test_dates_and_names_change():
    found = changes(
        [accreditation()],
        [accreditation(valid_to="2029-12-31", names=("Other (invented)",), country="CN")],
    )
    assert [(each.matter, each.before, each.after) for each in found] == [
        (Matter.DATES, "from 2025-01-01 to 2027-12-31", "from 2025-01-01 to 2029-12-31"),
        (Matter.NAMES, "Body X-1 (invented) (VN)", "Other (invented) (CN)"),
    ]


@pytest.mark.requirement("S2-17", part="lists of accepted accreditation bodies between snapshots")
@pytest.mark.requirement("S2-19", part="designations between snapshots")
def test_what_others_say_of_bodies_comes_and_goes():
    found = changes(
        [accreditation()],
        [accreditation()],
        recognitions=((recognition(),), (recognition(recognised_by="D"),)),
        designations=((designation(valid_to="2026-12-31"),), (designation(),)),
        accepted=((), (acceptance("A"),)),
    )
    assert [(each.matter, each.turn, each.of, each.before, each.after) for each in found] == [
        (Matter.RECOGNITION, Turn.GONE, "B", "from 2026-03-01", ""),
        (Matter.RECOGNITION, Turn.ADDED, "D", "", "from 2026-03-01"),
        (
            Matter.DESIGNATION,
            Turn.CHANGED,
            "VN, C",
            "from 2026-05-08 to 2026-12-31",
            "from 2026-05-08",
        ),
        (Matter.ACCEPTED, Turn.ADDED, "A in VN", "", "from 2026-05-08"),
    ]
    assert count_by_matter(found) == {
        (Matter.RECOGNITION, Turn.ADDED): 1,
        (Matter.RECOGNITION, Turn.GONE): 1,
        (Matter.DESIGNATION, Turn.CHANGED): 1,
        (Matter.ACCEPTED, Turn.ADDED): 1,
    }


def test_the_shipped_editions_differ_as_their_readme_says():
    found = compare_registers(shipped(Q2), shipped(Q3))
    assert [(each.body_no, each.before, each.after, str(each.stated)) for each in found] == [
        ("EX-VB-05", "granted", "suspended", "2026-08-10"),
        ("EX-VB-06", "granted", "withdrawn", "2026-09-01"),
        ("EX-VB-02", "metalworking machinery", "", "None"),
    ]


def test_two_copies_of_one_day_differ_on_that_day():
    found = compare_registers(
        snapshot(NEW, accreditation()), snapshot(NEW, accreditation(status="expired"))
    )
    assert [each.seen for each in found] == [days(NEW)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (snapshot(OLD), snapshot(NEW, register_id="S"), "VR-027"),
        (snapshot(NEW), snapshot(OLD), "VR-028"),
    ],
)
def test_only_an_earlier_and_a_later_snapshot_of_one_register_are_compared(old, new, code):
    with pytest.raises(FaultsError) as caught:
        compare_registers(old, new)
    assert [fault.code for fault in caught.value.faults] == [code]


ROWS = st.lists(
    st.builds(
        accreditation,
        st.sampled_from(["X-1", "X-2"]),
        accreditation_body=st.sampled_from(["A", "B"]),
        status=st.sampled_from(["granted", "suspended", "withdrawn"]),
        scope_terms=st.sampled_from([(LCA,), (LCA, MACHINERY)]),
    ),
    max_size=3,
)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_nothing_changes_by_itself(old, new, random):
    shuffled = random.sample(new, len(new))
    assert compare_registers(snapshot(OLD, *new), snapshot(NEW, *shuffled)) == ()
    forth = changes(old, new)
    back = compare_registers(snapshot(OLD, *new), snapshot(NEW, *old))
    turned = {Turn.ADDED: Turn.GONE, Turn.GONE: Turn.ADDED, Turn.CHANGED: Turn.CHANGED}
    assert {
        (each.matter, each.turn, each.body_no, each.of, each.before, each.after) for each in forth
    } == {
        (each.matter, turned[each.turn], each.body_no, each.of, each.after, each.before)
        for each in back
    }
