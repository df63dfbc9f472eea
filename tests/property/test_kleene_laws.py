import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.kleene import Truth, all_of, any_of

truths = st.sampled_from(list(Truth))
KNOWN = (Truth.TRUE, Truth.FALSE)


def fill(truth):
    return KNOWN if truth is Truth.UNKNOWN else (truth,)


@given(truths, truths)
def test_and_is_what_every_filling_agrees_on(a, b):
    results = {Truth.of(x is Truth.TRUE and y is Truth.TRUE) for x in fill(a) for y in fill(b)}
    assert (a & b) == (results.pop() if len(results) == 1 else Truth.UNKNOWN)


@given(truths, truths)
def test_or_follows_from_and_by_de_morgan(a, b):
    assert (a | b) == ~(~a & ~b)


@given(st.lists(truths))
def test_filling_an_unknown_never_turns_an_answer_round(values):
    before = all_of(values)
    for number, value in enumerate(values):
        for filled in fill(value):
            after = all_of([*values[:number], filled, *values[number + 1 :]])
            assert before in (Truth.UNKNOWN, after)


def test_nothing_is_all_true_and_none_true():
    assert all_of([]) is Truth.TRUE
    assert any_of([]) is Truth.FALSE


def test_a_truth_is_no_condition():
    with pytest.raises(TypeError):
        bool(Truth.TRUE)


def test_none_is_lifted_to_unknown():
    assert Truth.of(None) is Truth.UNKNOWN
