"""A template that extends another gives what differs, and takes the rest with its sources."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.templates.expansion import shipped_template_files
from cradlegate.product.templates.template import Maturity, Template
from cradlegate.product.templates.template_files import read_template
from cradlegate.product.templates.template_node import list_lineage

SHIPPED = shipped_template_files()
CHILD = """\
id: heavy
name: a heavier one
extends: vmc-3axis
sources:
  own: {citation: a test, locator: here}
"""


def read(text: str, others: Mapping[str, bytes] = SHIPPED) -> Template:
    return read_template(text.encode(), "heavy.yaml", others)


def faults_of(text: str, others: Mapping[str, bytes] = SHIPPED) -> list[tuple[str, str]]:
    with pytest.raises(FaultsError) as caught:
        read(text, others)
    return [(fault.code, str(fault)) for fault in caught.value.faults]


def test_a_template_that_says_nothing_more_is_its_parent_by_another_name():
    child, parent = read(CHILD), read_template(SHIPPED["vmc-3axis.yaml"], "vmc-3axis.yaml")
    assert (child.id, child.name, child.kind) == ("heavy", "a heavier one", parent.kind)
    assert child.subassemblies == parent.subassemblies
    assert child.defaults == parent.defaults
    assert child.parameters == parent.parameters


def test_what_decides_the_pick_is_not_inherited():
    assert read(CHILD).picked_for == {}


def test_parts_are_replaced_added_and_removed_and_each_keeps_its_source():
    child = read(
        CHILD
        + """\
removes: {subassemblies: [saddle], defaults: [spares.pump]}
subassemblies:
  bed: {mass: {share: 40, grade: estimate, source: own}}
  table:
    parts: {cast_steel: {share: 1, yield: 0.8, made: make, spread: 0.2, grade: proxy, source: own}}
  rail:
    mass: {fixed: 50, per_kg: 0.01, grade: estimate, source: own}
    parts: {steel_bar: {share: 1, yield: 0.7, made: buy, spread: 0.3, grade: estimate, source: own}}
"""
    )
    parent = read_template(SHIPPED["vmc-3axis.yaml"], "vmc-3axis.yaml")
    ours = {one.id: one for one in child.subassemblies}
    theirs = {one.id: one for one in parent.subassemblies}
    assert list(ours) == [*(name for name in theirs if name != "saddle"), "rail"]
    assert (str(ours["bed"].share), ours["bed"].source.citation) == ("40", "a test")
    assert ours["bed"].materials == theirs["bed"].materials
    assert (str(ours["table"].share), ours["table"].source) == ("6", theirs["table"].source)
    assert [part.material for part in ours["table"].materials] == ["cast_steel"]
    assert ours["rail"].mass is not None
    assert ours["rail"].mass.at(child.size({"net_mass_kg": 6000})) == 110
    assert ours["column"] == theirs["column"]
    assert "spares.pump" not in child.defaults
    assert child.defaults["spares.bearing"] == parent.defaults["spares.bearing"]


def test_inheritance_goes_over_several_generations():
    between = CHILD.replace("heavy", "between").encode()
    grandchild = read(
        "id: g\nname: g\nextends: between\nmaturity: experimental\nmaturity_reason: why\n",
        {**SHIPPED, "between.yaml": between},
    )
    assert grandchild.maturity is Maturity.EXPERIMENTAL
    assert grandchild.driven_share.high == Decimal("0.25")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (CHILD.replace("vmc-3axis", "vmc-9axis"), "PR-041", "there are: cnc-lathe, hmc"),
        (CHILD.replace("vmc-3axis", "heavy"), "PR-042", "heavy extends heavy"),
        (CHILD + "removes: {subassemblies: [beds]}", "PR-043", "'beds' is not in vmc-3axis"),
        (CHILD + "removes: {sources: [shares]}", "PR-005", "'sources' was unexpected"),
        (CHILD.replace("own:", "shares:"), "PR-044", "source 'shares' is one of vmc-3axis"),
        (CHILD + "subassemblies: [bed]", "PR-005", "is not of type 'object'"),
        (CHILD + "subassembly: {}", "PR-005", "'subassembly' was unexpected"),
        (CHILD.replace("name: a heavier one\n", ""), "PR-005", "'name' is a required property"),
        (CHILD + "removes: {parameters: [tools]}", "PR-005", "per_tool without a parameter tools"),
        (CHILD + "picked_for: {beam_kw: {low: 1, high: 2}}", "PR-005", "picked for beam_kw"),
        (CHILD + "maturity: experimental", "PR-005", "'maturity_reason' is a required property"),
        (
            CHILD + "parameters: {beam_kw: {low: 1, high: 2, grade: estimate, source: own}}",
            "PR-005",
            "is valid under each of",
        ),
    ],
)
def test_a_faulty_extension_is_refused_by_name(text: str, code: str, said: str):
    found = faults_of(text)
    assert {each for each, _ in found} == {code}
    assert any(said in words for _, words in found)


def test_two_templates_that_extend_each_other_are_refused():
    other = CHILD.replace("heavy", "other").replace("vmc-3axis", "heavy").encode()
    mine = CHILD.replace("vmc-3axis", "other")
    others = {"other.yaml": other, "heavy.yaml": mine.encode()}
    assert [code for code, _ in faults_of(mine, others)] == ["PR-042"]
    assert "heavy extends other extends heavy" in faults_of(mine, others)[0][1]


def test_removals_and_sources_are_judged_together():
    text = CHILD.replace("own:", "band:") + "removes: {defaults: [media.wine, media.beer]}"
    assert [code for code, _ in faults_of(text)] == ["PR-043", "PR-043", "PR-044"]


def test_a_faulty_parent_is_named_as_the_place():
    broken = SHIPPED["vmc-3axis.yaml"].replace(b"name: 3-axis", b"nick: 3-axis")
    found = faults_of(CHILD, {"vmc-3axis.yaml": broken})
    assert all("vmc-3axis.yaml" in words for _, words in found)


def test_without_other_files_nothing_can_be_extended():
    assert faults_of(CHILD, {}) == [("PR-041", faults_of(CHILD, {})[0][1])]
    assert "there are: none" in faults_of(CHILD, {})[0][1]


def test_the_lineage_of_a_file_is_every_file_that_it_builds_on():
    assert list_lineage("turn-mill.yaml", SHIPPED) == (
        "turn-mill.yaml", "cnc-lathe.yaml", "vmc-3axis.yaml",
    )  # fmt: skip
    assert list_lineage("nobody.yaml", SHIPPED) == ()
    assert list_lineage("list.yaml", {"list.yaml": b"- no mapping"}) == ("list.yaml",)
    assert list_lineage("self.yaml", {"self.yaml": b"extends: self"}) == ("self.yaml",)
