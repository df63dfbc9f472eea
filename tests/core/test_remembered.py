"""What is asked again in equal bytes is answered once, and other bytes are never answered for."""

import pytest

from cradlegate.core.remembered import remembered


def test_equal_bytes_are_answered_once():
    asked = []

    @remembered(most=2, largest=10)
    def answer(name: str, data: bytes) -> list[bytes]:
        asked.append((name, data))
        return [data]

    first = answer("a", b"12")
    assert answer("a", bytes(bytearray(b"12"))) is first
    assert asked == [("a", b"12")]


def test_one_bit_more_or_another_name_is_asked_anew():
    @remembered(most=8, largest=10)
    def answer(name: str, data: bytes) -> str:
        return f"{name}:{data.hex()}"

    assert [answer("a", b"\0"), answer("a", b"\1"), answer("b", b"\0")] == ["a:00", "a:01", "b:00"]


def test_what_is_larger_than_the_bound_is_not_kept_names_and_parts_counted():
    @remembered(most=8, largest=4)
    def answer(parts: tuple[tuple[str, bytes], ...]) -> list[object]:
        return [parts]

    kept, left = (("a", b"123"),), (("a", b"12"), ("b", b"1"))
    assert answer(kept) is answer(kept)
    assert answer(left) is not answer(left)


def test_the_oldest_answers_make_room():
    @remembered(most=1, largest=4)
    def answer(data: bytes) -> list[bytes]:
        return [data]

    first = answer(b"1")
    answer(b"2")
    assert answer(b"1") is not first


def test_an_error_is_raised_every_time_it_is_met():
    times = []

    @remembered(most=8, largest=4)
    def answer(data: bytes) -> bytes:
        times.append(data)
        raise ValueError(data)

    for _ in range(2):
        with pytest.raises(ValueError, match="1"):
            answer(b"1")
    assert len(times) == 2
