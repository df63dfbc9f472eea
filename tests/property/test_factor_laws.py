from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.factor import Factor
from cradlegate.background.families import DefaultFactor
from cradlegate.background.library import shipped_library
from cradlegate.background.quality import DataQuality, widen_gsd, widening_variance
from cradlegate.background.search import search_factors
from cradlegate.background.selection import Need, select_default, select_named

LIBRARY = shipped_library()
factors = st.sampled_from(list(LIBRARY.factors.values()))
defaults = st.sampled_from([default for found in LIBRARY.defaults.values() for default in found])
scores = st.integers(1, 5)


@given(factors)
def test_search_finds_every_factor_first_by_its_id(factor: Factor) -> None:
    assert search_factors(LIBRARY, factor.id, limit=1)[0].factor is factor


@given(defaults)
def test_a_default_choice_is_usable_and_in_its_unit(default: DefaultFactor) -> None:
    need = Need(default.key, default.region.replace("*", ""))
    choice = select_default(need, default.unit, "case", LIBRARY)
    assert choice.chosen.unit == default.unit
    assert not choice.chosen.barred


@given(defaults)
def test_naming_the_default_has_no_effect(default: DefaultFactor) -> None:
    need = Need(default.key, default.region.replace("*", ""))
    usual = select_default(need, default.unit, "case", LIBRARY)
    named = select_named(usual.chosen.id, need, default.unit, "case", "the same", LIBRARY)
    assert named.effect == "0"
    assert named.mapping_score == usual.mapping_score


@given(scores, scores, scores, scores)
def test_a_rating_lies_between_its_scores(te: int, ge: int, ti: int, p: int) -> None:
    rating = DataQuality(te, ge, ti, p).rating
    assert min(te, ge, ti, p) <= rating <= max(te, ge, ti, p)


@given(scores, scores, scores, st.decimals("1.01", "3", places=3))
def test_a_mismatch_never_narrows_a_spread(te: int, ge: int, ti: int, gsd: Decimal) -> None:
    widened = widen_gsd(gsd, widening_variance(DataQuality(te, ge, ti, 1)))
    assert widened >= gsd - Decimal("1e-20")
