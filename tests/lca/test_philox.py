from pathlib import Path

import numpy as np
import pytest

from cradlegate.lca.philox import draw_uniforms, philox4x32

VECTORS = [
    [int(word, 16) for word in line.split(",")]
    for line in (Path(__file__).parent.parent / "vectors/philox4x32_10.csv")
    .read_text()
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("vector", VECTORS)
def test_the_generator_gives_the_published_words(vector):
    counter = np.array(vector[:4], dtype=np.uint64)[:, None]
    words = philox4x32(counter, (vector[4], vector[5]))
    assert [int(word) for word in words[:, 0]] == vector[6:]


def test_a_draw_does_not_depend_on_how_many_are_drawn():
    assert np.array_equal(draw_uniforms("factor/x", 7, 1000)[:10], draw_uniforms("factor/x", 7, 10))


def test_parameters_seeds_and_streams_give_different_draws():
    base = draw_uniforms("a", 1, 50)
    for other in (
        draw_uniforms("b", 1, 50),
        draw_uniforms("a", 2, 50),
        draw_uniforms("a", 1, 50, 1),
    ):
        assert not np.any(base == other)


def test_a_seed_above_32_bits_is_not_cut():
    assert not np.array_equal(draw_uniforms("a", 1, 5), draw_uniforms("a", 1 + 2**32, 5))


def test_uniforms_fill_the_open_interval_evenly():
    draws = draw_uniforms("a", 3, 20_000)
    assert draws.min() > 0.0
    assert draws.max() < 1.0
    counts = np.histogram(draws, bins=20, range=(0, 1))[0]
    chi_square = ((counts - 1000.0) ** 2 / 1000.0).sum()
    assert chi_square < 43.8, "0.1 % point of chi-square with 19 degrees of freedom"
