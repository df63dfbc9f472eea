"""Fuzzes the readers of foreign bytes, led by coverage: `python -m tests.fuzzing RUNS [NAME...]`.

Needs `atheris`, which no other part of the project does.  Each reader runs in a process of its own,
from a fixed seed; a trace that is none of the product's faults ends it with the bytes that did it.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED, LONGEST_SECONDS, MOST_MEGABYTES, MOST_BYTES = 24122, 20, 4096, 65536
_ALONE = "--alone"


def fuzz_alone(name: str, runs: int, corpus: Path) -> None:
    """Fuzz one reader in this process, which ends with it."""
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["cradlegate"]):
        from tests.fuzzing.targets import TARGETS

    target = TARGETS[name]
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)

    limits = (f"-timeout={LONGEST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}")
    size = (f"-max_len={MOST_BYTES}", f"-artifact_prefix={corpus}/found-")
    atheris.Setup(
        [name, f"-runs={runs}", f"-seed={SEED}", *limits, *size, str(corpus)], target.attempt
    )
    atheris.Fuzz()


def fuzz(name: str, runs: int) -> bool:
    """Fuzz one reader in a process of its own, and print what came of it."""
    with tempfile.TemporaryDirectory() as corpus:
        words = [sys.executable, "-m", "tests.fuzzing", _ALONE, name, str(runs), corpus]
        begun = time.perf_counter()
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        took = time.perf_counter() - begun
        done = re.search(r"Done (\d+) runs", ended.stderr)
        reached = re.findall(r"cov: (\d+)", ended.stderr)
        said = f"{done[1] if done else 0:>9} cases  {took:7.1f} s  branches {reached[-1:]}"
        tell(f"{name:22} {said}  {'no trace' if done else 'TRACE'}")
        if not done:
            found = [path.read_bytes()[:2000] for path in Path(corpus).glob("found-*")]
            tell(ended.stderr[-3000:], *found)
        return bool(done)


def tell(*lines: object) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Fuzz the readers named, or all."""
    if sys.argv[1:2] == [_ALONE]:
        fuzz_alone(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    from tests.fuzzing.targets import TARGETS

    names = sys.argv[2:] or list(TARGETS)
    outcomes = [fuzz(name, int(sys.argv[1])) for name in names]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
