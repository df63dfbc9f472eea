"""Asking at a terminal for what a command still needs."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from cradlegate.cli.faults import MISSING_OPTION
from cradlegate.core.fault import Fault, FaultsError, Place


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one option, with an example."""

    option: str
    text: str


QUESTIONS = (
    Question("mass", "net mass of the machine in kg, such as 5800: "),
    Question("axes", "driven feed axes, such as 3: "),
    Question("spindle_power", "rated spindle power in kW, such as 11: "),
    Question("base_material", "material of bed and column, such as grey_iron: "),
)


def complete_answers(given: Mapping[str, object]) -> dict[str, object]:
    """Fill in what was not given by asking at a terminal.

    Raises:
        FaultsError: nobody can be asked, with every missing option.
    """
    missing = [question for question in QUESTIONS if given.get(question.option) is None]
    answers = dict(given)
    if not missing:
        return answers
    if not sys.stdin.isatty():
        raise FaultsError(
            Fault(MISSING_OPTION, f"--{item.option.replace('_', '-')} is not given", Place())
            for item in missing
        )
    for question in missing:
        print(question.text, end="", file=sys.stderr, flush=True)
        answers[question.option] = sys.stdin.readline().strip()
    return answers
