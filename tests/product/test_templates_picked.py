"""Which template stands for what is stated of a machine."""

from decimal import Decimal

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.templates.picking import pick_template, takes_beam

CENTRE, LASER = "machining_centre", "laser_cutting_machine"


@pytest.mark.requirement("S1-28")
@pytest.mark.parametrize(
    ("kind", "stated", "laser_type", "template", "picked"),
    [
        (CENTRE, {"axes": 3}, "", "", "vmc-3axis"),
        (CENTRE, {"axes": 4, "tools": 40}, "", "", "vmc-3axis"),
        (CENTRE, {"axes": 5}, "", "", "mc-5axis"),
        (CENTRE, {"axes": 5, "pallets": 2}, "", "", "mc-5axis"),
        (CENTRE, {"axes": 4}, "", "hmc", "hmc"),
        ("", {"axes": 3}, "", "hmc", "hmc"),
        ("cnc_lathe", {"axes": 2}, "", "", "cnc-lathe"),
        ("cnc_lathe", {"axes": 9}, "", "", "cnc-lathe"),
        ("turn_mill", {}, "", "", "turn-mill"),
        (LASER, {"beam_kw": Decimal(6)}, "fibre", "", "laser-fibre"),
        (LASER, {}, "co2", "", "laser-co2"),
        (LASER, {}, "ultrafast", "laser-ultrafast", "laser-ultrafast"),
    ],
)
def test_the_template_follows_from_kind_axes_and_laser(kind, stated, laser_type, template, picked):
    assert pick_template(kind, stated, laser_type, template).id == picked


@pytest.mark.parametrize(
    ("kind", "stated", "named"),
    [
        (CENTRE, {"axes": 4, "pallets": 2}, "hmc, vmc-3axis"),
        (CENTRE, {"axes": 7, "tools": None}, "with axes 7 may be any of: hmc, mc-5axis, vmc-3axis"),
        (LASER, {}, "laser-co2, laser-fibre, laser-ultrafast"),
    ],
)
def test_where_nothing_decides_the_candidates_are_named(kind, stated, named):
    with pytest.raises(FaultsError) as caught:
        pick_template(kind, stated)
    assert [fault.code for fault in caught.value.faults] == ["PR-045"]
    assert named in str(caught.value)


def test_a_laser_type_without_a_template_names_those_that_have_one():
    with pytest.raises(FaultsError) as caught:
        pick_template(LASER, {}, "disk")
    assert "there are: co2, fibre, ultrafast" in str(caught.value)
    with pytest.raises(FaultsError) as caught:
        pick_template("cnc_lathe", {}, "disk")
    assert "there are: none" in str(caught.value)


def test_only_lasers_are_asked_for_beam_power():
    assert [takes_beam(CENTRE), takes_beam(LASER), takes_beam("", "laser-co2")] == [
        False, True, True,
    ]  # fmt: skip
