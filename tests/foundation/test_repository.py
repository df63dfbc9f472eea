"""What may stand in the repository, and how the house is laid out."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cradlegate"

REGISTRY_HOST = re.compile(
    r"https?://[^/\s\"']*(?:py(?:pi|thonhosted)|npm(?:js)|debian)[^/\s\"']*", re.IGNORECASE
)
MACHINE_PATH = re.compile(r"(?<![\w.~*-])/(?:work|root|home|Users)/\w")
NEVER_OURS = re.compile(r"\b(?:compliant|approved|guaranteed|carbon[ -]neutral)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|raise NotImplementedError|coming soon)\b")
NO_ROOM = {"utils", "helpers", "common", "misc"}


def list_files() -> list[Path]:
    """Every file that is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return [path for name in output.split("\0") if name and (path := ROOT / name).is_file()]


FILES = list_files()
MODULES = [path for path in FILES if path.suffix == ".py" and path.is_relative_to(PACKAGE)]


def find(
    pattern: re.Pattern[str], *, among: tuple[str, ...] = ("",), tables: bool = True
) -> list[str]:
    """List the places where a pattern stands in text files whose path starts in one of these ways."""
    places = []
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(among) or (name.endswith(".csv") and not tables):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        places += [
            f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit[0]}"
            for hit in pattern.finditer(text)
        ]
    return places


def test_no_file_names_a_package_registry():
    assert find(REGISTRY_HOST) == []


def test_no_file_carries_a_path_of_the_machine_it_was_made_on():
    assert find(MACHINE_PATH) == []


def test_no_page_or_output_uses_words_that_are_never_ours():
    """Tables are left out, since they quote titles that others chose."""
    assert (
        find(NEVER_OURS, among=("src/", "docs/", "README.md", "CHANGELOG.md"), tables=False) == []
    )


def test_nothing_unfinished_is_left_in_the_product():
    assert find(UNFINISHED, among=("src/",)) == []


def test_no_lock_file_of_a_kind_that_names_hosts_is_kept():
    assert [path.name for path in FILES if path.name in {"uv.lock", "pylock.toml"}] == []


def test_every_file_is_small_enough_to_clone_at_once():
    assert [path.name for path in FILES if path.stat().st_size > 2_000_000] == []


def test_no_module_grows_past_the_length_where_it_is_split():
    long = [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 600]
    assert long == []


def test_modules_and_folders_are_named_for_what_they_hold():
    assert [
        path for path in MODULES if NO_ROOM & {*path.relative_to(PACKAGE).parts, path.stem}
    ] == []


def test_no_code_lies_deeper_than_two_folders():
    assert [path for path in MODULES if len(path.relative_to(PACKAGE).parts) > 3] == []


def test_no_path_is_too_long_for_an_archive():
    assert [name for path in FILES if len(name := path.relative_to(ROOT).as_posix()) > 120] == []


@pytest.mark.parametrize(("verb", "code"), [((), 0), (("nonsense",), 2)])
def test_run_lists_its_verbs(verb: tuple[str, ...], code: int):
    done = subprocess.run(
        ["sh", ROOT / "run", *verb], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    verbs = re.findall(r"^    (\w+)\) ", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"demo", "check", "test", "fix", "golden", "docs"} <= set(verbs)
    assert [name for name in verbs if f"./run {name}" not in done.stdout] == []


def test_run_stays_short_enough_to_be_read_before_it_is_trusted():
    assert len((ROOT / "run").read_text(encoding="utf-8").splitlines()) < 60
