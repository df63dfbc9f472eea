"""What draws are computed with: compiled code where the extra `fast` is installed, else NumPy."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from cradlegate.lca import elementary
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo import keyed


class Arithmetic(NamedTuple):
    """Functions that give the same bits whoever computes them."""

    draw_pair: Callable[..., Floats]
    exp: Callable[[Floats], Floats]
    normal_quantile: Callable[[Floats], Floats]


PLAIN = Arithmetic(keyed.draw_pair, elementary.exp, elementary.normal_quantile)


@lru_cache(maxsize=1)
def choose_arithmetic() -> Arithmetic:
    """Choose the fastest that is installed."""
    try:
        from cradlegate.lca import compiled
    except ImportError:
        return PLAIN
    return Arithmetic(compiled.draw_pair, compiled.exp, compiled.normal_quantile)
