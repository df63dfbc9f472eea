"""Whatever the bytes are, every reader answers or names a fault; `python -m tests.fuzzing` digs deeper."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.targets import TARGETS

pytestmark = [
    pytest.mark.no_cover,  # thousands of times the same lines
    pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning"),
]
TRICKS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"1e999", b"9" * 400, b"NaN", b"-0", b"[" * 3000, b"{" * 3000,
    b'"', b"'", b",", b"\r", b"\n\n", b"<!DOCTYPE a>", b"&a;", b"&x [*x]", b"../x", b"\xed\xa0\x80",
)  # fmt: skip


def spoil(drawn: st.DataObject, data: bytes) -> bytes:
    for _ in range(drawn.draw(st.integers(1, 3))):
        place = drawn.draw(st.integers(0, len(data)))
        length = drawn.draw(st.integers(0, 20))
        trick = drawn.draw(st.one_of(st.sampled_from(TRICKS), st.binary(max_size=8)))
        data = data[:place] + trick + data[place + length :]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_is_read(name: str):
    for seed in TARGETS[name].seeds():
        TARGETS[name].read(seed)


@pytest.mark.parametrize("name", TARGETS)
@given(drawn=st.data())
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_spoiled_bytes_give_an_answer_or_a_fault(name: str, drawn: st.DataObject):
    seeds = TARGETS[name].seeds()
    TARGETS[name].attempt(spoil(drawn, drawn.draw(st.sampled_from(seeds))))


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@given(drawn=st.data())
@settings(max_examples=500, suppress_health_check=list(HealthCheck))
def test_many_spoiled_bytes_give_an_answer_or_a_fault(name: str, drawn: st.DataObject):
    seeds = TARGETS[name].seeds()
    TARGETS[name].attempt(spoil(drawn, drawn.draw(st.sampled_from(seeds))))
