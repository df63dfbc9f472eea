"""Codes are what others look up, count and test against."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import cradlegate
from cradlegate.core.fault import FaultKind

CODE = re.compile(r"\b(?:CF|PR|BG|FP|CL|CG|IN|TR|VR|ST|DC|DS|RP)-\d{3}\b")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "faults.md"


def list_kinds() -> list[FaultKind]:
    """Every kind of fault that a module named for faults defines."""
    names = [module.name for module in walk_packages(cradlegate.__path__, "cradlegate.")]
    modules = [import_module(name) for name in names if name.endswith("faults")]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, FaultKind)
    ]


KINDS = list_kinds()


def test_there_are_kinds_of_fault():
    assert len(KINDS) > 20


def test_no_code_is_used_twice():
    assert [
        code for code, number in Counter(kind.code for kind in KINDS).items() if number > 1
    ] == []


def test_every_kind_says_what_is_broken_and_what_to_do_next():
    assert [kind.code for kind in KINDS if not (kind.title and kind.rule and kind.remedy)] == []


def test_every_code_names_its_step():
    assert [
        kind.code
        for kind in KINDS
        if not re.fullmatch(r"(CF|PR|BG|FP|CL|TR|VR|ST|DC|DS|RP|RG|BD)-\d{3}", kind.code)
    ] == []


def test_every_code_that_the_program_can_print_has_its_place_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    source = Path(cradlegate.__file__).parent
    codes = {
        code
        for path in source.rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert {code for code in codes if f"## {code}\n" not in page} == set()
