"""The grammar of formulas: from text to a tree, without ever running the text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.product.formula_faults import FORMULA_TOO_LONG, UNREADABLE_FORMULA

LONGEST, DEEPEST = 2000, 50
FUNCTIONS = {"min": 2, "max": 2, "exp": 1, "log": 1, "sqrt": 1}
"""Functions and how many arguments each takes; min and max take more as well."""
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|[-+*/^(),]))"
)
_UNIT = re.compile(r" *(?P<unit>[^\W\d_]+[23]?(?:[./][^\W\d_]+[23]?)*|%)")
_POWERS = {"+": 10, "-": 10, "*": 20, "/": 20, "^": 40, "**": 40}
_NEGATION = 30
"""How tightly signs bind: − before a power, after a product."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """One node of a tree.

    Args:
        word: `number`, `name`, `negate`, a sign, or the name of a function.
        at: column of the text, from 1.
        value: of a number.
        text: of a name, or the unit of a number.
    """

    word: str
    at: int
    parts: tuple["Syntax", ...] = ()
    value: Decimal = Decimal(0)
    text: str = ""


def read_formula(text: str, is_unit: Callable[[str], bool]) -> Syntax:
    """Read a formula.

    Args:
        is_unit: tells whether a word behind a number is its unit; a unit is written without
            blanks, such as `kWh/kg`.

    Raises:
        FaultsError: a formula that cannot be read (PR-060), or one too long or deep (PR-063).
    """
    if len(text) > LONGEST:
        raise fail(FORMULA_TOO_LONG, f"{len(text):,} signs", LONGEST)
    reader = _Reader(list(_split(text, is_unit)), len(text) + 1)
    tree = reader.read(0, 0)
    if reader.ahead.word != _END:
        raise _unexpected(reader.ahead)
    return tree


def fail(kind: FaultKind, found: str, at: int) -> FaultsError:
    """Say what is wrong at a column of a formula."""
    return FaultsError([Fault(kind, f"{found}, at column {at} of the formula", Place())])


_END = "end"


def _split(text: str, is_unit: Callable[[str], bool]) -> Iterator[Syntax]:
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip()) + 1
            raise fail(UNREADABLE_FORMULA, f"{text[column - 1]!r}", column)
        start, at = match.start(match.lastgroup or 0) + 1, match.end()
        if match["number"]:
            unit, at = _read_unit(text, at, is_unit)
            yield Syntax("number", start, value=Decimal(match["number"]), text=unit)
        elif match["name"]:
            yield Syntax("name", start, text=match["name"])
        else:
            yield Syntax(match["sign"], start)


def _read_unit(text: str, at: int, is_unit: Callable[[str], bool]) -> tuple[str, int]:
    """Read the longest unit behind a number, and where it ends."""
    match = _UNIT.match(text, at)
    unit = match["unit"] if match else ""
    end = match.end() if match else at
    while unit and not is_unit(unit):
        shorter = max(unit.rfind("."), unit.rfind("/"), 0)
        end -= len(unit) - shorter
        unit = unit[:shorter]
    return (unit, end) if unit else ("", at)


class _Reader:
    """Reads tokens from left to right, by how tightly signs bind."""

    def __init__(self, tokens: list[Syntax], end: int) -> None:
        self._tokens = [*tokens, Syntax(_END, end)]
        self._next = 0

    @property
    def ahead(self) -> Syntax:
        """The token that comes next."""
        return self._tokens[self._next]

    def read(self, least: int, depth: int) -> Syntax:
        """Read as far as signs bind more tightly than `least`."""
        if depth > DEEPEST:
            raise fail(FORMULA_TOO_LONG, f"more than {DEEPEST} levels", self.ahead.at)
        left = self._read_first(depth)
        while _POWERS.get(self.ahead.word, 0) > least:
            sign = self._take()
            binds = _POWERS[sign.word]
            is_power = binds == _POWERS["^"]
            right = self.read(binds - is_power, depth + 1)
            left = Syntax("^" if is_power else sign.word, sign.at, (left, right))
        return left

    def _read_first(self, depth: int) -> Syntax:
        token = self._take()
        if token.word == "number":
            return token
        if token.word == "name":
            return self._read_call(token, depth) if self.ahead.word == "(" else token
        if token.word == "-":
            return Syntax("negate", token.at, (self.read(_NEGATION, depth + 1),))
        if token.word == "(":
            inner = self.read(0, depth + 1)
            self._expect(")")
            return inner
        raise _unexpected(token)

    def _read_call(self, name: Syntax, depth: int) -> Syntax:
        wanted = FUNCTIONS.get(name.text)
        if wanted is None:
            raise fail(UNREADABLE_FORMULA, f"no function {name.text!r}", name.at)
        self._expect("(")
        given = [self.read(0, depth + 1)]
        while self.ahead.word == ",":
            self._take()
            given.append(self.read(0, depth + 1))
        self._expect(")")
        if len(given) < wanted or (wanted == 1 and len(given) > 1):
            found = f"{name.text} with {len(given)} arguments"
            raise fail(UNREADABLE_FORMULA, found, name.at)
        return Syntax(name.text, name.at, tuple(given))

    def _expect(self, word: str) -> None:
        token = self._take()
        if token.word != word:
            raise _unexpected(token)

    def _take(self) -> Syntax:
        token = self.ahead
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token


def _unexpected(token: Syntax) -> FaultsError:
    if token.word == _END:
        return fail(UNREADABLE_FORMULA, "the formula breaks off", token.at)
    shown = token.text or (str(token.value) if token.word == "number" else token.word)
    return fail(UNREADABLE_FORMULA, f"{shown!r} where nothing of its kind fits", token.at)
