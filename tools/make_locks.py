"""Resolve both lock files; `./run lock` calls it, `--upgrade` takes the newest releases.

Run-time packages are locked first, and the development lock takes the same versions of them.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN_TIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
REPORT = "report"
"""The extra that the demo needs beside the core."""
TESTED = ("formats", "cluster", "fast", "tsa")
"""The extras that the tests need beside it."""
OPTIONS = ("--universal", "--generate-hashes", "--no-header", "--quiet")
ADDRESS = re.compile(r"\w+://|^--|@ file", re.MULTILINE)


def resolve(lock: str, folder: Path, *options: str) -> str:
    """Resolve one lock next to the present one, whose versions it keeps where it can.

    Raises:
        SystemExit: it names an address, which no lock here may.
    """
    target = folder / lock
    present = ROOT / lock
    if present.exists():
        target.write_bytes(present.read_bytes())
    command = ("uv", "pip", "compile", "pyproject.toml", *OPTIONS, *options, "-o", str(target))
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    text = target.read_text(encoding="utf-8")
    address = ADDRESS.search(text)
    if address:
        line = text.count("\n", 0, address.start()) + 1
        sys.exit(f"{lock} line {line} names an address; it stays as it was")
    return text


def main() -> None:
    """Resolve both, and replace them only when both are good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest releases")
    extra = ("--extra", REPORT)
    tested = (word for each in TESTED for word in ("--extra", each))
    upgrade = ("--upgrade",) if parser.parse_args().upgrade else ()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_time = resolve(RUN_TIME, folder, *extra, *upgrade)
        constraint = ("--constraint", str(folder / RUN_TIME))
        development = resolve(
            DEVELOPMENT, folder, *extra, *tested, "--group", "dev", *constraint, *upgrade
        )
    development = development.replace(str(folder / RUN_TIME), RUN_TIME)
    for lock, text in ((RUN_TIME, run_time), (DEVELOPMENT, development)):
        (ROOT / lock).write_text(text, encoding="utf-8")
        print(
            f"{lock}: {len(re.findall(r'^[a-z0-9]', text, re.MULTILINE | re.IGNORECASE))} packages"
        )


if __name__ == "__main__":
    main()
