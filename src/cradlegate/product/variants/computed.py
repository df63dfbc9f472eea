"""Columns that are computed from others of the same row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.lca.tapes.tape import Tape
from cradlegate.product.formula_faults import NO_FORMULA
from cradlegate.product.formulas.formula import Formula, compile_formula, write_formula
from cradlegate.product.formulas.units import Unit

_SETTING = re.compile(r"\s*([^\W\d]\w*)\s*=(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ComputedColumns:
    """Computed columns on one tape.

    Args:
        names: of the columns, in the order of the outputs of the tape.
        given: columns they are made from, in the order of its parameters.
        tape: from the columns of the table to the computed ones.
    """

    names: tuple[str, ...]
    given: tuple[str, ...]
    tape: Tape


def compute_columns(settings: Sequence[str], units: Mapping[str, Unit]) -> ComputedColumns:
    """Compile columns written `NAME = FORMULA`; each may use those before it.

    Args:
        units: of every column of the table.

    Raises:
        FaultsError: no formula or a name twice (PR-064), and what `compile_formula` refuses; the
            faults of all formulas are gathered.
    """
    known = dict(units)
    formulas: dict[str, Formula] = {}
    faults: list[Fault] = []
    for setting in settings:
        try:
            name, text = _split(setting, formulas)
            formulas[name] = compile_formula(text, known, units.get(name))
            known[name] = formulas[name].unit
        except FaultsError as error:
            faults += [
                Fault(one.kind, f"--set {setting.strip()[:60]}: {one.found}")
                for one in error.faults
            ]
    if faults:
        raise FaultsError(faults)
    return _write(formulas)


def _split(setting: str, formulas: Mapping[str, Formula]) -> tuple[str, str]:
    match = _SETTING.match(setting)
    if match is None or not match[2].strip():
        raise FaultsError([Fault(NO_FORMULA, "no NAME=FORMULA")])
    if match[1] in formulas:
        raise FaultsError([Fault(NO_FORMULA, f"{match[1]} is computed twice")])
    return match[1], match[2].strip()


def _write(formulas: Mapping[str, Formula]) -> ComputedColumns:
    given: list[str] = []
    done: set[str] = set()
    for name, formula in formulas.items():
        given += [each for each in formula.names if each not in done]
        done.add(name)
    given = list(dict.fromkeys(given))
    tape = TapeBuilder(len(given))
    numbers = {name: tape.parameter(at) for at, name in enumerate(given)}
    for name, formula in formulas.items():
        numbers[name] = write_formula(formula, tape, numbers)
    return ComputedColumns(
        tuple(formulas), tuple(given), tape.finish([numbers[name] for name in formulas])
    )
