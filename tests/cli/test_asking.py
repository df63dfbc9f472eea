"""Asking at a terminal for what a new case still needs."""

import io
import sys
from decimal import Decimal

import pytest

from cradlegate.cli.ask import complete_machine
from cradlegate.core.fault import FaultsError


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_what_was_not_given_is_asked_for(monkeypatch, capsys):
    type_in(monkeypatch, "3", "11", "grey_iron")
    answers = complete_machine("machining_centre", "", {"mass": Decimal(5800), "axes": None})
    assert answers == {
        "mass": 5800, "axes": 3, "spindle_power": 11, "base_material": "grey_iron",
    }  # fmt: skip
    assert "rated spindle power in kW" in capsys.readouterr().err


def test_a_laser_is_asked_for_its_type_and_its_beam(monkeypatch, capsys):
    type_in(monkeypatch, "fibre", "12000", "3", "6", "steel_plate")
    answers = complete_machine("laser_cutting_machine", "", {})
    assert (answers["laser_type"], answers["beam_power"]) == ("fibre", 6)
    assert "spindle" not in capsys.readouterr().err


def test_a_named_laser_template_says_the_type_itself(monkeypatch):
    type_in(monkeypatch, "12000", "3", "6", "steel_plate")
    assert "laser_type" not in complete_machine("", "laser-co2", {})


def test_an_option_that_is_not_needed_is_kept_for_the_judge():
    given = {
        "mass": Decimal(1), "axes": 3, "beam_power": Decimal(6), "base_material": "granite",
        "spindle_power": Decimal(5),
    }  # fmt: skip
    assert complete_machine("", "laser-co2", given) == given


@pytest.mark.parametrize("typed", ["", "heavy", "5,800"])
def test_an_answer_that_is_no_number_is_a_fault(monkeypatch, typed):
    type_in(monkeypatch, typed)
    with pytest.raises(FaultsError) as caught:
        complete_machine("machining_centre", "", {})
    assert [fault.code for fault in caught.value.faults] == ["CL-003"]
    assert "--mass is" in str(caught.value)


def test_without_a_terminal_every_missing_option_is_named(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(FaultsError) as caught:
        complete_machine("laser_cutting_machine", "", {"mass": None})
    found = str(caught.value)
    assert [fault.code for fault in caught.value.faults] == ["CL-003"] * 5
    assert "--beam-power is not given (rated beam power in kW, such as 6)" in found
    assert "--laser-type is not given (type of laser: co2, fibre or ultrafast)" in found


def test_a_kind_that_nobody_knows_is_named_with_what_any_machine_needs(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(FaultsError) as caught:
        complete_machine("steam_hammer", "", {"axes": 3})
    assert [fault.code for fault in caught.value.faults] == ["PR-020", "CL-003", "CL-003"]
    for option in ("--mass", "--base-material"):
        assert f"{option} is not given" in str(caught.value)


def test_at_a_terminal_a_kind_that_nobody_knows_is_named_before_anything_is_asked(monkeypatch):
    type_in(monkeypatch)
    with pytest.raises(FaultsError) as caught:
        complete_machine("steam_hammer", "", {})
    assert len(caught.value.faults) == 1
