"""Asking at a terminal for what a command still needs."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cradlegate.cli.faults import MISSING_OPTION
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.templates.picking import takes_beam


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one option, with an example, and how an answer is read."""

    option: str
    text: str
    read: Callable[[str], Any]


QUESTIONS = (
    Question("laser_type", "type of laser: co2, fibre or ultrafast", str),
    Question("mass", "net mass of the machine in kg, such as 5800", Decimal),
    Question("axes", "driven feed axes, such as 3", int),
    Question("spindle_power", "rated spindle power in kW, such as 11", Decimal),
    Question("beam_power", "rated beam power in kW, such as 6", Decimal),
    Question("base_material", "material of bed and column, such as grey_iron", str),
)
OF_ANY_KIND = ("mass", "axes", "base_material")


def complete_machine(kind: str, template: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a new case needs of its machine, asking for what was not given.

    A laser is asked for beam power in place of spindle power, and for its type unless a template is
    named.

    Args:
        kind: kind of machine; may be empty where a template is named.
        template: id of a template; may be empty.
        given: options by name, None where one was not given.

    Raises:
        FaultsError: no such kind or template, with what is missing for a machine of any kind; or
            what `complete_answers` raises.
    """
    stated = {name: value for name, value in given.items() if value is not None}
    try:
        needed = _list_needed(kind, template)
    except FaultsError as error:
        if sys.stdin.isatty():
            raise
        missing = _list_missing({**dict.fromkeys(OF_ANY_KIND), **stated})
        raise FaultsError([*error.faults, *map(_name_missing, missing)]) from None
    return complete_answers({**dict.fromkeys(needed), **stated})


def _list_needed(kind: str, template: str) -> tuple[str, ...]:
    if not takes_beam(kind, template):
        return (*OF_ANY_KIND, "spindle_power")
    return (*OF_ANY_KIND, "beam_power", *(() if template else ("laser_type",)))


def complete_answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what was not given by asking at a terminal.

    Args:
        given: every option that is needed, None where it was not given.

    Raises:
        FaultsError: nobody can be asked, with every missing option; or an answer cannot be read.
    """
    missing = _list_missing(given)
    if missing and not sys.stdin.isatty():
        raise FaultsError(map(_name_missing, missing))
    answers = dict(given)
    for question in missing:
        print(f"{question.text}: ", end="", file=sys.stderr, flush=True)
        answers[question.option] = _read(question, sys.stdin.readline().strip())
    return answers


def _list_missing(given: Mapping[str, Any]) -> list[Question]:
    return [each for each in QUESTIONS if each.option in given and given[each.option] is None]


def _name_missing(question: Question) -> Fault:
    found = f"{_spell(question)} is not given ({question.text})"
    return Fault(MISSING_OPTION, found, Place())


def _read(question: Question, answer: str) -> object:
    try:
        return question.read(answer)
    except (ValueError, ArithmeticError):
        found = f"{_spell(question)} is {answer[:40]!r}, which is no number"
        raise FaultsError([Fault(MISSING_OPTION, found, Place())]) from None


def _spell(question: Question) -> str:
    return f"--{question.option.replace('_', '-')}"
