"""What every test may ask for: the installed command, golden files, the trace of requirements."""

import contextlib
import difflib
import gc
import io
import os
import runpy
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest
from hypothesis import settings

from tests.requirement_trace import RequirementTrace

# Two shared cores make single examples slow at times; the suite has no timed test.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

NO_NETWORK = Path(__file__).parent / "no_network"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cradlegate")
    group.addoption(
        "--update",
        action="store_true",
        help="run golden tests alone and rewrite their files; then read the diff",
    )
    group.addoption(
        "--requirement-trace",
        type=Path,
        metavar="FILE",
        help="write which test proves which requirement",
    )
    group.addoption("--slow", action="store_true", help="run the tests marked slow too")
    group.addoption("--deny-network", action="store_true", help="fail any test that reaches out")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(RequirementTrace(config.getoption("--requirement-trace")))
    if config.getoption("--deny-network"):
        runpy.run_path(str(NO_NETWORK / "sitecustomize.py"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out slow tests unless asked for, and all but golden ones when these are rewritten."""
    left_out = [
        item
        for item in items
        if (not config.getoption("--slow") and item.get_closest_marker("slow"))
        or (config.getoption("--update") and "golden" not in getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Forget what functions remember of tests that are not measured.

    Coverage sees the lines of such a function at its first call alone, whichever test makes it.
    """
    is_last_of_file = nextitem is None or nextitem.path != item.path
    if item.get_closest_marker("no_cover") and is_last_of_file:
        for each in gc.get_objects():
            if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("cradlegate."):
                each.cache_clear()


@dataclass(frozen=True, slots=True)
class InstalledCommand:
    """Runs `cradlegate` as its users do: a process, a folder and an environment of its own.

    Args:
        folder: where it runs, and its home.
        environment: all that it sees of ours.
    """

    folder: Path
    environment: Mapping[str, str]

    def __call__(
        self,
        *arguments: str | Path,
        text: str | None = None,
        environment: Mapping[str, str] = MappingProxyType({}),
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end, with `text` on its standard input, and give code and outputs."""
        return subprocess.run(
            [Path(sysconfig.get_path("scripts")) / "cradlegate", *arguments],
            cwd=self.folder,
            env={**self.environment, **environment},
            input=text or "",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )


@pytest.fixture
def clean_environment(tmp_path: Path, pytestconfig: pytest.Config) -> dict[str, str]:
    """An environment that knows nothing of the machine but where programs are."""
    return clean(tmp_path, pytestconfig)


def clean(home: Path, config: pytest.Config) -> dict[str, str]:
    """Give an environment with nothing of ours but where programs are and what measures them."""
    kept = {key: value for key, value in os.environ.items() if key.startswith("COVERAGE_")}
    path = {"PYTHONPATH": str(NO_NETWORK)} if config.getoption("--deny-network") else {}
    return {"PATH": os.defpath, "HOME": str(home), "LC_ALL": "C.UTF-8", **kept, **path}


@pytest.fixture
def installed(tmp_path: Path, clean_environment: dict[str, str]) -> InstalledCommand:
    """The command in processes of their own, for what is promised of a process."""
    return InstalledCommand(tmp_path, clean_environment)


@pytest.fixture
def cradlegate(installed: InstalledCommand) -> InstalledCommand:
    """The command; a room with many commands puts `own_process` in its place."""
    return installed


@dataclass(frozen=True, slots=True)
class OwnProcess:
    """Runs the command line inside the process of the tests: ten times as fast, the same code."""

    folder: Path

    def __call__(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and give code and outputs."""
        from cradlegate.cli.main import run

        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(argument) for argument in arguments])
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), err.read())


@pytest.fixture
def own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnProcess:
    """The command line in a folder and a home of its own, for rooms with many commands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CRADLEGATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return OwnProcess(tmp_path)


@pytest.fixture(scope="session")
def cg() -> ModuleType:
    """The programming interface, as `import cradlegate as cg` gives it."""
    import cradlegate

    return cradlegate


@dataclass(frozen=True, slots=True)
class Golden:
    """Compares text with a file beside the test, in its folder `expected`."""

    folder: Path
    is_update: bool

    def __call__(self, name: str, actual: str) -> None:
        """Fail with the diff where the text differs; with `--update`, write it instead."""
        path = self.folder / name
        if self.is_update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            return
        expected = path.read_bytes().decode() if path.exists() else ""
        if actual != expected:
            lines = difflib.unified_diff(
                expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm=""
            )
            diff = "\n".join(lines) or "they differ in their line ends alone"
            pytest.fail(
                f"{path.name} differs; if it should, run ./run golden\n{diff}", pytrace=False
            )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(request.path.parent / "expected", request.config.getoption("--update"))
