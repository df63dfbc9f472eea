"""The collector of garbage rests while a case is computed, and is left as it was found."""

import gc

import pytest

from cradlegate.compose.collection import pause_collection


def test_the_collector_rests_and_goes_on():
    assert gc.isenabled()
    with pause_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_goes_on_after_a_fault():
    with pytest.raises(ValueError, match="fault"), pause_collection():
        raise ValueError("fault")
    assert gc.isenabled()


def test_a_collector_that_was_at_rest_stays_at_rest():
    gc.disable()
    try:
        with pause_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
