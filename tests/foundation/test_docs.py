"""Pages tell the truth: their commands run, their outputs are what comes out, their links lead somewhere.

In a `console` block every line after `$ ` is run, all blocks of a page one after the other in one
empty folder.  Lines that follow are compared with what it prints; a line `…` stands for any lines.
A command without such lines must succeed.
"""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cradlegate.regimes.cases import find_untested, run_cases
from cradlegate.regimes.pack.read import pack_schema, read_packs, shipped_packs
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.conftest import OwnProcess

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
MODULE = re.compile(r"`([a-z_0-9]+/[a-z_0-9/]+\.(?:py|csv|yaml))`")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command on a page and the lines that are shown under it."""

    command: str
    output: tuple[str, ...]


def read_shown(text: str) -> list[Shown]:
    """Read the commands of a page with their outputs."""
    lines = "".join(block + "\n" for block in BLOCK.findall(text)).splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [
        Shown(lines[start][2:], tuple("\n".join(lines[start + 1 : end]).strip("\n").splitlines()))
        for start, end in zip(starts, ends, strict=True)
    ]


def matches(shown: tuple[str, ...], printed: str) -> bool:
    """Tell whether the lines shown are what was printed, `…` standing for any lines."""
    parts = [
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line.rstrip()) + r"\n" for line in shown
    ]
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in lines)) is not None


def list_pages_with_commands() -> list[Path]:
    return [
        page
        for page in PAGES
        if read_shown(page.read_text(encoding="utf-8")) and page.name != "commands.md"
    ]


@pytest.mark.parametrize(
    "page", list_pages_with_commands(), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_commands_on_a_page_print_what_the_page_shows(page: Path, own_process: OwnProcess):
    for shown in read_shown(page.read_text(encoding="utf-8")):
        program, *arguments = shlex.split(shown.command)
        assert program == "cradlegate", (
            f"only our own commands can be run here, not {shown.command}"
        )
        done = own_process(*arguments)
        printed = done.stdout + done.stderr
        if shown.output:
            assert matches(shown.output, printed), f"$ {shown.command}\n{printed}"
        else:
            assert done.returncode == 0, f"$ {shown.command}\n{printed}"


def test_shown_lines_match_only_what_was_printed():
    assert matches(("one", "…", "three"), "one\ntwo\n2b\nthree\n")
    assert matches(("one", "…"), "one\n")
    assert not matches(("one", "three"), "one\ntwo\nthree\n")
    assert not matches(("one",), "one\ntwo\n")
    assert not matches(("a.c",), "abc\n")


@pytest.mark.parametrize("day", [date(2027, 1, 20), date(2027, 3, 2)], ids=["before", "after"])
def test_the_packs_on_their_page_are_packs_whose_cases_show_everything(day: date):
    """Before and after the day on which the amendment of the page is known."""
    page = ROOT / "docs" / "how-to" / "write-a-pack.md"
    blocks = YAML.findall(page.read_text(encoding="utf-8"))
    files = {f"block {n}": block.encode() for n, block in enumerate(blocks)}
    shelf = read_packs({**shipped_packs(), **files}, shipped_vocabulary())
    [amended] = shelf.amendments
    pack = shelf.as_known(amended, day)
    results = run_cases(pack, shipped_vocabulary())
    assert [fault.found for each in results for fault in each.faults] == []
    assert find_untested(pack, tuple(each.case for each in results)) == ()


def list_schema_names(schema: Mapping[str, Any]) -> Iterator[str]:
    """The names of all fields in a JSON Schema."""
    for field, inner in schema.items():
        if isinstance(inner, dict):
            yield from inner if field == "properties" else ()
            yield from list_schema_names(inner)


def test_the_page_on_packs_names_every_field():
    page = (ROOT / "docs" / "reference" / "packs.md").read_text(encoding="utf-8")
    assert (
        sorted({name for name in list_schema_names(pack_schema()) if f"`{name}`" not in page}) == []
    )


def slugify(heading: str) -> str:
    """Give the anchor that a heading gets."""
    words = re.sub(
        r"[^\w\s-]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    )
    return re.sub(r"[-\s]+", "-", words)


def find_dead_links(page: Path) -> list[str]:
    """List the relative links of a page that lead to no file or no heading."""
    dead = []
    for target in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"\w+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = page.parent / name if name else page
        anchors = (
            {slugify(text) for text in HEADING.findall(path.read_text(encoding="utf-8"))}
            if path.is_file()
            else set()
        )
        if not path.exists() or (anchor and anchor not in anchors):
            dead.append(f"{page.relative_to(ROOT)}: {target}")
    return dead


def test_links_between_pages_lead_somewhere():
    assert [link for page in PAGES for link in find_dead_links(page)] == []


def test_modules_that_pages_name_exist():
    """Pages of the other shelves name files of a case."""
    pages = [page for page in PAGES if page.parent.name in {"method", "adr"}]
    roots = (ROOT, ROOT / "src" / "cradlegate")
    missing = [
        f"{page.name}: {name}"
        for page in pages
        for name in MODULE.findall(page.read_text(encoding="utf-8"))
        if not any((root / name).is_file() for root in roots)
    ]
    assert missing == []


def test_every_page_says_something():
    assert [page.name for page in PAGES if len(page.read_text(encoding="utf-8").split()) < 20] == []


def test_every_page_can_be_found_from_the_index():
    """Following links from the index reaches every page of the documentation."""
    start = ROOT / "docs" / "index.md"
    reached, waiting = {start}, [start]
    while waiting:
        page = waiting.pop()
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target.partition("#")[0]).resolve()
            if path.suffix == ".md" and path.is_file() and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert [
        page.relative_to(ROOT).as_posix()
        for page in (ROOT / "docs").rglob("*.md")
        if page not in reached
    ] == []
