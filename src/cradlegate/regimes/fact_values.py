"""Values of facts as packs, cases and decisions write them, typed by the vocabulary."""

import re
from decimal import Decimal
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.errors import CradlegateError
from cradlegate.core.period import Interval, PeriodError
from cradlegate.regimes.values import Extent, Value, ValueKind, write_value
from cradlegate.regimes.vocabulary import FactSpec

# Neither an exponent nor more digits than any figure has: written out, they would fill the memory.
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_SHOWN = 60


class FactValueError(CradlegateError):
    """A value that the fact can never have."""

    code = "RG-019"


def read_fact_value(raw: Any, spec: FactSpec) -> Value | Blank:  # noqa: ANN401 - YAML or JSON
    """Read a value; nothing is unknown, and `none` is known to be absent.

    Raises:
        FactValueError: a value of another kind, or none of the possible ones.
    """
    if raw is None:
        return Blank.UNKNOWN
    if raw == Blank.ABSENT and raw not in spec.allowed:
        return Blank.ABSENT
    value = _read(raw, spec)
    texts = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    for text in texts:
        if spec.allowed and text not in spec.allowed:
            raise FactValueError(f"{spec.name} is {text!r}, not one of {', '.join(spec.allowed)}")
    return value


def write_fact_value(value: Value | Blank) -> Any:  # noqa: ANN401 - JSON
    """Write a value so that `read_fact_value` reads it again; figures are text."""
    if isinstance(value, Blank):
        return None if value is Blank.UNKNOWN else str(Blank.ABSENT)
    if isinstance(value, bool):
        return value
    return list(value) if isinstance(value, tuple) else write_value(value)


def _read(raw: Any, spec: FactSpec) -> Value:  # noqa: ANN401
    match spec.kind, raw:
        case ValueKind.YES_NO, bool():
            return raw
        case ValueKind.TEXT, str():
            return raw
        case ValueKind.LIST, list() if all(isinstance(item, str) for item in raw):
            return tuple(raw)
        case ValueKind.DATE, str():
            return _read_date(raw, spec)
        case ValueKind.NUMBER, int() | Decimal() | str() if not isinstance(raw, bool):
            return _read_number(f"{raw:f}" if isinstance(raw, Decimal) else str(raw), spec)
    raise FactValueError(f"{spec.name} is {raw!r}, which is no {spec.kind}")


def _read_date(text: str, spec: FactSpec) -> Interval:
    try:
        return Interval.parse(text)
    except PeriodError as error:
        raise FactValueError(f"{spec.name}: {error}") from None


def _read_number(text: str, spec: FactSpec) -> Decimal | Extent:
    first, dash, last = text.partition("–")
    if not _NUMBER.fullmatch(first) or (dash and not _NUMBER.fullmatch(last)):
        raise FactValueError(f"{spec.name} is {text[:_SHOWN]!r}, which is no number")
    if not dash:
        return Decimal(first)
    if Decimal(last) < Decimal(first):
        raise FactValueError(f"{spec.name} is {text!r}, which ends before it begins")
    return Extent(Decimal(first), Decimal(last))
