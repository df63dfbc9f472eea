"""What is wrong with a command line, in words of those who type it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import get_args

from cyclopts import CoercionError, CycloptsError, MissingArgumentError

from cradlegate.cli.faults import USAGE
from cradlegate.core.fault import Fault

_KINDS: Mapping[type, str] = MappingProxyType(
    {
        int: "a whole number, such as 3",
        float: "a number, such as 0.5",
        Decimal: "a number, such as 5800",
        date: "a day, such as 2026-03-31",
        datetime: "a moment, such as 2026-11-22T09:00:00Z",
    }
)
"""What an option takes, by the type that its text is read as."""


def describe_usage(error: CycloptsError) -> Fault:
    """Say what is wrong with a command line, and where its help is."""
    found = _tell_value(error) or _tell_missing(error) or str(error)
    command = " ".join(("cradlegate", *(error.command_chain or ())))
    return Fault(USAGE, found, remedy=f"See `{command} --help`.")


def _tell_value(error: CycloptsError) -> str:
    if not isinstance(error, CoercionError) or error.token is None:
        return ""
    types = get_args(error.target_type) or (error.target_type,)
    kinds = [_KINDS[each] for each in types if each in _KINDS]
    name = error.token.keyword or (error.argument.name if error.argument else "")
    return f"{name} is {error.token.value[:40]!r}; it takes {kinds[0]}" if kinds else ""


def _tell_missing(error: CycloptsError) -> str:
    if not isinstance(error, MissingArgumentError) or error.argument is None:
        return ""
    if error.argument.tokens or error.keyword:
        return f"{error.keyword or error.argument.name} is given without its value"
    name = error.argument.name
    is_positional = error.argument.field_info.is_positional
    return f"{name.lstrip('-').upper() if is_positional else name} is not given"
