"""Figures are added exactly: the built-in sum rounds floats otherwise on Python 3.12 than on 3.11."""

import ast
from pathlib import Path

import pytest

import cradlegate

ROOT = Path(cradlegate.__file__).parent
ROOMS = ("lca", "footprint", "declaration", "dossier")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_sum_names_the_zero_it_begins_with(path: Path):
    """Whole numbers and decimals begin with a zero of their kind; floats take fsum (method 17)."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum"
    ]
    bare = [node.lineno for node in calls if len(node.args) + len(node.keywords) < 2]
    assert bare == []
