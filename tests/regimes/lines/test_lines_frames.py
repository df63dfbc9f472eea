"""Fact bases in columns: three ways of having no value, ends of dates, and documents of lines."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import Fact, FactBase, Standing
from cradlegate.regimes.lines.frames import Frames, check_digits, make_base, make_frames
from cradlegate.regimes.values import Extent
from tests.regimes.columns.random_packs import draw_bases
from tests.regimes.packs import REPORT, VOCABULARY, hand_in
from tests.regimes.packs import make_base as base_of

ROUGH = "2026-06/2026-07"


def lay_out(*facts, **options):
    return make_frames([base_of(each, **options) for each in facts], VOCABULARY)


def values(facts):
    return {name: fact.value for name, fact in facts.items()}


def test_unknown_known_to_be_absent_and_a_value_are_three_things():
    lines = lay_out(
        {"machine.kind": None}, {"machine.kind": "none"}, {"machine.kind": "lathe"}
    ).lines
    assert lines["machine.kind"].to_list() == [None, None, "lathe"]
    assert lines["machine.kind:none"].to_list() == [False, True, False]


def test_a_date_or_number_known_in_part_has_its_last_end_beside_it():
    lines = lay_out(
        {"machine.built": ROUGH, "machine.quantity": "1–2.5"},
        {"machine.built": "2026-06-01", "machine.quantity": "3–3"},
    ).lines
    assert lines["machine.built"].to_list() == [date(2026, 6, 1), date(2026, 6, 1)]
    assert lines["machine.built:last"].to_list() == [date(2026, 7, 31), None]
    assert lines["machine.quantity"].to_list() == [Decimal(1), Decimal(3)]
    assert lines["machine.quantity:last"].to_list() == [Decimal("2.5"), None]


def test_documents_stand_once_and_are_named_by_the_pairs_of_their_lines():
    documents = {"a": hand_in(), "b": hand_in(standing="coming")}
    frames = make_frames(
        [
            base_of(documents=documents),
            base_of(is_listed=False),
            base_of(documents={"c": hand_in()}),
        ],
        VOCABULARY,
    )
    assert frames.documents is not None
    assert frames.pairs is not None
    assert frames.documents["type"].to_list() == [REPORT] * 3
    assert frames.documents["standing"].to_list() == ["in_hand", "coming", "in_hand"]
    assert frames.pairs.select("line", "document").rows() == [(0, 0), (0, 1), (2, 2)]
    assert frames.lines["documents:listed"].to_list() == [True, False, True]


def test_a_base_without_machines_is_one_thing_without_facts_of_a_machine():
    study = FactBase("study", {"machine.cnc": Fact(True, "")}, (), ())
    assert make_frames([study], VOCABULARY).lines["machine.cnc"].to_list() == [True]


def test_several_machines_on_a_line_are_refused():
    with pytest.raises(ValueError, match="has 2 machines"):
        make_frames([base_of(machines={"a": {}, "b": {}})], VOCABULARY)


@pytest.mark.parametrize("number", ["0.1234567890123", "1" + "0" * 26])
def test_a_number_that_no_column_holds_exactly_is_refused(number):
    with pytest.raises(ValueError, match="more digits"):
        lay_out({"machine.quantity": number})


def test_a_number_of_every_digit_that_a_column_has_is_held_exactly():
    widest = Decimal("9" * 26 + ".999999999999")
    assert check_digits(widest, "it") == widest
    lines = lay_out({"machine.quantity": f"{widest:f}"}).lines
    assert lines["machine.quantity"].to_list() == [widest]


def test_a_slice_renumbers_its_lines_and_keeps_its_documents():
    frames = make_frames([base_of(documents={"d": hand_in()}) for _ in range(4)], VOCABULARY)
    some = frames.slice(1, 2)
    assert some.lines.height == 2
    assert some.pairs is not None
    assert some.pairs.select("line", "document").rows() == [(0, 1), (1, 2)]
    assert Frames(frames.lines).slice(3, 2).pairs is None


def test_a_line_comes_back_from_the_columns_as_it_went_in():
    bases = draw_bases(Random(5), 60)  # noqa: S311 - facts are drawn, nothing is kept secret
    frames = make_frames(bases, VOCABULARY)
    seen = set()
    for line, base in enumerate(bases):
        again = make_base(frames, line, VOCABULARY)
        assert values(again.facts) == values(base.facts)
        assert values(again.machines[0].facts) == values(base.machines[0].facts)
        assert (again.documents is None) is (base.documents is None)
        for one, other in zip(again.documents or (), base.documents or (), strict=True):
            assert (one.type, one.standing) == (other.type, other.standing)
            assert values(one.facts) == values(other.facts)
            assert values(again.machines[0].fits[one.id]) == values(base.machines[0].fits[other.id])
        seen |= {type(value) for value in values(again.machines[0].facts).values()}
    assert seen == {Blank, bool, str, Interval, Decimal, Extent}


def test_a_line_of_frames_without_documents_has_none():
    frames = make_frames([base_of({"machine.cnc": True})], VOCABULARY)
    base = make_base(Frames(frames.lines), 0, VOCABULARY)
    assert base.documents == ()
    assert make_base(Frames(frames.lines.drop("documents:listed")), 0, VOCABULARY).documents is None


def test_a_document_keeps_its_standing():
    frames = make_frames([base_of(documents={"d": hand_in(standing="gone")})], VOCABULARY)
    documents = make_base(frames, 0, VOCABULARY).documents or ()
    assert [each.standing for each in documents] == [Standing.GONE]
