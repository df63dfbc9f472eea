"""What the package promises to whoever installs it."""

import importlib.metadata
import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from types import ModuleType

from tests.conftest import InstalledCommand

ROOT = Path(__file__).parents[2]
HEAVY = {"numpy", "polars", "scipy", "pydantic", "pint", "searoute", "jsonschema", "xlsxwriter"}


def list_modules_loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and give the top-level packages it loaded."""
    script = (
        f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


def test_help_loads_nothing_heavy():
    code = """
import sys
sys.argv = ["cradlegate", "--help"]
from cradlegate.cli.main import main
try:
    main()
except SystemExit:
    pass
"""
    assert list_modules_loaded_by(code) & HEAVY == set()


def test_importing_the_package_loads_nothing_heavy():
    assert list_modules_loaded_by("import cradlegate as cg") & HEAVY == set()


def test_command_and_module_are_the_same(
    cradlegate: InstalledCommand, clean_environment: dict[str, str]
):
    command = cradlegate("--help")
    module = subprocess.run(
        [sys.executable, "-m", "cradlegate", "--help"],
        cwd=cradlegate.folder, env=clean_environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert command.returncode == module.returncode == 0
    assert command.stdout == module.stdout


def test_every_public_name_explains_itself(cg: ModuleType):
    assert cg.__version__ == importlib.metadata.version("cradlegate")
    silent = [
        name for name in cg.__all__ if name != "__version__" and not getattr(cg, name).__doc__
    ]
    assert silent == []


def test_an_unknown_name_of_the_package_is_refused(cg: ModuleType):
    assert not hasattr(cg, "no_such_name")


def test_the_wheel_carries_every_file_of_the_package_and_its_licence(tmp_path: Path):
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    subprocess.run(
        [uv, "build", "-q", "--wheel", "--out-dir", tmp_path, ROOT], check=True, capture_output=True
    )
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if not name.endswith("/")}
    source = ROOT / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - names == set()
    assert {Path(name).name for name in names} >= {"LICENSE", "NOTICE"}
