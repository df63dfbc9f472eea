"""The command `cradlegate`: parse, run, and turn errors into messages and exit codes."""

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter

from cradlegate import __version__
from cradlegate.cli import (
    bill,
    case,
    declaration,
    demo,
    dossier,
    library,
    log,
    new,
    opinion,
    sensitivity,
    statement,
    supplier,
    trust,
    variants,
)
from cradlegate.cli.border import (
    clearance,
    evidence,
    inventory,
    match,
    plan,
    readiness,
    regime,
    register,
    screen,
    tender,
    watch,
)
from cradlegate.cli.faults import INTERNAL
from cradlegate.cli.output import say, show_faults
from cradlegate.cli.usage import describe_usage
from cradlegate.compose.workspace import use_workspace
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_INPUT, EXIT_INTERNAL, EXIT_YES

COMMANDS = (
    new.new,
    case.check,
    case.footprint,
    case.explain,
    sensitivity.sensitivity,
    case.compare,
    variants.variants,
    declaration.declare,
    readiness.readiness,
    screen.screen,
    plan.plan,
    match.match,
    demo.demo,
)
ROOMS: tuple[ModuleType, ...] = (
    library,
    bill,
    supplier,
    declaration,
    dossier,
    opinion,
    statement,
    log,
    trust,
    regime,
    register,
    watch,
    tender,
    clearance,
    evidence,
    inventory,
)

Tokens = Annotated[str, Parameter(show=False, allow_leading_hyphen=True)]
Workspace = Annotated[
    Path | None,
    Parameter(
        help="Folder of databases, registers, keys and logs; CRADLEGATE_HOME, else the user's "
        "data, if none is given."
    ),
]

EXAMPLES = "Begin with `cradlegate demo`; every command has an example in its own --help."


def build_app() -> App:
    """Build the command line with all its commands."""
    app = App(
        name="cradlegate",
        help="Carbon footprints of machine tools: computed, explained, provable.",
        help_epilogue=EXAMPLES,
        help_format="plaintext",
        version=__version__,
    )
    for command in COMMANDS:
        app.command(command)
    for room in ROOMS:
        app.command(room.build_app())
    app.register_install_completion_command()
    app.meta.default(partial(_launch, app))
    return app


def _launch(app: App, *tokens: Tokens, workspace: Workspace = None) -> object:
    """Run a command in a workspace, which is named before or after it."""
    with use_workspace(workspace):
        return _run_app(app, tokens)


def _run_app(app: App, tokens: Sequence[str]) -> object:
    return app(tokens, exit_on_error=False, print_error=False, result_action="return_value")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    Exit codes: 0 written or yes, 1 no, 2 input or usage wrong, 3 undetermined or draft,
    4 internal fault.
    """
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(tokens))


def run(tokens: Sequence[str]) -> int:
    """Run a command and give its exit code."""
    try:
        code = _run_app(build_app().meta, tokens)
    except CycloptsError as error:
        _show([describe_usage(error)], tokens)
        return EXIT_INPUT
    except FaultsError as error:
        _show(error.faults, tokens)
        return EXIT_INPUT
    except CradlegateError as error:
        say(f"{error} [{error.code}]")
        return EXIT_INPUT
    except BrokenPipeError:
        # The reader of our output went away; nothing is wrong with the work.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_YES
    except Exception as error:  # noqa: BLE001 - the last line of defence, so that users see no trace
        if os.environ.get("CRADLEGATE_TRACE"):
            traceback.print_exc()
        _show([Fault(INTERNAL, f"{type(error).__name__}: {error}")], tokens)
        return EXIT_INTERNAL
    return code if isinstance(code, int) else EXIT_YES


def _show(faults: Iterable[Fault], tokens: Sequence[str]) -> None:
    show_faults(faults, as_json="--json" in tokens, plain="--plain" in tokens)
