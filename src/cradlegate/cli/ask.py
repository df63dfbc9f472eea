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
    Question("laser_type", "type of laser, such as fibre: ", str),
    Question("mass", "net mass of the machine in kg, such as 5800: ", Decimal),
    Question("axes", "driven feed axes, such as 3: ", int),
    Question("spindle_power", "rated spindle power in kW, such as 11: ", Decimal),
    Question("beam_power", "rated beam power in kW, such as 6: ", Decimal),
    Question("base_material", "material of bed and column, such as grey_iron: ", str),
)


def complete_machine(kind: str, template: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a new case needs of its machine, asking for what was not given.

    A laser is asked for beam power in place of spindle power, and at a terminal for its type.

    Args:
        kind: kind of machine; may be empty where a template is named.
        template: id of a template; may be empty.
        given: options by name, None where one was not given.

    Raises:
        FaultsError: no such kind or template, or what `complete_answers` raises.
    """
    is_laser = takes_beam(kind, template)
    needed = ["mass", "axes", "beam_power" if is_laser else "spindle_power", "base_material"]
    if is_laser and not template and sys.stdin.isatty():
        needed.append("laser_type")
    stated = {name: value for name, value in given.items() if value is not None}
    return complete_answers({**dict.fromkeys(needed), **stated})


def complete_answers(given: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what was not given by asking at a terminal.

    Args:
        given: every option that is needed, None where it was not given.

    Raises:
        FaultsError: nobody can be asked, with every missing option; or an answer cannot be read.
    """
    missing = [
        question
        for question in QUESTIONS
        if question.option in given and given[question.option] is None
    ]
    answers = dict(given)
    if not missing:
        return answers
    if not sys.stdin.isatty():
        raise FaultsError(
            Fault(MISSING_OPTION, f"{_spell(item)} is not given", Place()) for item in missing
        )
    for question in missing:
        print(question.text, end="", file=sys.stderr, flush=True)
        answers[question.option] = _read(question, sys.stdin.readline().strip())
    return answers


def _read(question: Question, answer: str) -> object:
    try:
        return question.read(answer)
    except (ValueError, ArithmeticError):
        found = f"{_spell(question)} is {answer[:40]!r}, which is no number"
        raise FaultsError([Fault(MISSING_OPTION, found, Place())]) from None


def _spell(question: Question) -> str:
    return f"--{question.option.replace('_', '-')}"
