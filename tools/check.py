"""Everything that must hold before a change goes in; `./run check` calls it, and so does CI.

Every step runs even where an earlier one failed, so that one run shows all there is to mend.
`--all` adds the slow tests and a run on the latest dependencies.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SCRIPTS = sysconfig.get_path("scripts")
OLDEST_MINOR = 11
# One process a core; a module stays together, since its tests share what is dear to make.
WORKERS = ("--numprocesses=2", "--dist=loadfile")
# Who believes a declaration leans on these packages: no statement or branch of them is untested.
WHOLLY_TESTED = ("trust", "verification", "dossier")


class StepFailedError(Exception):
    """A step that found something; the text is what it printed."""


class StepSkippedError(Exception):
    """A step that cannot run here, and why."""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command to its end and give what it printed.

    Raises:
        StepFailedError: it ended with another code than 0.
    """
    environment = {
        **os.environ,
        "PATH": f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    output = re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
    if done.returncode:
        raise StepFailedError(f"$ {' '.join(map(str, command))}\n{output}")
    return output


def run_tests(python: str | Path, *options: str) -> str:
    """Run the suite without network and give its closing lines."""
    output = run(python, "-m", "pytest", "--deny-network", *WORKERS, *options)
    coverage = [line for line in output.splitlines() if line.startswith("TOTAL")]
    return "; ".join([*coverage, output.strip().splitlines()[-1]])


def test_on_own_python() -> str:
    """Run the suite with coverage, and note which test proves which requirement."""
    BUILD.mkdir(exist_ok=True)
    trace = f"--requirement-trace={BUILD / 'trace.json'}"
    return run_tests(sys.executable, "--cov", "--cov-report=term", trace)


def check_whole_coverage() -> str:
    """Refuse any statement or branch of the packages of proof that the suite just run left out.

    Raises:
        StepSkippedError: the tests of time stamps could not run.
    """
    if shutil.which("openssl") is None:
        raise StepSkippedError("openssl, which stamps in tests, is not installed")
    files = ",".join(f"src/cradlegate/{package}/*" for package in WHOLLY_TESTED)
    run("coverage", "report", f"--include={files}", "--fail-under=100")
    return f"100 % of {', '.join(WHOLLY_TESTED)}"


def build_wheel() -> Path:
    """Build the wheel from what stands here."""
    shutil.rmtree(BUILD / "wheel", ignore_errors=True)
    run("uv", "build", "-q", "--wheel", "--out-dir", BUILD / "wheel")
    return next((BUILD / "wheel").glob("*.whl"))


def list_pythons() -> dict[int, str]:
    """Find the interpreters of this machine that we support, by minor version."""
    folders = [*os.environ.get("PATH", os.defpath).split(os.pathsep)]
    folders += map(str, Path.home().glob(".pyenv/versions/3.*/bin"))
    found: dict[int, str] = {}
    for folder in folders:
        for path in sorted(Path(folder).glob("python3.[0-9]*")):
            match = re.fullmatch(r"python3\.(\d+)", path.name)
            if match and int(match[1]) >= OLDEST_MINOR and int(match[1]) not in found:
                done = subprocess.run([path, "-c", ""], capture_output=True, check=False)
                if done.returncode == 0:
                    found[int(match[1])] = str(path)
    return found


def find_other_python() -> str:
    """Give the newest interpreter beside our own; the oldest one where ours is the newest.

    Raises:
        StepSkippedError: this machine has one supported Python alone.
    """
    found = list_pythons()
    own = sys.version_info.minor
    others = [minor for minor in found if minor != own]
    if not others:
        raise StepSkippedError(f"no supported Python beside 3.{own} on this machine")
    return found[max(others) if max(others) > own else min(others)]


def set_up(folder: Path, python: str, lock: Path) -> Path:
    """Make an environment with what a lock lists, once per lock, and give its interpreter."""
    stamp, wanted = folder / ".stamp", f"{python}\n{lock.read_text(encoding='utf-8')}"
    own_python = folder / "bin" / "python"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        run("uv", "venv", "-q", "--clear", "--python", python, folder)
        run("uv", "pip", "install", "-q", "--python", folder, "--require-hashes", "-r", lock)
        stamp.write_text(wanted, encoding="utf-8")
    return own_python


def install_wheel(folder: Path) -> None:
    """Install the wheel, and it alone, into an environment."""
    options = ("--no-deps", "--reinstall")
    run("uv", "pip", "install", "-q", "--python", folder, *options, build_wheel())


def test_on_other_python() -> str:
    """Run the suite against the installed wheel on the other end of our range of Pythons."""
    python = find_other_python()
    folder = ROOT / ".venv-newest"
    own_python = set_up(folder, python, ROOT / "requirements-dev.lock")
    install_wheel(folder)
    return f"{Path(python).name}: {run_tests(own_python, '-p', 'no:cacheprovider')}"


def test_wheel() -> str:
    """Install the wheel with run-time dependencies alone and use it outside the repository."""
    with tempfile.TemporaryDirectory() as name:
        folder, empty = Path(name) / "environment", Path(name) / "empty"
        empty.mkdir()
        set_up(folder, sys.executable, ROOT / "requirements.lock")
        install_wheel(folder)
        command = folder / "bin" / "cradlegate"
        run(command, "--help", cwd=empty)
        run(command, "demo", cwd=empty)
        written = sum(1 for path in empty.rglob("*") if path.is_file())
    if not written:
        raise StepFailedError("cradlegate demo wrote nothing")
    return f"demo wrote {written} files"


def build_docs() -> str:
    """Build the site, every warning an error."""
    run("zensical", "build", "--clean", "--strict")
    pages = sum(1 for _ in (ROOT / "site").rglob("*.html"))
    return f"{pages} pages"


def test_slow() -> str:
    """Run the tests that the daily run leaves out.

    Raises:
        StepSkippedError: there are none.
    """
    try:
        return run_tests(sys.executable, "--slow", "-m", "slow")
    except StepFailedError as failure:
        if re.match(r"\d+ deselected in", str(failure).strip().splitlines()[-1]):
            raise StepSkippedError("no test is marked slow") from None
        raise


def test_on_latest_dependencies() -> str:
    """Run the suite on the newest release of everything that we allow."""
    folder = ROOT / ".venv-latest"
    run("uv", "venv", "-q", "--clear", "--python", sys.executable, folder)
    run("uv", "pip", "install", "-q", "--python", folder, "--group", "dev", "--upgrade", "-e", ".")
    return run_tests(folder / "bin" / "python", "-p", "no:cacheprovider")


def quiet(*command: str) -> Callable[[], str]:
    """Make a step of a command whose output matters only where it fails."""

    def step() -> str:
        run(*command)
        return ""

    return step


STEPS: dict[str, Callable[[], str]] = {
    "format": quiet("ruff", "format", "--check", "."),
    "lint": quiet("ruff", "check", "."),
    "types": quiet("mypy"),
    "import contracts": quiet("lint-imports", "--no-logo"),
    "dependencies": quiet("deptry", "src"),
    "tests, no network": test_on_own_python,
    "branches of proof": check_whole_coverage,
    "generated pages": quiet(sys.executable, "tools/make_docs.py", "--check"),
    "tests, other Python": test_on_other_python,
    "wheel alone": test_wheel,
    "documentation": build_docs,
}
SLOW_STEPS: dict[str, Callable[[], str]] = {
    "slow tests": test_slow,
    "latest dependencies": test_on_latest_dependencies,
}


def count(word: str, text: str) -> int:
    """Add up a count that pytest gives in its closing line, such as `12 passed in 3.10s`."""
    closing = [line for line in text.splitlines() if re.search(r" in [\d.]+s", line)]
    return sum(int(number) for number in re.findall(rf"(\d+) {word}", "\n".join(closing[-1:])))


def take_step(name: str, step: Callable[[], str]) -> tuple[int, int]:
    """Run one step, say how it went and how long it took; give tests passed and things failed."""
    print(f"{name:<20}", end=" ", flush=True)
    begun = time.monotonic()
    try:
        outcome, text = "ok", step()
    except StepSkippedError as reason:
        outcome, text = "skipped", str(reason)
    except StepFailedError as failure:
        outcome, text = "FAILED", str(failure)
    is_failure = outcome == "FAILED"
    print(f"{outcome:<8}{time.monotonic() - begun:6.1f} s  " + ("\n" if is_failure else "") + text)
    return count("passed", text), max(1, count("(?:failed|error)", text)) if is_failure else 0


def main() -> int:
    """Take every step; the last line counts tests passed, and tests and other steps failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="slow tests, latest dependencies")
    steps = STEPS | (SLOW_STEPS if parser.parse_args().all else {})
    counts = {name: take_step(name, step) for name, step in steps.items()}
    failing = [name for name, (_, failed) in counts.items() if failed]
    print(f"\n{len(failing)} of {len(steps)} steps failed: {', '.join(failing)}" if failing else "")
    passed, failed = (sum(column) for column in zip(*counts.values(), strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
