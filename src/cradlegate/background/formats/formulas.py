"""Formulas of databases: worked out to see whether the figures beside them agree.

What all three formats write alike: `+ - * / ^`, brackets, names, and a few functions.  Anything
else is not worked out, and the figure beside it stands.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from cradlegate.core.errors import CradlegateError

AGREEMENT = 1e-4
"""A figure and its formula may differ by this much of the larger, for rounding."""
_LONGEST, _DEEPEST = 2000, 40
_MOST_NAMES = 1000
"""Formulas of names that one formula may ask for, since a few can ask for each other endlessly."""
_TOKEN = re.compile(r"\s*(?:([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+)|([A-Za-z_]\w*)|(.))")
_FUNCTIONS: Mapping[str, tuple[int, Callable[..., float]]] = {
    "abs": (1, abs),
    "sqrt": (1, math.sqrt),
    "exp": (1, math.exp),
    "ln": (1, math.log),
    "log10": (1, math.log10),
    "pow": (2, math.pow),
    "min": (0, min),
    "max": (0, max),
}
"""How many arguments each takes, 0 for two or more, and what it is."""


class _UnknownError(CradlegateError):
    """A formula that is not worked out."""


@dataclass(frozen=True, slots=True)
class Variables:
    """Names that formulas may use; upper and lower case are one.

    Args:
        values: by name in lower case.
        formulas: of names without a value, by name in lower case.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    formulas: Mapping[str, str] = field(default_factory=dict)


def work_out(formula: str, variables: Variables) -> float | None:
    """Work out a formula; None where it uses what is not known, or has no finite value.

    Example: `work_out("2 * load ^ 2", Variables({"load": 3.0}))` is 18.
    """
    try:
        value = _Parser(_split(formula), variables, iter(range(_MOST_NAMES)), 0).read()
    except (_UnknownError, ArithmeticError, ValueError):
        return None
    return value if math.isfinite(value) else None


def agrees(figure: float, worked_out: float) -> bool:
    """Tell whether a figure is what its formula gives, up to rounding."""
    return math.isclose(figure, worked_out, rel_tol=AGREEMENT, abs_tol=1e-300)


def _split(formula: str) -> list[str]:
    if len(formula) > _LONGEST:
        raise _UnknownError
    found = _TOKEN.finditer(formula.strip())
    return ["".join(part for part in each.groups() if part) for each in found]


class _Parser:
    """Works tokens out from left to right; brackets and names go one level deeper."""

    def __init__(
        self, tokens: list[str], variables: Variables, budget: Iterator[int], depth: int
    ) -> None:
        if depth > _DEEPEST or next(budget, None) is None:
            raise _UnknownError
        self._tokens, self._at = tokens, 0
        self._variables, self._budget, self._depth = variables, budget, depth

    def read(self) -> float:
        value = self._sum()
        if self._at < len(self._tokens):
            raise _UnknownError
        return value

    def _take(self, *wanted: str) -> str:
        """Take the next token if it is one of these; else give nothing."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if token not in wanted:
            return ""
        self._at += 1
        return token

    def _sum(self) -> float:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> float:
        value = self._signed()
        while sign := self._take("*", "/"):
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> float:
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        value = self._power()
        return -value if negative else value

    def _power(self) -> float:
        value = self._atom()
        if self._take("^"):
            negative = bool(self._take("-"))
            exponent = self._atom()
            value = math.pow(value, -exponent if negative else exponent)
        return value

    def _atom(self) -> float:
        if self._take("("):
            return self._inside()[0]
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        self._at += 1
        if token[:1].isdigit() or token[:1] == ".":
            return float(token)
        if self._take("("):
            return self._call(token.lower())
        return self._name(token.lower())

    def _inside(self) -> list[float]:
        """Give what stands between brackets, with `;` or `,` between."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnknownError
        values = [self._sum()]
        while self._take(";", ","):
            values.append(self._sum())
        if not self._take(")"):
            raise _UnknownError
        self._depth -= 1
        return values

    def _call(self, name: str) -> float:
        if name not in _FUNCTIONS:
            raise _UnknownError
        count, function = _FUNCTIONS[name]
        values = self._inside()
        if len(values) != count and (count or len(values) == 1):
            raise _UnknownError
        return function(*values)

    def _name(self, name: str) -> float:
        if name in self._variables.values:
            return self._variables.values[name]
        if name not in self._variables.formulas:
            raise _UnknownError
        tokens = _split(self._variables.formulas[name])
        return _Parser(tokens, self._variables, self._budget, self._depth + 1).read()
