"""What of a pack is law on one day: as it is judged, and as two days are compared."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.regimes.compare import ChangeKind, compare_packs
from cradlegate.regimes.law_day import keep_law_of
from cradlegate.regimes.pack.provision import Life
from tests.regimes.packs import CITE, MET, judge, make_pack, provision, question, scope

DAYS = st.dates(date(2026, 6, 1), date(2026, 9, 30))
LIMIT = {
    "kind": "number",
    "values": [{"value": 5, "to": "2026-08-31"}, {"value": 4, "from": "2026-09-01"}],
}


def names_on(pack, day):
    return [each.id for each in keep_law_of(pack, day).provisions]


def test_the_day_before_the_first_day_has_no_provision_of_the_instrument():
    late = provision("late", test="true", **{"from": "2026-01-03"})
    pack = make_pack(scope(), late)
    assert pack.instrument.first == date(2026, 1, 1)
    assert names_on(pack, date(2025, 12, 31)) == []
    assert names_on(pack, date(2026, 1, 1)) == ["scope"]
    assert names_on(pack, date(2026, 1, 2)) == ["scope"]
    assert names_on(pack, date(2026, 1, 3)) == ["scope", "late"]


@given(DAYS, DAYS, DAYS, st.sampled_from(list(Life)))
def test_a_provision_is_kept_where_it_is_judged_on_the_law_of_the_day(one, other, day, life):
    first, last = sorted((one, other))
    window = {"from": first.isoformat(), "to": last.isoformat(), "life": str(life)}
    pack = make_pack(scope(), provision("a", test="true", **window))
    is_met = judge(pack, law_as_of=day).finding("a").status.outcome is MET
    assert ("a" in names_on(pack, day)) == is_met


def test_what_ends_begins_or_takes_another_value_differs_between_two_days():
    pack = make_pack(
        scope(),
        provision("ends", test="true", to="2026-08-31"),
        provision("begins", test="true", **{"from": "2026-09-01"}),
        parameters={"limit": LIMIT},
        questions={"q": question()},
        answers=[{"question": "q", "answer": True, "from": "2026-09-01", "cite": CITE}],
    )
    before, after = (keep_law_of(pack, date(2026, month, 1)) for month in (8, 9))
    found = compare_packs(before, after)
    assert [(each.kind, each.part, each.id) for each in found] == [
        (ChangeKind.ADDED, "answers", "q"),
        (ChangeKind.REMOVED, "provisions", "ends"),
        (ChangeKind.ADDED, "provisions", "begins"),
        (ChangeKind.CHANGED, "parameters", "limit"),
    ]
    kept = [len(each.parameters["limit"].values) for each in (before, after)]
    assert kept == [1, 1]


def test_the_law_of_one_day_does_not_differ_from_itself():
    pack = make_pack(scope(), parameters={"limit": LIMIT})
    day = date(2026, 8, 1)
    assert compare_packs(keep_law_of(pack, day), keep_law_of(pack, day)) == ()
    assert keep_law_of(keep_law_of(pack, day), day) == keep_law_of(pack, day)
