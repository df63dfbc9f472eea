"""What stands the wrong way round counts for nothing, or lowers a result, and is said."""

import pytest

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.dataset import Exchange, FlowKind
from cradlegate.background.datasets.link import DEFAULT_RULES
from cradlegate.background.library import shipped_library
from tests.background.datasets.databases import (
    CO2,
    CO2_BIO,
    CO2_IN,
    database,
    emits,
    flow,
    process,
    takes,
)

AR6 = open_gwp_set(shipped_library(), "AR6")
SLAG = flow("slag", FlowKind.WASTE)


def gives(name, amount):
    return Exchange("", name, False, amount)


def warn(*exchanges):
    made = (process("mill", emits(CO2, 1.0), *exchanges), process("power", emits(CO2, 1.0)))
    built = build_background(database(*made, flows=(SLAG,)), AR6, DEFAULT_RULES)
    return [(fault.code, fault.found) for fault in built.faults]


@pytest.mark.parametrize(
    ("exchange", "code", "named"),
    [
        (gives("power", -1800.0), "BG-185", "-1800 of `power`"),
        (takes("slag", -3.0), "BG-185", "-3 of `slag`"),
        (takes(CO2, 250.0), "BG-186", "250 of `Carbon dioxide, fossil`"),
        (gives(CO2_IN, 4.0), "BG-186", "4 of `Carbon dioxide, in air`"),
        (emits(CO2, -5.0), "BG-187", "-5 of `Carbon dioxide, fossil`"),
        (emits(CO2_BIO, -2.0), "BG-187", "-2 of `Carbon dioxide, biogenic`"),
    ],
)
def test_an_exchange_the_wrong_way_round_is_named(exchange, code, named):
    assert warn(exchange) == [(code, f"1: {named} in exchange 2 of process mill")]


@pytest.mark.parametrize(
    "exchange",
    [
        takes("power", 2.0),
        takes("power", -2.0),
        gives("power", 2.0),
        gives("slag", 3.0),
        gives("slag", -3.0),
        takes(CO2_IN, 4.0),
        emits(CO2, 0.0),
        takes(CO2, 0.0),
    ],
)
def test_an_exchange_the_usual_way_round_is_not(exchange):
    """A negative input is a credit, and a negative output of waste spares a treatment."""
    assert warn(exchange) == []


def test_many_of_them_are_one_warning_that_names_the_first():
    ((code, found),) = warn(*(emits(CO2, -float(at)) for at in range(1, 6)))
    assert code == "BG-187"
    assert found.startswith("5: -1 of `Carbon dioxide, fossil` in exchange 2 of process mill, ")
    assert found.endswith(" and 2 others")


def test_a_reference_below_0_is_no_need():
    """A treatment is written as giving off less than nothing; it turns all signs."""
    made = process("treat", emits(CO2, 2.0), product="ash", gives=-1.0)
    assert build_background(database(made), AR6, DEFAULT_RULES).faults == ()
