"""Template files that must be refused, each with the place named."""

from importlib.resources import files

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.templates.template_files import read_template

GOOD = (files("cradlegate.product") / "data" / "templates" / "vmc-3axis.yaml").read_text(
    encoding="utf-8"
)


def faults_of(text: str) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        read_template(text.encode(), "t.yaml")
    assert {fault.code for fault in caught.value.faults} == {"PR-005"}
    return [str(fault) for fault in caught.value.faults]


def test_the_shipped_file_is_read():
    assert read_template(GOOD.encode(), "t.yaml").id == "vmc-3axis"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: machining_centre", "kind: machining_center", "machining_center"),
        ("share: 0.955", "share: 0.956", "subassemblies/bed/parts: shares add up to 1.001"),
        ("share: 0.955", "share: -0.955", "'-0.955' does not match"),
        ("share: 0.955", "shares: 0.955", "'shares' was unexpected"),
        (
            "grade: estimate, source: ranges}\n  axes",
            "source: ranges}\n  axes",
            "'grade' is a required property",
        ),
        (
            "grade: estimate, source: ranges}\n  axes",
            "grade: guess, source: ranges}\n  axes",
            "'guess' is not one of",
        ),
        ("source: band}", "source: bands}", "source 'bands' is not listed"),
        (
            "      paint:     {share: 0.005, yield: 1,",
            "      grey_iron: {share: 0.005, yield: 1,",
            "grey_iron also as base material",
        ),
        ("name: 3-axis", "name: x\nname: 3-axis", "doubled key name"),
        ("per_kg: 1.2", "per_kg: 1e3", "'1e3' does not match"),
        ("high: 0.25", "high: 1.25", "'1.25' does not match"),
        ("id: vmc-3axis", "id: [", "no readable YAML"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(old: str, new: str, said: str):
    assert old in GOOD
    assert any(said in fault for fault in faults_of(GOOD.replace(old, new, 1)))


def test_a_template_in_which_nothing_takes_the_rest_is_refused():
    found = faults_of(
        GOOD.replace("{share: 36,", "{fixed: 36,").replace("mass: {share: ", "mass: {fixed: ")
    )
    assert any("no subassembly takes the rest" in fault for fault in found)


def test_all_faults_are_gathered():
    text = GOOD.replace("share: 0.955", "share: 0.956").replace("share: 0.96,", "share: 0.97,")
    assert len(faults_of(text)) == 2


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(FaultsError):
        read_template(b"\xff\xfe\x00", "t.yaml")
