"""Lines alike share a row: what they have in common is found whatever their order."""

from random import Random

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.regimes.columns.alike import compare_bits, find_alike
from cradlegate.regimes.columns.judge import judge_columns
from cradlegate.regimes.lines.frames import make_frames
from cradlegate.regimes.planes.bits import FULL, pack_bits, pick_lines, unpack_bits
from tests.regimes.columns.random_packs import draw_bases, draw_pack
from tests.regimes.packs import VOCABULARY

LINES = 40
lots = st.integers(0, 1_000_000).map(Random)
packs = settings(max_examples=10)

bits = st.integers(1, 70).flatmap(
    lambda width: st.lists(
        st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=40
    )
)


@given(bits)
def test_lines_are_of_one_kind_where_all_bits_are_the_same(lines):
    columns = np.array(lines).T
    alike, of_kinds = compare_bits([pack_bits(each) for each in columns], len(lines))
    assert len(of_kinds) == len(columns)
    assert [of_kind[alike.kinds].astype(bool).tolist() for of_kind in of_kinds] == columns.tolist()
    assert len(alike.firsts) == len({tuple(each) for each in lines})
    firsts = [lines.index(lines[at]) for at in range(len(lines))]
    assert alike.firsts[alike.kinds].tolist() == firsts


def test_a_plane_of_one_byte_stands_for_every_line():
    alike, (of_kind,) = compare_bits([FULL], 20)
    assert alike.kinds.tolist() == [0] * 20
    assert of_kind.tolist() == [1]


def test_kinds_are_numbered_as_they_come():
    alike = find_alike(pl.DataFrame({"one": [7, 7, 3, 7], "other": [1, 2, 1, 1]}))
    assert alike.kinds.tolist() == [0, 1, 2, 0]
    assert alike.firsts.tolist() == [0, 1, 2]


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_picked_lines_keep_their_bits(truths, data):
    places = sorted(data.draw(st.sets(st.integers(0, len(truths) - 1))))
    picked = pick_lines(pack_bits(np.array(truths)), np.array(places, np.int64), len(truths))
    found = unpack_bits(picked, len(places)).tolist() if places else []
    assert found == [truths[at] for at in places]


@given(lots)
@packs
def test_lines_are_judged_the_same_in_any_order(lot):
    pack, bases = draw_pack(lot), draw_bases(lot, LINES)
    order = lot.sample(range(LINES), LINES)
    judged, other = (
        judge_columns(pack, make_frames(some, VOCABULARY), law_as_of=None, vocabulary=VOCABULARY)
        for some in (bases, [bases[at] for at in order])
    )
    assert judged.frame[order].equals(other.frame)


@given(lots, st.integers(0, LINES - 1), st.integers(1, LINES))
@packs
def test_a_part_of_judged_lines_says_what_the_whole_says(lot, first, most):
    frames = make_frames(draw_bases(lot, LINES), VOCABULARY)
    judged = judge_columns(draw_pack(lot), frames, law_as_of=None, vocabulary=VOCABULARY)
    part = judged.slice(first, most)
    assert part.count == part.lines.sum() == min(most, LINES - first)
    assert part.frame.equals(judged.frame.slice(first, most))
