"""Finding a process of an imported database by what a case writes."""

from collections.abc import Iterable, Sequence

from cradlegate.background.datasets.packed import PackedBackground, ProcessEntry
from cradlegate.background.processes.faults import (
    NO_DATABASE,
    NO_FIGURE,
    NO_PROCESS,
    SEVERAL_DATABASES,
    SEVERAL_PROCESSES,
)
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.core.fault import Fault, FaultKind, FaultsError

FEWEST_DIGITS = 4
"""Shorter beginnings of an id are not looked for."""
_ALGORITHM = "sha256:"
_MOST_NAMED = 5


def find_figure(packed: Sequence[PackedBackground], reference: str) -> ProcessFigure:
    """Find the figure of a process.

    Args:
        packed: databases of the workspace.
        reference: `database/process`, or the process alone where one database has it.  Either may
            be the first digits of an id; a name is taken before them.

    Raises:
        FaultsError: a database (BG-170, BG-171) or process (BG-172, BG-173) that is not there or
            not the only one, or a process without a figure (BG-174).
    """
    named, _, process = reference.strip().rpartition("/")
    among = (find_database(packed, named),) if named else tuple(packed)
    background, entry = _find_process(among, process, reference)
    if entry.by_method is None:
        found = f"{entry.name} of {background.name}: {entry.state}"
        raise _refuse(NO_FIGURE, found)
    return ProcessFigure(
        database=background.as_linked,
        linked=background.linked,
        process=entry.id,
        name=entry.name,
        product=entry.product,
        location=entry.location,
        years=entry.years,
        unit=entry.unit,
        values=entry.values,
        bounds=entry.bounds,
    )


def find_database(packed: Sequence[PackedBackground], named: str) -> PackedBackground:
    """Find a database by its name or the first digits of its id.

    Raises:
        FaultsError: none (BG-170) or several of them (BG-171).
    """
    found = [each for each in packed if each.name == named]
    if not found:
        digits = named.removeprefix(_ALGORITHM).lower()
        is_enough = len(digits) >= FEWEST_DIGITS
        ids = [each.id.removeprefix(_ALGORITHM) for each in packed]
        found = [
            each
            for each, own in zip(packed, ids, strict=True)
            if is_enough and own.startswith(digits)
        ]
    if not found:
        there = ", ".join(sorted({each.name for each in packed})) or "none"
        raise _refuse(NO_DATABASE, f"{named!r}; there is: {there}")
    if len(found) > 1:
        raise _refuse(SEVERAL_DATABASES, f"{named!r}: {_name_some(_tell(each) for each in found)}")
    return found[0]


def _find_process(
    among: Iterable[PackedBackground], process: str, reference: str
) -> tuple[PackedBackground, ProcessEntry]:
    wanted = process.lower()
    near = [
        (background, entry)
        for background in among
        for entry in background.processes
        if entry.id.lower().startswith(wanted)
    ]
    found = [each for each in near if each[1].id.lower() == wanted]
    if not found and len(wanted) >= FEWEST_DIGITS:
        found = near
    if not found:
        raise _refuse(NO_PROCESS, f"{reference!r}")
    if len(found) > 1:
        told = _name_some(f"{_tell(background)}/{entry.id}" for background, entry in found)
        raise _refuse(SEVERAL_PROCESSES, f"{reference!r}: {told}")
    return found[0]


def _tell(background: PackedBackground) -> str:
    return f"{background.name} ({background.id.removeprefix(_ALGORITHM)[:12]})"


def _name_some(names: Iterable[str]) -> str:
    told = list(names)
    rest = len(told) - _MOST_NAMED
    return ", ".join(told[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _refuse(kind: FaultKind, found: str) -> FaultsError:
    return FaultsError([Fault(kind, found)])
