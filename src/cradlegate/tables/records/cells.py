"""One cell: from its text to a value of its column's type, or to a fault."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cradlegate.core.period import Interval, PeriodError
from cradlegate.core.quantity import Quantity, UnitError, is_unit
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import CellType, Column, near_matches
from cradlegate.tables.reading.raw_table import Cell
from cradlegate.tables.records.numbers import CellError, check_magnitude, read_number
from cradlegate.tables.words import countries, unit_by_other_spelling

LONGEST_TEXT, LONGEST_WORD, LONGEST_ID = 2000, 200, 100
_UNIT = re.compile(r"[^\W\d_]+[0-9]?(?:[./·][^\W\d_]+[0-9]?)*\Z|%\Z|°C\Z")
_UNLOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}\Z")
_SHA256 = re.compile(r"(?:sha256:)?([0-9a-f]{64})\Z")
_HS_CODE = re.compile(r"[0-9]{6}(?:[0-9]{2}){0,3}\Z")
_YES = ("yes", "y", "true", "1", "是", "はい", "예")
_NO = ("no", "n", "false", "0", "否", "いいえ", "아니오")
_YES_NO = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
# Control characters but tab and line feed, halves of surrogate pairs, and what no text may hold.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FAILED_FORMULA = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)\Z")


def read_value(column: Column, cell: Cell) -> Any:  # noqa: ANN401 - the column decides
    """Read a cell that is no blank.

    Returns:
        text, code, id, enum, country, unlocode, unit, sha256, hs_code: str; decimal, quantity
        (in the column's unit), share (of 1): Decimal; amount: Quantity; integer: int; yes_no:
        bool; period: Interval; a tuple of them where the column holds several.

    Raises:
        CellError: the text is no value of the column.
    """
    text = clean_text(cell.text)
    if len(text) > LONGEST_WORD and column.type is not CellType.TEXT and not column.is_many:
        raise CellError(kinds.BAD_TEXT, f"{text[:20]!r}… is too long for {column.name}")
    if not column.is_many:
        return _READERS[column.type](column, text, cell)
    items = [item.strip() for item in re.split(r"[;\n；]", text)]
    return tuple(_READERS[column.type](column, item, cell) for item in items if item)


def clean_text(text: str) -> str:
    """Trim a text and spell its line ends in one way.

    Raises:
        CellError: too long, with hidden characters, or a failed formula.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(clean) > LONGEST_TEXT:
        raise CellError(kinds.BAD_TEXT, f"{len(clean)} characters in one cell")
    if _FAILED_FORMULA.match(clean):
        raise CellError(kinds.SPREADSHEET_ERROR, f"{clean} stands in the cell")
    if hidden := _HIDDEN.search(clean):
        raise CellError(kinds.BAD_TEXT, f"the hidden character U+{ord(hidden[0]):04X}")
    return clean


def read_unit(text: str) -> str:
    """Give the unit in its usual spelling.

    Raises:
        CellError: no unit.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    unit = unit_by_other_spelling().get(plain, plain)
    if not _UNIT.match(unit) or not is_unit(unit):
        raise CellError(kinds.UNKNOWN_UNIT, f"{text!r} is not a known unit")
    return unit


def _text(_column: Column, text: str, _cell: Cell) -> str:
    return text


def _id(column: Column, text: str, _cell: Cell) -> str:
    if len(text) > LONGEST_ID or "\n" in text:
        found = f"{text[:20]!r}… is too long for {column.name}"
        raise CellError(kinds.BAD_TEXT, found, f"Ids have one line of at most {LONGEST_ID} signs.")
    return text


def _enum(column: Column, text: str, _cell: Cell) -> str:
    if text in column.allowed:
        return text
    near = near_matches(text, list(column.allowed))
    remedy = f"Did you mean {near[0]}?" if near else f"Choose one of: {', '.join(column.allowed)}."
    raise CellError(kinds.NOT_ALLOWED, f"{text!r} is no value of {column.name}", remedy)


def _decimal(column: Column, text: str, cell: Cell) -> Decimal:
    number = read_number(text)
    unit = number.suffix or cell.unit
    if unit:
        found = f"{text!r} in {unit!r}, where the column has no unit"
        remedy = f"{column.name} is a bare number: {column.help}"
        raise CellError(kinds.NOT_A_NUMBER, found, remedy)
    return _in_range(column, number.value, text)


def _integer(column: Column, text: str, cell: Cell) -> int:
    value = _decimal(column, text, cell)
    if value != value.to_integral_value():
        raise CellError(kinds.NOT_A_NUMBER, f"{text!r} is not a whole number")
    return int(value)


def _share(column: Column, text: str, cell: Cell) -> Decimal:
    number = read_number(text)
    unit = number.suffix or cell.unit
    if unit not in {"", "%"}:
        raise CellError(kinds.WRONG_DIMENSION, f"{text!r} is not a share", "Write it like 95 %.")
    value = number.value / 100 if unit == "%" else number.value
    if not 0 <= value <= 1:
        remedy = "Write a share between 0 % and 100 %, with the sign, or between 0 and 1."
        raise CellError(kinds.OUT_OF_RANGE, f"{text!r} is not a share of the whole", remedy)
    return _in_range(column, value, text)


def _quantity(column: Column, text: str, cell: Cell) -> Decimal:
    return _in_range(column, _converted(_with_unit(column, text, cell), (column.unit,)).value, text)


def _amount(column: Column, text: str, cell: Cell) -> Quantity:
    amount = _with_unit(column, text, cell)
    _in_range(column, _converted(amount, column.units).value, text)
    return amount


def _with_unit(column: Column, text: str, cell: Cell) -> Quantity:
    number = read_number(text)
    written = number.suffix or cell.unit
    expected = column.unit or column.units[0]
    if not written:
        remedy = f"Write {text} {expected}, or head the column `{column.name} [{expected}]`."
        raise CellError(kinds.NO_UNIT, f"{text!r} has no unit", remedy)
    try:
        return Quantity(number.value, read_unit(written))
    except CellError as error:
        near = near_matches(written, [column.unit, *column.units])
        remedy = f"Write it in {near[0] if near else expected}."
        raise CellError(error.kind, f"{error.found}, in {text!r}", remedy) from None


def _converted(amount: Quantity, units: tuple[str, ...]) -> Quantity:
    check_magnitude(amount.value, f"{amount.value:.6g} {amount.unit}")
    for unit in units:
        try:
            return amount.to(unit)
        except UnitError:
            continue
    expected = " or ".join(units)
    found = f"{amount} cannot be expressed in {expected}"
    raise CellError(kinds.WRONG_DIMENSION, found, f"Write the amount in {expected}.")


def _in_range(column: Column, value: Decimal, text: str) -> Decimal:
    check_magnitude(value, text)
    low = Decimal(0) if column.low is None else column.low
    if value < low or (column.above is not None and value <= column.above):
        bound = f"above {column.above}" if column.above is not None else f"at least {low}"
        raise CellError(kinds.OUT_OF_RANGE, f"{text!r} in {column.name}, which is {bound}")
    if column.high is not None and value > column.high:
        found = f"{text!r} in {column.name}, which is at most {column.high}"
        raise CellError(kinds.OUT_OF_RANGE, found)
    return value


def _yes_no(_column: Column, text: str, _cell: Cell) -> bool:
    try:
        return _YES_NO[text.casefold()]
    except KeyError:
        raise CellError(kinds.NOT_YES_NO, f"{text!r} is neither yes nor no") from None


def _period(_column: Column, text: str, _cell: Cell) -> Interval:
    try:
        return Interval.parse(unicodedata.normalize("NFKC", text))
    except PeriodError as error:
        raise CellError(kinds.NOT_A_DATE, str(error)) from None


def _country(_column: Column, text: str, _cell: Cell) -> str:
    if text.upper() not in countries():
        raise CellError(kinds.NOT_A_CODE, f"{text!r} is no country of ISO 3166-1 alpha-2")
    return text.upper()


def _unlocode(_column: Column, text: str, _cell: Cell) -> str:
    code = text.upper().replace(" ", "")
    if not _UNLOCODE.match(code) or code[:2] not in countries():
        raise CellError(kinds.NOT_A_CODE, f"{text!r} is no UN/LOCODE such as VNSGN")
    return code


def _unit(_column: Column, text: str, _cell: Cell) -> str:
    return read_unit(text)


def _sha256(_column: Column, text: str, _cell: Cell) -> str:
    match = _SHA256.match(text.lower())
    if not match:
        raise CellError(kinds.NOT_A_CODE, f"{text[:20]!r} is no SHA-256 of 64 hexadecimal digits")
    return f"sha256:{match[1]}"


def _hs_code(_column: Column, text: str, _cell: Cell) -> str:
    code = unicodedata.normalize("NFKC", text).replace(".", "").replace(" ", "")
    if not _HS_CODE.match(code):
        remedy = "Write 6, 8, 10 or 12 digits, leading zeros included."
        raise CellError(kinds.NOT_A_CODE, f"{text!r} is no HS code", remedy)
    return code


_READERS: Mapping[CellType, Callable[[Column, str, Cell], Any]] = {
    CellType.TEXT: _text,
    CellType.CODE: _id,
    CellType.ID: _id,
    CellType.ENUM: _enum,
    CellType.DECIMAL: _decimal,
    CellType.QUANTITY: _quantity,
    CellType.AMOUNT: _amount,
    CellType.SHARE: _share,
    CellType.INTEGER: _integer,
    CellType.YES_NO: _yes_no,
    CellType.PERIOD: _period,
    CellType.COUNTRY: _country,
    CellType.UNLOCODE: _unlocode,
    CellType.UNIT: _unit,
    CellType.SHA256: _sha256,
    CellType.HS_CODE: _hs_code,
}
