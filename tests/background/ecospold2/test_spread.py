"""How amounts of ecoSpold 2 spread, and which spreads cannot be."""

import math

import pytest

from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.ecospold2.read import read_ecospold2
from tests.background.ecospold2.spold import CASTING, IRON, SAND, one, product, uncertainty

MADE = product(IRON, 1, "outputGroup 0", name="iron casting")
PEDIGREE = "varianceWithPedigreeUncertainty"


def spread_of(
    amount: object, kind: str, **figures: object
) -> tuple[Distribution | None, list[str]]:
    sand = product(SAND, amount, name="sand", more=uncertainty(kind, **figures))
    database = read_ecospold2(one(MADE, sand), "invented")
    found = [fault.found for fault in database.warnings]
    assert {fault.code for fault in database.warnings} <= {"BG-113"}
    return database.processes[CASTING].exchanges[1].distribution, found


@pytest.mark.parametrize(
    ("amount", "variances", "deviation"),
    [
        (2.0, {"variance": 0.04, PEDIGREE: 0.09}, 1.3498588),
        (-2.0, {"variance": 0.04}, 1.2214028),
    ],
)
def test_a_lognormal_spread_takes_the_variance_with_the_pedigree_where_there_is_one(
    amount, variances, deviation
):
    """Table values: e^0.3 = 1.3498588 and e^0.2 = 1.2214028."""
    spread, found = spread_of(amount, "lognormal", meanValue=amount, **variances)
    assert spread is not None
    assert (spread.kind, spread.center) == (DistributionKind.LOGNORMAL, amount)
    assert spread.scale == pytest.approx(deviation, rel=1e-7)
    assert found == []


def test_the_standard_deviation_of_a_normal_spread_is_the_root_of_its_variance():
    spread, found = spread_of(5, "normal", meanValue=5, variance=1, **{PEDIGREE: 4})
    assert (spread, found) == (Distribution(DistributionKind.NORMAL, 5.0, 2.0), [])


def test_triangular_and_uniform_spreads_have_ends():
    triangular, _ = spread_of(2, "triangular", minValue=1, mostLikelyValue=2, maxValue=4)
    uniform, _ = spread_of(2, "uniform", minValue=1, maxValue=4)
    assert triangular == Distribution(DistributionKind.TRIANGULAR, 2, minimum=1, maximum=4)
    assert uniform == Distribution(DistributionKind.UNIFORM, 2.5, minimum=1, maximum=4)


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("lognormal", {"meanValue": 2, "variance": 0.04, PEDIGREE: 0}),
        ("normal", {"meanValue": 2, "variance": 0}),
        ("triangular", {"minValue": 2, "mostLikelyValue": 2, "maxValue": 2}),
        ("uniform", {"minValue": 2, "maxValue": 2}),
        ("undefined", {"minValue": 1, "maxValue": 3}),
    ],
)
def test_no_spread_is_no_fault(kind, figures):
    assert spread_of(2, kind, **figures) == (None, [])


@pytest.mark.parametrize(
    ("kind", "figures", "problem"),
    [
        ("lognormal", {"meanValue": 2, "variance": -0.1}, "the variance is -0.1"),
        ("lognormal", {"meanValue": 2, "variance": 1, PEDIGREE: "Infinity"}, f"{PEDIGREE} is 'Infinity'"),
        ("lognormal", {"meanValue": 2}, "variance is missing"),
        ("lognormal", {"meanValue": "two", "variance": 1}, "meanValue is 'two'"),
        ("lognormal", {"meanValue": -2, "variance": 1}, "a lognormal mean of -2.0 stands beside the amount 2.0"),
        ("lognormal", {"meanValue": 0, "variance": 1}, "a lognormal mean of 0.0 stands beside the amount 2.0"),
        ("lognormal", {"meanValue": 2, "variance": 1e6}, "the geometric standard deviation is beyond all numbers"),
        ("normal", {"meanValue": 2, "variance": -1}, "the variance is -1.0"),
        ("triangular", {"minValue": 3, "mostLikelyValue": 2, "maxValue": 4}, "the mode 2.0 is not between 3.0 and 4.0"),
        ("uniform", {"minValue": 3, "maxValue": 1}, "the minimum 3.0 is above the maximum 1.0"),
        ("gamma", {"shape": 2}, "a gamma distribution is not read"),
    ],
)  # fmt: skip
def test_a_spread_that_cannot_be_is_left_out_by_name(kind, figures, problem):
    spread, found = spread_of(2, kind, **figures)
    assert spread is None
    assert found == [
        f"iron casting has 1 spread that cannot be: sand in the exchange e2 ({problem})"
    ]


def test_many_spreads_that_cannot_be_are_one_warning_for_their_process():
    bad = uncertainty("normal", meanValue=1, variance=-1)
    database = read_ecospold2(one(MADE, *[product(SAND, 1, more=bad)] * 5), "invented")
    (warning,) = database.warnings
    assert "iron casting has 5 spreads that cannot be" in warning.found
    assert warning.found.endswith("e4 (the variance is -1.0); and 2 more")


def test_a_lognormal_spread_is_the_same_in_every_unit():
    """A geometric standard deviation has no unit; the geometric mean has."""
    spread = uncertainty("lognormal", meanValue=3000, variance=0.25)
    in_grams = product(SAND, 3000, unit="g", more=spread)
    database = read_ecospold2(one(MADE, product(SAND, 1), in_grams), "invented")
    read = database.processes[CASTING].exchanges[2].distribution
    assert read is not None
    assert read.center == pytest.approx(3.0)
    assert read.scale == math.exp(0.5)
