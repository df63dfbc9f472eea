"""Two lists of serial numbers."""

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.matching.serial_sets import compare_serials, find_difference
from cradlegate.border.shipments.codes import spell_code
from tests.border.matching.entries import COMPATIBLE, CONFLICT, EQUAL, UNKNOWN

LISTS = st.lists(st.text(alphabet="AB01-", min_size=1, max_size=4), max_size=4).map(tuple)


@given(LISTS, LISTS)
def test_lists_relate_alike_from_both_sides(one, other):
    assert compare_serials(one, other).relation is compare_serials(other, one).relation


@given(LISTS, LISTS)
def test_what_is_short_on_one_side_is_over_on_the_other(one, other):
    forth, back = find_difference(one, other), find_difference(other, one)
    assert (forth.short, forth.over) == (back.over, back.short)


@given(
    LISTS.filter(lambda items: len({spell_code(each) for each in items} - {""}) == len(items) > 0),
    st.data(),
)
def test_another_character_always_conflicts(serials, data):
    """Unless the spelling leaves it out."""
    at = data.draw(st.integers(0, len(serials) - 1))
    changed = (*serials[:at], serials[at] + "7", *serials[at + 1 :])
    assert compare_serials(serials, changed).relation is CONFLICT


def test_order_and_spelling_say_nothing():
    assert compare_serials(("A-1", "B-2"), ("B-2", "A-1")).relation is EQUAL
    assert compare_serials(("A-1",), ("a 1",)).relation is COMPATIBLE


def test_lists_that_name_nothing_are_unknown():
    assert compare_serials((), ("A",)).relation is UNKNOWN
    assert compare_serials(("A",), ()).relation is UNKNOWN
    assert compare_serials(("A", "-"), ("A", "-")).relation is UNKNOWN


def test_what_stands_twice_is_named():
    doubled = find_difference(("A-1", "B-2"), ("A-1", "B-2", "b 2"))
    assert doubled.doubled == ("B-2", "b 2")
    assert compare_serials(("A-1", "B-2"), ("A-1", "B-2", "b 2")).relation is CONFLICT


def test_signs_that_look_alike_and_neighbours_that_changed_places_are_suggested():
    assert find_difference(("SN10",), ("5NIO",)).slips == (("5NIO", "SN10"),)
    assert find_difference(("B-12",), ("8-12",)).slips == (("8-12", "B-12"),)
    assert find_difference(("AB12",), ("AB21",)).slips == (("AB21", "AB12"),)
    assert find_difference(("AB12",), ("AB99",)).slips == ()


def test_a_long_list_is_counted():
    wanted = tuple(f"A{number}" for number in range(10, 20))
    assert str(find_difference(wanted, ("X",))) == (
        "short: A10, A11, A12, A13, A14 and 5 more; over: X"
    )


def test_ten_thousand_serial_numbers_are_compared_at_once():
    one = tuple(f"SN{number:05}" for number in range(10_000))
    difference = find_difference(one, (*one[:-1], "SNO9999"))
    assert (difference.short, difference.over) == (("SN09999",), ("SNO9999",))
    assert difference.slips == (("SNO9999", "SN09999"),)
