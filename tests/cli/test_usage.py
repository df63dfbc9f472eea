"""A command line that cannot be read is answered in words, with where to look."""

import json

import pytest

MACHINE = ("new", "m", "--mass", "5800", "--axes", "3", "--spindle-power", "11", "--base-material")


@pytest.fixture
def cradlegate(own_process):
    return own_process


@pytest.mark.parametrize(
    ("words", "found", "help_of"),
    [
        (("new", "m", "--mass", "heavy"), "--mass is 'heavy'; it takes a number, such as", "new"),
        (("check", "--case"), "--case is given without its value", "check"),
        (("footprint",), "CASE is not given", "footprint"),
        (("footprint", "m", "--draws", "x"), "--draws is 'x'; it takes a whole number", "footprint"),
        (("declare", "m"), "--out is not given", "declare"),
        (("dossier", "verify", "m", "--at", "now"), "it takes a day, such as 2026", "dossier verify"),
        (("screen", "m", "--out", "s", "--known-as-of", "now"), "it takes a moment", "screen"),
        (("--workspace",), "--workspace is given without its value", ""),
        (("footprnt", "m"), 'Did you mean "footprint"', ""),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_the_help_of_its_command(
    cradlegate, words, found, help_of
):
    done = cradlegate(*words, "--json")
    assert done.returncode == 2
    [fault] = json.loads(done.stdout)["faults"]
    assert fault["code"] == "CL-001"
    assert found in fault["found"]
    command = f"cradlegate {help_of}".strip()
    assert fault["remedy"] == f"See `{command} --help`."


def test_country_destination_mass_and_material_are_all_named_at_once(cradlegate):
    words = [word if word != "5800" else "-5" for word in MACHINE]
    done = cradlegate(*words, "grey_irn", "--country", "XX", "--destination", "QQQQQ", "--json")
    assert done.returncode == 2
    found = " ".join(fault["found"] for fault in json.loads(done.stdout)["faults"])
    for entry in ("-5", "grey_irn", "'XX'", "QQQQQ"):
        assert entry in found
    assert not (cradlegate.folder / "m").exists()
