"""The command `cradlegate`: parse, run, and turn errors into messages and exit codes."""

import gc
import os
import sys
import traceback
from collections.abc import Iterable, Sequence

from cyclopts import App, CycloptsError

from cradlegate import __version__
from cradlegate.cli import (
    bill,
    case,
    declaration,
    demo,
    dossier,
    library,
    log,
    sensitivity,
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
from cradlegate.cli.faults import INTERNAL, USAGE
from cradlegate.cli.output import say, show_faults
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import EXIT_INPUT, EXIT_INTERNAL, EXIT_YES

_COLLECT_SELDOM = (100_000, 50, 100)
"""A long case is a million small objects, none of them garbage before the end: looking through them
as often as Python does by default takes a third of the time of a parts list of 20,000 lines."""

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
    for command in (
        case.new,
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
    ):
        app.command(command)
    app.command(library.build_app())
    app.command(bill.build_app())
    app.command(supplier.build_app())
    app.command(declaration.build_app())
    app.command(dossier.build_app())
    app.command(log.build_app())
    app.command(trust.build_app())
    app.command(regime.build_app())
    app.command(register.build_app())
    app.command(watch.build_app())
    app.command(tender.build_app())
    app.command(clearance.build_app())
    app.command(evidence.build_app())
    app.command(inventory.build_app())
    app.register_install_completion_command()
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    Exit codes: 0 written or yes, 1 no, 2 input or usage wrong, 3 undetermined or draft,
    4 internal fault.
    """
    gc.set_threshold(*_COLLECT_SELDOM)
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(tokens))


def run(tokens: Sequence[str]) -> int:
    """Run a command and give its exit code."""
    try:
        code = build_app()(
            tokens, exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        _show([Fault(USAGE, str(error))], tokens)
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
