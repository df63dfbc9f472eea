"""JSON that others wrote: figures as written, nothing that two readers read in two ways."""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.tables import faults as kinds

LARGEST_BYTES, DEEPEST = 20_000_000, 32
_SHOWN = 60


class _RefusedError(CradlegateError):
    def __init__(self, kind: FaultKind, found: str) -> None:
        self.kind, self.found = kind, found
        super().__init__(found)


def read_exact_json(data: bytes, file: str) -> tuple[Any, tuple[Fault, ...]]:
    """Read JSON whose numbers stay text, exactly as written.

    Refused: NaN and Infinity (CF-034), a key twice (CF-023), more than 32 levels or 20 MB
    (CF-022), what is no JSON (CF-020) or no UTF-8 (CF-010).

    Returns:
        the value with every number as its text, None if it was refused, and the faults.
    """
    if len(data) > LARGEST_BYTES:
        return None, (Fault(kinds.TOO_DEEP, f"{len(data)} bytes", Place(file)),)
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_read_object,
            parse_float=str,
            parse_int=str,
            parse_constant=_refuse_constant,
        )
        _refuse_depth(value)
    except _RefusedError as refused:
        return None, (Fault(refused.kind, refused.found, Place(file)),)
    except RecursionError:
        return None, (Fault(kinds.TOO_DEEP, "there are too many levels", Place(file)),)
    except json.JSONDecodeError as error:
        found = f"the file cannot be parsed: {error.msg}"
        return None, (Fault(kinds.BROKEN_SYNTAX, found, Place(file, error.lineno)),)
    except UnicodeDecodeError:
        return None, (Fault(kinds.UNKNOWN_ENCODING, "JSON is not UTF-8", Place(file)),)
    return value, ()


def _read_object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(kinds.DUPLICATE_KEY, f"the key {twice[:_SHOWN]} stands twice")
    return value


def _refuse_constant(text: str) -> NoReturn:
    raise _RefusedError(kinds.NOT_FINITE, f"{text} has no finite value")


def _refuse_depth(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            item
            for each in level
            if isinstance(each, dict | list)
            for item in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return
    raise _RefusedError(kinds.TOO_DEEP, f"there are more than {DEEPEST} levels")
