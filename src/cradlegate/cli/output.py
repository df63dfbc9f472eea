"""How every command speaks: the result to stdout, faults to stderr, one JSON envelope."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from cradlegate.core.fault import Fault

if TYPE_CHECKING:
    from cradlegate.reports.report import Report


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Output:
    """Options that every command understands."""

    json: Annotated[bool, Parameter(negative="", help="Print one JSON envelope.")] = False
    plain: Annotated[bool, Parameter(negative="", help="No colour, plain signs.")] = False


DEFAULT_OUTPUT = Output()
FAULTS = "faults"
NAMED_FILES = 9
NO_INPUTS: Mapping[str, str] = MappingProxyType({})


def show(
    report: "Report",
    output: Output,
    faults: Iterable[Fault] = (),
    inputs: Mapping[str, str] = NO_INPUTS,
) -> None:
    """Print a report as text or as the JSON envelope."""
    from cradlegate.compose import surroundings
    from cradlegate.reports.json_envelope import render_json
    from cradlegate.reports.terminal import render_terminal

    if output.json:
        print(render_json(report, faults=faults, inputs=inputs), end="")
        return
    if report.kind == FAULTS:
        print(_draw_faults(faults, plain=output.plain), end="")
        return
    text = render_terminal(
        report,
        width=surroundings.terminal_width(),
        plain=output.plain,
        unicode=surroundings.can_write_unicode(),
        color=not (output.plain or surroundings.wants_plain()),
    )
    print(text, end="")


def show_faults(faults: Iterable[Fault], *, as_json: bool, plain: bool = False) -> None:
    """Print faults to stderr, or as the JSON envelope to stdout."""
    from cradlegate.reports.json_envelope import render_json

    if as_json:
        print(render_json(None, faults=tuple(faults)), end="")
        return
    print(_draw_faults(faults, plain=plain), end="", file=sys.stderr)


def show_warnings(faults: Iterable[Fault], output: Output) -> None:
    """Print warnings beside a result to stderr; in the JSON envelope they stand already."""
    found = tuple(faults)
    if found and not output.json:
        show_faults(found, as_json=False, plain=output.plain)


def _draw_faults(faults: Iterable[Fault], *, plain: bool) -> str:
    from cradlegate.compose import surroundings
    from cradlegate.reports.faults_report import render_faults

    return render_faults(
        tuple(faults),
        width=surroundings.terminal_width(),
        plain=plain,
        unicode=surroundings.can_write_unicode(),
        color=not (plain or surroundings.wants_plain()),
    )


def say(text: str) -> None:
    """Say something beside the result, on stderr."""
    print(text, file=sys.stderr)


def name_files(folder: Path, names: Sequence[str]) -> None:
    """Say which files were written; of many, the folder and their number."""
    if len(names) > NAMED_FILES:
        say(f"wrote {len(names)} files to {folder}")
        return
    say("wrote " + ", ".join(str(folder / name) for name in names))
