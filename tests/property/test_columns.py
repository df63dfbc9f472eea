"""Lines judged all at once against the interpreter, on packs and consignments at random.

The interpreter says what every cell means: outcome, causes, open points and decisive questions.
"""

from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judge import judge_batches, judge_columns
from cradlegate.regimes.columns.judged import OUTCOMES, STATUS
from cradlegate.regimes.lines.frames import make_frames
from tests.regimes.columns.random_packs import (
    draw_bases,
    draw_pack,
    find_differences,
    forget,
    judge_both,
)
from tests.regimes.packs import VOCABULARY

LINES = 125
LAW_DAYS = (None, None, None, date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 20))
FLIPS = {(Outcome.MET, Outcome.NOT_MET), (Outcome.NOT_MET, Outcome.MET)}

lots = st.integers(0, 1_000_000).map(Random)
# A smaller seed is no simpler pack, so nothing is gained by shrinking.
packs = settings(
    max_examples=16,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@given(lots)
@packs
def test_every_cell_is_what_the_interpreter_gives(lot):
    compare_engines(lot)


@pytest.mark.slow
@given(lots)
@settings(packs, max_examples=200, derandomize=False)
def test_every_cell_is_what_the_interpreter_gives_on_packs_of_the_day(lot):
    compare_engines(lot)


def compare_engines(lot):
    bases = draw_bases(lot, LINES)
    alone, judged = judge_both(draw_pack(lot), bases, lot.choice(LAW_DAYS))
    assert find_differences(alone, judged) == []
    assert len(judged.legend.outputs) == 11


@given(lots)
@settings(packs, max_examples=1)
def test_no_answer_hangs_on_how_lines_are_cut(lot):
    pack, frames = draw_pack(lot), make_frames(draw_bases(lot, 30), VOCABULARY)
    whole = judge_columns(pack, frames, law_as_of=None).frame
    for most in (1, 7, 16):
        assert judge_columns(pack, frames, law_as_of=None, lines_at_once=most).frame.equals(whole)
    slices = judge_batches(pack, frames, law_as_of=None, lines_at_once=9)
    assert pl.concat([each.frame for each in slices]).equals(whole)


@given(lots)
@settings(packs, max_examples=2)
def test_filling_in_facts_never_turns_an_answer_round(lot):
    pack, bases = draw_pack(lot), draw_bases(lot, 60)
    law_as_of = lot.choice(LAW_DAYS)
    before, after = (
        judge_columns(pack, make_frames(each, VOCABULARY), law_as_of=law_as_of)
        for each in ([forget(lot, base) for base in bases], bases)
    )
    for output in before.legend.outputs:
        pairs = zip(
            before.frame[f"{output}{STATUS}"], after.frame[f"{output}{STATUS}"], strict=True
        )
        assert FLIPS.isdisjoint((OUTCOMES[one], OUTCOMES[other]) for one, other in pairs)
