"""Units of products and quotients, compared by their dimension."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.quantity import UnitError, conversion_factor, is_unit

_NUMBER = "m/m"
"""A length over a length: a number, in words that the register of units knows."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Units multiplied and divided, such as kWh above and kg below; empty for a number."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def __mul__(self, other: "Unit") -> "Unit":
        """Multiply; what stands above and below leaves."""
        return _cancel((*self.above, *other.above), (*self.below, *other.below))

    def __truediv__(self, other: "Unit") -> "Unit":
        """Divide."""
        return _cancel((*self.above, *other.below), (*self.below, *other.above))

    def __str__(self) -> str:
        """As it is written in a formula; `number` for none."""
        return (
            ".".join(self.above or "1") + "".join(f"/{one}" for one in self.below)
            if (self.above or self.below)
            else "number"
        )

    def ratio_to(self, other: "Unit") -> Decimal | None:
        """Give how many of the other unit one is; None for another dimension."""
        try:
            return conversion_factor(self._spelled, other._spelled)  # noqa: SLF001 - of its own kind
        except UnitError:
            return None

    @property
    def root(self) -> "Unit | None":
        """The unit whose square this is, None where there is none."""
        above, below = Counter(self.above), Counter(self.below)
        if any(count % 2 for count in [*above.values(), *below.values()]):
            return None
        return Unit(self.above[::2], self.below[::2])

    @property
    def _spelled(self) -> str:
        return ".".join(self.above or ("m",)) + "".join(
            f"/{one}" for one in (*self.below, *(() if self.above else ("m",)))
        )


NUMBER = Unit()
"""The unit of a number that counts or relates."""


def read_unit(text: str) -> Unit:
    """Read a unit such as `kWh/kg` or `t.km`; `1` and nothing are numbers.

    Raises:
        UnitError: a unit that does not exist.
    """
    if text in {"", "1"}:
        return NUMBER
    if not is_unit(text):
        raise UnitError(f"{text} is not a known unit")
    above, *below = text.removeprefix("1").split("/")
    return _cancel(
        tuple(one for one in above.split(".") if one),
        tuple(one for side in below for one in side.split(".")),
    )


def _cancel(above: tuple[str, ...], below: tuple[str, ...]) -> Unit:
    high, low = Counter(above), Counter(below)
    both = high & low
    return Unit(tuple(sorted((high - both).elements())), tuple(sorted((low - both).elements())))
