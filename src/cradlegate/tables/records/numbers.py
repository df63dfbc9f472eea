"""Numbers as people write them, read exactly or refused."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import FaultKind
from cradlegate.tables import faults as kinds

SMALLEST, LARGEST = Decimal("1e-12"), Decimal("1e12")
"""Limits of a figure in the unit of its column; 0 is allowed beside them."""
MOST_CHARACTERS, LONGEST_EXPONENT = 24, 4

_SPLIT = re.compile(
    r"(?P<sign>[+-]?)(?P<figures>[0-9][0-9.,' ]*(?:[eE][+-]?[0-9]+)?)(?P<rest>.*)\Z"
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[,. '])[0-9]{3}(?:(?P=mark)[0-9]{3})*\Z")
_MARKS = re.compile(r"[,. ']")
_MINUS_SIGNS = dict.fromkeys(map(ord, "\N{MINUS SIGN}\N{EN DASH}\N{FIGURE DASH}"), "-")
_INFINITE = re.compile(r"[+-]?(?:nan|inf|infinity)\b|[+-]?∞", re.IGNORECASE)


class CellError(CradlegateError):
    """A cell that cannot be read; whoever knows its place makes a fault of it."""

    def __init__(self, kind: FaultKind, found: str, remedy: str = "") -> None:
        self.kind, self.found, self.remedy = kind, found, remedy
        super().__init__(found)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number and what is written behind it."""

    value: Decimal
    suffix: str


def read_number(text: str) -> WrittenNumber:
    """Read a number and the unit or sign behind it.

    Understood: `1234.5`, `1 234.5`, `1'234.5`, `1,234.5`, `1.234,5`, `12,5`, `1.2e3`, full-width
    figures.  Refused: `1,234`, which is two different numbers in two countries.

    Raises:
        CellError: no number, an ambiguous one, or one without a finite value.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS_SIGNS).strip()
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    match = _SPLIT.match(plain)
    if not match:
        if _INFINITE.match(plain):
            raise CellError(kinds.NOT_FINITE, f"{text!r} has no finite value")
        raise CellError(kinds.NOT_A_NUMBER, f"{text!r} is not a number")
    value = _magnitude(match["figures"].strip(), text)
    return WrittenNumber(-value if match["sign"] == "-" else value, match["rest"].strip())


def check_magnitude(value: Decimal, text: str) -> None:
    """Refuse figures that nothing has, which are slips of the unit or of the keyboard.

    Raises:
        CellError: larger than 1e12, or smaller than 1e-12 but not 0.
    """
    if value and not SMALLEST <= abs(value) <= LARGEST:
        raise CellError(kinds.NOT_FINITE, f"{text!r} is out of all bounds")


def _magnitude(figures: str, text: str) -> Decimal:
    digits, _, exponent = figures.lower().partition("e")
    if len(digits) > MOST_CHARACTERS or len(exponent) > LONGEST_EXPONENT:
        raise CellError(kinds.NOT_FINITE, f"{text[:40]!r} is out of all bounds")
    if _PLAIN.match(figures):
        return Decimal(figures)
    whole, decimals = _split_decimals(figures, text)
    if not (whole.isdigit() or _GROUPED.match(whole)) or not (decimals or "0").isdigit():
        raise CellError(kinds.NOT_A_NUMBER, f"{text!r} is not a number")
    return Decimal(f"{_MARKS.sub('', whole)}.{decimals or 0}")


def _split_decimals(figures: str, text: str) -> tuple[str, str]:
    """Tell the decimal mark from the marks between thousands."""
    if figures.count(",") == 1 and "." not in figures:
        whole, decimals = figures.split(",")
        if not decimals:
            return figures, ""
        if _GROUPED.match(figures) and whole != "0":
            raise CellError(kinds.AMBIGUOUS_NUMBER, f"{text!r} may be read in two ways")
        return whole, decimals
    last = max(figures.rfind(","), figures.rfind("."))
    if last < 0 or figures.count(figures[last]) > 1:
        return figures, ""
    return figures[:last], figures[last + 1 :] or "?"
