"""Values of facts as files write them: typed by the vocabulary, and read back as written."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.fact_values import FactValueError, read_fact_value, write_fact_value
from cradlegate.regimes.values import Extent
from tests.regimes.packs import VOCABULARY

KIND, CNC = VOCABULARY.facts["machine.kind"], VOCABULARY.facts["machine.cnc"]
BUILT, QUANTITY = VOCABULARY.facts["machine.built"], VOCABULARY.facts["machine.quantity"]
STAGES, LEGALISED = VOCABULARY.facts["document.stages"], VOCABULARY.facts["document.legalised"]
MODEL = VOCABULARY.facts["machine.model"]


@pytest.mark.parametrize(
    ("raw", "spec", "value"),
    [
        (None, KIND, Blank.UNKNOWN),
        ("none", KIND, Blank.ABSENT),
        ("none", LEGALISED, "none"),
        ("turn_mill", KIND, "turn_mill"),
        (True, CNC, True),
        ("2026-07", BUILT, Interval(date(2026, 7, 1), date(2026, 7, 31))),
        (5, QUANTITY, Decimal(5)),
        (Decimal("1E+3"), QUANTITY, Decimal(1000)),
        ("5.5", QUANTITY, Decimal("5.5")),
        ("-2–3", QUANTITY, Extent(Decimal(-2), Decimal(3))),
        (["transport", "use"], STAGES, ("transport", "use")),
        ([], STAGES, ()),
        ("NO", MODEL, "NO"),
    ],
)
def test_a_value_is_read_by_its_kind(raw, spec, value):
    assert read_fact_value(raw, spec) == value


@pytest.mark.parametrize(
    ("raw", "spec"),
    [
        ("turnmill", KIND),
        (5, KIND),
        ("yes", CNC),
        (1, CNC),
        ("2026-13", BUILT),
        (2026, BUILT),
        (True, QUANTITY),
        ("five", QUANTITY),
        ("5–", QUANTITY),
        ("6–5", QUANTITY),
        ("1–2–3", QUANTITY),
        ("NaN", QUANTITY),
        ("Infinity", QUANTITY),
        ("1e9", QUANTITY),
        ("1_000", QUANTITY),
        ("٥", QUANTITY),
        ("9" * 31, QUANTITY),
        (["transports"], STAGES),
        (["transport", 5], STAGES),
        ("transport", STAGES),
        ({"a": 1}, MODEL),
    ],
)
def test_a_value_that_the_fact_can_never_have_is_refused(raw, spec):
    with pytest.raises(FactValueError) as caught:
        read_fact_value(raw, spec)
    assert caught.value.code == "RG-019"
    assert spec.name in str(caught.value)


amounts = st.decimals(-(10**20), 10**20, allow_nan=False, allow_infinity=False, places=6)
values = st.one_of(
    st.tuples(st.just(CNC), st.booleans() | st.sampled_from([Blank.UNKNOWN, Blank.ABSENT])),
    st.tuples(st.just(KIND), st.sampled_from(KIND.allowed)),
    st.tuples(st.just(STAGES), st.lists(st.sampled_from(STAGES.allowed)).map(tuple)),
    st.tuples(
        st.just(BUILT), st.tuples(st.dates(), st.dates()).map(lambda days: Interval(*sorted(days)))
    ),
    st.tuples(
        st.just(QUANTITY),
        amounts
        | st.tuples(amounts, amounts)
        .filter(lambda both: both[0] != both[1])
        .map(lambda both: Extent(*sorted(both))),
    ),
)


@given(values)
def test_a_value_reads_back_as_it_was_written(pair):
    spec, value = pair
    assert read_fact_value(write_fact_value(value), spec) == value


def test_what_is_not_applicable_is_written_as_not_there():
    assert write_fact_value(Blank.NOT_APPLICABLE) == "none"
