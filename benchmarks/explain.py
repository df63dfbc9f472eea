"""How long it takes to explain a consignment under every shipped pack: each of its cases.

Run with `python -m benchmarks.explain`.  A case counts with the shortest of seven runs, in time of
the processor, so that other work on the machine does not count.
"""

import time
from dataclasses import replace
from functools import partial

from benchmarks.measure import measure, tell
from cradlegate.compose import gate
from cradlegate.regimes.cases import Case, read_cases
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import shipped_vocabulary

TIMES = 7


def main() -> None:
    """Print two rows for each pack: the mean of its cases, and the slowest."""
    for name, pack in gate.open_packs().packs.items():
        cases = read_cases(pack, shipped_vocabulary())
        took = {case.name: measure_case(pack, case) for case in cases}
        slowest = max(took, key=lambda each: took[each])
        tell(f"{name}, mean of {len(took)}", sum(took.values()) / len(took))
        tell("  the slowest", took[slowest], f"bar: 5 ms, {slowest}")


def measure_case(pack: Pack, case: Case) -> float:
    """Explain the consignment of a case, with the answers that the case gives."""
    answered = replace(pack, answers=(*pack.answers, *case.answers))
    explain = partial(judge_pack, answered, case.base, law_as_of=case.law_as_of)
    return measure(explain, TIMES, time.process_time)


if __name__ == "__main__":
    main()
