"""How long it takes to work out one template for 100,000 sets of parameters, stages kept.

Run with `python -m benchmarks.tapes`, or with a number of sets behind it.  The template is
invented: 60 parameters, quantities that many exchanges share, and 200 exchanges of 20 stages.
With the path of an interpreter that has lca_algebraic in PEER_PYTHON, its totals run beside.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.measure import measure, tell
from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.lca.tapes.derivatives import differentiate
from cradlegate.lca.tapes.run import evaluate, plan_buffers
from cradlegate.lca.tapes.tape import Tape
from cradlegate.product.formulas.formula import compile_formula, write_formula
from cradlegate.product.formulas.units import NUMBER

SETS, SEED = 100_000, 17
PARAMETERS, SHARED, EXCHANGES, STAGES = 60, 24, 200, 20
LOW, HIGH = 0.2, 1.2
SETS_FOR_SLOPES = 10_000
MIB = 1024
PEER = Path(__file__).with_name("tapes_peer.py")


def main() -> None:
    """Measure on an invented template."""
    sets = int(sys.argv[1]) if len(sys.argv) > 1 else SETS
    formulas, scores = invent()
    tape = write_tape(formulas, scores)
    given = np.random.default_rng(SEED + 1).uniform(LOW, HIGH, (PARAMETERS, sets))
    beside = f"{len(tape.operations):,} operations, {plan_buffers(tape).buffers} buffers"
    tell("write the tape", measure(lambda: write_tape(formulas, scores), 3), beside)
    held = f"{sets:,} sets, {len(tape.outputs)} stages kept"
    tell("work it out", measure(lambda: evaluate(tape, given), 7), held)
    some = given[:, :SETS_FOR_SLOPES]
    whole = with_total(formulas, scores)
    slopes = f"{some.shape[1]:,} sets, {PARAMETERS} derivatives of the total"
    tell("run it backwards", measure(lambda: differentiate(whole, some), 3), slopes)
    if interpreter := os.environ.get("PEER_PYTHON"):
        measure_peer(interpreter, formulas, scores, sets, evaluate(tape, given).sum(axis=0))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")


def invent() -> tuple[list[str], Floats]:
    """Invent formulas as engineers write them, and a score for each exchange."""
    random = np.random.default_rng(SEED)

    def some() -> list[str]:
        return [f"p{number}" for number in random.integers(0, PARAMETERS, 3)]

    shared = []
    for number in range(SHARED):
        a, b, c = some()
        sums = (f"{a}*{b} + 0.3*{c}", f"{a}*(1 + {b})/(1 + {c})", f"({a} + {b})*{c}")
        shared.append((*sums, f"sqrt({a}*{b})*(1 + {c})")[number % 4])
    formulas = []
    for number in range(EXCHANGES):
        a, b, c = some()
        s, t = (f"({shared[each]})" for each in random.integers(0, SHARED, 2))
        w = f"{random.uniform(0.05, 3.0):.4f}"
        forms = (
            *(f"{s}*{a}*{w}", f"{s}*(1 - {a})*{w} + {b}", f"{s}*{t}/(1 + {a})*{w}"),
            *(f"{a}*{b}*{w}", f"{s}*{a}*sqrt({a})*{w}", f"{a}*exp(-{a})*{w} + {t}"),
            f"{s}*({a} + {b}*{c})*{w}",
        )
        formulas.append(forms[number % len(forms)])
    return formulas, random.lognormal(0.0, 1.0, EXCHANGES)


def write_tape(formulas: list[str], scores: Floats) -> Tape:
    """Write the formulas on a tape that gives the score of every stage."""
    tape, numbers = TapeBuilder(PARAMETERS), _write(formulas)
    return tape.finish(_sum_stages(tape, numbers(tape), scores))


def with_total(formulas: list[str], scores: Floats) -> Tape:
    """Write a tape that gives the total alone."""
    tape, numbers = TapeBuilder(PARAMETERS), _write(formulas)
    stages = _sum_stages(tape, numbers(tape), scores)
    return tape.finish([tape.sum((1.0, stage) for stage in stages)])


def _write(formulas: list[str]) -> Callable[[TapeBuilder], list[int]]:
    units = {f"p{number}": NUMBER for number in range(PARAMETERS)}

    def write(tape: TapeBuilder) -> list[int]:
        given = {f"p{number}": tape.parameter(number) for number in range(PARAMETERS)}
        return [write_formula(compile_formula(one, units), tape, given) for one in formulas]

    return write


def _sum_stages(tape: TapeBuilder, numbers: list[int], scores: Floats) -> list[int]:
    each = EXCHANGES // STAGES
    return [
        tape.sum(zip(scores[first : first + each], numbers[first : first + each], strict=True))
        for first in range(0, EXCHANGES, each)
    ]


def measure_peer(
    interpreter: str, formulas: list[str], scores: Floats, sets: int, totals: Floats
) -> None:
    """Let lca_algebraic work out the same totals, in an interpreter of its own."""
    asked = {"formulas": formulas, "scores": scores.tolist(), "sets": sets, "seed": SEED + 1}
    told = subprocess.run(  # noqa: S603 - the interpreter that the environment names
        [interpreter, PEER],
        input=json.dumps(asked | {"parameters": PARAMETERS, "low": LOW, "high": HIGH}),
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        print(f"{interpreter} cannot: {told.stderr.strip().splitlines()[-1]}")
        return
    answer = json.loads(told.stdout.strip().splitlines()[-1])
    gap = abs(answer["sum"] - float(totals.sum())) / float(totals.sum())
    tell(answer["name"], answer["seconds"], f"totals alone; their sum differs by {gap:.1e}")


if __name__ == "__main__":
    main()
