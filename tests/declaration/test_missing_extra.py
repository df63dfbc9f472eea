"""Without the extra `report` the program says what is missing, and does the rest."""

import subprocess
import sys
from dataclasses import replace

import pytest

from cradlegate.compose.study import read_examples
from cradlegate.declaration.languages import PRINTED
from cradlegate.dossier.build import build_dossier
from cradlegate.reports.renderings import Format, render_declaration
from tests.dossier.dossiers import MOMENT, parts, signed, trust

WITHOUT = """
import sys
for name in ("babel", "typst", "segno", "fontpkg_noto_sans"):
    sys.modules[name] = None
from cradlegate.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def without_extra(tmp_path, clean_environment):
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", WITHOUT, *arguments],
            cwd=tmp_path,
            env=clean_environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_the_demo_renders_what_it_can_and_names_what_is_missing(without_extra, tmp_path):
    done = without_extra("demo", "d")
    assert done.returncode == 0, done.stderr
    assert 'pip install "cradlegate[report]"' in done.stderr
    written = {path.name for path in (tmp_path / "d" / "declared").iterdir()}
    assert written == {"declaration.json", "declaration.en.html", "declaration.en.xlsx"}
    assert "all 15 checks met" in done.stdout


def test_a_page_in_a_language_that_is_not_here_is_not_compared(without_extra, tmp_path):
    pages = render_declaration(signed(), PRINTED, (Format.HTML,))
    data = build_dossier(replace(parts(), renderings=pages), trust().key, trust().maker, MOMENT)
    (tmp_path / "x.dossier").write_bytes(data)
    (tmp_path / "list.json").write_bytes(trust().trust_list)
    asked = ("--trust", "list.json", "--recompute", "--at", "2026-03-31")
    done = without_extra("dossier", "verify", "x.dossier", *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "HTML pages equal: 1; other files, not compared: 1" in done.stdout


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--format", "pdf", "--language", "en"), "RP-002"), (("--language", "vi"), "DC-009")],
    ids=["PDF", "Vietnamese"],
)
def test_what_needs_the_extra_is_a_named_fault(without_extra, tmp_path, options, code):
    for path, data in read_examples().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    done = without_extra("declare", "vmc-850", "--out", "x", *options)
    assert done.returncode == 2
    assert code in done.stderr
    assert not (tmp_path / "x").exists()
